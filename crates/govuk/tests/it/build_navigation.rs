//! Fixtures of headers, footers and ways to other pages.

use crate::options::{Options, apply, decorated, drawn, when};
use govuk::{
    BackLink, Breadcrumb, Breadcrumbs, Footer, FooterLink, FooterSection, FooterWidth, GenericHeader, Header, Language, LanguageNavigation,
    NavigationItem, Pagination, PaginationItem, PaginationLink, PhaseBanner, ServiceNavigation, SkipLink, Tag,
};
use serde_json::Value;

pub(crate) fn draw(component: &str, options: Options) -> Option<String> {
    match component {
        "back-link" => {
            let link = BackLink::new(options.text("href").unwrap_or_else(|| "#".into()));
            drawn(&decorated!(apply(link, options.maybe_content("html", "text"), BackLink::content), options))
        }
        "skip-link" => {
            let link = SkipLink::new(options.own_content(), options.text("href").unwrap_or_else(|| "#content".into()));
            drawn(&decorated!(link, options))
        }
        "breadcrumbs" => drawn(&breadcrumbs(options)),
        "footer" => drawn(&footer(options)),
        "header" => {
            let header = apply(Header::new(), options.text("productName"), Header::product);
            let header = apply(header, options.text("homepageUrl"), Header::href);
            drawn(&decorated!(apply(header, options.text("containerClasses"), Header::container_classes), options))
        }
        "generic-header" => {
            let header = GenericHeader::new(options.content("logoHtml", "logoText"));
            let header = apply(header, options.text("url"), GenericHeader::href);
            drawn(&decorated!(apply(header, options.text("containerClasses"), GenericHeader::container_classes), options))
        }
        "language-navigation" => drawn(&languages(options)),
        "pagination" => drawn(&pagination(options)),
        "phase-banner" => {
            let tag = options.get("tag");
            let tag = apply(Tag::new(tag.own_content()), tag.text("classes"), |tag, class| tag.class(&class));
            drawn(&decorated!(PhaseBanner::new(tag, options.own_content()), options))
        }
        "service-navigation" => drawn(&service_navigation(options)),
        _ => None,
    }
}

fn breadcrumbs(options: Options) -> Breadcrumbs {
    let mut trail = apply(Breadcrumbs::new(), options.text("labelText"), Breadcrumbs::label);
    for (_, of) in options.items("items") {
        let item = match of.text("href") {
            Some(href) => Breadcrumb::link(of.own_content(), href),
            None => Breadcrumb::current(of.own_content()),
        };
        trail = trail.item(of.attributes("attributes").into_iter().fold(item, |item, (name, value)| item.attribute(name, value)));
    }
    decorated!(when(trail, options.yes("collapseOnMobile"), Breadcrumbs::collapse_on_mobile), options)
}

fn footer_links(options: Options) -> Vec<FooterLink> {
    let link = |of: Options| {
        let link = FooterLink::new(of.text("text")?, of.text("href")?);
        Some(of.attributes("attributes").into_iter().fold(link, |link, (name, value)| link.attribute(name, value)))
    };
    options.items("items").into_iter().filter_map(|(_, of)| link(of)).collect()
}

fn footer(options: Options) -> Footer {
    let mut footer = Footer::gov_uk();
    for (_, of) in options.items("navigation") {
        let section = FooterSection::new(of.text("title").unwrap_or_default()).width(match of.text("width").as_deref() {
            None | Some("full") => FooterWidth::Full,
            Some("two-thirds") => FooterWidth::TwoThirds,
            Some("one-half") => FooterWidth::OneHalf,
            Some("one-third") => FooterWidth::OneThird,
            Some("one-quarter") => FooterWidth::OneQuarter,
            Some(other) => panic!("a section as wide as {other}"),
        });
        let section = apply(section, of.number("columns").and_then(|columns| columns.try_into().ok()), FooterSection::columns);
        footer = footer.section(footer_links(of).into_iter().fold(section, FooterSection::link));
    }
    let meta = options.get("meta");
    if meta.is_given() {
        footer = footer.links_title(meta.text("visuallyHiddenTitle").unwrap_or_else(|| "Support links".into()));
        footer = footer_links(meta).into_iter().fold(footer, Footer::link);
        footer = apply(footer, meta.maybe_content("html", "text"), Footer::text);
    }
    footer = match options.0.get("contentLicence") {
        Some(Value::Null) => footer.without_licence(),
        _ => apply(footer, options.get("contentLicence").maybe_content("html", "text"), Footer::licence),
    };
    footer = apply(footer, options.get("copyright").maybe_content("html", "text"), Footer::copyright);
    footer = apply(footer, options.text("containerClasses"), |footer, class| footer.container_class(&class));
    decorated!(footer, options)
}

