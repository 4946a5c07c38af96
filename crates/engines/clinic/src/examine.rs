//! Every question looked at in every way, and the worst put first.

use crate::{
    beside::{Beside, claims, comments, contradictions, slow, standing_out},
    difference::Difference,
    draft::draft,
    findings::{Finding, Findings, Flag, Statistics},
    purify::differences,
    returns::{Question, Returns},
    scale::Kind,
    shares::{Z_95, Z_99, lower_bound, median, robust_deviation},
    standing::{FEWEST_ANSWERS, ItemRest, Standings},
};

/// A question left out by no more than this share is never called missing …
const MISSING_ACCEPTABLE: f64 = 0.2;
/// … nor one left out by no more than this above what is usual in the bank.
const MISSING_MARGIN: f64 = 0.1;
/// As large a share of one answer, and surely more than the second number: the answer says next to nothing about the return.
const ONE_ANSWER: (f64, f64) = (14.0 / 15.0, 8.0 / 9.0);
/// The same for a question whose few other answers come from the very returns that stand low (or high) elsewhere: it still says something.
const ONE_ANSWER_YET_TELLING: (f64, f64) = (19.0 / 20.0, 9.0 / 10.0);
/// A corrected item-rest correlation below this is poor (Ebel and Frisbie 1991) …
const POOR: f64 = 0.2;
/// … and one that is not surely above this may be none.
const NONE: f64 = 0.1;
/// With fewer questions of a kind there is no telling what is usual.
const FEWEST_QUESTIONS: usize = 5;

/// Looks at every question of a campaign.
#[must_use]
pub fn examine(returns: &Returns, beside: &Beside<'_>) -> Findings {
    let questions = returns.questions();
    let standings = Standings::of(returns);
    let rests: Vec<Option<ItemRest>> = questions.iter().enumerate().map(|(at, question)| standings.item_rest(at, question)).collect();
    let usual = [Kind::Grades, Kind::Numbers].map(|kind| Usual::of(questions, &rests, kind));
    let usual = |question: &Question| usual[usize::from(question.scale.kind == Kind::Numbers)];
    let undiscriminating: Vec<bool> = questions
        .iter()
        .zip(&rests)
        .map(|(question, rest)| rest.is_some_and(|rest| usual(question).is_some_and(|usual| usual.fails(rest))))
        .collect();

    let between = differences(returns, &standings, &undiscriminating);
    let drift = beside.last_year.map_or_else(|| vec![None; questions.len()], |last_year| drift(returns, last_year));
    let contradictions = contradictions(returns, beside.links);
    let asked: Vec<usize> = questions.iter().map(|question| returns.asked(question).iter().filter(|asked| **asked).count()).collect();
    let counts = |of: &dyn Fn(usize) -> (usize, usize)| -> Vec<(usize, usize)> { (0..questions.len()).map(of).collect() };
    let missing = standing_out(&counts(&|at| (asked[at] - questions[at].scale.answered(), asked[at])), MISSING_ACCEPTABLE, MISSING_MARGIN);
    let unproven = standing_out(&counts(&|at| claims(&questions[at])), 0.2, 0.1);
    let troubled = standing_out(&counts(&|at| (comments(&questions[at]).1, returns.len())), 0.03, 0.02);
    let slow = slow(questions);

    let mut found: Vec<Finding> = Vec::with_capacity(questions.len());
    for (at, question) in questions.iter().enumerate() {
        let mut statistics = statistics(returns, question, asked[at]);
        let discriminates = rests[at];
        let interval = discriminates.map(|rest| fisher(rest.correlation, question.scale.answered()));
        statistics.discrimination = discriminates.map(|rest| rest.correlation);
        statistics.discrimination_low = interval.map(|(low, _)| low);
        statistics.discrimination_high = interval.map(|(_, high)| high);
        statistics.discrimination_typical = usual(question).map(|usual| usual.correlation);
        statistics.dif = between[at].clone();
        statistics.drift = drift[at].clone();
        statistics.contradictions =
            contradictions.iter().filter(|(name, _)| *name == question.name).map(|(_, contradiction)| contradiction.clone()).collect();
        statistics.seconds = slow[at].0;

        let mut flags: Vec<Flag> = piled_up(question, discriminates.is_some_and(ItemRest::tells)).into_iter().collect();
        let differs = |difference: &Option<Difference>| difference.as_ref().is_some_and(Difference::matters);
        let against = discriminates.is_some_and(ItemRest::runs_against) && usual(question).is_some();
        let mut flag = |is: bool, flag: Flag| {
            if is {
                flags.push(flag)
            }
        };
        flag(missing[at], Flag::Missing);
        flag(undiscriminating[at] && !against, Flag::LowDiscrimination);
        flag(against || !statistics.contradictions.is_empty(), Flag::Contradiction);
        if let Some(difference) = between[at].as_ref().filter(|difference| difference.matters()) {
            flag(true, if difference.is_uniform() { Flag::DifUniform } else { Flag::DifNonuniform });
        }
        flag(differs(&drift[at]), Flag::Drift);
        flag(slow[at].1, Flag::Slow);
        flag(unproven[at], Flag::ClaimWithoutEvidence);
        flag(troubled[at], Flag::Comments);
        flags.sort_unstable();
        let why = statistics.why(&flags);
        let draft = draft(question, &flags, &statistics);
        found.push(Finding { question: question.name.clone(), flags, why, draft, statistics });
    }
    // Among questions without a fault, those that discriminate least come first.
    let rank = |finding: &Finding| (finding.weight(), -finding.statistics.discrimination.unwrap_or(1.0));
    found.sort_by(|one, other| {
        let ((one, near), (other, nearer)) = (rank(one), rank(other));
        other.total_cmp(&one).then(nearer.total_cmp(&near))
    });
    Findings { questions: found }
}

