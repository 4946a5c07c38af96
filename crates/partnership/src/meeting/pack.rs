//! The pack of a meeting as one accessible PDF: when and where, the agenda, the papers there are, what was decided last time, which challenges
//! wait for an answer, and a sheet to mark who came.

use axum::{Router, extract::Path, http::header, response::IntoResponse, routing::get};
use platform::{Cx, DEMONSTRATION, Problem, Reply, Site, date_words};
use reports::{Block, Document, text};

use super::{
    Came, Meeting, VIEW, papers, rows,
    web::{length_words, time_words, when_words},
};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/meetings/{id}/pack.pdf", get(pack))
}

/// Everything the pack says.
pub(super) struct Pack {
    pub(super) partnership: String,
    pub(super) demonstration: bool,
    pub(super) meeting: rows::Shown,
    pub(super) items: Vec<rows::ItemRow>,
    pub(super) papers: Vec<rows::PaperRow>,
    pub(super) seats: Vec<rows::SeatRow>,
    pub(super) previous: Option<(rows::Shown, Vec<rows::DecisionRow>)>,
    pub(super) challenges: Vec<rows::ChallengeRow>,
}

async fn pack(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Meeting>(VIEW, &id).await?;
    let (tx, chain) = (&mut reading.tx, reading.chain.clone());
    let meeting = rows::one(tx, &chain, &id).await?.ok_or(Problem::NotFound)?;
    let previous = match rows::previous(tx, &chain, &meeting.group, meeting.on).await? {
        Some(previous) => {
            let decisions = rows::decisions(tx, &chain, &previous.id).await?;
            Some((previous, decisions))
        }
        None => None,
    };
    let pack = Pack {
        partnership: cx.who.appointment.partnership_name.clone(),
        demonstration: cx.site.config().demonstration,
        items: rows::items(tx, &chain, &id).await?,
        papers: rows::papers(tx, &chain, &id).await?,
        seats: rows::seats(tx, &chain, &id).await?,
        challenges: rows::open_challenges(tx, &chain, &meeting.group).await?,
        previous,
        meeting,
    };
    drop(reading);
    let name = format!("meeting-pack-{}.pdf", pack.meeting.on);
    let bytes = tokio::task::spawn_blocking(move || reports::pdf(&document(&pack))).await??;
    let disposition = format!("inline; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

pub(super) fn document(pack: &Pack) -> Document {
    let meeting = &pack.meeting;
    let mut blocks = vec![Block::heading(1, "The meeting"), particulars(meeting)];
    blocks.extend([Block::heading(1, "Agenda"), agenda(pack)]);
    blocks.extend([Block::heading(1, "Papers"), papers_list(pack)]);
    blocks.push(Block::heading(1, "Decided last time"));
    blocks.extend(last_time(pack));
    blocks.push(Block::heading(1, "Challenges that wait for an answer"));
    blocks.extend(challenges(pack));
    blocks.extend([Block::heading(1, "Attendance"), attendance(pack)]);
    Document {
        title: meeting.title.clone(),
        subtitle: Some(format!("{}, {}", meeting.group_name, pack.partnership)),
        ident: format!("meeting-{}", meeting.id),
        date: meeting.on.to_string(),
        running_header: format!("{}, {}", meeting.title, date_words(meeting.on)),
        banner: pack.demonstration.then(|| DEMONSTRATION.to_owned()),
        marking: Some("OFFICIAL".to_owned()),
        cover: false,
        contents: false,
        blocks,
        ..Document::default()
    }
}

fn particulars(meeting: &rows::Shown) -> Block {
    let mut rows = vec![
        ("Group".to_owned(), text(&meeting.group_name)),
        ("When".to_owned(), text(format!("{}, for {}", when_words(meeting), length_words(meeting.minutes)))),
    ];
    if !meeting.place.is_empty() {
        rows.push(("Where".to_owned(), text(&meeting.place)));
    }
    if !meeting.link.is_empty() {
        rows.push(("To join online".to_owned(), text(&meeting.link)));
    }
    rows.push(("Quorum".to_owned(), text(&meeting.quorum)));
    if meeting.status == "cancelled" {
        rows.push(("Cancelled".to_owned(), text(meeting.why.clone().unwrap_or_default())));
    }
    Block::KeyValue { rows }
}

fn agenda(pack: &Pack) -> Block {
    let mut starts = pack.meeting.starts;
    let mut rows = Vec::new();
    for (number, item) in (1..).zip(&pack.items) {
        let time = if item.minutes > 0 { time_words(starts) } else { String::new() };
        starts = starts.wrapping_add(jiff::SignedDuration::from_mins(item.minutes));
        rows.push(vec![text(number.to_string()), text(&item.title), text(&item.lead), text(time), text(minutes(item.minutes))]);
    }
    Block::Table {
        caption: "Items in order".to_owned(),
        headers: ["No.", "Item", "Lead", "At", "Minutes"].map(str::to_owned).to_vec(),
        rows,
        numeric: vec![true, false, false, false, true],
    }
}

fn minutes(minutes: i64) -> String {
    if minutes > 0 { minutes.to_string() } else { String::new() }
}

fn papers_list(pack: &Pack) -> Block {
    let rows = pack.papers.iter().map(|paper| {
        let item = pack.items.iter().find(|item| item.item == paper.item).map_or("", |item| item.title.as_str());
        vec![text(&paper.title), text(item), text(format!("{}, {}", paper.file_name, papers::size_words(paper.size)))]
    });
    Block::Table {
        caption: "Papers, to be opened on the meeting's page".to_owned(),
        headers: ["Paper", "Item", "File"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        numeric: Vec::new(),
    }
}

fn last_time(pack: &Pack) -> Vec<Block> {
    let Some((previous, decisions)) = &pack.previous else {
        return vec![Block::para("This is the first meeting of the group that is recorded here.")];
    };
    let rows = decisions.iter().map(|decision| {
        let what = if decision.quorate { decision.what.clone() } else { format!("{} (decided without a quorum)", decision.what) };
        vec![text(what), text(&decision.owner), text(decision.due_on.map(date_words).unwrap_or_default())]
    });
    vec![
        Block::para(format!("The meeting before this one was on {}.", date_words(previous.on))),
        Block::Table {
            caption: format!("Decisions of {}", date_words(previous.on)),
            headers: ["Decision", "To be done by", "Due"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
            numeric: Vec::new(),
        },
    ]
}

fn challenges(pack: &Pack) -> Vec<Block> {
    if pack.challenges.is_empty() {
        return vec![Block::para("None.")];
    }
    let rows = pack.challenges.iter();
    let rows = rows.map(|row| vec![text(&row.issue), text(&row.by), text(&row.to_name), text(date_words(row.raised_on))]);
    vec![Block::Table {
        caption: "Challenges raised in meetings of this group".to_owned(),
        headers: ["Challenge", "By", "To", "Raised on"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        numeric: Vec::new(),
    }]
}

fn attendance(pack: &Pack) -> Block {
    let rows = pack.seats.iter().map(|seat| {
        let came = match seat.came {
            Some(Came::Deputy) => format!("Deputy: {}", seat.deputy),
            Some(came) => came.title().to_owned(),
            // Left empty to be filled in by hand.
            None => String::new(),
        };
        vec![text(&seat.agency_name), text(&seat.title), text(came)]
    });
    Block::Table {
        caption: "Seats, and who came".to_owned(),
        headers: ["Agency", "Post", "Came (present, deputy's name, apologies or absent)"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        numeric: Vec::new(),
    }
}
