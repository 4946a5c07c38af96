//! Publication: what the partnership tells everybody, with the evidence behind every figure.

pub mod report;
pub mod statistics;
