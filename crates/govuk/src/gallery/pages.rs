//! The index of the gallery and the page of an example.

use super::{BASE, Entry, Group, Shown, all};
use crate::{Breadcrumbs, Footer, FooterLink, Page, Pagination, PaginationLink};
use maud::{Markup, Render, html};

fn href(entry: &Entry) -> String {
    format!("{BASE}/{}", entry.slug)
}

fn page(title: &str) -> Page {
    let foot = "The components follow GOV.UK Frontend and MOJ Frontend, which are licensed under the MIT licence, (c) Crown copyright.";
    let licences = FooterLink::new("Licences and attribution", "/assets/NOTICES.txt");
    Page::new(title).service_name("Component gallery").home(BASE).footer(Footer::new().link(licences).text(foot))
}

pub(super) fn index() -> Markup {
    page("Components and charts")
        .body(html! {
            h1 class="govuk-heading-l" { "Components and charts" }
            p class="govuk-body" {
                "Each page shows a component of crate " code { "govuk" } " and the Rust that drew it."
            }
            @for group in Group::ALL {
                h2 class="govuk-heading-m" { (group.title()) }
                ul class="govuk-list app-gallery__list" {
                    @for entry in all().iter().filter(|entry| entry.group == group) {
                        li { a class="govuk-link" href=(href(entry)) { (entry.title) } }
                    }
                }
            }
        })
        .render()
}

/// The page of an example, with ways to its neighbours.
pub(super) fn entry(place: usize) -> Option<Markup> {
    let entry = all().get(place)?;
    let neighbour = |at: Option<usize>| at.and_then(|at| all().get(at)).map(|entry| PaginationLink::new(href(entry)).label(entry.title));
    let mut ways = Pagination::new().label("Examples before and after");
    if let Some(link) = neighbour(place.checked_sub(1)) {
        ways = ways.previous(link);
    }
    if let Some(link) = neighbour(Some(place + 1)) {
        ways = ways.next(link);
    }
    let mut page = page(entry.title).before_content(Breadcrumbs::new().link("Gallery", BASE).link(entry.group.title(), BASE));
    if entry.group == Group::Charts {
        page = page.stylesheet("/assets/map.css").script("/assets/map.js");
    }
    let page = page.body(html! {
        h1 class="govuk-heading-l" { (entry.title) }
        p class="govuk-body" { (entry.about) }
        @match entry.shown {
            Shown::Inside => { div class="app-gallery__example" { (entry.draw()) } }
            Shown::Alone => {
                p class="govuk-body" {
                    a class="govuk-link" href={ (href(entry)) "/example" } { "See it in a page of its own" }
                }
            }
        }
        h2 class="govuk-heading-m" { "The Rust that draws it" }
        pre class="app-gallery__source" tabindex="0" role="region" aria-label="Rust" {
            code { (entry.imports()) "\n\n" (plain(entry.source)) }
        }
        (ways)
    });
    Some(page.render())
}

/// The source as it would stand at the left margin.
fn plain(source: &str) -> String {
    if !source.starts_with(' ') {
        return source.to_owned();
    }
    source.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
