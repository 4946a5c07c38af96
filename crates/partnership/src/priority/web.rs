//! Pages that show: the list, where there was little or no progress, and a priority with its years. The forms are in [`super::forms`] and
//! [`super::judging`].

use axum::{Router, extract::Path, routing::get};
use govuk::{ButtonLink, InsetText, SummaryList, Tag, TagColour};
use kernel::period::FinancialYear;
use maud::{Markup, Render, html};
use platform::{Cx, Home, ListColumn, ListFilter, ListSpec, Page, Problem, Reading, Reply, Show, Site, date_words};

use super::{CLOSE, EVIDENCE, Kind, Level, Outcome, PROGRESS, Priority, SET, Source, Stage, TRACK, VIEW, rows};
use crate::group::shown_word;

const LEVEL_TAGS: &[(&str, &str, TagColour)] = &[
    ("none", "No progress", TagColour::Red),
    ("little", "Little progress", TagColour::Orange),
    ("some", "Some progress", TagColour::Yellow),
    ("good", "Good progress", TagColour::Teal),
    ("achieved", "Achieved", TagColour::Green),
];

pub(super) static LIST: ListSpec = ListSpec {
    path: "/priorities",
    title: "Priorities",
    intro: "What the partnership set out to do, the challenges it comes back to year after year, and the work that others lead and it tracks.",
    kind: "priority",
    action: VIEW,
    home: Home::Partnership,
    from: "priority p",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "what", title: "Title", sql: "p.title", show: Show::Link },
        ListColumn { key: "kind_of", title: "Kind", sql: "p.kind", show: Show::Words(Kind::ALL) },
        ListColumn { key: "lead_by", title: "Lead", sql: "p.lead_name", show: Show::Text },
        ListColumn {
            key: "since",
            title: "Since",
            sql: "cast(p.first_year as text) || '-' || substr(cast(p.first_year + 1 as text), 3, 2)",
            show: Show::Text,
        },
        ListColumn { key: "progress", title: "Progress, as last judged", sql: LAST_LEVEL, show: Show::Tag(LEVEL_TAGS) },
        ListColumn { key: "state", title: "Where tracked work stands", sql: "p.stage", show: Show::Words(Stage::ALL) },
        ListColumn {
            key: "status",
            title: "Status",
            sql: "p.status",
            show: Show::Tag(&[("open", "Open", TagColour::Blue), ("concluded", "Concluded", TagColour::Grey)]),
        },
    ],
    filters: &[
        ListFilter { key: "of", title: "Kind", sql: "p.kind", options: Kind::ALL },
        ListFilter { key: "judged", title: "Progress, as last judged", sql: LAST_LEVEL, options: Level::ALL },
        ListFilter { key: "is", title: "Status", sql: "p.status", options: &[("open", "Open"), ("concluded", "Concluded")] },
    ],
    sort: "what",
    empty: "Nothing has been set yet. Set the first priority: what is to be done, who leads, and how you will know that it worked.",
    start: Some((SET, "/priorities/new", "Set a priority")),
};

const LAST_LEVEL: &str =
    "(select y.level from priority_year y where y.chain = p.chain and y.priority = p.id and y.known_to is null and y.level <> ''
      order by y.year desc limit 1)";

