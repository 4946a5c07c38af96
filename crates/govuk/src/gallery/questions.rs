//! Components that ask something.

use super::entries;
use crate::*;
use maud::{Markup, html};

entries! { "questions.rs", Questions;
    "button" button "Button" "Sends a form, or goes somewhere.";
    "character-count" character_count "Character count" "A long answer with a limit.";
    "checkboxes" checkboxes "Checkboxes" "Any number of answers of a few.";
    "date-input" date_input "Date input" "A date people know by heart, in three fields.";
    "error-message" error_message "Error message" "What is wrong with an answer, beside it.";
    "error-summary" error_summary "Error summary" "Everything that is wrong, above the form.";
    "fieldset" fieldset "Fieldset" "Fields that answer one question together.";
    "file-upload" file_upload "File upload" "A file.";
    "hint" hint "Hint" "How to answer.";
    "input" input "Text input" "A line of text.";
    "label" label "Label" "What a field asks.";
    "password-input" password_input "Password input" "A secret, which may be shown while it is typed.";
    "radios" radios "Radios" "One answer of a few.";
    "select" select "Select" "One answer of a long list.";
    "textarea" textarea "Textarea" "Several lines of text.";
}

fn button() -> Markup {
    html! {
        div class="govuk-button-group" {
            (Button::new("Save and continue"))
            (Button::new("Save as draft").secondary().name("do").value("draft"))
            (Button::new("Delete the draft").warning())
        }
        (ButtonLink::new("Start now", "#start").start())
    }
}

fn character_count() -> Markup {
    html! {
        (CharacterCount::characters("reason", "Why was it decided?", 200).rows(3))
        (CharacterCount::words("summary", "Summary", 150).hint("For the annual report").threshold(75))
    }
}

fn checkboxes() -> Markup {
    html! {
        (Checkboxes::new("who", "Who was there?")
            .hint("Select all that apply")
            .option("police", "Police")
            .option("health", "Health")
            .item(Checkbox::new("school", "School").conditional(html! { (Input::new("which-school", "Which school?")) }))
            .divider("or")
            .item(Checkbox::new("nobody", "Nobody").exclusive())
            .values(["health"]))
    }
}

fn date_input() -> Markup {
    html! {
        (DateInput::new("born", "When were you born?").hint("For example, 27 3 2007").values("27", "3", "2007"))
        (DateInput::new("held", "When was it held?").error("The date must include a year").error_in("year").values("9", "3", ""))
    }
}

fn error_message() -> Markup {
    html! {
        (ErrorMessage::new("Enter the name of the school"))
        (ErrorMessage::new("Rhowch enw'r ysgol").prefix("Gwall").attribute("lang", "cy"))
    }
}

fn error_summary() -> Markup {
    html! {
        (ErrorSummary::new().error("Enter a name", "#name").error("The date must include a year", "#date").disable_auto_focus(true))
        (Input::new("name", "Name").error("Enter a name"))
        (Input::new("date", "Date").error("The date must include a year").width(Width::Chars10).value("9 March"))
    }
}

fn fieldset() -> Markup {
    html! {
        (Fieldset::new(Legend::new("What is your address?").size(Size::Medium)).body(html! {
            (Input::new("line-1", "Address line 1").autocomplete("address-line1"))
            (Input::new("town", "Town or city").autocomplete("address-level2").width(Width::TwoThirds))
            (Input::new("postcode", "Postcode").autocomplete("postal-code").width(Width::Chars10))
        }))
    }
}

fn file_upload() -> Markup {
    html! {
        (FileUpload::new("minutes", "Upload the minutes").hint("A PDF of at most 10 MB").accept(".pdf"))
        (FileUpload::new("evidence", "Upload evidence").improved().multiple())
    }
}

fn hint() -> Markup {
    html! {
        (Label::new("Reference").for_id("reference"))
        (Hint::new("It is at the top of the letter").id("reference-hint"))
        (Input::new("reference", "").described_by("reference-hint").width(Width::Chars10))
    }
}

fn input() -> Markup {
    html! {
        (Input::new("email", "Email address").kind(InputKind::Email).autocomplete("email").spellcheck(false))
        (Input::new("cost", "Cost in pounds").prefix("£").whole_number().width(Width::Chars5))
        (Input::new("code", "Security code").hint("Six digits").code().width(Width::Chars10).error("Enter the code"))
    }
}

fn label() -> Markup {
    html! {
        (Label::new("Name of the group").size(Size::Medium).for_id("group"))
        (Input::new("group", ""))
    }
}

fn password_input() -> Markup {
    html! {
        (PasswordInput::new("password", "Password"))
        (PasswordInput::new("new-password", "New password").new_password().hint("At least 12 characters").width(Width::Chars20))
    }
}

fn radios() -> Markup {
    html! {
        (Radios::new("safe", "Is the child safe now?").option("yes", "Yes").option("no", "No").inline())
        (Radios::new("how", "How shall we reach you?")
            .legend_size(Size::Medium)
            .item(Radio::new("email", "Email").hint("Not for anything about a child"))
            .item(Radio::new("phone", "Phone").hint("Between 9am and 5pm"))
            .divider("or")
            .item(Radio::new("post", "Post"))
            .value("email")
            .error("Select how we shall reach you"))
    }
}

fn select() -> Markup {
    html! {
        (Select::new("sort", "Sort by")
            .option("newest", "Newest first")
            .option("oldest", "Oldest first")
            .option("agency", "Agency")
            .value("oldest"))
    }
}

fn textarea() -> Markup {
    html! {
        (Textarea::new("concern", "What is the concern?").hint("In your own words").rows(4))
    }
}
