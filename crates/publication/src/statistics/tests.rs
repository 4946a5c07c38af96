#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! Published files, as they are and as they are broken.

use testkit::{PARTNERSHIP, TestSite, given, on_both};

use super::*;

const HEAD: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,CPP_start,CPP_subsequent,CPP_subsequent_percent\n";

fn file() -> String {
    format!(
        "\u{feff}{HEAD}\
         2025,Reporting year,National,E92000001,England,,,,,,Plans,61840,15130,24.5\n\
         2025,Reporting year,Regional,E92000001,England,E12000001,North East,,,,Plans,4540,1240,27.2\n\
         2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,999,E09000099,Westmere,Plans,259,c,c\n\
         2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,998,E09000098,Eastmere,Plans,100,10,10\n\
         2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,997,E09000097,Farmere,Plans,1,1,100\n"
    )
}

fn areas() -> Areas {
    Areas { own: ["E09000099".to_owned()].into(), neighbours: ["998".to_owned()].into() }
}

#[test]
fn only_the_area_its_neighbours_london_and_england_are_kept_as_printed() {
    let release = read("d3.csv", file().as_bytes(), &areas()).unwrap();
    let kept: Vec<(&str, &str, &str)> =
        release.cells.iter().map(|cell| (cell.name.as_str(), cell.measure.as_str(), cell.shown.as_str())).collect();
    assert_eq!(
        kept,
        [
            ("England", "child-protection.plans-begun", "61840"),
            ("England", "child-protection.second-plans", "24.5"),
            ("Westmere", "child-protection.plans-begun", "259"),
            ("Westmere", "child-protection.second-plans", "c"),
            ("Eastmere", "child-protection.plans-begun", "100"),
            ("Eastmere", "child-protection.second-plans", "10"),
        ]
    );
}

#[test]
fn a_broken_file_is_refused_in_one_sentence_with_its_line() {
    let broken = |text: &str| read("d3.csv", text.as_bytes(), &areas()).unwrap_err().to_string();
    assert_eq!(broken(&format!("{HEAD}2025,Reporting year\n")), "d3.csv, line 2: the line has more or fewer fields than the heading");
    assert!(broken("a,b\n1,2\n").starts_with("d3.csv, line 1: the columns are those of no file"));
    assert!(broken(&file().replace("E09000099", "E09000001")).ends_with("there is no line about the partnership's own area"));
    assert!(
        broken(&file().replace("\n2025,Reporting year,Local", "\nlast year,Reporting year,Local"))
            .contains("line 4: `last year` is not a period")
    );
    let not_utf8 = read("d3.csv", b"a,b\n\xff", &areas()).unwrap_err().to_string();
    assert!(not_utf8.starts_with("d3.csv, line 2: the text is not UTF-8"));
}

#[test]
fn the_same_file_again_changes_nothing() {
    let cells = read("d3.csv", file().as_bytes(), &areas()).unwrap().cells;
    let command = Command { kind: "k".into(), title: "t".into(), publisher: "p".into(), file: "f".into(), sha256: "s".into(), cells };
    let facts = given::<Release>([]).when(command.clone()).then_decided();
    assert_eq!(facts.len(), 2);
    given::<Release>(facts).when(command).then([]);
}

fn slices() -> Vec<platform::Slice> {
    vec![slice()]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_imported_cited_and_superseded_and_a_broken_one_changes_nothing() {
    on_both(slices, async |mut site: TestSite| {
        site.person("ann", "org-unit", "council", &[agreement::Role::Analyst], &[]).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d3.csv");
        std::fs::write(&path, file()).unwrap();
        let import = async |path: &std::path::PathBuf| import(&site.site, PARTNERSHIP, std::slice::from_ref(path)).await;
        assert!(!import(&path).await.unwrap()[0].known);
        assert!(import(&path).await.unwrap()[0].known);
        let figure = "/api/v1/figures/statistic.value?measure=child-protection.plans-begun&area=E09000099&period=2025";
        site.get("ann", figure).await.says(r#""value":"259""#);
        site.get("ann", "/statistics").await.says("Child protection plans begun");
        site.get("ann", "/statistics/child-protection.second-plans").await.says("Westmere").says("Open Government Licence");

        std::fs::write(&path, file().replace(",259,", ",260,")).unwrap();
        import(&path).await.unwrap();
        site.get("ann", figure).await.says(r#""value":"260""#);
        std::fs::write(&path, "time_period\n2025\n").unwrap();
        assert!(import(&path).await.unwrap_err().to_string().contains("d3.csv, line 1"));
        site.get("ann", figure).await.says(r#""value":"260""#);
    })
    .await;
}

/// The files as published, read in place. The cells asserted were read by hand.
#[tokio::test(flavor = "multi_thread")]
async fn the_published_files_themselves_are_read() {
    let folder = std::env::var("TREFOIL_DATA")
        .map_or_else(|_| std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")), Into::into)
        .join("dfe");
    if !folder.exists() {
        eprintln!("SKIPPED: the published files are not there ({})", folder.display());
        return;
    }
    let own = Areas { own: ["E09000017".to_owned()].into(), ..Areas::default() };
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let value = |name: &str, measure: &str, period: &str| {
        let cells = read(name, &file(name), &own).unwrap().cells;
        cells.into_iter().find(|cell| cell.measure == measure && cell.period == period && cell.level == "own").unwrap().shown
    };
    assert_eq!(value("b1_children_in_need_2013_to_2025.csv", "children-in-need.on-31-march", "2025"), "2563");
    assert_eq!(value("c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", "referrals.again-within-a-year", "2024"), "19.5");
    assert_eq!(value("cla_number_and_rate_per_10k_children.csv", "looked-after.rate", "2025"), "41");
    assert_eq!(value("ons_mid-year_population_estimates_2012_to_2024.csv", "population.children", "2024"), "75524");
    assert_eq!(neighbours("sn_model_2025_wide.csv", &file("sn_model_2025_wide.csv"), "312").unwrap().len(), 10);
}