/// The statutory report must say this; here it is said before the report is written.
pub(super) static LITTLE_OR_NO_PROGRESS: ListSpec = ListSpec {
    path: "/priorities/little-or-no-progress",
    title: "Where there was little or no progress",
    intro: "Priorities and perennial challenges whose progress was judged little or none, year by year, with why and what happens next. The yearly \
            report has to say this.",
    kind: "priority",
    action: VIEW,
    home: Home::Partnership,
    from: "priority p join priority_year y on y.chain = p.chain and y.priority = p.id and y.known_to is null",
    only: "y.level in ('none', 'little')",
    columns: &[
        ListColumn { key: "what", title: "Title", sql: "p.title", show: Show::Link },
        ListColumn {
            key: "stood",
            title: "Year",
            sql: "cast(y.year as text) || '-' || substr(cast(y.year + 1 as text), 3, 2)",
            show: Show::Text,
        },
        ListColumn { key: "progress", title: "Progress", sql: "y.level", show: Show::Tag(LEVEL_TAGS) },
        ListColumn { key: "because", title: "Why", sql: "y.why", show: Show::Text },
        ListColumn { key: "next_step", title: "What happens next", sql: "y.plans", show: Show::Text },
        ListColumn { key: "lead_by", title: "Lead", sql: "p.lead_name", show: Show::Text },
    ],
    filters: &[
        ListFilter { key: "judged", title: "Progress", sql: "y.level", options: &[("none", "No progress"), ("little", "Little progress")] },
        ListFilter {
            key: "in",
            title: "Year",
            sql: "cast(y.year as text)",
            options: &[
                ("2023", "2023-24"),
                ("2024", "2024-25"),
                ("2025", "2025-26"),
                ("2026", "2026-27"),
                ("2027", "2027-28"),
                ("2028", "2028-29"),
                ("2029", "2029-30"),
                ("2030", "2030-31"),
            ],
        },
    ],
    sort: "-stood",
    empty: "No progress has been judged little or none.",
    start: None,
};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/priorities/{id}", get(show))
}

/// Everything a priority's page draws.
struct Whole {
    it: rows::Shown,
    kind: Kind,
    years: Vec<rows::YearRow>,
    evidence: Vec<rows::EvidenceRow>,
    tracked: Vec<rows::TrackedRow>,
}

impl Whole {
    fn open(&self) -> bool {
        self.it.status == "open"
    }
    fn stands_in(&self, year: FinancialYear) -> bool {
        self.years.iter().any(|row| row.year == year)
    }
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Priority>(VIEW, &id).await?;
    let (tx, chain) = (&mut reading.tx, reading.chain.as_str());
    let it = rows::one(tx, chain, &id).await?.ok_or(Problem::NotFound)?;
    let whole = Whole {
        kind: Kind::from_word(&it.kind).unwrap_or(Kind::Priority),
        years: rows::years(tx, chain, &id).await?,
        evidence: rows::evidence(tx, chain, &id).await?,
        tracked: rows::tracked(tx, chain, &id).await?,
        it,
    };
    let outside: Vec<&rows::EvidenceRow> =
        whole.evidence.iter().filter(|piece| !whole.stands_in(FinancialYear::from_date(piece.on))).collect();
    let body = html! {
        (summary(&whole))
        @if whole.open() { (deeds(&cx, &reading, &id, &whole)) }
        @if whole.kind == Kind::TrackedWork { (heard(&whole.tracked)) }
        @for year in &whole.years { (year_shown(&cx, &reading, &id, &whole, year)) }
        @if !outside.is_empty() {
            h2 class="govuk-heading-m" { "Evidence of other years" }
            (evidence_shown(&cx, &reading, &id, &whole, &outside))
        }
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(whole.it.title.clone()).caption(whole.kind.title()).back("/priorities").body(body))
}

pub(super) fn level_tag(level: Option<Level>) -> Markup {
    let found = level.and_then(|level| LEVEL_TAGS.iter().find(|(word, ..)| *word == level.as_str()));
    found.map_or_else(|| Tag::new("Not judged yet").colour(TagColour::Grey), |(_, text, colour)| Tag::new(*text).colour(*colour)).render()
}

