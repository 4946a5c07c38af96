//! Random people, records and facts: a list is what Cedar decides row by row, and last year's figure stays what it was.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicUsize, Ordering},
};

use agreement::{Asker, Class, Compartment, Decision, Restriction, Role};
use axum::http::StatusCode;
use kernel::Date;
use platform::{
    Appointment, COMMONS, Change, Counted, Measured, Period, Scope, System, access, account,
    partnership::{self, Partnership},
    session,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{select, subsequence},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use testkit::{TestSite, on_both};
use tokio::runtime::Handle;

use crate::{
    browser::look,
    case::{Case, FIGURES, Fact, Opened, VIEW, slices},
};

const AGENCIES: [&str; 3] = ["org-a", "org-b", "org-c"];
const PEOPLE: [&str; 2] = ["asker", "another"];
const TREES: [&str; 3] = ["alder", "birch", "cedar"];

/// The same cases on every run, so that a failure can be looked at again; proptest makes the failing one small.
fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 60, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// A test case of proptest is no async function.
fn now<T>(work: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| Handle::current().block_on(work))
}

/// A partnership of its own for each case.
async fn partnership(site: &TestSite, at: usize) -> (String, System) {
    let slug = format!("case-{at}");
    let found = partnership::Command::Found { name: slug.clone(), slug: slug.clone(), areas: vec!["E09000099".into()] };
    System::routine(site.site.clone(), "test", COMMONS).act::<Partnership>(&slug, found, &slug).await.unwrap();
    site.settle().await;
    let system = System::routine(site.site.clone(), "test", &slug);
    (slug, system)
}

async fn write_all(system: &System, facts: impl IntoIterator<Item = (String, Fact)>, round: &str) {
    let writing = facts.into_iter().enumerate().map(|(at, (stream, fact))| async move {
        system.act::<Case>(&stream, fact, &format!("{round}:{at}:{stream}")).await.unwrap();
    });
    futures::future::join_all(writing).await;
}

fn some_of(words: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    subsequence(words, 0..=words.len()).prop_map(|chosen| chosen.into_iter().map(str::to_owned).collect())
}

fn record() -> impl Strategy<Value = Opened> {
    let restriction = select(vec![Restriction::None, Restriction::None, Restriction::Masked, Restriction::Hidden]);
    let conflicted = prop_oneof![5 => Just(Vec::new()), 1 => Just(vec!["asker".to_owned()])];
    (select(Compartment::ALL), restriction, some_of(&AGENCIES), some_of(&PEOPLE), conflicted, select(TREES.to_vec())).prop_map(
        |(compartment, restriction, agencies, people, conflicted, tree)| Opened {
            title: String::new(),
            compartment,
            restriction,
            agencies,
            people,
            conflicted,
            on: "2026-03-01".parse().unwrap(),
            part: tree.to_owned(),
            about: vec![],
        },
    )
}

#[derive(Debug, Clone)]
struct Person {
    agency: &'static str,
    agency_type: &'static str,
    roles: Vec<Role>,
    compartments: Vec<Compartment>,
}

fn person() -> impl Strategy<Value = Person> {
    let types = vec!["council", "icb", "police", "school", "housing"];
    let roles = subsequence(Role::ALL, 1..=2);
    (select(AGENCIES.to_vec()), select(types), roles, subsequence(Compartment::ALL, 0..=4)).prop_map(
        |(agency, agency_type, roles, compartments)| {
            // Whoever runs the machine has no other role and no compartment: such an appointment cannot be made.
            let administrator = roles.contains(&Role::SystemAdmin);
            let (roles, compartments) = if administrator { (vec![Role::SystemAdmin], vec![]) } else { (roles, compartments) };
            Person { agency, agency_type, roles, compartments }
        },
    )
}

/// What the agreement says of one record, asked on its own.
fn decided(site: &TestSite, asker: &Asker, record: &Opened, restriction: Restriction) -> bool {
    let part = |who: &[String]| who.contains(&asker.person);
    let conflicted = part(&record.conflicted);
    let involved = record.agencies.contains(&asker.agency) || (part(&record.people) && !conflicted);
    let class = Class {
        record: VIEW.record().to_owned(),
        partnership: asker.partnership.clone(),
        compartment: record.compartment,
        restriction,
        involved,
    };
    let asker = Asker { conflicted, ..asker.clone() };
    matches!(site.site.agreement().decide(&asker, VIEW.0, &class), Decision::Allowed(_))
}

async fn pages(site: &TestSite, session: &str, words: &str) -> (i64, Vec<String>) {
    let (mut total, mut titles) = (0, Vec::new());
    for page in 1.. {
        let (status, _, body) = look(site, session, &format!("/api/v1/cases?page={page}&words={words}")).await;
        if status == StatusCode::NOT_FOUND {
            return (0, Vec::new());
        }
        let json: serde_json::Value = serde_json::from_str(&body).unwrap();
        total = json["total"].as_i64().unwrap_or_else(|| panic!("{status}: {body}"));
        let rows = json["rows"].as_array().unwrap();
        titles.extend(rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()));
        if rows.is_empty() {
            break;
        }
    }
    (total, titles)
}

