//! Timeline: what has happened, newest first.

use crate::html::{Attributes, Classes, common, el, escape};
use crate::{Content, HeadingLevel};
use jiff::Zoned;
use jiff::civil::{Date, Time};
use maud::Render;

/// When something happened: for machines and in words.
///
/// ```
/// use govuk::moj::TimelineTime;
/// let at = TimelineTime::at(&"2026-03-09T14:05[Europe/London]".parse::<jiff::Zoned>()?);
/// assert_eq!(at.words(), "9 March 2026 at 2:05pm");
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct TimelineTime {
    machine: String,
    words: String,
}

/// As the style guide of GOV.UK writes times: 2pm, 2:05pm.
fn clock(time: Time) -> String {
    let half = if time.hour() < 12 { "am" } else { "pm" };
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    match time.minute() {
        0 => format!("{hour}{half}"),
        minute => format!("{hour}:{minute:02}{half}"),
    }
}

impl TimelineTime {
    /// A moment: "9 March 2026 at 2:05pm", on the clocks of its own time zone.
    pub fn at(moment: &Zoned) -> Self {
        let words = format!("{} at {}", moment.strftime("%-d %B %Y"), clock(moment.time()));
        TimelineTime { machine: moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), words }
    }
    /// A day: "9 March 2026".
    pub fn on(day: Date) -> Self {
        TimelineTime { machine: day.to_string(), words: day.strftime("%-d %B %Y").to_string() }
    }
    /// Any other words, with what the `datetime` attribute of HTML may hold ("2026-03" for a month).
    pub fn other(machine: impl Into<String>, words: impl Into<String>) -> Self {
        TimelineTime { machine: machine.into(), words: words.into() }
    }
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }
}

impl From<&Zoned> for TimelineTime {
    fn from(moment: &Zoned) -> Self {
        TimelineTime::at(moment)
    }
}
impl From<Date> for TimelineTime {
    fn from(day: Date) -> Self {
        TimelineTime::on(day)
    }
}

/// Something that happened.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct TimelineItem {
    label: Content,
    time: TimelineTime,
    byline: Option<Content>,
    description: Content,
    classes: Classes,
    attributes: Attributes,
}

common!(TimelineItem);

impl TimelineItem {
    /// What happened, and when.
    pub fn new(label: impl Into<Content>, time: impl Into<TimelineTime>) -> Self {
        TimelineItem { label: label.into(), time: time.into(), ..TimelineItem::default() }
    }
    /// Who did it; "by" comes before it.
    pub fn byline(mut self, who: impl Into<Content>) -> Self {
        self.byline = Some(who.into());
        self
    }
    /// More about it.
    pub fn description(mut self, description: impl Into<Content>) -> Self {
        self.description = description.into();
        self
    }
}

/// What has happened, newest first.
///
/// ```
/// use govuk::moj::{Timeline, TimelineItem};
/// use jiff::civil::date;
/// use maud::Render;
/// let line = Timeline::new().item(TimelineItem::new("Raised", date(2026, 3, 9)).byline("Hillside School"));
/// assert!(line.render().into_string().contains(r#"<time datetime="2026-03-09">9 March 2026</time>"#));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Timeline {
    level: Option<HeadingLevel>,
    items: Vec<TimelineItem>,
    classes: Classes,
    attributes: Attributes,
}

common!(Timeline);

impl Timeline {
    /// A line without anything on it.
    pub fn new() -> Self {
        Self::default()
    }
    /// How deep the headings are; `<h2>` unless told otherwise.
    pub fn heading_level(mut self, level: HeadingLevel) -> Self {
        self.level = Some(level);
        self
    }
    /// Adds something that happened.
    pub fn item(mut self, item: TimelineItem) -> Self {
        self.items.push(item);
        self
    }
}

impl Render for Timeline {
    fn render_to(&self, w: &mut String) {
        let tag = self.level.unwrap_or(HeadingLevel::H2).tag();
        el(w, "div").classes(&["moj-timeline"], &self.classes).attrs(&self.attributes).body(|w| {
            for item in &self.items {
                el(w, "div").classes(&["moj-timeline__item"], &item.classes).attrs(&item.attributes).body(|w| {
                    el(w, "div").class("moj-timeline__header").body(|w| {
                        el(w, tag).class("moj-timeline__title").content(&item.label);
                        if let Some(byline) = &item.byline {
                            w.push(' ');
                            el(w, "p").class("moj-timeline__byline").body(|w| {
                                w.push_str("by ");
                                byline.render_to(w);
                            });
                        }
                    });
                    el(w, "p").class("moj-timeline__date").body(|w| {
                        el(w, "time").attr("datetime", &item.time.machine).body(|w| escape(w, &item.time.words));
                    });
                    el(w, "div").class("moj-timeline__description").content(&item.description);
                });
            }
        });
    }
}
