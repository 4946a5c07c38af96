//! Which records are about the same person, and why: Fellegi-Sunter linkage of any two tables, or of one with itself.
//!
//! [`read`] brings CSV files into a [`Table`]; [`run()`] learns a [`Model`] from the data itself, chooses which pairs to compare, and
//! gives each pair that may be one person a probability; [`Linkage::explain`] says in words how a pair came by it. [`Decisions`] are what
//! people have decided; every run keeps to them.
//!
//! **Invariant:** the same files, configuration and decisions give the same result, on any number of cores.
//!
//! **Invariant:** a missing value is neither match nor mismatch.
//!
//! **Invariant:** no source record is changed or lost; a result names records and says how they belong together.

mod atom;
mod block;
mod clean;
mod compare;
mod config;
mod error;
mod explain;
mod join;
mod level;
mod model;
mod names;
mod near;
pub mod read;
mod role;
mod run;
mod table;
#[cfg(test)]
mod tests;
mod train;
mod truth;
mod variants;

pub use self::{
    block::RuleTaken,
    config::{Assignment, Columns, Config, Field, Headings},
    error::Error,
    explain::{Explanation, Step},
    join::{Decision, Decisions},
    model::{FieldModel, Model},
    role::Role,
    run::{Linkage, Pair, Verdict, run},
    table::{Kind, Table},
    truth::{Accuracy, Truth},
    variants::Variants,
};
