//! What is counted of break-glass: how often it was used, whether somebody looked in time, and what they found.

use crate::{Figure, Measure, Polarity, Suppress};

/// `$1` chain, `$2` as of, `$3` and `$4` the period's days, `$5` the commons as of.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "break_glass.opened",
        version: 1,
        title: "Records opened by break-glass",
        counts: "Openings of a record without a clause in the period, by the reason that was given",
        does_not_mean: "More is not worse: none at all may mean that people went without what they needed, or telephoned",
        unit: "openings",
        by: Some("reason"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select b.id, min(b.known_from) as entry, max(b.reason) as part, 1 as n, 0 as value, '' as shown
                from break_glass b
               where b.chain = $1 and b.known_from <= $2 and b.opened_on between $3 and $4
               group by b.id",
    },
    Figure {
        id: "break_glass.reviewed-in-time",
        version: 1,
        title: "Break-glass reviewed in time",
        counts: "Of the openings whose review was due in the period, those that somebody else reviewed by the day it was due",
        does_not_mean: "A review in time may still have been a poor one",
        unit: "openings",
        by: None,
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select b.id, b.known_from as entry, '' as part, case when b.reviewed_on <= b.review_due then 1 else 0 end as n, 0 as value, '' as shown
                from break_glass b
               where b.chain = $1 and b.known_from <= $2 and (b.known_to is null or b.known_to > $2) and b.review_due between $3 and $4",
    },
    Figure {
        id: "break_glass.upheld",
        version: 1,
        title: "Break-glass found justified",
        counts: "Of the openings that were reviewed in the period, those that whoever reviewed them found justified",
        does_not_mean: "Not justified is not the same as dishonest: somebody may have misread their clause",
        unit: "openings",
        by: None,
        polarity: Polarity::Context,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select b.id, b.known_from as entry, '' as part, case when b.outcome = 'justified' then 1 else 0 end as n, 0 as value, '' as shown
                from break_glass b
               where b.chain = $1 and b.known_from <= $2 and (b.known_to is null or b.known_to > $2) and b.reviewed_on between $3 and $4",
    },
];
