#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The rule of priorities, and a priority from setting to conclusion as people meet it.

use agreement::Role;
use axum::http::StatusCode;
use kernel::period::FinancialYear;
use testkit::{PARTNERSHIP, TestSite, given, on_both};

use super::*;
use crate::organisation::{self, AgencyType, Organisation, Phase, Standing};

fn day(text: &str) -> kernel::Date {
    text.parse().unwrap()
}

fn year(begins: i16) -> FinancialYear {
    FinancialYear::starting(begins).unwrap()
}

fn terms(lead: Lead) -> Terms {
    Terms { title: "Fathers seen".into(), what: "Ask about every man around a child".into(), measure: "Audit of records".into(), lead }
}

fn set_as(kind: Kind) -> Fact {
    Fact::Set { terms: terms(Lead::Agency("council".into())), kind, year: year(2025), lead_name: "Westmere Council".into() }
}

fn setting(kind: Kind, lead: Lead) -> Command {
    let Terms { title, what, measure, lead } = terms(lead);
    Command::Set { title, what, measure, kind: Some(kind), year: year(2025), lead: Some(lead) }
}

fn knows_lead() -> Reads {
    Reads { lead_name: Some("Westmere Council".into()), ..Reads::default() }
}

fn evidence(id: &str, source: Source) -> Fact {
    let evidence =
        Evidence { id: id.into(), source, what: "Three in ten records name him".into(), on: day("2026-01-15"), record: None, figure: None };
    Fact::EvidenceAdded { evidence, agency: "council".into() }
}

fn judge(level: Level, next: &str) -> Command {
    Command::JudgeProgress { year: year(2025), level: Some(level), why: "The audit says so".into(), next: next.into() }
}

fn judged(level: Level) -> Fact {
    Fact::ProgressJudged { year: year(2025), level, why: "The audit says so".into(), next: "Audit again".into() }
}

fn conclude(outcome: Outcome) -> Command {
    Command::Conclude { on: day("2026-03-01"), outcome: Some(outcome), came_of_it: "Men are asked about".into() }
}

#[test]
fn a_priority_is_set_for_a_year_with_a_lead_that_is_there() {
    let lead = || Lead::Agency("council".into());
    given::<Priority>([]).knowing(knows_lead()).when(setting(Kind::Priority, lead())).then([set_as(Kind::Priority)]);
    given::<Priority>([]).when(setting(Kind::Priority, lead())).then_refused(Refusal::UnknownLead);
    given::<Priority>([set_as(Kind::Priority)]).when(setting(Kind::Priority, lead())).then_refused(Refusal::AlreadySet);
}

#[test]
fn a_priority_says_how_it_will_be_known_whether_it_worked_and_tracked_work_need_not() {
    let without = |kind| match setting(kind, Lead::Agency("council".into())) {
        Command::Set { title, what, kind, year, lead, .. } => Command::Set { title, what, measure: " ".into(), kind, year, lead },
        other => other,
    };
    given::<Priority>([]).knowing(knows_lead()).when(without(Kind::Priority)).then_refused(Refusal::NoMeasure);
    assert_eq!(given::<Priority>([]).knowing(knows_lead()).when(without(Kind::TrackedWork)).then_decided().len(), 1);
}

#[test]
fn only_work_that_others_lead_is_led_from_outside() {
    let outside = || Lead::Outside("Department for Education".into());
    given::<Priority>([]).when(setting(Kind::Priority, outside())).then_refused(Refusal::LedFromOutside);
    let facts = given::<Priority>([]).when(setting(Kind::TrackedWork, outside())).then_decided();
    assert!(matches!(&facts[..], [Fact::Set { lead_name, .. }] if lead_name == "Department for Education"));
}

#[test]
fn another_lead_is_named_and_the_one_before_leaves() {
    let Terms { title, what, measure, lead } = terms(Lead::Agency("police".into()));
    let restate = Command::Restate { title, what, measure, lead: Some(lead) };
    let reads = Reads { lead_name: Some("Westmere Police".into()), ..Reads::default() };
    let facts = given::<Priority>([set_as(Kind::Priority)]).knowing(reads).when(restate).then_decided();
    assert!(
        matches!(&facts[..], [Fact::Restated { leaves: Some(leaves), joins: Some(joins), .. }] if leaves == "council" && joins == "police")
    );
}

