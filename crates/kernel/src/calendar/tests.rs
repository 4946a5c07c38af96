//! Working days and school days against the rules, worked vectors and GOV.UK's published dates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, io::Write};

use jiff::{ToSpan, civil::Date, civil::date};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_shipped_table_is_readable_and_covers_2012_to_2028() {
    let table = BankHolidays::parse(include_str!("../../../../data/bank_holidays.toml")).unwrap();
    for year in 2012..=2028 {
        assert!(table.in_year(year).len() >= 8, "{year}");
        assert!(table.in_year(year).iter().all(|(_, name)| !name.is_empty()));
    }
    assert_eq!((2012..=2028).map(|year| table.in_year(year).len()).sum::<usize>(), 140);
}

#[test]
fn the_rule_gives_the_table_but_for_the_one_offs() {
    let one_offs = [
        "2012-05-28",
        "2012-06-04",
        "2012-06-05",
        "2020-05-04",
        "2020-05-08",
        "2022-05-30",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
    ];
    let table: BTreeSet<Date> = (2012..=2028).flat_map(|year| BankHolidays::shipped().in_year(year)).map(|(date, _)| date).collect();
    let rule: BTreeSet<Date> = (2012..=2028).flat_map(holidays_by_rule).map(|(date, _)| date).collect();
    let differ: Vec<String> = table.symmetric_difference(&rule).map(ToString::to_string).collect();
    assert_eq!(differ, one_offs);
}

#[test]
fn years_beyond_the_table_are_worked_out() {
    let of = |year| holidays_by_rule(year).iter().map(|(date, _)| date.to_string()).collect::<Vec<_>>();
    // 2029: Easter is 1 April. 2038: Easter is 25 April, the latest there can be; Christmas is a Saturday.
    assert_eq!(of(2029), ["2029-01-01", "2029-03-30", "2029-04-02", "2029-05-07", "2029-05-28", "2029-08-27", "2029-12-25", "2029-12-26"]);
    assert_eq!(of(2038), ["2038-01-01", "2038-04-23", "2038-04-26", "2038-05-03", "2038-05-31", "2038-08-30", "2038-12-27", "2038-12-28"]);
    assert!(is_bank_holiday(date(2029, 3, 30)) && !is_working_day(date(2038, 4, 26)));
}

#[test]
fn the_dates_of_2026_to_2028_are_those_announced() {
    let of = |year| BankHolidays::shipped().in_year(year).iter().map(|(date, _)| date.strftime("%-d %b").to_string()).collect::<Vec<_>>();
    assert_eq!(of(2026), ["1 Jan", "3 Apr", "6 Apr", "4 May", "25 May", "31 Aug", "25 Dec", "28 Dec"]);
    assert_eq!(of(2027), ["1 Jan", "26 Mar", "29 Mar", "3 May", "31 May", "30 Aug", "27 Dec", "28 Dec"]);
    assert_eq!(of(2028), ["3 Jan", "14 Apr", "17 Apr", "1 May", "29 May", "28 Aug", "25 Dec", "26 Dec"]);
}

/// Compares the table with every copy of GOV.UK's feed in the data folder, read where it lies.
#[test]
fn the_table_agrees_with_the_published_feeds() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("TREFOIL_DATA").map_or_else(|| root.join("../shared/data"), Into::into).join("bank_holidays");
    let Ok(files) = std::fs::read_dir(&folder) else {
        // Written to the handle itself, which the test runner does not capture.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: no folder {} (set TREFOIL_DATA): bank holidays not compared with the published feeds",
            folder.display()
        );
        return;
    };
    let mut compared = 0;
    for file in files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let feed: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let events = feed["england-and-wales"]["events"].as_array().unwrap();
        let published: BTreeSet<Date> = events.iter().map(|event| day(event["date"].as_str().unwrap())).collect();
        let (first, last) = (*published.first().unwrap(), *published.last().unwrap());
        let years = first.year()..=last.year();
        let ours = years.flat_map(|year| BankHolidays::shipped().in_year(year)).map(|(date, _)| date);
        let ours: BTreeSet<Date> = ours.filter(|date| first <= *date && *date <= last).collect();
        assert_eq!(ours, published, "{}", file.display());
        compared += 1;
    }
    assert!(compared > 0, "no feed in {}", folder.display());
}

