//! Fixtures of everything else.

use crate::options::{Options, apply, decorated, drawn, when};
use govuk::{
    Accordion, AccordionSection, AccordionTexts, Action, Button, ButtonLink, Cell, CookieBanner, CookieMessage, Details, ErrorSummary,
    ExitTexts, ExitThisPage, Feedback, InsetText, InterruptionPanel, Link, NotificationBanner, Panel, SummaryAction, SummaryCard,
    SummaryError, SummaryList, SummaryRow, Tab, Table, Tabs, Tag, Task, TaskList, TaskStatus, WarningText,
};

pub(crate) fn draw(component: &str, options: Options) -> Option<String> {
    match component {
        "accordion" => drawn(&accordion(options)),
        "button" => match options.text("href") {
            Some(href) => {
                let link = apply(ButtonLink::new(options.own_content(), href), options.text("id"), ButtonLink::id);
                drawn(&decorated!(when(link, options.yes("isStartButton"), ButtonLink::start), options))
            }
            None => drawn(&button(options)),
        },
        "cookie-banner" => drawn(&cookie_banner(options)),
        "details" => {
            let details = Details::new(options.content("summaryHtml", "summaryText"), options.own_content());
            let details = apply(details, options.text("id"), Details::id);
            drawn(&decorated!(when(details, options.yes("open"), Details::open), options))
        }
        "error-summary" => drawn(&error_summary(options)),
        "exit-this-page" => drawn(&exit_this_page(options)),
        "feedback" => {
            let feedback = Feedback::new(options.content("titleHtml", "titleText")).body(options.own_content());
            drawn(&decorated!(apply(feedback, options.level("headingLevel"), Feedback::heading_level), options))
        }
        "inset-text" => drawn(&decorated!(apply(InsetText::new(options.own_content()), options.text("id"), InsetText::id), options)),
        "notification-banner" => drawn(&notification_banner(options)),
        "panel" => panel(options),
        "summary-list" => drawn(&summary_list(options)),
        "table" => drawn(&table(options)),
        "tabs" => drawn(&tabs(options)),
        "tag" => drawn(&tag(options)),
        "task-list" => drawn(&task_list(options)),
        "warning-text" => {
            let warning = apply(WarningText::new(options.own_content()), options.text("iconFallbackText"), WarningText::icon_text);
            drawn(&decorated!(warning, options))
        }
        _ => None,
    }
}

fn tag(options: Options) -> Tag {
    decorated!(Tag::new(options.own_content()), options)
}

fn accordion(options: Options) -> Accordion {
    let mut all = Accordion::new(options.text("id").unwrap_or_default());
    all = apply(all, options.level("headingLevel"), Accordion::heading_level);
    all = apply(all, options.flag("rememberExpanded"), Accordion::remember_expanded);
    all = all.texts(AccordionTexts {
        hide_all: options.any_text("hideAllSectionsText"),
        hide: options.any_text("hideSectionText"),
        hide_label: options.any_text("hideSectionAriaLabelText"),
        show_all: options.any_text("showAllSectionsText"),
        show: options.any_text("showSectionText"),
        show_label: options.any_text("showSectionAriaLabelText"),
    });
    for (place, of) in options.items("items") {
        let section = AccordionSection::new(of.get("heading").own_content(), of.get("content").own_content());
        let section = apply(section, of.get("summary").maybe_content("html", "text"), AccordionSection::summary);
        all = all.section(when(section.number(place), of.yes("expanded"), AccordionSection::expanded));
    }
    decorated!(all, options)
}

fn button(options: Options) -> Button {
    let mut button = Button::new(options.own_content());
    button = match options.text("type").as_deref() {
        None | Some("submit") => button,
        Some("button") => button.plain(),
        Some("reset") => button.reset(),
        Some(other) => panic!("a button of type {other}"),
    };
    button = apply(button, options.text("name"), Button::name);
    button = apply(button, options.text("value"), Button::value);
    button = apply(button, options.text("id"), Button::id);
    button = apply(button, options.flag("preventDoubleClick"), Button::prevent_double_click);
    button = when(button, options.yes("disabled"), Button::disabled);
    decorated!(when(button, options.yes("isStartButton"), Button::start), options)
}

