//! Components that lead somewhere.

use super::entries;
use crate::*;
use maud::{Markup, html};

entries! { "navigation.rs", Navigation;
    "back-link" back_link "Back link" "The page before.";
    "breadcrumbs" breadcrumbs "Breadcrumbs" "Where a page stands.";
    "exit-this-page" exit_this_page "Exit this page" "A quick way out for somebody who must not be seen here.";
    "footer" footer "Footer" "The foot of the page.";
    "generic-header" generic_header "Generic header" "A header for services outside GOV.UK.";
    "header" header "Header" "The header of services on gov.uk domains, which alone may show the crown.";
    "language-navigation" language_navigation "Language navigation" "The same page in another language.";
    "link" link "Link" "A link in the text.";
    "pagination" pagination "Pagination" "A long list in pages.";
    "service-navigation" service_navigation "Service navigation" "The service's name and its rooms.";
    "skip-link" skip_link "Skip link" "Past the navigation, for those who use the keyboard. Press Tab to see it.";
}

fn back_link() -> Markup {
    html! {
        (BackLink::new("#before"))
        (BackLink::new("#groups").content("Back to groups"))
    }
}

fn breadcrumbs() -> Markup {
    html! {
        (Breadcrumbs::new()
            .label("Where this is")
            .link("Groups", "#groups")
            .link("Audit group", "#audit-group")
            .item(Breadcrumb::current("Meeting of 9 March"))
            .collapse_on_mobile())
    }
}

fn exit_this_page() -> Markup {
    html! {
        (ExitThisPage::new().href("https://www.bbc.co.uk/weather"))
    }
}

fn footer() -> Markup {
    html! {
        (Footer::new()
            .section(FooterSection::new("Help").link(FooterLink::new("Whom to ask", "#whom")).link(FooterLink::new("Training", "#training")))
            .link(FooterLink::new("Accessibility", "#accessibility"))
            .link(FooterLink::new("Privacy", "#privacy"))
            .text("Run by the partnership"))
    }
}

fn generic_header() -> Markup {
    html! {
        (GenericHeader::new("Westmere partnership").href("#home"))
    }
}

fn header() -> Markup {
    html! {
        (Header::new().product("Example service").href("#home"))
    }
}

fn language_navigation() -> Markup {
    html! {
        (LanguageNavigation::new()
            .item(Language::current("English").lang("en"))
            .item(Language::link("Cymraeg", "#cy").lang("cy").href_lang("cy")))
    }
}

fn link() -> Markup {
    html! {
        p class="govuk-body" { "Read " (Link::new("what was agreed", "#agreed")) "." }
        p class="govuk-body" { (Link::new("Change", "#change").visually_hidden("the name").no_visited_state()) }
    }
}

fn pagination() -> Markup {
    html! {
        (Pagination::pages(4, 9, |page| format!("#page-{page}")))
        (Pagination::new().label("Parts").previous(PaginationLink::new("#scope").label("Scope")).next(PaginationLink::new("#report").label("Report")))
    }
}

fn service_navigation() -> Markup {
    html! {
        (ServiceNavigation::new("Example service", "#home")
            .label("Service")
            .item(NavigationItem::link("Start", "#start"))
            .item(NavigationItem::link("Meetings", "#meetings").active())
            .item(NavigationItem::link("Figures", "#figures")))
    }
}

fn skip_link() -> Markup {
    html! {
        (SkipLink::new("Skip to the figures", "#figures"))
        p class="govuk-body" id="figures" { "The figures." }
    }
}
