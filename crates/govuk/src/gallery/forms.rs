//! Whole pages and forms.

use super::entries;
use crate::*;
use maud::{Markup, Render, html};

entries! { "forms.rs", Pages;
    "form" form "Form" "Reads what was typed, gathers what is wrong, and draws the same fields again with both.";
    "page" page alone "Page" "A whole HTML document, without anything inline.";
    "question-page" question_page alone "Question page" "One question, whose label is the page's heading, with its errors.";
    "check-answers" check_answers alone "Check your answers" "Everything that was answered, before it is sent.";
}

fn form() -> Markup {
    let mut form = Form::from_urlencoded(b"name=&held-day=9&held-month=3&held-year=&kind=public");
    if form.text("name").is_empty() {
        form.error("name", "Enter what the meeting is called");
    }
    if let Err(message) = form.date_text("held") {
        form.error("held", message);
    }
    html! {
        @if let Some(summary) = form.error_summary() { (summary.disable_auto_focus(true)) }
        form method="get" novalidate {
            (form.input("name", "What is the meeting called?"))
            (form.date_input("held", "When is it held?"))
            (form.radios("kind", "Who may come?", [("public", "Everybody"), ("members", "Members")]))
            (Button::new("Call the meeting"))
        }
    }
}

fn page() -> Markup {
    Page::new("Meetings")
        .service_name("Example service")
        .banner("Demonstration: every name is made up")
        .navigation(ServiceNavigation::unnamed().item(NavigationItem::link("Meetings", "#meetings").current()))
        .before_content(BackLink::new("/gallery/page"))
        .body(html! {
            h1 class="govuk-heading-l" { "Meetings" }
            p class="govuk-body" { "The next meeting is on 9 March 2026." }
        })
        .footer(Footer::new().link(FooterLink::new("Accessibility", "#accessibility")))
        .render()
}

fn question_page() -> Markup {
    let mut form = Form::new();
    form.error("name", "Enter your name");
    Page::new("What is your name?")
        .service_name("Example service")
        .error(form.has_errors())
        .before_content(BackLink::new("/gallery/question-page"))
        .body(html! {
            @if let Some(summary) = form.error_summary() { (summary) }
            form method="get" novalidate {
                (form.input("name", "What is your name?").page_heading().width(Width::Chars20))
                (Button::new("Continue"))
            }
        })
        .render()
}

fn check_answers() -> Markup {
    Page::new("Check your answers")
        .service_name("Example service")
        .before_content(BackLink::new("/gallery/check-answers"))
        .body(html! {
            h1 class="govuk-heading-l" { "Check your answers" }
            (SummaryList::new()
                .row(SummaryRow::new("Name", "Asha Lindqvist").change("/gallery/question-page/example", "your name"))
                .row(SummaryRow::new("Role", "Safeguarding lead").change("/gallery/question-page/example", "your role")))
            form method="get" { (Button::new("Send it").prevent_double_click(true)) }
        })
        .render()
}