/// What a cookie banner or a panel offers; there a button does not send a form unless it says so.
fn action(options: Options) -> Action {
    let content = options.own_content();
    match (options.text("href"), options.text("type").as_deref()) {
        (Some(href), Some("button")) => decorated!(ButtonLink::new(content, href), options).into(),
        (Some(href), _) => decorated!(Link::new(content, href), options).into(),
        (None, kind) => {
            let button = button(options);
            if kind.is_none() { button.plain().into() } else { button.into() }
        }
    }
}

fn cookie_banner(options: Options) -> CookieBanner {
    let mut banner = apply(CookieBanner::new(), options.text("ariaLabel"), CookieBanner::label);
    for (_, of) in options.items("messages") {
        let mut message = CookieMessage::new(of.own_content());
        message = apply(message, of.maybe_content("headingHtml", "headingText"), CookieMessage::heading);
        message = apply(message, of.text("role"), CookieMessage::role);
        message = when(message, of.yes("hidden"), CookieMessage::hidden);
        message = of.items("actions").into_iter().fold(message, |message, (_, of)| message.action(action(of)));
        banner = banner.message(decorated!(message, of));
    }
    decorated!(when(banner, options.yes("hidden"), CookieBanner::hidden), options)
}

fn error_summary(options: Options) -> ErrorSummary {
    let mut summary = ErrorSummary::new().title(options.content("titleHtml", "titleText"));
    summary = apply(summary, options.maybe_content("descriptionHtml", "descriptionText"), ErrorSummary::description);
    summary = apply(summary, options.flag("disableAutoFocus"), ErrorSummary::disable_auto_focus);
    for (_, of) in options.items("errorList") {
        let item = apply(SummaryError::new(of.own_content()), of.text("href"), SummaryError::href);
        summary = summary.item(of.attributes("attributes").into_iter().fold(item, |item, (name, value)| item.attribute(name, value)));
    }
    decorated!(summary, options)
}

fn exit_this_page(options: Options) -> ExitThisPage {
    let mut exit = apply(ExitThisPage::new(), options.maybe_content("html", "text"), ExitThisPage::content);
    exit = apply(exit, options.text("redirectUrl"), ExitThisPage::href);
    exit = apply(exit, options.text("id"), ExitThisPage::id);
    exit = exit.texts(ExitTexts {
        activated: options.text("activatedText"),
        timed_out: options.text("timedOutText"),
        two_more: options.text("pressTwoMoreTimesText"),
        one_more: options.text("pressOneMoreTimeText"),
    });
    decorated!(exit, options)
}

fn notification_banner(options: Options) -> NotificationBanner {
    let mut banner = match options.text("type").as_deref() {
        Some("success") => NotificationBanner::success(options.own_content()),
        _ => NotificationBanner::new(options.own_content()),
    };
    banner = apply(banner, options.maybe_content("titleHtml", "titleText"), NotificationBanner::title);
    banner = apply(banner, options.text("titleId"), NotificationBanner::title_id);
    banner = apply(banner, options.level("titleHeadingLevel"), NotificationBanner::title_level);
    banner = apply(banner, options.text("role"), NotificationBanner::role);
    banner = apply(banner, options.flag("disableAutoFocus"), NotificationBanner::disable_auto_focus);
    decorated!(banner, options)
}

fn panel(options: Options) -> Option<String> {
    let title = options.content("titleHtml", "titleText");
    let body = options.maybe_content("html", "text");
    let level = options.level("headingLevel");
    let classes = options.text("classes").unwrap_or_default();
    let Some((before, after)) = classes.split_once("govuk-panel--interruption") else {
        let panel = apply(apply(Panel::new(title), body, Panel::body), level, Panel::heading_level);
        return drawn(&decorated!(panel, options));
    };
    let mut panel = apply(InterruptionPanel::new(title), body, InterruptionPanel::body);
    panel = apply(panel, level, InterruptionPanel::heading_level);
    panel = [before, after].into_iter().map(str::trim).filter(|class| !class.is_empty()).fold(panel, InterruptionPanel::class);
    panel = options.attributes("attributes").into_iter().fold(panel, |panel, (name, value)| panel.attribute(name, value));
    let actions = options.get("actions");
    panel = actions.items("items").into_iter().fold(panel, |panel, (_, of)| panel.action(action(of)));
    panel = apply(panel, actions.text("classes"), |panel, class| panel.actions_class(&class));
    drawn(&actions.attributes("attributes").into_iter().fold(panel, |panel, (name, value)| panel.actions_attribute(name, value)))
}

fn summary_action(of: Options) -> SummaryAction {
    let action = SummaryAction::new(of.own_content(), of.text("href").unwrap_or_default());
    decorated!(apply(action, of.text("visuallyHiddenText"), SummaryAction::visually_hidden), of)
}

