//! Pages.

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Column, Form, ListTable, SummaryList};
use kernel::Date;
use maud::{Markup, html};
use platform::{Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reply, Show, Site, date_words};

use super::{AMEND, AgencyType, CLOSE, Command, Organisation, Phase, Post, REGISTER, Standing, VIEW, rows};

pub(super) static LIST: ListSpec = ListSpec {
    path: "/organisations",
    title: "Organisations",
    intro: "Every body that works in a partnership here, once, however many partnerships it works in.",
    kind: "organisation",
    action: VIEW,
    home: Home::Commons,
    from: "organisation o",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "name", title: "Name", sql: "o.name", show: Show::Link },
        ListColumn { key: "type", title: "Type", sql: "o.agency_type", show: Show::Words(AgencyType::ALL) },
        ListColumn { key: "phase", title: "Phase", sql: "o.phase", show: Show::Words(Phase::ALL) },
        ListColumn {
            key: "partnerships",
            title: "Partnerships",
            sql: "(select count(*) from footprint f where f.chain = o.chain and f.organisation = o.id and f.known_to is null)",
            show: Show::Number,
        },
        ListColumn {
            key: "status",
            title: "Status",
            sql: "o.status",
            show: Show::Tag(&[("open", "Open", govuk::TagColour::Green), ("closed", "Closed", govuk::TagColour::Grey)]),
        },
    ],
    filters: &[
        ListFilter { key: "kind", title: "Type", sql: "o.agency_type", options: AgencyType::ALL },
        ListFilter { key: "open", title: "Status", sql: "o.status", options: &[("open", "Open"), ("closed", "Closed")] },
    ],
    sort: "name",
    empty: "No organisation has been registered.",
    start: Some((REGISTER, "/organisations/new", "Register an organisation")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/organisations/new", get(ask_register))
        .route("/organisations/{id}", get(show))
        .route("/organisations/{id}/register", post(register))
        .route("/organisations/{id}/name", get(ask_rename).post(rename))
        .route("/organisations/{id}/footprint", get(ask_footprint).post(footprint))
        .route("/organisations/{id}/footprint/end", post(end_footprint))
        .route("/organisations/{id}/lead", get(ask_lead).post(lead))
        .route("/organisations/{id}/site", get(ask_site).post(site))
        .route("/organisations/{id}/close", get(ask_close).post(close))
}

fn shown_word(list: &[(&str, &str)], word: &str) -> String {
    list.iter().find(|(stored, _)| *stored == word).map_or_else(|| word.to_owned(), |(_, text)| (*text).to_owned())
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Organisation>(VIEW, &id).await?;
    let it = rows::one(&mut reading.tx, &id).await?.ok_or(Problem::NotFound)?;
    let partnerships = rows::parts(&mut reading.tx, rows::PARTNERSHIPS, &id).await?;
    let leads = rows::parts(&mut reading.tx, rows::LEADS, &id).await?;
    let sites = rows::parts(&mut reading.tx, rows::SITES, &id).await?;
    let may_amend = cx.may_here(AMEND, &reading) && it.status == "open";
    let mut summary = SummaryList::new().add("Type", shown_word(AgencyType::ALL, &it.agency_type)).add("Began", date_words(it.valid_from));
    if !it.phase.is_empty() {
        summary = summary.add("Phase", shown_word(Phase::ALL, &it.phase));
    }
    if let Some(ended) = it.valid_to {
        summary = summary.add("Closed", date_words(ended));
    }
    if let Some(successor) = &it.successor {
        summary = summary.add("Successor", successor.as_str());
    }
    let when = |text: &str| text.parse::<Date>().map_or_else(|_| text.to_owned(), date_words);
    let mut places = ListTable::new("Works in").column(Column::new("Partnership")).column(Column::new("As")).column(Column::new("Since"));
    if may_amend {
        places = places.column(Column::new("Change"));
    }
    for [name, standing, since, chain] in &partnerships {
        let mut cells = vec![html! { (name) }, html! { (shown_word(Standing::ALL, standing)) }, html! { (when(since)) }];
        if may_amend {
            let end = html! { input type="hidden" name="partnership" value=(chain); (Button::new(format!("End its work in {name}")).secondary()) };
            cells.push(cx.form(&format!("/organisations/{id}/footprint/end"), reading.version, &end));
        }
        places = places.row(cells);
    }
    let mut named = ListTable::new("Named leads")
        .column(Column::new("Post"))
        .column(Column::new("Name"))
        .column(Column::new("Email"))
        .column(Column::new("Since"))
        .empty("No lead has been named.");
    for [post, name, email, since] in &leads {
        named = named.row(vec![
            html! { (shown_word(Post::ALL, post)) },
            html! { (name) },
            html! { a class="govuk-link" href={ "mailto:" (email) } { (email) } },
            html! { (when(since)) },
        ]);
    }
    let mut located =
        ListTable::new("Sites").column(Column::new("Site")).column(Column::new("Postcode")).empty("No site has been entered.");
    for [name, postcode, ..] in &sites {
        located = located.row(vec![html! { (name) }, html! { (postcode) }]);
    }
    let body = html! {
        (summary)
        @if may_amend {
            div class="govuk-button-group" {
                (ButtonLink::new("Name a lead", format!("/organisations/{id}/lead")).secondary())
                (ButtonLink::new("Add a site", format!("/organisations/{id}/site")).secondary())
                (ButtonLink::new("Add a partnership", format!("/organisations/{id}/footprint")).secondary())
                a class="govuk-link" href={ "/organisations/" (id) "/name" } { "Rename" }
                @if cx.may_here(CLOSE, &reading) { a class="govuk-link" href={ "/organisations/" (id) "/close" } { "Close" } }
            }
        }
        (places) (named) (located)
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(it.name).caption("Organisation").back("/organisations").body(body))
}

