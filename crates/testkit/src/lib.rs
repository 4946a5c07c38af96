//! For tests only: given these facts, when this command, then these facts; and a whole site on either database.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod given;
mod site;

pub use self::{
    given::{Given, Outcome, given, given_on, monday},
    site::{Answer, TestSite, on_both},
};
