//! Vague times: order, certainty, words and reading.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::clock::at_london;

fn read(text: &str) -> Vague {
    text.parse().unwrap_or_else(|why| panic!("{text}: {why}"))
}

#[test]
fn what_people_write_is_read() {
    let day = Vague::day(date(2024, 3, 2));
    for text in
        ["2024-03-02", "2 March 2024", "2nd Mar 2024", "02/03/2024", "2.3.2024", "Saturday 2 March 2024", " 2  march  2024 ", "02-Mar-2024"]
    {
        assert_eq!(read(text), day, "{text}");
    }
    let exact = Vague::exact(at_london(date(2024, 7, 2), 14, 30).unwrap());
    for text in [
        "02/07/2024 14:30",
        "2024-07-02 14:30",
        "2 July 2024 at 2:30pm",
        "2:30pm on 2 July 2024",
        "2024-07-02T13:30:00Z",
        "2024-07-02T14:30",
    ] {
        assert_eq!(read(text), exact, "{text}");
    }
    for text in ["March 2024", "Mar 2024", "03/2024", "2024-03"] {
        assert_eq!(read(text), Vague::month(2024, 3).unwrap(), "{text}");
    }
    assert_eq!(read("2024"), Vague::year(2024).unwrap());
    for text in ["about 2023", "circa 2023", "c. 2023", "Approx 2023", "~2023"] {
        assert_eq!(read(text), Vague::about(Vague::year(2023).unwrap()), "{text}");
    }
    for text in ["unknown", "Not known", "N/K"] {
        assert_eq!(read(text), Vague::unknown(), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    let why = |text: &str| text.parse::<Vague>().unwrap_err();
    assert_eq!(why("  "), NotATime::Empty);
    assert_eq!(why("02/03/24"), NotATime::ShortYear);
    assert_eq!(why("31/02/2024"), NotATime::NoSuchDate("31/02/2024".into()));
    assert_eq!(why("13 2024 March 02"), NotATime::Unreadable);
    for text in ["last spring", "00/2024", "2024-13", "25:00 on 2 March 2024", "2 March 2024 at 13pm"] {
        assert_eq!(why(text), NotATime::Unreadable, "{text}");
    }
}

#[test]
fn a_time_reads_in_words() {
    let words = |time: Vague| time.to_string();
    let day = date(2024, 3, 2);
    assert_eq!(words(Vague::exact(at_london(day, 14, 30).unwrap())), "2:30pm on 2 March 2024");
    assert_eq!(words(Vague::day(day)), "2 March 2024");
    assert_eq!(words(Vague::month_of(day)), "March 2024");
    assert_eq!(words(Vague::year_of(day)), "2024");
    assert_eq!(words(Vague::about(Vague::day(day))), "about 2 March 2024");
    assert_eq!(words(Vague::about(Vague::month_of(day))), "about March 2024");
    assert_eq!(words(Vague::about(Vague::year_of(day))), "about 2024");
    assert_eq!(words(Vague::between(date(2024, 5, 5), day)), "between 2 March 2024 and 5 May 2024");
    assert_eq!(words(Vague::unknown()), "not known");
}

#[test]
fn a_timeline_puts_the_unknown_last() {
    let mut times = [Vague::unknown(), read("2025"), read("March 2024"), read("2024"), read("1 March 2024"), read("about March 2024")];
    times.sort_by(Vague::timeline_order);
    let shown: Vec<String> = times.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["2024", "about March 2024", "1 March 2024", "March 2024", "2025", "not known"]);
}

#[test]
fn certainty_needs_the_whole_span() {
    assert!(read("February 2024").certainly_before(&read("1 March 2024")));
    assert!(!read("March 2024").certainly_before(&read("2 March 2024")));
    assert!(read("March 2024").may_overlap(&read("2 March 2024")));
    assert!(!read("2 March 2024").may_overlap(&read("3 March 2024")));
    assert!(read("2 March 2024").may_overlap(&Vague::unknown()) && !Vague::unknown().certainly_before(&read("2024")));
    let instant = read("2 March 2024 at 9am");
    assert!(!instant.certainly_before(&instant), "the same instant is not before itself");
    // "About" March 2024 may have been in April.
    assert!(read("about March 2024").may_overlap(&read("30 April 2024")));
    let noon = at_london(date(2024, 3, 2), 12, 0).unwrap();
    assert!(!read("2 March 2024").certainly_by(noon) && read("2 March 2024").possibly_by(noon) && read("1 March 2024").certainly_by(noon));
}

fn any_time() -> impl Strategy<Value = Vague> {
    (0_i32..40_000, 0_u8..7, 0_i32..100).prop_map(|(offset, kind, width)| {
        let day = date(1950, 1, 1).saturating_add(offset.days());
        match kind {
            0 => Vague::exact(at_london(day, 14, 30).unwrap()),
            1 => Vague::day(day),
            2 => Vague::month_of(day),
            3 => Vague::year_of(day),
            4 => Vague::about(Vague::month_of(day)),
            5 => Vague::between(day, day.saturating_add(width.days())),
            _ => Vague::unknown(),
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(time in any_time()) {
        let again: Vague = time.to_string().parse().unwrap();
        prop_assert_eq!(again.to_string(), time.to_string());
        if time.precision != Precision::About {
            prop_assert_eq!(again, time);
        }
    }

    #[test]
    fn the_order_is_total_and_agrees_with_certainty(one in any_time(), two in any_time(), three in any_time()) {
        prop_assert_eq!(one.timeline_order(&two), two.timeline_order(&one).reverse());
        if one.timeline_order(&two).is_le() && two.timeline_order(&three).is_le() {
            prop_assert!(one.timeline_order(&three).is_le());
        }
        prop_assert_eq!(one.timeline_order(&two).is_eq(), one == two);
        if one.certainly_before(&two) {
            prop_assert!(one.timeline_order(&two).is_lt() && !two.certainly_before(&one));
        }
    }
}
