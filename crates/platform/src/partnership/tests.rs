//! A partnership is founded once, with a chain whose name holds.

use super::{
    Command, Fact, Partnership, Refusal,
    decide::{self, Reads},
};

fn decide(was: &Partnership, command: Command) -> Result<Vec<Fact>, Refusal> {
    decide::decide(was, command, &Reads::default())
}

#[test]
fn two_partnerships_do_not_share_a_chain() {
    let taken = Reads { slug_taken: true };
    assert_eq!(decide::decide(&Partnership::default(), found("westmere", "E09000099"), &taken), Err(Refusal::SlugTaken));
}

fn found(slug: &str, area: &str) -> Command {
    Command::Found { name: "Westmere".into(), slug: slug.into(), areas: vec![area.into()] }
}

#[test]
fn a_partnership_is_founded_once() {
    let founded = Fact::Founded { name: "Westmere".into(), slug: "westmere".into(), areas: vec!["E09000099".into()] };
    assert_eq!(decide(&Partnership::default(), found("westmere", "E09000099")), Ok(vec![founded]));
    assert_eq!(decide(&Partnership { founded: true }, found("westmere", "E09000099")), Err(Refusal::AlreadyFounded));
}

#[test]
fn its_chain_cannot_take_the_name_of_the_commons_or_of_an_access_chain() {
    for slug in ["commons", "westmere.access", "W", "1st"] {
        assert_eq!(decide(&Partnership::default(), found(slug, "E09000099")), Err(Refusal::BadSlug), "{slug}");
    }
}

#[test]
fn its_areas_are_codes() {
    assert_eq!(decide(&Partnership::default(), found("westmere", "Westmere")), Err(Refusal::BadArea));
}
