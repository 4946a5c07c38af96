#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The readers, the rule of editions, and the capability as people meet it, on small tables of our own writing.

use std::{collections::BTreeMap, sync::Arc};

use super::*;

/// The area of the test site's partnership.
const OWN: &str = "E09000099";

const NEED: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,Anypoint_episodes,Anypoint_child,Started_episodes,Started_child,Ended_episodes,Ended_child,At31_episodes,awaiting_assessment
2025,Reporting year,National,E92000001,England,,,,,,Children in Need,1,700000,3,4,5,6,400000,16000
2025,Reporting year,Regional,E92000001,England,E12000007,London,,,,Children in Need,1,120000,3,4,5,6,70000,2500
2025,Reporting year,Regional,E92000001,England,E13000002,Outer London,,,,Children in Need,1,70000,3,4,5,6,40000,1500
2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,999,E09000099,Westmere,Children in Need,1,4000,3,4,5,6,2563,c
2024,Reporting year,Local authority,E92000001,England,E13000002,Outer London,999,E09000099,Westmere,Children in Need,1,3900,3,4,5,6,2400,x
2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,901,E09000091,Ashby,Children in Need,1,3000,3,4,5,6,2000,20
2025,Reporting year,Local authority,E92000001,England,E12000003,Yorkshire and The Humber,902,E08000092,Birley,Children in Need,1,3000,3,4,5,6,2100,30
2025,Reporting year,Local authority,E92000001,England,E12000006,East of England,903,E06000093,Colne,Children in Need,1,3000,3,4,5,6,2200,40
2025,Reporting year,Local authority,E92000001,England,E12000006,East of England,904,E06000094,Elsewhere,Children in Need,1,3000,3,4,5,6,2300,50
";

const NEAR: &str = "\u{feff}old_la_code,la_name,region_ind,region_name,SN_1,SN_1P,SN_2,SN_2P,SN_3,SN_3P,SN_4,SN_4P,SN_5,SN_5P,SN_6,SN_6P,SN_7,SN_7P,SN_8,SN_8P,SN_9,SN_9P,SN_10,SN_10P
999,Westmere,3,London,902,Very close,901,Close ,903,Close ,,,,,,,,,,,,,,
901,Ashby,3,London,999,Close ,902,Close ,,,,,,,,,,,,,,,,
902,Birley,2,Yorkshire and The Humber,,,,,,,,,,,,,,,,,,,,
903,Colne,6,East of England,,,,,,,,,,,,,,,,,,,,
";

const PEOPLE: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,age_group,population_estimate
2024,Reporting year,Local authority,E92000001,England,E13000002,Outer London,999,E09000099,Westmere,Children aged 0 to 17 years,75524
2024,Reporting year,National,E92000001,England,,,,,,Children aged 0 to 17 years,12183016
";

const LONG: &str = "short_desc,data_item,years,la,value,la_number,region
CPP_rate,,2025,Westmere,31.6,999.0,Outer London
CPP_rate,,2024,Westmere,33.799999999999997,999.0,Outer London
CPP_rate,,2025,England,40.1,970.0,NA
CPP_rate,,2025,London,37.200000000000003,986.0,NA
CPP_rate,,2025,Birley,-,902.0,NA
CPP_rate,,2025,Elsewhere,50,904.0,NA
Something_else,,2025,Westmere,nonsense,999.0,Outer London
CIN,,2025,Westmere,339.4,999.0,x
Section_47,,2025,Westmere,1,999.0,x
CP_conf_15days,,2025,Westmere,1,999.0,x
";

fn known() -> Areas {
    let place = |number: &str, code: &str, name: &str, region: &str| {
        (number.to_owned(), Place { number: number.into(), code: code.into(), name: name.into(), region: region.into() })
    };
    let near = |place: i64, number: &str, name: &str, closeness: &str| Neighbour {
        place,
        number: number.into(),
        name: name.into(),
        closeness: closeness.into(),
    };
    Areas {
        places: BTreeMap::from([
            place("999", OWN, "Westmere", "E12000007"),
            place("901", "E09000091", "Ashby", "E12000007"),
            place("902", "E08000092", "Birley", "E12000003"),
            place("903", "E06000093", "Colne", "E12000006"),
        ]),
        neighbours: BTreeMap::from([(
            "999".to_owned(),
            vec![near(1, "902", "Birley", "Very close"), near(2, "901", "Ashby", "Close"), near(3, "903", "Colne", "Close")],
        )]),
        ..Areas::of([OWN.to_owned()])
    }
}

