//! The components of the Ministry of Justice's design patterns that internal services need beside those of GOV.UK, one file each.
//!
//! They follow npm `@ministryofjustice/frontend` 11.1.0, whose own macros the crate's tests draw and compare with ours. Its sortable
//! table is left out: lists sort by links on the server ([`crate::ListTable`]).

mod add_another;
mod alert;
mod badge;
mod button_menu;
mod date_picker;
mod filter;
mod identity_bar;
mod interruption_card;
mod multi_file_upload;
mod notification_badge;
mod organisation_switcher;
mod page_header_actions;
mod pagination;
mod search;
mod side_navigation;
mod sub_navigation;
mod timeline;

pub use self::add_another::{AddAnother, AddAnotherItem, AddAnotherTexts};
pub use self::alert::{Alert, AlertHeading, AlertKind};
pub use self::badge::{Badge, BadgeColour};
pub use self::button_menu::{ButtonMenu, MenuButton, MenuSide};
pub use self::date_picker::DatePicker;
pub use self::filter::{Filter, SelectedCategory, SelectedFilters};
pub use self::identity_bar::IdentityBar;
pub use self::interruption_card::InterruptionCard;
pub use self::multi_file_upload::{MultiFileUpload, UploadedFile};
pub use self::notification_badge::NotificationBadge;
pub use self::organisation_switcher::{OrganisationLink, OrganisationSwitcher};
pub use self::page_header_actions::PageHeaderActions;
pub use self::pagination::{Pagination, Results};
pub use self::search::{Search, SearchLayout};
pub use self::side_navigation::{SideNavigation, SideNavigationItem, SideNavigationSection};
pub use self::sub_navigation::{SubNavigation, SubNavigationItem};
pub use self::timeline::{Timeline, TimelineItem, TimelineTime};
