//! Pages: the report's own page, its preview and PDF, signing, publishing, its figures explained, and what they have become since.

use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Column, Form, ListTable, SummaryList, TagColour, WarningText};
use kernel::period::FinancialYear;
use maud::{Markup, Render, html};
use platform::{Cx, Home, ListColumn, ListSpec, Page, Posted, Problem, Reading, Reply, Show, Site, date_words};

use super::{
    Command, DRAFT, OPEN, PUBLISH, Report, SIGN, VIEW,
    build::{self, Whole},
    fact::{Audience, Signer},
    freeze, html as draw, print, quote, rows,
    sections::{checklist, sections},
};

pub(super) static LIST: ListSpec = ListSpec {
    path: "/reports",
    title: "Annual reports",
    intro: "A report for each year: what the partnership set out to do, what it did, and what difference that made.",
    kind: "report",
    action: VIEW,
    home: Home::Partnership,
    from: "report p",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "title", title: "Report", sql: "p.title", show: Show::Link },
        ListColumn { key: "whose", title: "Whose", sql: "p.audience", show: Show::Words(Audience::ALL) },
        ListColumn { key: "year", title: "Year beginning", sql: "p.year", show: Show::Number },
        ListColumn {
            key: "state",
            title: "State",
            sql: "p.status",
            show: Show::Tag(&[("draft", "Draft", TagColour::Blue), ("published", "Published", TagColour::Green)]),
        },
        ListColumn { key: "published", title: "Published", sql: "p.published_on", show: Show::Date },
    ],
    filters: &[],
    sort: "-year",
    empty: "No report has been opened.",
    start: Some((OPEN, "/reports/new", "Open a report")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/reports/new", get(ask_open))
        .route("/reports/{id}", get(show))
        .route("/reports/{id}/open", post(open))
        .route("/reports/{id}/preview", get(preview))
        .route("/reports/{id}/report.pdf", get(pdf))
        .route("/reports/{id}/sign", get(ask_sign).post(sign))
        .route("/reports/{id}/publish", get(ask_publish).post(publish))
        .route("/reports/{id}/figures/{number}", get(explain))
        .route("/reports/{id}/changes", get(changes))
        .route("/reports/{id}/copies", post(send_copy))
}

async fn reading(cx: &Cx, action: platform::Action, id: &str) -> Result<(Reading, Whole), Problem> {
    let mut reading = cx.read::<Report>(action, id).await?;
    let report = rows::one(&mut reading.tx, &reading.chain, id).await?.ok_or(Problem::NotFound)?;
    let whole = build::whole(&cx.site, &mut reading.tx, report).await?;
    Ok((reading, whole))
}

async fn ask_open(cx: Cx) -> Reply {
    cx.must(OPEN)?;
    open_page(&cx, &cx.new_id().to_string(), &Form::new())
}

fn open_page(cx: &Cx, id: &str, form: &Form) -> Reply {
    let current = FinancialYear::from_date(cx.at.today);
    let years: Vec<(String, String)> = std::iter::successors(Some(current.previous()), |year| Some(year.previous()))
        .take(4)
        .map(|year| (year.start_year().to_string(), year.to_string()))
        .collect();
    let fields = html! {
        (form.radios("audience", "Whose report is it?", Audience::ALL.iter().copied()))
        (form.select("year", "Which year?", years))
        (form.input("title", "Title"))
        (Button::new("Open it"))
    };
    cx.page(Page::new("Open a report").back("/reports").with_form(form).body(cx.form(&format!("/reports/{id}/open"), 0, &fields)))
}

async fn open(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let form = &posted.form;
    let year = form.text("year").parse().unwrap_or_else(|_| FinancialYear::from_date(cx.at.today).previous().start_year());
    let command = Command::Open { year, audience: Audience::from_word(&form.text("audience")), title: form.text("title") };
    match cx.act::<Report>(OPEN, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/reports/{id}"), "The report is open. Begin with any section"),
        Err(unmet) => open_page(&cx, &id, &cx.again::<Report>(unmet, posted.form)?),
    }
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let (reading, whole) = reading(&cx, VIEW, &id).await?;
    let report = &whole.report;
    let may_draft = cx.may_here(DRAFT, &reading) && !report.published;
    let rows_all = checklist(report.audience).count();
    let answered = checklist(report.audience).filter(|row| report.answers.iter().any(|(line, ..)| line == row.key)).count();
    let body = html! {
        (SummaryList::new()
            .add("Whose", report.audience.title())
            .add("Year", whole.year_words())
            .add("State", match report.published_on { Some(on) => format!("Published on {}", date_words(on)), None => "Draft".to_owned() })
            .add("Checklist", format!("{answered} of {rows_all} rows answered")))
        (meter(answered, rows_all))
        div class="govuk-button-group" {
            (ButtonLink::new(if report.published { "Read it" } else { "Preview" }, format!("/reports/{id}/preview")))
            @if whole.problems.is_empty() { (ButtonLink::new("PDF", format!("/reports/{id}/report.pdf")).secondary()) }
            @if report.published { (ButtonLink::new("What has changed since", format!("/reports/{id}/changes")).secondary()) }
        }
        @if !whole.problems.is_empty() && !report.published { (problems(&id, &whole)) }
        h2 class="govuk-heading-m" { "Sections" }
        (section_list(&id, &whole, may_draft))
        p class="govuk-body" { a class="govuk-link" href={ "/reports/" (id) "/checklist" } { "The statutory checklist" } }
        (signatures(&cx, &reading, &id, &whole))
        @if report.published { (copies(&cx, &reading, &id)) }
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(report.title.clone()).caption("Annual report").back("/reports").body(body))
}

