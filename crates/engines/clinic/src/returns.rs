//! The returns of a campaign: who answered what, in which setting, and what else is known about each answer.

use std::{collections::BTreeMap, io::Read};

use crate::scale::Scale;

/// A question's answers and what stands beside them, a place for each return.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// As the heading of its column has it.
    pub name: String,
    /// The wording, where it is known.
    pub wording: Option<String>,
    pub(crate) scale: Scale,
    /// The answers as they were given.
    cells: Vec<String>,
    /// Seconds that a respondent spent on it.
    pub(crate) seconds: Vec<Option<f64>>,
    /// Whether evidence for the answer was found when it was looked for.
    pub(crate) evidence: Vec<Option<bool>>,
    /// What respondents wrote about the question.
    pub(crate) comments: Vec<Option<String>>,
}

/// A campaign's returns.
#[derive(Debug, Clone, PartialEq)]
pub struct Returns {
    /// The setting of each return, as a place in `settings`.
    pub(crate) setting: Vec<Option<usize>>,
    pub(crate) settings: Vec<String>,
    pub(crate) questions: Vec<Question>,
}

/// Why a file of returns cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is not a table of comma-separated values")]
    Csv(#[from] csv::Error),
    #[error("there is no column `{0}`")]
    NoColumn(String),
    #[error("there is no question: the first column is the return, one is the setting, every other is a question")]
    NoQuestion,
}

/// Columns that stand beside a question are named after it: `4.2:seconds`, `4.2:evidence`, `4.2:comment`.
const BESIDE: [(&str, Beside); 3] = [("seconds", Beside::Seconds), ("evidence", Beside::Evidence), ("comment", Beside::Comment)];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Seconds,
    Evidence,
    Comment,
}

impl Returns {
    /// From comma-separated values with a line of headings: the first column names the return, the column `group` its setting, every
    /// other is a question, an empty cell a question not answered. A column `<question>:seconds`, `<question>:evidence` (yes or no) or
    /// `<question>:comment` stands beside its question and is none itself.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is not such a table.
    pub fn from_csv(from: impl Read, group: &str) -> Result<Returns, Unreadable> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(from);
        let headings: Vec<String> = reader.headers()?.iter().map(|heading| heading.trim_start_matches('\u{feff}').to_owned()).collect();
        let group = headings.iter().position(|heading| heading == group).ok_or_else(|| Unreadable::NoColumn(group.to_owned()))?;
        let records = reader.records().collect::<Result<Vec<_>, _>>()?;
        let records: Vec<_> = records.iter().filter(|record| record.iter().any(|cell| !cell.is_empty())).collect();
        let column = |place: usize| -> Vec<&str> { records.iter().map(|record| record.get(place).unwrap_or("")).collect() };

