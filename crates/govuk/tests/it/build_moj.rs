//! Fixtures of the MOJ components, whose options are read as the macros read them.

use crate::options::{Options, apply, decorated, drawn, when};
use govuk::moj::*;
use govuk::{Action, Button, ButtonLink, Content, HeadingLevel, Link, Size};
use jiff::civil::Weekday;

pub(crate) fn draw(component: &str, options: Options) -> Option<String> {
    match component {
        "add-another" => drawn(&add_another(options)),
        "alert" => drawn(&alert(options)),
        "badge" => drawn(&decorated!(Badge::new(options.own_content()), options)),
        "button-menu" => drawn(&button_menu(options)),
        "date-picker" => drawn(&date_picker(options)),
        "filter" => drawn(&filter(options)),
        "identity-bar" => {
            let bar = IdentityBar::new(options.get("title").own_content());
            let bar = options.items("menus").into_iter().fold(bar, |bar, (_, of)| bar.menu(button_menu(of)));
            drawn(&decorated!(bar, options))
        }
        "interruption-card" => drawn(&interruption_card(options)),
        "multi-file-upload" => drawn(&multi_file_upload(options)),
        "notification-badge" => {
            let badge = NotificationBadge::new(options.any_text("text")?.parse().ok()?);
            drawn(&decorated!(apply(badge, options.text("visuallyHiddenText"), NotificationBadge::visually_hidden), options))
        }
        "organisation-switcher" => drawn(&organisation_switcher(options)),
        "page-header-actions" => drawn(&page_header_actions(options)),
        "pagination" => drawn(&pagination(options)),
        "search" => drawn(&search(options)),
        "side-navigation" => drawn(&side_navigation(options)),
        "sub-navigation" => {
            let mut row = SubNavigation::new(options.text("label")?);
            for (_, of) in options.items("items") {
                let item = SubNavigationItem::new(of.own_content(), of.text("href")?);
                row = row.item(decorated!(when(item, of.yes("active"), SubNavigationItem::active), of));
            }
            drawn(&decorated!(row, options))
        }
        "timeline" => drawn(&timeline(options)),
        _ => None,
    }
}

