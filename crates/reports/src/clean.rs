//! Text made fit for print: every character drawn, no invisible trickery, no word too long for its line.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::world;

/// Printed for a character that no embedded font can draw.
const BOX: char = '\u{25A1}';
/// The zero-width space: a place where a line may break, with no hyphen printed.
const MAY_BREAK: char = '\u{200B}';
/// More marks than this on one letter are dropped: real writing has at most three, and towers of them cover the lines above.
const MARKS_AT_MOST: usize = 4;

/// Cleans text and remembers what it had to replace.
pub(crate) struct Cleaner {
    strict: bool,
    pub(crate) replaced: BTreeSet<char>,
}

impl Cleaner {
    /// Lets through everything that some embedded font can draw.
    pub(crate) fn generous() -> Cleaner {
        Cleaner { strict: false, replaced: BTreeSet::new() }
    }

    /// Lets through only what all faces of the text font can draw, and no combining marks.
    pub(crate) fn strict() -> Cleaner {
        Cleaner { strict: true, replaced: BTreeSet::new() }
    }

    /// Text for a line that is wide enough for long words: anything without a space is given places to break after 30 characters.
    pub(crate) fn text(&mut self, text: &str) -> String {
        may_break(&self.printable(text), 30, 12)
    }

    /// Text for a narrow column.
    pub(crate) fn cell(&mut self, text: &str) -> String {
        may_break(&self.printable(text), 18, 6)
    }

    /// One line of at most `limit` characters, for the head and foot of a page.
    pub(crate) fn line(&mut self, text: &str, limit: usize) -> String {
        let text = self.printable(text.trim());
        if text.chars().count() <= limit {
            return may_break(&text, 30, 12);
        }
        let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
        may_break(&format!("{}…", cut.trim_end()), 30, 12)
    }

    /// As typed, less what cannot be drawn. Also used for alternative text, which is read aloud and never broken.
    pub(crate) fn printable(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut marks = 0;
        for char in text.chars() {
            if char.is_whitespace() && char != '\u{A0}' && char != '\u{202F}' {
                out.push(' ');
                marks = 0;
            } else if vanishes(char) {
                continue;
            } else if is_mark(char) {
                marks += 1;
                if marks <= MARKS_AT_MOST && !self.strict && world::can_draw(char) {
                    out.push(char);
                }
            } else {
                marks = 0;
                out.push(self.drawn(char));
            }
        }
        out
    }

    /// An SVG drawing with the same care for its characters, but its white space left alone.
    pub(crate) fn drawing(&mut self, svg: &str) -> String {
        svg.chars()
            .filter(|char| matches!(char, '\n' | '\r' | '\t') || !vanishes(*char))
            .map(|char| if char.is_ascii() || (is_mark(char) && !self.strict) { char } else { self.drawn(char) })
            .collect()
    }

    fn drawn(&mut self, char: char) -> char {
        let can = if self.strict { world::all_faces_draw(char) } else { world::can_draw(char) };
        if can {
            return char;
        }
        self.replaced.insert(char);
        BOX
    }
}

/// Characters that draw nothing and could mislead or upset a reader: controls, marks that reverse the direction of the text
/// around them (they can make a sentence read as another), variation selectors and tags, which our fonts do not use.
fn vanishes(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200B}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E0FFF}')
        || (u32::from(char) & 0xFFFE) == 0xFFFE
}

/// The combining marks of the scripts our fonts hold, and the joiners, which have no meaning on their own either.
fn is_mark(char: char) -> bool {
    matches!(char, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}'..='\u{05C7}'
        | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{200C}'..='\u{200F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Gives each run of more than `longest` characters without a space places to break: after punctuation, and at least every
/// `every` characters. Shorter runs are left as they are, so that ordinary words can be searched for and copied whole.
fn may_break(text: &str, longest: usize, every: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (nth, run) in text.split(' ').enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        if run.chars().count() <= longest {
            out.push_str(run);
            continue;
        }
        let mut since = 0;
        for letter in run.graphemes(true) {
            out.push_str(letter);
            since += 1;
            if since >= every || (since > 3 && matches!(letter, "/" | "-" | "_" | "." | "?" | "&" | "=" | "@" | "," | ";")) {
                out.push(MAY_BREAK);
                since = 0;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_left_whole() {
        let said = "A multidisciplinary review, agreed on 3 March; 98% of partners’ actions — done.";
        assert_eq!(Cleaner::generous().text(said), said);
    }

    #[test]
    fn a_word_too_long_for_the_line_gets_places_to_break_and_loses_nothing() {
        let long = "x".repeat(10_000);
        let broken = Cleaner::generous().text(&long);
        assert!(broken.split(MAY_BREAK).all(|part| part.len() <= 30));
        assert_eq!(broken.replace(MAY_BREAK, ""), long);
    }

    #[test]
    fn marks_that_turn_the_text_round_are_taken_out() {
        assert_eq!(Cleaner::generous().text("pay \u{202E}001\u{202C} pounds\u{0000}\u{FEFF}"), "pay 001 pounds");
    }

    #[test]
    fn a_character_no_font_can_draw_becomes_a_box_and_is_reported() {
        let mut cleaner = Cleaner::generous();
        assert_eq!(cleaner.text("中国 report"), format!("{BOX}{BOX} report"));
        assert!(cleaner.replaced.contains(&'中'));
    }

    #[test]
    fn arabic_hebrew_and_emoji_are_drawn() {
        let mut cleaner = Cleaner::generous();
        assert_eq!(cleaner.text("سلام שלום 👍 ✓ →"), "سلام שלום 👍 ✓ →");
        assert!(cleaner.replaced.is_empty());
    }

    #[test]
    fn a_tower_of_marks_is_cut_down() {
        let tower = format!("e{}", "\u{0301}".repeat(400));
        assert_eq!(Cleaner::generous().text(&tower).chars().count(), 1 + MARKS_AT_MOST);
    }

    #[test]
    fn a_line_is_cut_with_an_ellipsis() {
        assert_eq!(Cleaner::generous().line("Annual report of the partnership", 14), "Annual report…");
    }
}