async fn ask_register(cx: Cx) -> Reply {
    let id = cx.new_id().to_string();
    register_page(&cx, &id, Form::new()).await
}

async fn register_page(cx: &Cx, id: &str, form: Form) -> Reply {
    cx.must(REGISTER)?;
    let fields = html! {
        (form.input("name", "Name"))
        (form.select("agency_type", "What kind of agency is it?", std::iter::once(("", "Choose")).chain(AgencyType::ALL.iter().copied())))
        (form.select("phase", "Phase of education", std::iter::once(("", "Not education")).chain(Phase::ALL.iter().copied())))
        (form.radios("standing", "What is it to this partnership?", Standing::ALL.iter().copied()))
        (form.date_input("valid_from", "When did it begin?").hint("For example, 27 3 2007"))
        (Button::new("Register it"))
    };
    let body = cx.form(&format!("/organisations/{id}/register"), 0, &fields);
    cx.page(Page::new("Register an organisation").back("/organisations").with_form(&form).body(body))
}

/// The date in three fields; the field's error is set where there is none.
fn date_of(form: &mut Form, field: &str) -> Option<Date> {
    match form.date_text(field) {
        Ok(Some(text)) => text.parse().ok(),
        Ok(None) => {
            form.error(field, "Enter the date");
            None
        }
        Err(words) => {
            form.error(field, words);
            None
        }
    }
}

async fn register(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(valid_from) = date_of(&mut form, "valid_from") else { return register_page(&cx, &id, form).await };
    let command = Command::Register {
        name: form.text("name"),
        agency_type: AgencyType::from_word(&form.text("agency_type")),
        phase: Phase::from_word(&form.text("phase")),
        valid_from,
        partnership: cx.partnership().to_owned(),
        standing: Standing::from_word(&form.text("standing")).unwrap_or(Standing::Other),
    };
    match cx.act::<Organisation>(REGISTER, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/organisations/{id}"), "The organisation is registered"),
        Err(unmet) => register_page(&cx, &id, cx.again::<Organisation>(unmet, form)?).await,
    }
}

/// A page of one form about an organisation that is there.
async fn form_page(cx: &Cx, action: platform::Action, id: &str, form: &Form, title: &str, deed: &str, fields: Markup) -> Reply {
    let reading = cx.read::<Organisation>(action, id).await?;
    let body = cx.form(&format!("/organisations/{id}/{deed}"), reading.version, &fields);
    cx.page(Page::new(title).caption(reading.line.title).back(format!("/organisations/{id}")).with_form(form).body(body))
}

async fn ask_rename(cx: Cx, Path(id): Path<String>) -> Reply {
    rename_page(&cx, &id, Form::new()).await
}

async fn rename_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! { (form.input("name", "New name")) (form.date_input("on", "From when?")) (Button::new("Rename")) };
    form_page(cx, AMEND, id, &form, "Rename this organisation", "name", fields).await
}

async fn rename(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(from) = date_of(&mut form, "on") else { return rename_page(&cx, &id, form).await };
    match cx.act::<Organisation>(AMEND, &id, Command::Rename { name: form.text("name"), from }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/organisations/{id}"), "The organisation is renamed"),
        Err(unmet) => rename_page(&cx, &id, cx.again::<Organisation>(unmet, form)?).await,
    }
}

