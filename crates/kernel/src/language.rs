//! Words to avoid about children and adults, and how hard a text is to read. It advises and never blocks: the author decides.
//!
//! Words that blame a child for harm done to them, or that stigmatise suicide, are questioned in the language guides of the sector (among them the
//! Children's Society's "Child exploitation: appropriate language guide" and Samaritans' "Media guidelines for reporting suicide").

use std::ops::Range;

use crate::numbers;

/// A word to think again about: where it stands, and what to say instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// In bytes of the text.
    pub span: Range<usize>,
    pub found: String,
    /// What to write instead, as advice in a sentence.
    pub suggestion: &'static str,
}

const CHOICE: &str = "Say what was done to the child and by whom: a child cannot choose to be exploited";
const SUICIDE: &str = "Write ‘died by suicide’ or ‘suspected suicide’: suicide is not a crime";
const OUTCOME: &str = "Write ‘died by suicide’ or ‘attempted suicide’: neither succeeds or fails";
const CHILD: &str = "Write ‘child’ for anybody under 18";

/// Each phrase in lower case, words apart by single spaces. A phrase is found whatever its case and spacing, as whole words, hyphens read as spaces.
const AVOID: [(&str, &str); 34] = [
    ("lifestyle choice", CHOICE),
    ("lifestyle choices", CHOICE),
    ("promiscuous", "Describe the harm or the worry; the word blames the child"),
    ("promiscuity", "Describe the harm or the worry; the word blames the child"),
    ("putting themselves at risk", "Say who or what poses the risk to the child"),
    ("putting herself at risk", "Say who or what poses the risk to the child"),
    ("putting himself at risk", "Say who or what poses the risk to the child"),
    ("puts themselves at risk", "Say who or what poses the risk to the child"),
    ("puts herself at risk", "Say who or what poses the risk to the child"),
    ("puts himself at risk", "Say who or what poses the risk to the child"),
    ("placing themselves at risk", "Say who or what poses the risk to the child"),
    ("placing herself at risk", "Say who or what poses the risk to the child"),
    ("placing himself at risk", "Say who or what poses the risk to the child"),
    ("child prostitute", "Write ‘child who is being sexually exploited’"),
    ("child prostitutes", "Write ‘children who are being sexually exploited’"),
    ("child prostitution", "Write ‘sexual exploitation of children’"),
    ("drug runner", "Write ‘child who is being criminally exploited’"),
    ("drug runners", "Write ‘children who are being criminally exploited’"),
    ("drug running", "Write ‘criminal exploitation’"),
    ("hard to reach", "Write ‘people our services do not reach’: the difficulty is ours"),
    ("committed suicide", SUICIDE),
    ("commit suicide", SUICIDE),
    ("commits suicide", SUICIDE),
    ("committing suicide", SUICIDE),
    ("successful suicide", OUTCOME),
    ("failed suicide", OUTCOME),
    ("unsuccessful suicide", OUTCOME),
    ("successful attempt", OUTCOME),
    ("failed attempt", OUTCOME),
    ("young male", CHILD),
    ("young males", CHILD),
    ("young female", CHILD),
    ("young females", CHILD),
    ("youths", CHILD),
];

/// Every phrase in `text` that is better avoided, in order.
pub fn check(text: &str) -> Vec<Remark> {
    let words = words(text);
    let mut remarks = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let fits = |phrase: &str| {
            let wanted: Vec<&str> = phrase.split(' ').collect();
            let here = words.get(at..at + wanted.len())?;
            here.iter().zip(&wanted).all(|((_, word), want)| word == want).then_some(wanted.len())
        };
        let hit = AVOID.iter().find_map(|(phrase, suggestion)| fits(phrase).map(|length| (length, *suggestion)));
        let Some((length, suggestion)) = hit else {
            at += 1;
            continue;
        };
        if let (Some((first, _)), Some((last, _))) = (words.get(at), words.get(at + length - 1)) {
            let span = first.start..last.end;
            remarks.push(Remark { found: text.get(span.clone()).unwrap_or_default().to_owned(), span, suggestion });
        }
        at += length;
    }
    remarks
}

/// The words of a text in lower case, with their places.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    let mut start = None;
    let mut letters = text.char_indices().chain([(text.len(), ' ')]).peekable();
    while let Some((at, letter)) = letters.next() {
        // An apostrophe belongs to a word only between its letters; elsewhere it is a quotation mark.
        let letter_follows = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let inside = letter.is_alphanumeric() || (matches!(letter, '\'' | '’') && start.is_some() && letter_follows);
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push((first..at, text.get(first..at).unwrap_or_default().to_lowercase()));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// How hard a text is to read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    pub words: usize,
    pub sentences: usize,
    /// Words in the longest sentence.
    pub longest_sentence: usize,
    /// Flesch-Kincaid grade (Kincaid and others, 1975): years of schooling needed, by a count of syllables that is an estimate.
    pub grade: f64,
}

impl Reading {
    /// The age at which the grade is reached: five years more than the grade, in English schools as in American ones.
    pub fn age(&self) -> f64 {
        (self.grade + 5.0).max(5.0)
    }
}

/// Measures a text; None if it has no words.
pub fn reading(text: &str) -> Option<Reading> {
    let lengths: Vec<usize> = sentences(text)
        .into_iter()
        .map(|sentence| words(text.get(sentence).unwrap_or_default()).len())
        .filter(|length| *length > 0)
        .collect();
    let words = words(text);
    let longest_sentence = lengths.iter().copied().max()?;
    let syllables: usize = words.iter().map(|(_, word)| syllables(word)).sum();
    let (count, sentences) = (words.len() as f64, lengths.len() as f64);
    let grade = 0.39 * count / sentences + 11.8 * syllables as f64 / count - 15.59;
    Some(Reading { words: words.len(), sentences: lengths.len(), longest_sentence, grade })
}

