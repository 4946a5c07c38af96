//! # Meeting
//!
//! A group meets. The meeting is *convened* for a day with an agenda and papers; who came is recorded seat by seat; whether it was quorate
//! follows from the rule the group had when it was convened; decisions are recorded with an owner; one agency *challenges* another, and the
//! challenge is answered with what came of it. Its minutes are approved, or it is cancelled.
//!
//! * facts and state: [`fact`] · the rule: [`decide`], [`quorate`] · read side: [`rows`] · pages: [`web`], [`proceedings`] (agenda,
//!   attendance, decisions, challenges), [`papers`] · the pack as a PDF: [`pack`] · calendars: [`calendar`] · figures: [`figures`] ·
//!   notices: [`follow`] · JSON: the list's own
//!
//! **Invariant:** the seats and the quorum of a meeting are those the group had when it was convened, whatever changes in the group.
//! **Invariant:** a meeting that was cancelled takes no further fact; one whose minutes are approved takes only answers to its challenges.
//! **Invariant:** a challenge is answered by the agency it was put to, or by whoever keeps the record, and once.
//! **Invariant:** a decision taken without a quorum says so for ever.

mod calendar;
mod decide;
mod fact;
mod figures;
mod follow;
mod pack;
mod papers;
mod passages;
mod proceedings;
mod quorate;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use platform::{Action, Nav, Reaction, Slice};

pub(crate) use self::web::of_group;
pub use self::{
    decide::{Command, Reads, Refusal},
    fact::{Called, Came, Challenge, Decision, Fact, Item, Mark, Meeting, Paper, SeatThen},
    quorate::Quoracy,
};

pub const VIEW: Action = Action("meeting.view");
pub const CONVENE: Action = Action("meeting.convene");
pub const AMEND: Action = Action("meeting.amend");
pub const ATTEND: Action = Action("meeting.attend");
pub const DECIDE: Action = Action("meeting.decide");
pub const CHALLENGE: Action = Action("meeting.challenge");
pub const ANSWER: Action = Action("meeting.answer");

pub fn slice() -> Slice {
    Slice::new("meeting")
        .record::<Meeting>(&[rows::MEETING, rows::SEAT, rows::ITEM, rows::PAPER, rows::DECISION, rows::CHALLENGE], "/meetings/")
        .actions(&[VIEW, CONVENE, AMEND, ATTEND, DECIDE, CHALLENGE, ANSWER])
        .list(&web::LIST)
        .routes(web::routes())
        .routes(papers::routes())
        .routes(proceedings::routes())
        .routes(pack::routes())
        .routes(calendar::routes())
        .figures(figures::FIGURES.iter().copied())
        .passages(passages::PASSAGES.iter().copied())
        .reaction(Reaction {
            name: "meeting-notices",
            kinds: &["meeting.convened", "meeting.cancelled", "meeting.decided", "meeting.challenged", "meeting.challenge_answered"],
            run: follow::tell,
        })
        .nav(Nav { title: "Meetings", href: "/meetings", action: VIEW, order: 160 })
}
