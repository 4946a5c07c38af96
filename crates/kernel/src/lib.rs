//! What every other crate agrees on: ids, times, working days, identifiers and dated rules. No input, no output.

pub mod id;
pub mod moment;
pub mod subject;
pub mod vague;

pub use self::{id::Id, moment::Moment, subject::SubjectRef, vague::{Precision, Vague}};
pub use jiff::{Timestamp, civil::Date};