/// How complete the checklist is, for eyes and for screen readers.
fn meter(answered: usize, of: usize) -> Markup {
    html! { meter class="app-meter" min="0" max=(of) value=(answered) aria-label="Rows of the statutory checklist answered" { (answered) " of " (of) } }
}

fn problems(id: &str, whole: &Whole) -> Markup {
    html! {
        (WarningText::new(html! { "This stops the report from being signed and published:" }))
        ul class="govuk-list govuk-list--bullet" {
            @for problem in &whole.problems {
                li {
                    a class="govuk-link" href={ "/reports/" (id) "/sections/" (problem.section) } {
                        (sections(whole.report.audience).find(|section| section.key == problem.section).map_or("", |section| section.title))
                        @if problem.line > 0 { ", line " (problem.line) }
                    }
                    ": " (problem.what)
                }
            }
        }
    }
}

fn section_list(id: &str, whole: &Whole, may_draft: bool) -> Markup {
    let mut table = ListTable::new("In order").caption_hidden().column(Column::new("Section")).column(Column::new("State"));
    for section in sections(whole.report.audience) {
        let markdown = whole.report.markdown(section.key);
        let stopped = whole.problems.iter().any(|problem| problem.section == section.key);
        let state = match (markdown.is_empty(), stopped) {
            (true, _) => govuk::Tag::new("Not begun").colour(TagColour::Grey),
            (false, true) => govuk::Tag::new("To be mended").colour(TagColour::Red),
            (false, false) => govuk::Tag::new("Written").colour(TagColour::Green),
        };
        table = table.row(vec![
            html! {
                @if may_draft { a class="govuk-link" href={ "/reports/" (id) "/sections/" (section.key) } { (section.title) } } @else { (section.title) }
            },
            html! { (state) },
        ]);
    }
    table.render()
}

fn signatures(cx: &Cx, reading: &Reading, id: &str, whole: &Whole) -> Markup {
    let now = whole.report.text_hash();
    let mut table = ListTable::new("Signed by")
        .column(Column::new("Partner"))
        .column(Column::new("Signature"))
        .column(Column::new("Statement"))
        .empty("Nobody has signed.");
    let mut valid = 0;
    for (word, title) in Signer::ALL {
        let signature = whole.report.signatures.iter().find(|signature| signature.signer == *word);
        let (state, statement) = match signature {
            Some(signature) if signature.wording == now => {
                valid += 1;
                (format!("{}, {}", signature.person, date_words(signature.on)), signature.statement.clone())
            }
            Some(signature) => (format!("{} signed an earlier wording", signature.person), String::new()),
            None => ("Not yet".to_owned(), String::new()),
        };
        table = table.row(vec![html! { (title) }, html! { (state) }, html! { (statement) }]);
    }
    html! {
        (table)
        @if !whole.report.published && whole.problems.is_empty() {
            div class="govuk-button-group" {
                @if cx.may_here(SIGN, reading) { (ButtonLink::new("Sign for your partner", format!("/reports/{id}/sign"))) }
                @if valid == Signer::ALL.len() && cx.may_here(PUBLISH, reading) { (ButtonLink::new("Publish", format!("/reports/{id}/publish"))) }
            }
        }
    }
}

fn copies(cx: &Cx, reading: &Reading, id: &str) -> Markup {
    let form = Form::new();
    let fields = html! { (form.input("to", "Who was sent a copy?").hint("For example, the Child Safeguarding Practice Review Panel")) (Button::new("Note it").secondary()) };
    html! { @if cx.may_here(PUBLISH, reading) { (cx.form(&format!("/reports/{id}/copies"), reading.version, &fields)) } }
}

async fn send_copy(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::SendCopy { to: posted.form.text("to"), on: cx.at.today };
    match cx.act::<Report>(PUBLISH, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/reports/{id}"), "Noted"),
        Err(unmet) => {
            let form = cx.again::<Report>(unmet, posted.form)?;
            cx.page(Page::new("Note a copy").back(format!("/reports/{id}")).with_form(&form).body(html! {}))
        }
    }
}

