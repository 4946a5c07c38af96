#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The door as people meet it, on both databases: signing in, keeping out, and staying within one's own partnership.

mod browser;
mod case;
mod door;
mod glass;
mod mail;
mod partnerships;
mod personas;
mod random;
mod recovery;
mod retention;
mod standing;
