//! Prints one page with most of what a service needs, to look at in a browser: `cargo run -p govuk --example page > page.html`.

use govuk::{
    BackLink, Button, Column, Details, Footer, FooterLink, Form, InsetText, ListTable, NavigationItem, NotificationBanner, Page,
    Pagination, PhaseBanner, Radio, ServiceNavigation, SortOrder, SummaryList, SummaryRow, Tag, TagColour, Task, TaskList, WarningText,
    Width,
};
use maud::{Render, html};

fn main() {
    let mut form = Form::from_urlencoded(b"title=&when-day=31&when-month=2&when-year=2027&kind=case&theme=neglect");
    form.required("title", "Enter a title");
    if let Err(message) = form.date_text("when") {
        form.error("when", message);
    }
    let list = ListTable::new("Audits")
        .column(Column::new("Title").sort("?sort=-title", Some(SortOrder::Ascending)))
        .column(Column::new("State"))
        .column(Column::new("Cases").sort("?sort=cases", None).numeric())
        .row(vec![html! { a.govuk-link href="#" { "Neglect in the early years" } }, html! { (Tag::new("Open")) }, html! { "12" }])
        .row(vec![html! { "Transitions" }, html! { (Tag::new("Overdue").colour(TagColour::Red)) }, html! { "1,204" }]);
    let page = Page::new("Plan an audit")
        .service_name("Trefoil")
        .banner(html! { "Demonstration: every person and place is made up" })
        .navigation(
            ServiceNavigation::unnamed()
                .item(NavigationItem::link("Home", "#"))
                .item(NavigationItem::link("Audits", "#").active())
                .item(NavigationItem::link("Actions", "#")),
        )
        .before_content(html! { (PhaseBanner::new("Beta", "This is a new service.")) (BackLink::new("#")) })
        .error(form.has_errors())
        .footer(Footer::new().link(FooterLink::new("Accessibility", "#")).text("Run by the partnership"))
        .body(html! {
            @if let Some(summary) = form.error_summary() { (summary) }
            h1.govuk-heading-l { "Plan an audit" }
            (NotificationBanner::success("The scope was saved."))
            form method="post" novalidate {
                (form.input("title", "Title").hint("What the partnership will call it").width(Width::Chars20))
                (form.date_input("when", "When does it begin?").hint("For example, 27 3 2027"))
                (form.radios("kind", "What kind of audit?", [("case", "Case file"), ("survey", "Survey")])
                    .item(Radio::new("other", "Another").conditional(html! { (form.input("other", "Which?")) })))
                (form.checkboxes("theme", "Themes", [("neglect", "Neglect"), ("online", "Online harm")]))
                (form.select("lead", "Lead agency", [("", "Choose one"), ("police", "Police"), ("health", "Health")]))
                (form.textarea("why", "Why now?").rows(3))
                (form.password("password", "Your password"))
                (form.file("letter", "Letter").improved())
                (Button::new("Save"))
            }
            (list)
            (Pagination::pages(4, 9, |page| format!("?page={page}")))
            (SummaryList::new().row(SummaryRow::new("Title", "Neglect").change("#", "title")).row(SummaryRow::new("Lead", "Police").change("#", "lead")))
            (TaskList::new().task(Task::new("Scope", "Completed").href("#")).task(Task::new("Findings", Tag::new("Not yet"))))
            (Details::new("Why we ask", "So that others can plan."))
            (WarningText::new("A sent referral cannot be taken back."))
            (InsetText::new("It can take up to 8 weeks."))
        });
    println!("{}", page.render().into_string());
}
