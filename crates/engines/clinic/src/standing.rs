//! Where a return stands overall, on all questions but one, and how closely a question goes with that.

use statrs::distribution::{ContinuousCDF as _, Normal};

use crate::{
    returns::{Question, Returns},
    scale::Kind,
    shares::Z_99,
};

/// Fewer answers than this say nothing about how a question discriminates.
pub(crate) const FEWEST_ANSWERS: usize = 20;

/// Every question's answers in standard deviations from the question's own mean, so that scales of any length count alike.
pub(crate) struct Standings {
    pub(crate) scores: Vec<Vec<Option<f64>>>,
    /// Questions that count towards a return's standing.
    pub(crate) counted: Vec<bool>,
    sums: Vec<(f64, usize)>,
}

/// How closely a question goes with the standing on all the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ItemRest {
    /// Corrected item-rest correlation.
    pub(crate) correlation: f64,
    /// Its standard error (of a correlation near nought).
    pub(crate) error: f64,
    /// How much a short or lopsided scale lowers the correlation of the answer below that of what it measures (Olsson 1982).
    pub(crate) coarseness: f64,
}

impl Standings {
    /// Counts every question with grades that goes with the others; questions that run against the rest are left out, round by round.
    /// Where there are fewer than three questions with grades, free numbers count as well.
    pub(crate) fn of(returns: &Returns) -> Standings {
        let questions = returns.questions();
        let graded = questions.iter().filter(|question| question.scale.kind == Kind::Grades).count();
        let scores: Vec<Vec<Option<f64>>> = questions.iter().map(scores).collect();
        let fit = |(question, scores): (&Question, &Vec<Option<f64>>)| {
            let kind = question.scale.kind == Kind::Grades || (question.scale.kind == Kind::Numbers && graded < 3);
            kind && scores.iter().flatten().count() >= FEWEST_ANSWERS
        };
        let counted = questions.iter().zip(&scores).map(fit).collect();
        let mut standings = Standings { scores, counted, sums: Vec::new() };
        standings.sum();
        for _ in 0..5 {
            let against = |question: &usize| {
                standings.counted[*question]
                    && standings.item_rest(*question, &questions[*question]).is_some_and(|rest| rest.runs_against())
            };
            let against: Vec<usize> = (0..questions.len()).filter(against).collect();
            if against.is_empty() {
                break;
            }
            against.into_iter().for_each(|question| standings.counted[question] = false);
            standings.sum();
        }
        standings
    }

    /// Takes these questions out of the standing as well.
    pub(crate) fn without(&self, out: impl Fn(usize) -> bool) -> Standings {
        let counted = self.counted.iter().enumerate().map(|(question, counted)| *counted && !out(question)).collect();
        let mut standings = Standings { scores: self.scores.clone(), counted, sums: Vec::new() };
        standings.sum();
        standings
    }

    fn sum(&mut self) {
        let returns = self.scores.first().map_or(0, Vec::len);
        self.sums = vec![(0.0, 0); returns];
        for (scores, _) in self.scores.iter().zip(&self.counted).filter(|(_, counted)| **counted) {
            for (sum, score) in self.sums.iter_mut().zip(scores) {
                if let Some(score) = score {
                    *sum = (sum.0 + score, sum.1 + 1);
                }
            }
        }
    }

    /// The mean score of a return on all counted questions but this one, and on how many; `None` where it answered fewer than three or
    /// fewer than a quarter of them.
    pub(crate) fn rest(&self, question: usize) -> Vec<Option<(f64, usize)>> {
        let all = self.counted.iter().filter(|counted| **counted).count();
        let fewest = 3.max(all / 4);
        let own = |place: usize| if self.counted[question] { self.scores[question][place] } else { None };
        let rest = |(place, (sum, answered)): (usize, &(f64, usize))| {
            let (sum, answered) = own(place).map_or((*sum, *answered), |own| (sum - own, answered - 1));
            (answered >= fewest).then(|| (sum / answered as f64, answered))
        };
        self.sums.iter().enumerate().map(rest).collect()
    }

