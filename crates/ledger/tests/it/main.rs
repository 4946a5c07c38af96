//! The ledger on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod backup;
mod crash;
mod horizon;
mod moving;
mod ops;
#[allow(unreachable_pub, reason = "the file is public where it is at home")]
#[path = "../../../testkit/src/postgres.rs"]
mod postgres;
mod proof;
mod rebuilding;
mod sequences;
mod site;
mod together;
mod writing;
