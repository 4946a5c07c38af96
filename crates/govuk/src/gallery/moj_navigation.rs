//! Components of the Ministry of Justice that lead somewhere.

use super::entries;
use crate as govuk;
use crate::moj::*;
use crate::{ButtonLink, HeadingLevel, Size};
use maud::{Markup, html};

entries! { "moj_navigation.rs", Moj;
    "moj-button-menu" button_menu "Button menu" "Several actions behind one button.";
    "moj-identity-bar" identity_bar "Identity bar" "Whose record this is.";
    "moj-organisation-switcher" organisation_switcher "Organisation switcher" "For whom one is acting.";
    "moj-page-header-actions" page_header_actions "Page header actions" "A heading with what can be done beside it.";
    "moj-pagination" pagination "Pagination with results" "A long list in pages, and how long it is.";
    "moj-side-navigation" side_navigation "Side navigation" "The parts of a section, beside its pages.";
    "moj-sub-navigation" sub_navigation "Sub navigation" "The sides of one record.";
}

fn button_menu() -> Markup {
    html! {
        (ButtonMenu::new("Actions")
            .item(ButtonLink::new("Change", "#change"))
            .item(ButtonLink::new("Hand over", "#hand-over"))
            .item(ButtonLink::new("Close", "#close")))
    }
}

fn identity_bar() -> Markup {
    let menu = ButtonMenu::new("Actions").item(ButtonLink::new("Answer", "#answer")).item(ButtonLink::new("Withdraw", "#withdraw"));
    html! {
        (IdentityBar::new("Escalation WM-12: Hillside School and the council").menu(menu))
    }
}

fn organisation_switcher() -> Markup {
    html! {
        (OrganisationSwitcher::new("Hillside School").link(OrganisationLink::new("#acting")))
    }
}

fn page_header_actions() -> Markup {
    html! {
        (PageHeaderActions::new("Meetings")
            .heading_level(HeadingLevel::H2)
            .heading_size(Size::Large)
            .item(ButtonLink::new("Call a meeting", "#new"))
            .item(ButtonLink::new("Past meetings", "#past").secondary()))
    }
}

fn pagination() -> Markup {
    let pages = govuk::Pagination::pages(2, 5, |page| format!("#page-{page}"));
    html! {
        (Pagination::new(pages).results(Results::range(11, 20, 45).noun("meetings")))
    }
}

fn side_navigation() -> Markup {
    let section = |title: &str| SideNavigationSection::new(title).heading_level(HeadingLevel::H2);
    html! {
        (SideNavigation::sections("Group", [
            section("People")
                .item(SideNavigationItem::new("Members", "#members").active())
                .item(SideNavigationItem::new("Seats", "#seats")),
            section("Work").item(SideNavigationItem::new("Meetings", "#meetings")).item(SideNavigationItem::new("Actions", "#actions")),
        ]))
    }
}

fn sub_navigation() -> Markup {
    html! {
        (SubNavigation::new("Escalation WM-12")
            .item(SubNavigationItem::new("Overview", "#overview").active())
            .item(SubNavigationItem::new("What has happened", "#history"))
            .item(SubNavigationItem::new("Who has seen it", "#seen")))
    }
}