fn languages(options: Options) -> LanguageNavigation {
    let mut all = apply(LanguageNavigation::new(), options.text("ariaLabel"), LanguageNavigation::label);
    for (_, of) in options.items("items") {
        let mut item = match of.text("href").filter(|_| !of.yes("current")) {
            Some(href) => Language::link(of.own_content(), href),
            None => Language::current(of.own_content()),
        };
        item = apply(item, of.text("lang"), Language::lang);
        item = apply(item, of.text("hrefLang"), Language::href_lang);
        item = apply(item, of.text("dir"), Language::dir);
        item = apply(item, of.text("languageDescriptionText"), Language::description);
        all = all.item(decorated!(item, of));
    }
    decorated!(all, options)
}

fn pagination_link(of: Options) -> Option<PaginationLink> {
    let link = PaginationLink::new(of.text("href")?);
    let link = apply(link, of.maybe_content("html", "text"), PaginationLink::content);
    let link = apply(link, of.text("labelText"), PaginationLink::label);
    Some(of.attributes("attributes").into_iter().fold(link, |link, (name, value)| link.attribute(name, value)))
}

fn pagination(options: Options) -> Pagination {
    let mut all = apply(Pagination::new(), options.text("landmarkLabel"), Pagination::label);
    all = apply(all, pagination_link(options.get("previous")), Pagination::previous);
    all = apply(all, pagination_link(options.get("next")), Pagination::next);
    for (_, of) in options.items("items") {
        if of.0.as_object().is_some_and(serde_json::Map::is_empty) {
            continue;
        }
        let mut item = match of.yes("ellipsis") {
            true => PaginationItem::ellipsis(),
            false => PaginationItem::page(of.any_text("number").unwrap_or_default(), of.any_text("href").unwrap_or_default()),
        };
        item = apply(item, of.any_text("visuallyHiddenText"), PaginationItem::label);
        item = when(item, of.yes("current"), PaginationItem::current);
        all = all.item(of.attributes("attributes").into_iter().fold(item, |item, (name, value)| item.attribute(name, value)));
    }
    decorated!(all, options)
}

fn service_navigation(options: Options) -> ServiceNavigation {
    let mut bar = match (options.text("serviceName"), options.text("serviceUrl")) {
        (Some(name), Some(url)) => ServiceNavigation::new(name, url),
        (Some(name), None) => ServiceNavigation::named(name),
        _ => ServiceNavigation::unnamed(),
    };
    for (_, of) in options.items("navigation") {
        let mut item = match of.text("href") {
            Some(href) => NavigationItem::link(of.own_content(), href),
            None => NavigationItem::text(of.own_content()),
        };
        item = when(item, of.yes("current"), NavigationItem::current);
        item = when(item, of.yes("active"), NavigationItem::active);
        bar = bar.item(of.attributes("attributes").into_iter().fold(item, |item, (name, value)| item.attribute(name, value)));
    }
    bar = apply(bar, options.text("ariaLabel"), ServiceNavigation::label);
    bar = apply(bar, options.text("menuButtonText"), ServiceNavigation::menu_text);
    bar = apply(bar, options.text("menuButtonLabel"), ServiceNavigation::menu_label);
    bar = apply(bar, options.text("navigationLabel"), ServiceNavigation::navigation_label);
    bar = apply(bar, options.text("navigationId"), ServiceNavigation::navigation_id);
    bar = apply(bar, options.text("navigationClasses"), |bar, class| bar.navigation_class(&class));
    bar = apply(bar, options.flag("collapseNavigationOnMobile"), ServiceNavigation::collapse_on_mobile);
    let slots = options.get("slots");
    bar = apply(bar, slots.markup("start"), ServiceNavigation::start);
    bar = apply(bar, slots.markup("navigationStart"), ServiceNavigation::navigation_start);
    bar = apply(bar, slots.markup("navigationEnd"), ServiceNavigation::navigation_end);
    let end = slots.get("end");
    bar = match end.text("align").as_deref() {
        Some("inline") => apply(bar, end.markup("html"), ServiceNavigation::end_inline),
        _ => apply(bar, slots.markup("end").or_else(|| end.markup("html")), ServiceNavigation::end),
    };
    decorated!(bar, options)
}
