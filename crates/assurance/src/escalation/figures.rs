//! What is counted of escalations.

use platform::{Figure, Measure, Polarity, Suppress};

const COUNTS_RECORDED: &str = "Disagreements recorded here. Those settled by a telephone call and never recorded are not in it";

/// `$1` chain, `$2` as of, `$3` and `$4` the period's days, `$5` the commons as of.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "escalation.raised",
        version: 1,
        title: "Escalations raised",
        counts: "Escalations raised in the period, by the agency that raised them",
        does_not_mean: "More is not worse: agencies that never escalate may be the ones that should",
        unit: "escalations",
        by: Some("agency"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::SmallCounts,
        arguments: &[],
        sql: "select e.id, min(e.known_from) as entry, coalesce(max(o.name), '') as part, 1 as n, 0 as value, '' as shown
                from escalation e
                left join organisation o on o.chain = 'commons' and o.id = e.raised_by
                     and o.known_from <= $5 and (o.known_to is null or o.known_to > $5)
               where e.chain = $1 and e.known_from <= $2 and (e.known_to is null or e.known_to > $2) and e.raised_on between $3 and $4
               group by e.id",
    },
    Figure {
        id: "escalation.resolved-early",
        version: 1,
        title: "Escalations resolved at stage one or two",
        counts: "Of the escalations resolved in the period, those resolved at stage one or two",
        does_not_mean: COUNTS_RECORDED,
        unit: "escalations",
        by: None,
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::SmallCounts,
        arguments: &[],
        sql: "select e.id, e.known_from as entry, '' as part, case when e.stage <= 2 then 1 else 0 end as n, 0 as value, '' as shown
                from escalation e
               where e.chain = $1 and e.known_from <= $2 and (e.known_to is null or e.known_to > $2)
                 and e.status = 'resolved' and e.ended_on between $3 and $4",
    },
    Figure {
        id: "escalation.resolved-by-stage",
        version: 1,
        title: "Escalations resolved, by stage",
        counts: "Escalations resolved in the period, by the stage they were resolved at",
        does_not_mean: COUNTS_RECORDED,
        unit: "escalations",
        by: Some("stage"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::SmallCounts,
        arguments: &[],
        sql: "select e.id, e.known_from as entry, 'stage ' || cast(e.stage as text) as part, 1 as n, 0 as value, '' as shown
                from escalation e
               where e.chain = $1 and e.known_from <= $2 and (e.known_to is null or e.known_to > $2)
                 and e.status = 'resolved' and e.ended_on between $3 and $4",
    },
    Figure {
        id: "escalation.stage-days",
        version: 1,
        title: "Working days a stage took",
        counts: "The middle number of working days that stages which ended in the period had taken, by stage",
        does_not_mean: "A stage that is still open is not in it, however long it has been open",
        unit: "working days",
        by: Some("stage"),
        polarity: Polarity::LowIsGood,
        measure: Measure::Median,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select s.id, s.known_from as entry, 'stage ' || cast(s.stage as text) as part, 1 as n, s.days as value, '' as shown
                from escalation_stage s
               where s.chain = $1 and s.known_from <= $2 and (s.known_to is null or s.known_to > $2)
                 and s.how <> 'open' and s.ended_on between $3 and $4",
    },
    Figure {
        id: "escalation.moved-by-silence",
        version: 1,
        title: "Stages that ended in silence",
        counts: "Of the stages that ended in the period, those that ended because the limit passed and nobody had acted",
        does_not_mean: "Agencies may have talked and not recorded it",
        unit: "stages",
        by: None,
        polarity: Polarity::LowIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select s.id, s.known_from as entry, '' as part, case when s.how = 'silence' then 1 else 0 end as n, 0 as value, '' as shown
                from escalation_stage s
               where s.chain = $1 and s.known_from <= $2 and (s.known_to is null or s.known_to > $2)
                 and s.how <> 'open' and s.ended_on between $3 and $4",
    },
    Figure {
        id: "escalation.never-by-agency",
        version: 1,
        title: "Agencies that raised no escalation",
        counts: "Of the agencies that worked in the partnership at the end of the period, those that raised no escalation in it",
        does_not_mean: "An agency may have had nothing to disagree with. It may also not feel able to",
        unit: "agencies",
        by: None,
        polarity: Polarity::Context,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select o.id, max(o.known_from) as entry, '' as part, 0 as value, max(o.name) as shown,
                     case when exists (select 1 from escalation e where e.chain = $1 and e.known_from <= $2
                                          and (e.known_to is null or e.known_to > $2) and e.raised_by = o.id and e.raised_on between $3 and $4)
                          then 0 else 1 end as n
                from organisation o
                join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_from <= $5 and (f.known_to is null or f.known_to > $5)
               where o.chain = 'commons' and o.known_from <= $5 and (o.known_to is null or o.known_to > $5)
                 and f.partnership = $1 and o.valid_from <= $4 and (o.valid_to is null or o.valid_to >= $4)
               group by o.id",
    },
];
