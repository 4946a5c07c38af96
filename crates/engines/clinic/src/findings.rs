//! What was found about a question, and the words for it.

use std::fmt::Write as _;

use serde::Serialize;

use crate::{difference::Difference, scale::Kind};

/// What is wrong with a question. The order is that in which reasons are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Left out far more often than other questions.
    Missing,
    /// Nearly all answers are the lowest.
    Floor,
    /// Nearly all answers are the highest.
    Ceiling,
    /// Nearly all answers are one that is neither lowest nor highest.
    OneAnswer,
    /// Does not go with the rest, though others do.
    LowDiscrimination,
    /// Runs against the rest, or against a question it is linked with.
    Contradiction,
    /// At equal overall standing, one setting answers higher or lower.
    DifUniform,
    /// At equal overall standing, one setting answers differently, and the more so the higher (or lower) it stands.
    DifNonuniform,
    /// At equal overall standing, this year's answers are not last year's.
    Drift,
    /// Takes much longer than other questions.
    Slow,
    /// High answers for which no evidence was found.
    ClaimWithoutEvidence,
    /// Respondents say they do not understand it or that it does not fit.
    Comments,
}

/// A question and another it is linked with, which should agree and do not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contradiction {
    pub with: String,
    /// Returns that answered both.
    pub returns: usize,
    /// Share of them whose two answers contradict each other.
    pub share: f64,
    /// Share that would if the answers had nothing to do with each other.
    pub by_chance: f64,
}

/// What the reasons rest on. Shares are between 0 and 1; `None` where it cannot be said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statistics {
    pub returns: usize,
    /// Returns of settings the question was put to, less those it does not apply to.
    pub asked: usize,
    pub answered: usize,
    pub missing: f64,
    pub not_applicable: usize,
    pub scale: Kind,
    /// The answers that occur, lowest first.
    pub answers: Vec<String>,
    pub floor: Option<f64>,
    pub ceiling: Option<f64>,
    /// Corrected item-rest correlation with its 95 per cent interval (Fisher's z).
    pub discrimination: Option<f64>,
    pub discrimination_low: Option<f64>,
    pub discrimination_high: Option<f64>,
    /// The median of the bank's questions.
    pub discrimination_typical: Option<f64>,
    /// Between settings.
    pub dif: Option<Difference>,
    /// Between this year and last.
    pub drift: Option<Difference>,
    pub contradictions: Vec<Contradiction>,
    /// Median seconds spent on it.
    pub seconds: Option<f64>,
    /// Share of the high answers looked into for which no evidence was found.
    pub claims_without_evidence: Option<f64>,
    pub comments: usize,
    /// Comments that say the question is unclear or does not fit.
    pub comments_troubled: usize,
}

/// A question, what is wrong with it, and a draft of a better one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub question: String,
    pub flags: Vec<Flag>,
    /// The reasons in words; what stands nearest to a reason where there is none.
    pub why: String,
    /// What to try instead; empty where nothing is wrong.
    pub draft: String,
    pub statistics: Statistics,
}

/// The questions of a campaign, the worst first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Findings {
    pub questions: Vec<Finding>,
}

impl Finding {
    /// How much a rewrite would gain: a question with two faults is worse than one with one, and a plain fault worse than a slight one.
    pub(crate) fn weight(&self) -> f64 {
        self.flags.iter().map(|flag| 1.0 + self.statistics.strength(*flag)).sum()
    }
}

impl Statistics {
    /// How plain a fault is, between 0 and 1.
    fn strength(&self, flag: Flag) -> f64 {
        let difference = |difference: &Option<Difference>| difference.as_ref().map_or(0.0, |found| (found.log_odds.abs() / 2.0).min(1.0));
        let strength = match flag {
            Flag::Missing => self.missing,
            Flag::Floor => 10.0 * self.floor.unwrap_or(0.9) - 9.0,
            Flag::Ceiling => 10.0 * self.ceiling.unwrap_or(0.9) - 9.0,
            Flag::OneAnswer => 0.5,
            Flag::LowDiscrimination => 1.0 - 5.0 * self.discrimination.unwrap_or(0.2),
            Flag::Contradiction => 0.5 - self.discrimination.unwrap_or(0.0),
            Flag::DifUniform | Flag::DifNonuniform => difference(&self.dif),
            Flag::Drift => difference(&self.drift),
            Flag::Slow | Flag::Comments => 0.2,
            Flag::ClaimWithoutEvidence => self.claims_without_evidence.unwrap_or(0.0),
        };
        strength.clamp(0.0, 1.0)
    }

