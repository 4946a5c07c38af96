//! What is counted of contributions.

use platform::{Figure, Measure, Polarity, Suppress};

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "contribution.signed",
        version: 1,
        title: "Contributions signed off",
        counts: "Of the agencies asked to contribute to the report on the year, those whose contribution was signed off",
        does_not_mean: "Not how much an agency did",
        unit: "contributions",
        by: None,
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select c.id, c.known_from as entry, '' as part, case when c.status = 'signed' then 1 else 0 end as n, 0 as value, c.agency_name as shown
                from contribution c
               where c.chain = $1 and c.known_from <= $2 and (c.known_to is null or c.known_to > $2)
                 and cast(c.year as text) || '-04-01' between $3 and $4",
    },
    Figure {
        id: "contribution.missing",
        version: 1,
        title: "Agencies that did not contribute",
        counts: "Agencies asked to contribute to the report on the year from which nothing was signed off",
        does_not_mean: "The agency may have been asked late, or have sent it by another way",
        unit: "agencies",
        by: Some("agency"),
        polarity: Polarity::LowIsGood,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select c.id, c.known_from as entry, c.agency_name as part, 1 as n, 0 as value, '' as shown
                from contribution c
               where c.chain = $1 and c.known_from <= $2 and (c.known_to is null or c.known_to > $2)
                 and cast(c.year as text) || '-04-01' between $3 and $4 and c.status <> 'signed'",
    },
    Figure {
        id: "contribution.late",
        version: 1,
        title: "Contributions signed off late",
        counts: "Of the contributions to the report on the year that were signed off, those signed off after the day they were due, by agency",
        does_not_mean: "Late is not careless: a board that wants to see it first may meet only afterwards",
        unit: "contributions",
        by: Some("agency"),
        polarity: Polarity::LowIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select c.id, c.known_from as entry, c.agency_name as part, case when c.signed_on > c.due_on then 1 else 0 end as n, 0 as value,
                     c.signed_on as shown
                from contribution c
               where c.chain = $1 and c.known_from <= $2 and (c.known_to is null or c.known_to > $2)
                 and cast(c.year as text) || '-04-01' between $3 and $4 and c.status = 'signed'",
    },
];
