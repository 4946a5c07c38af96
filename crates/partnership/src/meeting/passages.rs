//! What a report may quote of meetings.

use platform::Passage;

pub(super) const PASSAGES: &[Passage] = &[
    Passage {
        id: "meeting.decisions",
        quotes: "Decisions of the year's meetings, by the meeting that took them",
        href: "/meetings/",
        sql: "select m.id, d.known_from as entry, m.title || ', ' || m.held_on as heading, d.what as words,
                     m.group_name || case when d.quorate = true then '' else ', without a quorum' end as source
                from meeting_decision d
                join meeting m on m.chain = d.chain and m.id = d.meeting and m.known_from <= $2 and (m.known_to is null or m.known_to > $2)
               where d.chain = $1 and d.known_from <= $2 and (d.known_to is null or d.known_to > $2) and m.held_on between $3 and $4
               order by m.held_on, d.rank, d.id",
    },
    Passage {
        id: "meeting.challenges-answered",
        quotes: "Challenges of one agency to another that were answered: the issue, the answer and what is different because of it",
        href: "/meetings/",
        sql: "select m.id, c.known_from as entry, m.title || ', ' || m.held_on as heading, c.issue || '

Answer: ' || coalesce(c.response, '') || '

What is different: ' || coalesce(c.impact, '') as words, m.group_name as source
                from meeting_challenge c
                join meeting m on m.chain = c.chain and m.id = c.meeting and m.known_from <= $2 and (m.known_to is null or m.known_to > $2)
               where c.chain = $1 and c.known_from <= $2 and (c.known_to is null or c.known_to > $2) and c.status = 'answered'
                 and c.raised_on between $3 and $4
               order by c.raised_on, c.id",
    },
];
