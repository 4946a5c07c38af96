//! The computed vectors of the statutory clocks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::calendar::Term;

fn month_limit(amount: u32) -> Limit {
    Limit::new(amount, Unit::Month)
}

#[test]
fn months_clamp_to_the_end_of_a_shorter_month() {
    assert_eq!(month_limit(3).due(date(2026, 11, 30)).unwrap(), Due::Date(date(2027, 2, 28)));
    assert_eq!(month_limit(3).due(date(2027, 11, 30)).unwrap(), Due::Date(date(2028, 2, 29)));
    assert_eq!(month_limit(6).due(date(2026, 8, 31)).unwrap(), Due::Date(date(2027, 2, 28)));
}

#[test]
fn a_limit_is_met_to_the_last_second_of_the_due_date_in_england_and_late_one_second_after() {
    // In July London is an hour ahead of UTC: Friday 10 July ends at 23:00 UTC.
    let due = Limit::working_days(1).due(date(2026, 7, 9)).unwrap();
    assert_eq!(due, Due::Date(date(2026, 7, 10)));
    assert!(due.is_met_at("2026-07-10T22:59:59Z".parse().unwrap()));
    assert!(!due.is_met_at("2026-07-10T23:00:00Z".parse().unwrap()));
    assert!(due.is_overdue(&Moment::at("2026-07-10T23:00:00Z".parse().unwrap())));
    assert!(due.is_met_on(date(2026, 7, 10)) && !due.is_met_on(date(2026, 7, 11)));
}

#[test]
fn an_instant_counts_from_its_date_in_england() {
    // 23:30 UTC on 9 July is already 10 July in London, a Friday.
    let at: Timestamp = "2026-07-09T23:30:00Z".parse().unwrap();
    assert_eq!(Limit::working_days(1).due(at).unwrap(), Due::Date(date(2026, 7, 13)));
}

#[test]
fn hours_run_through_the_night_and_through_the_change_of_the_clocks() {
    let start = at_london(date(2026, 10, 24), 20, 0).unwrap();
    let due = Limit::new(24, Unit::Hour).due(start).unwrap();
    assert_eq!(due, Due::Instant(at_london(date(2026, 10, 25), 19, 0).unwrap()), "the night of 24 October 2026 is 25 hours of day");
    assert_eq!(due.to_string(), "7pm on 25 October 2026");
    assert!(!due.is_met_at(at_london(date(2026, 10, 25), 19, 1).unwrap()));
}

#[test]
fn hours_from_a_plain_date_are_never_late_while_they_may_be_in_time() {
    let due = |hours| Limit::new(hours, Unit::Hour).due(date(2026, 3, 2)).unwrap();
    assert_eq!(
        (due(0), due(4), due(24), due(72)),
        (Due::Date(date(2026, 3, 2)), Due::Date(date(2026, 3, 3)), Due::Date(date(2026, 3, 3)), Due::Date(date(2026, 3, 5)),)
    );
}

#[test]
fn a_limit_before_an_event_leaves_the_whole_limit() {
    let latest = Limit::working_days(7).latest_before(date(2027, 1, 6)).unwrap();
    assert_eq!(latest, Due::Date(date(2026, 12, 23)));
    assert_eq!(calendar::add_working_days(latest.date(), 7), date(2027, 1, 6));
}

#[test]
fn school_days_need_the_schools_calendar() {
    let limit = Limit::new(10, Unit::SchoolDay);
    assert_eq!(limit.due(date(2026, 10, 15)), Err(NotCountable::NoSchoolCalendar));
    let school = SchoolCalendar::new([Term::new(date(2026, 9, 1), date(2026, 12, 18))]).closed(date(2026, 10, 26), date(2026, 10, 30));
    assert_eq!(limit.due_at_school(date(2026, 10, 15), &school).unwrap(), Due::Date(date(2026, 11, 5)));
    assert_eq!(limit.due_at_school(date(2026, 12, 10), &school), Err(NotCountable::CalendarEnds));
    assert_eq!(Limit::working_days(1).due_at_school(date(2026, 12, 18), &school).unwrap(), Due::Date(date(2026, 12, 21)));
}

#[test]
fn the_departments_review_test_is_apart_from_the_limit_in_months() {
    assert_eq!(dfe_review_test(date(2026, 11, 30), true), date(2027, 3, 1));
    assert_eq!(dfe_review_test(date(2026, 11, 30), false), date(2027, 6, 1));
}

#[test]
fn limits_and_units_read_as_words() {
    assert_eq!(Limit::working_days(1).to_string(), "1 working day");
    assert_eq!(month_limit(3).to_string(), "3 months");
    assert_eq!(Limit::new(0, Unit::CalendarDay).to_string(), "the same day");
    assert_eq!(
        "fortnight".parse::<Unit>().unwrap_err().to_string(),
        "`fortnight` is not a unit; use working_day, school_day, calendar_day, week, month or hour"
    );
    assert_eq!(Due::Date(date(2026, 12, 30)).to_string(), "30 December 2026");
}

#[test]
fn a_due_date_is_the_same_after_a_round_trip() {
    for due in [Due::Date(date(2026, 12, 30)), Due::Instant("2026-07-10T22:59:59Z".parse().unwrap())] {
        let text = serde_json::to_string(&due).unwrap();
        assert_eq!(serde_json::from_str::<Due>(&text).unwrap(), due, "{text}");
    }
}

proptest! {
    #[test]
    fn a_longer_limit_is_never_due_sooner(offset in 0_i32..9_000, amount in 0_u32..300, unit in 0_usize..6) {
        let unit = Unit::ALL[unit];
        let start = date(2010, 1, 1).saturating_add(offset.days());
        if let (Ok(shorter), Ok(longer)) = (Limit::new(amount, unit).due(start), Limit::new(amount + 1, unit).due(start)) {
            prop_assert!(shorter <= longer && shorter.date() >= start);
        }
    }
}
