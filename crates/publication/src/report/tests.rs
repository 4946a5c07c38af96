#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The rule of reports, the number gate, and a year's report from draft to publication.

use proptest::prelude::*;
use testkit::given;

use super::{
    compose,
    sections::{checklist, sections},
    *,
};

fn opened() -> Fact {
    Fact::Opened { year: 2024, audience: Audience::Children, title: "Annual report".into() }
}

fn write(section: &str, markdown: &str, before: &str) -> Command {
    Command::WriteSection { section: section.into(), markdown: markdown.into(), before: before.into() }
}

fn answered() -> Vec<Fact> {
    let answer = |row: &sections::Row| Fact::Answered { row: row.key.into(), answer: Answer::Covered { section: "data".into() } };
    checklist(Audience::Children).map(answer).collect()
}

fn text_of(facts: &[Fact]) -> String {
    let mut report = Report::default();
    facts.iter().for_each(|fact| platform::Record::apply(&mut report, fact));
    report.text_hash()
}

fn sign(text: &str, problems: usize) -> Command {
    Command::Sign { signer: Some(Signer::Police), person: "Ada".into(), statement: "Agreed".into(), text: text.into(), problems }
}

#[test]
fn a_year_is_reported_on_once_it_is_over() {
    let open = |year| Command::Open { year, audience: Some(Audience::Children), title: "Annual report".into() };
    given::<Report>([]).when(open(2025)).then_refused(Refusal::YearNotOver);
    given::<Report>([]).when(open(2024)).then([opened()]);
}

#[test]
fn a_title_may_say_a_year_and_no_amount() {
    let open = |title: &str| Command::Open { year: 2024, audience: Some(Audience::Children), title: title.into() };
    for title in ["How we helped 43 children", "Twenty-three schools", "A quarter of children"] {
        given::<Report>([]).when(open(title)).then_refused(Refusal::AmountInTitle);
    }
    for title in ["Annual report", "Annual report 2024-25", "Annual report 2024 to 2025", "The year to 31 March 2025"] {
        assert_eq!(given::<Report>([]).when(open(title)).then_decided().len(), 1, "{title}");
    }
}

#[test]
fn two_people_writing_two_sections_do_not_disturb_each_other_and_two_writing_one_are_told() {
    let written = Fact::SectionWritten { section: "data".into(), markdown: "Theirs".into() };
    given::<Report>([opened(), written])
        .when(write("voice", "Mine", ""))
        .then([Fact::SectionWritten { section: "voice".into(), markdown: "Mine".into() }]);
    let written = Fact::SectionWritten { section: "data".into(), markdown: "Theirs".into() };
    given::<Report>([opened(), written]).when(write("data", "Mine", "")).then_refused(Refusal::SectionChanged);
}

#[test]
fn nobody_signs_what_they_have_not_read_or_what_cannot_be_built() {
    let facts = || std::iter::once(opened()).chain(answered());
    let text = text_of(&facts().collect::<Vec<_>>());
    given::<Report>(facts()).when(sign("another wording", 0)).then_refused(Refusal::WordingChanged);
    given::<Report>(facts()).when(sign(&text, 1)).then_refused(Refusal::Problems);
    assert_eq!(given::<Report>(facts()).when(sign(&text, 0)).then_decided().len(), 1);
    given::<Report>([opened()]).when(sign(&text, 0)).then_refused(Refusal::Incomplete);
}

fn publish(text: &str) -> Command {
    Command::Publish { text: text.into(), document: "d".into(), as_of: 1, commons_as_of: 1, frozen: vec![], words: vec![], problems: 0 }
}

