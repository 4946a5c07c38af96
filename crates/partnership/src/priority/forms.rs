//! Forms that set a priority, bring evidence to it, and say where work that others lead stands.

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Button, Form};
use kernel::period::FinancialYear;
use maud::{Markup, html};
use platform::{Action, Cx, Page, Posted, Problem, Reply, Site};

use super::{Command, EVIDENCE, Kind, Lead, Priority, SET, Source, Stage, TRACK, rows};
use crate::{
    group::{self, date_of},
    organisation::agencies_in,
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/priorities/new", get(ask_set))
        .route("/priorities/{id}/set", post(set))
        .route("/priorities/{id}/restate", get(ask_restate).post(restate))
        .route("/priorities/{id}/evidence", get(ask_evidence).post(evidence))
        .route("/priorities/{id}/evidence/{evidence}/withdraw", get(ask_withdraw).post(withdraw))
        .route("/priorities/{id}/track", get(ask_track).post(track))
}

/// A page of one form about a priority that is there.
pub(super) async fn form_page(cx: &Cx, action: Action, id: &str, form: &Form, title: &str, deed: &str, fields: Markup) -> Reply {
    let reading = cx.read::<Priority>(action, id).await?;
    let body = cx.form(&format!("/priorities/{id}/{deed}"), reading.version, &fields);
    cx.page(Page::new(title).caption(reading.line.title).back(format!("/priorities/{id}")).with_form(form).body(body))
}

/// Years as choices: their written form is stored.
pub(super) fn year_choices(years: impl IntoIterator<Item = FinancialYear>) -> Vec<(String, String)> {
    years.into_iter().map(|year| (year.to_string(), year.to_string())).collect()
}

/// The chosen year; the field's error is set where there is none.
pub(super) fn year_of(form: &mut Form) -> Option<FinancialYear> {
    let year = form.text("year").parse().ok();
    if year.is_none() {
        form.error("year", "Choose the year");
    }
    year
}

const OUTSIDE: &str = "outside";

/// Agencies and groups that may lead, as choices.
async fn lead_choices(cx: &Cx) -> Result<Vec<(String, String)>, Problem> {
    let mut tx = cx.site.ledger().read().await?;
    let groups = group::active(&mut tx, cx.partnership()).await?;
    let agencies = agencies_in(&mut tx, cx.partnership()).await?;
    Ok(std::iter::once((String::new(), "Choose who leads".to_owned()))
        .chain(groups.into_iter().map(|group| (format!("group:{}", group.id), group.name)))
        .chain(agencies.into_iter().map(|agency| (format!("agency:{}", agency.id), agency.name)))
        .chain(std::iter::once((OUTSIDE.to_owned(), "A body outside the partnership".to_owned())))
        .collect())
}

fn lead_of(form: &Form) -> Option<Lead> {
    match form.text("lead").split_once(':') {
        Some(("agency", id)) => Some(Lead::Agency(id.to_owned())),
        Some(("group", id)) => Some(Lead::Group(id.to_owned())),
        _ if form.text("lead") == OUTSIDE => Some(Lead::Outside(form.text("outside"))),
        _ => None,
    }
}

async fn terms_fields(cx: &Cx, form: &Form) -> Result<Markup, Problem> {
    let leads = lead_choices(cx).await?;
    Ok(html! {
        (form.input("title", "Title").hint("Short: it is shown in lists and in the yearly report"))
        (form.textarea("what", "What is to be done?").hint("In plain words. Anybody can read this, so no names of children or adults."))
        (form.textarea("measure", "How will you know whether it made a difference?")
            .hint("What will be different for children or adults, and what will show it. Leave empty for work that others lead."))
        (form.select("lead", "Who leads?", leads))
        (form.input("outside", "Name of the body outside the partnership").hint("Only for work that others lead"))
    })
}

async fn ask_set(cx: Cx) -> Reply {
    let id = cx.new_id().to_string();
    let mut form = Form::new();
    form.set("year", FinancialYear::from_date(cx.at.today).to_string());
    set_page(&cx, &id, form).await
}

