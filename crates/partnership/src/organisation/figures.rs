//! What is counted of organisations.

use platform::{Figure, Measure, Polarity, Suppress};

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "organisation.in-partnership",
        version: 1,
        title: "Agencies in the partnership",
        counts: "Organisations that worked in the partnership on the last day of the period, by standing",
        does_not_mean: "Not how much each of them does",
        unit: "agencies",
        by: Some("standing"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select o.id, max(f.known_from) as entry, max(f.standing) as part, 1 as n, 0 as value, max(o.name) as shown
                from organisation o
                join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_from <= $5 and (f.known_to is null or f.known_to > $5)
               where o.chain = 'commons' and o.known_from <= $5 and (o.known_to is null or o.known_to > $5)
                 and f.partnership = $1 and f.began_on <= $4 and o.valid_from <= $4 and (o.valid_to is null or o.valid_to >= $4)
               group by o.id",
    },
    Figure {
        id: "organisation.in-several",
        version: 1,
        title: "Agencies that work in several partnerships",
        counts: "Of the organisations that worked in the partnership on the last day of the period, those that also worked in another",
        does_not_mean: "Only partnerships that this installation runs are known",
        unit: "agencies",
        by: None,
        polarity: Polarity::Context,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select o.id, max(f.known_from) as entry, '' as part, 0 as value, max(o.name) as shown,
                     case when exists (select 1 from footprint other where other.chain = 'commons' and other.organisation = o.id
                                          and other.partnership <> $1 and other.known_from <= $5
                                          and (other.known_to is null or other.known_to > $5)) then 1 else 0 end as n
                from organisation o
                join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_from <= $5 and (f.known_to is null or f.known_to > $5)
               where o.chain = 'commons' and o.known_from <= $5 and (o.known_to is null or o.known_to > $5)
                 and f.partnership = $1 and f.began_on <= $4 and o.valid_from <= $4 and (o.valid_to is null or o.valid_to >= $4)
               group by o.id",
    },
];