fn cell<'a>(release: &'a Release, measure: &str, area: &str, period: &str) -> &'a Cell {
    let cells = &release.cells.iter().find(|(id, _)| *id == measure).unwrap_or_else(|| panic!("no {measure}")).1;
    cells.iter().find(|cell| cell.area == area && cell.period == period).unwrap_or_else(|| panic!("no {measure} of {area} in {period}"))
}

fn bad(file: &str, text: &str) -> String {
    read_release(file, text.as_bytes(), &known()).unwrap_err().to_string()
}

#[test]
fn a_table_by_area_keeps_our_area_its_neighbours_its_region_and_england_with_symbols_and_lines() {
    let release = read_release("data/b1.csv", NEED.as_bytes(), &known()).unwrap();
    assert_eq!((release.source, release.file.as_str()), ("children-in-need", "b1.csv"));
    let own = cell(&release, "children-in-need.on-31-march", OWN, "2025");
    assert_eq!((own.printed.as_str(), own.shown.as_deref(), own.ends_on.as_str(), own.line), ("2563", Some("2,563"), "2025-03-31", 5));
    assert_eq!(cell(&release, "children-in-need.awaiting-assessment", OWN, "2025").printed, "c");
    assert_eq!(cell(&release, "children-in-need.on-31-march", "E08000092", "2025").printed, "2100");
    assert_eq!(cell(&release, "children-in-need.on-31-march", "E12000007", "2025").printed, "70000");
    assert_eq!(cell(&release, "children-in-need.on-31-march", ENGLAND, "2025").printed, "400000");
    let areas: Vec<&str> = release.named.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(areas, ["E06000093", "E08000092", "E09000091", OWN, "E12000007", ENGLAND], "not Outer London, and not Elsewhere");
}

#[test]
fn a_table_by_measure_reads_the_departments_numbers_and_what_spreadsheets_make_of_decimals() {
    let release = read_release("lait.csv", LONG.as_bytes(), &known()).unwrap();
    let shown = |area: &str, period: &str| {
        let cell = cell(&release, "child-protection.rate", area, period);
        cell.shown.clone().unwrap_or_else(|| cell.printed.clone())
    };
    assert_eq!(shown(OWN, "2025"), "31.6");
    assert_eq!(shown(OWN, "2024"), "33.8");
    assert_eq!(cell(&release, "child-protection.rate", OWN, "2024").printed, "33.799999999999997");
    assert_eq!(shown("E12000007", "2025"), "37.2");
    assert_eq!(shown("E08000092", "2025"), "-");
    assert_eq!(shown(ENGLAND, "2025"), "40.1");
}

#[test]
fn a_packed_table_is_unpacked() {
    use std::io::Write as _;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(LONG.as_bytes()).unwrap();
    let release = read_release("lait.csv.gz", &packer.finish().unwrap(), &known()).unwrap();
    assert_eq!(cell(&release, "section-47.rate", OWN, "2025").line, 10);
}

#[test]
fn neighbours_are_named_in_their_order() {
    let release = read_release("sn_model.csv", NEAR.as_bytes(), &known()).unwrap();
    let near: Vec<(i64, &str, &str)> =
        release.neighbours["999"].iter().map(|near| (near.place, near.name.as_str(), near.closeness.as_str())).collect();
    assert_eq!(near, [(1, "Birley", "Very close"), (2, "Ashby", "Close"), (3, "Colne", "Close")]);
}

#[test]
fn adults_are_added_up_from_the_single_years_and_the_year_is_in_the_files_name() {
    let headings: Vec<String> = (0..90).map(|age| age.to_string()).collect();
    let ones = vec!["1"; 91].join(",");
    let text = format!(
        "ltla21_code,ltla21_name,total_population,{},90+\n{OWN},Westmere,91,{ones}\nE07000001,Elsewhere,91,{ones}\n",
        headings.join(",")
    );
    let release = read_release("population_mid2020.csv", text.as_bytes(), &known()).unwrap();
    assert_eq!(cell(&release, "population.all-ages", OWN, "2020").printed, "91");
    assert_eq!(cell(&release, "population.adults", OWN, "2020").printed, "73");
    assert_eq!(cell(&release, "population.adults", ENGLAND, "2020").printed, "146");
    assert_eq!(bad("population.csv", &text), BadFile::NoYear { file: "population.csv".into() }.to_string());
}

