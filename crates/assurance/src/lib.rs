//! Assurance: how the partnership knows what is happening, and says so when agencies disagree.

pub mod escalation;
