//! The common ground's first floor: who works in the partnership, in which groups, and what it set out to do.

pub mod contribution;
pub mod group;
pub mod meeting;
pub mod organisation;
pub mod priority;
