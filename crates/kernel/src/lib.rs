//! What every other crate agrees on: ids, times, working days, identifiers and dated rules. No input, no output.

pub mod calendar;
pub mod clock;
pub mod id;
pub mod identifiers;
pub mod language;
pub mod moment;
pub mod numbers;
pub mod period;
pub mod rules;
pub mod subject;
pub mod vague;
pub mod words;

pub use self::{
    calendar::SchoolCalendar,
    clock::{Due, Limit, Trigger, Unit},
    id::Id,
    moment::Moment,
    period::{FinancialYear, Quarter},
    rules::{RuleSets, RunningClock},
    subject::SubjectRef,
    vague::{Precision, Vague},
};
pub use jiff::{Timestamp, civil::Date};
