//! The ledger on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(unreachable_pub, reason = "the file is public where it is at home")]
#[path = "../../../testkit/src/postgres.rs"]
mod postgres;
mod site;
mod writing;