#[test]
fn all_three_partners_sign_the_very_wording_that_is_published() {
    let mut facts: Vec<Fact> = std::iter::once(opened()).chain(answered()).collect();
    let text = text_of(&facts);
    let signed = |signer, text: &str| Fact::Signed { signer, person: "Ada".into(), statement: "Agreed".into(), text: text.into() };
    facts.extend([signed(Signer::Council, &text), signed(Signer::Icb, &text), signed(Signer::Police, "an earlier wording")]);
    given::<Report>(facts.iter().map(copy)).when(publish(&text)).then_refused(Refusal::NotSigned);
    facts.push(signed(Signer::Police, &text));
    assert_eq!(given::<Report>(facts.iter().map(copy)).when(publish(&text)).then_decided().len(), 1);
    facts.push(Fact::Published { text, document: "d".into(), as_of: 1, commons_as_of: 1, figures: 0 });
    given::<Report>(facts).when(write("data", "Afterwards", "")).then_refused(Refusal::Published);
}

fn copy(fact: &Fact) -> Fact {
    fact.clone()
}

#[test]
fn a_number_without_a_source_is_named_with_its_line() {
    let (_, problems) =
        compose::read("data", "All is well.\n\nThere were 43 audits.\n\n| What | How many |\n|---|---|\n| Visits | twenty-three |\n");
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 7], "{problems:?}");
    assert!(problems[0].what.contains("“43”"));
}

#[test]
fn figures_dates_references_and_quotations_need_no_other_source() {
    let text =
        "On 1 April 2025, under section 47, {figure:escalation.raised} were raised; {quote \"seven schools said so\" source=\"Meeting\"}.";
    assert_eq!(compose::read("data", text).1, []);
}

#[test]
fn a_brace_never_closed_hides_no_number_after_it() {
    let (_, problems) = compose::read("data", "First.\n\nA {figure:a.b of 43 children,\nand {figure:c.d} of 57 adults.\n\n12 carers.");
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 3, 4, 6], "{problems:?}");
}

#[test]
fn formatting_neither_hides_an_amount_nor_makes_one() {
    for hidden in [
        "We met thir**teen** children.",
        "A **quarter** of children.",
        "We met **4**3 children.",
        "We met &#52;3 children.",
        "# Thir*teen* children",
        "- thir**teen** visits",
        "| a | b |\n|---|---|\n| x | thir**teen** visits |",
        "> thir[teen](https://example.org) of them",
        "`99` children",
        "{figure:a.b}00 children",
    ] {
        assert_eq!(compose::read("data", hidden).1.len(), 1, "{hidden}");
    }
    for fair in [
        "Under section **47** of the Act.",
        "From **1** April 2025.",
        "{quote \"*seven* of **12** schools\" source=\"Meeting\"} is what they said.",
        "**{figure:a.b}** were raised.",
        "| What | Said |\n|---|---|\n| Schools | {quote \"7 | 8\" source=\"Meeting\"} |",
        "1. Listen\n2. Act",
    ] {
        assert_eq!(compose::read("data", fair).1, [], "{fair}");
    }
}

#[test]
fn every_first_draft_passes_the_gate() {
    for audience in [Audience::Children, Audience::Adults] {
        for section in sections(audience) {
            let (parts, problems) = compose::read(section.key, starter(audience, section.key));
            assert_eq!(problems, [], "{}", section.key);
            assert!(!parts.is_empty(), "{}", section.key);
        }
    }
}

proptest! {
    /// Whatever amount is typed among words, wherever it stands, is caught; the same place with a citation is not.
    #[test]
    fn no_typed_amount_passes(amount in 2_u32..100_000, place in prop::sample::select(vec![
        "There were @ children.", "# @ children", "- first\n- @ visits", "| a | b |\n|---|---|\n| x | @ visits |", "> @ of them said so", "**@** visits",
    ])) {
        // A year standing alone is a date; a count of that size is followed by what it counts.
        let typed = place.replace('@', &amount.to_string());
        prop_assert!(!compose::read("data", &typed).1.is_empty() || (1900..2100).contains(&amount), "{typed}");
        let cited = place.replace('@', "{figure:escalation.raised}");
        prop_assert!(compose::read("data", &cited).1.is_empty(), "{cited}");
    }
}