/// The most words a sentence may have in Easy Read.
pub const EASY_READ_WORDS: usize = 15;

/// What in a text is not Easy Read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EasyReadRemark {
    /// In bytes of the text.
    pub span: Range<usize>,
    /// What to change, in a sentence for the author.
    pub advice: String,
}

/// Checks a text against the rules of Easy Read that a machine can check ("Making written information easier to understand for people with learning
/// disabilities", Department of Health 2010): sentences of at most 15 words, no percentages, no abbreviations in capitals.
pub fn easy_read(text: &str) -> Vec<EasyReadRemark> {
    let mut remarks = Vec::new();
    for span in sentences(text) {
        let length = words(text.get(span.clone()).unwrap_or_default()).len();
        if length > EASY_READ_WORDS {
            remarks.push(EasyReadRemark { span, advice: format!("This sentence has {length} words: use {EASY_READ_WORDS} or fewer") });
        }
    }
    for found in numbers::find(text) {
        if found.text.ends_with('%') || found.text.ends_with("cent") {
            remarks.push(EasyReadRemark { advice: format!("Write ‘{}’ as so many ‘out of 10’", found.text), span: found.span });
        }
    }
    for (span, _) in words(text) {
        let word = text.get(span.clone()).unwrap_or_default();
        if word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase()) {
            remarks.push(EasyReadRemark { advice: format!("Write out what ‘{word}’ stands for"), span });
        }
    }
    remarks.sort_by_key(|remark| (remark.span.start, remark.span.end));
    remarks
}

/// Where the sentences lie: each ends with a full stop, question or exclamation mark before a space, or with its paragraph.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut spans, mut start) = (Vec::new(), 0);
    let mut letters = text.char_indices().peekable();
    let mut keep = |start: usize, end: usize| {
        let part = text.get(start..end).unwrap_or_default();
        let trimmed = part.trim_start();
        if !trimmed.trim().is_empty() {
            let first = start + part.len() - trimmed.len();
            spans.push(first..first + trimmed.trim_end().len());
        }
    };
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let stops = matches!(letter, '.' | '!' | '?') && next.is_none_or(char::is_whitespace);
        let breaks = letter == '\n' && next.is_none_or(|next| next == '\n');
        if stops || breaks {
            let end = at + letter.len_utf8();
            keep(start, end);
            start = end;
        }
    }
    keep(start, text.len());
    spans
}

/// An estimate: runs of vowels, without a silent "e" at the end; never none.
fn syllables(word: &str) -> usize {
    let vowel = |letter: char| "aeiouy".contains(letter);
    let (mut count, mut before) = (0, false);
    for letter in word.chars() {
        count += usize::from(vowel(letter) && !before);
        before = vowel(letter);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_word_to_avoid_is_found_and_has_a_suggestion() {
        for phrase in [
            "lifestyle choice",
            "promiscuous",
            "putting themselves at risk",
            "child prostitute",
            "drug runner",
            "hard to reach",
            "committed suicide",
        ] {
            let text = format!("They wrote ‘{}’ here.", phrase.to_uppercase());
            let remarks = check(&text);
            assert_eq!(remarks.len(), 1, "{phrase}");
            assert_eq!(remarks[0].found.to_lowercase(), phrase);
            assert!(!remarks[0].suggestion.is_empty());
        }
    }

    #[test]
    fn a_phrase_is_found_across_a_line_break_and_a_hyphen_but_not_inside_a_word() {
        assert_eq!(check("families who are hard-to-reach").len(), 1);
        assert_eq!(check("who committed\n  suicide").len(), 1);
        assert_eq!(check("the youth justice service, and a hardly reachable place"), []);
    }

    #[test]
    fn easy_read_questions_a_sentence_of_22_words_and_a_percentage() {
        let long = vec!["word"; 22].join(" ");
        let remarks = easy_read(&format!("{long}. Then 23% of them."));
        let advice: Vec<&str> = remarks.iter().map(|remark| remark.advice.as_str()).collect();
        assert_eq!(advice, ["This sentence has 22 words: use 15 or fewer", "Write ‘23%’ as so many ‘out of 10’"]);
        assert_eq!(easy_read(&format!("{}.", vec!["word"; 15].join(" "))), []);
        assert_eq!(easy_read("We met the LADO.")[0].advice, "Write out what ‘LADO’ stands for");
    }

    #[test]
    fn plain_text_has_a_lower_reading_age_than_officialese() {
        let plain = reading("We met the child. She told us how she felt. We made a plan.").unwrap();
        let hard =
            reading("Multi-agency partners collaboratively facilitated the operationalisation of safeguarding arrangements.").unwrap();
        assert_eq!((plain.words, plain.sentences, plain.longest_sentence), (14, 3, 6));
        assert!(plain.age() < 8.0 && hard.age() > 18.0, "{} {}", plain.age(), hard.age());
        assert!(reading(" – ").is_none());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_checker_fall_over(text in "\\PC{0,60}") {
            for remark in check(&text) {
                prop_assert_eq!(text.get(remark.span.clone()), Some(remark.found.as_str()));
            }
            let _ = (reading(&text), easy_read(&text));
        }
    }
}