#[test]
fn small_areas_are_counted_for_the_authority_the_look_up_places_them_in() {
    let text = "lsoa21_code,IMD_decile\nE01000001,1\nE01000002,2\nE01000003,9\nE01000004,1\n";
    let mut areas = known();
    areas.small = ["E01000001", "E01000002", "E01000003"].map(|small| (small.to_owned(), OWN.to_owned())).into();
    let release = read_release("imd2025.csv", text.as_bytes(), &areas).unwrap();
    assert_eq!(cell(&release, "deprivation.most-deprived-fifth", OWN, "2025").printed, "66.7");
    assert_eq!(cell(&release, "deprivation.most-deprived-tenth", OWN, "2025").printed, "33.3");
    assert!(bad("imd2025.csv", text).contains("import the look-up of small areas"));
}

#[test]
fn a_broken_file_gets_one_sentence_that_says_file_line_and_what() {
    let short = NEED.replace("400000,16000\n", "400000\n");
    assert_eq!(bad("b1.csv", &short), "b1.csv, line 2: 18 fields where the headings are 19");
    let words = NEED.replace("2563,c", "many,c");
    assert_eq!(
        bad("b1.csv", &words),
        "b1.csv, line 5: `many` in the column `At31_episodes` is neither a number nor a symbol that publishers use"
    );
    let missing = NEED.replace("At31_episodes", "At31");
    let table = "Children in need and episodes of need (b1)";
    assert_eq!(bad("x.csv", &missing), format!("x.csv, line 1: the column `At31_episodes` is missing; the table “{table}” has one"));
    let period = NEED.replace("2024,Reporting year,Local", "soon,Reporting year,Local");
    assert_eq!(bad("b1.csv", &period), "b1.csv, line 6: `soon` is not a period such as 2025 or 202425");
    let twice = format!("{NEED}{}\n", NEED.lines().nth(4).unwrap().replace("2563", "2564"));
    assert_eq!(bad("b1.csv", &twice), "b1.csv, line 11: it prints `2564` for a cell that line 5 has printed otherwise");
    assert_eq!(bad("b1.csv", ""), "b1.csv: it is empty");
    assert_eq!(bad("a.csv", "name,age\nAda,7\n"), "a.csv: it is none of the published tables that Trefoil knows, going by its columns");
    let latin = [NEED.as_bytes(), b"caf\xe9\n"].concat();
    assert_eq!(read_release("b1.csv", &latin, &known()).unwrap_err().to_string(), "b1.csv, line 11: it is not text in UTF-8");
    let packed = read_release("b1.csv.gz", b"not packed", &known()).unwrap_err().to_string();
    assert_eq!(packed, "b1.csv.gz: it cannot be unpacked, so it is damaged or not packed with gzip");
    let nobody = Areas::of(["E06000001".to_owned()]);
    assert!(read_release("lait.csv", LONG.as_bytes(), &nobody).unwrap_err().to_string().contains("that of E06000001 is not known yet"));
}

// The rule of editions.

use testkit::given;

fn release(file: &str, text: &str) -> Arc<Release> {
    Arc::new(read_release(file, text.as_bytes(), &known()).unwrap())
}

fn imported(text: &str) -> Vec<Fact> {
    given::<Statistics>([]).when(Command::Import { release: release("b1.csv", text) }).then_decided()
}

#[test]
fn the_same_bytes_for_the_same_areas_change_nothing() {
    given::<Statistics>(imported(NEED)).when(Command::Import { release: release("another-name.csv", NEED) }).then([]);
}

#[test]
fn a_later_edition_names_only_the_cells_it_prints_otherwise() {
    let later = NEED.replace("2400,x", "2401,x").replace("2100,30", ",30");
    let facts = given::<Statistics>(imported(NEED)).when(Command::Import { release: release("b1-2.csv", &later) }).then_decided();
    let [Fact::Imported { .. }, Fact::Printed { measure, cells, .. }, Fact::Withdrawn { measure: gone, cells: withdrawn }] = &facts[..]
    else {
        panic!("{facts:?}")
    };
    assert_eq!((measure.as_str(), cells.len(), cells[0].printed.as_str()), ("children-in-need.on-31-march", 1, "2401"));
    assert_eq!((gone.as_str(), withdrawn.as_slice()), ("children-in-need.on-31-march", &[("E08000092".to_owned(), "2025".to_owned())][..]));
}