#[test]
fn working_days_follow_the_worked_examples() {
    for (from, days, to) in [
        ("2026-12-21", 5, "2026-12-30"),
        ("2026-12-21", 15, "2027-01-14"),
        ("2026-12-18", 1, "2026-12-21"),
        ("2026-11-28", 5, "2026-12-04"),
        ("2027-03-24", 15, "2027-04-16"),
        ("2027-03-01", 45, "2027-05-06"),
        ("2026-11-02", 45, "2027-01-07"),
        ("2027-04-30", 10, "2027-05-17"),
        ("2026-11-28", 0, "2026-11-28"),
        ("2026-12-30", -5, "2026-12-21"),
    ] {
        assert_eq!(add_working_days(day(from), days), day(to), "{from} {days:+}");
    }
}

#[test]
fn a_moment_counts_from_the_date_in_england() {
    // 23:30 UTC on Sunday 5 July is already Monday 6 July in London.
    let moment = crate::Moment::at("2026-07-05T23:30:00Z".parse().unwrap());
    assert_eq!(moment.working_days_from_today(1), date(2026, 7, 7));
}

#[test]
fn a_one_off_can_be_added_to_any_year() {
    let table = BankHolidays::shipped().clone().with(date(2030, 6, 3), "A jubilee");
    assert!(table.is_bank_holiday(date(2030, 6, 3)) && table.is_bank_holiday(date(2030, 12, 25)));
    assert_eq!(table.in_year(2030).len(), 9);
}

#[test]
fn a_table_that_cannot_be_read_says_why() {
    assert_eq!(BankHolidays::parse("tuesday = 'x'").unwrap_err().to_string(), "bank holidays: `tuesday` is not a date");
}

#[test]
fn school_days_skip_weekends_half_term_training_days_and_bank_holidays() {
    let summer = SchoolCalendar::new([Term::new(date(2027, 4, 12), date(2027, 7, 21))])
        .closed(date(2027, 5, 31), date(2027, 6, 4))
        .closed(date(2027, 4, 12), date(2027, 4, 12));
    assert!(!summer.is_school_day(date(2027, 4, 12)), "training day");
    assert!(summer.is_school_day(date(2027, 4, 13)));
    assert!(!summer.is_school_day(date(2027, 5, 3)), "bank holiday");
    assert!(!summer.is_school_day(date(2027, 8, 2)), "after term");
    assert_eq!(summer.add_school_days(date(2027, 5, 27), 2), Some(date(2027, 6, 7)));
    assert_eq!(summer.school_days_between(date(2027, 5, 27), date(2027, 6, 7)), 2);
    assert_eq!(summer.add_school_days(date(2027, 7, 20), 2), None, "the next term is not known");
    assert!(summer.open_on(date(2027, 7, 24)).is_school_day(date(2027, 7, 24)));
}

proptest! {
    #[test]
    fn counting_undoes_adding(offset in 0_i32..9_000, days in -400_i32..400) {
        let from = date(2010, 1, 1).saturating_add(offset.days());
        prop_assert_eq!(working_days_between(from, add_working_days(from, days)), days);
    }

    #[test]
    fn adding_ends_on_a_working_day_and_never_runs_backwards(offset in 0_i32..9_000, days in 1_i32..200) {
        let from = date(2010, 1, 1).saturating_add(offset.days());
        let to = add_working_days(from, days);
        prop_assert!(is_working_day(to) && to > from);
        prop_assert!(add_working_days(from, days + 1) > to);
    }

    #[test]
    fn school_days_count_back_what_was_added(offset in 0_i32..60, days in 0_u32..40) {
        let school = SchoolCalendar::new([Term::new(date(2026, 9, 1), date(2026, 12, 18))]);
        let from = date(2026, 9, 1).saturating_add(offset.days());
        if let Some(to) = school.add_school_days(from, days) {
            prop_assert_eq!(school.school_days_between(from, to), days);
        }
    }
}
