//! What is found as a number, what kind it is, and what is no number at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::{Kind::*, *};

fn found(text: &str) -> Vec<(String, Kind)> {
    find(text).into_iter().map(|found| (found.text, found.kind)).collect()
}

#[track_caller]
fn only(text: &str, number: &str, kind: Kind) {
    assert_eq!(found(text), [(number.to_owned(), kind)], "{text}");
}

#[test]
fn digits_are_found_with_their_signs_and_scales() {
    for (text, number) in [
        ("We saw 1,234 children.", "1,234"),
        ("Some 43% were late.", "43%"),
        ("Some 43 per cent were late.", "43 per cent"),
        ("It cost £5,000 in all.", "£5,000"),
        ("It cost £1.2 million.", "£1.2 million"),
        ("Within 24h they met.", "24h"),
        ("About 1 in 4 said so.", "1 in 4"),
        ("7 out of 10 agreed.", "7 out of 10"),
        ("There were 2024 children.", "2024"),
        ("There were 2024 referrals in all.", "2024"),
        ("It was ½ of them.", "½"),
        ("We heard ３ people.", "３"),
        ("It rose by 3.", "3"),
        ("The rate was 12.5 per 10,000, no more.", "12.5"),
    ] {
        let first = find(text).into_iter().next().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((first.text.as_str(), first.kind), (number, Digits), "{text}");
        assert_eq!(&text[first.span.clone()], number);
    }
}

#[test]
fn words_are_found() {
    for (text, number) in [
        ("One in four said so.", "One in four"),
        ("We saw twenty-three families.", "twenty-three"),
        ("We saw twenty three families.", "twenty three"),
        ("A third of them moved.", "third"),
        ("Two thirds agreed.", "Two thirds"),
        ("Three-quarters agreed.", "Three-quarters"),
        ("A quarter of pupils agreed.", "quarter"),
        ("Half the staff were trained.", "Half"),
        ("There were dozens of visits.", "dozens"),
        ("One hundred and five children came.", "One hundred and five"),
        ("It took two and a half days.", "two and a half"),
        ("Hundreds came.", "Hundreds"),
        ("Referrals doubled.", "doubled"),
        ("It happened twice.", "twice"),
        ("Nine out of ten agreed.", "Nine out of ten"),
        ("There was one child on a plan.", "one"),
        ("Only one agency replied.", "one"),
        ("ELEVEN agencies replied.", "ELEVEN"),
        ("Forty per cent replied.", "Forty per cent"),
        ("A dozen schools replied.", "dozen"),
        ("Half of one per cent.", "Half"),
    ] {
        let first = find(text).into_iter().next().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((first.text.as_str(), first.kind), (number, Words), "{text}");
    }
}

#[test]
fn one_that_counts_nothing_is_left_alone() {
    for text in [
        "No one knew.",
        "They spoke to one another.",
        "This is one of the best.",
        "It was one of our aims.",
        "They were at one.",
        "The board is at one with us.",
        "Each one was read.",
        "This one was read.",
        "That is the one.",
        "It is the only one.",
        "One should ask.",
        "Every one of them came.",
        "On the one hand, yes.",
        "One-to-one work helped.",
        "One to one work helped.",
        "They came one by one.",
        "One day it will be.",
        "It was a one-off.",
        "Someone and anyone came.",
    ] {
        assert_eq!(amounts(text), [], "{text}");
    }
}

