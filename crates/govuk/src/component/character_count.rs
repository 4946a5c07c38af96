//! Character count: a textarea that says how much may still be written.

use super::{Hint, Label, Textarea};
use crate::Content;
use crate::html::{Attributes, Classes, Plural, common, markup};
use maud::{PreEscaped, Render};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountType {
    /// UTF-16 units, as the browser measures a text's length. The standard.
    Length,
    /// Characters as people count them, whatever their encoding.
    Characters,
    /// Words.
    Words,
}

impl CountType {
    const fn as_str(self) -> &'static str {
        match self {
            CountType::Length => "length",
            CountType::Characters => "characters",
            CountType::Words => "words",
        }
    }
}

/// What a [`CharacterCount`] says.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct CountTexts {
    /// What is said without JavaScript; `%{count}` stands for the limit.
    pub description: Option<String>,
    /// "You have 5 characters remaining".
    pub characters_under: Option<Plural>,
    /// "You have 0 characters remaining".
    pub characters_at: Option<String>,
    /// "You have 5 characters too many".
    pub characters_over: Option<Plural>,
    /// The same for words.
    pub words_under: Option<Plural>,
    /// The same for words.
    pub words_at: Option<String>,
    /// The same for words.
    pub words_over: Option<Plural>,
}

/// A textarea with a limit. The server must still check it.
///
/// ```
/// use maud::Render;
/// let html = govuk::CharacterCount::words("why", "Why?", 150).render().into_string();
/// assert!(html.contains("You can enter up to 150 words"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct CharacterCount {
    textarea: Textarea,
    most: Option<u32>,
    max_words: Option<u32>,
    threshold: Option<u32>,
    count_type: Option<CountType>,
    texts: CountTexts,
    message_classes: Classes,
    classes: Classes,
    attributes: Attributes,
}

common!(CharacterCount);