fn summary(whole: &Whole) -> Markup {
    let it = &whole.it;
    let lead = match it.lead_kind.as_str() {
        "agency" => html! { a class="govuk-link" href={ "/organisations/" (it.lead) } { (it.lead_name) } },
        "group" => html! { a class="govuk-link" href={ "/groups/" (it.lead) } { (it.lead_name) } },
        _ => html! { (it.lead_name) ", outside the partnership" },
    };
    let years: Vec<String> = whole.years.iter().rev().map(|year| year.year.to_string()).collect();
    let mut list = SummaryList::new().add("What is to be done", html! { span class="app-words" { (it.what) } });
    if !it.measure.is_empty() {
        list = list.add("How we will know", html! { span class="app-words" { (it.measure) } });
    }
    list = list.add("Lead", lead).add("Stands in", years.join(", "));
    if whole.kind == Kind::TrackedWork {
        list = list.add("Where it stands", shown_word(Stage::ALL, &it.stage));
    } else if let Some(year) = whole.years.iter().find(|year| year.level.is_some()) {
        list = list.add("Progress", html! { (level_tag(year.level)) " in " (year.year) });
    }
    if let (Some(on), Some(outcome)) = (it.concluded_on, &it.outcome) {
        list = list.add("Concluded", format!("{}: {}", date_words(on), shown_word(Outcome::ALL, outcome).to_lowercase()));
    }
    if let Some(came_of_it) = &it.came_of_it {
        list = list.add("What came of it", html! { span class="app-words" { (came_of_it) } });
    }
    list.render()
}

/// What this person may do next.
fn deeds(cx: &Cx, reading: &Reading, id: &str, whole: &Whole) -> Markup {
    let to = |deed: &str| format!("/priorities/{id}/{deed}");
    html! {
        div class="govuk-button-group" {
            @if whole.kind != Kind::TrackedWork && cx.may_here(EVIDENCE, reading) { (ButtonLink::new("Add evidence", to("evidence"))) }
            @if whole.kind == Kind::TrackedWork && cx.may_here(TRACK, reading) { (ButtonLink::new("Say where it stands", to("track"))) }
            @if whole.kind == Kind::TrackedWork && cx.may_here(EVIDENCE, reading) { (ButtonLink::new("Add evidence", to("evidence")).secondary()) }
            @if whole.kind == Kind::PerennialChallenge && cx.may_here(PROGRESS, reading) {
                (ButtonLink::new("Revisit it", to("revisit")).secondary())
            }
            @if whole.kind != Kind::TrackedWork && cx.may_here(PROGRESS, reading) {
                (ButtonLink::new("Judge progress", to("progress")).secondary())
            }
            @if cx.may_here(SET, reading) { (ButtonLink::new("Carry it forward", to("carry")).secondary()) }
            @if cx.may_here(SET, reading) { a class="govuk-link" href=(to("restate")) { "Change its words or its lead" } }
            @if cx.may_here(CLOSE, reading) { a class="govuk-link" href=(to("conclude")) { "Conclude it" } }
        }
    }
}

fn heard(tracked: &[rows::TrackedRow]) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What we heard" }
        @if tracked.is_empty() { p class="govuk-body" { "Nothing has been heard of it yet." } }
        @else {
            ol class="govuk-list app-steps" {
                @for told in tracked {
                    li {
                        p class="govuk-body app-steps__head" {
                            strong { (shown_word(Stage::ALL, &told.stage)) } ", from " (told.told_by) ", " (date_words(told.on))
                        }
                        p class="govuk-body app-words" { (told.note) }
                    }
                }
            }
        }
    }
}

