//! Date picker: one field for a date, with a calendar where scripts run.

use crate::html::{Attributes, Classes, common, el};
use crate::{Input, Label};
use jiff::civil::{Date, Weekday};
use maud::Render;

/// One field for a date that is near enough to be picked from a calendar. For dates people know by heart, such as a date of birth, use
/// [`crate::DateInput`]. The field is sent as one text, day first; without scripts it is typed.
///
/// ```
/// use govuk::moj::DatePicker;
/// use jiff::civil::date;
/// use maud::Render;
/// let picker = DatePicker::new("due", "When is it due?").hint("For example, 17/5/2026").min(date(2026, 11, 24));
/// assert!(picker.render().into_string().contains(r#"data-min-date="24/11/2026""#));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct DatePicker {
    input: Input,
    min: Option<Date>,
    max: Option<Date>,
    excluded: Vec<String>,
    excluded_days: Vec<Weekday>,
    leading_zeros: Option<bool>,
    week_begins_on_sunday: Option<bool>,
    classes: Classes,
    attributes: Attributes,
}

common!(DatePicker);

/// The form the script reads dates in.
fn written(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

const fn name_of(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

impl DatePicker {
    /// A field sent as `name` and asked for by `label`.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        DatePicker {
            input: Input::new(name, label).autocomplete("off"),
            min: None,
            max: None,
            excluded: Vec::new(),
            excluded_days: Vec::new(),
            leading_zeros: None,
            week_begins_on_sunday: None,
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    fn change(mut self, change: impl FnOnce(Input) -> Input) -> Self {
        self.input = change(self.input);
        self
    }
    /// The control's id; its name unless told otherwise.
    pub fn id(self, id: impl Into<String>) -> Self {
        self.change(|input| input.id(id))
    }
    /// Help under the label.
    pub fn hint(self, hint: impl Into<crate::Hint>) -> Self {
        self.change(|input| input.hint(hint))
    }
    /// What is wrong with the answer.
    pub fn error(self, error: impl Into<crate::ErrorMessage>) -> Self {
        self.change(|input| input.error(error))
    }
    /// The box around the field.
    pub fn form_group(self, group: crate::FormGroup) -> Self {
        self.change(|input| input.form_group(group))
    }
    /// The label is also the page's `<h1>`, in large letters: for one question per page.
    pub fn page_heading(self) -> Self {
        self.change(Input::page_heading)
    }
    /// What was typed, to show it again as it was.
    pub fn value(self, typed: impl Into<String>) -> Self {
        self.change(|input| input.value(typed))
    }
    /// The date the field holds when the page is shown.
    pub fn date(self, date: Date) -> Self {
        self.value(format!("{}/{}/{}", date.day(), date.month(), date.year()))
    }
    /// The earliest date the calendar offers. The server must still check it.
    pub fn min(mut self, date: Date) -> Self {
        self.min = Some(date);
        self
    }
    /// The latest date the calendar offers.
    pub fn max(mut self, date: Date) -> Self {
        self.max = Some(date);
        self
    }
    /// A date the calendar does not offer. May be called again.
    pub fn exclude(mut self, date: Date) -> Self {
        self.excluded.push(written(date));
        self
    }
    /// Dates the calendar does not offer, the first and last included. May be called again.
    pub fn exclude_from_to(mut self, first: Date, last: Date) -> Self {
        self.excluded.push(format!("{}-{}", written(first), written(last)));
        self
    }
    /// A day of the week the calendar does not offer. May be called again.
    pub fn exclude_day(mut self, day: Weekday) -> Self {
        self.excluded_days.push(day);
        self
    }
    /// Whether a date that was picked is written with zeros, as 07/05/2026; not unless told otherwise.
    pub fn leading_zeros(mut self, on: bool) -> Self {
        self.leading_zeros = Some(on);
        self
    }
    /// Whether weeks begin on Sunday; on Monday unless told otherwise.
    pub fn week_begins_on_sunday(mut self, sunday: bool) -> Self {
        self.week_begins_on_sunday = Some(sunday);
        self
    }
}

impl Render for DatePicker {
    fn render_to(&self, w: &mut String) {
        let mut input = self.input.clone();
        input.classes = self.classes.after("moj-js-datepicker-input");
        input.attributes = self.attributes.clone();
        let joined = |all: Vec<&str>| Some(all.join(" ")).filter(|all| !all.is_empty());
        let days = joined(self.excluded_days.iter().copied().map(name_of).collect());
        let dates = joined(self.excluded.iter().map(String::as_str).collect());
        let first = self.week_begins_on_sunday.map(|sunday| if sunday { "sunday" } else { "monday" });
        el(w, "div")
            .class("moj-datepicker")
            .attr("data-module", "moj-date-picker")
            .maybe("data-min-date", self.min.map(written).as_deref())
            .maybe("data-max-date", self.max.map(written).as_deref())
            .maybe("data-excluded-dates", dates.as_deref())
            .maybe("data-excluded-days", days.as_deref())
            .number("data-leading-zeros", self.leading_zeros)
            .maybe("data-week-start-day", first)
            .body(|w| input.render_to(w));
    }
}