impl CharacterCount {
    /// A field for at most so many characters.
    pub fn characters(name: impl Into<String>, label: impl Into<Label>, most: u32) -> Self {
        CharacterCount { most: Some(most), ..Self::unlimited(name, label) }
    }
    /// A field for at most so many words.
    pub fn words(name: impl Into<String>, label: impl Into<Label>, most: u32) -> Self {
        CharacterCount { most: Some(most), count_type: Some(CountType::Words), ..Self::unlimited(name, label) }
    }
    /// A field whose limit a script sets.
    pub fn unlimited(name: impl Into<String>, label: impl Into<Label>) -> Self {
        CharacterCount { textarea: Textarea::new(name, label), ..Self::default() }
    }
    /// Turns a filled-in textarea into one with a limit: `CharacterCount::limit(form.textarea("why", "Why?"), 500)`.
    pub fn limit(textarea: Textarea, most_characters: u32) -> Self {
        CharacterCount { textarea, most: Some(most_characters), ..Self::default() }
    }
    fn change(mut self, change: impl FnOnce(Textarea) -> Textarea) -> Self {
        self.textarea = change(self.textarea);
        self
    }
    /// The control's id; its name unless told otherwise.
    pub fn id(self, id: impl Into<String>) -> Self {
        self.change(|textarea| textarea.id(id))
    }
    /// Replaces the label.
    pub fn label(self, label: impl Into<Label>) -> Self {
        self.change(|textarea| textarea.label(label))
    }
    /// The size of the label's letters.
    pub fn label_size(self, size: crate::Size) -> Self {
        self.change(|textarea| textarea.label_size(size))
    }
    /// The label is also the page's `<h1>`, in large letters: for one question per page.
    pub fn page_heading(self) -> Self {
        self.change(Textarea::page_heading)
    }
    /// Help under the label.
    pub fn hint(self, hint: impl Into<Hint>) -> Self {
        self.change(|textarea| textarea.hint(hint))
    }
    /// What is wrong with the answer.
    pub fn error(self, error: impl Into<crate::ErrorMessage>) -> Self {
        self.change(|textarea| textarea.error(error))
    }
    /// The box around the field.
    pub fn form_group(self, group: crate::FormGroup) -> Self {
        self.change(|textarea| textarea.form_group(group))
    }
    /// What the field holds when the page is shown.
    pub fn value(self, value: impl Into<String>) -> Self {
        self.change(|textarea| textarea.value(value))
    }
    /// How many lines are shown; 5 unless told otherwise.
    pub fn rows(self, rows: u32) -> Self {
        self.change(|textarea| textarea.rows(rows))
    }
    /// Whether the browser marks spelling mistakes.
    pub fn spellcheck(self, on: bool) -> Self {
        self.change(|textarea| textarea.spellcheck(on))
    }
    /// At how many per cent of the limit the count begins to show.
    pub fn threshold(mut self, per_cent: u32) -> Self {
        self.threshold = Some(per_cent);
        self
    }
    /// The most words, said in the older way that the package still takes. Prefer [`CharacterCount::words`].
    pub fn max_words(mut self, most: u32) -> Self {
        self.max_words = Some(most);
        self
    }
    /// What is counted, where it is not what the limit says.
    pub fn count_type(mut self, what: CountType) -> Self {
        self.count_type = Some(what);
        self
    }
    /// Other words.
    pub fn texts(mut self, texts: CountTexts) -> Self {
        self.texts = texts;
        self
    }
    /// Adds a class to the message.
    pub fn message_class(mut self, class: &str) -> Self {
        self.message_classes.add(class);
        self
    }
    fn attributes(&self) -> Attributes {
        let mut all = Attributes::default();
        all.add("data-module", "govuk-character-count");
        for (name, number) in [("data-maxlength", self.most), ("data-maxwords", self.max_words), ("data-threshold", self.threshold)] {
            all.maybe(name, number.map(|number| number.to_string()).as_deref());
        }
        all.maybe("data-count-type", self.counts().map(CountType::as_str));
        let texts = &self.texts;
        if self.limit_said().is_none() {
            all.maybe("data-i18n.textarea-description.other", texts.description.as_deref());
        }
        let plural = |all: &mut Attributes, key: &str, plural: &Option<Plural>| {
            if let Some(plural) = plural {
                plural.add_to(all, key);
            }
        };
        plural(&mut all, "characters-under-limit", &texts.characters_under);
        all.maybe("data-i18n.characters-at-limit", texts.characters_at.as_deref());
        plural(&mut all, "characters-over-limit", &texts.characters_over);
        plural(&mut all, "words-under-limit", &texts.words_under);
        all.maybe("data-i18n.words-at-limit", texts.words_at.as_deref());
        plural(&mut all, "words-over-limit", &texts.words_over);
        all
    }
    fn limit_said(&self) -> Option<u32> {
        self.max_words.or(self.most)
    }
    fn counts(&self) -> Option<CountType> {
        self.count_type.or(self.max_words.map(|_| CountType::Words))
    }
    fn message(&self) -> Content {
        let Some(most) = self.limit_said() else { return Content::default() };
        let what = if self.counts() == Some(CountType::Words) { "words" } else { "characters" };
        let text = self.texts.description.clone().unwrap_or_else(|| format!("You can enter up to %{{count}} {what}"));
        text.replace("%{count}", &most.to_string()).into()
    }
}

impl Render for CharacterCount {
    fn render_to(&self, w: &mut String) {
        let info = format!("{}-info", self.textarea.field.id());
        let mut textarea = self.textarea.clone().described_by(&info);
        textarea.classes = self.classes.clone();
        textarea.attributes = self.attributes.clone();
        let mut group = textarea.field.group.clone();
        let mut attributes = self.attributes();
        attributes.0.append(&mut group.attributes.0);
        group.attributes = attributes;
        let mut message = Hint::new(self.message());
        message.classes = self.message_classes.clone();
        let after = group.after.as_ref().map(|content| content.render().into_string()).unwrap_or_default();
        let message = markup(|w| message.draw(w, Some(&info), "govuk-character-count__message")).into_string();
        let group = group.after(PreEscaped(message + &after));
        textarea.draw(w, &group, "govuk-character-count", "govuk-js-character-count");
    }
}
