//! Components of the Ministry of Justice that ask or say something.

use super::entries;
use crate::moj::*;
use crate::{Button, ButtonLink, Checkboxes, FileUpload, Input, Link, Page, Tag, TagColour};
use jiff::civil::{Weekday, date};
use maud::{Markup, Render, html};

entries! { "moj_content.rs", Moj;
    "moj-add-another" add_another "Add another" "The same few questions for as many things as there are.";
    "moj-alert" alert "Alert" "News about what was just done or about a record.";
    "moj-badge" badge "Badge" "A fact about a record that must not be missed.";
    "moj-date-picker" date_picker "Date picker" "A date near enough to pick from a calendar.";
    "moj-filter" filter "Filter" "Narrows a list, and says by what.";
    "moj-interruption-card" interruption_card alone "Interruption card" "A page that stops somebody before they go on.";
    "moj-multi-file-upload" multi_file_upload "Multi file upload" "Several files, one after another.";
    "moj-notification-badge" notification_badge "Notification badge" "How many things wait.";
    "moj-search" search "Search" "A field for words and a button.";
    "moj-timeline" timeline "Timeline" "What has happened, newest first.";
}

fn add_another() -> Markup {
    let person = |index: usize, name: &str| {
        let name_of_field = format!("person[{index}][name]");
        AddAnotherItem::new(html! {
            (Input::new(name_of_field, "Name")
                .value(name)
                .attribute("data-name", "person[%index%][name]")
                .attribute("data-id", "person[%index%][name]"))
        })
    };
    html! {
        form method="get" {
            (AddAnother::new("people", "Person").item(person(0, "Tom Okafor")).item(person(1, "")))
            (Button::new("Continue"))
        }
    }
}

fn alert() -> Markup {
    html! {
        (Alert::new(AlertKind::Success, "The meeting was called"))
        (Alert::new(AlertKind::Information, "The school has changed").body_under_heading(AlertHeading::H2, "Hillside took over Mill Lane."))
        (Alert::new(AlertKind::Warning, "The answer is due today").dismissible())
        (Alert::new(AlertKind::Error, "The letter was not sent").body(html! { "It was not sent. " a href="#again" { "Try again" } "." }))
    }
}

fn badge() -> Markup {
    html! {
        p {
            (Badge::new("Restricted").colour(BadgeColour::Red)) " "
            (Badge::new("Looked after").colour(BadgeColour::Purple)) " "
            (Badge::new("Urgent").colour(BadgeColour::Black).large())
        }
    }
}

fn date_picker() -> Markup {
    html! {
        (DatePicker::new("due", "When is it due?")
            .hint("For example, 17/5/2026")
            .min(date(2026, 3, 1))
            .max(date(2026, 12, 31))
            .exclude(date(2026, 4, 6))
            .exclude_day(Weekday::Saturday)
            .exclude_day(Weekday::Sunday))
    }
}

fn filter() -> Markup {
    let selected = SelectedFilters::new("Selected filters", "Clear filters", "#all")
        .category(SelectedCategory::new("State").item("Open", "#without-open").item("Late", "#without-late"));
    html! {
        form method="get" {
            (Filter::new("Filter", html! {
                (Input::new("words", "Words"))
                (Checkboxes::new("state", "State").small().option("open", "Open").option("late", "Late").values(["open", "late"]))
            }).selected(selected))
        }
    }
}

fn interruption_card() -> Markup {
    let card = InterruptionCard::new(
        "Is the referral complete?",
        html! { p { "No school is named. The front door will have to ask you." } },
        ButtonLink::new("Send it all the same", "#send"),
    );
    Page::new("Is the referral complete?")
        .service_name("Example service")
        .body(html! { (card.secondary(Link::new("Go back", "/gallery/moj-interruption-card"))) })
        .render()
}

fn multi_file_upload() -> Markup {
    let fields = html! {
        (FileUpload::new("documents", "Upload a file").class("moj-multi-file-upload__input"))
        (Button::new("Upload the file").secondary())
    };
    html! {
        form method="get" {
            (MultiFileUpload::new("Files added", fields)
                .urls("#upload", "#delete")
                .file(UploadedFile::new("a1b2", "minutes.pdf"))
                .file(UploadedFile::new("c3d4", "letter.pdf")))
        }
    }
}

fn notification_badge() -> Markup {
    html! {
        p class="govuk-body" { a class="govuk-link" href="#notices" { "Notices" } " " (NotificationBadge::new(3).visually_hidden("unread notices")) }
        p class="govuk-body" { a class="govuk-link" href="#tasks" { "Tasks" } " " (NotificationBadge::new(240).visually_hidden("open tasks")) }
    }
}

fn search() -> Markup {
    html! {
        (Search::new("/gallery/moj-search", "Find a record").hint("By number or words").id("find").value("threshold"))
        (Search::new("/gallery/moj-search", "Find a person").id("person").layout(SearchLayout::Icon))
        (Search::new("/gallery/moj-search", "Find a place").id("place").layout(SearchLayout::Stacked).button(|button| button.secondary()))
    }
}

fn timeline() -> Markup {
    let answered = date(2026, 3, 9).at(14, 5, 0, 0).in_tz("Europe/London");
    html! {
        (Timeline::new()
            .item(TimelineItem::new("Withdrawn", date(2026, 3, 12)).byline("Hillside School").description("They agreed on the phone."))
            .item(TimelineItem::new("Answered", answered.as_ref().map_or_else(|_| date(2026, 3, 9).into(), TimelineTime::at))
                .byline(html! { a class="govuk-link" href="#tom" { "Tom Okafor" } })
                .description(html! { p class="govuk-body" { "The case is " (Tag::new("Open again").colour(TagColour::Green)) }}))
            .item(TimelineItem::new("Raised", TimelineTime::other("2026-03", "March 2026"))))
    }
}
