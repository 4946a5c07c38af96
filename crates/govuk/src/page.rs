//! The page template: a whole HTML document around what a handler has to show.
//!
//! Nothing is inline, so that a content security policy may forbid inline scripts and styles: `app.js` itself marks the body as
//! having JavaScript. There is no crown: the wordmark is plain text.

use crate::html::{Classes, el, escape};
use crate::{Content, Footer, SkipLink};
use maud::{Markup, Render};

/// The blue of the header, for the frame that phones draw around the page.
const THEME_COLOUR: &str = "#1d70b8";

/// A whole page.
///
/// ```
/// use govuk::Page;
/// use maud::{html, Render};
/// let page = Page::new("Audits").service_name("Trefoil").body(html! { h1.govuk-heading-l { "Audits" } });
/// let html = page.render().into_string();
/// assert!(html.starts_with("<!DOCTYPE html>"));
/// assert!(html.contains("<title>Audits - Trefoil</title>"));
/// assert!(!html.contains("<style"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Page {
    title: String,
    service_name: Option<String>,
    home: String,
    lang: String,
    banner: Option<Content>,
    navigation: Option<Content>,
    before_content: Option<Content>,
    body: Option<Content>,
    footer: Option<Content>,
    head: Option<Content>,
    stylesheets: Vec<String>,
    scripts: Vec<String>,
    error: bool,
    wide: bool,
    body_classes: Classes,
    main_classes: Classes,
}