async fn one_list(site: &TestSite, at: usize, records: &[Opened], person: &Person) {
    let (chain, system) = partnership(site, at).await;
    let account = format!("asker-{at}");
    let appointment = Appointment {
        id: format!("appointment-{at}"),
        partnership: chain.clone(),
        partnership_name: String::new(),
        agency: person.agency.into(),
        agency_name: person.agency.into(),
        agency_type: person.agency_type.into(),
        roles: person.roles.clone(),
        compartments: person.compartments.clone(),
    };
    account::install(&site.site, &account, "Asker", &format!("{account}@example.org"), &appointment).await.unwrap();
    let named = |who: &[String]| who.iter().map(|one| if one == "asker" { account.clone() } else { one.clone() }).collect();
    let records: Vec<Opened> = records
        .iter()
        .enumerate()
        .map(|(number, one)| Opened {
            title: format!("{} {number:02}", one.part),
            people: named(&one.people),
            conflicted: named(&one.conflicted),
            ..one.clone()
        })
        .collect();
    write_all(&system, records.iter().enumerate().map(|(n, one)| (format!("r-{at}-{n}"), Fact::Opened(one.clone()))), "open").await;
    let who = account::who(&site.site, &account, &chain).await.unwrap().unwrap();
    let (session, asker) = (session::create_session(&site.site, &account, "", "test", false).await.unwrap(), who.asker());

    let mut expected: Vec<&Opened> = records.iter().filter(|one| decided(site, &asker, one, one.restriction)).collect();
    expected.sort_by_key(|one| &one.title);
    let titles: Vec<String> = expected.iter().map(|one| one.title.clone()).collect();
    let count = i64::try_from(titles.len()).unwrap();
    assert_eq!(pages(site, &session, "").await, (count, titles.clone()), "the pages of the list and its total");
    for tree in TREES {
        let found: Vec<String> = titles.iter().filter(|title| title.starts_with(tree)).cloned().collect();
        assert_eq!(pages(site, &session, tree).await, (i64::try_from(found.len()).unwrap(), found), "what is found by {tree}");
    }
    let opened = async || site.site.ledger().read().await.unwrap().head(&access::chain_beside(&chain)).await.unwrap();
    let before = opened().await;
    let (status, _, csv) = look(site, &session, "/cases.csv").await;
    if status == StatusCode::OK {
        let lines: Vec<String> = csv::Reader::from_reader(csv.as_bytes()).records().map(|line| line.unwrap()[0].to_owned()).collect();
        assert_eq!(lines, titles, "the export");
        let case_level = expected.iter().filter(|one| access::is_case_level(one.compartment)).count();
        assert_eq!(opened().await - before, i64::try_from(case_level).unwrap(), "every case-level row of an export is an opening");
    } else {
        assert_eq!((status, titles.len()), (StatusCode::NOT_FOUND, 0), "no list at all only for whom no row could be there");
    }
    masked(site, &session, &asker, &records).await;
    // The door of each record says the same as the list.
    for (number, one) in records.iter().enumerate().take(8) {
        let (status, ..) = look(site, &session, &format!("/records/r-{at}-{number}/history")).await;
        assert_eq!(status == StatusCode::OK, titles.contains(&one.title), "{one:?} answers {status}");
    }
}