    /// The reasons in words.
    pub(crate) fn why(&self, flags: &[Flag]) -> String {
        let mut why = String::new();
        for flag in flags {
            let separator = if why.is_empty() { "" } else { " " };
            // Writing to a text cannot fail.
            let _ = write!(why, "{separator}{}", self.reason(*flag));
        }
        if why.is_empty() { self.nothing() } else { why }
    }

    fn nothing(&self) -> String {
        match (self.answered, self.discrimination) {
            (0, _) => "Nobody was asked, or nobody answered.".into(),
            (_, Some(discrimination)) => format!(
                "Nothing stands out: {} of {} answered, and it goes with the rest (correlation {discrimination:.2}).",
                self.answered, self.asked
            ),
            (_, None) => format!(
                "Nothing stands out: {} of {} answered; its answers cannot be ordered or are too few to say more.",
                self.answered, self.asked
            ),
        }
    }

    fn reason(&self, flag: Flag) -> String {
        let per_cent = |share: Option<f64>| format!("{:.0} per cent", 100.0 * share.unwrap_or(0.0));
        let discrimination = self.discrimination.unwrap_or(0.0);
        let typical = self.discrimination_typical.unwrap_or(0.0);
        match flag {
            Flag::Missing => format!("{} of {} returns left it out, far more than other questions.", self.asked - self.answered, self.asked),
            Flag::Floor => format!("{} gave the lowest answer, so it tells returns apart hardly at all.", per_cent(self.floor)),
            Flag::Ceiling => format!("{} gave the highest answer, so it tells returns apart hardly at all.", per_cent(self.ceiling)),
            Flag::OneAnswer => "More than nine in ten gave one and the same middle answer, so it tells returns apart hardly at all.".into(),
            Flag::LowDiscrimination => format!(
                "Returns that stand high on the rest answer it no higher than those that stand low (correlation {discrimination:.2}; {typical:.2} is usual \
                 here): it may be understood in different ways, or ask about something else."
            ),
            Flag::Contradiction => self.contradiction(discrimination),
            Flag::DifUniform | Flag::DifNonuniform => self.dif.as_ref().map_or_else(String::new, |found| between(found, flag)),
            Flag::Drift => self.drift.as_ref().map_or_else(String::new, |found| {
                let way = if (found.log_odds > 0.0) == (found.group == "this year") { "higher" } else { "lower" };
                format!("Returns of the same overall standing answer it {way} than last year ({}): its wording, or what it is taken to mean, has moved.", odds(found))
            }),
            Flag::Slow => format!("Half the respondents took {:.0} seconds or more, much longer than for other questions.", self.seconds.unwrap_or(0.0)),
            Flag::ClaimWithoutEvidence => format!(
                "For {} of the high answers looked into no evidence was found, more than for other questions.",
                per_cent(self.claims_without_evidence)
            ),
            Flag::Comments => format!("{} respondents wrote that it is unclear or does not fit them.", self.comments_troubled),
        }
    }

    fn contradiction(&self, discrimination: f64) -> String {
        match self.contradictions.iter().max_by(|one, other| one.share.total_cmp(&other.share)) {
            Some(found) if discrimination >= 0.0 || self.discrimination_high.is_none_or(|high| high >= 0.0) => {
                format!("{:.0} per cent of returns answer it and {} in ways that contradict each other.", 100.0 * found.share, found.with)
            }
            _ => format!(
                "It runs against the rest: returns that stand high elsewhere answer low here (correlation {discrimination:.2}). It may be worded the \
                 other way round, or its scale turned."
            ),
        }
    }
}

fn between(found: &Difference, flag: Flag) -> String {
    let way = if found.log_odds > 0.0 { "higher" } else { "lower" };
    match flag {
        Flag::DifNonuniform => format!(
            "Between returns of the same overall standing, {} differs from the other settings, and the difference changes with standing (p {}, {}): \
             the question seems to mean something else there.",
            found.group,
            chance(found.p_adjusted),
            level(found)
        ),
        _ => format!(
            "Between returns of the same overall standing, {} answers {way} than the other settings ({}; p {}, {}): the question seems to mean \
             something else there.",
            found.group,
            odds(found),
            chance(found.p_adjusted),
            level(found)
        ),
    }
}

fn odds(found: &Difference) -> String {
    let ratio = found.log_odds.abs().exp();
    format!("odds {ratio:.1} to 1")
}

fn chance(p: f64) -> String {
    if p < 0.001 { "below 0.001".into() } else { format!("{p:.3}") }
}

fn level(found: &Difference) -> &'static str {
    match found.level {
        crate::difference::Level::Negligible => "small in the whole",
        crate::difference::Level::Moderate => "moderate",
        crate::difference::Level::Large => "large",
    }
}