impl Page {
    /// An English page with this title, `/assets/app.css` and `/assets/app.js`.
    pub fn new(title: impl Into<String>) -> Self {
        Page {
            title: title.into(),
            service_name: None,
            home: "/".into(),
            lang: "en".into(),
            banner: None,
            navigation: None,
            before_content: None,
            body: None,
            footer: None,
            head: None,
            stylesheets: vec!["/assets/app.css".into()],
            scripts: vec!["/assets/app.js".into()],
            error: false,
            wide: false,
            body_classes: Classes::default(),
            main_classes: Classes::default(),
        }
    }
    /// The service's name: the wordmark in the header, and after the title.
    pub fn service_name(mut self, name: impl Into<String>) -> Self {
        self.service_name = Some(name.into());
        self
    }
    /// Where the wordmark links to; `/` unless told otherwise.
    pub fn home(mut self, href: impl Into<String>) -> Self {
        self.home = href.into();
        self
    }
    /// The page's language ("cy" for Welsh).
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        self.lang = lang.into();
        self
    }
    /// A line above everything, as wide as the window ("Demonstration: every name is made up").
    pub fn banner(mut self, banner: impl Render) -> Self {
        self.banner = Some(banner.render().into());
        self
    }
    /// What stands under the header: a [`crate::ServiceNavigation`], or markup.
    pub fn navigation(mut self, navigation: impl Render) -> Self {
        self.navigation = Some(navigation.render().into());
        self
    }
    /// What stands before the main content: a back link or breadcrumbs.
    pub fn before_content(mut self, before: impl Render) -> Self {
        self.before_content = Some(before.render().into());
        self
    }
    /// The main content.
    pub fn body(mut self, body: Markup) -> Self {
        self.body = Some(body.into());
        self
    }
    /// The foot of the page; an empty [`Footer`] unless told otherwise.
    pub fn footer(mut self, footer: impl Render) -> Self {
        self.footer = Some(footer.render().into());
        self
    }
    /// More elements for `<head>`.
    pub fn head(mut self, head: Markup) -> Self {
        self.head = Some(head.into());
        self
    }
    /// Adds a stylesheet, once, however often it is asked for.
    pub fn stylesheet(mut self, href: impl Into<String>) -> Self {
        let href = href.into();
        if !self.stylesheets.contains(&href) {
            self.stylesheets.push(href);
        }
        self
    }
    /// Adds a script (an ES module), once, however often it is asked for.
    pub fn script(mut self, src: impl Into<String>) -> Self {
        let src = src.into();
        if !self.scripts.contains(&src) {
            self.scripts.push(src);
        }
        self
    }
    /// Begins the title with "Error: ", so that screen readers say so first. Takes [`crate::Form::has_errors`].
    pub fn error(mut self, error: bool) -> Self {
        self.error = error;
        self
    }
    /// Wider than text is read well: for tables and boards.
    pub fn wide(mut self, wide: bool) -> Self {
        self.wide = wide;
        self
    }
    /// Adds a class to `<body>`.
    pub fn body_class(mut self, class: &str) -> Self {
        self.body_classes.add(class);
        self
    }
    /// Adds a class to `<main>`.
    pub fn main_class(mut self, class: &str) -> Self {
        self.main_classes.add(class);
        self
    }
    fn draw_head(&self, w: &mut String) {
        w.push_str("<meta charset=\"utf-8\">");
        el(w, "title").body(|w| {
            if self.error {
                w.push_str("Error: ");
            }
            escape(w, &self.title);
            if let Some(name) = &self.service_name {
                w.push_str(" - ");
                escape(w, name);
            }
        });
        el(w, "meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1, viewport-fit=cover").void();
        el(w, "meta").attr("name", "theme-color").attr("content", THEME_COLOUR).void();
        el(w, "link").attr("rel", "icon").attr("href", "/assets/icon.svg").attr("type", "image/svg+xml").void();
        for href in &self.stylesheets {
            el(w, "link").attr("rel", "stylesheet").attr("href", href).void();
        }
        for src in &self.scripts {
            // Modules wait for the document and old browsers ignore them: they get the page without scripts.
            el(w, "script").attr("type", "module").attr("src", src).text("");
        }
        draw(w, self.head.as_ref());
    }
    fn draw_body(&self, w: &mut String) {
        SkipLink::new("Skip to main content", "#main-content").render_to(w);
        if let Some(banner) = &self.banner {
            el(w, "div").class("app-demo-banner").attr("role", "region").attr("aria-label", "Notice").body(|w| {
                el(w, "div").class("govuk-width-container").content(banner);
            });
        }
        if self.service_name.is_some() || self.navigation.is_some() {
            el(w, "header").class("govuk-template__header").body(|w| {
                if let Some(name) = &self.service_name {
                    el(w, "div").class("app-header").body(|w| {
                        el(w, "div").class("govuk-width-container app-header__container").body(|w| {
                            el(w, "a").class("app-header__link").attr("href", &self.home).text(name);
                        });
                    });
                }
                draw(w, self.navigation.as_ref());
            });
        }
        el(w, "div").class("govuk-width-container").body(|w| {
            draw(w, self.before_content.as_ref());
            el(w, "main").classes(&["govuk-main-wrapper"], &self.main_classes).attr("id", "main-content").body(|w| {
                draw(w, self.body.as_ref());
            });
        });
        el(w, "footer").class("govuk-template__footer").body(|w| match &self.footer {
            Some(footer) => footer.render_to(w),
            None => Footer::new().render_to(w),
        });
    }
}

fn draw(w: &mut String, content: Option<&Content>) {
    if let Some(content) = content {
        content.render_to(w);
    }
}

impl Render for Page {
    fn render_to(&self, w: &mut String) {
        w.push_str("<!DOCTYPE html>");
        el(w, "html").attr("lang", &self.lang).class("govuk-template").body(|w| {
            el(w, "head").body(|w| self.draw_head(w));
            let wide = if self.wide { "app-wide" } else { "" };
            el(w, "body").classes(&["govuk-template__body", wide], &self.body_classes).body(|w| self.draw_body(w));
        });
    }
}

/// Answers a request with the page; the status stays 200 unless the handler gives another.
impl From<Page> for Markup {
    fn from(page: Page) -> Markup {
        page.render()
    }
}
