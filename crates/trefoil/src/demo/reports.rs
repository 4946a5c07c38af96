//! Last year's report, published by three signatures; this year's, signed by two, so that a visitor can finish it.

use std::path::PathBuf;

use anyhow::Context as _;
use jiff::civil::date;
use kernel::period::FinancialYear;
use publication::report::{
    Answer, Audience, Command, DRAFT, OPEN, PUBLISH, Report, SIGN, checklist_keys, publish_command, section_keys, sign_command, starter,
};
use publication::statistics;

use super::{Event, PARTNERSHIP, What, stage::Stage};

#[derive(Clone, Copy)]
pub(super) enum Step {
    /// The published figures of the comparator, where the files are there.
    Import,
    Write(i16),
    Sign(i16, &'static str),
    Publish(i16),
}

pub(super) fn plan() -> Vec<Event> {
    let at = |month: i8, day: i8, year: i16, order: usize, what: Step| Event {
        day: date(year, month, day),
        hour: 13,
        order,
        what: What::Report(what),
    };
    vec![
        at(6, 2, 2025, 0, Step::Import),
        at(6, 16, 2025, 0, Step::Write(2024)),
        at(9, 8, 2025, 0, Step::Sign(2024, "council lead")),
        at(9, 9, 2025, 0, Step::Sign(2024, "police lead")),
        at(9, 10, 2025, 0, Step::Sign(2024, "health lead")),
        at(9, 18, 2025, 0, Step::Publish(2024)),
        at(6, 15, 2026, 0, Step::Write(2025)),
        at(9, 7, 2026, 0, Step::Sign(2025, "council lead")),
        at(9, 8, 2026, 0, Step::Sign(2025, "police lead")),
    ]
}

fn id(year: i16) -> String {
    format!("report-{PARTNERSHIP}-children-{year}")
}

/// What stands in each section, where the first draft says only what belongs there. Not one number is typed.
fn words(section: &str) -> Option<&'static str> {
    Some(match section {
        "scrutiny" => {
            "The scrutineer read the minutes of the boards and of the executive leadership group, sat in on meetings, and spoke with children, \
             with adults who had been through a safeguarding enquiry, and with practitioners.\n\n\
             {quote \"Agencies disagree more openly than they did, and earlier. I do not yet see what children gained by it.\" source=\"The independent scrutineer\"}"
        }
        "impact" => {
            "Agencies are asked to show what changed for a child or an adult, and not only what was done. Most of what they sent shows what was done."
        }
        "reviews" => {
            "No incident met the test for notification in the year. The partnership learns below that test too: disagreements are read for what they teach."
        }
        "voice" => {
            "Children were asked how they feel, whether they feel listened to, what goes well, and what worries them.\n\n\
             {quote \"You can tell when somebody goes above and beyond.\" source=\"A young person, at the October event\"}\n\n\
             Children asked for more life skills in school, and for peer mentors. Work on peer mentors goes on; there is no date yet."
        }
        "money" => {
            "The council, the integrated care board and the police each contribute. How contributions should be shared is being discussed nationally."
        }
        "next" => {
            "The priorities stay. The partnership will ask of each what changed for people, and say so here, also where the answer is nothing."
        }
        _ => return None,
    })
}

