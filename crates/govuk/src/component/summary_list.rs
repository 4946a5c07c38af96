//! Summary list: names and values, such as the answers to check before sending.

use crate::Content;
use crate::html::{Attributes, Classes, HeadingLevel, common, el, escape};
use maud::Render;

/// Something to do with a row or a card ("Change").
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SummaryAction {
    content: Content,
    href: String,
    hidden: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(SummaryAction);

impl SummaryAction {
    /// A link.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        SummaryAction { content: content.into(), href: href.into(), ..SummaryAction::default() }
    }
    /// Words only a screen reader says after the link's ("name", so that it says "Change name").
    pub fn visually_hidden(mut self, text: impl Into<String>) -> Self {
        self.hidden = Some(text.into());
        self
    }
    fn draw(&self, w: &mut String, card: Option<&Content>) {
        el(w, "a").classes(&["govuk-link"], &self.classes).attr("href", &self.href).attrs(&self.attributes).body(|w| {
            self.content.render_to(w);
            if self.hidden.is_none() && card.is_none() {
                return;
            }
            el(w, "span").class("govuk-visually-hidden").body(|w| {
                if let Some(hidden) = &self.hidden {
                    w.push(' ');
                    escape(w, hidden);
                }
                if let Some(card) = card {
                    w.push_str(" (");
                    card.render_to(w);
                    w.push(')');
                }
            });
        });
    }
}

/// A name and its value.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SummaryRow {
    key: Content,
    key_classes: Classes,
    value: Content,
    value_classes: Classes,
    actions: Vec<SummaryAction>,
    actions_classes: Classes,
    classes: Classes,
}

impl SummaryRow {
    /// A row.
    pub fn new(key: impl Into<Content>, value: impl Into<Content>) -> Self {
        SummaryRow { key: key.into(), value: value.into(), ..SummaryRow::default() }
    }
    /// Adds something to do with the row.
    pub fn action(mut self, action: SummaryAction) -> Self {
        self.actions.push(action);
        self
    }
    /// Adds the link "Change", which a screen reader ends with `what`.
    pub fn change(self, href: impl Into<String>, what: impl Into<String>) -> Self {
        self.action(SummaryAction::new("Change", href).visually_hidden(what))
    }
    /// Adds a class to the row.
    pub fn class(mut self, class: &str) -> Self {
        self.classes.add(class);
        self
    }
    /// Adds a class to the name.
    pub fn key_class(mut self, class: &str) -> Self {
        self.key_classes.add(class);
        self
    }
    /// Adds a class to the value.
    pub fn value_class(mut self, class: &str) -> Self {
        self.value_classes.add(class);
        self
    }
    /// Adds a class to what stands around the actions.
    pub fn actions_class(mut self, class: &str) -> Self {
        self.actions_classes.add(class);
        self
    }
}

/// A titled frame around a list, where several stand on a page.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SummaryCard {
    title: Option<Content>,
    heading: Option<HeadingLevel>,
    title_classes: Classes,
    actions: Vec<SummaryAction>,
    actions_classes: Classes,
    classes: Classes,
    attributes: Attributes,
}

common!(SummaryCard);