// As people meet it.

use agreement::Role;
use axum::http::StatusCode;
use partnership::organisation::{AgencyType, Command as Register, Organisation, Standing};
use testkit::{PARTNERSHIP, TestSite, on_both};

fn slices() -> Vec<platform::Slice> {
    vec![partnership::organisation::slice(), slice()]
}

async fn people(site: &mut TestSite) {
    for (id, name, agency_type) in [
        ("org-council", "Westmere Council", AgencyType::Council),
        ("org-icb", "Westmere Integrated Care Board", AgencyType::Icb),
        ("org-police", "Westmere Police", AgencyType::Police),
    ] {
        register(site, id, name, agency_type).await;
    }
    site.person("dot", "org-council", "council", &[Role::BusinessManager], &[]).await;
    site.person("col", "org-council", "council", &[Role::LeadPartner], &[]).await;
    site.person("ivy", "org-icb", "icb", &[Role::LeadPartner], &[]).await;
    site.person("pat", "org-police", "police", &[Role::LeadPartner], &[]).await;
}

async fn register(site: &TestSite, id: &str, name: &str, agency_type: AgencyType) {
    let command = Register::Register {
        name: name.into(),
        agency_type: Some(agency_type),
        phase: None,
        valid_from: "2020-04-01".parse().unwrap(),
        partnership: PARTNERSHIP.into(),
        standing: Standing::Statutory,
    };
    site.system().act::<Organisation>(id, command, id).await.unwrap();
}

async fn drafted(site: &TestSite) {
    let open = [("audience", "children"), ("year", "2024"), ("title", "Annual report of the year")];
    site.post("dot", "/reports/r1/open", &open).await.is(StatusCode::SEE_OTHER);
    for section in sections(Audience::Children) {
        let text = if section.key == "data" {
            "There are {figure:organisation.in-partnership} agencies.\n\n{chart:organisation.in-partnership}"
        } else {
            "Words."
        };
        site.post("dot", &format!("/reports/r1/sections/{}", section.key), &[("markdown", text), ("before", "")])
            .await
            .is(StatusCode::SEE_OTHER);
    }
    for row in checklist(Audience::Children) {
        site.post("dot", &format!("/reports/r1/checklist/{}", row.key), &[("section", "data")]).await.is(StatusCode::SEE_OTHER);
    }
}

/// The report drafted, signed by all three and published, with this as the text of its section on data.
async fn published(site: &mut TestSite, data: &str) {
    people(site).await;
    drafted(site).await;
    let before = "There are {figure:organisation.in-partnership} agencies.\n\n{chart:organisation.in-partnership}";
    site.post("dot", "/reports/r1/sections/data", &[("markdown", data), ("before", before)]).await.is(StatusCode::SEE_OTHER);
    let text = wording(site).await;
    for partner in ["col", "ivy", "pat"] {
        let fields = [("text", text.as_str()), ("statement", "We agree")];
        site.post(partner, "/reports/r1/sign", &fields).await.is(StatusCode::SEE_OTHER);
    }
    site.post("dot", "/reports/r1/publish", &[("text", &text)]).await.is(StatusCode::SEE_OTHER);
}

/// Agencies, as if they were people: a count that is kept back while it is small.
const AGENCIES_KEPT_BACK: platform::Figure = platform::Figure {
    id: "test.agencies",
    version: 1,
    title: "Agencies kept back",
    counts: "Organisations in the partnership",
    does_not_mean: "Nothing more",
    unit: "agencies",
    by: Some("standing"),
    polarity: platform::Polarity::Context,
    measure: platform::Measure::Count,
    suppress: platform::Suppress::SmallCounts,
    arguments: &[],
    sql: "select o.id, o.known_from as entry, 'all' as part, 1 as n, 0 as value, o.name as shown
            from organisation o
           where o.chain = 'commons' and o.known_from <= $5 and (o.known_to is null or o.known_to > $5)
             and $1 <> '' and $2 >= 0 and $3 <= $4",
};