fn attributes<T>(builder: T, options: Options, method: impl Fn(T, &'static str, String) -> T) -> T {
    options.attributes("attributes").into_iter().fold(builder, |builder, (name, value)| method(builder, name, value))
}

fn button(of: Options) -> MenuButton {
    if let Some(href) = of.text("href") {
        return decorated!(ButtonLink::new(of.own_content(), href), of).into();
    }
    decorated!(named(Button::new(of.own_content()), of), of).into()
}

fn named(button: Button, of: Options) -> Button {
    let button = when(button, of.text("type").as_deref() == Some("button"), Button::plain);
    let button = apply(button, of.text("name"), Button::name);
    let button = apply(button, of.text("value"), Button::value);
    let button = apply(button, of.text("id"), Button::id);
    let button = apply(button, of.flag("preventDoubleClick"), Button::prevent_double_click);
    when(button, of.yes("disabled"), Button::disabled)
}

fn button_menu(options: Options) -> ButtonMenu {
    let of = options.get("button");
    let mut menu = of.text("text").map_or_else(ButtonMenu::unnamed, ButtonMenu::new);
    menu = apply(menu, of.text("classes"), ButtonMenu::button_class);
    let side = options.text("alignMenu").map(|side| if side == "left" { MenuSide::Left } else { MenuSide::Right });
    menu = apply(menu, side, ButtonMenu::align);
    menu = options.items("items").into_iter().fold(menu, |menu, (_, of)| menu.item(button(of)));
    decorated!(menu, options)
}

fn add_another(options: Options) -> AddAnother {
    let mut all = AddAnother::new(options.text("id").unwrap(), options.text("itemLabel").unwrap());
    all = when(all, options.text("layout").as_deref() == Some("inline"), AddAnother::inline);
    all = all.texts(AddAnotherTexts {
        add: options.text("addAnotherButtonText"),
        remove: options.text("removeButtonText"),
        remove_suffix: options.text("removeButtonSuffixText"),
        legend: options.plural("itemLegendText"),
        field_label_suffix: options.text("fieldLabelSuffixText"),
        new_item_suffix: options.text("newItemSuffixText"),
    });
    for (_, of) in options.items("items") {
        let set = of.get("fieldset");
        let mut item = AddAnotherItem::new(set.markup("html").unwrap());
        item = apply(item, set.get("legend").markup("html"), AddAnotherItem::legend);
        item = apply(item, set.get("legend").text("classes"), |item, class| item.legend_class(&class));
        item = apply(item, set.text("classes"), |item, class| item.fieldset_class(&class));
        item = apply(item, set.text("describedBy"), AddAnotherItem::described_by);
        item = apply(item, of.error_message(), AddAnotherItem::error);
        let remove = of.get("removeButton");
        item = apply(item, remove.text("name").zip(remove.text("value")), |item, (name, value)| item.remove(name, value));
        all = all.item(decorated!(item, of));
    }
    decorated!(all, options)
}

fn alert(options: Options) -> Alert {
    let kind = match options.text("variant").as_deref() {
        Some("success") => AlertKind::Success,
        Some("warning") => AlertKind::Warning,
        Some("error") => AlertKind::Error,
        _ => AlertKind::Information,
    };
    let level = match options.text("headingTag").as_deref() {
        Some("h3") => AlertHeading::H3,
        Some("h4") => AlertHeading::H4,
        _ => AlertHeading::H2,
    };
    let alert = Alert::new(kind, options.text("title").unwrap());
    let alert = match (options.maybe_content("html", "text"), options.yes("showTitleAsHeading")) {
        (Some(body), true) => alert.body_under_heading(level, body),
        (Some(body), false) => alert.body(body),
        (None, _) => alert,
    };
    let alert = apply(alert, options.text("role"), Alert::role);
    let alert = when(alert, options.yes("dismissible"), Alert::dismissible);
    let alert = apply(alert, options.text("dismissText"), Alert::dismiss_text);
    let alert = when(alert, options.yes("disableAutoFocus"), Alert::disable_auto_focus);
    decorated!(apply(alert, options.text("focusOnDismissSelector"), Alert::focus_on_dismiss), options)
}

fn date(text: &str) -> jiff::civil::Date {
    jiff::civil::Date::strptime("%d/%m/%Y", text).unwrap()
}

fn date_picker(options: Options) -> DatePicker {
    let mut picker = DatePicker::new(options.text("name").unwrap(), options.label());
    picker = apply(picker, options.text("id"), DatePicker::id);
    picker = apply(picker, options.hint(), DatePicker::hint);
    picker = apply(picker, options.error_message(), DatePicker::error);
    picker = apply(picker, options.text("value"), DatePicker::value);
    picker = apply(picker, options.text("minDate"), |picker, text| picker.min(date(&text)));
    picker = apply(picker, options.text("maxDate"), |picker, text| picker.max(date(&text)));
    for text in options.text("excludedDates").unwrap_or_default().split_whitespace() {
        picker = match text.split_once('-') {
            Some((first, last)) => picker.exclude_from_to(date(first), date(last)),
            None => picker.exclude(date(text)),
        };
    }
    for day in options.text("excludedDays").unwrap_or_default().split_whitespace() {
        picker = picker.exclude_day(if day == "saturday" { Weekday::Saturday } else { Weekday::Sunday });
    }
    picker = apply(picker, options.flag("leadingZeros"), DatePicker::leading_zeros);
    let sunday = options.text("weekStartDay").map(|day| day == "sunday");
    picker = apply(picker, sunday, DatePicker::week_begins_on_sunday);
    decorated!(picker.form_group(options.form_group()), options)
}

fn filter(options: Options) -> Filter {
    let mut filter = Filter::new(options.get("heading").own_content(), options.markup("optionsHtml").unwrap());
    let submit = options.get("submit");
    if submit.is_given() {
        filter = filter.submit(attributes(Button::new(submit.own_content()), submit, Button::attribute));
    }
    let of = options.get("selectedFilters");
    if of.is_given() {
        let clear = of.get("clearLink");
        let mut selected = SelectedFilters::new(of.get("heading").own_content(), clear.text("text").unwrap(), clear.text("href").unwrap());
        for (_, of) in of.items("categories") {
            let mut category = SelectedCategory::new(of.get("heading").own_content());
            for (_, of) in of.items("items") {
                category = category.item(of.text("text").unwrap(), of.text("href").unwrap());
            }
            selected = selected.category(category);
        }
        filter = filter.selected(selected);
    }
    attributes(filter, options, Filter::attribute)
}

fn card_action(of: Options, standard: &str) -> Action {
    let (content, style) = (of.own_content(), of.text("style"));
    match (of.text("href"), style.as_deref().unwrap_or(standard)) {
        (Some(href), "link") => Link::new(content, href).into(),
        (Some(href), _) => attributes(ButtonLink::new(content, href), of, ButtonLink::attribute).into(),
        (None, "link") => Link::new(content, "").into(),
        (None, _) => attributes(Button::new(content), of, Button::attribute).into(),
    }
}

fn interruption_card(options: Options) -> InterruptionCard {
    let primary = card_action(options.get("primaryAction"), "button");
    let card = InterruptionCard::new(options.text("heading").unwrap(), options.markup("body").unwrap(), primary);
    let second = options.get("secondaryAction");
    apply(card, second.is_given().then(|| card_action(second, "link")), InterruptionCard::secondary)
}

fn multi_file_upload(options: Options) -> MultiFileUpload {
    let of = options.get("uploadedFiles");
    let mut upload = MultiFileUpload::new(of.get("heading").own_content(), options.markup("uploadHtml").unwrap());
    for (_, of) in of.items("items") {
        let file = UploadedFile::new(of.text("fileName").unwrap(), of.text("originalFileName").unwrap());
        let file = file.message(of.get("message").own_content());
        upload = upload.file(apply(file, of.get("deleteButton").text("text"), UploadedFile::delete_text));
    }
    decorated!(upload, options)
}

fn organisation_switcher(options: Options) -> OrganisationSwitcher {
    let mut switcher = OrganisationSwitcher::new(options.own_content());
    switcher = apply(switcher, options.text("label"), OrganisationSwitcher::label);
    switcher = apply(switcher, options.text("id"), OrganisationSwitcher::id);
    let of = options.get("link");
    if let Some(href) = of.text("href") {
        let link = apply(OrganisationLink::new(href), of.text("text"), OrganisationLink::text);
        switcher = switcher.link(decorated!(apply(link, of.text("id"), OrganisationLink::id), of));
    }
    decorated!(switcher, options)
}

fn page_header_actions(options: Options) -> PageHeaderActions {
    let of = options.get("heading");
    let header = apply(PageHeaderActions::new(of.own_content()), of.level("level"), PageHeaderActions::heading_level);
    let size = of.text("classes").map(|class| match class.as_str() {
        "govuk-heading-l" => Size::Large,
        "govuk-heading-m" => Size::Medium,
        other => panic!("a heading of the class {other}"),
    });
    let header = apply(header, size, PageHeaderActions::heading_size);
    decorated!(options.items("items").into_iter().fold(header, |header, (_, of)| header.item(button(of))), options)
}

fn pagination(options: Options) -> Pagination {
    let mut pages = govuk::Pagination::new();
    let link = |of: Options| {
        let link = govuk::PaginationLink::new(of.text("href")?);
        Some(attributes(
            apply(link, of.maybe_content("html", "text"), govuk::PaginationLink::content),
            of,
            govuk::PaginationLink::attribute,
        ))
    };
    pages = apply(pages, link(options.get("previous")), govuk::Pagination::previous);
    pages = apply(pages, link(options.get("next")), govuk::Pagination::next);
    pages = apply(pages, options.text("landmarkLabel"), govuk::Pagination::label);
    for (_, of) in options.items("items") {
        pages = pages.item(match of.text("number") {
            Some(number) => {
                when(govuk::PaginationItem::page(number, of.text("href").unwrap()), of.yes("current"), govuk::PaginationItem::current)
            }
            None => govuk::PaginationItem::ellipsis(),
        });
    }
    let all = Pagination::new(decorated!(pages, options));
    let of = options.get("results");
    if !of.is_given() {
        return all;
    }
    let count = of.any_text("count").map(|count| count.parse().unwrap());
    let results = match (of.get("pages"), of.number("from").zip(of.number("to")), count) {
        (pages, ..) if pages.is_given() => Results::page(pages.number("current").unwrap(), pages.number("count").unwrap()),
        (_, Some((from, to)), Some(count)) => Results::range(from, to, count),
        (_, Some((from, to)), None) => Results::range_of_many(from, to),
        (_, None, count) => Results::total(count.unwrap()),
    };
    all.results(apply(results, of.text("text"), Results::noun))
}

fn search(options: Options) -> Search {
    let mut search = Search::new(options.text("action").unwrap(), options.label());
    let of = options.get("input");
    search = apply(search, of.text("name"), Search::name);
    search = apply(search, of.text("id"), Search::id);
    search = apply(search, of.text("value"), Search::value);
    search = apply(search, of.error_message(), Search::error);
    search = apply(search, options.hint(), Search::hint);
    search = search.input(|input| {
        let input = apply(input, of.flag("spellcheck"), govuk::Input::spellcheck);
        decorated!(apply(input, of.text("autocomplete"), govuk::Input::autocomplete), of)
    });
    let button = options.get("button");
    search = apply(search, button.maybe_content("html", "text"), Search::button_text);
    search = search.button(|of| decorated!(named(of, button), button));
    search = when(search, options.yes("iconButton"), |search| search.layout(SearchLayout::Icon));
    search = when(search, options.yes("layout"), |search| search.layout(SearchLayout::Stacked));
    let token = options.get("csrf");
    search = match (token.text("name").zip(token.text("value")), options.yes("method")) {
        (Some((name, value)), _) => search.post_with_token(name, value),
        (None, true) => search.post(),
        (None, false) => search,
    };
    decorated!(search, options)
}

fn side_navigation(options: Options) -> SideNavigation {
    let items = |of: Options| {
        let item = |of: Options| SideNavigationItem::new(of.own_content(), of.text("href").unwrap());
        let item = |of: Options| when(item(of), of.yes("active"), SideNavigationItem::active);
        of.items("items").into_iter().map(move |(_, of)| attributes(item(of), of, SideNavigationItem::attribute)).collect::<Vec<_>>()
    };
    let label = options.text("label").unwrap_or_default();
    if !options.yes("sections") {
        return decorated!(SideNavigation::new(label, items(options)), options);
    }
    let sections = options.items("sections").into_iter().map(|(_, of)| {
        let heading = of.get("heading");
        let section = SideNavigationSection::new(heading.own_content());
        let section = apply(section, heading.level("headingLevel"), SideNavigationSection::heading_level);
        items(of).into_iter().fold(decorated!(section, heading), SideNavigationSection::item)
    });
    decorated!(SideNavigation::sections(label, sections), options)
}

/// A day or a moment as the type makes it; other forms as the caller would.
fn time(of: Options) -> TimelineTime {
    let text = of.text("timestamp").unwrap();
    match of.text("type").as_deref() {
        Some("datetime") => {
            let moment: jiff::Timestamp = text.parse().unwrap();
            TimelineTime::at(&moment.in_tz("Europe/London").unwrap())
        }
        Some("date") => TimelineTime::on(text.parse().unwrap()),
        Some("shortdate") => TimelineTime::other(text, "2 Sep 2026"),
        _ => TimelineTime::other(text, "March 2026"),
    }
}

fn timeline(options: Options) -> Timeline {
    let level = options.number("headingLevel").map(|_| HeadingLevel::H3);
    let mut line = apply(Timeline::new(), level, Timeline::heading_level);
    for (_, of) in options.items("items") {
        let item = TimelineItem::new(of.get("label").own_content(), time(of.get("datetime"))).description(of.own_content());
        let byline: Option<Content> = of.get("byline").maybe_content("html", "text");
        line = line.item(decorated!(apply(item, byline, TimelineItem::byline), of));
    }
    decorated!(line, options)
}

/// The comparison takes a class named twice for one; the macro of the search names its own twice.
pub(crate) fn lines(html: &str) -> Vec<String> {
    crate::dom::lines_of(html, |class| {
        let mut seen: Vec<&str> = Vec::new();
        for name in class.split_ascii_whitespace() {
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
        seen.join(" ")
    })
}