        let mut returns = Returns::of_settings(&column(group));
        let mut beside = Vec::new();
        for (place, heading) in headings.iter().enumerate().filter(|(place, _)| *place != 0 && *place != group) {
            match split(heading).filter(|(question, _)| headings.iter().any(|heading| heading == question)) {
                Some((question, kind)) => beside.push((question.to_owned(), kind, place)),
                None => returns.ask(heading, &column(place)),
            }
        }
        for (question, kind, place) in beside {
            let cells = column(place);
            let Some(question) = returns.questions.iter_mut().find(|known| known.name == question) else { continue };
            match kind {
                Beside::Seconds => question.seconds = cells.iter().map(|cell| cell.parse().ok()).collect(),
                Beside::Evidence => question.evidence = cells.iter().map(|cell| yes_or_no(cell)).collect(),
                Beside::Comment => {
                    question.comments = cells.iter().map(|cell| (!cell.is_empty()).then(|| (*cell).to_owned())).collect();
                }
            }
        }
        if returns.questions.is_empty() { Err(Unreadable::NoQuestion) } else { Ok(returns) }
    }

    /// Returns of these settings, one each, without a question yet. An empty word is a return whose setting is not known.
    #[must_use]
    pub fn of_settings(settings: &[&str]) -> Returns {
        let mut places: BTreeMap<&str, usize> =
            settings.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).map(|word| (word, 0)).collect();
        places.values_mut().enumerate().for_each(|(place, value)| *value = place);
        let setting = settings.iter().map(|word| places.get(word.trim()).copied()).collect();
        Returns { setting, settings: places.into_keys().map(str::to_owned).collect(), questions: Vec::new() }
    }

    /// Adds a question with every return's answer, in order; too few answers are answers missing.
    pub fn ask(&mut self, name: &str, answers: &[&str]) {
        let mut answers = answers.to_vec();
        answers.resize(self.setting.len(), "");
        let none = self.setting.len();
        self.questions.push(Question {
            name: name.to_owned(),
            wording: None,
            scale: Scale::read(&answers),
            cells: answers.iter().map(|answer| (*answer).to_owned()).collect(),
            seconds: vec![None; none],
            evidence: vec![None; none],
            comments: vec![None; none],
        });
    }

    /// These returns and last year's together, with the year in place of the setting and only the questions that both have.
    pub(crate) fn beside(&self, last_year: &Returns) -> Returns {
        let years = [vec!["this year"; self.len()], vec!["last year"; last_year.len()]].concat();
        let mut both = Returns::of_settings(&years);
        for question in &self.questions {
            let Some(before) = last_year.questions.iter().find(|before| before.name == question.name) else { continue };
            let cells: Vec<&str> = question.cells.iter().chain(&before.cells).map(String::as_str).collect();
            both.ask(&question.name, &cells);
        }
        both
    }

    /// Says how a question is worded, so that the draft of a better one can start from it.
    pub fn word(&mut self, name: &str, wording: &str) {
        self.questions.iter_mut().filter(|question| question.name == name).for_each(|question| question.wording = Some(wording.to_owned()));
    }

    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// How many returns there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.setting.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.setting.is_empty()
    }

    /// Which returns were asked a question. A setting of ten or more returns of which none answered was not asked: questionnaires branch
    /// by setting. Nor was a return asked that says the question does not apply to it.
    pub(crate) fn asked(&self, question: &Question) -> Vec<bool> {
        let (mut size, mut answered) = (vec![0_u32; self.settings.len()], vec![0_u32; self.settings.len()]);
        for (setting, value) in self.setting.iter().zip(&question.scale.values) {
            if let Some(setting) = setting {
                size[*setting] += 1;
                answered[*setting] += u32::from(value.is_some());
            }
        }
        let branched = |setting: usize| size[setting] >= 10 && answered[setting] == 0;
        // Where nobody at all answered, nothing shows that the question branches: it is missing everywhere.
        let anybody = question.scale.answered() > 0;
        let asked = |(setting, not_applicable): (&Option<usize>, &bool)| !(*not_applicable || anybody && setting.is_some_and(branched));
        self.setting.iter().zip(&question.scale.not_applicable).map(asked).collect()
    }
}

fn split(heading: &str) -> Option<(&str, Beside)> {
    BESIDE.iter().find_map(|(word, kind)| {
        let question = heading.strip_suffix(word)?.trim_end();
        let question = question.strip_suffix([':', '_', '.', '-'])?.trim_end();
        Some((question, *kind))
    })
}

fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "seen" | "found" | "supports" => Some(true),
        "no" | "n" | "false" | "0" | "none" | "not found" | "missing" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_column_is_the_return_and_what_stands_beside_a_question_is_no_question() {
        let text = "school,type,1.1,1.1:seconds,1.1_comment,1.2,1.2:evidence\nA,primary,yes,12,unclear,3,yes\nB,secondary,no,,,2,no\n";
        let returns = Returns::from_csv(text.as_bytes(), "type").expect("a table");
        assert_eq!(returns.questions.iter().map(|question| question.name.as_str()).collect::<Vec<_>>(), ["1.1", "1.2"]);
        assert_eq!(returns.settings, ["primary", "secondary"]);
        assert_eq!(returns.questions[0].seconds, [Some(12.0), None]);
        assert_eq!(returns.questions[0].comments, [Some("unclear".to_owned()), None]);
        assert_eq!(returns.questions[1].evidence, [Some(true), Some(false)]);
    }

    #[test]
    fn a_file_without_the_setting_or_without_a_question_is_refused_in_words() {
        let refused = |text: &str| Returns::from_csv(text.as_bytes(), "setting").map_err(|error| error.to_string());
        assert_eq!(refused("id,type,q\n"), Err("there is no column `setting`".to_owned()));
        assert!(refused("id,setting\n1,a\n").is_err_and(|why| why.starts_with("there is no question")));
    }

    #[test]
    fn a_setting_that_was_not_asked_is_not_missing() {
        let settings: Vec<&str> = (0..30).map(|at| if at < 15 { "primary" } else { "secondary" }).collect();
        let mut returns = Returns::of_settings(&settings);
        let answers: Vec<&str> = (0..30).map(|at| if at < 14 { "yes" } else { "" }).collect();
        returns.ask("primary only", &answers);
        returns.ask("nobody", &[]);
        assert_eq!(returns.asked(&returns.questions[0]).iter().filter(|asked| **asked).count(), 15);
        assert_eq!(returns.asked(&returns.questions[1]).iter().filter(|asked| **asked).count(), 30);
    }
}
