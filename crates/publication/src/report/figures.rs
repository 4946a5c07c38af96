//! What is counted of reports.

use platform::{Figure, Measure, Polarity, Suppress};

pub(super) const FIGURES: &[Figure] = &[Figure {
    id: "report.published-in-time",
    version: 1,
    title: "Yearly reports published by the end of September",
    counts: "Of the reports on years that ended in the period, those published by 30 September after their year",
    does_not_mean: "A report in time is not yet a good one",
    unit: "reports",
    by: None,
    polarity: Polarity::HighIsGood,
    measure: Measure::Share,
    suppress: Suppress::Never,
    arguments: &[],
    sql: "select r.id, r.known_from as entry, '' as part, 0 as value, '' as shown,
                 case when r.status = 'published' and r.published_on <= cast(r.year + 1 as text) || '-09-30' then 1 else 0 end as n
            from report r
           where r.chain = $1 and r.known_from <= $2 and (r.known_to is null or r.known_to > $2)
             and cast(r.year + 1 as text) || '-03-31' between $3 and $4",
}];