#[test]
fn other_words_that_count_nothing_are_left_alone() {
    for text in [
        "After half-term we met.",
        "Her half sister came.",
        "This quarter was busy.",
        "The third sector helped.",
        "A third-party request.",
        "They give first aid.",
        "Please double-check it.",
        "The tent was often weighted.",
        "Money was often short.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn dates_and_times_are_dates() {
    for (text, date) in [
        ("It began on 1 April 2025.", "1 April 2025"),
        ("It began on 1st April 2025.", "1st April 2025"),
        ("It began on 31 March.", "31 March"),
        ("It began in April 2025.", "April 2025"),
        ("It ran from 1 to 5 April 2025.", "1 to 5 April 2025"),
        ("It began on 01/04/2025.", "01/04/2025"),
        ("It began on 2025-04-01.", "2025-04-01"),
        ("It began at 2:30pm.", "2:30pm"),
        ("It began at 14:30.", "14:30"),
        ("It began at 9am.", "9am"),
    ] {
        only(text, date, Date);
    }
}

#[test]
fn a_count_beside_a_month_is_still_a_count() {
    only("Of these, 12 may be late.", "12", Digits);
    only("In March 12 children came.", "12", Digits);
    only("This year 12 children came.", "12", Digits);
    only("Each quarter four families came.", "four", Words);
    assert_eq!(found("In May 2025 children came."), [("May 2025".into(), Date)]);
}

#[test]
fn years_are_years() {
    for (text, year) in [
        ("The year 2025-26 was busy.", "2025-26"),
        ("The 2025/26 report.", "2025/26"),
        ("Working Together 2023 says so.", "2023"),
        ("In the 1990s it did.", "1990s"),
        ("From 2012–2028.", "2012–2028"),
        ("In 2025, more came.", "2025"),
        ("The 2023 census was taken.", "2023"),
    ] {
        only(text, year, Year);
    }
    assert_eq!(found("12 in 2024"), [("12".into(), Digits), ("2024".into(), Year)]);
    only("It cost £2,024.", "£2,024", Digits);
}

#[test]
fn references_and_ordinals_are_told_apart() {
    for (text, reference) in [
        ("A section 47 enquiry.", "47"),
        ("The s47 enquiry.", "s47"),
        ("Under s. 11 of it.", "11"),
        ("At stage two it ended.", "two"),
        ("In E09000017 it rose.", "E09000017"),
        ("During COVID-19 it fell.", "19"),
        ("In Q1 it rose.", "Q1"),
        ("Priority 3 was met.", "3"),
    ] {
        only(text, reference, Reference);
    }
    assert_eq!(found("Under sections 17 and 47 of it."), [("17".into(), Reference), ("47".into(), Reference)]);
    // A name that goes by a number, and the same words when they are none.
    only("In year 6 they moved.", "6", Reference);
    only("A stage 2 meeting.", "2", Reference);
    for (text, ordinal) in [
        ("The first meeting.", "first"),
        ("On the twenty-first day.", "twenty-first"),
        ("A third meeting was held.", "third"),
        ("Its 22nd meeting.", "22nd"),
    ] {
        only(text, ordinal, Ordinal);
    }
    assert!(!Ordinal.is_amount() && !Reference.is_amount() && Digits.is_amount() && Words.is_amount());
}

proptest! {
    #[test]
    fn spans_lie_in_order_within_the_text(text in "\\PC{0,60}") {
        let mut end = 0;
        for found in find(&text) {
            prop_assert!(found.span.start >= end && found.span.end > found.span.start);
            prop_assert_eq!(text.get(found.span.clone()), Some(found.text.as_str()));
            end = found.span.end;
        }
    }

    #[test]
    fn a_plain_figure_in_a_sentence_is_always_found(number in 0_u32..1_899) {
        let text = format!("We counted {number} visits there.");
        prop_assert_eq!(amounts(&text).len(), 1);
    }
}

#[test]
fn an_amount_in_awkward_company_is_not_let_through() {
    for (text, number) in [
        ("At one college it happened.", "one"),
        ("Each one hundred metres.", "one hundred"),
        ("No more than three of them.", "three"),
        ("The one child we saw.", "one"),
        ("One of 12 children moved.", "One"),
        ("(43%)", "43%"),
        ("a 43%-point rise", "43%"),
        ("**forty-two** families", "forty-two"),
        ("£3m was spent", "£3m"),
        ("n=43", "43"),
        ("43/100 of them", "43"),
        ("twenty\nthree families", "twenty\nthree"),
        ("half-a-dozen schools", "half"),
        ("a one-third fall", "one-third"),
        ("2,025 people", "2,025"),
        ("two-thirds", "two-thirds"),
        ("up by a fifth", "fifth"),
        ("the number fell to nil, from zero", "zero"),
        ("one or two children", "one"),
        ("tenfold", "tenfold"),
        ("over five-hundred contacts", "five-hundred"),
    ] {
        let first = amounts(text).into_iter().next().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(first.text, number, "{text}");
    }
    assert_eq!(amounts("one or two children").len(), 2);
    assert_eq!(amounts("One of 12 children moved.").len(), 2);
}
