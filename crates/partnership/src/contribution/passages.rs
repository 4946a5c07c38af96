//! What a report may quote of contributions.

use platform::Passage;

pub(super) const PASSAGES: &[Passage] = &[Passage {
    id: "contribution.signed",
    quotes: "Each partner's own contribution to the year, as it was signed off: what it did, what difference that made, and its evidence",
    href: "/contributions/",
    sql: "select id, known_from as entry, agency_name as heading,
                 did || case when difference <> '' then '

' || difference else '' end || case when evidence <> '' then '

Evidence: ' || evidence else '' end as words,
                 'Signed off by ' || coalesce(signed_by, '') as source
            from contribution
           where chain = $1 and status = 'signed' and known_from <= $2 and (known_to is null or known_to > $2)
             and cast(year as text) || '-04-01' between $3 and $4
           order by agency_name, id",
}];
