//! Components that say something.

use super::entries;
use crate::*;
use maud::{Markup, html};

entries! { "content.rs", Content;
    "accordion" accordion "Accordion" "Sections that open one by one.";
    "cookie-banner" cookie_banner "Cookie banner" "Asks whether cookies may be set that are not needed.";
    "details" details "Details" "More, for those who want it.";
    "feedback" feedback "Feedback" "Asks for an opinion on the page.";
    "inset-text" inset_text "Inset text" "Something apart from the text around it.";
    "list-table" list_table "List table" "A list that scrolls on a phone and is sorted by links the server answers.";
    "notification-banner" notification_banner "Notification banner" "News about the service or about what was just done.";
    "panel" panel "Panel" "It is done; or: stop and think.";
    "phase-banner" phase_banner "Phase banner" "The service is new and may change.";
    "summary-list" summary_list "Summary list" "What was answered, to be checked or changed.";
    "table" table "Table" "Figures in rows and columns.";
    "tabs" tabs "Tabs" "Sides of one thing, of which one is looked at.";
    "tag" tag "Tag" "The state of something, in a word.";
    "task-list" task_list "Task list" "What is done and what is left.";
    "warning-text" warning_text "Warning text" "What happens if it is not done.";
}

fn accordion() -> Markup {
    html! {
        (Accordion::new("help")
            .section(AccordionSection::new("Whom to ask", html! { p class="govuk-body" { "The business manager." } }).expanded())
            .section(AccordionSection::new("What is kept", "Everything, and who looked at it.").summary("And for how long"))
            .remember_expanded(false))
    }
}

fn cookie_banner() -> Markup {
    html! {
        (CookieBanner::new().label("Cookies on this service").message(
            CookieMessage::new(html! { p class="govuk-body" { "We set one cookie, which keeps you signed in." } })
                .heading("Cookies on this service")
                .action(Button::new("Hide this message").plain())
                .action(Link::new("View cookies", "#cookies"))))
    }
}

fn details() -> Markup {
    html! {
        (Details::new("What counts as a contribution", "Money, rooms, and the time of people."))
    }
}

fn feedback() -> Markup {
    html! {
        (Feedback::new("Help us make this page better").body(html! {
            p class="govuk-body" { a class="govuk-link" href="#feedback" { "Tell us what you think" } }
        }))
    }
}

fn inset_text() -> Markup {
    html! {
        (InsetText::new("The meeting is held in public, except for its last item."))
    }
}

fn list_table() -> Markup {
    html! {
        (ListTable::new("Escalations")
            .column(Column::new("Number"))
            .column(Column::new("Raised").sort("#sort-by-day", Some(SortOrder::Descending)))
            .column(Column::new("Days open").numeric().sort("#sort-by-age", None))
            .row(vec![html! { a class="govuk-link" href="#wm-12" { "WM-12" } }, html! { "9 March 2026" }, html! { "2" }])
            .row(vec![html! { a class="govuk-link" href="#wm-11" { "WM-11" } }, html! { "2 March 2026" }, html! { "7" }])
            .first_cell_is_header()
            .empty("There are no escalations."))
    }
}

fn notification_banner() -> Markup {
    html! {
        (NotificationBanner::new("The service will be closed from 6pm to 8pm on Friday."))
        (NotificationBanner::success("The meeting was called.").title_id("done").role("region").disable_auto_focus(true))
    }
}

fn panel() -> Markup {
    html! {
        (Panel::new("The referral was sent").heading_level(HeadingLevel::H2).body(html! { "Its number is" br; strong { "WM-2026-118" } }))
        (InterruptionPanel::new("No school is named")
            .heading_level(HeadingLevel::H2)
            .body("The front door will have to ask you.")
            .action(ButtonLink::new("Send it all the same", "#send"))
            .action(Link::new("Go back", "#back")))
    }
}

fn phase_banner() -> Markup {
    html! {
        (PhaseBanner::new("Beta", html! { "This is new. Your " a class="govuk-link" href="#feedback" { "feedback" } " helps." }))
    }
}

fn summary_list() -> Markup {
    html! {
        (SummaryList::new()
            .row(SummaryRow::new("Name", "Hillside School").change("#name", "name"))
            .row(SummaryRow::new("Phase", "Secondary").change("#phase", "phase"))
            .add("Registered", "1 April 2019"))
        (SummaryList::new()
            .card(SummaryCard::new("Lead").action(SummaryAction::new("Replace", "#replace").visually_hidden("the lead")))
            .add("Name", "Asha Lindqvist"))
    }
}

fn table() -> Markup {
    html! {
        (Table::new("Contributions in 2026")
            .caption_size(Size::Medium)
            .first_cell_is_header()
            .head([Cell::new("Partner"), Cell::number("Pounds")])
            .row([Cell::new("Council"), Cell::number("82,000")])
            .row([Cell::new("Police"), Cell::number("41,000")]))
    }
}

fn tabs() -> Markup {
    html! {
        (Tabs::new("period")
            .tab(Tab::new("This month", html! { h2 class="govuk-heading-m" { "This month" } p class="govuk-body" { "12 audits" } }))
            .tab(Tab::new("This year", html! { h2 class="govuk-heading-m" { "This year" } p class="govuk-body" { "96 audits" } })))
    }
}

fn tag() -> Markup {
    html! {
        p {
            (Tag::new("Open")) " "
            (Tag::new("Late").colour(TagColour::Red)) " "
            (Tag::new("Answered").colour(TagColour::Green)) " "
            (Tag::new("Withdrawn").colour(TagColour::Grey))
        }
    }
}

fn task_list() -> Markup {
    html! {
        (TaskList::new()
            .task(Task::new("Scope", "Completed").href("#scope"))
            .task(Task::new("Findings", Tag::new("In progress")).href("#findings").hint("Three of five cases are read"))
            .task(Task::new("Report", "Cannot start yet")))
    }
}

fn warning_text() -> Markup {
    html! {
        (WarningText::new("Call the police at once if a child is in danger."))
    }
}
