//! What is counted of priorities. A priority stands in financial years; a year is in a period where the two share a day.

use platform::{Figure, Measure, Polarity, Suppress};

/// `$1` chain, `$2` as of, `$3` and `$4` the period's days.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "priority.in-year",
        version: 1,
        title: "What the partnership set out to do",
        counts: "Priorities, perennial challenges and work that others lead which stood in the period, by kind",
        does_not_mean: "More is not better: a partnership that has many priorities may have none",
        unit: "priorities",
        by: Some("kind"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select p.id, max(p.known_from) as entry, 1 as n, 0 as value, p.title as shown,
                     case p.kind when 'priority' then 'priority' when 'perennial_challenge' then 'perennial challenge'
                          else 'work that others lead' end as part
                from priority p
                join priority_year y on y.chain = p.chain and y.priority = p.id and y.known_from <= $2 and (y.known_to is null or y.known_to > $2)
               where p.chain = $1 and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
                 and cast(y.year as text) || '-04-01' <= $4 and cast(y.year + 1 as text) || '-03-31' >= $3
               group by p.id, p.title, p.kind",
    },
    Figure {
        id: "priority.little-or-no-progress",
        version: 1,
        title: "Priorities with little or no progress",
        counts: "Of the priorities that stood in the period, those whose progress was judged little or none",
        does_not_mean: "A priority whose progress nobody has judged is in the whole and not in the part",
        unit: "priorities",
        by: None,
        polarity: Polarity::LowIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select y.id, y.known_from as entry, '' as part, 0 as value, p.title as shown,
                     case when y.level in ('none', 'little') then 1 else 0 end as n
                from priority_year y
                join priority p on p.chain = y.chain and p.id = y.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
               where y.chain = $1 and y.known_from <= $2 and (y.known_to is null or y.known_to > $2) and p.kind = 'priority'
                 and cast(y.year as text) || '-04-01' <= $4 and cast(y.year + 1 as text) || '-03-31' >= $3",
    },
    Figure {
        id: "priority.little-or-no-progress-by-name",
        version: 1,
        title: "Where there was little or no progress",
        counts: "Priorities and perennial challenges of the period whose progress was judged little or none, each by its name",
        does_not_mean: "Little progress is not little effort: why, and what happens next, is on the page of each",
        unit: "priorities",
        by: Some("priority"),
        polarity: Polarity::LowIsGood,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select y.id, y.known_from as entry, p.title as part, 1 as n, 0 as value, y.level as shown
                from priority_year y
                join priority p on p.chain = y.chain and p.id = y.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
               where y.chain = $1 and y.known_from <= $2 and (y.known_to is null or y.known_to > $2) and y.level in ('none', 'little')
                 and cast(y.year as text) || '-04-01' <= $4 and cast(y.year + 1 as text) || '-03-31' >= $3",
    },
    Figure {
        id: "priority.progress",
        version: 1,
        title: "Progress on priorities",
        counts: "Priorities that stood in the period, by how much progress was judged to have been made",
        does_not_mean: "Progress is a judgement, with reasons, by those who answer for it. It is not a measurement",
        unit: "priorities",
        by: Some("progress"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select y.id, y.known_from as entry, 1 as n, 0 as value, p.title as shown,
                     case y.level when 'none' then 'no progress' when 'little' then 'little progress' when 'some' then 'some progress'
                          when 'good' then 'good progress' when 'achieved' then 'achieved' else 'not judged' end as part
                from priority_year y
                join priority p on p.chain = y.chain and p.id = y.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
               where y.chain = $1 and y.known_from <= $2 and (y.known_to is null or y.known_to > $2) and p.kind = 'priority'
                 and cast(y.year as text) || '-04-01' <= $4 and cast(y.year + 1 as text) || '-03-31' >= $3",
    },
    Figure {
        id: "priority.evidence",
        version: 1,
        title: "Evidence brought to priorities",
        counts: "Pieces of evidence of a day in the period that stand, by where they come from",
        does_not_mean: "Much evidence is not good evidence, and evidence of what was done is not evidence of what changed",
        unit: "pieces of evidence",
        by: Some("kind"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select e.id, e.known_from as entry, 1 as n, 0 as value, '' as shown,
                     case e.source when 'data' then 'data' when 'audit' then 'audit or review' when 'practitioner' then 'practitioners'
                          when 'voice' then 'children or adults' else 'something else' end as part
                from priority_evidence e
               where e.chain = $1 and e.known_from <= $2 and (e.known_to is null or e.known_to > $2) and e.shown_on between $3 and $4",
    },
    Figure {
        id: "priority.confidence",
        version: 1,
        title: "How many kinds of evidence priorities rest on",
        counts: "Priorities and perennial challenges that stood in the period, by how many of the four kinds of evidence (data, audit, practitioners, \
                 children or adults) there was of that year",
        does_not_mean: "Four kinds of evidence may all show that nothing changed: it says how sure we can be, not how good it is",
        unit: "priorities",
        by: Some("kinds of evidence"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select y.id, y.known_from as entry, 1 as n, 0 as value, p.title as shown,
                     case (select count(distinct e.source) from priority_evidence e
                            where e.chain = y.chain and e.priority = y.priority
                              and e.known_from <= $2 and (e.known_to is null or e.known_to > $2)
                              and e.source <> 'other'
                              and e.shown_on between cast(y.year as text) || '-04-01' and cast(y.year + 1 as text) || '-03-31')
                          when 0 then 'none' when 1 then 'one' when 2 then 'two' when 3 then 'three' else 'all four' end as part
                from priority_year y
                join priority p on p.chain = y.chain and p.id = y.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
               where y.chain = $1 and y.known_from <= $2 and (y.known_to is null or y.known_to > $2) and p.kind <> 'tracked_work'
                 and cast(y.year as text) || '-04-01' <= $4 and cast(y.year + 1 as text) || '-03-31' >= $3",
    },
    Figure {
        id: "priority.revisited",
        version: 1,
        title: "Perennial challenges revisited",
        counts: "Of the perennial challenges that stood in the period, those revisited for that year",
        does_not_mean: "A challenge that was revisited is not a challenge that was met",
        unit: "perennial challenges",
        by: None,
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select y.id, y.known_from as entry, '' as part, case when y.found <> '' then 1 else 0 end as n, 0 as value, p.title as shown
                from priority_year y
                join priority p on p.chain = y.chain and p.id = y.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
               where y.chain = $1 and y.known_from <= $2 and (y.known_to is null or y.known_to > $2) and p.kind = 'perennial_challenge'
                 and cast(y.year as text) || '-04-01' <= $4 and cast(y.year + 1 as text) || '-03-31' >= $3",
    },
    Figure {
        id: "priority.tracked",
        version: 1,
        title: "Work that others lead",
        counts: "Work led by others that the partnership tracked in the period, by where it stands",
        does_not_mean: "The partnership cannot finish this work: it can only say where it stands and answer when it is asked",
        unit: "pieces of work",
        by: Some("state"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select p.id, p.known_from as entry, 1 as n, 0 as value, p.title as shown,
                     case p.stage when 'under_way' then 'under way' when 'waiting' then 'waiting for a decision' when 'stopped' then 'stopped'
                          when 'settled' then 'settled' else 'not begun' end as part
                from priority p
               where p.chain = $1 and p.known_from <= $2 and (p.known_to is null or p.known_to > $2) and p.kind = 'tracked_work'
                 and cast(p.first_year as text) || '-04-01' <= $4 and cast(p.last_year + 1 as text) || '-03-31' >= $3",
    },
    Figure {
        id: "priority.concluded",
        version: 1,
        title: "Priorities concluded",
        counts: "Priorities, perennial challenges and tracked work concluded in the period, by how they ended",
        does_not_mean: "An open priority has not failed: some take years",
        unit: "priorities",
        by: Some("outcome"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select p.id, p.known_from as entry, 1 as n, 0 as value, p.title as shown,
                     case p.outcome when 'achieved' then 'achieved' when 'partly' then 'achieved in part' when 'not_achieved' then 'not achieved'
                          else 'overtaken by something else' end as part
                from priority p
               where p.chain = $1 and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
                 and p.status = 'concluded' and p.concluded_on between $3 and $4",
    },
];
