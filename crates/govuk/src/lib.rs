//! The components of the GOV.UK Design System as typed Rust, drawn by [maud].
//!
//! Each component is a struct with a builder that implements [`maud::Render`], so that pages are written with `html!` and the
//! compiler knows every option. Text is escaped; HTML comes only from [`maud::Markup`]. The markup is compared with every fixture
//! of npm `govuk-frontend` 6.6.0 by the crate's tests.
//!
//! Beside the components: [`Page`] is the whole document; [`Form`] reads what was typed, gathers what is wrong and draws the fields again
//! with both; [`ListTable`] is a list sorted on the server; [`moj`] has the components of the Ministry of Justice, [`chart`] and
//! [`map`] the drawings, [`assets`] the styles and scripts, and [`gallery`] shows all of it with the Rust that draws it.
//!
//! A first page:
//!
//! ```
//! use govuk::{Button, Form, Page, Width};
//! use maud::{html, Render};
//!
//! let form = Form::new();
//! let page = Page::new("Your name").service_name("Example").error(form.has_errors()).body(html! {
//!     @if let Some(summary) = form.error_summary() { (summary) }
//!     form method="post" novalidate {
//!         (form.input("name", "What is your name?").page_heading().width(Width::Chars20))
//!         (Button::new("Continue"))
//!     }
//! });
//! assert!(page.render().into_string().contains("<h1 class=\"govuk-label-wrapper\">"));
//! ```

pub mod assets;
pub mod chart;
mod component;
mod form;
pub mod gallery;
mod html;
mod list;
pub mod map;
pub mod moj;
mod page;

pub use assets::Asset;
pub use component::*;
pub use form::Form;
pub use html::{Content, HeadingLevel, Plural, Size};
pub use list::{Column, ListTable, SortOrder};
pub use page::Page;
