//! A form: reads what was typed, gathers what is wrong, and draws the same fields again with both.

use crate::{Checkboxes, DateInput, ErrorSummary, FileUpload, Input, Label, Legend, PasswordInput, Radios, Select, Textarea};
use jiff::civil::Date;

/// What a form holds: what was typed, or what to show at first, and what is wrong with it.
///
/// ```
/// use govuk::Form;
/// use maud::{html, Render};
/// let mut form = Form::from_pairs(vec![("name".into(), "  ".into()), ("born-day".into(), "27".into()), ("born-month".into(), "3".into())]);
/// if form.text("name").is_empty() {
///     form.error("name", "Enter a name");
/// }
/// if let Err(message) = form.date_text("born") {
///     form.error("born", message);
/// }
/// let page = html! {
///     @if let Some(summary) = form.error_summary() { (summary) }
///     (form.input("name", "Name").hint("As on the record"))
///     (form.date_input("born", "Date of birth"))
/// };
/// let html = page.into_string();
/// assert!(html.contains("<a href=\"#name\">Enter a name</a>"));
/// assert!(html.contains("aria-describedby=\"name-hint name-error\""));
/// assert!(html.contains("<a href=\"#born-day\">The date must include a year</a>"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pairs: Vec<(String, String)>,
    errors: Vec<(String, String)>,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// A form from what the browser sent: names and values in its order.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Form { pairs, errors: Vec::new() }
    }
    /// A form from a body of type `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn from_urlencoded(body: &[u8]) -> Self {
        Form::from_pairs(url::form_urlencoded::parse(body).into_owned().collect())
    }
    /// What the form holds, names and values in order.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
    /// What was typed, as it was: for passwords, whose spaces count.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
    /// The value without spaces around it and with plain line ends; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.raw(name).unwrap_or_default().trim().replace("\r\n", "\n")
    }
    /// The value, or `None` where it is empty.
    #[must_use]
    pub fn some_text(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }
    /// Every value under a name, without the empty ones.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        let mine = self.pairs.iter().filter(|(key, _)| key == name);
        mine.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
    }
    /// True when a name was sent with this value.
    #[must_use]
    pub fn checked(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(key, sent)| key == name && sent == value)
    }
    /// Puts a value in the place of what a name holds.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.retain(|(key, _)| key != name);
        self.pairs.push((name.to_owned(), value.into()));
    }
    /// Puts several values in the place of what a name holds.
    pub fn set_all(&mut self, name: &str, values: impl IntoIterator<Item = impl Into<String>>) {
        self.pairs.retain(|(key, _)| key != name);
        self.pairs.extend(values.into_iter().map(|value| (name.to_owned(), value.into())));
    }
    /// Puts a date, written `2027-03-09`, into its three fields. Anything else leaves them alone.
    pub fn set_date(&mut self, name: &str, iso: &str) {
        if let Ok(date) = iso.parse::<Date>() {
            self.set(&format!("{name}-day"), date.day().to_string());
            self.set(&format!("{name}-month"), date.month().to_string());
            self.set(&format!("{name}-year"), date.year().to_string());
        }
    }

    /// The date in `name-day`, `name-month` and `name-year`, or `None` where there is none or it is wrong.
    #[must_use]
    pub fn date(&self, name: &str) -> Option<Date> {
        self.read_date(name).ok().flatten()
    }
    /// The same date written `2027-03-09`; `None` where all three fields are empty.
    ///
    /// # Errors
    /// A sentence that says what is missing or wrong, for [`Form::error`].
    pub fn date_text(&self, name: &str) -> Result<Option<String>, &'static str> {
        Ok(self.read_date(name)?.map(|date| date.to_string()))
    }
    fn read_date(&self, name: &str) -> Result<Option<Date>, &'static str> {
        let [day, month, year] = ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")));
        match [day.is_empty(), month.is_empty(), year.is_empty()] {
            [true, true, true] => return Ok(None),
            [true, false, false] => return Err("The date must include a day"),
            [false, true, false] => return Err("The date must include a month"),
            [false, false, true] => return Err("The date must include a year"),
            [true, true, false] => return Err("The date must include a day and month"),
            [true, false, true] => return Err("The date must include a day and year"),
            [false, true, true] => return Err("The date must include a month and year"),
            [false, false, false] => {}
        }
        const UNREAL: &str = "The date must be a real date";
        let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits(&year, 3) {
            return Err("The year must include 4 numbers");
        }
        if !digits(&day, 2) || !digits(&year, 4) {
            return Err(UNREAL);
        }
        let month = if digits(&month, 2) { month.parse().ok() } else { month_named(&month) };
        let (Some(month), Ok(day), Ok(year)) = (month, day.parse(), year.parse()) else { return Err(UNREAL) };
        Date::new(year, month, day).map(Some).map_err(|_| UNREAL)
    }
    /// The whole number under a name; `None` where the field is empty. Commas and spaces between digits are allowed.
    ///
    /// # Errors
    /// A sentence for [`Form::error`] where it is not a whole number.
    pub fn number(&self, name: &str) -> Result<Option<i64>, &'static str> {
        let text: String = self.text(name).chars().filter(|letter| !matches!(letter, ',' | ' ')).collect();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| "The answer must be a whole number, like 15")
    }

    /// Says what is wrong with a field; an empty field name stands for the whole form.
    pub fn error(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push((field.to_owned(), message.into()));
    }
    /// Where the field is empty, says what is wrong with that; answers its text.
    pub fn required(&mut self, field: &str, message: &str) -> String {
        let text = self.text(field);
        if text.is_empty() {
            self.error(field, message);
        }
        text
    }
    /// True when something is wrong.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
    /// What is wrong: fields and messages, in the order they were found.
    #[must_use]
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }
    /// What is wrong with one field.
    #[must_use]
    pub fn error_for(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|(key, _)| key == field).map(|(_, message)| message.as_str())
    }
    /// Everything that is wrong, each with a link to its field; `None` when nothing is.
    #[must_use]
    pub fn error_summary(&self) -> Option<ErrorSummary> {
        let link = |field: &str| {
            if field.is_empty() {
                "#main-content".to_owned()
            } else if self.raw(&format!("{field}-day")).is_some() {
                // A date's own id is a box, which cannot have the focus: its first field can.
                format!("#{field}-day")
            } else {
                format!("#{field}")
            }
        };
        self.has_errors().then(|| self.errors.iter().fold(ErrorSummary::new(), |all, (field, message)| all.error(message, link(field))))
    }

    /// A line of text, filled in.
    pub fn input(&self, name: &str, label: impl Into<Label>) -> Input {
        let mut input = Input::new(name, label);
        input.value = self.raw(name).map(str::to_owned);
        match self.error_for(name) {
            Some(message) => input.error(message),
            None => input,
        }
    }
    /// Several lines of text, filled in.
    pub fn textarea(&self, name: &str, label: impl Into<Label>) -> Textarea {
        let mut textarea = Textarea::new(name, label);
        textarea.value = self.raw(name).map(str::to_owned);
        match self.error_for(name) {
            Some(message) => textarea.error(message),
            None => textarea,
        }
    }
    /// One of a long list, chosen.
    pub fn select(
        &self,
        name: &str,
        label: impl Into<Label>,
        options: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Select {
        let options = options.into_iter().map(|(value, text)| (value.into(), text.into()));
        let select = options.fold(Select::new(name, label), |select, (value, text): (String, String)| {
            let option = crate::SelectOption::new(value.clone(), text);
            // An empty value is a choice too ("Choose one"), but it need not be marked.
            select.item(if !value.is_empty() && self.raw(name) == Some(&value) { option.selected(true) } else { option })
        });
        match self.error_for(name) {
            Some(message) => select.error(message),
            None => select,
        }
    }
    /// One answer of a few, chosen.
    pub fn radios(
        &self,
        name: &str,
        legend: impl Into<Legend>,
        options: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Radios {
        let radios = Radios::new(name, legend).options(options).value(self.raw(name).unwrap_or_default());
        match self.error_for(name) {
            Some(message) => radios.error(message),
            None => radios,
        }
    }
    /// Any number of answers of a few, chosen.
    pub fn checkboxes(
        &self,
        name: &str,
        legend: impl Into<Legend>,
        options: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Checkboxes {
        let checkboxes = Checkboxes::new(name, legend).options(options).values(self.texts(name));
        match self.error_for(name) {
            Some(message) => checkboxes.error(message),
            None => checkboxes,
        }
    }
    /// A date in three fields, filled in. An error may be on the date, or on one field (`name-month`), which alone is marked.
    pub fn date_input(&self, name: &str, legend: impl Into<Legend>) -> DateInput {
        let [day, month, year] = ["day", "month", "year"].map(|part| self.raw(&format!("{name}-{part}")).unwrap_or_default());
        let mut date = DateInput::new(name, legend).values(day, month, year);
        let mut message = self.error_for(name);
        for part in ["day", "month", "year"] {
            if let Some(own) = self.error_for(&format!("{name}-{part}")) {
                date = date.error_in(part);
                message = message.or(Some(own));
            }
        }
        match message {
            Some(message) => date.error(message),
            None => date,
        }
    }
    /// A password. What was typed is never sent back.
    pub fn password(&self, name: &str, label: impl Into<Label>) -> PasswordInput {
        let password = PasswordInput::new(name, label);
        match self.error_for(name) {
            Some(message) => password.error(message),
            None => password,
        }
    }
    /// A file. Browsers do not let a page fill it in.
    pub fn file(&self, name: &str, label: impl Into<Label>) -> FileUpload {
        let file = FileUpload::new(name, label);
        match self.error_for(name) {
            Some(message) => file.error(message),
            None => file,
        }
    }
}

/// People also write the month's name or its first three letters.
fn month_named(text: &str) -> Option<i8> {
    let months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let text = text.to_lowercase();
    (1..).zip(months).find(|(_, month)| text.len() >= 3 && month.starts_with(&text)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::Form;
    use maud::Render;

    fn dated(day: &str, month: &str, year: &str) -> Form {
        let pairs = [("when-day", day), ("when-month", month), ("when-year", year)];
        Form::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
    }

    #[test]
    fn a_date_is_read_from_three_fields_whether_the_month_is_a_number_or_a_name() {
        for month in ["3", "03", "march", "Mar"] {
            assert_eq!(dated(" 9 ", month, "2027").date_text("when"), Ok(Some("2027-03-09".to_owned())));
        }
    }

    #[test]
    fn a_date_that_is_missing_is_not_wrong() {
        assert_eq!(dated("", "", "").date_text("when"), Ok(None));
        assert_eq!(Form::new().date_text("when"), Ok(None));
    }

    #[test]
    fn a_wrong_date_says_what_is_wrong() {
        assert_eq!(dated("9", "", "2027").date_text("when"), Err("The date must include a month"));
        assert_eq!(dated("", "", "2027").date_text("when"), Err("The date must include a day and month"));
        assert_eq!(dated("9", "3", "27").date_text("when"), Err("The year must include 4 numbers"));
        for (day, month) in [("29", "2"), ("31", "4"), ("0", "1"), ("1", "13"), ("x", "1"), ("1", "ma"), ("-1", "1")] {
            assert_eq!(dated(day, month, "2027").date_text("when"), Err("The date must be a real date"), "{day} {month}");
        }
    }

    #[test]
    fn a_number_may_have_commas_but_no_fraction() {
        let mut form = Form::new();
        form.set("n", "1,250");
        assert_eq!(form.number("n"), Ok(Some(1250)));
        form.set("n", "1.5");
        assert!(form.number("n").is_err());
        assert_eq!(form.number("absent"), Ok(None));
    }

    #[test]
    fn an_error_in_one_part_of_a_date_marks_that_part_alone() {
        let mut form = dated("9", "13", "2027");
        form.error("when-month", "The month must be 1 to 12");
        let html = form.date_input("when", "When?").render().into_string();
        assert_eq!(html.matches("govuk-input--error").count(), 1);
        assert!(html.contains("<span class=\"govuk-visually-hidden\">Error:</span> The month must be 1 to 12"));
    }

    #[test]
    fn what_was_typed_comes_back_escaped_and_a_password_never() {
        let form = Form::from_urlencoded(b"name=%22%3E%3Cscript%3E&secret=hunter2");
        let html = form.input("name", "Name").render().into_string();
        assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;\""), "{html}");
        assert!(!form.password("secret", "Password").render().into_string().contains("hunter2"));
    }

    #[test]
    fn an_error_of_the_whole_form_links_to_the_main_content() {
        let mut form = Form::new();
        assert!(form.error_summary().is_none());
        form.error("", "Someone else has changed this");
        let html = form.error_summary().map(|summary| summary.render().into_string());
        assert!(html.is_some_and(|html| html.contains("<a href=\"#main-content\">Someone else has changed this</a>")));
    }
}
