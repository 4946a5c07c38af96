#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The rule of organisations.

use testkit::given;

use super::*;

fn day(text: &str) -> kernel::Date {
    text.parse().unwrap()
}

fn registered() -> [Fact; 2] {
    [
        Fact::Registered { name: "Westmere Police".into(), agency_type: AgencyType::Police, phase: None, valid_from: day("2020-04-01") },
        Fact::FootprintBegan { partnership: "westmere".into(), standing: Standing::Statutory, from: day("2020-04-01") },
    ]
}

fn register(name: &str, agency_type: Option<AgencyType>) -> Command {
    Command::Register {
        name: name.into(),
        agency_type,
        phase: None,
        valid_from: day("2020-04-01"),
        partnership: "westmere".into(),
        standing: Standing::Statutory,
    }
}

fn known() -> Reads {
    Reads { partnership_known: true, ..Reads::default() }
}

#[test]
fn registering_begins_the_footprint_too() {
    given::<Organisation>([]).knowing(known()).when(register("Westmere Police", Some(AgencyType::Police))).then(registered());
}

#[test]
fn two_open_organisations_cannot_have_one_name() {
    let taken = Reads { name_taken: true, ..known() };
    given::<Organisation>([]).knowing(taken).when(register("Westmere Police", Some(AgencyType::Police))).then_refused(Refusal::NameTaken);
}

#[test]
fn education_says_its_phase() {
    given::<Organisation>([]).knowing(known()).when(register("Hazel Lane", Some(AgencyType::School))).then_refused(Refusal::NoPhase);
}

#[test]
fn one_body_works_in_several_partnerships_once_each() {
    let begin = |place: &str| Command::BeginFootprint { partnership: place.into(), standing: Standing::Statutory, from: day("2021-04-01") };
    given::<Organisation>(registered()).knowing(known()).when(begin("westmere")).then_refused(Refusal::AlreadyThere);
    assert_eq!(given::<Organisation>(registered()).knowing(known()).when(begin("eastmere")).then_decided().len(), 1);
}

#[test]
fn a_successor_is_a_registered_organisation() {
    let close = Command::Close { on: day("2026-04-01"), successor: Some("nobody".into()) };
    given::<Organisation>(registered()).when(close).then_refused(Refusal::BadSuccessor);
}

#[test]
fn a_closed_organisation_takes_no_further_fact() {
    let closed = Fact::Closed { on: day("2026-04-01"), successor: None };
    let rename = Command::Rename { name: "New".into(), from: day("2026-05-01") };
    given::<Organisation>(registered().into_iter().chain([closed])).when(rename).then_refused(Refusal::Closed);
}

#[test]
fn nothing_ends_before_it_began() {
    given::<Organisation>(registered())
        .when(Command::Close { on: day("2019-01-01"), successor: None })
        .then_refused(Refusal::BeforeItBegan);
}
