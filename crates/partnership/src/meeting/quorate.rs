//! Whether a meeting is quorate: pure, from the seats, the marks and the rule the group had when it was convened.

use std::collections::BTreeMap;

use super::{Came, Mark, SeatThen};
use crate::group::Quorum;

/// What the marks add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoracy {
    /// Counting seats that were represented, by their holder or a deputy.
    pub represented: i64,
    pub needed: i64,
    /// Kinds of agency that had to be there and were not, as shown.
    pub missing: Vec<&'static str>,
}

impl Quoracy {
    pub(super) fn of(rule: &Quorum, seats: &[SeatThen], marks: &BTreeMap<String, Mark>) -> Self {
        let came = |seat: &&SeatThen| seat.counts && marks.get(&seat.seat).is_some_and(|mark| mark.came.represented());
        let there: Vec<&SeatThen> = seats.iter().filter(came).collect();
        Self {
            represented: i64::try_from(there.len()).unwrap_or(i64::MAX),
            needed: rule.seats,
            missing: rule
                .must
                .iter()
                .filter(|kind| !there.iter().any(|seat| seat.agency_type == Some(**kind)))
                .map(|kind| kind.title())
                .collect(),
        }
    }

    pub fn is_met(&self) -> bool {
        self.represented >= self.needed && self.missing.is_empty()
    }

    /// "3 of the 5 seats needed were represented; police was not there".
    pub fn words(&self) -> String {
        let seats = format!("{} represented, {} needed", self.represented, self.needed);
        if self.missing.is_empty() { seats } else { format!("{seats}; without {}", self.missing.join(", ").to_lowercase()) }
    }
}

impl Came {
    /// By its holder or by a deputy.
    pub fn represented(self) -> bool {
        matches!(self, Self::Present | Self::Deputy)
    }
}