    /// `None` with too few answers, or where all answers or all standings are the same.
    pub(crate) fn item_rest(&self, question: usize, asked: &Question) -> Option<ItemRest> {
        let rest = self.rest(question);
        let pairs: Vec<(f64, f64)> =
            self.scores[question].iter().zip(&rest).filter_map(|(score, rest)| Some(((*score)?, (*rest)?.0))).collect();
        if pairs.len() < FEWEST_ANSWERS {
            return None;
        }
        let correlation = correlation(&pairs)?;
        let error = 1.0 / (pairs.len() as f64 - 1.0).sqrt();
        Some(ItemRest { correlation, error, coarseness: coarseness(asked) })
    }

    /// What part of the differences between returns of one setting is real, for a mean over a number of questions: Guttman's lambda 2
    /// (1945) over all counted questions, carried to that number by Spearman and Brown's formula.
    pub(crate) fn reliability(&self, setting: &[Option<usize>], settings: usize) -> Reliability {
        let columns: Vec<Vec<Option<f64>>> = self
            .scores
            .iter()
            .zip(&self.counted)
            .filter(|(_, counted)| **counted)
            .map(|(scores, _)| within(scores, setting, settings))
            .collect();
        let k = columns.len() as f64;
        let (mut variances, mut between, mut squares) = (0.0, 0.0, 0.0);
        for (place, column) in columns.iter().enumerate() {
            variances += covariance(column, column);
            for other in &columns[..place] {
                let covariance = covariance(column, other);
                between += 2.0 * covariance;
                squares += 2.0 * covariance * covariance;
            }
        }
        let real = between + (k / (k - 1.0).max(1.0) * squares).sqrt();
        let (shared, own) = (real / (k * k), variances / k);
        Reliability { shared: shared.max(0.0), own: own.max(1e-9) }
    }
}

/// What questions have in common and what each has altogether, within settings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reliability {
    shared: f64,
    own: f64,
}

impl Reliability {
    /// Of a mean over so many questions.
    pub(crate) fn of_mean(self, questions: usize) -> f64 {
        let error = (self.own - self.shared).max(0.0) / questions.max(1) as f64;
        (self.shared / (self.shared + error).max(1e-12)).clamp(0.05, 1.0)
    }
}

impl ItemRest {
    /// Surely below nought: whoever stands high on the rest stands low here.
    pub(crate) fn runs_against(self) -> bool {
        self.correlation + Z_99 * self.error < 0.0
    }

    /// Surely above nought.
    pub(crate) fn tells(self) -> bool {
        self.correlation - Z_99 * self.error > 0.0
    }

    /// As it would be on a fine scale.
    pub(crate) fn refined(self) -> f64 {
        self.correlation / self.coarseness
    }

    pub(crate) fn refined_error(self) -> f64 {
        self.error / self.coarseness
    }
}

/// Answers in standard deviations; free numbers by their ranks first, because counts have long tails.
fn scores(question: &Question) -> Vec<Option<f64>> {
    let values = match question.scale.kind {
        Kind::Words => return vec![None; question.scale.values.len()],
        Kind::Grades => question.scale.values.clone(),
        Kind::Numbers => ranks(&question.scale.values),
    };
    let answered: Vec<f64> = values.iter().flatten().copied().collect();
    let n = answered.len() as f64;
    let mean = answered.iter().sum::<f64>() / n;
    let deviation = (answered.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
    if deviation > 1e-9 {
        values.iter().map(|value| value.map(|value| (value - mean) / deviation)).collect()
    } else {
        vec![None; values.len()]
    }
}

/// Ranks among the answers, ties sharing the middle.
fn ranks(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut sorted: Vec<f64> = values.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let rank = |value: f64| {
        let below = sorted.partition_point(|other| *other < value);
        let upto = sorted.partition_point(|other| *other <= value);
        f64::midpoint(below as f64, upto as f64)
    };
    values.iter().map(|value| value.map(rank)).collect()
}

/// Scores less the mean of their setting. Returns without a setting are left out.
fn within(scores: &[Option<f64>], setting: &[Option<usize>], settings: usize) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); settings];
    for (score, setting) in scores.iter().zip(setting) {
        if let (Some(score), Some(setting)) = (score, setting) {
            sums[*setting] = (sums[*setting].0 + score, sums[*setting].1 + 1.0);
        }
    }
    let centred = |(score, setting): (&Option<f64>, &Option<usize>)| {
        let (sum, n) = sums[(*setting)?];
        // A mean of few leaves less spread around it than there is.
        (n >= 2.0).then(|| score.map(|score| (score - sum / n) * (n / (n - 1.0)).sqrt())).flatten()
    };
    scores.iter().zip(setting).map(centred).collect()
}

