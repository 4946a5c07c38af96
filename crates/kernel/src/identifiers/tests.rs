//! Identifiers against worked vectors, and properties of their checks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

#[test]
fn nhs_numbers_follow_the_vectors() {
    for valid in ["9434765919", "9876543210", "1234567881", "943 476 5919", "943-476-5919"] {
        assert!(valid.parse::<NhsNumber>().is_ok(), "{valid}");
    }
    let number: NhsNumber = "9434765919".parse().unwrap();
    assert_eq!((number.to_string().as_str(), number.as_str(), number.is_test()), ("943 476 5919", "9434765919", false));
    for check in 0..=9 {
        assert!(format!("999000000{check}").parse::<NhsNumber>().is_err(), "999000000 has no valid check digit");
    }
    assert_eq!("943476591".parse::<NhsNumber>().unwrap_err().to_string(), "Enter an NHS number with 10 digits, like 943 476 5919");
    assert_eq!("9434765918".parse::<NhsNumber>().unwrap_err().to_string(), "Check the NHS number: the last digit does not fit the others");
}

#[test]
fn upns_follow_the_vectors() {
    for valid in ["C312200100001", "A312430026042", "H801200001001", "N31220010000A", " a312430026042 "] {
        assert!(valid.parse::<Upn>().is_ok(), "{valid}");
    }
    assert_eq!(Upn::check_letter("123456789123"), Some('P'));
    assert_eq!(
        "A123456789123".parse::<Upn>().unwrap_err().to_string(),
        "Check the UPN: its first letter does not fit the numbers after it"
    );
    let temporary: Upn = "N31220010000A".parse().unwrap();
    assert!(temporary.is_temporary() && temporary.la_code() == "312");
    for invalid in
        ["", "C31220010000", "C3122001000012", "I312200100001", "C31220010000I", "C3122X0100001", "Ç31220010000", "C31220010000é"]
    {
        assert!(invalid.parse::<Upn>().is_err(), "{invalid}");
    }
}

#[test]
fn the_reasons_for_having_no_upn_are_read_and_written() {
    for reason in UpnUnknown::ALL {
        assert_eq!(reason.code().parse::<UpnUnknown>().unwrap(), reason);
        assert_eq!(serde_json::to_string(&reason).unwrap(), format!("\"{}\"", reason.code()));
    }
    assert!("UN8".parse::<UpnUnknown>().is_err());
}

#[test]
fn postcodes_are_tidied_or_refused() {
    for (typed, stored) in [
        ("sw1a1aa", "SW1A 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("b338th", "B33 8TH"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("w1a 0ax", "W1A 0AX"),
        ("GIR 0AA", "GIR 0AA"),
        ("CR2  6XH", "CR2 6XH"),
        ("dn551pt", "DN55 1PT"),
    ] {
        assert_eq!(typed.parse::<Postcode>().unwrap().as_str(), stored);
    }
    for invalid in ["", "SW1A", "1AA SW1A", "AI1 1AA", "SW1A 1A1", "SW1A 11A", "ABC1 1AA", "ÉC1A 1BB", "£1 1AA"] {
        assert!(invalid.parse::<Postcode>().is_err(), "{invalid}");
    }
    let postcode: Postcode = "SW1A 1AA".parse().unwrap();
    assert_eq!((postcode.outward(), postcode.sector()), ("SW1A", "SW1A 1"));
}

#[test]
fn codes_have_their_shapes() {
    assert_eq!("E09000017".parse::<GssCode>().unwrap().kind(), GssKind::LondonBorough);
    assert!("X09000017".parse::<GssCode>().is_err() && "E0900001".parse::<GssCode>().is_err() && "E0900001é".parse::<GssCode>().is_err());
    assert!("100023336956".parse::<Uprn>().is_ok() && "1000233369567".parse::<Uprn>().is_err() && "".parse::<Uprn>().is_err());
    assert!("312".parse::<DfeLaCode>().is_ok() && "31".parse::<DfeLaCode>().is_err());
    assert!("137749".parse::<Urn>().is_ok() && "13774A".parse::<Urn>().is_err());
    assert_eq!("312/4300".parse::<LaEstab>().unwrap().as_str(), "3124300");
    assert!(
        "abc123".parse::<LaChildId>().is_ok() && "abc-123".parse::<LaChildId>().is_err() && "a".repeat(21).parse::<LaChildId>().is_err()
    );
}

#[test]
fn identifiers_travel_as_their_text_and_are_checked_on_the_way_in() {
    let number: NhsNumber = serde_json::from_str("\"943 476 5919\"").unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), "\"9434765919\"");
    let refused = serde_json::from_str::<NhsNumber>("\"123\"").unwrap_err().to_string();
    assert!(refused.contains("Enter an NHS number with 10 digits"), "{refused}");
}

prop_compose! {
    fn any_upn()(digits in "[0-9]{12}") -> String {
        format!("{}{digits}", Upn::check_letter(&digits).unwrap())
    }
}

proptest! {
    #[test]
    fn a_upn_with_one_digit_changed_is_always_refused(upn in any_upn(), place in 1_usize..13, change in 1_u8..10) {
        prop_assert!(upn.parse::<Upn>().is_ok());
        let mut bytes = upn.into_bytes();
        bytes[place] = b'0' + (bytes[place] - b'0' + change) % 10;
        prop_assert!(String::from_utf8(bytes).unwrap().parse::<Upn>().is_err());
    }

    #[test]
    fn an_nhs_number_with_one_digit_changed_is_always_refused(first in 100_000_000_u32..999_999_999, place in 0_usize..10, change in 1_u8..10) {
        let valid = (0..10).map(|check| format!("{first}{check}")).find(|number| number.parse::<NhsNumber>().is_ok());
        if let Some(number) = valid {
            let mut bytes = number.into_bytes();
            bytes[place] = b'0' + (bytes[place] - b'0' + change) % 10;
            prop_assert!(String::from_utf8(bytes).unwrap().parse::<NhsNumber>().is_err());
        }
    }

    #[test]
    fn upns_survive_the_round_trip(upn in any_upn()) {
        let read: Upn = upn.to_lowercase().parse().unwrap();
        prop_assert_eq!(read.to_string(), upn.as_str());
        let json = serde_json::to_string(&read).unwrap();
        prop_assert_eq!(serde_json::from_str::<Upn>(&json).unwrap(), read);
    }

    #[test]
    fn postcodes_survive_the_round_trip(postcode in "[A-Z]([0-9]{1,2}|[0-9][A-Z]|[A-HJ-Y][0-9]{1,2}|[A-HJ-Y][0-9][A-Z]) [0-9][A-Z]{2}") {
        let read: Postcode = postcode.replace(' ', "").to_lowercase().parse().unwrap();
        prop_assert_eq!(read.as_str(), postcode.as_str());
        let json = serde_json::to_string(&read).unwrap();
        prop_assert_eq!(serde_json::from_str::<Postcode>(&json).unwrap(), read);
    }

    #[test]
    fn no_text_makes_a_check_fall_over(text in "\\PC{0,20}") {
        let _ = (text.parse::<NhsNumber>(), text.parse::<Upn>(), text.parse::<Postcode>(), text.parse::<GssCode>());
        let _ = (text.parse::<Uprn>(), text.parse::<LaEstab>(), text.parse::<LaChildId>(), text.parse::<crate::Vague>());
    }
}
