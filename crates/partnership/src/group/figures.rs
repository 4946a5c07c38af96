//! What is counted of groups, their seats and their plans.

use platform::{Figure, Measure, Polarity, Suppress};

/// `$1` chain, `$2` as of, `$3` and `$4` the period's days, `$5` the commons as of.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        id: "group.active",
        version: 1,
        title: "Groups at work",
        counts: "Groups that had been launched and not concluded on the last day of the period, by kind",
        does_not_mean: "Not how often they met, nor what they achieved",
        unit: "groups",
        by: Some("kind"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select g.id, g.known_from as entry, 1 as n, 0 as value, g.name as shown,
                     case g.kind when 'elg' then 'executive leadership group' when 'sub_group' then 'sub-group' else 'board' end as part
                from partnership_group g
               where g.chain = $1 and g.known_from <= $2 and (g.known_to is null or g.known_to > $2)
                 and g.launched_on <= $4 and (g.concluded_on is null or g.concluded_on > $4)",
    },
    Figure {
        id: "group.concluded",
        version: 1,
        title: "Groups concluded",
        counts: "Groups concluded in the period, each with what it achieved",
        does_not_mean: "A group that is still at work has not failed: some are meant to stay",
        unit: "groups",
        by: None,
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select g.id, g.known_from as entry, '' as part, 1 as n, 0 as value, g.name as shown
                from partnership_group g
               where g.chain = $1 and g.known_from <= $2 and (g.known_to is null or g.known_to > $2)
                 and g.status = 'concluded' and g.concluded_on between $3 and $4",
    },
    Figure {
        id: "group.seats",
        version: 1,
        title: "Seats filled",
        counts: "Seats in groups on the last day of the period, by the phase of education they speak for",
        does_not_mean: "Not whether anybody sat in them: see attendance",
        unit: "seats",
        by: Some("phase"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select s.id, s.known_from as entry, 1 as n, 0 as value, s.title as shown,
                     case s.phase when '' then 'not education' when 'early_years' then 'early years' when 'further_education' then 'further education'
                          else s.phase end as part
                from group_seat s
                join partnership_group g on g.chain = s.chain and g.id = s.group_id
                     and g.known_from <= $2 and (g.known_to is null or g.known_to > $2)
               where s.chain = $1 and s.known_from <= $2 and (s.known_to is null or s.known_to > $2)
                 and s.began_on <= $4 and (s.ended_on is null or s.ended_on > $4)
                 and (g.concluded_on is null or g.concluded_on > $4)",
    },
    Figure {
        id: "group.education-phases",
        version: 1,
        title: "Phases of education with a seat",
        counts: "Of the five phases of education (early years, primary, secondary, further education, special), those with a seat in at least one group \
                 on the last day of the period",
        does_not_mean: "One seat does not mean that every setting of that phase is heard",
        unit: "phases",
        by: None,
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select p.phase as id, coalesce(max(s.known_from), 0) as entry, '' as part, 0 as value, p.phase as shown,
                     case when count(s.id) > 0 then 1 else 0 end as n
                from (select 'early_years' as phase union all select 'primary' union all select 'secondary'
                      union all select 'further_education' union all select 'special') p
                left join group_seat s on s.chain = $1 and s.phase = p.phase
                     and s.known_from <= $2 and (s.known_to is null or s.known_to > $2)
                     and s.began_on <= $4 and (s.ended_on is null or s.ended_on > $4)
                     and exists (select 1 from partnership_group g where g.chain = s.chain and g.id = s.group_id
                                    and g.known_from <= $2 and (g.known_to is null or g.known_to > $2)
                                    and (g.concluded_on is null or g.concluded_on > $4))
               group by p.phase",
    },
    Figure {
        id: "group.plan-lines-finished",
        version: 1,
        title: "Lines of plans finished",
        counts: "Of the lines of groups' plans that fell due in the period, those finished by its last day, by pillar",
        does_not_mean: "Finished is not the same as effective: each line says how its difference is known",
        unit: "lines",
        by: Some("pillar"),
        polarity: Polarity::HighIsGood,
        measure: Measure::Share,
        suppress: Suppress::Never,
        arguments: &[],
        sql: "select l.id, l.known_from as entry, l.pillar as part, 0 as value, '' as shown,
                     case when l.status = 'finished' and l.finished_on <= $4 then 1 else 0 end as n
                from group_line l
               where l.chain = $1 and l.known_from <= $2 and (l.known_to is null or l.known_to > $2) and l.due_on between $3 and $4",
    },
];
