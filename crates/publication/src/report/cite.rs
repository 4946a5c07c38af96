//! The citation language: what a section's text says in braces.
//!
//! | written | means |
//! |---|---|
//! | `{figure:escalation.raised}` | the figure's value for the report's year |
//! | `{figure:escalation.raised year=2024-25}` | for another year |
//! | `{figure:escalation.resolved-by-stage part="stage 1"}` | one of its parts |
//! | `{table:escalation.resolved-by-stage}` | its parts as a table, in a paragraph of its own |
//! | `{chart:escalation.resolved-by-stage}` | its parts as a chart |
//! | `{chart:escalation.raised last=3}` | its value over that many years, as a chart |
//! | `{record:contribution.signed}` | what records say, in their own words, in a paragraph of its own or within one |
//! | `{record:priority.progress only="Neglect"}` | of the one with that heading |
//! | `{quote "seven schools said so" source="Head teachers' meeting"}` | quoted words, whose numbers are the source's own |

use std::collections::BTreeMap;

use kernel::period::FinancialYear;

/// One citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cite {
    Figure(Figured),
    Table(Figured),
    Chart { of: Figured, last: u8 },
    Record(Quoted),
    Quote { text: String, source: String },
}

/// A figure, for a year, with its arguments, perhaps one part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Figured {
    pub id: String,
    /// None: the report's own year.
    pub year: Option<i16>,
    pub part: Option<String>,
    pub arguments: BTreeMap<String, String>,
}

/// What records say, for a year; perhaps only the one with this heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    pub id: String,
    /// None: the report's own year.
    pub year: Option<i16>,
    pub only: Option<String>,
}

/// A piece of a text: words, or a citation, or braces that are neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Words(&'a str),
    Cite(Cite),
    /// What is wrong with it, in words; and what stands in the braces.
    Broken(String, &'a str),
}

/// Splits a text at its citations, each with the place where it begins. A brace that is never closed is broken, and what follows it is words.
pub(super) fn pieces(text: &str) -> Vec<(usize, Piece<'_>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        if open > at {
            pieces.push((at, Piece::Words(&text[at..open])));
        }
        at = match closing(&text[open..]) {
            Some(close) => {
                let inside = &text[open + 1..open + close];
                pieces.push((open, read(inside).map_or_else(|why| Piece::Broken(why, inside), Piece::Cite)));
                open + close + 1
            }
            None => {
                pieces.push((open, Piece::Broken("a `{` is never closed with `}`".to_owned(), "")));
                open + 1
            }
        };
    }
    if at < text.len() {
        pieces.push((at, Piece::Words(&text[at..])));
    }
    pieces
}

/// The place of the brace that closes the one `text` begins with; braces inside quotation marks do not count. A citation ends before the
/// next one begins and before an empty line.
fn closing(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices().skip(1) {
        quoted ^= c == '"';
        let empty_line = c == '\n' && text[at + 1..].lines().next().is_some_and(|line| line.trim().is_empty());
        match c {
            '}' if !quoted => return Some(at),
            '{' if !quoted => return None,
            _ if empty_line => return None,
            _ => {}
        }
    }
    None
}

fn read(inside: &str) -> Result<Cite, String> {
    let mut words = split(inside)?.into_iter();
    let head = words.next().ok_or("the braces are empty")?;
    let mut plain = Vec::new();
    let mut options = BTreeMap::new();
    for word in words {
        match word.split_once('=') {
            Some((key, value)) if !word.starts_with('"') => {
                options.insert(key.to_owned(), unquoted(value).to_owned());
            }
            _ => plain.push(unquoted(&word).to_owned()),
        }
    }
    let (verb, id) = head.split_once(':').unwrap_or((head.as_str(), ""));
    // A quotation has its words; nothing else has any, so that no text is swallowed in silence.
    if let Some(extra) = plain.get(usize::from(verb == "quote"))
        && ["figure", "table", "chart", "record", "quote"].contains(&verb)
    {
        return Err(format!("`{extra}` is not understood in it"));
    }
    match (verb, id) {
        ("figure", id) => Ok(Cite::Figure(figured(id, options)?)),
        ("table", id) => Ok(Cite::Table(figured(id, options)?)),
        ("chart", id) => {
            let last = options.remove("last").map_or(Ok(0), |last| last.parse::<u8>()).map_err(|_| "`last` is a number of years")?;
            if last > 10 {
                return Err("`last` is at most ten years".to_owned());
            }
            Ok(Cite::Chart { of: figured(id, options)?, last })
        }
        ("record", id) => {
            let only = options.remove("only");
            let Figured { id, year, part, arguments } = figured(id, options)?;
            match part.map(|_| "part").or_else(|| arguments.keys().next().map(String::as_str)) {
                Some(unknown) => Err(format!("a record is cited with `year` and `only`, not with `{unknown}`")),
                None => Ok(Cite::Record(Quoted { id, year, only })),
            }
        }
        ("quote", _) => {
            let text = plain.into_iter().next().ok_or("a quotation needs its words in quotation marks")?;
            let source = options.remove("source").filter(|source| !source.is_empty()).ok_or("a quotation needs `source=\"…\"`")?;
            Ok(Cite::Quote { text, source })
        }
        (other, _) => Err(format!("`{other}` is not something that can be cited: use figure, table, chart, record or quote")),
    }
}