#[test]
fn good_progress_is_not_claimed_without_evidence() {
    given::<Priority>([set_as(Kind::Priority)]).when(judge(Level::Good, "")).then_refused(Refusal::NoEvidenceYet);
    let withdrawn = Fact::EvidenceWithdrawn { evidence: "v1".into(), reason: "Counted twice".into() };
    given::<Priority>([set_as(Kind::Priority), evidence("v1", Source::Audit), withdrawn])
        .when(judge(Level::Good, ""))
        .then_refused(Refusal::NoEvidenceYet);
    let with_evidence = given::<Priority>([set_as(Kind::Priority), evidence("v1", Source::Audit)]);
    assert_eq!(with_evidence.when(judge(Level::Good, "")).then_decided().len(), 1);
}

#[test]
fn little_or_no_progress_says_what_happens_next() {
    for level in [Level::NoProgress, Level::Little] {
        given::<Priority>([set_as(Kind::Priority)]).when(judge(level, " ")).then_refused(Refusal::NoNext);
        given::<Priority>([set_as(Kind::Priority)]).when(judge(level, "Audit again")).then([judged(level)]);
    }
}

#[test]
fn a_year_in_which_it_did_not_stand_or_that_has_not_begun_is_not_judged() {
    let of =
        |begins| Command::JudgeProgress { year: year(begins), level: Some(Level::SomeProgress), why: "So".into(), next: String::new() };
    given::<Priority>([set_as(Kind::Priority)]).when(of(2024)).then_refused(Refusal::NotThatYear);
    let carried = Fact::CarriedForward { to: year(2026), why: "Not done".into() };
    given::<Priority>([set_as(Kind::Priority), carried]).when(of(2026)).then_refused(Refusal::YearNotBegun);
}

#[test]
fn no_year_is_left_in_silence() {
    let carry = || Command::CarryForward { to: year(2026), why: "Not done".into() };
    given::<Priority>([set_as(Kind::Priority)]).when(carry()).then_refused(Refusal::JudgeFirst);
    given::<Priority>([set_as(Kind::Priority)]).when(conclude(Outcome::NotAchieved)).then_refused(Refusal::JudgeFirst);
    given::<Priority>([set_as(Kind::PerennialChallenge), judged(Level::Little)]).when(carry()).then_refused(Refusal::RevisitFirst);
    let revisited = Fact::Revisited { year: year(2025), found: "As before".into(), done: "Asked again".into() };
    assert_eq!(given::<Priority>([set_as(Kind::PerennialChallenge), revisited]).when(carry()).then_decided().len(), 1);
    given::<Priority>([set_as(Kind::Priority), judged(Level::Little)])
        .when(carry())
        .then([Fact::CarriedForward { to: year(2026), why: "Not done".into() }]);
}

#[test]
fn it_is_carried_forward_one_year_at_a_time() {
    let carry = |to| Command::CarryForward { to: year(to), why: "Not done".into() };
    let facts = || [set_as(Kind::Priority), judged(Level::Little)];
    given::<Priority>(facts()).when(carry(2027)).then_refused(Refusal::NotTheNextYear);
    let carried = Fact::CarriedForward { to: year(2026), why: "Not done".into() };
    given::<Priority>(facts().into_iter().chain([carried])).when(carry(2027)).then_refused(Refusal::NotYet);
}

#[test]
fn it_did_not_achieve_anything_that_nothing_shows() {
    given::<Priority>([set_as(Kind::Priority), judged(Level::Little)]).when(conclude(Outcome::Partly)).then_refused(Refusal::NoEvidenceYet);
    let shown = given::<Priority>([set_as(Kind::Priority), judged(Level::Little), evidence("v1", Source::Voice)]);
    assert_eq!(shown.when(conclude(Outcome::Partly)).then_decided().len(), 1);
}

#[test]
fn a_concluded_priority_takes_no_further_fact() {
    let ended = Fact::Concluded { on: day("2026-03-01"), outcome: Outcome::NotAchieved, came_of_it: "Nothing".into() };
    given::<Priority>([set_as(Kind::Priority), judged(Level::Little), ended])
        .when(judge(Level::Little, "Audit again"))
        .then_refused(Refusal::Concluded);
}

