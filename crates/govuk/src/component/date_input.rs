//! Date input: day, month and year in three fields.

use super::group::{Group, group};
use super::{Input, Label, Legend, Width};
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// One field of a [`DateInput`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct DatePart {
    name: String,
    label: Option<String>,
    value: Option<String>,
    id: Option<String>,
    error: Option<bool>,
    inputmode: Option<String>,
    autocomplete: Option<String>,
    pattern: Option<String>,
    width: Option<Width>,
    classes: Classes,
    attributes: Attributes,
}

common!(DatePart);

impl DatePart {
    /// A field whose name ends in `name`: "day", "month", "year", or another.
    pub fn new(name: impl Into<String>) -> Self {
        DatePart { name: name.into(), ..DatePart::default() }
    }
    /// The field's label; its name with a capital unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
    /// What the field holds when the page is shown.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
    /// The control's id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// Whether this field is at fault. While no field says so, an error marks them all.
    pub fn error(mut self, error: bool) -> Self {
        self.error = Some(error);
        self
    }
    /// The keyboard of phones; digits unless told otherwise.
    pub fn inputmode(mut self, mode: impl Into<String>) -> Self {
        self.inputmode = Some(mode.into());
        self
    }
    /// What the browser may fill in ("bday-day").
    pub fn autocomplete(mut self, token: impl Into<String>) -> Self {
        self.autocomplete = Some(token.into());
        self
    }
    /// A regular expression for the browser.
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.pattern = Some(pattern.into());
        self
    }
    /// How wide the field is: 4 characters for the year and 2 for the others unless told otherwise.
    pub fn width(mut self, width: Width) -> Self {
        self.width = Some(width);
        self
    }
    fn has_error(&self) -> bool {
        self.error == Some(true) || self.classes.0.contains("govuk-input--error")
    }
}

/// A date in three fields, named and identified `name-day`, `name-month` and `name-year`.
///
/// ```
/// use maud::Render;
/// let html = govuk::DateInput::new("born", "When were you born?").values("27", "3", "2007").render().into_string();
/// assert!(html.contains("id=\"born-day\" name=\"born-day\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct DateInput {
    name_prefix: Option<String>,
    pub(crate) group: Group,
    pub(crate) parts: Vec<DatePart>,
    classes: Classes,
    attributes: Attributes,
}

common!(DateInput);
group!(DateInput);

impl DateInput {
    /// A date sent as `name-day`, `name-month` and `name-year`, asked for by `legend`.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
        let name = name.into();
        DateInput {
            group: Group::new(name.clone(), legend),
            name_prefix: Some(name),
            parts: ["day", "month", "year"].map(DatePart::new).into(),
            ..DateInput::default()
        }
    }
    /// What the ids begin with, where it is not the name.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.group.id = id.into();
        self
    }
    /// Sends the fields as `day`, `month` and `year`.
    pub fn without_name_prefix(mut self) -> Self {
        self.name_prefix = None;
        self
    }
    /// What the fields hold when the page is shown.
    pub fn values(mut self, day: impl Into<String>, month: impl Into<String>, year: impl Into<String>) -> Self {
        for (name, value) in [("day", day.into()), ("month", month.into()), ("year", year.into())] {
            if let Some(part) = self.parts.iter_mut().find(|part| part.name == name).filter(|_| !value.is_empty()) {
                part.value = Some(value);
            }
        }
        self
    }
    /// Says which field is at fault: "day", "month" or "year". May be called again.
    pub fn error_in(mut self, name: &str) -> Self {
        if let Some(part) = self.parts.iter_mut().find(|part| part.name == name) {
            part.error = Some(true);
        }
        self
    }
    /// Replaces the three fields.
    pub fn parts(mut self, parts: impl IntoIterator<Item = DatePart>) -> Self {
        self.parts = parts.into_iter().collect();
        self
    }
    fn draw_part(&self, w: &mut String, part: &DatePart, any_error: bool) {
        let mut classes = Classes("govuk-date-input__input".into());
        let marked = part.classes.0.contains("govuk-input--error");
        if !marked && (part.has_error() || (part.error.is_none() && self.group.error.is_some() && !any_error)) {
            classes.add("govuk-input--error");
        }
        if !part.classes.0.contains("govuk-input--width-") {
            let standard = if part.name == "year" { Width::Chars4 } else { Width::Chars2 };
            classes.add(part.width.unwrap_or(standard).class());
        }
        classes.add(&part.classes.0);
        let label = part.label.clone().unwrap_or_else(|| capitalised(&part.name));
        let name = match &self.name_prefix {
            Some(prefix) => format!("{prefix}-{}", part.name),
            None => part.name.clone(),
        };
        let mut input = Input::new(name, Label::new(label).class("govuk-date-input__label"))
            .id(part.id.clone().unwrap_or_else(|| format!("{}-{}", self.group.id, part.name)))
            .inputmode(part.inputmode.as_deref().unwrap_or("numeric"));
        input.classes = classes;
        input.attributes = part.attributes.clone();
        input.value = part.value.clone();
        if let Some(token) = &part.autocomplete {
            input = input.autocomplete(token);
        }
        if let Some(pattern) = &part.pattern {
            input = input.pattern(pattern);
        }
        el(w, "div").class("govuk-date-input__item").body(|w| input.render_to(w));
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()).unwrap_or_default()
}

impl Render for DateInput {
    fn render_to(&self, w: &mut String) {
        let any_error = self.parts.iter().any(DatePart::has_error);
        // The role is given because JAWS does not read the description of a fieldset of text inputs without it.
        self.group.draw(w, Some("group"), |w, _| {
            el(w, "div").classes(&["govuk-date-input"], &self.classes).attrs(&self.attributes).attr("id", &self.group.id).body(|w| {
                self.group.group.draw_before(w);
                for part in &self.parts {
                    self.draw_part(w, part, any_error);
                }
                self.group.group.draw_after(w);
            });
        });
    }
}
