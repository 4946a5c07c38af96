//! The read side: meetings, their seats, agenda, papers, decisions and challenges.

use jiff::civil::Time;
use kernel::{Date, Timestamp};
use ledger::{Question, Read, Row, Rows, Table, args, boolean, cols, int, text, text_null};
use platform::{Listing, RecordRows, Recorded};

use super::{Called, Came, Command, Fact, SeatThen, decide::Reads, fact};
use crate::{
    group::{must_text, quorum_of},
    organisation::{AgencyType, Phase},
};

/// `status` is convened, held, approved or cancelled; `quorate` is yes or no, and empty while nobody is marked. `starts` is HH:MM in England.
/// `changed_at` and `sequence` are for calendars: when the call was last changed, and how often.
pub(super) const MEETING: Table = Table {
    name: "meeting",
    version: 1,
    versioned: true,
    columns: &[
        text("group_id"),
        text("group_name"),
        text("title"),
        text("held_on"),
        text("starts"),
        int("minutes"),
        text("place"),
        text("link"),
        text("status"),
        int("quorum_seats"),
        text("quorum_must"),
        text("quorate"),
        text("reckoned"),
        text_null("notes"),
        text_null("approved_on"),
        text_null("why"),
        int("changed_at"),
        int("sequence"),
    ],
    indexes: &[&["group_id", "held_on"], &["status", "held_on"]],
};

/// `came` is empty until the seat is marked; `phase` is empty outside education.
pub(super) const SEAT: Table = Table {
    name: "meeting_seat",
    version: 1,
    versioned: true,
    columns: &[
        text("meeting"),
        text("seat"),
        text("agency"),
        text("agency_type"),
        text("title"),
        text("phase"),
        boolean("counts"),
        text("came"),
        text("deputy"),
    ],
    indexes: &[&["meeting"], &["agency"]],
};

/// `rank` puts items in the order they were added.
pub(super) const ITEM: Table = Table {
    name: "meeting_item",
    version: 1,
    versioned: false,
    columns: &[text("meeting"), text("item"), text("title"), text("lead_name"), int("minutes"), int("rank")],
    indexes: &[&["meeting", "rank"]],
};

/// `item` is empty for a paper of the meeting as a whole; `size` is in bytes.
pub(super) const PAPER: Table = Table {
    name: "meeting_paper",
    version: 1,
    versioned: false,
    columns: &[
        text("meeting"),
        text("paper"),
        text("item"),
        text("title"),
        text("file_name"),
        text("media_type"),
        int("size"),
        text("hash"),
        int("rank"),
    ],
    indexes: &[&["meeting", "rank"]],
};

/// `item` is empty for a decision outside the agenda.
pub(super) const DECISION: Table = Table {
    name: "meeting_decision",
    version: 1,
    versioned: true,
    columns: &[text("meeting"), text("item"), text("what"), text("owner"), text_null("due_on"), boolean("quorate"), int("rank")],
    indexes: &[&["meeting", "rank"], &["owner"]],
};