/// Of masked records, the page says how many there are to those who would see them were they not masked; of hidden ones, nothing.
async fn masked(site: &TestSite, session: &str, asker: &Asker, records: &[Opened]) {
    let (_, _, page) = look(site, session, "/cases").await;
    let uninvolved = |one: &Opened| Opened { agencies: vec![], people: vec![], ..one.clone() };
    let may_know = |one: &&Opened| {
        let involved = one.agencies.contains(&asker.agency) || one.people.contains(&asker.person);
        let apart = uninvolved(one);
        one.restriction == Restriction::Masked
            && !involved
            && decided(site, asker, &apart, Restriction::None)
            && !decided(site, asker, &apart, Restriction::Masked)
    };
    let count = records.iter().filter(may_know).count();
    let said = page.split(" more record").next().filter(|_| page.contains(" more record")).and_then(|text| text.rsplit('>').next());
    assert_eq!(said.map_or(0, |number| number.trim().parse::<usize>().unwrap()), count, "how many are restricted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_its_pages_total_search_and_export_are_what_cedar_decides_row_by_row() {
    on_both(slices, async |site: TestSite| {
        let cases_run = AtomicUsize::new(0);
        let cases = (vec(record(), 0..60), person());
        let run = runner(24).run(&cases, |(records, person)| {
            let at = cases_run.fetch_add(1, Ordering::Relaxed);
            let tried = std::panic::AssertUnwindSafe(|| now(one_list(&site, at, &records, &person)));
            std::panic::catch_unwind(tried).map_err(|_| TestCaseError::fail("see above"))
        });
        run.unwrap();
    })
    .await;
}

/// A change to a case, whichever `which` says, made after the year was over.
#[derive(Debug, Clone)]
enum Late {
    Opened { on: Date, part: &'static str },
    Corrected { which: usize, on: Date, part: &'static str },
    Withdrawn { which: usize },
}

/// Days around the year 2025-26.
fn day() -> impl Strategy<Value = Date> {
    select(vec!["2025-03-31", "2025-04-01", "2025-10-10", "2026-01-15", "2026-03-31", "2026-04-01", "2026-05-05"])
        .prop_map(|day| day.parse().unwrap())
}

fn part() -> impl Strategy<Value = &'static str> {
    select(vec!["a", "b", "c"])
}

fn late() -> impl Strategy<Value = Late> {
    prop_oneof![
        2 => (day(), part()).prop_map(|(on, part)| Late::Opened { on, part }),
        2 => (any::<usize>(), day(), part()).prop_map(|(which, on, part)| Late::Corrected { which, on, part }),
        1 => any::<usize>().prop_map(|which| Late::Withdrawn { which }),
    ]
}

async fn measured(site: &TestSite, chain: &str, as_of: i64) -> Vec<Measured> {
    let period = Period::financial_year(2025);
    let mut all = Vec::new();
    for figure in FIGURES {
        let mut tx = site.site.ledger().read().await.unwrap();
        let scope = Scope { chain: chain.into(), as_of, commons_as_of: 0, period, arguments: vec![] };
        all.push(figure.measure(&mut tx, &scope).await.unwrap());
    }
    all
}

/// What lies in the year, worked out without any database.
fn in_year(cases: &[Option<(Date, &'static str)>], at: usize) -> BTreeSet<(String, String)> {
    let period = Period::financial_year(2025);
    let there = cases.iter().enumerate().filter_map(|(n, case)| case.map(|(on, part)| (n, on, part)));
    there.filter(|(_, on, _)| (period.from..=period.to).contains(on)).map(|(n, _, part)| (format!("f-{at}-{n}"), part.to_owned())).collect()
}

fn opened(on: Date, part: &str) -> Fact {
    Fact::Opened(Opened { on, part: part.into(), ..crate::case::opened("A case") })
}

async fn one_year(site: &TestSite, at: usize, first: &[(Date, &'static str)], late: &[Late]) {
    let (chain, system) = partnership(site, 1000 + at).await;
    let mut cases: Vec<Option<(Date, &'static str)>> = first.iter().map(|case| Some(*case)).collect();
    write_all(&system, first.iter().enumerate().map(|(n, (on, part))| (format!("f-{at}-{n}"), opened(*on, part))), "first").await;
    let head = async || site.site.ledger().read().await.unwrap().head(&chain).await.unwrap();
    let frozen_at = head().await;
    let frozen = measured(site, &chain, frozen_at).await;
    let then = in_year(&cases, at);
    assert_eq!(frozen[0].quantity.to_string(), then.len().to_string());
    for (round, change) in late.iter().enumerate() {
        let which = |which: usize| (!cases.is_empty()).then(|| which % cases.len()).filter(|n| cases[*n].is_some());
        let (n, fact, becomes) = match change {
            Late::Opened { on, part } => (Some(cases.len()), opened(*on, part), Some((*on, *part))),
            Late::Corrected { which: w, on, part } => (which(*w), Fact::Corrected { on: *on, part: (*part).into() }, Some((*on, *part))),
            Late::Withdrawn { which: w } => (which(*w), Fact::Withdrawn, None),
        };
        let Some(n) = n else { continue };
        write_all(&system, [(format!("f-{at}-{n}"), fact)], &format!("late-{round}")).await;
        if n == cases.len() { cases.push(becomes) } else { cases[n] = becomes }
    }
    assert_eq!(measured(site, &chain, frozen_at).await, frozen, "recomputed as of then, with every fact counted");
    let current = measured(site, &chain, head().await).await;
    let now = in_year(&cases, at);
    assert_eq!(current[0].quantity.to_string(), now.len().to_string());
    // And what changed is exactly the difference of the facts counted.
    let change: Change = frozen[0].change(&current[0]);
    let named = |counted: &[Counted]| counted.iter().map(|one| (one.id.clone(), one.part.clone())).collect::<BTreeSet<_>>();
    assert_eq!(named(&change.late), now.difference(&then).cloned().collect(), "came late");
    assert_eq!(named(&change.gone), then.difference(&now).cloned().collect(), "gone");
    assert_eq!(change.is_empty(), now == then);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_recomputed_as_of_last_year_is_what_was_frozen_whatever_came_late() {
    on_both(slices, async |site: TestSite| {
        let cases_run = AtomicUsize::new(0);
        let cases = (vec((day(), part()), 0..12), vec(late(), 0..12));
        let run = runner(32).run(&cases, |(first, late)| {
            let at = cases_run.fetch_add(1, Ordering::Relaxed);
            let tried = std::panic::AssertUnwindSafe(|| now(one_year(&site, at, &first, &late)));
            std::panic::catch_unwind(tried).map_err(|_| TestCaseError::fail("see above"))
        });
        run.unwrap();
    })
    .await;
}
