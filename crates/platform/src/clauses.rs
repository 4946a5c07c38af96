//! The agreement, to be read: every clause, and what a clause would let whom do.

use agreement::Role;
use axum::{Router, extract::Query, routing::get};
use govuk::{Button, Column, Details, Form, ListTable};
use maud::html;

use crate::{Cx, Page, Reply, Site};

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/agreement", get(read)).route("/agreement/what-would", get(what_would))
}

async fn read(cx: Cx) -> Reply {
    let agreement = cx.site.agreement();
    let body = html! {
        p class="govuk-body" {
            "This is the information-sharing agreement as the program runs it. What it does not grant is refused. Version "
            code { (agreement.version().chars().take(12).collect::<String>()) } "."
        }
        p class="govuk-body" { a class="govuk-link" href="/agreement/what-would" { "What would a clause let somebody see or do?" } }
        @for clause in agreement.clauses() {
            section id={ "clause-" (clause.number) } {
                h2 class="govuk-heading-m" { (clause.number) " " (clause.title) }
                p class="govuk-body" { "Gateway: " (clause.gateway) ". Purpose: " (clause.purpose) "." }
                (Details::new("The clause as policy", html! { pre class="app-source" tabindex="0" { code { (clause.text) } } }))
            }
        }
    };
    cx.page(Page::new("Information-sharing agreement").body(body))
}

async fn what_would(cx: Cx, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let given = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()).unwrap_or_default();
    let (clause, role) = (given("clause"), given("role"));
    let agreement = cx.site.agreement();
    let mut form = Form::new();
    form.set("clause", &clause);
    form.set("role", &role);
    let clauses: Vec<(String, String)> =
        agreement.clauses().iter().map(|c| (c.number.clone(), format!("{} {}", c.number, c.title))).collect();
    let roles: Vec<(String, String)> = Role::ALL.iter().map(|role| (role.as_str().to_owned(), role.title().to_owned())).collect();
    let mut table = ListTable::new("What it would allow")
        .column(Column::new("Deed"))
        .column(Column::new("Records"))
        .column(Column::new("Condition"))
        .empty("Nothing: this clause gives this role no deed.");
    if let Ok(role) = role.parse::<Role>() {
        for allowed in agreement.what_would(&clause, Some(role), None)? {
            let needs: Vec<String> = allowed.needs.iter().map(|need| need.words().to_owned()).collect();
            table = table.row(vec![
                html! { (allowed.action) },
                html! { (allowed.compartment.title()) },
                html! { @if needs.is_empty() { "none" } @else { (needs.join("; ")) } },
            ]);
        }
    }
    let body = html! {
        form method="get" action="/agreement/what-would" {
            (form.select("clause", "Clause", clauses)) (form.select("role", "Role", roles)) (Button::new("Show"))
        }
        @if !clause.is_empty() { (table) }
    };
    cx.page(Page::new("What would a clause allow?").back("/agreement").wide().body(body))
}
