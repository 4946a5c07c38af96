//! Published cells as figures, so that the report cites them and nobody types them.

use platform::{Figure, Measure, Polarity, Suppress};

const NOT_OURS: &str = "Counted by those who published it, by their rules: see the measure's own page";

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "statistic.value",
        version: 1,
        title: "A published statistic",
        counts: "The value of one measure for one area and period, as it was published",
        does_not_mean: NOT_OURS,
        unit: "",
        by: None,
        polarity: Polarity::Context,
        measure: Measure::AsPublished,
        suppress: Suppress::Never,
        arguments: &["measure", "area", "period"],
        sql: "select s.id, s.known_from as entry, '' as part, 1 as n, 0 as value, s.shown
                from statistic s
               where s.chain = 'commons' and s.known_from <= $5 and (s.known_to is null or s.known_to > $5)
                 and s.measure = $6 and s.area = $7 and s.period = $8",
    },
    Figure {
        id: "statistic.compared",
        version: 1,
        title: "A published statistic, by area",
        counts: "The values of one measure for one period, of the area, its statistical neighbours, London and England, as they were published",
        does_not_mean: NOT_OURS,
        unit: "as published",
        by: Some("area"),
        polarity: Polarity::Context,
        measure: Measure::AsPublished,
        suppress: Suppress::Never,
        arguments: &["measure", "period"],
        sql: "select s.id, s.known_from as entry, s.name as part, 1 as n, 0 as value, s.shown
                from statistic s
               where s.chain = 'commons' and s.known_from <= $5 and (s.known_to is null or s.known_to > $5)
                 and s.measure = $6 and s.period = $7",
    },
];
