#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
//! What is adopted is what is enforced.

use kernel::Moment;

use super::{Adoption, Command, Fact, Refusal, decide::decide};

fn adopt(agreement: &str, running: &str) -> Command {
    Command { agreement: agreement.into(), running: running.into(), note: String::new() }
}

#[test]
fn only_the_running_version_is_adopted_and_only_once() {
    let at = Moment::at("2026-03-02T09:00:00Z".parse().unwrap());
    assert_eq!(decide(&Adoption::default(), adopt("a", "b"), &at), Err(Refusal::NotRunning));
    assert_eq!(
        decide(&Adoption::default(), adopt("a", "a"), &at),
        Ok(vec![Fact::Adopted { agreement: "a".into(), on: at.today, note: String::new() }])
    );
    assert_eq!(decide(&Adoption { current: Some("a".into()) }, adopt("a", "a"), &at), Err(Refusal::AlreadyAdopted));
}