fn covariance(one: &[Option<f64>], other: &[Option<f64>]) -> f64 {
    let mut sum = (0.0, 0.0);
    for pair in one.iter().zip(other) {
        if let (Some(one), Some(other)) = pair {
            sum = (sum.0 + one * other, sum.1 + 1.0);
        }
    }
    if sum.1 > 0.0 { sum.0 / sum.1 } else { 0.0 }
}

pub(crate) fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mean_one, mean_other) = (pairs.iter().map(|pair| pair.0).sum::<f64>() / n, pairs.iter().map(|pair| pair.1).sum::<f64>() / n);
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let (a, b) = (pair.0 - mean_one, pair.1 - mean_other);
        both += a * b;
        one += a * a;
        other += b * b;
    }
    let scale = (one * other).sqrt();
    (scale > 1e-12).then(|| both / scale)
}

/// The correlation of an answer in steps with the normal quantity behind it: sum of the density at each step times its height, over the
/// standard deviation of the answers (Olsson, Drasgow and Dorans 1982). 1 for free numbers.
fn coarseness(question: &Question) -> f64 {
    let mut values: Vec<f64> = question.scale.values.iter().flatten().copied().collect();
    let (n, Ok(normal)) = (values.len() as f64, Normal::new(0.0, 1.0)) else { return 1.0 };
    if question.scale.kind != Kind::Grades {
        return 1.0;
    }
    values.sort_by(f64::total_cmp);
    let mean = values.iter().sum::<f64>() / n;
    let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
    let mut sum = 0.0;
    for (place, pair) in values.windows(2).enumerate().filter(|(_, pair)| pair[1] > pair[0]) {
        let step = normal.inverse_cdf((place + 1) as f64 / n);
        sum += (-step * step / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * (pair[1] - pair[0]);
    }
    if deviation > 0.0 && sum > 0.0 { (sum / deviation).clamp(0.2, 1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn four_questions() -> Returns {
        let settings: Vec<&str> = (0..40).map(|at| if at % 2 == 0 { "a" } else { "b" }).collect();
        let mut returns = Returns::of_settings(&settings);
        let level = |at: usize| at / 10;
        for (name, turn) in [("one", false), ("two", false), ("three", false), ("four", false), ("turned", true)] {
            let answers: Vec<String> = (0..40).map(|at| if turn { 3 - level(at) } else { level(at) }.to_string()).collect();
            returns.ask(name, &answers.iter().map(String::as_str).collect::<Vec<_>>());
        }
        returns
    }

    #[test]
    fn a_question_turned_round_runs_against_the_rest_and_is_not_counted() {
        let returns = four_questions();
        let standings = Standings::of(&returns);
        assert_eq!(standings.counted, [true, true, true, true, false]);
        let rest = standings.item_rest(4, &returns.questions()[4]).expect("a correlation");
        assert!((rest.correlation + 1.0).abs() < 1e-9 && rest.runs_against());
    }

    #[test]
    fn the_rest_leaves_the_question_itself_out() {
        let standings = Standings::of(&four_questions());
        let rest = standings.rest(0);
        let expected = (0..40).map(|at| f64::midpoint(standings.scores[1][at].unwrap_or(9.0), standings.scores[2][at].unwrap_or(9.0)));
        for (rest, expected) in rest.iter().zip(expected) {
            assert!(rest.is_some_and(|(value, answered)| answered == 3 && (value - expected).abs() < 1e-9));
        }
    }

    #[test]
    fn a_yes_or_no_of_even_halves_is_coarse_by_the_known_factor() {
        let answers: Vec<&str> = (0..100).map(|at| if at < 50 { "no" } else { "yes" }).collect();
        let mut returns = Returns::of_settings(&vec!["a"; 100]);
        returns.ask("q", &answers);
        // Point-biserial over biserial at one half: the density at nought over one half.
        assert!((coarseness(&returns.questions()[0]) - 0.797_884_56).abs() < 1e-6);
    }
}