async fn preview(cx: Cx, Path(id): Path<String>) -> Reply {
    let (_, whole) = reading(&cx, VIEW, &id).await?;
    let link = |number: i64| format!("/reports/{id}/figures/{number}");
    let body = html! {
        @if !whole.problems.is_empty() && !whole.report.published { (problems(&id, &whole)) }
        (draw::body(&whole, &link))
    };
    let caption = if whole.report.published { "Annual report" } else { "Preview" };
    cx.page(Page::new(whole.report.title.clone()).caption(caption).back(format!("/reports/{id}")).body(body))
}

pub(super) fn pdf_response(whole: &Whole) -> Result<Response, Problem> {
    let bytes = print::pdf(whole)?;
    let name = format!("annual-report-{}-{}.pdf", whole.report.audience.as_str(), whole.year_words());
    let disposition = format!("inline; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

async fn pdf(cx: Cx, Path(id): Path<String>) -> Reply {
    let (_, whole) = reading(&cx, VIEW, &id).await?;
    if !whole.problems.is_empty() && !whole.report.published {
        return cx.see(format!("/reports/{id}"), "The report cannot be printed until what is listed here is mended");
    }
    pdf_response(&whole)
}

async fn ask_sign(cx: Cx, Path(id): Path<String>) -> Reply {
    sign_page(&cx, &id, &Form::new()).await
}

async fn sign_page(cx: &Cx, id: &str, form: &Form) -> Reply {
    let (reading, whole) = reading(cx, SIGN, id).await?;
    let partner = Signer::from_word(&cx.who.appointment.agency_type).map_or("your agency", Signer::title);
    let fields = html! {
        input type="hidden" name="text" value=(whole.report.text_hash());
        (form.textarea("statement", "Your statement"))
        (Button::new("Sign"))
    };
    let body = html! {
        p class="govuk-body" { "You sign for " (partner) ", and for this very wording. If the text changes, your signature no longer counts." }
        p class="govuk-body" { a class="govuk-link" href={ "/reports/" (id) "/preview" } { "Read it first" } }
        (cx.form(&format!("/reports/{id}/sign"), reading.version, &fields))
    };
    cx.page(Page::new("Sign the report").back(format!("/reports/{id}")).with_form(form).body(body))
}

async fn sign(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let (_, whole) = reading(&cx, SIGN, &id).await?;
    let command = Command::Sign {
        signer: Signer::from_word(&cx.who.appointment.agency_type),
        person: cx.who.name.clone(),
        statement: posted.form.text("statement"),
        text: posted.form.text("text"),
        problems: whole.problems.len(),
    };
    // The wording is what must not have changed; that somebody else signed meanwhile does not matter.
    let stamp = platform::Stamp { seen: None, ..posted.stamp };
    match cx.act::<Report>(SIGN, &id, command, &stamp).await {
        Ok(_) => cx.see(format!("/reports/{id}"), "You have signed the report"),
        Err(unmet) => sign_page(&cx, &id, &cx.again::<Report>(unmet, posted.form)?).await,
    }
}

async fn ask_publish(cx: Cx, Path(id): Path<String>) -> Reply {
    publish_page(&cx, &id, &Form::new()).await
}

async fn publish_page(cx: &Cx, id: &str, form: &Form) -> Reply {
    let (reading, whole) = reading(cx, PUBLISH, id).await?;
    let fields = html! { input type="hidden" name="text" value=(whole.report.text_hash()); (Button::new("Publish it").warning()) };
    let body = html! {
        (WarningText::new("What is published can be read by everybody and can never be changed."))
        p class="govuk-body" { "Its figures are frozen as they stand now, with the facts counted." }
        (cx.form(&format!("/reports/{id}/publish"), reading.version, &fields))
    };
    cx.page(Page::new("Publish the report").caption(whole.report.title).back(format!("/reports/{id}")).with_form(form).body(body))
}

/// What publishing freezes, computed from what is known at this moment.
pub(super) fn publication(whole: &Whole, text: String) -> Command {
    Command::Publish {
        text,
        document: platform::digest(&draw::standalone(whole)),
        as_of: whole.as_of.chain,
        commons_as_of: whole.as_of.commons,
        frozen: freeze::frozen(&whole.answers),
        words: quote::frozen(&whole.passages),
        problems: whole.problems.len(),
    }
}

async fn publish(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let (_, whole) = reading(&cx, PUBLISH, &id).await?;
    let command = publication(&whole, posted.form.text("text"));
    match cx.act::<Report>(PUBLISH, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/reports/{id}"), "The report is published"),
        Err(unmet) => publish_page(&cx, &id, &cx.again::<Report>(unmet, posted.form)?).await,
    }
}

/// *Explain this number*.
async fn explain(cx: Cx, Path((id, number)): Path<(String, i64)>) -> Reply {
    let (_, whole) = reading(&cx, VIEW, &id).await?;
    let cited = whole.answers.values().find(|cited| cited.number == number).ok_or(Problem::NotFound)?;
    let facts = if cited.keeps_back() {
        html! { p class="govuk-body" { "Something of this figure is kept back, so the facts behind it are not listed here." } }
    } else {
        platform::facts_counted(&cx, &cited.measured).await?
    };
    let body = html! {
        (draw::value(cited))
        (explanation(&whole, cited))
        (facts)
    };
    cx.page(Page::new(cited.figure.title.clone()).caption("Explain this number").back(format!("/reports/{id}/preview")).wide().body(body))
}

/// What a figure is, for everybody: never how many facts were counted, which a small count must not give away.
pub(super) fn explanation(whole: &Whole, cited: &freeze::Cited) -> Markup {
    let period = cited.measured.scope.period;
    let known = match whole.report.published_on {
        Some(on) => format!("Frozen on {}, at entry {} of the ledger", date_words(on), cited.measured.scope.as_of),
        None => format!("As known now, at entry {} of the ledger; not frozen yet", cited.measured.scope.as_of),
    };
    SummaryList::new()
        .add("Definition", format!("{}, version {}", cited.figure.id, cited.measured.version))
        .add("Counts", &cited.figure.counts)
        .add("Does not mean", &cited.figure.does_not_mean)
        .add("Period", format!("{} to {}", date_words(period.from), date_words(period.to)))
        .add("Known when", known)
        .render()
}

/// Each frozen figure, recomputed: what it is now, and why it differs.
async fn changes(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Report>(VIEW, &id).await?;
    let report = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    let frozen = rows::frozen(&mut reading.tx, &reading.chain, &id).await?;
    let recomputed = freeze::recompute(&cx.site, &mut reading.tx, &report, frozen).await?;
    if !report.published {
        return cx.see(format!("/reports/{id}"), "Nothing is frozen before the report is published");
    }
    let words = rows::frozen_words(&mut reading.tx, &reading.chain, &id).await?;
    let words = quote::changed(&cx.site, &mut reading.tx, &report, words).await?;
    let mut table = ListTable::new("Figures that are not what they were")
        .column(Column::new("Figure"))
        .column(Column::new("Published"))
        .column(Column::new("Now"))
        .column(Column::new("Why"))
        .empty("Every figure comes to what was published.");
    for one in recomputed.iter().filter(|one| one.now.is_none() || !one.change.is_empty()) {
        table = table.row(vec![
            html! { a class="govuk-link" href={ "/reports/" (id) "/figures/" (one.number) } { (one.title) } },
            html! { (one.then) },
            html! { @if let Some(now) = &one.now { (now) } @else { "not counted any more" } },
            html! { (why(one)) },
        ]);
    }
    let body = html! {
        p class="govuk-body" { "The published report stays as it is. Here its figures are computed again, from all that is known today." }
        (table)
        @if !words.is_empty() { (words_changed(&words)) }
    };
    cx.page(Page::new("What has changed since").caption(report.title).back(format!("/reports/{id}")).wide().body(body))
}

fn words_changed(changed: &[quote::Changed]) -> Markup {
    let said = |words: &str| html! { @if words.is_empty() { "Nothing" } @else { (words) } };
    let mut table = ListTable::new("Records that say something else")
        .column(Column::new("Record"))
        .column(Column::new("Published"))
        .column(Column::new("Now"));
    for one in changed {
        table = table.row(vec![html! { a class="govuk-link" href=(one.href) { (one.heading) } }, said(&one.then), said(&one.now)]);
    }
    table.render()
}

/// Why it differs: with numbers, unless those would undo what is kept back.
fn why(one: &freeze::Recomputed) -> String {
    let change = &one.change;
    let facts = |many: usize| if one.kept_back { "some".to_owned() } else { many.to_string() };
    let mut reasons = Vec::new();
    if one.now.is_none() {
        reasons.push("the figure is no longer defined".to_owned());
    }
    if !change.late.is_empty() {
        reasons.push(format!("{} recorded late", facts(change.late.len())));
    }
    if !change.gone.is_empty() {
        reasons.push(format!("{} withdrawn, corrected away or destroyed", facts(change.gone.len())));
    }
    if !change.corrected.is_empty() {
        reasons.push(format!("{} corrected", facts(change.corrected.len())));
    }
    if let Some((then, now)) = change.redefined {
        reasons.push(format!("the definition changed from version {then} to version {now}"));
    }
    reasons.join("; ")
}
