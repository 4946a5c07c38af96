//! In a demonstration only: everybody there is, and one click to act as each.

use axum::{extract::State, http::HeaderMap};
use govuk::{Button, Column, ListTable};
use ledger::args;
use maud::html;

use super::{Open, enter};
use crate::{Page, Problem, Reply, Site, session, visitor};

pub(super) async fn list(State(site): State<Site>) -> Reply {
    if !site.config().demonstration {
        return Err(Problem::NotFound);
    }
    let today = site.ledger().clock().moment().today;
    let mut tx = site.ledger().read().await?;
    let rows = tx
        .rows(
            "select a.id as appointment, a.account, c.name, a.agency_name, p.name as partnership, a.roles from appointment a
               join account c on c.chain = a.chain and c.id = a.account and c.known_to is null and c.status = 'open'
               join partnership p on p.chain = a.chain and p.slug = a.partnership and p.known_to is null
              where a.chain = 'commons' and a.known_to is null and (a.until is null or a.until >= $1)
              order by p.name, a.agency_name, c.name, a.id",
            args![today],
        )
        .await?;
    let mut table = ListTable::new("Everybody in the demonstration")
        .column(Column::new("Person"))
        .column(Column::new("Role"))
        .column(Column::new("Agency"))
        .column(Column::new("Partnership"))
        .column(Column::new("Act"));
    for row in &rows {
        let roles: Vec<&str> = row
            .text("roles")?
            .split_whitespace()
            .filter_map(|word| word.parse::<agreement::Role>().ok())
            .map(|role| role.title())
            .collect();
        let name = row.text("name")?;
        table = table.row(vec![
            html! { (name) },
            html! { (roles.join(", ")) },
            html! { (row.text("agency_name")?) },
            html! { (row.text("partnership")?) },
            html! {
                form method="post" action="/personas/act" {
                    input type="hidden" name="appointment" value=(row.text("appointment")?);
                    input type="hidden" name="account" value=(row.text("account")?);
                    (Button::new(html! { "Act" span class="govuk-visually-hidden" { " as " (name) } }).secondary())
                }
            },
        ]);
    }
    let body = html! {
        p class="govuk-body" { "Everybody here is invented, and so is everything they wrote. Choose somebody and look around as they would." }
        (table)
    };
    Ok(visitor(&site, Page::new("Act as somebody").wide().body(body)))
}

pub(super) async fn act(State(site): State<Site>, headers: HeaderMap, Open(form): Open) -> Reply {
    if !site.config().demonstration {
        return Err(Problem::NotFound);
    }
    let value = session::create_session(&site, &form.text("account"), &form.text("appointment"), &enter::agent(&headers), false).await?;
    Ok(enter::into_session(&site, &value, "/"))
}