#[test]
fn an_earlier_edition_does_not_take_the_place_of_a_later_one() {
    let earlier: String = NEED.lines().filter(|line| !line.starts_with("2025")).map(|line| format!("{line}\n")).collect();
    given::<Statistics>(imported(NEED))
        .when(Command::Import { release: release("old.csv", &earlier) })
        .then_refused(Refusal::Older { last: "2024-03-31".into(), here: "2025-03-31".into() });
}

// As people meet it: a whole site, on both databases.

use agreement::Role;
use axum::http::StatusCode;
use platform::{COMMONS, Figure, Measured, Period, Scope};
use testkit::{PARTNERSHIP, TestSite, on_both};

fn slices() -> Vec<platform::Slice> {
    vec![partnership::organisation::slice(), slice()]
}

fn files(of: &[(&str, &str)]) -> Vec<Given> {
    of.iter().map(|(file, text)| Given { file: (*file).to_owned(), bytes: text.as_bytes().to_vec() }).collect()
}

/// Neighbours last, to show that the order of files does not matter.
const ALL: &[(&str, &str)] = &[("b1.csv", NEED), ("lait.csv", LONG), ("ons_mid-year.csv", PEOPLE), ("sn_model.csv", NEAR)];

async fn people(site: &mut TestSite) {
    site.person("ana", "org-unit", "council", &[Role::Analyst], &[]).await;
    site.person("bea", "org-council", "council", &[Role::AgencyAuthor], &[]).await;
}

async fn head(site: &TestSite) -> i64 {
    site.site.ledger().read().await.unwrap().head(COMMONS).await.unwrap()
}

