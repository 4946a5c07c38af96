//! A draft of a better question: what to change for each fault, in the wording where that is known. A person decides.

use crate::{
    findings::{Flag, Statistics},
    returns::Question,
};

/// Empty where nothing is wrong.
pub(crate) fn draft(question: &Question, flags: &[Flag], statistics: &Statistics) -> String {
    let wording = question.wording.as_deref();
    let mut parts: Vec<String> = Vec::new();
    if let Some(wording) = wording.filter(|_| !flags.is_empty()) {
        parts.extend(split(wording));
    }
    for flag in flags {
        let advice = match flag {
            Flag::Missing => "Say who should answer, offer `does not apply to us`, and ask only what a lead can look up in five minutes.",
            Flag::Floor | Flag::Ceiling | Flag::OneAnswer => {
                "Ask how often and how it is known instead of whether: `In how many of the last ten cases … ? none / 1 to 3 / 4 to 7 / 8 to 10`."
            }
            Flag::LowDiscrimination => {
                "Name one observable thing, when and by whom, and describe each answer with an example of what would be seen."
            }
            Flag::Contradiction => {
                "Word it so that the better practice is the higher answer, without `not`, and place it next to the question it belongs to."
            }
            Flag::DifUniform | Flag::DifNonuniform => {
                "Ask the settings that answer differently what they understand by it; then use words of every setting, or ask each setting its own variant."
            }
            Flag::Drift => "Bring last year's wording back, or mark the two as different questions so that no trend is drawn through them.",
            Flag::Slow => "Ask for one thing that is at hand; move what has to be counted to a form filled in beforehand.",
            Flag::ClaimWithoutEvidence => "Ask for the evidence in the question: `Which document shows this, and of what date?`",
            Flag::Comments => "Use the respondents' own words from their comments, and explain each term where it stands.",
        };
        if !parts.iter().any(|part| part == advice) {
            parts.push(advice.to_owned());
        }
    }
    if flags.contains(&Flag::DifUniform)
        && let Some(dif) = &statistics.dif
    {
        parts.push(format!("Start with {}.", dif.group));
    }
    parts.join(" ")
}

/// Two questions in one are the commonest fault that can be seen in the words.
fn split(wording: &str) -> Option<String> {
    let stem = wording.trim().trim_end_matches('?');
    let (one, other) = stem.split_once(" and ").or_else(|| stem.split_once(" or "))?;
    (one.split_whitespace().count() > 2 && other.split_whitespace().count() > 1)
        .then(|| format!("It asks two things; try two questions: `{one}?` and `… {other}?`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_question_is_split_where_it_joins() {
        let found = split("Are staff trained in safer recruitment and do governors check it?").expect("a split");
        assert!(found.contains("`Are staff trained in safer recruitment?` and `… do governors check it?`"), "{found}");
        assert!(split("Is there a named lead?").is_none());
    }
}
