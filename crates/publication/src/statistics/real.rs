#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The published files themselves, read in place and never copied: cells that were read by hand, with the line each stands on.
//!
//! The folder is named by `TREFOIL_DATA`; `../shared/data` beside the checkout otherwise. Where it is absent the tests say so and pass.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    import::Given,
    sheet::{BadFile, Sheet},
    *,
};

const HILLINGDON: &str = "E09000017";
const LONDON: &str = "E12000007";

fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = std::env::var_os("TREFOIL_DATA").map_or(beside, PathBuf::from);
    let there = folder.join("dfe").is_dir();
    if !there {
        eprintln!("SKIPPED: the published files are not at {}; name their folder with TREFOIL_DATA", folder.display());
    }
    there.then_some(folder)
}

const FILES: &[&str] = &[
    "dfe/b1_children_in_need_2013_to_2025.csv",
    "dfe/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "dfe/c3_factors_identified_at_end_of_assessment_2018_to_2025.csv",
    "dfe/d3_cpps_subsequent_plan_2013_to_2025.csv",
    "dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv",
    "dfe/cla_number_and_rate_per_10k_children.csv",
    "dfe/la_cla_placement_stability.csv",
    "dfe/csww_indicators_2017_to_2025.csv",
    "dfe/ons_mid-year_population_estimates_2012_to_2024.csv",
    "dfe/attendance_ytd_2025_26_by_la.csv",
    "dfe/absence_social_care_groups_london.csv",
    "dfe/lait_indicators_london.csv.gz",
    "dfe/sn_model_2025_wide.csv",
    "stats/population_mid2020_england_ltla21_single_year_age.csv",
    "stats/imd2025_england_lsoa21.csv",
    "lookups/london_lsoa21_ward24_ltla24.csv",
];

fn given(folder: &std::path::Path, file: &str) -> Given {
    Given { file: file.to_owned(), bytes: std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}")) }
}

/// Every file, read for Hillingdon with its neighbours, by the key of its table.
fn releases() -> Option<BTreeMap<&'static str, Release>> {
    let folder = folder()?;
    let sheets: Vec<Sheet> = FILES
        .iter()
        .map(|file| {
            let given = given(&folder, file);
            Sheet::read(&given.file, &given.bytes).unwrap()
        })
        .collect();
    let mut areas = Areas::of([HILLINGDON.to_owned()]);
    areas.learn(&sheets).unwrap();
    Some(sheets.iter().map(|sheet| (sheet.source.key.as_str(), read::from_sheet(sheet, &areas).unwrap())).collect())
}

#[test]
fn known_cells_are_read_as_they_stand() {
    let Some(releases) = releases() else { return };
    let read = |measure: &str, area: &str, period: &str| {
        let found = releases.values().flat_map(|release| &release.cells).find(|(id, _)| *id == measure);
        let cells = &found.unwrap_or_else(|| panic!("nothing of {measure}")).1;
        let cell = cells.iter().find(|cell| cell.area == area && cell.period == period);
        let cell = cell.unwrap_or_else(|| panic!("no {measure} of {area} in {period}"));
        (cell.printed.clone(), cell.shown.clone().unwrap_or_else(|| cell.printed.clone()), cell.line)
    };
    // Measure, area, period; as printed, as shown, line of the file.
    for (measure, area, period, printed, shown, line) in [
        ("children-in-need.on-31-march", HILLINGDON, "2025", "2563", "2,563", 159),
        ("children-in-need.on-31-march", LONDON, "2025", "68820", "68,820", 9),
        ("children-in-need.on-31-march", ENGLAND, "2025", "402400", "402,400", 2),
        ("children-in-need.awaiting-assessment", HILLINGDON, "2025", "60", "60", 159),
        ("referrals.in-the-year", HILLINGDON, "2025", "4153", "4,153", 159),
        ("referrals.again-within-a-year", ENGLAND, "2025", "22.6", "22.6", 2),
        ("child-protection.second-plans", HILLINGDON, "2025", "15.1", "15.1", 159),
        ("child-protection.plans-on-31-march", HILLINGDON, "2025", "239", "239", 159),
        ("child-protection.two-years-percent", LONDON, "2025", "3.5", "3.5", 9),
        ("looked-after.rate", HILLINGDON, "2025", "41", "41", 480),
        ("looked-after.on-31-march", ENGLAND, "2025", "81770", "81,770", 3),
        ("social-workers.vacancy", HILLINGDON, "2025", "37.6", "37.6", 158),
        ("social-workers.caseload", ENGLAND, "2025", "15.2", "15.2", 2),
        ("child-protection.rate", HILLINGDON, "2023", "34.299999999999997", "34.3", 27003),
        ("section-47.rate", HILLINGDON, "2025", "178.1", "178.1", 27423),
        ("looked-after.missing-percent", HILLINGDON, "2025", "10", "10", 22138),
        ("absence.in-need-percent", LONDON, "202425", "15.3", "15.3", 37),
        ("absence.in-need-percent", ENGLAND, "202425", "17.4", "17.4", 2),
    ] {
        assert_eq!(read(measure, area, period), (printed.to_owned(), shown.to_owned(), line), "{measure} of {area} in {period}");
    }
    assert_eq!(read("population.children", HILLINGDON, "2024").0, "75524");
    assert_eq!(read("factor.faith-linked-abuse", HILLINGDON, "2025").0, "9");
    assert_eq!(read("factor.female-genital-mutilation", HILLINGDON, "2025").0, "c", "the symbol stays");
    assert_eq!(read("looked-after.same-carer-percent", HILLINGDON, "2025").0, "63");
    assert_eq!(read("attendance.percent", HILLINGDON, "202526").2, 588);
}