fn figured(id: &str, mut options: BTreeMap<String, String>) -> Result<Figured, String> {
    if id.is_empty() {
        return Err("name it after the colon".to_owned());
    }
    let year = match options.remove("year") {
        Some(text) => Some(text.parse::<FinancialYear>().map_err(|_| format!("`{text}` is not a year such as 2025-26"))?.start_year()),
        None => None,
    };
    let part = options.remove("part");
    Ok(Figured { id: id.to_owned(), year, part, arguments: options })
}

/// Words by spaces, those in quotation marks together.
fn split(text: &str) -> Result<Vec<String>, String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
            c if c.is_whitespace() && !quoted => words.push(String::new()),
            c => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    if quoted {
        Err("a quotation mark is never closed".to_owned())
    } else {
        Ok(words.into_iter().filter(|word| !word.is_empty()).collect())
    }
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Piece<'_> {
        let mut all = pieces(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0).1
    }

    #[test]
    fn a_figure_is_cited_with_its_year_part_and_arguments() {
        let Piece::Cite(Cite::Figure(of)) = one(r#"{figure:statistic.value year=2024-25 part="stage 1" area=E09000017}"#) else {
            panic!("a figure")
        };
        assert_eq!((of.id.as_str(), of.year, of.part.as_deref()), ("statistic.value", Some(2024), Some("stage 1")));
        assert_eq!(of.arguments["area"], "E09000017");
    }

    #[test]
    fn what_a_record_says_is_cited_whole_or_by_its_heading() {
        let Piece::Cite(Cite::Record(of)) = one(r#"{record:priority.progress only="Neglect" year=2024-25}"#) else { panic!("a record") };
        assert_eq!((of.id.as_str(), of.year, of.only.as_deref()), ("priority.progress", Some(2024), Some("Neglect")));
    }

    #[test]
    fn words_stand_between_citations() {
        let all = pieces("There were {figure:a.b} of them.");
        assert_eq!(all.len(), 3);
        assert_eq!(all[0], (0, Piece::Words("There were ")));
        assert_eq!(all[2], (23, Piece::Words(" of them.")));
    }

    #[test]
    fn a_quotation_needs_its_source() {
        assert!(matches!(one(r#"{quote "seven schools"}"#), Piece::Broken(why, _) if why.contains("source")));
        let Piece::Cite(Cite::Quote { text, source }) = one(r#"{quote "seven {of} schools" source="Meeting of 2 May"}"#) else {
            panic!("a quote")
        };
        assert_eq!((text.as_str(), source.as_str()), ("seven {of} schools", "Meeting of 2 May"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (text, why) in [
            ("{figure:}", "name it after"),
            ("{record:}", "name it after"),
            ("{record:priority.progress part=x}", "not with `part`"),
            ("{number:x}", "not something that can be cited"),
            ("{figure:a year=soon}", "not a year"),
            ("an open {brace", "never closed"),
            ("{}", "empty"),
            ("{figure:a.b 43 children}", "not understood"),
            ("{figure:a.b\n\n43 children}", "never closed"),
        ] {
            assert!(pieces(text).iter().any(|(_, piece)| matches!(piece, Piece::Broken(said, _) if said.contains(why))), "{text}");
        }
    }
}
