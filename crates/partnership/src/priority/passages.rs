//! What a report may quote of priorities.

use platform::Passage;

/// A priority's year as it was judged; `{which}` narrows it.
macro_rules! progress {
    ($which:literal) => {
        concat!(
            "select y.priority as id, y.known_from as entry, p.title as heading,
                    p.what || '

' || case y.level when 'none' then 'No progress' when 'little' then 'Little progress' when 'some' then 'Some progress'
                  when 'good' then 'Good progress' when 'achieved' then 'Achieved' else 'Progress was not judged' end
              || case when y.why <> '' then ': ' || y.why else '' end
              || case when y.plans <> '' then '

What happens next: ' || y.plans else '' end as words,
                    'Led by ' || p.lead_name as source
               from priority_year y
               join priority p on p.chain = y.chain and p.id = y.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
              where y.chain = $1 and y.known_from <= $2 and (y.known_to is null or y.known_to > $2)
                and cast(y.year as text) || '-04-01' between $3 and $4 and ",
            $which,
            " order by p.title, y.id"
        )
    };
}

pub(super) const PASSAGES: &[Passage] = &[
    Passage {
        id: "priority.progress",
        quotes: "Each priority of the year: what was set out, how much progress was judged to have been made, why, and what happens next",
        href: "/priorities/",
        sql: progress!("p.kind = 'priority'"),
    },
    Passage {
        id: "priority.little-or-no-progress",
        quotes: "Where there was little or no progress in the year, why, and what happens next",
        href: "/priorities/",
        sql: progress!("y.level in ('none', 'little')"),
    },
    Passage {
        id: "priority.revisited",
        quotes: "The perennial challenges: where each stood in the year and what was done about it",
        href: "/priorities/",
        sql: "select y.priority as id, y.known_from as entry, p.title as heading,
                     case when y.found = '' then 'It was not revisited in the year' else y.found || '

What was done: ' || y.done end as words,
                     'Led by ' || p.lead_name as source
                from priority_year y
                join priority p on p.chain = y.chain and p.id = y.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
               where y.chain = $1 and y.known_from <= $2 and (y.known_to is null or y.known_to > $2) and p.kind = 'perennial_challenge'
                 and cast(y.year as text) || '-04-01' between $3 and $4
               order by p.title, y.id",
    },
    Passage {
        id: "priority.tracked",
        quotes: "Work that others lead: what was last heard of it in the year, and who said so",
        href: "/priorities/",
        sql: "select p.id, t.known_from as entry, p.title as heading, t.note as words, t.told_by as source
                from priority_tracked t
                join priority p on p.chain = t.chain and p.id = t.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
               where t.chain = $1 and t.known_from <= $2 and (t.known_to is null or t.known_to > $2) and t.heard_on between $3 and $4
                 and not exists (select 1 from priority_tracked later
                                  where later.chain = t.chain and later.priority = t.priority and later.heard_on between $3 and $4
                                    and later.known_from <= $2 and (later.known_to is null or later.known_to > $2)
                                    and (later.heard_on > t.heard_on or (later.heard_on = t.heard_on and later.known_from > t.known_from)))
               order by p.title, t.id",
    },
    Passage {
        id: "priority.evidence",
        quotes: "Evidence of the year, by the priority it was brought to: what it shows and who brought it",
        href: "/priorities/",
        sql: "select p.id, e.known_from as entry, p.title as heading, e.what as words, coalesce(o.name, '') as source
                from priority_evidence e
                join priority p on p.chain = e.chain and p.id = e.priority and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
                left join organisation o on o.chain = 'commons' and o.id = e.agency and o.known_from <= $5
                     and (o.known_to is null or o.known_to > $5)
               where e.chain = $1 and e.known_from <= $2 and (e.known_to is null or e.known_to > $2) and e.shown_on between $3 and $4
               order by p.title, e.shown_on, e.id",
    },
];
