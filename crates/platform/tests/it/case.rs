//! A record made for tests: it can have any compartment, restriction and part-takers, so that every class of access can be tried. It goes
//! by the name of a kind that the agreement knows.

use agreement::{Compartment, Restriction};
use kernel::{Date, Moment, SubjectRef};
use ledger::{Rows, Table, cols, text};
use platform::{
    Action, Facet, Figure, Home, ListColumn, ListSpec, Listing, Measure, Polarity, Record, RecordRows as _, Recorded, Show, Slice,
    Suppress, System,
};
use serde::{Deserialize, Serialize};

pub(crate) const VIEW: Action = Action("escalation.view");

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub(crate) enum Fact {
    Opened(Opened),
    /// A late correction of when it was, or whether it counts.
    Corrected {
        on: Date,
        part: String,
    },
    Withdrawn,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Opened {
    pub title: String,
    pub compartment: Compartment,
    pub restriction: Restriction,
    /// Agencies and people who take part, and people who must not see it.
    pub agencies: Vec<String>,
    pub people: Vec<String>,
    pub conflicted: Vec<String>,
    pub on: Date,
    pub part: String,
    /// Whom or what it is about, as `kind:id`.
    #[serde(default)]
    pub about: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Case;

#[derive(Debug, thiserror::Error)]
#[error("never")]
pub(crate) struct Never;

impl Record for Case {
    const KIND: &'static str = "escalation";
    const VIEW: Action = VIEW;
    type Fact = Fact;
    type Command = Fact;
    type Refusal = Never;
    type Reads = ();

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Opened(_) => "escalation.opened",
            Fact::Corrected { .. } => "escalation.corrected",
            Fact::Withdrawn => "escalation.withdrawn",
        }
    }
    fn apply(&mut self, _: &Fact) {}
    fn decide(&self, command: Fact, _: &Moment, (): &()) -> Result<Vec<Fact>, Never> {
        Ok(vec![command])
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        let stream = entry.stream();
        match &entry.fact {
            Fact::Opened(opened) => {
                let facet = Facet { compartment: opened.compartment, restriction: opened.restriction };
                rows.insert("sample", stream, cols!["title" => &opened.title, "happened_on" => opened.on, "part" => &opened.part]);
                rows.list(
                    stream,
                    Listing {
                        kind: "escalation",
                        title: opened.title.clone(),
                        facet,
                        ask: "the business manager".into(),
                        opened_on: opened.on,
                        words: opened.part.clone(),
                    },
                );
                opened.agencies.iter().for_each(|agency| rows.involve(stream, agency));
                opened.people.iter().filter(|one| !opened.conflicted.contains(one)).for_each(|person| rows.involve_person(stream, person));
                opened.conflicted.iter().for_each(|person| rows.conflict(stream, person));
            }
            Fact::Corrected { on, part } => rows.patch("sample", stream, cols!["happened_on" => *on, "part" => part]),
            Fact::Withdrawn => rows.close("sample", stream),
        }
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        let Fact::Opened(opened) = fact else { return Vec::new() };
        opened.about.iter().filter_map(|about| about.split_once(':')).map(|(kind, id)| SubjectRef::new(kind, id)).collect()
    }
    fn facet(command: &Fact) -> Facet {
        match command {
            Fact::Opened(opened) => Facet { compartment: opened.compartment, restriction: opened.restriction },
            _ => Facet::open(Compartment::Action),
        }
    }
}

const SAMPLE: Table =
    Table { name: "sample", version: 1, versioned: true, columns: &[text("title"), text("happened_on"), text("part")], indexes: &[] };

pub(crate) static LIST: ListSpec = ListSpec {
    path: "/cases",
    title: "Cases",
    intro: "",
    kind: "escalation",
    action: VIEW,
    home: Home::Partnership,
    from: "sample s",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "title", title: "Title", sql: "s.title", show: Show::Text },
        ListColumn { key: "happened", title: "Happened", sql: "s.happened_on", show: Show::Date },
    ],
    filters: &[],
    sort: "title",
    empty: "None.",
    start: None,
};

/// A count by part, and a share, of what happened in a period as it was known.
pub(crate) const FIGURES: &[Figure] = &[
    Figure {
        id: "escalation.sampled",
        version: 1,
        title: "Cases",
        counts: "Cases in the period, by part",
        does_not_mean: "Anything",
        unit: "cases",
        by: Some("part"),
        polarity: Polarity::Context,
        measure: Measure::Count,
        suppress: Suppress::SmallCounts,
        arguments: &[],
        sql: "select s.id, s.known_from as entry, s.part, 1 as n, 0 as value, '' as shown from sample s
               where s.chain = $1 and s.known_from <= $2 and (s.known_to is null or s.known_to > $2) and s.happened_on between $3 and $4",
    },
    Figure {
        id: "escalation.sampled-share",
        version: 1,
        title: "Share of part a",
        counts: "Of the cases in the period, those of part a",
        does_not_mean: "Anything",
        unit: "cases",
        by: None,
        polarity: Polarity::Context,
        measure: Measure::Share,
        suppress: Suppress::SmallCounts,
        arguments: &[],
        sql: "select s.id, s.known_from as entry, '' as part, case when s.part = 'a' then 1 else 0 end as n, 0 as value, '' as shown
                from sample s
               where s.chain = $1 and s.known_from <= $2 and (s.known_to is null or s.known_to > $2) and s.happened_on between $3 and $4",
    },
];

pub(crate) fn slices() -> Vec<Slice> {
    vec![Slice::new("sample").record::<Case>(&[SAMPLE], "/records/").list(&LIST).figures(FIGURES.iter().copied())]
}

/// A case of the front door, open to those involved.
pub(crate) fn opened(title: &str) -> Opened {
    Opened {
        title: title.into(),
        compartment: Compartment::FrontDoorCase,
        restriction: Restriction::None,
        agencies: vec!["org-b".into()],
        people: vec![],
        conflicted: vec![],
        on: "2026-03-01".parse().unwrap(),
        part: "a".into(),
        about: vec![],
    }
}

/// Writes the fact, as the product itself would.
pub(crate) async fn write(system: &System, stream: &str, fact: Fact, occasion: &str) {
    system.act::<Case>(stream, fact, occasion).await.unwrap();
}
