#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The product as it is wired together.

mod backup;
mod demonstration;
mod glass;
mod routes;
