//! Fixtures of fields.

use crate::options::{Options, apply, decorated, drawn, fielded, when};
use govuk::{
    Affix, CharacterCount, Checkbox, Checkboxes, CountTexts, CountType, DateInput, DatePart, FileUpload, FileUploadTexts, Hint, Input,
    InputKind, Label, PasswordInput, PasswordTexts, Radio, Radios, Select, SelectOption, Textarea, Width,
};

pub(crate) fn draw(component: &str, options: Options) -> Option<String> {
    match component {
        "input" => drawn(&input(options)),
        "textarea" => drawn(&textarea(options)),
        "select" => drawn(&select(options)),
        "radios" => drawn(&radios(options)),
        "checkboxes" => drawn(&checkboxes(options)),
        "date-input" => drawn(&date_input(options)),
        "password-input" => drawn(&password_input(options)),
        "file-upload" => drawn(&file_upload(options)),
        "character-count" => drawn(&character_count(options)),
        "label" => drawn(&label(options)),
        "hint" => drawn(&decorated!(apply(Hint::new(options.own_content()), options.text("id"), Hint::id), options)),
        "fieldset" => {
            let fieldset = apply(options.as_fieldset(), options.markup("html"), govuk::Fieldset::body);
            let role = options.text("role").map(|role| -> &'static str { role.leak() });
            drawn(&apply(fieldset, role, govuk::Fieldset::role))
        }
        "error-message" => drawn(&apply(options.as_error_message(), options.text("id"), govuk::ErrorMessage::id)),
        _ => None,
    }
}

fn name(options: Options) -> String {
    options.text("name").unwrap_or_default()
}

fn label(options: Options) -> Label {
    let label = apply(Label::new(options.own_content()), options.text("for"), Label::for_id);
    decorated!(when(label, options.yes("isPageHeading"), Label::page_heading), options)
}

fn affix(options: Options) -> Option<Affix> {
    options.is_given().then(|| decorated!(Affix::new(options.own_content()), options))
}

fn input(options: Options) -> Input {
    let mut input = fielded!(Input, Input::new(name(options), options.label()), options);
    let kind = match options.text("type").as_deref() {
        None | Some("text") => InputKind::Text,
        Some("email") => InputKind::Email,
        Some("tel") => InputKind::Tel,
        Some("url") => InputKind::Url,
        Some("search") => InputKind::Search,
        Some("password") => InputKind::Password,
        Some("number") => InputKind::Number,
        Some(other) => panic!("an input of type {other}"),
    };
    input = input.kind(kind);
    input = apply(input, options.any_text("value"), Input::value);
    input = apply(input, options.text("describedBy"), Input::described_by);
    input = apply(input, options.flag("spellcheck"), Input::spellcheck);
    input = apply(input, options.any_text("autocomplete"), Input::autocomplete);
    input = apply(input, options.any_text("autocapitalize"), Input::autocapitalize);
    input = apply(input, options.any_text("pattern"), Input::pattern);
    input = apply(input, options.any_text("inputmode"), Input::inputmode);
    input = apply(input, affix(options.get("prefix")), Input::prefix);
    input = apply(input, affix(options.get("suffix")), Input::suffix);
    let wrapper = options.get("inputWrapper");
    input = apply(input, wrapper.text("classes"), |input, class| input.wrapper_class(&class));
    for (name, value) in wrapper.attributes("attributes") {
        input = input.wrapper_attribute(name, value);
    }
    when(input, options.yes("disabled"), Input::disabled)
}

fn textarea(options: Options) -> Textarea {
    let mut textarea = fielded!(Textarea, Textarea::new(name(options), options.label()), options);
    textarea = apply(textarea, options.text("describedBy"), Textarea::described_by);
    textarea = apply(textarea, options.any_text("value"), Textarea::value);
    textarea = apply(textarea, options.number("rows"), Textarea::rows);
    textarea = apply(textarea, options.flag("spellcheck"), Textarea::spellcheck);
    textarea = apply(textarea, options.text("autocomplete"), Textarea::autocomplete);
    when(textarea, options.yes("disabled"), Textarea::disabled)
}

fn select(options: Options) -> Select {
    let mut select = fielded!(Select, Select::new(name(options), options.label()), options);
    select = apply(select, options.text("describedBy"), Select::described_by);
    select = apply(select, options.text("value"), Select::value);
    for (_, of) in options.items("items") {
        let text = of.any_text("text").unwrap_or_default();
        let mut item = match of.any_text("value") {
            Some(value) => SelectOption::new(value, text),
            None => SelectOption::text(text),
        };
        item = apply(item, of.flag("selected"), SelectOption::selected);
        for (name, value) in of.attributes("attributes") {
            item = item.attribute(name, value);
        }
        select = select.item(when(item, of.yes("disabled"), SelectOption::disabled));
    }
    when(select, options.yes("disabled"), Select::disabled)
}

fn item_label(of: Options) -> Label {
    let label = Label::new(of.own_content());
    let of = of.get("label");
    decorated!(label, of)
}

/// The id that the macro makes from the item's place. Ours count the items that are there, so a gap must be said.
fn item_id(options: Options, of: Options, place: usize) -> Option<String> {
    let prefix = options.text("idPrefix").or_else(|| options.text("name"))?;
    of.text("id").or_else(|| (place > 1).then(|| format!("{prefix}-{place}")))
}

macro_rules! answer {
    ($type:ident, $options:expr, $of:expr, $place:expr) => {{
        let of = $of;
        let item = $type::new(of.any_text("value").unwrap_or_default(), item_label(of));
        let item = apply(item, item_id($options, of, $place), $type::id);
        let item = apply(item, of.hint(), $type::hint);
        let item = apply(item, of.flag("checked"), $type::checked);
        let item = apply(item, of.get("conditional").markup("html"), $type::conditional);
        let item = when(item, of.yes("disabled"), $type::disabled);
        of.attributes("attributes").into_iter().fold(item, |item, (name, value)| item.attribute(name, value))
    }};
}

macro_rules! grouped {
    ($type:ident, $builder:expr, $options:expr) => {{
        let (builder, options) = ($builder, $options);
        let builder = match options.get("fieldset") {
            fieldset if fieldset.is_given() => builder.fieldset(fieldset.as_fieldset()),
            _ => builder.without_fieldset(),
        };
        let builder = apply(builder, options.hint(), $type::hint);
        let builder = apply(builder, options.error_message(), $type::error);
        decorated!(builder.form_group(options.form_group()), options)
    }};
}

fn radios(options: Options) -> Radios {
    let mut radios = grouped!(Radios, Radios::new(name(options), ""), options);
    radios = apply(radios, options.text("idPrefix"), Radios::id_prefix);
    radios = apply(radios, options.text("value"), Radios::value);
    for (place, of) in options.items("items") {
        radios = match of.text("divider") {
            Some(word) => radios.divider(word),
            None => radios.item(answer!(Radio, options, of, place)),
        };
    }
    radios
}

fn checkboxes(options: Options) -> Checkboxes {
    let mut checkboxes = grouped!(Checkboxes, Checkboxes::new(name(options), ""), options);
    checkboxes = apply(checkboxes, options.text("idPrefix"), Checkboxes::id_prefix);
    checkboxes = apply(checkboxes, options.text("describedBy"), Checkboxes::described_by);
    let values = options.get("values").0.as_array().map(|all| all.iter().filter_map(|value| Options(value).plain()).collect::<Vec<_>>());
    checkboxes = apply(checkboxes, values, |checkboxes, values| checkboxes.values(values));
    for (place, of) in options.items("items") {
        checkboxes = match of.text("divider") {
            Some(word) => checkboxes.divider(word),
            None => {
                let item = apply(answer!(Checkbox, options, of, place), of.text("name"), Checkbox::name);
                checkboxes.item(when(item, of.text("behaviour").as_deref() == Some("exclusive"), Checkbox::exclusive))
            }
        };
    }
    checkboxes
}

/// A part of a date as the macro reads it: `standard` is the name it has where none is given, `values` the values by name.
fn date_part(options: Options, of: Options, standard: &str, value: Option<String>) -> DatePart {
    let name = of.text("name").unwrap_or_else(|| standard.to_owned());
    let whole = match options.text("namePrefix") {
        Some(prefix) => format!("{prefix}-{name}"),
        None => name.clone(),
    };
    let mut part = DatePart::new(name);
    let value = of.any_text("value").or(value).or_else(|| options.get("values").any_text(&whole));
    part = apply(part, value, DatePart::value);
    part = apply(part, of.text("label"), DatePart::label);
    part = apply(part, of.text("id"), DatePart::id);
    part = apply(part, of.flag("error"), DatePart::error);
    part = apply(part, of.text("inputmode"), DatePart::inputmode);
    part = apply(part, of.any_text("autocomplete"), DatePart::autocomplete);
    part = apply(part, of.any_text("pattern"), DatePart::pattern);
    decorated!(part, of)
}

fn date_input(options: Options) -> DateInput {
    let date = DateInput::new(options.text("namePrefix").unwrap_or_default(), "");
    let mut date = grouped!(DateInput, date, options);
    date = date.id(options.text("id").unwrap_or_default());
    if !options.yes("namePrefix") {
        date = date.without_name_prefix();
    }
    let items = options.items("items");
    if items.is_empty() {
        let standard = ["day", "month", "year"].map(|name| date_part(options, options.get(name), name, None));
        return date.parts(standard.into_iter().zip(["day", "month", "year"]).filter_map(|(part, name)| {
            // A part given as false or null is left out; one that is not given is standard.
            let given = options.0.get(name);
            (given.is_none() || Options(given?).is_given()).then(|| when(part, name == "year", |part| part.width(Width::Chars4)))
        }));
    }
    let is = |of: Options, name: &str| of.text("name").is_some_and(|of| of == name || Some(of) == options.get(name).text("name"));
    date.parts(items.into_iter().map(|(_, of)| {
        let value =
            ["day", "month", "year"].into_iter().find_map(|name| is(of, name).then(|| options.get(name).any_text("value")).flatten());
        when(date_part(options, of, "", value), is(of, "year"), |part| part.width(Width::Chars4))
    }))
}

fn password_input(options: Options) -> PasswordInput {
    let mut password = fielded!(PasswordInput, PasswordInput::new(name(options), options.label()), options);
    password = apply(password, options.any_text("value"), PasswordInput::value);
    password = apply(password, options.text("describedBy"), PasswordInput::described_by);
    password = apply(password, options.text("autocomplete"), PasswordInput::autocomplete);
    password = apply(password, options.get("button").text("classes"), |password, class| password.button_class(&class));
    password = password.texts(PasswordTexts {
        show: options.any_text("showPasswordText"),
        hide: options.any_text("hidePasswordText"),
        show_label: options.any_text("showPasswordAriaLabelText"),
        hide_label: options.any_text("hidePasswordAriaLabelText"),
        shown: options.any_text("passwordShownAnnouncementText"),
        hidden: options.any_text("passwordHiddenAnnouncementText"),
    });
    when(password, options.yes("disabled"), PasswordInput::disabled)
}

fn file_upload(options: Options) -> FileUpload {
    let mut upload = fielded!(FileUpload, FileUpload::new(name(options), options.label()), options);
    upload = apply(upload, options.text("describedBy"), FileUpload::described_by);
    upload = when(upload, options.yes("disabled"), FileUpload::disabled);
    upload = when(upload, options.yes("multiple"), FileUpload::multiple);
    if !options.yes("javascript") {
        return upload;
    }
    upload = upload.texts(FileUploadTexts {
        choose: options.any_text("chooseFilesButtonText"),
        none: options.any_text("noFileChosenText"),
        many: options.plural("multipleFilesChosenText"),
        drop: options.any_text("dropInstructionText"),
        entered: options.any_text("enteredDropZoneText"),
        left: options.any_text("leftDropZoneText"),
    });
    upload = apply(upload, options.text("wrapperClasses"), |upload, class| upload.wrapper_class(&class));
    options.attributes("wrapperAttributes").into_iter().fold(upload, |upload, (name, value)| upload.wrapper_attribute(name, value))
}

fn character_count(options: Options) -> CharacterCount {
    let (name, label) = (name(options), options.label());
    let count = match (options.number("maxlength"), options.number("maxwords")) {
        (Some(most), None) => CharacterCount::characters(name, label, most),
        (Some(most), Some(words)) => CharacterCount::characters(name, label, most).max_words(words),
        (None, Some(words)) => CharacterCount::unlimited(name, label).max_words(words),
        (None, None) => CharacterCount::unlimited(name, label),
    };
    let mut count = fielded!(CharacterCount, count, options);
    count = apply(count, options.any_text("value"), CharacterCount::value);
    count = apply(count, options.number("rows"), CharacterCount::rows);
    count = apply(count, options.flag("spellcheck"), CharacterCount::spellcheck);
    count = apply(count, options.number("threshold"), CharacterCount::threshold);
    let kind = options.text("countType").map(|kind| match kind.as_str() {
        "words" => CountType::Words,
        "characters" => CountType::Characters,
        "length" => CountType::Length,
        other => panic!("a count of {other}"),
    });
    count = apply(count, kind, CharacterCount::count_type);
    count = apply(count, options.get("countMessage").text("classes"), |count, class| count.message_class(&class));
    count.texts(CountTexts {
        description: options.text("textareaDescriptionText"),
        characters_under: options.plural("charactersUnderLimitText"),
        characters_at: options.text("charactersAtLimitText"),
        characters_over: options.plural("charactersOverLimitText"),
        words_under: options.plural("wordsUnderLimitText"),
        words_at: options.text("wordsAtLimitText"),
        words_over: options.plural("wordsOverLimitText"),
    })
}
