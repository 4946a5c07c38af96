//! The scan: cuts a text into words and figures, and reads numbers off them from left to right.

use std::ops::Range;

use super::{
    Kind,
    lexicon::{
        AFTER_NAMED_HALF, AFTER_NAMED_ORDINAL, AFTER_ONE_OF, AFTER_PRONOUN_ONE, ALONE, ALSO_COMMON, BEFORE_PRONOUN_ONE, BEFORE_REFERENCE,
        COUNT_NOUNS, DETERMINERS, FRACTIONS, FRACTIONS_PLURAL, NOT_PLURALS, ORDINALS, REFERENCE_RUNS_ON, SCALES, SMALL,
    },
};
use crate::words::MONTHS;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    /// Digits with their commas and points: "1,234.5".
    Figure,
    /// Letters, then digits: "s47", "E09000017".
    Code,
    Other,
}

#[derive(Debug, Clone)]
struct Token {
    span: Range<usize>,
    sort: Sort,
    /// In lower case.
    text: String,
    capital: bool,
    /// Blank space stands before it.
    spaced: bool,
}

struct Scan {
    tokens: Vec<Token>,
}

type Hit = (Range<usize>, Kind);

pub(super) fn find(text: &str) -> Vec<Hit> {
    let scan = Scan { tokens: tokens(text) };
    let (mut hits, mut at): (Vec<Hit>, usize) = (Vec::new(), 0);
    while at < scan.tokens.len() {
        match scan.number_at(at, &hits) {
            Some((end, kind)) => {
                if let Some(kind) = kind {
                    hits.push((scan.span(at, end), kind));
                }
                at = end;
            }
            None => at += 1,
        }
    }
    hits
}

fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |at: usize| letters.get(at).map_or(text.len(), |(byte, _)| *byte);
    let is = |at: usize, test: fn(char) -> bool| letters.get(at).is_some_and(|(_, letter)| test(*letter));
    let (mut tokens, mut at, mut spaced): (Vec<Token>, usize, bool) = (Vec::new(), 0, true);
    while let Some((_, letter)) = letters.get(at).copied() {
        let start = at;
        if letter.is_whitespace() {
            spaced = true;
            at += 1;
            continue;
        }
        let sort = if letter.is_alphabetic() {
            let mut code = false;
            loop {
                if is(at, char::is_numeric) {
                    code = true;
                } else {
                    let apostrophe = is(at, |letter| matches!(letter, '\'' | '’')) && is(at + 1, char::is_alphabetic);
                    if !apostrophe && !is(at, char::is_alphabetic) {
                        break;
                    }
                }
                at += 1;
            }
            if code { Sort::Code } else { Sort::Word }
        } else if letter.is_numeric() {
            while is(at, char::is_numeric) || (is(at, |l| matches!(l, ',' | '.')) && is(at + 1, char::is_numeric)) {
                at += 1;
            }
            Sort::Figure
        } else {
            at += 1;
            Sort::Other
        };
        let span = end_of(start)..end_of(at);
        let text = text.get(span.clone()).unwrap_or_default().to_lowercase();
        tokens.push(Token { span, sort, text, capital: letter.is_uppercase(), spaced });
        spaced = false;
    }
    tokens
}

impl Scan {
    fn span(&self, from: usize, end: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(0, |token| token.span.start);
        start..self.tokens.get(end.saturating_sub(1)).map_or(start, |token| token.span.end)
    }

    fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }
    fn text(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| token.text.as_str())
    }
    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.text(at))
    }
    fn is(&self, at: usize, sort: Sort) -> bool {
        self.get(at).is_some_and(|token| token.sort == sort)
    }
    fn tight(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| !token.spaced)
    }
    fn is_dash(&self, at: usize) -> bool {
        matches!(self.text(at), "-" | "–" | "—" | "‑")
    }
    /// The place after an optional hyphen.
    fn past_hyphen(&self, at: usize) -> usize {
        if self.is_dash(at) { at + 1 } else { at }
    }

    /// The end of the number that begins here and its kind; no kind for words that look like a number and are none.
    fn number_at(&self, at: usize, hits: &[Hit]) -> Option<(usize, Option<Kind>)> {
        if let Some(end) = self.date_at(at) {
            return Some((end, Some(Kind::Date)));
        }
        let token = self.get(at)?;
        match token.sort {
            Sort::Code => Some((at + 1, Some(Kind::Reference))),
            Sort::Figure => Some(self.figure_at(at, hits)),
            Sort::Word => self.words_at(at, hits),
            Sort::Other if "£$€".contains(token.text.as_str()) && self.is(at + 1, Sort::Figure) => {
                Some((self.amount_end(at + 2), Some(Kind::Digits)))
            }
            Sort::Other => None,
        }
    }

    // ── figures ──

    fn figure_at(&self, at: usize, hits: &[Hit]) -> (usize, Option<Kind>) {
        if let Some(end) = self.year_at(at) {
            return (end, Some(Kind::Year));
        }
        if self.is_reference(at, hits) {
            return (at + 1, Some(Kind::Reference));
        }
        if matches!(self.text(at + 1), "st" | "nd" | "rd" | "th") && self.tight(at + 1) {
            return (at + 2, Some(Kind::Ordinal));
        }
        let end = self.amount_end(at + 1);
        (self.ratio_end(end).unwrap_or(end), Some(Kind::Digits))
    }

    /// Past a percent sign, a unit written on to the figure, and words of scale: "43%", "24h", "1.2 million", "43 per cent".
    fn amount_end(&self, mut at: usize) -> usize {
        if self.is(at, Sort::Word) && self.tight(at) {
            at += 1;
        }
        while SCALES.contains(&self.text(at)) {
            at += 1;
        }
        match (self.text(at), self.text(at + 1)) {
            ("%" | "percent" | "‰", _) => at + 1,
            ("per", "cent") => at + 2,
            _ => at,
        }
    }

    /// Past "in four" or "out of 10" after a number that ends at `at`.
    fn ratio_end(&self, at: usize) -> Option<usize> {
        let second = match (self.text(at), self.text(at + 1)) {
            ("in", "every") | ("out", "of") | ("of", "every") => at + 2,
            ("in", _) => at + 1,
            ("-", "in") if self.is_dash(at + 2) => at + 3,
            _ => return None,
        };
        if self.is(second, Sort::Figure) {
            return if self.year_at(second).is_none() && self.date_at(second).is_none() { Some(self.amount_end(second + 1)) } else { None };
        }
        self.cardinal_end(second)
    }

    /// "section 47", "Stage 2", "COVID-19", or a figure that runs on from a reference: "sections 17 and 47".
    fn is_reference(&self, at: usize, hits: &[Hit]) -> bool {
        let before = self.before(at);
        if BEFORE_REFERENCE.contains(&before) {
            // "Year 6" is a name; "this year 6 children came" is not, nor "per page 40".
            return at < 2 || !(ALSO_COMMON.contains(&before) && DETERMINERS.contains(&self.text(at - 2)));
        }
        // "s. 47", "reg. 9"
        if before == "." && at >= 2 && ["s", "ss", "reg", "para", "no", "art"].contains(&self.text(at - 2)) {
            return true;
        }
        // "COVID-19": a word in capitals, a hyphen and a figure, all in one.
        if at >= 2
            && self.is_dash(at - 1)
            && self.tight(at)
            && self.tight(at - 1)
            && self.get(at - 2).is_some_and(|word| word.sort == Sort::Word && word.capital)
        {
            return self.month_at(at - 2).is_none();
        }
        let last_was_reference = hits.last().is_some_and(|(span, kind)| {
            *kind == Kind::Reference && at >= 2 && self.get(at - 2).is_some_and(|token| token.span.end == span.end)
        });
        last_was_reference && (REFERENCE_RUNS_ON.contains(&before) || ["(", "/"].contains(&before) || self.is_dash(at - 1))
    }

    fn plain_year(&self, at: usize) -> Option<u16> {
        let text = self.get(at).filter(|token| token.sort == Sort::Figure).map(|token| token.text.as_str())?;
        let year: u16 = if text.len() == 4 { text.parse().ok()? } else { return None };
        (1900..=2099).contains(&year).then_some(year)
    }

    fn year_at(&self, at: usize) -> Option<usize> {
        let year = self.plain_year(at)?;
        if ["£", "$", "€"].contains(&self.before(at)) || self.text(at + 1) == "%" {
            return None;
        }
        let joined = (self.is_dash(at + 1) || self.text(at + 1) == "/") && self.tight(at + 1) && self.tight(at + 2);
        if joined && self.is(at + 2, Sort::Figure) {
            let second = self.text(at + 2);
            let later = match second.len() {
                2 => second.parse::<u16>().is_ok_and(|short| short == (year + 1) % 100 || short > year % 100),
                4 => self.plain_year(at + 2).is_some_and(|second| second > year),
                _ => false,
            };
            return if later { Some(at + 3) } else { None };
        }
        if self.text(at + 1) == "s" && self.tight(at + 1) {
            return Some(at + 2);
        }
        let next = self.text(at + 1);
        let follows = self.get(at + 1).is_some_and(|token| token.sort == Sort::Word && token.spaced && !token.capital);
        let counted = follows
            && (COUNT_NOUNS.contains(&next)
                || (next.len() >= 4
                    && next.ends_with('s')
                    && !next.ends_with("ss")
                    && !next.contains('\'')
                    && !NOT_PLURALS.contains(&next)));
        (!counted && next != "per" && next != "percent" && !SCALES.contains(&next)).then_some(at + 1)
    }

    // ── dates ──

    /// The place after a month with a capital letter (a small "may" or "march" is a verb).
    fn month_at(&self, at: usize) -> Option<usize> {
        let token = self.get(at).filter(|token| token.sort == Sort::Word && token.capital)?;
        let named = MONTHS.iter().any(|month| {
            let month = month.to_lowercase();
            month == token.text || ((3..=4).contains(&token.text.len()) && month.starts_with(&token.text))
        });
        named.then_some(at + 1)
    }

    fn day_at(&self, at: usize) -> Option<usize> {
        let figure = self.get(at).filter(|token| token.sort == Sort::Figure)?;
        let fits = figure.text.len() <= 2 && figure.text.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        if !fits {
            return None;
        }
        let suffixed = matches!(self.text(at + 1), "st" | "nd" | "rd" | "th") && self.tight(at + 1);
        Some(if suffixed { at + 2 } else { at + 1 })
    }

    fn date_at(&self, at: usize) -> Option<usize> {
        self.long_date_at(at).or_else(|| self.short_date_at(at)).or_else(|| self.time_at(at))
    }

    /// "1 April 2025", "1st of April", "1 to 5 April", "April 2025", "April 1, 2025".
    fn long_date_at(&self, at: usize) -> Option<usize> {
        if let Some(after_day) = self.day_at(at) {
            let after_of = if self.text(after_day) == "of" { after_day + 1 } else { after_day };
            if let Some(after_month) = self.month_at(after_of) {
                return Some(if self.plain_year(after_month).is_some() { after_month + 1 } else { after_month });
            }
            if self.is_dash(after_day) || matches!(self.text(after_day), "to" | "and") {
                return self.day_at(after_day + 1).and_then(|_| self.long_date_at(after_day + 1));
            }
            return None;
        }
        let after_month = self.month_at(at)?;
        if self.plain_year(after_month).is_some() {
            return Some(after_month + 1);
        }
        let after_day = self.day_at(after_month)?;
        (self.text(after_day) == "," && self.plain_year(after_day + 1).is_some()).then_some(after_day + 2)
    }

    /// "01/04/2025", "1.4.2025" and "2025-04-01", with a time of day written on ("2025-04-01T14:30").
    fn short_date_at(&self, at: usize) -> Option<usize> {
        let figure = self.get(at).filter(|token| token.sort == Sort::Figure)?;
        let pointed: Vec<&str> = figure.text.split('.').collect();
        if let [day, month, year] = pointed.as_slice() {
            return (in_range(day, 31) && in_range(month, 12) && year.len() == 4).then_some(at + 1);
        }
        let mark = self.text(at + 1);
        let joined = matches!(mark, "/" | "-") && self.text(at + 3) == mark && (1..=4).all(|next| self.tight(at + next));
        if !joined {
            return None;
        }
        let (first, second, third) = (figure.text.as_str(), self.text(at + 2), self.text(at + 4));
        let english =
            in_range(first, 31) && in_range(second, 12) && (third.len() == 4 || third.len() == 2) && self.is(at + 4, Sort::Figure);
        let iso = self.plain_year(at).is_some() && in_range(second, 12) && in_range(third, 31);
        (english || iso).then_some(at + 5)
    }

    /// "14:30", "2:30pm", "9am", "9 am".
    fn time_at(&self, at: usize) -> Option<usize> {
        let figure = self.get(at).filter(|token| token.sort == Sort::Figure)?;
        let half = |at: usize| matches!(self.text(at), "am" | "pm");
        let hour = figure.text.parse::<u8>().is_ok_and(|hour| hour < 24);
        let minute = self.text(at + 2);
        let colon = self.text(at + 1) == ":"
            && self.tight(at + 1)
            && self.tight(at + 2)
            && minute.len() == 2
            && minute.parse::<u8>().is_ok_and(|minute| minute < 60);
        if hour && colon {
            return Some(if half(at + 3) { at + 4 } else { at + 3 });
        }
        let pointed = figure.text.split_once('.').is_some_and(|(hour, minute)| in_range(hour, 12) && minute.len() == 2);
        ((in_range(&figure.text, 12) || pointed) && half(at + 1)).then_some(at + 2)
    }

    // ── words ──

    fn words_at(&self, at: usize, hits: &[Hit]) -> Option<(usize, Option<Kind>)> {
        let word = self.text(at);
        if let Some(end) = self.ordinal_at(at) {
            return Some(end);
        }
        if word == "half" {
            let next = self.text(self.past_hyphen(at + 1));
            return Some((at + 1, if AFTER_NAMED_HALF.contains(&next) { None } else { Some(Kind::Words) }));
        }
        if word == "quarter" || FRACTIONS_PLURAL.contains(&word) {
            // "this quarter" and "quarter 1" are times; "a quarter of" is an amount, and so are "thirds".
            let time = word == "quarter" && !(self.before(at) == "a" || self.text(at + 1) == "of" && self.before(at) != "the");
            return if time && !self.text(at).ends_with('s') { None } else { Some((at + 1, Some(Kind::Words))) };
        }
        if ALONE.contains(&word) {
            // "double-check" and "a double decker" are no amounts.
            let idle = word.starts_with("double") && self.is_dash(at + 1) && self.tight(at + 1);
            return Some((at + 1, (!idle).then_some(Kind::Words)));
        }
        // "scores of children", but not "the scores".
        if word == "scores" && self.text(at + 1) == "of" {
            return Some((at + 1, Some(Kind::Words)));
        }
        let end = self.cardinal_end(at)?;
        if self.is_reference(at, hits) && self.before(at) != "number" {
            return Some((end, Some(Kind::Reference)));
        }
        if let Some(past) = self.ratio_end(end) {
            return Some((past, Some(Kind::Words)));
        }
        if end == at + 1 && word == "one" && self.one_is_no_count(at) {
            return Some((end, None));
        }
        Some((self.amount_end(end), Some(Kind::Words)))
    }

    /// The end of "twenty-three", "one hundred and five", "two and a half", "three quarters", "hundreds".
    fn cardinal_end(&self, at: usize) -> Option<usize> {
        let part = |at: usize| SMALL.contains(&self.text(at)) || SCALES.contains(&self.text(at));
        if !part(at) {
            return None;
        }
        let mut end = at + 1;
        loop {
            let next = self.past_hyphen(end);
            let hyphen_holds = next == end || (self.tight(end) && self.tight(next));
            if hyphen_holds && part(next) {
                end = next + 1;
            } else if self.text(end) == "and" && self.is_scale(end - 1) && part(end + 1) {
                end += 2;
            } else if self.text(end) == "and" && self.text(end + 1) == "a" && self.text(end + 2) == "half" {
                return Some(end + 3);
            } else if hyphen_holds
                && (FRACTIONS.contains(&self.text(next)) || FRACTIONS_PLURAL.contains(&self.text(next)) || self.text(next) == "half")
            {
                return Some(next + 1);
            } else {
                return Some(end);
            }
        }
    }

    fn is_scale(&self, at: usize) -> bool {
        SCALES.contains(&self.text(at))
    }

    /// "the first", "twenty-first"; "a third" and "one third of" are amounts; "third party" and "at first" are neither.
    fn ordinal_at(&self, at: usize) -> Option<(usize, Option<Kind>)> {
        let tens = SMALL.iter().skip(20).any(|ten| *ten == self.text(at)) && self.is_dash(at + 1) && ORDINALS.contains(&self.text(at + 2));
        if tens {
            return Some((at + 3, Some(Kind::Ordinal)));
        }
        let word = self.text(at);
        if !ORDINALS.contains(&word) {
            return None;
        }
        let (before, next) = (self.before(at), self.text(self.past_hyphen(at + 1)));
        if AFTER_NAMED_ORDINAL.contains(&next) || (word == "first" && before == "at") {
            return Some((at + 1, None));
        }
        let share = next == "of" || next == "fewer" || next == "more" || next == "less" || !self.is(at + 1, Sort::Word);
        // "A third of" is a share; "a third meeting" is one more of a kind.
        let fraction = FRACTIONS.contains(&word) && matches!(before, "a" | "by") && share
            || FRACTIONS.contains(&word) && next == "of" && before != "the";
        Some((at + 1, Some(if fraction { Kind::Words } else { Kind::Ordinal })))
    }

    fn one_is_no_count(&self, at: usize) -> bool {
        let hyphenated = |at: usize| self.is_dash(at) && self.tight(at);
        let next = self.text(self.past_hyphen(at + 1));
        let of_these = next == "of" && AFTER_ONE_OF.contains(&self.text(at + 2));
        // "on the one hand"; "one-to-one", "one to one"; "one by one"; "one's own".
        let pair = matches!(next, "to" | "by" | "on") && self.text(self.past_hyphen(self.past_hyphen(at + 1) + 1)) == "one";
        let second_of_pair = at >= 2 && {
            let joint = if hyphenated(at - 1) { at - 2 } else { at - 1 };
            matches!(self.text(joint), "to" | "by" | "on")
                && joint >= 1
                && self.text(if self.is_dash(joint - 1) { joint.saturating_sub(2) } else { joint - 1 }) == "one"
        };
        // "One or other" names neither; "one or two" counts.
        let or_other = next == "or" && matches!(self.text(at + 2), "other" | "another" | "the");
        let before = self.before(at);
        let pronoun_before = BEFORE_PRONOUN_ONE.contains(&before) || (before == "only" && at >= 2 && self.text(at - 2) == "the");
        // "No one", "each one" stand for a thing; "the one child" and "at one school" count it, so the next word must not be a noun: only what ends or
        // continues a clause may follow.
        let open = !self.is(at + 1, Sort::Word)
            || matches!(
                next,
                "of" | "to"
                    | "who"
                    | "that"
                    | "which"
                    | "is"
                    | "was"
                    | "has"
                    | "had"
                    | "with"
                    | "and"
                    | "but"
                    | "in"
                    | "for"
                    | "from"
                    | "should"
                    | "must"
                    | "can"
                    | "will"
                    | "would"
                    | "could"
                    | "knew"
                    | "knows"
                    | "at"
                    | "on"
                    | "we"
                    | "hand"
                    | "asked"
                    | "did"
                    | "told"
                    | "saw"
                    | "spoke"
                    | "said"
            );
        of_these || or_other || pair || second_of_pair || before == "no" || pronoun_before && open || AFTER_PRONOUN_ONE.contains(&next)
    }
}

fn in_range(text: &str, most: u8) -> bool {
    text.len() <= 2 && text.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number))
}