impl SummaryCard {
    /// A frame with a title.
    pub fn new(title: impl Into<Content>) -> Self {
        SummaryCard { title: Some(title.into()), ..SummaryCard::default() }
    }
    /// A frame without a title.
    pub fn untitled() -> Self {
        SummaryCard::default()
    }
    /// How deep the title is; `<h2>` unless told otherwise.
    pub fn heading_level(mut self, level: HeadingLevel) -> Self {
        self.heading = Some(level);
        self
    }
    /// Adds a class to the title.
    pub fn title_class(mut self, class: &str) -> Self {
        self.title_classes.add(class);
        self
    }
    /// Adds something to do with the whole list.
    pub fn action(mut self, action: SummaryAction) -> Self {
        self.actions.push(action);
        self
    }
    /// Adds a class to what stands around the actions.
    pub fn actions_class(mut self, class: &str) -> Self {
        self.actions_classes.add(class);
        self
    }
    fn draw(&self, w: &mut String, list: impl FnOnce(&mut String)) {
        el(w, "div").classes(&["govuk-summary-card"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "div").class("govuk-summary-card__title-wrapper").body(|w| {
                if let Some(title) = &self.title {
                    let level = self.heading.unwrap_or(HeadingLevel::H2);
                    el(w, level.tag()).classes(&["govuk-summary-card__title"], &self.title_classes).content(title);
                }
                let title = self.title.as_ref();
                match self.actions.as_slice() {
                    [] => {}
                    [one] => {
                        el(w, "div").classes(&["govuk-summary-card__actions"], &self.actions_classes).body(|w| one.draw(w, title));
                    }
                    many => el(w, "ul").classes(&["govuk-summary-card__actions"], &self.actions_classes).body(|w| {
                        for action in many {
                            el(w, "li").class("govuk-summary-card__action").body(|w| action.draw(w, title));
                        }
                    }),
                }
            });
            el(w, "div").class("govuk-summary-card__content").body(list);
        });
    }
}

/// Names and values.
///
/// ```
/// use govuk::{SummaryList, SummaryRow};
/// use maud::Render;
/// let list = SummaryList::new().row(SummaryRow::new("Name", "Sarah Philips").change("/name", "name"));
/// assert!(list.render().into_string().contains("Change<span class=\"govuk-visually-hidden\"> name</span>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SummaryList {
    rows: Vec<SummaryRow>,
    card: Option<SummaryCard>,
    classes: Classes,
    attributes: Attributes,
}

common!(SummaryList);

impl SummaryList {
    /// A list without rows.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a row.
    pub fn row(mut self, row: SummaryRow) -> Self {
        self.rows.push(row);
        self
    }
    /// Adds a name and its value.
    pub fn add(self, key: impl Into<Content>, value: impl Into<Content>) -> Self {
        self.row(SummaryRow::new(key, value))
    }
    /// Draws a titled frame around the list.
    pub fn card(mut self, card: SummaryCard) -> Self {
        self.card = Some(card);
        self
    }
    /// Without lines between the rows.
    pub fn no_border(self) -> Self {
        self.class("govuk-summary-list--no-border")
    }
    fn draw_list(&self, w: &mut String) {
        let any_actions = self.rows.iter().any(|row| !row.actions.is_empty());
        let card = self.card.as_ref().and_then(|card| card.title.as_ref());
        el(w, "dl").classes(&["govuk-summary-list"], &self.classes).attrs(&self.attributes).body(|w| {
            for row in &self.rows {
                let none = if any_actions && row.actions.is_empty() { "govuk-summary-list__row--no-actions" } else { "" };
                el(w, "div").classes(&["govuk-summary-list__row", none], &row.classes).body(|w| {
                    el(w, "dt").classes(&["govuk-summary-list__key"], &row.key_classes).content(&row.key);
                    el(w, "dd").classes(&["govuk-summary-list__value"], &row.value_classes).content(&row.value);
                    if row.actions.is_empty() {
                        return;
                    }
                    el(w, "dd").classes(&["govuk-summary-list__actions"], &row.actions_classes).body(|w| match row.actions.as_slice() {
                        [one] => one.draw(w, card),
                        many => el(w, "ul").class("govuk-summary-list__actions-list").body(|w| {
                            for action in many {
                                el(w, "li").class("govuk-summary-list__actions-list-item").body(|w| action.draw(w, card));
                            }
                        }),
                    });
                });
            }
        });
    }
}

impl Render for SummaryList {
    fn render_to(&self, w: &mut String) {
        match &self.card {
            Some(card) => card.draw(w, |w| self.draw_list(w)),
            None => self.draw_list(w),
        }
    }
}