/// `status` is open or answered.
pub(super) const CHALLENGE: Table = Table {
    name: "meeting_challenge",
    version: 1,
    versioned: true,
    columns: &[
        text("meeting"),
        text("challenge"),
        text("by_agency"),
        text("to_agency"),
        text("issue"),
        text("raised_on"),
        text("status"),
        text_null("answered_on"),
        text_null("response"),
        text_null("impact"),
        int("rank"),
    ],
    indexes: &[&["meeting", "rank"], &["raised_on"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let (stream, on, rank) = (entry.stream(), entry.recorded_on(), entry.entry.number);
    let part = |id: &str| format!("{stream}|{id}");
    match &entry.fact {
        Fact::Convened { group, group_name, called, quorum, seats } => {
            let call = cols![
                "group_id" => group, "group_name" => group_name, "status" => "convened", "quorum_seats" => quorum.seats,
                "quorum_must" => must_text(quorum), "quorate" => "", "reckoned" => "", "sequence" => 0_i64,
            ];
            rows.insert(MEETING.name, stream, [call, called_columns(entry, called)].concat());
            rows.list(
                stream,
                Listing {
                    kind: "meeting",
                    title: called.title.clone(),
                    facet: fact::facet(),
                    ask: String::new(),
                    opened_on: on,
                    words: group_name.clone(),
                },
            );
            for seat in seats {
                rows.insert(SEAT.name, part(&seat.seat), seat_columns(stream, seat));
                rows.involve(stream, &seat.agency);
            }
        }
        Fact::Amended { called, sequence } => {
            rows.patch(MEETING.name, stream, [called_columns(entry, called), cols!["sequence" => *sequence]].concat());
            rows.retitle(stream, &called.title, "");
        }
        Fact::ItemAdded { item } => rows.insert(
            ITEM.name,
            part(&item.id),
            cols![
                "meeting" => stream, "item" => &item.id, "title" => &item.title, "lead_name" => &item.lead, "minutes" => item.minutes,
                "rank" => rank,
            ],
        ),
        Fact::ItemRemoved { item } => rows.close(ITEM.name, part(item)),
        Fact::PaperAttached { paper } => rows.insert(
            PAPER.name,
            part(&paper.id),
            cols![
                "meeting" => stream, "paper" => &paper.id, "item" => paper.item.clone().unwrap_or_default(), "title" => &paper.title,
                "file_name" => &paper.file_name, "media_type" => &paper.media_type, "size" => paper.size, "hash" => &paper.hash, "rank" => rank,
            ],
        ),
        Fact::PaperWithdrawn { paper } => rows.close(PAPER.name, part(paper)),
        Fact::AttendanceRecorded { marks, quorate, reckoned } => {
            for mark in marks {
                rows.patch(SEAT.name, part(&mark.seat), cols!["came" => mark.came.as_str(), "deputy" => &mark.deputy]);
            }
            rows.patch(MEETING.name, stream, cols!["quorate" => if *quorate { "yes" } else { "no" }, "reckoned" => reckoned]);
        }
        Fact::Decided { decision, quorate } => rows.insert(
            DECISION.name,
            part(&decision.id),
            cols![
                "meeting" => stream, "item" => decision.item.clone().unwrap_or_default(), "what" => &decision.what, "owner" => &decision.owner,
                "due_on" => decision.due_on, "quorate" => *quorate, "rank" => rank,
            ],
        ),
        Fact::Challenged { challenge } => {
            rows.insert(
                CHALLENGE.name,
                part(&challenge.id),
                cols![
                    "meeting" => stream, "challenge" => &challenge.id, "by_agency" => &challenge.by, "to_agency" => &challenge.to,
                    "issue" => &challenge.issue, "raised_on" => on, "status" => "open", "rank" => rank,
                ],
            );
            rows.involve(stream, &challenge.by);
            rows.involve(stream, &challenge.to);
        }
        Fact::ChallengeAnswered { challenge, response, impact, .. } => rows.patch(
            CHALLENGE.name,
            part(challenge),
            cols!["status" => "answered", "answered_on" => on, "response" => response, "impact" => impact],
        ),
        Fact::Held { minutes } => rows.patch(MEETING.name, stream, cols!["status" => "held", "notes" => minutes]),
        Fact::MinutesApproved { on } => rows.patch(MEETING.name, stream, cols!["status" => "approved", "approved_on" => *on]),
        Fact::Cancelled { why, sequence } => rows.patch(
            MEETING.name,
            stream,
            cols!["status" => "cancelled", "why" => why, "sequence" => *sequence, "changed_at" => entry.entry.recorded_at],
        ),
    }
}

fn called_columns(entry: &Recorded<Fact>, called: &Called) -> Vec<(&'static str, ledger::Value)> {
    cols![
        "title" => &called.title, "held_on" => called.on, "starts" => called.starts.strftime("%H:%M").to_string(), "minutes" => called.minutes,
        "place" => &called.place, "link" => &called.link, "changed_at" => entry.entry.recorded_at,
    ]
}

fn seat_columns(stream: &str, seat: &SeatThen) -> Vec<(&'static str, ledger::Value)> {
    cols![
        "meeting" => stream, "seat" => &seat.seat, "agency" => &seat.agency, "agency_type" => seat.agency_type.map_or("", AgencyType::as_str),
        "title" => &seat.title, "phase" => seat.phase.map_or("", Phase::as_str), "counts" => seat.counts, "came" => "", "deputy" => "",
    ]
}

/// Always three questions, in this order: the group, its seats on the day, and how many of the agencies named there are.
pub(super) fn questions(chain: &str, command: &Command) -> Vec<Question> {
    let (mut group, mut on, mut agencies) = (String::new(), String::new(), [String::new(), String::new()]);
    match command {
        Command::Convene { group: of, called } => {
            group.clone_from(of);
            on = called.on.to_string();
        }
        Command::Decide { decision } => agencies = [decision.owner.clone(), String::new()],
        Command::Challenge { challenge } => agencies = [challenge.by.clone(), challenge.to.clone()],
        _ => return Vec::new(),
    }
    let [one, other] = agencies;
    vec![
        Question {
            sql: "select name, quorum_seats, quorum_must from partnership_group
                   where chain = $1 and known_to is null and status = 'active' and id = $2"
                .into(),
            args: args![chain, &group],
        },
        Question {
            sql: "select s.seat, s.agency, s.title, s.phase, s.counts, coalesce(o.agency_type, '') as agency_type from group_seat s
                    left join organisation o on o.chain = 'commons' and o.id = s.agency and o.known_to is null
                   where s.chain = $1 and s.known_to is null and s.group_id = $2 and s.began_on <= $3
                     and (s.ended_on is null or s.ended_on > $3) order by s.id"
                .into(),
            args: args![chain, group, on],
        },
        Question {
            sql: "select count(*) as found from organisation where chain = 'commons' and known_to is null and status = 'open'
                     and id in ($1, $2)"
                .into(),
            args: args![one, other],
        },
    ]
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let answer = |at: usize| answers.get(at).map_or(&[][..], Vec::as_slice);
    let group = answer(0).first().map(|row| Ok::<_, ledger::LedgerError>((row.text("name")?, quorum_of(row)?))).transpose()?;
    let seats = answer(1)
        .iter()
        .map(|row| {
            Ok(SeatThen {
                seat: row.text("seat")?,
                agency: row.text("agency")?,
                agency_type: AgencyType::from_word(&row.text("agency_type")?),
                title: row.text("title")?,
                phase: Phase::from_word(&row.text("phase")?),
                counts: row.bool("counts")?,
            })
        })
        .collect::<ledger::Result<Vec<_>>>()?;
    Ok(Reads { group, seats, agencies_known: answer(2).first().map_or(Ok(0), |row| row.int("found"))? })
}

/// One meeting as its page, its pack and its calendar entry show it.
#[derive(Debug)]
pub(super) struct Shown {
    pub id: String,
    pub group: String,
    pub group_name: String,
    pub title: String,
    pub on: Date,
    pub starts: Time,
    pub minutes: i64,
    pub place: String,
    pub link: String,
    pub status: String,
    pub quorum: String,
    pub quorate: String,
    pub reckoned: String,
    pub notes: Option<String>,
    pub approved_on: Option<Date>,
    pub why: Option<String>,
    pub changed_at: Timestamp,
    pub sequence: i64,
}

const SHOWN: &str =
    "select m.id, m.group_id, m.group_name, m.title, m.held_on, m.starts, m.minutes, m.place, m.link, m.status, m.quorum_seats,
       m.quorum_must, m.quorate, m.reckoned, m.notes, m.approved_on, m.why, m.changed_at, m.sequence
  from meeting m where m.chain = $1 and m.known_to is null and m.id = $2";
const OF_GROUP: &str =
    "select m.id, m.group_id, m.group_name, m.title, m.held_on, m.starts, m.minutes, m.place, m.link, m.status, m.quorum_seats,
       m.quorum_must, m.quorate, m.reckoned, m.notes, m.approved_on, m.why, m.changed_at, m.sequence
  from meeting m where m.chain = $1 and m.known_to is null and m.group_id = $2 order by m.held_on desc, m.starts desc, m.id";

fn shown(row: &Row) -> ledger::Result<Shown> {
    let starts = row.text("starts")?;
    Ok(Shown {
        id: row.text("id")?,
        group: row.text("group_id")?,
        group_name: row.text("group_name")?,
        title: row.text("title")?,
        on: row.date("held_on")?,
        starts: Time::strptime("%H:%M", &starts).map_err(|_| ledger::LedgerError::Broken(format!("`{starts}` is not a time of day")))?,
        minutes: row.int("minutes")?,
        place: row.text("place")?,
        link: row.text("link")?,
        status: row.text("status")?,
        quorum: quorum_of(row)?.map(|quorum| quorum.words()).unwrap_or_default(),
        quorate: row.text("quorate")?,
        reckoned: row.text("reckoned")?,
        notes: row.opt_text("notes")?,
        approved_on: row.opt_date("approved_on")?,
        why: row.opt_text("why")?,
        changed_at: row.instant("changed_at")?,
        sequence: row.int("sequence")?,
    })
}

pub(super) async fn one(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Option<Shown>> {
    tx.row(SHOWN, args![chain, id]).await?.as_ref().map(shown).transpose()
}

/// Every meeting of a group, the newest first.
pub(super) async fn of_group(tx: &mut Read, chain: &str, group: &str) -> ledger::Result<Vec<Shown>> {
    tx.rows(OF_GROUP, args![chain, group]).await?.iter().map(shown).collect()
}

pub(super) struct SeatRow {
    pub seat: String,
    pub agency: String,
    pub agency_name: String,
    pub title: String,
    pub phase: String,
    pub counts: bool,
    pub came: Option<Came>,
    pub deputy: String,
}

pub(super) async fn seats(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<SeatRow>> {
    let rows = tx
        .rows(
            "select s.seat, s.agency, s.title, s.phase, s.counts, s.came, s.deputy, coalesce(o.name, s.agency) as agency_name
               from meeting_seat s left join organisation o on o.chain = 'commons' and o.id = s.agency and o.known_to is null
              where s.chain = $1 and s.meeting = $2 and s.known_to is null order by agency_name, s.title, s.id",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SeatRow {
                seat: row.text("seat")?,
                agency: row.text("agency")?,
                agency_name: row.text("agency_name")?,
                title: row.text("title")?,
                phase: row.text("phase")?,
                counts: row.bool("counts")?,
                came: Came::from_word(&row.text("came")?),
                deputy: row.text("deputy")?,
            })
        })
        .collect()
}

pub(super) struct ItemRow {
    pub item: String,
    pub title: String,
    pub lead: String,
    pub minutes: i64,
}

pub(super) async fn items(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<ItemRow>> {
    let sql = "select item, title, lead_name, minutes from meeting_item where chain = $1 and meeting = $2 order by rank, id";
    let rows = tx.rows(sql, args![chain, id]).await?;
    rows.iter()
        .map(|row| {
            Ok(ItemRow { item: row.text("item")?, title: row.text("title")?, lead: row.text("lead_name")?, minutes: row.int("minutes")? })
        })
        .collect()
}

pub(super) struct PaperRow {
    pub paper: String,
    pub item: String,
    pub title: String,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub hash: String,
}

pub(super) async fn papers(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<PaperRow>> {
    let sql = "select paper, item, title, file_name, media_type, size, hash from meeting_paper
                where chain = $1 and meeting = $2 order by rank, id";
    let rows = tx.rows(sql, args![chain, id]).await?;
    rows.iter()
        .map(|row| {
            Ok(PaperRow {
                paper: row.text("paper")?,
                item: row.text("item")?,
                title: row.text("title")?,
                file_name: row.text("file_name")?,
                media_type: row.text("media_type")?,
                size: row.int("size")?,
                hash: row.text("hash")?,
            })
        })
        .collect()
}

pub(super) struct DecisionRow {
    pub what: String,
    pub owner: String,
    pub due_on: Option<Date>,
    pub quorate: bool,
}

pub(super) async fn decisions(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<DecisionRow>> {
    let rows = tx
        .rows(
            "select d.what, d.due_on, d.quorate, coalesce(o.name, d.owner) as owner from meeting_decision d
               left join organisation o on o.chain = 'commons' and o.id = d.owner and o.known_to is null
              where d.chain = $1 and d.meeting = $2 and d.known_to is null order by d.rank, d.id",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(DecisionRow {
                what: row.text("what")?,
                owner: row.text("owner")?,
                due_on: row.opt_date("due_on")?,
                quorate: row.bool("quorate")?,
            })
        })
        .collect()
}

pub(super) struct ChallengeRow {
    pub challenge: String,
    pub by: String,
    /// The challenged organisation's id, and its name.
    pub to: String,
    pub to_name: String,
    pub issue: String,
    pub raised_on: Date,
    pub status: String,
    pub response: Option<String>,
    pub impact: Option<String>,
}

const CHALLENGES: &str =
    "select c.challenge, c.to_agency, c.issue, c.raised_on, c.status, c.response, c.impact, coalesce(b.name, c.by_agency) as by_name,
            coalesce(t.name, c.to_agency) as to_name
       from meeting_challenge c
       left join organisation b on b.chain = 'commons' and b.id = c.by_agency and b.known_to is null
       left join organisation t on t.chain = 'commons' and t.id = c.to_agency and t.known_to is null
      where c.chain = $1 and c.meeting = $2 and c.known_to is null order by c.rank, c.id";
/// Challenges of any meeting of the group that wait for an answer.
const OPEN_CHALLENGES: &str =
    "select c.challenge, c.to_agency, c.issue, c.raised_on, c.status, c.response, c.impact, coalesce(b.name, c.by_agency) as by_name,
            coalesce(t.name, c.to_agency) as to_name
       from meeting_challenge c
       join meeting m on m.chain = c.chain and m.id = c.meeting and m.known_to is null
       left join organisation b on b.chain = 'commons' and b.id = c.by_agency and b.known_to is null
       left join organisation t on t.chain = 'commons' and t.id = c.to_agency and t.known_to is null
      where c.chain = $1 and m.group_id = $2 and c.known_to is null and c.status = 'open' order by c.rank, c.id";

fn challenge(row: &Row) -> ledger::Result<ChallengeRow> {
    Ok(ChallengeRow {
        challenge: row.text("challenge")?,
        by: row.text("by_name")?,
        to: row.text("to_agency")?,
        to_name: row.text("to_name")?,
        issue: row.text("issue")?,
        raised_on: row.date("raised_on")?,
        status: row.text("status")?,
        response: row.opt_text("response")?,
        impact: row.opt_text("impact")?,
    })
}

pub(super) async fn challenges(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<ChallengeRow>> {
    tx.rows(CHALLENGES, args![chain, id]).await?.iter().map(challenge).collect()
}

pub(super) async fn open_challenges(tx: &mut Read, chain: &str, group: &str) -> ledger::Result<Vec<ChallengeRow>> {
    tx.rows(OPEN_CHALLENGES, args![chain, group]).await?.iter().map(challenge).collect()
}

/// The last meeting of the group before this one that was held.
pub(super) async fn previous(tx: &mut Read, chain: &str, group: &str, before: Date) -> ledger::Result<Option<Shown>> {
    let meetings = of_group(tx, chain, group).await?;
    Ok(meetings.into_iter().find(|meeting| meeting.on < before && matches!(meeting.status.as_str(), "held" | "approved")))
}

/// How often an agency's seats in a group were represented.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attended {
    pub agency: String,
    pub represented: i64,
    pub expected: i64,
}

impl Attended {
    /// Rulebook 1.7: an agency represented at fewer than three in four of its seats is flagged.
    pub(super) fn is_low(&self) -> bool {
        self.expected > 0 && self.represented * 4 < self.expected * 3
    }
}

/// By agency, over the group's meetings held in these days, both included.
pub(super) async fn attended(tx: &mut Read, chain: &str, group: &str, from: Date, to: Date) -> ledger::Result<Vec<Attended>> {
    let rows = tx
        .rows(
            "select coalesce(max(o.name), s.agency) as agency, count(*) as expected,
                    sum(case when s.came in ('present', 'deputy') then 1 else 0 end) as represented
               from meeting_seat s
               join meeting m on m.chain = s.chain and m.id = s.meeting and m.known_to is null
               left join organisation o on o.chain = 'commons' and o.id = s.agency and o.known_to is null
              where s.chain = $1 and m.group_id = $2 and s.known_to is null and m.status in ('held', 'approved')
                and m.held_on between $3 and $4
              group by s.agency order by 1",
            args![chain, group, from, to],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(Attended { agency: row.text("agency")?, represented: row.int("represented")?, expected: row.int("expected")? }))
        .collect()
}

/// The agency that raised a challenge.
pub(super) async fn challenger(system: &platform::System, meeting: &str, challenge: &str) -> ledger::Result<Option<String>> {
    let sql = "select by_agency from meeting_challenge where chain = $1 and id = $2 and known_to is null";
    let rows = system.rows(sql, args![&system.chain, format!("{meeting}|{challenge}")]).await?;
    rows.first().map(|row| row.text("by_agency")).transpose()
}

/// The ids of a group's meetings that the asker may see.
pub(super) async fn visible(looking: &mut platform::Looking, group: &str) -> ledger::Result<Vec<String>> {
    let mut values = args![&looking.chain, group];
    let permitted = looking.permitted.condition(&mut values);
    let sql = format!(
        "select r.id from record r join meeting m on m.chain = r.chain and m.id = r.id and m.known_to is null
          where r.chain = $1 and m.group_id = $2 and {permitted}"
    );
    looking.tx.rows(sql, values).await?.iter().map(|row| row.text("id")).collect()
}
