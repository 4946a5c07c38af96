//! The whole report, built: its sections with their figures, as a page and as a PDF, or the problems that stop it.

use kernel::period::FinancialYear;
use ledger::Read;
use platform::{COMMONS, Site};

use super::{
    compose::{self, Part, Problem},
    fact::Audience,
    freeze::{self, Answers, AsOf},
    html, print,
    quote::{self, Passages},
    rows,
    rows::Shown,
    sections::{Section, sections},
};

/// A report read and answered, before it is drawn.
pub(super) struct Whole {
    pub report: Shown,
    pub partnership: String,
    pub sections: Vec<(&'static Section, Vec<Part>)>,
    pub answers: Answers,
    pub passages: Passages,
    /// As of when they are read; where it is published, as of now.
    pub as_of: AsOf,
    pub problems: Vec<Problem>,
    /// Printed on every page of a demonstration.
    pub demonstration: bool,
}

impl Whole {
    pub(super) fn year_words(&self) -> String {
        FinancialYear::starting(self.report.year).map_or_else(String::new, |year| year.to_string())
    }
    /// The day printed on it: of publication, or the last of its year.
    pub(super) fn date(&self) -> kernel::Date {
        self.report.published_on.unwrap_or_else(|| jiff::civil::date(self.report.year + 1, 3, 31))
    }
}

/// Reads the report's text and answers its citations: as frozen where it is published, as known now where it is not.
pub(super) async fn whole(site: &Site, tx: &mut Read, report: Shown) -> ledger::Result<Whole> {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    let mut wanted = Vec::new();
    let mut quoted = Vec::new();
    let mut cites = Vec::new();
    for section in sections(report.audience) {
        let (parts, found) = compose::read(section.key, report.markdown(section.key));
        problems.extend(found);
        if parts.is_empty() {
            problems.push(Problem { section: section.key.to_owned(), line: 0, what: "nothing is written here yet".to_owned() });
        }
        for (line, cite) in compose::cited(report.markdown(section.key)) {
            match freeze::keys(site, &cite, report.year) {
                Ok(keys) => wanted.extend(keys),
                Err(what) => problems.push(Problem { section: section.key.to_owned(), line, what }),
            }
            match quote::key(site, &cite, report.year) {
                Ok(key) => quoted.extend(key),
                Err(what) => problems.push(Problem { section: section.key.to_owned(), line, what }),
            }
            cites.push((section.key, line, cite));
        }
        read.push((section, parts));
    }
    let as_of = AsOf { chain: tx.head(&report.chain).await?, commons: tx.head(COMMONS).await? };
    let (answers, passages) = if report.published {
        // What stopped a draft was asked before it was published; a definition that has gone since stops nothing.
        problems.clear();
        let answers = freeze::thawed(site, rows::frozen(tx, &report.chain, &report.id).await?);
        (answers, quote::thawed(rows::frozen_words(tx, &report.chain, &report.id).await?))
    } else {
        let answers = freeze::measure(site, tx, &report.chain, as_of, wanted).await?;
        let passages = quote::read(site, tx, &report.chain, as_of, quoted).await?;
        for (section, line, cite) in &cites {
            let missing = quote::missing(&passages, cite, report.year);
            problems.extend(missing.map(|what| Problem { section: (*section).to_owned(), line: *line, what }));
        }
        (answers, passages)
    };
    let name = tx
        .row("select name from partnership where chain = 'commons' and known_to is null and slug = $1", ledger::args![&report.chain])
        .await?;
    let partnership = name.map_or_else(|| Ok(report.chain.clone()), |row| row.text("name"))?;
    Ok(Whole { report, partnership, sections: read, answers, passages, as_of, problems, demonstration: site.config().demonstration })
}

/// What the command line writes.
pub struct Built {
    pub pdf: Vec<u8>,
    /// The page by itself, whole and readable without the site.
    pub html: String,
}

/// Builds the report of a partnership's year. None where there is no such report.
///
/// # Errors
/// The problems that stop it, one a line; or a fault.
pub async fn build(
    site: &Site,
    partnership: &str,
    year: FinancialYear,
    audience: Audience,
) -> anyhow::Result<Option<Result<Built, Vec<Problem>>>> {
    let mut tx = site.ledger().read().await?;
    let Some(report) = rows::of_year(&mut tx, partnership, year.start_year(), audience).await? else { return Ok(None) };
    let whole = whole(site, &mut tx, report).await?;
    drop(tx);
    if !whole.problems.is_empty() {
        return Ok(Some(Err(whole.problems)));
    }
    let pdf = print::pdf(&whole)?;
    Ok(Some(Ok(Built { pdf, html: html::standalone(&whole) })))
}

async fn by_id(site: &Site, partnership: &str, id: &str) -> anyhow::Result<Whole> {
    let mut tx = site.ledger().read().await?;
    let report = rows::one(&mut tx, partnership, id).await?.ok_or_else(|| anyhow::anyhow!("there is no report `{id}`"))?;
    Ok(whole(site, &mut tx, report).await?)
}

/// The command by which this person signs the wording as it stands.
///
/// # Errors
/// No such report, or a fault.
pub async fn sign_command(
    site: &Site,
    partnership: &str,
    id: &str,
    who: &platform::Who,
    statement: &str,
) -> anyhow::Result<super::Command> {
    let whole = by_id(site, partnership, id).await?;
    Ok(super::Command::Sign {
        signer: super::Signer::from_word(&who.appointment.agency_type),
        person: who.name.clone(),
        statement: statement.to_owned(),
        text: whole.report.text_hash(),
        problems: whole.problems.len(),
    })
}

/// The command that publishes the wording as it stands, with its figures as they are known now.
///
/// # Errors
/// No such report, or a fault.
pub async fn publish_command(site: &Site, partnership: &str, id: &str) -> anyhow::Result<super::Command> {
    let whole = by_id(site, partnership, id).await?;
    let text = whole.report.text_hash();
    Ok(super::web::publication(&whole, text))
}