fn with_small_counts() -> Vec<platform::Slice> {
    slices().into_iter().chain([platform::Slice::new("test").figures([AGENCIES_KEPT_BACK])]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_kept_back_is_on_no_page_of_the_report_not_even_as_a_number_of_facts_or_of_changes() {
    on_both(with_small_counts, async |mut site: TestSite| {
        published(&mut site, "There are {figure:test.agencies} agencies.").await;
        let public = format!("/public/{PARTNERSHIP}/reports/r1/figures/1");
        site.get("", &public).await.is(StatusCode::OK).says("kept back").does_not_say("Facts counted").does_not_say(">3<");
        site.get("dot", "/reports/r1/figures/1")
            .await
            .is(StatusCode::OK)
            .says("kept back")
            .does_not_say(">3<")
            .does_not_say("(3)")
            .does_not_say("Westmere Police");
        register(&site, "org-late", "Westmere Hospital", AgencyType::NhsTrust).await;
        site.get("dot", "/reports/r1/changes")
            .await
            .says("kept back")
            .says("some recorded late")
            .does_not_say("1 recorded late")
            .does_not_say(">3<")
            .does_not_say(">4<");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_figure_keeps_back_another_over_the_same_facts_does_not_give_away() {
    on_both(with_small_counts, async |mut site: TestSite| {
        let data = "{figure:test.agencies} and {figure:organisation.in-partnership}.\n\n{table:organisation.in-partnership}";
        published(&mut site, data).await;
        let page = format!("/public/{PARTNERSHIP}/reports/r1");
        site.get("", &page).await.is(StatusCode::OK).says("kept back").does_not_say(">3<");
        site.get("", &format!("{page}/figures/2")).await.says("kept back").does_not_say(">3<");
        register(&site, "org-late", "Westmere Hospital", AgencyType::NhsTrust).await;
        site.get("dot", "/reports/r1/changes").await.says("some recorded late").does_not_say(">3<").does_not_say(">4<");
    })
    .await;
}

/// All agencies, and those that are not the police's: their difference is a small count.
const AGENCIES: [platform::Figure; 2] = [
    platform::Figure { id: "test.all", sql: WITH_POLICE, ..AGENCIES_KEPT_BACK },
    platform::Figure { id: "test.others", sql: WITHOUT_POLICE, ..AGENCIES_KEPT_BACK },
];
const WITH_POLICE: &str = "select o.id, o.known_from as entry, 'all' as part, 1 as n, 0 as value, o.name as shown
            from organisation o where o.chain = 'commons' and o.known_to is null and $1 <> '' and $2 >= 0 and $3 <= $4 and $5 >= 0";
const WITHOUT_POLICE: &str = "select o.id, o.known_from as entry, 'all' as part, 1 as n, 0 as value, o.name as shown
            from organisation o where o.chain = 'commons' and o.known_to is null and $1 <> '' and $2 >= 0 and $3 <= $4 and $5 >= 0
             and o.name <> 'Westmere Police'";

fn with_a_difference() -> Vec<platform::Slice> {
    slices().into_iter().chain([platform::Slice::new("test").figures(AGENCIES)]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_count_is_not_to_be_had_as_the_difference_of_two_larger_figures() {
    on_both(with_a_difference, async |mut site: TestSite| {
        for number in 0..5 {
            register(&site, &format!("org-{number}"), &format!("Trust of Ward {number}"), AgencyType::NhsTrust).await;
        }
        published(&mut site, "There are {figure:test.all} agencies, and {figure:test.others} beside the police.").await;
        let page = format!("/public/{PARTNERSHIP}/reports/r1");
        site.get("", &page).await.is(StatusCode::OK).says(">8<").says("kept back").does_not_say(">7<");
        site.get("", &format!("{page}/figures/2")).await.says("kept back").does_not_say(">7<");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_page_of_a_figure_never_says_how_many_facts_were_counted() {
    on_both(slices, async |mut site: TestSite| {
        published(&mut site, "There are {figure:organisation.in-partnership} agencies.").await;
        site.get("", &format!("/public/{PARTNERSHIP}/reports/r1/figures/1"))
            .await
            .is(StatusCode::OK)
            .says(">3<")
            .does_not_say("Facts counted");
        site.get("dot", "/reports/r1/figures/1").await.says("The facts counted (3)");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_figure_shows_as_printed_whatever_has_become_of_its_definition() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        drafted(&site).await;
        let data = "{figure:test.gone} of {figure:organisation.in-partnership}.\n\n{table:test.gone}";
        let before = "There are {figure:organisation.in-partnership} agencies.\n\n{chart:organisation.in-partnership}";
        site.post("dot", "/reports/r1/sections/data", &[("markdown", data), ("before", before)]).await.is(StatusCode::SEE_OTHER);
        let system = site.system();
        let text = wording(&site).await;
        for signer in [Signer::Council, Signer::Icb, Signer::Police] {
            let command =
                Command::Sign { signer: Some(signer), person: "Ada".into(), statement: "Yes".into(), text: text.clone(), problems: 0 };
            system.act::<Report>("r1", command, signer.as_str()).await.unwrap();
        }
        // A figure that is defined no more, and one that was kept back by a rule that is not today's.
        let gone = frozen(1, "test.gone", "Gone figure", platform::Quantity::Count(7_654));
        let kept_back = frozen(2, "organisation.in-partnership", "Agencies as they were", platform::Quantity::KeptBack);
        let command = Command::Publish {
            text,
            document: "d".into(),
            as_of: 1,
            commons_as_of: 1,
            frozen: vec![gone, kept_back],
            words: vec![],
            problems: 0,
        };
        system.act::<Report>("r1", command, "publish").await.unwrap();
        site.settle().await;
        let page = format!("/public/{PARTNERSHIP}/reports/r1");
        site.get("", &page).await.is(StatusCode::OK).says("7,654").says("kept back").says("As it was");
        site.get("", &format!("{page}/figures/1")).await.says("Gone figure").says("Counted once");
        site.get("", &format!("{page}/figures/2")).await.says("Agencies as they were").says("kept back");
        site.get("dot", "/reports/r1/figures/2").await.says("kept back");
        site.get("dot", "/reports/r1/changes").await.says("Gone figure").says("not counted any more");
    })
    .await;
}

fn frozen(number: i64, id: &str, title: &str, whole: platform::Quantity) -> Frozen {
    let scope = platform::Scope {
        chain: PARTNERSHIP.into(),
        as_of: 1,
        commons_as_of: 1,
        period: platform::Period::financial_year(2024),
        arguments: vec![],
    };
    let figure = Defined {
        id: id.into(),
        title: title.into(),
        counts: "Counted once".into(),
        does_not_mean: "Nothing more".into(),
        unit: "agencies".into(),
        by: None,
        arguments: vec![],
    };
    Frozen {
        number,
        measured: platform::Measured {
            figure: id.into(),
            version: 1,
            scope,
            quantity: platform::Quantity::Count(3),
            parts: vec![],
            counted: vec![],
        },
        printed: Some(Printed { figure, whole: whole.clone(), parts: vec![("As it was".into(), whole)] }),
    }
}

async fn wording(site: &TestSite) -> String {
    let page = site.get("pat", "/reports/r1/sign").await;
    let (_, rest) = page.body.split_once("name=\"text\" value=\"").expect("the wording's hash");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_goes_from_draft_to_publication_and_its_figures_open_onto_their_evidence() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        drafted(&site).await;
        let text = wording(&site).await;
        site.post("dot", "/reports/r1/publish", &[("text", &text)])
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .says("All three statutory partners");
        for partner in ["col", "ivy", "pat"] {
            let fields = [("text", text.as_str()), ("statement", "We agree")];
            site.post(partner, "/reports/r1/sign", &fields).await.is(StatusCode::SEE_OTHER);
        }
        // Nobody without an account sees a draft.
        site.get("", &format!("/public/{PARTNERSHIP}/reports/r1")).await.is(StatusCode::NOT_FOUND);
        site.post("dot", "/reports/r1/publish", &[("text", &text)]).await.is(StatusCode::SEE_OTHER);
        site.get("", &format!("/public/{PARTNERSHIP}/reports")).await.says("Annual report of the year");
        site.get("", &format!("/public/{PARTNERSHIP}/reports/r1")).await.is(StatusCode::OK).says("There are").says("/figures/1");
        site.get("", &format!("/public/{PARTNERSHIP}/reports/r1/figures/1")).await.says("Agencies in the partnership");
        site.get("dot", "/reports/r1/figures/1").await.says("Westmere Police");
        site.get("dot", "/reports/r1/report.pdf").await.is(StatusCode::OK).says("%PDF-");
        site.post("dot", "/reports/r1/sections/data", &[("markdown", "Another"), ("before", "")])
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY);

        // What comes late changes nothing that was published, and is named beside it.
        site.get("dot", "/reports/r1/changes").await.says("Every figure comes to what was published");
        register(&site, "org-late", "Westmere Hospital", AgencyType::NhsTrust).await;
        site.get("", &format!("/public/{PARTNERSHIP}/reports/r1/figures/1")).await.says(">3<");
        site.get("dot", "/reports/r1/changes").await.says("1 recorded late");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_wording_takes_the_signatures_away_and_only_a_partner_can_sign() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        drafted(&site).await;
        let text = wording(&site).await;
        site.post("pat", "/reports/r1/sign", &[("text", &text), ("statement", "We agree")]).await.is(StatusCode::SEE_OTHER);
        site.post("dot", "/reports/r1/sections/voice", &[("markdown", "Other words."), ("before", "Words.")])
            .await
            .is(StatusCode::SEE_OTHER);
        site.get("pat", "/reports/r1").await.says("signed an earlier wording");
        site.post("dot", "/reports/r1/sign", &[("text", &text), ("statement", "x")]).await.is(StatusCode::FORBIDDEN);
        site.post("dot", "/reports/r1/sections/voice", &[("markdown", "There were 12 of them."), ("before", "Other words.")])
            .await
            .is(StatusCode::SEE_OTHER);
        site.get("dot", "/reports/r1").await.says("To be mended").says("“12” has no source");
        let unknown = "Words.\n\nMore.\n\n{quote \"two\nlines\" source=\"Meeting\"} and {figure:no.such}.";
        site.post("dot", "/reports/r1/sections/voice", &[("markdown", unknown), ("before", "There were 12 of them.")])
            .await
            .is(StatusCode::SEE_OTHER);
        site.get("dot", "/reports/r1").await.says(", line 6").says("there is no figure `no.such`");
    })
    .await;
}

fn with_statistics() -> Vec<platform::Slice> {
    slices().into_iter().chain([crate::statistics::slice()]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_of_published_statistics_is_titled_by_its_measure() {
    use crate::statistics::{Door, Given, bring};
    on_both(with_statistics, async |mut site: TestSite| {
        let table = "time_period,geographic_level,country_code,region_code,old_la_code,new_la_code,la_name,category,Anypoint_child,\
                     Started_episodes,Ended_episodes,At31_episodes,awaiting_assessment\n\
                     2025,National,E92000001,,,,,,1,2,3,400000,5\n\
                     2025,Local authority,E92000001,E12000007,999,E09000099,Westmere,,1,2,3,2563,c\n";
        let given = Given { file: "b1.csv".into(), bytes: table.as_bytes().to_vec() };
        bring(Door::Installation(&site.site), vec![given]).await.unwrap();
        let measure = "measure=children-in-need.on-31-march";
        let data = format!(
            "{{figure:statistic.value {measure} area=own period=2025}}\n\n{{chart:statistic.compared {measure} period=2025}}\n\n\
             {{table:statistic.compared {measure} period=2025}}"
        );
        published(&mut site, &data).await;
        let page = format!("/public/{PARTNERSHIP}/reports/r1");
        site.get("", &page)
            .await
            .is(StatusCode::OK)
            .says("Children in need on 31 March")
            .says("year to March 2025")
            .says("2,563")
            .says("400,000")
            .does_not_say("A published statistic");
        site.get("", &format!("{page}/figures/2"))
            .await
            .says("Children in need on 31 March, by area")
            .says("Westmere")
            .does_not_say("none to measure");
        site.get("", &format!("{page}/report.pdf")).await.is(StatusCode::OK).says("%PDF-");
    })
    .await;
}

fn with_contributions() -> Vec<platform::Slice> {
    slices().into_iter().chain([partnership::contribution::slice()]).collect()
}

/// The council's contribution to 2024-25, written and signed off in these words.
async fn contributed(site: &TestSite, did: &str) {
    use partnership::contribution::{Command as Said, Contribution, Words, stream_of};
    let words = Words { did: did.to_owned(), difference: "Waits fell".to_owned(), ..Words::default() };
    for (at, command) in [
        Said::Write { words },
        Said::Submit { by: "author".to_owned() },
        Said::SignOff { by: "approver".to_owned(), name: "Ann Approver".to_owned() },
    ]
    .into_iter()
    .enumerate()
    {
        site.system().act::<Contribution>(stream_of("org-council", 2024), command, &format!("{did} {at}")).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_record_says_is_printed_as_it_was_on_the_day_of_publication_and_its_later_words_beside_it() {
    on_both(with_contributions, async |mut site: TestSite| {
        use partnership::contribution::{Command as Said, Contribution, stream_of};
        let stream = stream_of("org-council", 2024);
        people(&mut site).await;
        let invite = Said::Invite { agency: "org-council".to_owned(), year: 2024, due: site.site.ledger().clock().moment().today };
        site.system().act::<Contribution>(&stream, invite, "invite").await.unwrap();
        contributed(&site, "We opened 12 family hubs").await;
        drafted(&site).await;
        let before = "There are {figure:organisation.in-partnership} agencies.\n\n{chart:organisation.in-partnership}";
        let write = async |markdown: &str, before: &str| {
            site.post("dot", "/reports/r1/sections/data", &[("markdown", markdown), ("before", before)]).await.is(StatusCode::SEE_OTHER);
        };
        let nobody = "{record:contribution.signed only=\"Nobody\"}";
        write(nobody, before).await;
        site.get("dot", "/reports/r1").await.says("is headed “Nobody”");
        write("{record:contribution.signed}", nobody).await;
        let text = wording(&site).await;
        for partner in ["col", "ivy", "pat"] {
            site.post(partner, "/reports/r1/sign", &[("text", text.as_str()), ("statement", "We agree")]).await.is(StatusCode::SEE_OTHER);
        }
        site.post("dot", "/reports/r1/publish", &[("text", &text)]).await.is(StatusCode::SEE_OTHER);
        let public = format!("/public/{PARTNERSHIP}/reports/r1");
        site.get("", &public).await.says("We opened 12 family hubs").says("Waits fell").says("Signed off by Ann Approver");
        site.get("dot", "/reports/r1/changes").await.does_not_say("We opened 12 family hubs");
        let back = Said::Return { by: "approver".to_owned(), reason: "It was fewer".to_owned() };
        site.system().act::<Contribution>(&stream, back, "return").await.unwrap();
        contributed(&site, "We opened 9 family hubs").await;
        site.get("", &public).await.says("We opened 12 family hubs").does_not_say("We opened 9 family hubs");
        site.get("dot", "/reports/r1/changes").await.says("We opened 12 family hubs").says("We opened 9 family hubs");
    })
    .await;
}