async fn measured(site: &TestSite, figure: &Figure, measure: &str, area: &str, period: &str) -> Measured {
    let scope = Scope {
        chain: PARTNERSHIP.into(),
        as_of: 0,
        commons_as_of: head(site).await,
        period: Period::financial_year(2025),
        arguments: vec![measure.into(), area.into(), period.into()],
    };
    figure.measure(&mut site.site.ledger().read().await.unwrap(), &scope).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_analyst_imports_tables_and_everybody_reads_the_area_beside_others() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        let brought = bring(Door::Person(&site.cx("ana")), files(ALL)).await.unwrap();
        assert_eq!(brought.len(), 4);
        site.get("bea", "/statistics")
            .await
            .is(StatusCode::OK)
            .says("Children in need on 31 March")
            .says("2,563")
            .says("Birley, Ashby, Colne");
        let page = site.get("bea", "/statistics/measures/children-in-need.on-31-march").await;
        page.is(StatusCode::OK)
            .says("Birley (neighbour: very close)")
            .says("2,100")
            .says("Median of neighbours (worked out here)")
            .says("<svg");
        // Ashby 2,000, Birley 2,100, Colne 2,200.
        page.says("70,000").says("Open Government Licence");
        site.get("bea", "/statistics/measures/children-in-need.awaiting-assessment").await.says("withheld, so that nobody can be recognised");
        site.get("bea", "/statistics/measures/children-in-need.rate").await.says("339.4").says("worked out here");
        let csv = site.get("bea", "/statistics/measures/children-in-need.on-31-march/numbers.csv").await;
        csv.is(StatusCode::OK).says(
            "children-in-need.on-31-march,Children in need on 31 March,children in need,E09000099,Westmere,authority,2025,2563,\"2,563\",,no,b1.csv,5",
        );
        site.get("bea", "/api/v1/statistics/measures/child-protection.rate").await.is(StatusCode::OK).says("33.799999999999997");
        site.get("bea", "/statistics/releases").await.is(StatusCode::OK).says("Statistical neighbours, model of 2025");
        site.get("bea", "/statistics/releases/statistics-children-in-need").await.is(StatusCode::OK).says("b1.csv");
        site.get("bea", "/statistics/measures/nothing.here").await.is(StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_can_be_cited_and_says_why_it_changed() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        bring(Door::Installation(&site.site), files(ALL)).await.unwrap();
        let value = site.site.figure("statistic.value").unwrap();
        let rate = site.site.figure("statistic.rate").unwrap();
        let said = async |figure, measure, area, period| measured(&site, figure, measure, area, period).await.quantity.to_string();
        assert_eq!(said(value, "children-in-need.on-31-march", "own", "newest").await, "2,563");
        assert_eq!(said(value, "children-in-need.on-31-march", "", "2024").await, "2,400");
        assert_eq!(said(value, "children-in-need.on-31-march", "england", "newest").await, "400,000");
        assert_eq!(said(value, "children-in-need.on-31-march", "region", "newest").await, "70,000");
        assert_eq!(said(value, "children-in-need.on-31-march", "E08000092", "2025").await, "2,100");
        assert_eq!(said(value, "children-in-need.awaiting-assessment", "own", "newest").await, "c");
        assert_eq!(said(rate, "children-in-need.on-31-march", "own", "newest").await, "339.4");
        assert_eq!(said(rate, "children-in-need.awaiting-assessment", "own", "newest").await, "c");
        assert_eq!(
            said(rate, "children-in-need.on-31-march", "own", "2024").await,
            "x",
            "nobody printed how many children there were the June before"
        );

        let before = measured(&site, value, "children-in-need.on-31-march", "own", "2025").await;
        let later = NEED.replace("2563,c", "2570,c");
        bring(Door::Installation(&site.site), files(&[("b1-revised.csv", &later)])).await.unwrap();
        let after = measured(&site, value, "children-in-need.on-31-march", "own", "2025").await;
        let change = before.change(&after);
        assert_eq!((change.corrected.len(), change.late.len(), change.gone.len()), (1, 0, 0));
        let again = value.measure(&mut site.site.ledger().read().await.unwrap(), &before.scope).await.unwrap();
        assert_eq!(again, before, "what was known then is known still");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_area_is_set_beside_its_neighbours_their_median_its_region_and_england() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        bring(Door::Installation(&site.site), files(ALL)).await.unwrap();
        let parts = async |figure: &str, measure: &str, period: &str| {
            let figure = site.site.figure(figure).unwrap();
            let scope = Scope {
                chain: PARTNERSHIP.into(),
                as_of: 0,
                commons_as_of: head(&site).await,
                period: Period::financial_year(2025),
                arguments: vec![measure.into(), period.into()],
            };
            let measured = figure.measure(&mut site.site.ledger().read().await.unwrap(), &scope).await.unwrap();
            assert_eq!(measured.quantity, platform::Quantity::Nothing, "no one area's number stands for all");
            measured.parts.into_iter().map(|(part, quantity)| format!("{part} {quantity}")).collect::<Vec<_>>().join(" · ")
        };
        let need =
            "Ashby 2,000 · Birley 2,100 · Colne 2,200 · England 400,000 · London 70,000 · Median of neighbours (worked out here) 2,100 · Westmere 2,563";
        assert_eq!(parts("statistic.compared", "children-in-need.on-31-march", "newest").await, need);
        assert_eq!(parts("statistic.compared", "children-in-need.on-31-march", "2024").await, "Westmere 2,400");
        let waiting = parts("statistic.compared", "children-in-need.awaiting-assessment", "2025").await;
        assert_eq!(waiting, "Ashby 20 · Birley 30 · Colne 40 · England 16,000 · London 2,500 · Median of neighbours (worked out here) 30 · Westmere c");
        let rates = parts("statistic.rate-compared", "children-in-need.on-31-march", "2025").await;
        assert_eq!(rates, "Ashby x · Birley x · Colne x · England 328.3 · London x · Westmere 339.4", "a median of none is none");

        let value = site.site.figure("statistic.value").unwrap();
        let median = measured(&site, value, "children-in-need.on-31-march", "neighbours", "newest").await;
        assert_eq!(median.quantity.to_string(), "2,100");
        let few = NEED.replace("2000,20", "c,20").replace("2100,30", "c,30");
        bring(Door::Installation(&site.site), files(&[("b1.csv", &few)])).await.unwrap();
        let median = measured(&site, value, "children-in-need.on-31-march", "neighbours", "newest").await;
        assert_eq!(median.quantity, platform::Quantity::Nothing, "two of three withheld theirs");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_of_a_measure_has_the_measures_title_meaning_and_unit() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        bring(Door::Installation(&site.site), files(ALL)).await.unwrap();
        let compared = "statistic.compared?measure=children-in-need.on-31-march&period=2025";
        site.get("ana", &format!("/figures/{compared}"))
            .await
            .is(StatusCode::OK)
            .says("Children in need on 31 March, by area")
            .says("year to March 2025")
            .says("Median of neighbours")
            .does_not_say("A published statistic, by area")
            .does_not_say("none to measure");
        site.get("ana", &format!("/api/v1/figures/{compared}")).await.says(r#""title":"Children in need on 31 March""#);
        let rate = "/api/v1/figures/statistic.rate?measure=children-in-need.on-31-march&area=own&period=newest";
        site.get("ana", rate).await.says(r#""title":"Children in need on 31 March, rate""#).says(r#""value":"339.4""#);
        let median = "/api/v1/figures/statistic.value?measure=children-in-need.on-31-march&area=neighbours&period=newest";
        site.get("ana", median).await.says("Children in need on 31 March, median of neighbours").says("(worked out here)").says("2,100");
        let unknown = "/api/v1/figures/statistic.value?measure=no.such&area=own&period=newest";
        site.get("ana", unknown).await.says(r#""title":"A published statistic""#);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_files_again_change_nothing_and_a_broken_one_stops_all_of_them() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        let door = Door::Installation(&site.site);
        bring(door, files(ALL)).await.unwrap();
        let before = head(&site).await;
        let again = bring(door, files(ALL)).await.unwrap();
        assert!(again.iter().all(|one| one.outcome == import::Outcome::HereAlready), "{again:?}");
        let later = NEED.replace("2563,c", "2570,c");
        let broken = PEOPLE.replace("75524", "lots");
        let refused = bring(door, files(&[("b1.csv", &later), ("ons_mid-year.csv", &broken)])).await.unwrap_err();
        assert!(matches!(refused, platform::Unmet::Refused(BadFile::Value { line: 2, .. })), "{refused:?}");
        assert_eq!(head(&site).await, before);
        let earlier: String = NEED.lines().filter(|line| !line.starts_with("2025")).map(|line| format!("{line}\n")).collect();
        let more = PEOPLE.replace("75524", "75525");
        let refused = bring(door, files(&[("b1.csv", &earlier), ("ons_mid-year.csv", &more)])).await.unwrap_err();
        assert!(matches!(refused, platform::Unmet::Refused(BadFile::Older { .. })), "{refused:?}");
        assert_eq!(head(&site).await, before, "nor does one that is too old let those beside it in");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_in_through_a_page_for_those_who_may() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        let send =
            async |who: &str, file: &str, text: &str| site.upload(who, "/statistics/import", &[], ("files", file, text.as_bytes())).await;
        site.get("ana", "/statistics/import").await.is(StatusCode::OK).says("multipart/form-data").says("explore-education-statistics");
        site.get("bea", "/statistics/import").await.is(StatusCode::OK).does_not_say("multipart/form-data");
        let before = head(&site).await;
        send("ana", "b1.csv", &NEED.replace("2563", "many"))
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .says("b1.csv, line 5")
            .says("Nothing was imported");
        send("ana", "", "").await.is(StatusCode::UNPROCESSABLE_ENTITY).says("Choose at least one file");
        send("bea", "b1.csv", NEED).await.is(StatusCode::FORBIDDEN);
        assert_eq!(head(&site).await, before);
        let odd = format!("{NEED}{}\n", NEED.lines().nth(4).unwrap().replace("Local authority", "Parish"));
        send("ana", "b1.csv", &odd)
            .await
            .is(StatusCode::OK)
            .says("20 new, 0 printed otherwise than before, 0 withdrawn")
            .says("b1.csv, line 11: `Parish` is no kind of area that is read here");
        let after = head(&site).await;
        send("ana", "b1.csv", &odd).await.is(StatusCode::OK).says("Nothing has changed").says("this edition is here already");
        assert_eq!(head(&site).await, after);
        send("ana", "b1-revised.csv", &NEED.replace("2563,c", "2570,c"))
            .await
            .is(StatusCode::OK)
            .says("0 new, 1 printed otherwise than before");
        site.get("bea", "/statistics/releases/statistics-children-in-need").await.says("1 printed otherwise than before");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_asked_to_sign_in() {
    on_both(slices, async |site: TestSite| {
        for path in ["/statistics", "/statistics/measures/children-in-need.on-31-march", "/statistics/import", "/statistics/releases"] {
            site.get("", path).await.is(StatusCode::SEE_OTHER);
        }
    })
    .await;
}
