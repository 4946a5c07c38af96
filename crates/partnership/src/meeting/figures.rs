//! What is counted of meetings.

use platform::{Figure, Measure, Polarity, Suppress};

/// `$1` chain, `$2` as of, `$3` and `$4` the period's days, `$5` the commons as of.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "meeting.held",
        version: 1,
        title: "Meetings held",
        counts: "Meetings of the partnership's groups that took place in the period, by group",
        does_not_mean: "More meetings are not better meetings",
        unit: "meetings",
        by: Some("group"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select m.id, m.known_from as entry, m.group_name as part, 1 as n, 0 as value, '' as shown
                from meeting m
               where m.chain = $1 and m.known_from <= $2 and (m.known_to is null or m.known_to > $2)
                 and m.status in ('held', 'approved') and m.held_on between $3 and $4",
    },
    Figure {
        id: "meeting.quorate",
        version: 1,
        title: "Meetings that were quorate",
        counts: "Of the meetings held in the period, those that met the quorum their group had when they were convened",
        does_not_mean: "A quorate meeting may still have lacked the people who could decide",
        unit: "meetings",
        by: None,
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select m.id, m.known_from as entry, '' as part, case when m.quorate = 'yes' then 1 else 0 end as n, 0 as value, '' as shown
                from meeting m
               where m.chain = $1 and m.known_from <= $2 and (m.known_to is null or m.known_to > $2)
                 and m.status in ('held', 'approved') and m.held_on between $3 and $4",
    },
    Figure {
        id: "meeting.attendance",
        version: 1,
        title: "Seats represented",
        counts: "Of the seats expected at meetings held in the period, those represented by their holder or a deputy, by agency",
        does_not_mean: "Being there is not the same as contributing. Below three in four is worth a conversation",
        unit: "seats",
        by: Some("agency"),
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select s.id, max(s.known_from) as entry, coalesce(max(o.name), max(s.agency)) as part, 0 as value, max(s.title) as shown,
                     max(case when s.came in ('present', 'deputy') then 1 else 0 end) as n
                from meeting_seat s
                join meeting m on m.chain = s.chain and m.id = s.meeting and m.known_from <= $2 and (m.known_to is null or m.known_to > $2)
                left join organisation o on o.chain = 'commons' and o.id = s.agency
                     and o.known_from <= $5 and (o.known_to is null or o.known_to > $5)
               where s.chain = $1 and s.known_from <= $2 and (s.known_to is null or s.known_to > $2)
                 and m.status in ('held', 'approved') and m.held_on between $3 and $4
               group by s.id",
    },
    Figure {
        id: "meeting.challenges",
        version: 1,
        title: "Challenges raised in meetings",
        counts: "Challenges raised by one agency to another in the period, by the agency that was challenged",
        does_not_mean: "More is not worse: a partnership in which nobody challenges is not therefore well",
        unit: "challenges",
        by: Some("agency"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select c.id, min(c.known_from) as entry, coalesce(max(o.name), max(c.to_agency)) as part, 1 as n, 0 as value, '' as shown
                from meeting_challenge c
                left join organisation o on o.chain = 'commons' and o.id = c.to_agency
                     and o.known_from <= $5 and (o.known_to is null or o.known_to > $5)
               where c.chain = $1 and c.known_from <= $2 and (c.known_to is null or c.known_to > $2) and c.raised_on between $3 and $4
               group by c.id",
    },
    Figure {
        id: "meeting.challenges-answered",
        version: 1,
        title: "Challenges answered",
        counts: "Of the challenges raised in the period, those answered with what came of it",
        does_not_mean: "An answer is not yet a change: each one says what is different",
        unit: "challenges",
        by: None,
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql:
            "select c.id, c.known_from as entry, '' as part, case when c.status = 'answered' then 1 else 0 end as n, 0 as value, '' as shown
                from meeting_challenge c
               where c.chain = $1 and c.known_from <= $2 and (c.known_to is null or c.known_to > $2) and c.raised_on between $3 and $4",
    },
    Figure {
        id: "meeting.decisions",
        version: 1,
        title: "Decisions recorded",
        counts: "Decisions recorded of meetings held in the period, by group",
        does_not_mean: "A decision is not yet an action done",
        unit: "decisions",
        by: Some("group"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select d.id, d.known_from as entry, m.group_name as part, 1 as n, 0 as value, '' as shown
                from meeting_decision d
                join meeting m on m.chain = d.chain and m.id = d.meeting and m.known_from <= $2 and (m.known_to is null or m.known_to > $2)
               where d.chain = $1 and d.known_from <= $2 and (d.known_to is null or d.known_to > $2)
                 and m.status in ('held', 'approved') and m.held_on between $3 and $4",
    },
];
