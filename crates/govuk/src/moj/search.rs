//! Search: a field for words and a button, in a form of its own.

use crate::html::{Attributes, Classes, common, el, markup};
use crate::{Button, Content, Input, InputKind, Label};
use maud::{Markup, PreEscaped, Render};

const ICON: &str = r#"<svg width="20" height="20" viewBox="0 0 21 20" fill="none" aria-hidden="true" focusable="false" xmlns="http://www.w3.org/2000/svg"><path d="M8.90102 14.4683C12.385 14.4683 15.2093 11.644 15.2093 8.16005C15.2093 4.6761 12.385 1.85181 8.90102 1.85181C5.41707 1.85181 2.59277 4.6761 2.59277 8.16005C2.59277 11.644 5.41707 14.4683 8.90102 14.4683Z" stroke="currentColor" stroke-width="2.22222"/><path d="M13.2349 12.8584L19.5909 19.2144" stroke="currentColor" stroke-width="2.22222"/></svg>"#;

/// Where the button of a [`Search`] stands and what it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchLayout {
    /// Beside the field, with its word.
    #[default]
    Inline,
    /// Beside the field, as a magnifying glass; only screen readers say its word.
    Icon,
    /// Under the field, with its word.
    Stacked,
}

#[derive(Clone, Debug)]
enum Method {
    Get,
    Post,
    /// With the name and value of a hidden field.
    PostWithToken(String, String),
}

/// A field for words and a button. The form is sent with `get`, so that the answer can be kept as a link.
///
/// ```
/// use govuk::moj::Search;
/// use maud::Render;
/// let html = Search::new("/search", "Find a record").hint("By number or words").render().into_string();
/// assert!(html.starts_with("<search class=\"moj-search\"><form action=\"/search\" method=\"get\">"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Search {
    action: String,
    method: Method,
    input: Input,
    button: Button,
    word: Content,
    layout: SearchLayout,
    classes: Classes,
    attributes: Attributes,
}

common!(Search);

impl Search {
    /// A search sent to `action`, with a field named "search" and a button that says "Search".
    pub fn new(action: impl Into<String>, label: impl Into<Label>) -> Self {
        let mut label = label.into();
        label.classes = label.classes.after("moj-search__label");
        let mut search = Search {
            action: action.into(),
            method: Method::Get,
            input: Input::new("search", label).kind(InputKind::Search).wrapper_class("moj-search__input-wrapper"),
            button: Button::new(""),
            word: "Search".into(),
            layout: SearchLayout::Inline,
            classes: Classes::default(),
            attributes: Attributes::default(),
        };
        search.input.classes.add("moj-search__input");
        search
    }
    fn change(mut self, change: impl FnOnce(Input) -> Input) -> Self {
        self.input = change(self.input);
        self
    }
    /// The name under which the words are sent; "search" unless told otherwise.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.input.field.name = name.into();
        self
    }
    /// The field's id; its name unless told otherwise.
    pub fn id(self, id: impl Into<String>) -> Self {
        self.change(|input| input.id(id))
    }
    /// What the field holds when the page is shown: the words that were searched for.
    pub fn value(self, value: impl Into<String>) -> Self {
        self.change(|input| input.value(value))
    }
    /// Help under the label.
    pub fn hint(mut self, hint: impl Into<crate::Hint>) -> Self {
        let mut hint = hint.into();
        hint.classes = hint.classes.after("moj-search__hint");
        self.input = self.input.hint(hint);
        self
    }
    /// What is wrong with the words.
    pub fn error(self, error: impl Into<crate::ErrorMessage>) -> Self {
        self.change(|input| input.error(error))
    }
    /// Changes anything else about the field: `search.input(|input| input.spellcheck(false))`.
    pub fn input(self, change: impl FnOnce(Input) -> Input) -> Self {
        self.change(change)
    }
    /// What the button says; "Search" unless told otherwise.
    pub fn button_text(mut self, word: impl Into<Content>) -> Self {
        self.word = word.into();
        self
    }
    /// Changes anything else about the button: `search.button(|button| button.secondary())`.
    pub fn button(mut self, change: impl FnOnce(Button) -> Button) -> Self {
        self.button = change(self.button);
        self
    }
    /// Where the button stands.
    pub fn layout(mut self, layout: SearchLayout) -> Self {
        self.layout = layout;
        self
    }
    /// Sends the form with `post`, for words that must not stand in an address.
    pub fn post(mut self) -> Self {
        self.method = Method::Post;
        self
    }
    /// Sends the form with `post` and a hidden field that proves that the page is ours.
    pub fn post_with_token(mut self, name: impl Into<String>, token: impl Into<String>) -> Self {
        self.method = Method::PostWithToken(name.into(), token.into());
        self
    }
    fn drawn_button(&self) -> Markup {
        let content = match self.layout {
            SearchLayout::Icon => Content::from(markup(|w| {
                w.push_str(ICON);
                el(w, "span").class("govuk-visually-hidden").content(&self.word);
            })),
            _ => self.word.clone(),
        };
        let mut button = self.button.clone().content(content);
        let icon = if self.layout == SearchLayout::Icon { "moj-search__button moj-search__button--icon" } else { "moj-search__button" };
        button.classes = button.classes.after(icon);
        markup(|w| button.render_to(w))
    }
}

impl Render for Search {
    fn render_to(&self, w: &mut String) {
        let stacked = self.layout == SearchLayout::Stacked;
        let class = if stacked { "moj-search--stacked" } else { "" };
        el(w, "search").classes(&["moj-search", class], &self.classes).attrs(&self.attributes).body(|w| {
            let method = if matches!(self.method, Method::Get) { "get" } else { "post" };
            el(w, "form").attr("action", &self.action).attr("method", method).body(|w| {
                if let Method::PostWithToken(name, token) = &self.method {
                    el(w, "input").attr("type", "hidden").attr("name", name).attr("value", token).void();
                }
                let button = self.drawn_button();
                let mut group = self.input.field.group.clone();
                if !stacked {
                    let more = group.after.as_ref().map(|content| content.render().into_string()).unwrap_or_default();
                    group = group.after(PreEscaped(button.clone().into_string() + &more));
                }
                self.input.draw(w, &group, "");
                if stacked {
                    button.render_to(w);
                }
            });
        });
    }
}