#[test]
fn hillingdons_neighbours_are_those_of_the_model() {
    let Some(releases) = releases() else { return };
    let near = &releases["neighbours"].neighbours["312"];
    let names: Vec<(&str, &str)> = near.iter().map(|near| (near.number.as_str(), near.name.as_str())).collect();
    assert_eq!(names[..4], [("313", "Hounslow"), ("317", "Redbridge"), ("320", "Waltham Forest"), ("874", "Peterborough")]);
    assert_eq!(near.len(), 10);
    assert_eq!(near[0].closeness, "Very close");
    // Each of them has numbers, under the code it has now.
    let need = &releases["children-in-need"];
    assert_eq!(need.named.iter().filter(|area| area.level == Level::Authority).count(), 11);
}

/// The publisher's own rate, printed in another table, is what is worked out here.
#[test]
fn a_rate_worked_out_here_is_the_one_the_publisher_prints_elsewhere() {
    let Some(releases) = releases() else { return };
    let number = |measure: &str, area: &str, period: &str| -> Option<i64> {
        let cells = &releases.values().flat_map(|release| &release.cells).find(|(id, _)| *id == measure)?.1;
        value::Value::read(&cells.iter().find(|cell| cell.area == area && cell.period == period)?.printed, None)?.thousandths
    };
    for year in 2023..=2025 {
        let (year, before) = (year.to_string(), (year - 1).to_string());
        for area in [HILLINGDON, "E09000018"] {
            let worked_out = number("children-in-need.on-31-march", area, &year)
                .zip(number("population.children", area, &before))
                .and_then(|(number, of)| value::rate_tenths(number, of, 10_000));
            let published = number("children-in-need.published-rate", area, &year).map(|thousandths| (thousandths + 50) / 100);
            assert!(worked_out.is_some() && published.is_some(), "{area} in {year}");
            assert_eq!(worked_out, published, "{area} in {year}");
        }
    }
}

#[test]
fn a_real_file_cut_short_is_refused_with_its_line() {
    let Some(folder) = folder() else { return };
    let given = given(&folder, FILES[0]);
    let cut = &given.bytes[..given.bytes.len() - 20];
    assert!(matches!(Sheet::read(&given.file, cut), Err(BadFile::Fields { line: 2133, expected: 19, .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_folder_is_imported_into_a_site() {
    let Some(folder) = folder() else { return };
    let site = testkit::TestSite::open(vec![partnership::organisation::slice(), slice()], None).await;
    let found =
        platform::partnership::Command::Found { name: "Comparator".into(), slug: "comparator".into(), areas: vec![HILLINGDON.into()] };
    platform::System::routine(site.site.clone(), "test", platform::COMMONS)
        .act::<platform::partnership::Partnership>("partnership-comparator", found, "comparator")
        .await
        .unwrap();
    let files: Vec<Given> = ["dfe", "stats", "lookups"].iter().flat_map(|part| in_folder(&folder.join(part)).unwrap()).collect();
    let begun = std::time::Instant::now();
    let brought = bring(Door::Installation(&site.site), files.clone()).await.unwrap();
    eprintln!("importing {} files took {:?}", files.len(), begun.elapsed());
    brought.iter().for_each(|one| eprintln!("  {one}"));
    let again = bring(Door::Installation(&site.site), files).await.unwrap();
    let unchanged = |one: &Brought| !matches!(one.outcome, import::Outcome::Imported { .. });
    assert!(again.iter().all(unchanged), "{again:?}");
    page(&site, "/statistics").await;
    let begun = std::time::Instant::now();
    let overview = page(&site, "/statistics").await;
    eprintln!("the overview took {:?}", begun.elapsed());
    assert!(overview.contains("Area: <strong>Hillingdon</strong>") && overview.contains("Hounslow, Redbridge"), "{overview}");
    let rate = page(&site, "/statistics/measures/children-in-need.rate").await;
    for words in ["339.4", "Hounslow (neighbour: very close)", "London (region)", "worked out here", "<svg"] {
        assert!(rate.contains(words), "{words}: {rate}");
    }
    let stability = page(&site, "/statistics/measures/child-protection.two-years-percent").await;
    assert!(stability.contains("withheld, so that nobody can be recognised"), "{stability}");
}

/// A page, for somebody of the partnership whose area is real.
async fn page(site: &testkit::TestSite, path: &str) -> String {
    use tower::ServiceExt as _;
    let appointment = platform::Appointment {
        id: "appointment-ana".into(),
        partnership: "comparator".into(),
        partnership_name: "Comparator".into(),
        agency: "org-unit".into(),
        agency_name: "Business unit".into(),
        agency_type: "council".into(),
        roles: vec![agreement::Role::Analyst],
        compartments: vec![],
    };
    platform::account::install(&site.site, "account-ana", "Ana", "ana@example.org", &appointment).await.unwrap();
    let session = platform::session::create_session(&site.site, "account-ana", &appointment.id, "test", false).await.unwrap();
    let request = axum::http::Request::get(path).header(axum::http::header::COOKIE, format!("session={session}"));
    let response = site.router().oneshot(request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
    let bytes = axum::body::to_bytes(response.into_body(), 16 << 20).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}