async fn set_page(cx: &Cx, id: &str, form: Form) -> Reply {
    cx.must(SET)?;
    let this = FinancialYear::from_date(cx.at.today);
    let years = year_choices([this.next(), this, this.previous(), this.previous().previous()]);
    let fields = html! {
        (form.radios("kind", "What kind of work is it?", Kind::ALL.iter().copied())
            .hint_for(Kind::PerennialChallenge.as_str(), "Not finished, but revisited every year: sharing information, men who are not seen")
            .hint_for(Kind::TrackedWork.as_str(), "Somebody else decides: where a hub is to be, a national consultation"))
        (terms_fields(cx, &form).await?)
        (form.select("year", "For which year?", years))
        (Button::new("Set it"))
    };
    let body = cx.form(&format!("/priorities/{id}/set"), 0, &fields);
    cx.page(Page::new("Set a priority").back("/priorities").with_form(&form).body(body))
}

async fn set(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(year) = year_of(&mut form) else { return set_page(&cx, &id, form).await };
    let command = Command::Set {
        title: form.text("title"),
        what: form.text("what"),
        measure: form.text("measure"),
        kind: Kind::from_word(&form.text("kind")),
        year,
        lead: lead_of(&form),
    };
    match cx.act::<Priority>(SET, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "It is set, and an agency that leads it is told"),
        Err(unmet) => set_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}

async fn ask_restate(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Priority>(SET, &id).await?;
    let it = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    drop(reading);
    let mut form = Form::new();
    form.set("lead", if it.lead_kind == OUTSIDE { OUTSIDE.to_owned() } else { format!("{}:{}", it.lead_kind, it.lead) });
    form.set("outside", if it.lead_kind == OUTSIDE { it.lead_name } else { String::new() });
    for (name, value) in [("title", it.title), ("what", it.what), ("measure", it.measure)] {
        form.set(name, value);
    }
    restate_page(&cx, &id, form).await
}

async fn restate_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! { (terms_fields(cx, &form).await?) (Button::new("Save")) };
    form_page(cx, SET, id, &form, "Change its words or its lead", "restate", fields).await
}

async fn restate(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let form = posted.form;
    let command =
        Command::Restate { title: form.text("title"), what: form.text("what"), measure: form.text("measure"), lead: lead_of(&form) };
    match cx.act::<Priority>(SET, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "It is changed. What it said before stays on its history"),
        Err(unmet) => restate_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}

async fn ask_evidence(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut form = Form::new();
    form.set_date("on", &cx.at.today.to_string());
    evidence_page(&cx, &id, form).await
}

/// The newest definition of each figure, by title.
fn figure_choices(cx: &Cx) -> Vec<(String, String)> {
    let mut figures: Vec<(String, String)> =
        cx.site.figures().iter().map(|figure| (figure.id.to_owned(), figure.title.to_owned())).collect();
    figures.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    figures.dedup_by(|a, b| a.0 == b.0);
    std::iter::once((String::new(), "No figure".to_owned())).chain(figures).collect()
}

async fn evidence_page(cx: &Cx, id: &str, mut form: Form) -> Reply {
    if form.text("evidence").is_empty() {
        form.set("evidence", cx.new_id().to_string());
    }
    let fields = html! {
        // The evidence's own id is made with the form, so that sending it twice adds it once.
        input type="hidden" name="evidence" value=(form.text("evidence"));
        (form.radios("source", "What kind of evidence is it?", Source::ALL.iter().copied()))
        (form.textarea("what", "What does it show?")
            .hint("What changed, or did not. Anybody can read this, so nothing a child or an adult could be known by."))
        (form.date_input("on", "Which day is it of?").hint("For an audit, the day it was finished"))
        (form.select("figure", "Which figure does it rest on?", figure_choices(cx)))
        (form.input("record", "Which record does it rest on?").hint("The address of its page here, or leave empty"))
        (Button::new("Add the evidence"))
    };
    form_page(cx, EVIDENCE, id, &form, "Add evidence", "evidence", fields).await
}

/// The record's id at the end of its page's address; none where nothing was entered.
fn record_at(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().filter(|id| !id.is_empty()).map(str::to_owned)
}

