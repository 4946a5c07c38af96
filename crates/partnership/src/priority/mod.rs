//! # Priority
//!
//! What the partnership set out to do. A priority is *set* for a financial year, with how it will be known whether it worked; *evidence* is
//! brought to it; its *progress is judged* year by year, little or none said as plainly as good; it is *carried forward* or *concluded*.
//! A **perennial challenge** (sharing information, fathers unseen) is not finished but *revisited* each year. **Tracked work** is led by
//! others (where a hub is to be, a national consultation): the partnership *tracks* it and says where it stands.
//!
//! * facts and state: [`fact`] · the rule: [`decide`] · read side: [`rows`] · pages: [`web`], [`forms`] and [`judging`] · figures:
//!   [`figures`] · who is told: [`follow`] · JSON: the lists' own
//!
//! **Invariant:** a concluded priority takes no further fact.
//! **Invariant:** good progress is not claimed without evidence, and little or none not without what happens next.
//! **Invariant:** no year is left in silence: a priority is carried forward or concluded only once its progress in the year that ends is
//! judged, a perennial challenge only once it was revisited.
//! **Invariant:** confidence is never a score: it is which kinds of evidence there are, in words.

mod decide;
mod fact;
mod figures;
mod follow;
mod forms;
mod judging;
mod passages;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use platform::{Action, Nav, Reaction, Slice};

pub use self::{
    decide::{Command, Reads, Refusal},
    fact::{Evidence, Fact, Kind, Lead, Level, Outcome, Priority, Source, Stage, Terms},
};

pub const VIEW: Action = Action("priority.view");
pub const SET: Action = Action("priority.set");
pub const EVIDENCE: Action = Action("priority.evidence");
pub const PROGRESS: Action = Action("priority.progress");
pub const TRACK: Action = Action("priority.track");
pub const CLOSE: Action = Action("priority.close");

pub fn slice() -> Slice {
    Slice::new("priority")
        .record::<Priority>(&[rows::PRIORITY, rows::YEAR, rows::EVIDENCE, rows::TRACKED], "/priorities/")
        .actions(&[VIEW, SET, EVIDENCE, PROGRESS, TRACK, CLOSE])
        .list(&web::LIST)
        .list(&web::LITTLE_OR_NO_PROGRESS)
        .routes(web::routes())
        .routes(forms::routes())
        .routes(judging::routes())
        .figures(figures::FIGURES.iter().copied())
        .passages(passages::PASSAGES.iter().copied())
        .reaction(Reaction { name: "priority-notices", kinds: &["priority.set", "priority.restated"], run: follow::tell })
        .nav(Nav { title: "Priorities", href: "/priorities", action: VIEW, order: 170 })
}