fn summary_card(options: Options) -> SummaryCard {
    let title = options.get("title");
    let mut card = match title.is_given() {
        true => SummaryCard::new(title.own_content()),
        false => SummaryCard::untitled(),
    };
    card = apply(card, title.level("headingLevel"), SummaryCard::heading_level);
    card = apply(card, title.text("classes"), |card, class| card.title_class(&class));
    let actions = options.get("actions");
    card = apply(card, actions.text("classes"), |card, class| card.actions_class(&class));
    card = actions.items("items").into_iter().fold(card, |card, (_, of)| card.action(summary_action(of)));
    decorated!(card, options)
}

fn summary_list(options: Options) -> SummaryList {
    let mut list = SummaryList::new();
    for (_, of) in options.items("rows") {
        let mut row = SummaryRow::new(of.get("key").own_content(), of.get("value").own_content());
        row = apply(row, of.get("key").text("classes"), |row, class| row.key_class(&class));
        row = apply(row, of.get("value").text("classes"), |row, class| row.value_class(&class));
        row = apply(row, of.text("classes"), |row, class| row.class(&class));
        let actions = of.get("actions");
        row = apply(row, actions.text("classes"), |row, class| row.actions_class(&class));
        list = list.row(actions.items("items").into_iter().fold(row, |row, (_, of)| row.action(summary_action(of))));
    }
    let card = options.get("card");
    decorated!(apply(list, card.is_given().then(|| summary_card(card)), SummaryList::card), options)
}

fn cell(options: Options) -> Cell {
    let mut cell = Cell::new(options.own_content());
    cell = match options.text("format").as_deref() {
        None => cell,
        Some("numeric") => cell.numeric(),
        Some(other) => panic!("a cell in the format {other}"),
    };
    cell = apply(cell, options.number("colspan"), Cell::colspan);
    cell = apply(cell, options.number("rowspan"), Cell::rowspan);
    decorated!(cell, options)
}

fn table(options: Options) -> Table {
    let cells = |all: Options| all.0.as_array().map(|all| all.iter().map(Options).map(cell).collect::<Vec<_>>());
    let mut table = options.text("caption").map_or_else(Table::without_caption, Table::new);
    table = apply(table, options.text("captionClasses"), |table, class| table.caption_class(&class));
    table = apply(table, cells(options.get("head")), |table, head| table.head(head));
    table = options.items("rows").into_iter().fold(table, |table, (_, row)| table.row(cells(row).unwrap_or_default()));
    decorated!(when(table, options.yes("firstCellIsHeader"), Table::first_cell_is_header), options)
}

fn tabs(options: Options) -> Tabs {
    let prefix = options.text("idPrefix").unwrap_or_default();
    let mut tabs = apply(Tabs::new(&prefix), options.text("id"), Tabs::id);
    tabs = apply(tabs, options.text("title"), Tabs::title);
    for (place, of) in options.items("items") {
        // The macro counts the empty items before this one.
        let mut tab = Tab::new(of.text("label").unwrap_or_default(), of.get("panel").own_content());
        tab = tab.id(of.text("id").unwrap_or_else(|| format!("{prefix}-{place}")));
        for (name, value) in of.attributes("attributes") {
            tab = tab.attribute(name, value);
        }
        for (name, value) in of.get("panel").attributes("attributes") {
            tab = tab.panel_attribute(name, value);
        }
        tabs = tabs.tab(tab);
    }
    decorated!(tabs, options)
}

fn task_list(options: Options) -> TaskList {
    let mut list = apply(TaskList::new(), options.text("idPrefix"), TaskList::id_prefix);
    for (place, of) in options.items("items") {
        let status = of.get("status");
        let state = match status.get("tag") {
            given if given.is_given() => TaskStatus::Tag(tag(given)),
            _ => TaskStatus::Text(status.own_content()),
        };
        let mut task = apply(Task::new(of.get("title").own_content(), state), of.text("href"), Task::href);
        task = apply(task, of.get("hint").maybe_content("html", "text"), Task::hint);
        task = apply(task, of.text("classes"), |task, class| task.class(&class));
        task = apply(task, of.get("title").text("classes"), |task, class| task.title_class(&class));
        list = list.task(apply(task.number(place), status.text("classes"), |task, class| task.status_class(&class)));
    }
    decorated!(list, options)
}