#[test]
fn each_kind_of_work_is_followed_in_its_own_way() {
    let track =
        Command::Track { on: day("2026-02-01"), stage: Some(Stage::Waiting), by: "The borough".into(), note: "A site is sought".into() };
    given::<Priority>([set_as(Kind::Priority)]).when(track.clone()).then_refused(Refusal::NotTracked);
    given::<Priority>([set_as(Kind::TrackedWork)]).when(judge(Level::Little, "Wait")).then_refused(Refusal::TrackInstead);
    assert_eq!(given::<Priority>([set_as(Kind::TrackedWork)]).when(track).then_decided().len(), 1);
    let revisit = Command::Revisit { year: year(2025), found: "As before".into(), done: "Asked again".into() };
    given::<Priority>([set_as(Kind::Priority)]).when(revisit).then_refused(Refusal::NotPerennial);
}

#[test]
fn an_agency_withdraws_its_own_evidence_and_the_keeper_any() {
    let withdraw = |agency: Option<&str>| Command::WithdrawEvidence {
        evidence: "v1".into(),
        agency: agency.map(str::to_owned),
        reason: "Counted twice".into(),
    };
    let facts = || [set_as(Kind::Priority), evidence("v1", Source::Data)];
    given::<Priority>(facts()).when(withdraw(Some("police"))).then_refused(Refusal::NotTheirs);
    for agency in [Some("council"), None] {
        assert_eq!(given::<Priority>(facts()).when(withdraw(agency)).then_decided().len(), 1);
    }
}

#[test]
fn evidence_rests_on_a_record_that_is_there() {
    let add = || Command::AddEvidence {
        id: "v1".into(),
        source: Some(Source::Audit),
        what: "Three in ten records name him".into(),
        on: day("2026-01-15"),
        record: Some("a1".into()),
        figure: None,
        agency: "council".into(),
    };
    given::<Priority>([set_as(Kind::Priority)]).when(add()).then_refused(Refusal::UnknownRecord);
    let there = Reads { record_known: true, ..Reads::default() };
    assert_eq!(given::<Priority>([set_as(Kind::Priority)]).knowing(there).when(add()).then_decided().len(), 1);
    given::<Priority>([set_as(Kind::Priority), evidence("v1", Source::Data)]).when(add()).then_refused(Refusal::AlreadyAdded);
}

// As people meet it: a whole site, on both databases.

fn slices() -> Vec<platform::Slice> {
    vec![organisation::slice(), crate::group::slice(), crate::meeting::slice(), slice()]
}

async fn people(site: &mut TestSite) {
    for (id, name, agency_type, phase) in [
        ("org-council", "Westmere Council", AgencyType::Council, None),
        ("org-school", "Hazel Lane School", AgencyType::School, Some(Phase::Primary)),
    ] {
        let command = organisation::Command::Register {
            name: name.into(),
            agency_type: Some(agency_type),
            phase,
            valid_from: day("2020-04-01"),
            partnership: PARTNERSHIP.into(),
            standing: Standing::Statutory,
        };
        site.system().act::<Organisation>(id, command, id).await.unwrap();
    }
    site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
    site.person("bea", "org-council", "council", &[Role::AgencyAuthor], &[]).await;
    site.person("ada", "org-school", "school", &[Role::SchoolDsl], &[]).await;
    site.person("eve", "org-councillors", "council", &[Role::CouncilScrutiny], &[]).await;
}

const SETTING: &[(&str, &str)] = &[
    ("kind", "priority"),
    ("title", "Fathers seen"),
    ("what", "Ask about every man around a child"),
    ("measure", "Audit of records"),
    ("lead", "agency:org-council"),
    ("year", "2025-26"),
];

const EVIDENCE_OF_AUDIT: &[(&str, &str)] = &[
    ("evidence", "v1"),
    ("source", "audit"),
    ("what", "Most records now name him"),
    ("on-day", "15"),
    ("on-month", "1"),
    ("on-year", "2026"),
    ("figure", "priority.in-year"),
    ("record", "https://trefoil.example/organisations/org-council"),
];

