//! # Group
//!
//! The bodies through which a partnership works: the executive leadership group, the two boards and their sub-groups. A group is *launched*
//! with terms of reference, has a chair (rotating or not), seats held by agencies and by phases of education, a rule for its quorum, and a
//! plan whose lines stand under prevention, identification or response. It is *concluded* with what it achieved.
//!
//! * facts and state: [`fact`] · the rule: [`decide`] · read side: [`rows`] · pages: [`web`] and [`plan`] · figures: [`figures`] · JSON: the
//!   list's own
//!
//! **Invariant:** a concluded group takes no further fact.
//! **Invariant:** there is one executive leadership group and one board of each kind at a time.
//! **Invariant:** a group that others report to is not concluded before they are.
//! **Invariant:** "overdue" is never stored: a line of the plan is overdue while it is open and its day has passed.

mod decide;
mod fact;
mod figures;
mod plan;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use platform::{Action, Nav, Slice};

pub use self::{
    decide::{Command, Reads, Refusal},
    fact::{Chair, EDUCATION_PHASES, Fact, Group, Kind, Line, Pillar, Quorum, Seat},
    rows::{Named, active},
};
pub(crate) use self::{
    rows::{must_text, quorum_of},
    web::{agency_choices, date_of, optional_date, shown_word},
};

pub const VIEW: Action = Action("group.view");
pub const LAUNCH: Action = Action("group.launch");
pub const AMEND: Action = Action("group.amend");
pub const SEAT: Action = Action("group.seat");
pub const PLAN: Action = Action("group.plan");
pub const CONCLUDE: Action = Action("group.conclude");

pub fn slice() -> Slice {
    Slice::new("group")
        .record::<Group>(&[rows::GROUP, rows::CHAIR, rows::SEAT, rows::LINE, rows::PROGRESS], "/groups/")
        .actions(&[VIEW, LAUNCH, AMEND, SEAT, PLAN, CONCLUDE])
        .list(&web::LIST)
        .routes(web::routes())
        .routes(plan::routes())
        .figures(figures::FIGURES.iter().copied())
        .nav(Nav { title: "Groups", href: "/groups", action: VIEW, order: 150 })
}