fn year_shown(cx: &Cx, reading: &Reading, id: &str, whole: &Whole, year: &rows::YearRow) -> Markup {
    let pieces: Vec<&rows::EvidenceRow> = whole.evidence.iter().filter(|piece| year.year.contains(piece.on)).collect();
    let mut list = SummaryList::new();
    if !year.carried.is_empty() {
        list = list.add("Why it was carried forward to this year", html! { span class="app-words" { (year.carried) } });
    }
    if whole.kind == Kind::PerennialChallenge {
        list = match year.revisited_on {
            Some(on) => list
                .add("Where it stands", html! { span class="app-words" { (year.found) } })
                .add("What was done", html! { span class="app-words" { (year.done) } })
                .add("Revisited", date_words(on)),
            None => list.add("Revisited", "Not yet"),
        };
    }
    if whole.kind != Kind::TrackedWork {
        list = list.add("Progress", level_tag(year.level));
        if let Some(on) = year.judged_on {
            list = list.add("Why", html! { span class="app-words" { (year.why) } });
            if !year.plans.is_empty() {
                list = list.add("What happens next", html! { span class="app-words" { (year.plans) } });
            }
            list = list.add("Judged", date_words(on));
        }
        list = list.add("How sure we can be", confidence(&pieces));
    }
    html! {
        h2 class="govuk-heading-m" { (year.year) }
        @if whole.kind != Kind::TrackedWork || !year.carried.is_empty() { (list) }
        @else if pieces.is_empty() { p class="govuk-body" { "No evidence was added for this year." } }
        @if year.level.is_some_and(Level::is_little_or_none) {
            (InsetText::new(html! {
                "The yearly report has to say that there was little or no progress here. "
                a class="govuk-link" href=(LITTLE_OR_NO_PROGRESS.path) { "See everywhere that this was so" }
            }))
        }
        @if !pieces.is_empty() { (evidence_shown(cx, reading, id, whole, &pieces)) }
    }
}

/// How sure a year's evidence lets us be: which of the four kinds there are, in words and not in points.
pub(super) fn confidence(pieces: &[&rows::EvidenceRow]) -> String {
    let (there, missing): (Vec<_>, Vec<_>) =
        Source::CONFIDENCE.iter().partition(|(source, _)| pieces.iter().any(|piece| piece.source == source.as_str()));
    let names = |list: &[&(Source, &'static str)], last_word: &str| {
        let words: Vec<&str> = list.iter().map(|(_, name)| *name).collect();
        match words.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [before @ .., last] => format!("{} {last_word} {last}", before.join(", ")),
        }
    };
    match (there.as_slice(), missing.as_slice()) {
        ([], _) => "There is no evidence of this year from data, audit, practitioners, or children or adults.".to_owned(),
        (there, []) => format!("There is evidence of all four kinds: {}.", names(there, "and")),
        (there, missing) => format!("There is evidence from {}. There is none from {}.", names(there, "and"), names(missing, "or")),
    }
}

fn evidence_shown(cx: &Cx, reading: &Reading, id: &str, whole: &Whole, pieces: &[&rows::EvidenceRow]) -> Markup {
    let withdraws = |piece: &rows::EvidenceRow| {
        whole.open() && (cx.may_here(SET, reading) || (cx.may_here(EVIDENCE, reading) && piece.agency == cx.agency()))
    };
    html! {
        ol class="govuk-list app-steps" {
            @for piece in pieces {
                li {
                    p class="govuk-body app-steps__head" {
                        strong { (shown_word(Source::ALL, &piece.source)) } ", brought by " (piece.agency_name) ", " (date_words(piece.on))
                    }
                    p class="govuk-body app-words" { (piece.what) }
                    p class="govuk-body" {
                        @if let Some(record) = &piece.record {
                            a class="govuk-link" href={ "/records/" (record) } {
                                "The record it rests on" span class="govuk-visually-hidden" { ": " (piece.what) }
                            } " "
                        }
                        @if let Some(figure) = &piece.figure {
                            @let year = FinancialYear::from_date(piece.on);
                            a class="govuk-link" href={ "/figures/" (figure) "?from=" (year.first_day()) "&to=" (year.last_day()) } {
                                "The figure it rests on: " (cx.site.figure(figure).map_or(figure.as_str(), |figure| figure.title))
                            } " "
                        }
                        @if withdraws(piece) {
                            a class="govuk-link" href={ "/priorities/" (id) "/evidence/" (piece.evidence) "/withdraw" } {
                                "Withdraw" span class="govuk-visually-hidden" { " this evidence: " (piece.what) }
                            }
                        }
                    }
                }
            }
        }
    }
}