pub(super) async fn happen(stage: &Stage, step: Step) -> anyhow::Result<()> {
    match step {
        Step::Import => import(stage).await,
        Step::Write(year) => {
            let compared = compared(stage, year).await?;
            let title = format!("Annual report {}", FinancialYear::starting(year).context("a year")?);
            stage
                .act::<Report>("business manager", OPEN, id(year), Command::Open { year, audience: Some(Audience::Children), title })
                .await?;
            for section in section_keys(Audience::Children) {
                let mut markdown = words(section).unwrap_or_else(|| starter(Audience::Children, section)).to_owned();
                if section == "data" {
                    markdown.push_str(&compared);
                }
                let command = Command::WriteSection { section: section.to_owned(), markdown, before: String::new() };
                stage.act::<Report>("business manager", DRAFT, id(year), command).await?;
            }
            for row in checklist_keys(Audience::Children) {
                let answer = match row {
                    "secure" => Answer::NotApplicable { because: "There is no secure establishment in the area".to_owned() },
                    _ => Answer::Covered { section: covering(row).to_owned() },
                };
                stage.act::<Report>("business manager", DRAFT, id(year), Command::Answer { row: row.to_owned(), answer }).await?;
            }
            Ok(())
        }
        Step::Sign(year, persona) => {
            let who = stage.who(persona)?;
            let command = sign_command(&stage.site, PARTNERSHIP, &id(year), who, "We have read it and stand by it").await?;
            stage.act::<Report>(persona, SIGN, id(year), command).await
        }
        Step::Publish(year) => {
            let command = publish_command(&stage.site, PARTNERSHIP, &id(year)).await?;
            stage.act::<Report>("business manager", PUBLISH, id(year), command).await
        }
    }
}

/// The folder of published files: `TREFOIL_DATA`, or the one beside the checkout.
fn published() -> Vec<PathBuf> {
    let folder = std::env::var("TREFOIL_DATA").map_or_else(|_| PathBuf::from("../shared/data"), PathBuf::from).join("dfe");
    let mut files: Vec<PathBuf> = FILES.iter().map(|name| folder.join(name)).filter(|path| path.exists()).collect();
    files.sort();
    files
}

const FILES: &[&str] = &[
    "b1_children_in_need_2013_to_2025.csv",
    "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "d3_cpps_subsequent_plan_2013_to_2025.csv",
    "d5_cpps_at31march_by_duration_2013_to_2025.csv",
    "cla_number_and_rate_per_10k_children.csv",
    "csww_indicators_2017_to_2025.csv",
    "ons_mid-year_population_estimates_2012_to_2024.csv",
    "sn_model_2025_wide.csv",
];

async fn import(stage: &Stage) -> anyhow::Result<()> {
    let files = published();
    if files.is_empty() {
        println!("The published statistics are left out: their files are not there. The README says where they are published.");
        return Ok(());
    }
    statistics::import(&stage.site, PARTNERSHIP, &files).await.map(drop)
}

/// The comparison with the real area whose figures stand in for this invented one; nothing where the files are not there.
async fn compared(stage: &Stage, year: i16) -> anyhow::Result<String> {
    let mut tx = stage.site.ledger().read().await?;
    // The year to 31 March is named by the calendar year in which it ends; the newest published year may be an earlier one.
    let newest =
        "select max(period) as period from statistic where chain = 'commons' and known_to is null and measure = 'looked-after.rate'
                     and period <= $1";
    let row = tx.row(newest, ledger::args![(year + 1).to_string()]).await?;
    let Some(period) = row.map(|row| row.opt_text("period")).transpose()?.flatten() else { return Ok(String::new()) };
    Ok(format!(
        "\n\n### As published\n\n\
         Northbrook is invented. The published figures here are those of a real area, the London Borough of Hillingdon, as a comparator.\n\n\
         Children looked after, as a rate: {{figure:statistic.value measure=looked-after.rate area=E09000017 period={period}}} there, \
         and {{figure:statistic.value measure=looked-after.rate area=E92000001 period={period}}} in England.\n\n\
         {{chart:statistic.compared measure=looked-after.rate period={period}}}\n\n\
         Referrals that came within a year of another: {{figure:statistic.value measure=referrals.again-within-a-year area=E09000017 period={period}}} per cent there, \
         and {{figure:statistic.value measure=referrals.again-within-a-year area=E92000001 period={period}}} per cent in England."
    ))
}

/// The section that covers a row of the checklist.
fn covering(row: &str) -> &'static str {
    match row {
        "scrutiny" => "scrutiny",
        "contribution" => "contributions",
        "impact" => "impact",
        "incidents" | "recommendations" => "reviews",
        "feedback" | "plain" => "voice",
        "no_progress" => "priorities",
        "costs" => "money",
        "education" | "arrangements" => "arrangements",
        "reforms" => "next",
        _ => "data",
    }
}