async fn ask_footprint(cx: Cx, Path(id): Path<String>) -> Reply {
    footprint_page(&cx, &id, Form::new()).await
}

async fn footprint_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut tx = cx.site.ledger().read().await?;
    let partnerships = rows::partnerships(&mut tx).await?;
    let fields = html! {
        (form.select("partnership", "In which partnership does it work?", partnerships))
        (form.radios("standing", "What is it there?", Standing::ALL.iter().copied()))
        (form.date_input("on", "Since when?"))
        (Button::new("Add"))
    };
    form_page(cx, AMEND, id, &form, "Add a partnership to its footprint", "footprint", fields).await
}

async fn footprint(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(from) = date_of(&mut form, "on") else { return footprint_page(&cx, &id, form).await };
    let standing = Standing::from_word(&form.text("standing")).unwrap_or(Standing::Other);
    let command = Command::BeginFootprint { partnership: form.text("partnership"), standing, from };
    match cx.act::<Organisation>(AMEND, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/organisations/{id}"), "The partnership is added to its footprint"),
        Err(unmet) => footprint_page(&cx, &id, cx.again::<Organisation>(unmet, form)?).await,
    }
}

async fn end_footprint(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::EndFootprint { partnership: posted.form.text("partnership"), on: cx.at.today };
    match cx.act::<Organisation>(AMEND, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/organisations/{id}"), "It no longer works in that partnership"),
        Err(unmet) => footprint_page(&cx, &id, cx.again::<Organisation>(unmet, posted.form)?).await,
    }
}

async fn ask_lead(cx: Cx, Path(id): Path<String>) -> Reply {
    lead_page(&cx, &id, Form::new()).await
}

async fn lead_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        (form.radios("post", "Which post?", Post::ALL.iter().copied()))
        (form.input("name", "Name"))
        (form.input("email", "Work email address"))
        (form.date_input("on", "Since when?"))
        (Button::new("Name the lead"))
    };
    form_page(cx, AMEND, id, &form, "Name a lead", "lead", fields).await
}

async fn lead(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(from) = date_of(&mut form, "on") else { return lead_page(&cx, &id, form).await };
    let command = Command::NameLead { post: Post::from_word(&form.text("post")), name: form.text("name"), email: form.text("email"), from };
    match cx.act::<Organisation>(AMEND, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/organisations/{id}"), "The lead is named"),
        Err(unmet) => lead_page(&cx, &id, cx.again::<Organisation>(unmet, form)?).await,
    }
}

async fn ask_site(cx: Cx, Path(id): Path<String>) -> Reply {
    site_page(&cx, &id, Form::new()).await
}

async fn site_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        input type="hidden" name="site" value=(cx.new_id());
        (form.input("name", "Name of the site"))
        (form.input("postcode", "Postcode"))
        (Button::new("Add the site"))
    };
    form_page(cx, AMEND, id, &form, "Add a site", "site", fields).await
}

async fn site(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let form = posted.form;
    let command = Command::OpenSite { site: form.text("site"), name: form.text("name"), postcode: form.text("postcode") };
    match cx.act::<Organisation>(AMEND, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/organisations/{id}"), "The site is added"),
        Err(unmet) => site_page(&cx, &id, cx.again::<Organisation>(unmet, form)?).await,
    }
}

async fn ask_close(cx: Cx, Path(id): Path<String>) -> Reply {
    close_page(&cx, &id, Form::new()).await
}

async fn close_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut tx = cx.site.ledger().read().await?;
    let others = rows::others(&mut tx, id).await?;
    let choices = std::iter::once((String::new(), "None".to_owned())).chain(others);
    let fields = html! {
        p class="govuk-body" { "A closed organisation stays on the record and cannot be opened again." }
        (form.date_input("on", "When did it close?"))
        (form.select("successor", "Which organisation took over its work?", choices))
        (Button::new("Close it").warning())
    };
    form_page(cx, CLOSE, id, &form, "Close this organisation", "close", fields).await
}

async fn close(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(on) = date_of(&mut form, "on") else { return close_page(&cx, &id, form).await };
    let successor = Some(form.text("successor")).filter(|successor| !successor.is_empty());
    match cx.act::<Organisation>(CLOSE, &id, Command::Close { on, successor }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/organisations/{id}"), "The organisation is closed"),
        Err(unmet) => close_page(&cx, &id, cx.again::<Organisation>(unmet, form)?).await,
    }
}