async fn evidence(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let on = date_of(&mut form, "on", "Enter the day it is of");
    let figure = form.some_text("figure");
    if figure.as_ref().is_some_and(|figure| cx.site.figure(figure).is_none()) {
        form.error("figure", "Choose a figure from the list");
    }
    let Some(on) = on.filter(|_| !form.has_errors()) else { return evidence_page(&cx, &id, form).await };
    let command = Command::AddEvidence {
        id: form.some_text("evidence").unwrap_or_else(|| cx.new_id().to_string()),
        source: Source::from_word(&form.text("source")),
        what: form.text("what"),
        on,
        record: record_at(&form.text("record")),
        figure,
        agency: cx.agency().to_owned(),
    };
    match cx.act::<Priority>(EVIDENCE, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "The evidence is added"),
        Err(unmet) => evidence_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}

/// Those who keep the priorities withdraw any evidence; everybody else their own agency's.
async fn withdrawing(cx: &Cx, id: &str) -> Result<(Action, Option<String>), Problem> {
    let reading = cx.read::<Priority>(super::VIEW, id).await?;
    Ok(if cx.may_here(SET, &reading) { (SET, None) } else { (EVIDENCE, Some(cx.agency().to_owned())) })
}

async fn ask_withdraw(cx: Cx, Path((id, evidence)): Path<(String, String)>) -> Reply {
    withdraw_page(&cx, &id, &evidence, Form::new()).await
}

async fn withdraw_page(cx: &Cx, id: &str, evidence: &str, form: Form) -> Reply {
    let (action, _) = withdrawing(cx, id).await?;
    let mut reading = cx.read::<Priority>(action, id).await?;
    let pieces = rows::evidence(&mut reading.tx, &reading.chain, id).await?;
    let piece = pieces.into_iter().find(|piece| piece.evidence == evidence).ok_or(Problem::NotFound)?;
    drop(reading);
    let fields = html! {
        p class="govuk-body app-words" { (piece.what) }
        p class="govuk-body" { "Evidence that is withdrawn no longer counts. It stays on the history of the priority." }
        (form.textarea("reason", "Why is it withdrawn?"))
        (Button::new("Withdraw it").warning())
    };
    form_page(cx, action, id, &form, "Withdraw this evidence", &format!("evidence/{evidence}/withdraw"), fields).await
}

async fn withdraw(cx: Cx, Path((id, evidence)): Path<(String, String)>, posted: Posted) -> Reply {
    let (action, agency) = withdrawing(&cx, &id).await?;
    let command = Command::WithdrawEvidence { evidence: evidence.clone(), agency, reason: posted.form.text("reason") };
    match cx.act::<Priority>(action, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "The evidence is withdrawn"),
        Err(unmet) => withdraw_page(&cx, &id, &evidence, cx.again::<Priority>(unmet, posted.form)?).await,
    }
}

async fn ask_track(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut form = Form::new();
    form.set_date("on", &cx.at.today.to_string());
    track_page(&cx, &id, form).await
}

async fn track_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        (form.radios("stage", "Where does the work stand?", Stage::ALL.iter().copied()))
        (form.input("by", "Who says so?").hint("The body or the post, for example the Department for Education"))
        (form.textarea("note", "What is known?").hint("What was decided, what was answered, what is still open"))
        (form.date_input("on", "When was it heard?"))
        (Button::new("Save"))
    };
    form_page(cx, TRACK, id, &form, "Say where it stands", "track", fields).await
}

async fn track(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(on) = date_of(&mut form, "on", "Enter the day it was heard") else { return track_page(&cx, &id, form).await };
    let command = Command::Track { on, stage: Stage::from_word(&form.text("stage")), by: form.text("by"), note: form.text("note") };
    match cx.act::<Priority>(TRACK, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "Saved"),
        Err(unmet) => track_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}

#[cfg(test)]
mod tests {
    use super::record_at;

    #[test]
    fn a_record_is_known_by_the_end_of_its_address() {
        for address in ["https://trefoil.example/escalations/e1", "/escalations/e1/?from=list#top", "e1"] {
            assert_eq!(record_at(address).as_deref(), Some("e1"), "{address}");
        }
        assert_eq!(record_at(""), None);
    }
}
