//! # Escalation
//!
//! A disagreement between agencies that practitioners could not settle is *raised*, *answered*, *advanced* stage by stage, and *resolved*
//! or *withdrawn*. Each stage has a limit in working days, shorter where it is urgent; when a limit passes in silence the next stage begins
//! by itself. At every stage somebody says whether the child or adult is safe meanwhile.
//!
//! * facts and state: [`fact`] · the rule: [`decide`] · stages and their clocks: [`stage`] · read side: [`rows`] · pages: [`web`] ·
//!   figures: [`figures`] · what follows by itself: [`follow`] · JSON: the list's own
//!
//! **Invariant:** an escalation that has ended takes no further fact.
//! **Invariant:** an escalation keeps the rule set its first clock started under, whatever comes into force meanwhile.
//! **Invariant:** "overdue" is never stored; it is `due_on < today`, asked when a page is drawn.
//! **Invariant:** someone who is not safe meanwhile never waits for a normal stage.

mod decide;
mod fact;
mod figures;
mod follow;
mod rows;
mod stage;
#[cfg(test)]
mod tests;
mod web;

use std::time::Duration;

use platform::{Action, Nav, Reaction, Routine, Slice};

pub use self::{
    decide::{Command, Reads, Refusal},
    fact::{About, Because, Case, Clock, Escalation, Fact, Outcome, Reason, Safety},
    stage::Stage,
};

pub const VIEW: Action = Action("escalation.view");
pub const RAISE: Action = Action("escalation.raise");
pub const ANSWER: Action = Action("escalation.answer");
pub const ADVANCE: Action = Action("escalation.advance");
pub const SAFETY: Action = Action("escalation.safety");
pub const RESOLVE: Action = Action("escalation.resolve");
pub const WITHDRAW: Action = Action("escalation.withdraw");

pub fn slice() -> Slice {
    Slice::new("escalation")
        .record::<Escalation>(&[rows::ESCALATION, rows::STAGE, rows::STEP], "/escalations/")
        .actions(&[VIEW, RAISE, ANSWER, ADVANCE, SAFETY, RESOLVE, WITHDRAW])
        .list(&web::LIST)
        .routes(web::routes())
        .figures(figures::FIGURES.iter().copied())
        .reaction(Reaction {
            name: "escalation-notices",
            kinds: &["escalation.raised", "escalation.advanced", "escalation.answered"],
            run: follow::tell,
        })
        .routine(Routine { name: "escalation-silence", every: Duration::from_secs(600), run: follow::silence })
        .nav(Nav { title: "Escalations", href: "/escalations", action: VIEW, order: 300 })
}
