//! Given, when, then: a record's rule tried without any database.

use std::fmt::Debug;

use kernel::Moment;
use platform::Record;

/// Monday 2 March 2026, nine in the morning: the moment of every test that does not say otherwise.
pub fn monday() -> Moment {
    Moment::at("2026-03-02T09:00:00Z".parse().expect("an instant"))
}

/// A record to which these facts have happened.
pub struct Given<R: Record> {
    state: R,
    at: Moment,
    reads: R::Reads,
}

/// Given these facts, on Monday 2 March 2026.
pub fn given<R: Record>(facts: impl IntoIterator<Item = R::Fact>) -> Given<R> {
    given_on(monday(), facts)
}

pub fn given_on<R: Record>(at: Moment, facts: impl IntoIterator<Item = R::Fact>) -> Given<R> {
    let mut state = R::default();
    facts.into_iter().for_each(|fact| state.apply(&fact));
    Given { state, at, reads: R::Reads::default() }
}

impl<R: Record> Given<R> {
    /// What the command's questions were answered.
    #[must_use]
    pub fn knowing(mut self, reads: R::Reads) -> Self {
        self.reads = reads;
        self
    }
    pub fn when(self, command: R::Command) -> Outcome<R> {
        Outcome(self.state.decide(command, &self.at, &self.reads))
    }
}

pub struct Outcome<R: Record>(Result<Vec<R::Fact>, R::Refusal>);

impl<R: Record> Outcome<R>
where
    R::Fact: PartialEq + Debug,
    R::Refusal: PartialEq + Debug,
{
    #[track_caller]
    pub fn then(self, facts: impl IntoIterator<Item = R::Fact>) {
        assert_eq!(self.0, Ok(facts.into_iter().collect()));
    }
    #[track_caller]
    pub fn then_refused(self, refusal: R::Refusal) {
        assert_eq!(self.0, Err(refusal));
    }
    /// For facts too large to write out: looks at what was decided.
    #[track_caller]
    pub fn then_decided(self) -> Vec<R::Fact> {
        self.0.expect("a decision, not a refusal")
    }
}