/// What is usual among a bank's questions of one kind.
#[derive(Debug, Clone, Copy)]
struct Usual {
    correlation: f64,
    refined: f64,
    /// Variance of the refined correlations between questions, sampling error taken off.
    variance: f64,
}

impl Usual {
    /// `None` with too few questions to say.
    fn of(questions: &[Question], rests: &[Option<ItemRest>], kind: Kind) -> Option<Usual> {
        let of_kind: Vec<ItemRest> =
            questions.iter().zip(rests).filter(|(question, _)| question.scale.kind == kind).filter_map(|(_, rest)| *rest).collect();
        if of_kind.len() < FEWEST_QUESTIONS {
            return None;
        }
        let refined: Vec<f64> = of_kind.iter().map(|rest| rest.refined()).collect();
        let correlations: Vec<f64> = of_kind.iter().map(|rest| rest.correlation).collect();
        let errors = of_kind.iter().map(|rest| rest.refined_error().powi(2)).sum::<f64>() / of_kind.len() as f64;
        let variance = (robust_deviation(&refined)?.powi(2) - errors).max(0.0);
        Some(Usual { correlation: median(&correlations)?, refined: median(&refined)?, variance })
    }

    /// A question fails to discriminate if its correlation is poor, may be none, and is one in a hundred among questions like the bank's.
    fn fails(self, rest: ItemRest) -> bool {
        let far = (rest.refined() - self.refined) / (self.variance + rest.refined_error().powi(2)).sqrt();
        rest.correlation < POOR && rest.correlation - Z_95 * rest.error < NONE && far < -Z_99
    }
}

/// Whether the answers pile up at one.
fn piled_up(question: &Question, telling: bool) -> Option<Flag> {
    let values: Vec<f64> = question.scale.values.iter().flatten().copied().collect();
    if values.len() < FEWEST_ANSWERS || question.scale.kind == Kind::Words {
        return None;
    }
    let mut sorted = values;
    sorted.sort_by(f64::total_cmp);
    let (lowest, highest) = (sorted[0], sorted[sorted.len() - 1]);
    let (mut most, mut answer, mut run) = (0, lowest, 0);
    for (at, value) in sorted.iter().enumerate() {
        run = if at > 0 && (value - sorted[at - 1]).abs() < 1e-12 { run + 1 } else { 1 };
        if run > most {
            (most, answer) = (run, *value);
        }
    }
    let (share, surely) = if telling { ONE_ANSWER_YET_TELLING } else { ONE_ANSWER };
    let piled = most as f64 / sorted.len() as f64 >= share && lower_bound(most, sorted.len()) > surely;
    if most < sorted.len() && !piled {
        return None;
    }
    let flag = if most == sorted.len() {
        alike(question, highest)
    } else if answer <= lowest {
        Flag::Floor
    } else if answer >= highest {
        Flag::Ceiling
    } else {
        Flag::OneAnswer
    };
    Some(flag)
}

/// Where all answers are one there is no telling from the data which end of the scale it is; from words often.
fn alike(question: &Question, value: f64) -> Flag {
    match question.scale.answers.first().map(String::as_str) {
        Some("no" | "red" | "inadequate" | "never" | "not met" | "none") => Flag::Floor,
        Some("partly" | "amber") => Flag::OneAnswer,
        _ if value <= 0.0 => Flag::Floor,
        _ => Flag::Ceiling,
    }
}

fn drift(returns: &Returns, last_year: &Returns) -> Vec<Option<Difference>> {
    let both = returns.beside(last_year);
    let standings = Standings::of(&both);
    let found = differences(&both, &standings, &vec![false; both.questions().len()]);
    let of = |question: &Question| {
        let at = both.questions().iter().position(|other| other.name == question.name)?;
        found[at].clone()
    };
    returns.questions().iter().map(of).collect()
}

/// 95 per cent interval of a correlation.
fn fisher(correlation: f64, returns: usize) -> (f64, f64) {
    let z = correlation.clamp(-0.999_999, 0.999_999).atanh();
    let half = 1.959_963_984_540_054 / (returns.max(4) as f64 - 3.0).sqrt();
    ((z - half).tanh(), (z + half).tanh())
}

fn statistics(returns: &Returns, question: &Question, asked: usize) -> Statistics {
    let answered = question.scale.answered();
    let ends = || question.scale.values.iter().flatten().copied();
    let share = |of: f64| ends().filter(|value| (value - of).abs() < 1e-12).count() as f64 / answered as f64;
    let ordered = question.scale.kind != Kind::Words && answered > 0;
    let (unproven, looked) = claims(question);
    let (comments, comments_troubled) = comments(question);
    Statistics {
        returns: returns.len(),
        asked,
        answered,
        missing: if asked > 0 { (asked - answered) as f64 / asked as f64 } else { 0.0 },
        not_applicable: question.scale.not_applicable.iter().filter(|not| **not).count(),
        scale: question.scale.kind,
        answers: question.scale.answers.clone(),
        floor: ordered.then(|| share(ends().fold(f64::INFINITY, f64::min))),
        ceiling: ordered.then(|| share(ends().fold(f64::NEG_INFINITY, f64::max))),
        discrimination: None,
        discrimination_low: None,
        discrimination_high: None,
        discrimination_typical: None,
        dif: None,
        drift: None,
        contradictions: Vec::new(),
        seconds: None,
        claims_without_evidence: (looked > 0).then(|| unproven as f64 / looked as f64),
        comments,
        comments_troubled,
    }
}
