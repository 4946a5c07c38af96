//! The program: what is wired together, the command line, and the demonstration years.

pub mod command;
pub mod demo;
pub mod wire;