async fn with_a_priority(site: &mut TestSite) {
    people(site).await;
    site.post("dot", "/priorities/p1/set", SETTING).await.is(StatusCode::SEE_OTHER);
    site.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_priority_is_set_shown_by_evidence_judged_carried_forward_and_concluded() {
    on_both(slices, async |mut site: TestSite| {
        with_a_priority(&mut site).await;
        site.get("bea", "/notices").await.says("Your agency leads on one of the partnership");
        site.post("ada", "/priorities/p1/evidence", EVIDENCE_OF_AUDIT).await.is(StatusCode::SEE_OTHER);
        let page = site.get("eve", "/priorities/p1").await;
        page.is(StatusCode::OK).says("Most records now name him").says("brought by Hazel Lane School").says("The figure it rests on");
        page.says("There is evidence from audit or review. There is none from data, practitioners or children or adults.");
        let judging = [("year", "2025-26"), ("level", "good"), ("why", "The audit says so"), ("next", "")];
        site.post("dot", "/priorities/p1/progress", &judging).await.is(StatusCode::SEE_OTHER);
        site.get("dot", "/priorities").await.says("Good progress").says("2025-26");
        site.post("dot", "/priorities/p1/carry", &[("year", "2026-27"), ("why", "To see whether it lasts")])
            .await
            .is(StatusCode::SEE_OTHER);
        let ending =
            [("outcome", "achieved"), ("came_of_it", "Men are asked about"), ("on-day", "1"), ("on-month", "3"), ("on-year", "2026")];
        site.post("dot", "/priorities/p1/conclude", &ending).await.is(StatusCode::SEE_OTHER);
        site.get("ada", "/priorities/p1").await.says("Concluded").says("To see whether it lasts").does_not_say("Add evidence");
        site.post("ada", "/priorities/p1/evidence", EVIDENCE_OF_AUDIT).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("is concluded");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_priorities_and_only_those_who_keep_them_see_how_to_change_them() {
    on_both(slices, async |mut site: TestSite| {
        with_a_priority(&mut site).await;
        site.get("eve", "/priorities/p1").await.is(StatusCode::OK).does_not_say("Add evidence").does_not_say("Judge progress");
        site.get("eve", "/priorities/p1/evidence").await.is(StatusCode::FORBIDDEN).says("clause");
        site.get("ada", "/priorities/p1").await.says("Add evidence").does_not_say("Judge progress");
        let judging = [("year", "2025-26"), ("level", "some"), ("why", "So")];
        site.post("ada", "/priorities/p1/progress", &judging).await.is(StatusCode::FORBIDDEN);
        site.get("ada", "/priorities/new").await.is(StatusCode::FORBIDDEN).says("It would need clause");
        assert_eq!(site.get("", "/priorities/p1").await.status, StatusCode::SEE_OTHER);
        for path in ["new", "p1/restate", "p1/evidence", "p1/progress", "p1/carry", "p1/conclude"] {
            site.get("dot", &format!("/priorities/{path}")).await.is(StatusCode::OK);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_withdrawn_by_whoever_brought_it_or_the_keeper_and_by_nobody_else() {
    on_both(slices, async |mut site: TestSite| {
        with_a_priority(&mut site).await;
        site.post("ada", "/priorities/p1/evidence", EVIDENCE_OF_AUDIT).await.is(StatusCode::SEE_OTHER);
        let path = "/priorities/p1/evidence/v1/withdraw";
        site.post("bea", path, &[("reason", "I disagree")]).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("Only the agency that brought");
        site.post("dot", path, &[("reason", "")]).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("Enter why it is withdrawn");
        site.post("dot", path, &[("reason", "Counted twice")]).await.is(StatusCode::SEE_OTHER);
        site.get("ada", "/priorities/p1").await.does_not_say("Most records now name him");
        site.get("dot", path).await.is(StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn little_or_no_progress_is_listed_with_why_and_what_happens_next_and_counted() {
    on_both(slices, async |mut site: TestSite| {
        with_a_priority(&mut site).await;
        let list = "/priorities/little-or-no-progress";
        site.get("dot", list).await.is(StatusCode::OK).says("No progress has been judged little or none");
        let judging = [("year", "2025-26"), ("level", "little"), ("why", "Forms changed and practice did not"), ("next", "")];
        let refused = site.post("dot", "/priorities/p1/progress", &judging).await;
        refused.is(StatusCode::UNPROCESSABLE_ENTITY).says("Enter what happens next").says("Forms changed and practice did not");
        let judging = [judging[0], judging[1], judging[2], ("next", "Audit again in June")];
        site.post("dot", "/priorities/p1/progress", &judging).await.is(StatusCode::SEE_OTHER);
        site.get("eve", list).await.says("Fathers seen").says("Forms changed and practice did not").says("Audit again in June");
        site.get("eve", &format!("{list}.csv")).await.says("Audit again in June");
        site.get("dot", &format!("{list}?in=2024")).await.does_not_say("Fathers seen");
        site.get("dot", "/priorities?judged=little").await.says("Fathers seen");
        let figure = |id: &str, period: &str| format!("/api/v1/figures/priority.{id}?{period}");
        let (this, next) = ("from=2025-04-01&to=2026-03-31", "from=2026-04-01&to=2027-03-31");
        site.get("dot", &figure("little-or-no-progress", this)).await.says(r#""value":"1 of 1""#);
        site.get("dot", &figure("little-or-no-progress", next)).await.says(r#""value":"none to measure""#);
        site.get("dot", &figure("little-or-no-progress-by-name", this)).await.says("Fathers seen");
        let passage = site.site.passage("priority.little-or-no-progress").unwrap();
        let mut tx = site.site.ledger().read().await.unwrap();
        let scope = |year: i16, as_of: i64| platform::Scope {
            chain: PARTNERSHIP.to_owned(),
            as_of,
            commons_as_of: i64::MAX,
            period: platform::Period::financial_year(year),
            arguments: Vec::new(),
        };
        let said = passage.quote(&mut tx, &scope(2025, i64::MAX)).await.unwrap();
        let [said] = &said[..] else { panic!("one priority: {said:?}") };
        assert_eq!((said.heading.as_str(), said.href.as_str()), ("Fathers seen", "/priorities/p1"));
        assert!(said.words.contains("Little progress: Forms changed and practice did not"), "{}", said.words);
        assert_eq!(said.paragraphs().last(), Some("What happens next: Audit again in June"));
        assert!(passage.quote(&mut tx, &scope(2024, i64::MAX)).await.unwrap().is_empty(), "it did not stand in the year before");
        assert!(passage.quote(&mut tx, &scope(2025, 0)).await.unwrap().is_empty(), "nothing was known before anything was");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_say_what_was_set_out_and_on_how_many_kinds_of_evidence_it_rests() {
    on_both(slices, async |mut site: TestSite| {
        with_a_priority(&mut site).await;
        let challenge = [("kind", "perennial_challenge"), ("title", "Sharing information"), SETTING[2], SETTING[3], SETTING[4], SETTING[5]];
        site.post("dot", "/priorities/p2/set", &challenge).await.is(StatusCode::SEE_OTHER);
        let elsewhere =
            [("kind", "tracked_work"), ("title", "Where the hub is"), SETTING[2], ("lead", "outside"), ("outside", "Eastmere"), SETTING[5]];
        site.post("dot", "/priorities/p3/set", &elsewhere).await.is(StatusCode::SEE_OTHER);
        let told = [
            ("stage", "waiting"),
            ("by", "Eastmere"),
            ("note", "A site is sought"),
            ("on-day", "1"),
            ("on-month", "2"),
            ("on-year", "2026"),
        ];
        site.post("dot", "/priorities/p3/track", &told).await.is(StatusCode::SEE_OTHER);
        site.get("ada", "/priorities/p3").await.says("A site is sought").says("Waiting for a decision").says("outside the partnership");
        site.post("bea", "/priorities/p1/evidence", EVIDENCE_OF_AUDIT).await.is(StatusCode::SEE_OTHER);
        let revisiting = [("year", "2025-26"), ("found", "Still the first finding of most reviews"), ("done", "Nothing new")];
        site.post("dot", "/priorities/p2/revisit", &revisiting).await.is(StatusCode::SEE_OTHER);
        site.get("ada", "/priorities/p2").await.says("Still the first finding of most reviews");
        for (id, says) in [
            ("in-year", r#""value":"3""#),
            ("in-year", r#"{"part":"perennial challenge","value":"1"}"#),
            ("progress", r#"{"part":"not judged","value":"1"}"#),
            ("evidence", r#"{"part":"audit or review","value":"1"}"#),
            ("confidence", r#"{"part":"one","value":"1"}"#),
            ("confidence", r#"{"part":"none","value":"1"}"#),
            ("revisited", r#""value":"1 of 1""#),
            ("tracked", r#"{"part":"waiting for a decision","value":"1"}"#),
            ("concluded", r#""value":"0""#),
        ] {
            site.get("dot", &format!("/api/v1/figures/priority.{id}?from=2025-04-01&to=2026-03-31")).await.is(StatusCode::OK).says(says);
        }
        // As known before anything was set, nothing was.
        site.get("dot", "/api/v1/figures/priority.in-year?as_of=2026-03-01").await.says(r#""value":"0""#);
    })
    .await;
}
