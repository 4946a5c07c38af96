//! What is known beside the answers: last year's returns, which questions are linked, the time taken, evidence and comments.

use crate::{
    findings::Contradiction,
    returns::{Question, Returns},
    scale::Kind,
    shares::{adjusted, chance_of_as_many, lower_bound, median, robust_deviation},
};

/// What two linked questions should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// High answers to one go with high answers to the other.
    Same,
    /// High answers to one go with low answers to the other.
    Opposite,
}

/// Two questions of which the bank says that their answers belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub one: String,
    pub other: String,
    pub expect: Expect,
}

/// What may be known beside the returns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    pub last_year: Option<&'a Returns>,
    pub links: &'a [Link],
}

/// Which counts stand out: surely above a share that is acceptable anywhere, and above what is usual in this bank by a margin. The share of
/// false alarms is held by Benjamini and Hochberg's method. Counts of nothing never stand out.
pub(crate) fn standing_out(counts: &[(usize, usize)], acceptable: f64, margin: f64) -> Vec<bool> {
    let shares: Vec<f64> = counts.iter().filter(|(_, of)| *of > 0).map(|(count, of)| *count as f64 / *of as f64).collect();
    let usual = (median(&shares).unwrap_or(0.0) + margin).clamp(acceptable, 0.999);
    let chances: Vec<f64> = counts.iter().map(|(count, of)| chance_of_as_many(*count, *of, usual)).collect();
    adjusted(&chances).into_iter().map(|chance| chance < 0.05).collect()
}

/// Median seconds of every question, and whether it is much longer than usual: twice the usual time, and beyond three robust standard
/// deviations of the logarithms (times are skewed).
pub(crate) fn slow(questions: &[Question]) -> Vec<(Option<f64>, bool)> {
    let typical = |question: &Question| {
        let seconds: Vec<f64> = question.seconds.iter().flatten().copied().filter(|seconds| *seconds > 0.0).collect();
        if seconds.len() < 10 { None } else { median(&seconds) }
    };
    let medians: Vec<Option<f64>> = questions.iter().map(typical).collect();
    let logarithms: Vec<f64> = medians.iter().flatten().map(|seconds| seconds.ln()).collect();
    let (Some(usual), Some(deviation)) = (median(&logarithms), robust_deviation(&logarithms)) else {
        return medians.into_iter().map(|seconds| (seconds, false)).collect();
    };
    let limit = usual + f64::max(3.0 * deviation, 2.0_f64.ln());
    let judged = |seconds: Option<f64>| (seconds, logarithms.len() >= 5 && seconds.is_some_and(|seconds| seconds.ln() > limit));
    medians.into_iter().map(judged).collect()
}

/// High answers (above the middle of the scale) that were looked into, and those of them for which no evidence was found.
pub(crate) fn claims(question: &Question) -> (usize, usize) {
    let highest = question.scale.values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let lowest = question.scale.values.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let middle = f64::midpoint(lowest, highest);
    let (mut looked, mut unproven) = (0, 0);
    for (value, evidence) in question.scale.values.iter().zip(&question.evidence) {
        if let (Some(value), Some(evidence)) = (value, evidence)
            && question.scale.kind != Kind::Words
            && *value > middle
        {
            looked += 1;
            unproven += usize::from(!evidence);
        }
    }
    (unproven, looked)
}

/// Words by which respondents say that the question, not their practice, is the trouble.
const TROUBLE: [&str; 22] = [
    "unclear",
    "not clear",
    "confus",
    "ambig",
    "understand",
    "meaning",
    "mean by",
    "means by",
    "not relevant",
    "irrelevant",
    "not applicable",
    "n/a",
    "does not apply",
    "doesn't apply",
    "two questions",
    "double",
    "duplicate",
    "repeat",
    "already asked",
    "vague",
    "not sure what",
    "cannot answer",
];

/// Comments, and those of them that find the question at fault.
pub(crate) fn comments(question: &Question) -> (usize, usize) {
    let troubled = |comment: &&String| {
        let comment = comment.to_lowercase();
        TROUBLE.iter().any(|word| comment.contains(word))
    };
    (question.comments.iter().flatten().count(), question.comments.iter().flatten().filter(troubled).count())
}

/// Every link's contradiction, where there is one: surely more than a tenth of the returns that answered both give answers more than half
/// a scale apart, and at least half as many as would if the two had nothing to do with each other.
pub(crate) fn contradictions(returns: &Returns, links: &[Link]) -> Vec<(String, Contradiction)> {
    let mut found = Vec::new();
    for link in links {
        let named = |name: &str| returns.questions().iter().find(|question| question.name == name && question.scale.kind != Kind::Words);
        let (Some(one), Some(other)) = (named(&link.one), named(&link.other)) else { continue };
        let turn = |place: f64| if link.expect == Expect::Opposite { 1.0 - place } else { place };
        let pairs: Vec<(f64, f64)> =
            places(one).into_iter().zip(places(other)).filter_map(|(one, other)| Some((one?, turn(other?)))).collect();
        let apart = |one: f64, other: f64| (one - other).abs() > 0.5;
        let contradict = pairs.iter().filter(|(one, other)| apart(*one, *other)).count();
        let n = pairs.len() as f64;
        let by_chance =
            pairs.iter().map(|(one, _)| pairs.iter().filter(|(_, other)| apart(*one, *other)).count() as f64 / n).sum::<f64>() / n;
        let share = contradict as f64 / n;
        if lower_bound(contradict, pairs.len()) > 0.1 && share >= by_chance / 2.0 {
            for (question, with) in [(&link.one, &link.other), (&link.other, &link.one)] {
                found.push((question.clone(), Contradiction { with: with.clone(), returns: pairs.len(), share, by_chance }));
            }
        }
    }
    found
}

/// Answers on a scale from 0 to 1.
fn places(question: &Question) -> Vec<Option<f64>> {
    let highest = question.scale.values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let lowest = question.scale.values.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let range = if highest > lowest { highest - lowest } else { 1.0 };
    question.scale.values.iter().map(|value| value.map(|value| (value - lowest) / range)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_stands_out_from_its_bank_not_from_nought() {
        let even: Vec<(usize, usize)> = vec![(60, 200); 20];
        assert!(!standing_out(&even, 0.2, 0.1).contains(&true), "everybody left out three in ten");
        let mut one = vec![(10, 200); 20];
        one[7] = (90, 200);
        let found = standing_out(&one, 0.2, 0.1);
        assert_eq!(found.iter().filter(|out| **out).count(), 1);
        assert!(found[7]);
    }

    #[test]
    fn linked_questions_that_contradict_each_other_are_both_named() {
        let mut returns = Returns::of_settings(&["a"; 60]);
        let ask = |of: fn(usize) -> bool| (0..60).map(|at| if of(at) { "yes" } else { "no" }).collect::<Vec<_>>();
        returns.ask("policy", &ask(|at| at % 2 == 0));
        returns.ask("policy is used", &ask(|at| at % 2 == 1));
        returns.ask("policy is dated", &ask(|at| at % 2 == 0));
        let link = |other: &str, expect| Link { one: "policy".into(), other: other.into(), expect };
        let named = |links: &[Link]| contradictions(&returns, links).into_iter().map(|(question, _)| question).collect::<Vec<_>>();
        assert_eq!(named(&[link("policy is used", Expect::Same)]), ["policy", "policy is used"]);
        assert!(named(&[link("policy is dated", Expect::Same), link("policy is used", Expect::Opposite)]).is_empty());
    }

    #[test]
    fn a_question_that_takes_three_times_as_long_is_slow() {
        let mut text = String::from("id,s,a,a:seconds,b,b:seconds,c,c:seconds,d,d:seconds,e,e:seconds\n");
        for at in 0..12 {
            text += &format!("{at},x,1,{},2,21,1,19,1,20,1,22\n", if at % 2 == 0 { 60 } else { 70 });
        }
        let returns = Returns::from_csv(text.as_bytes(), "s").expect("a table");
        assert_eq!(slow(returns.questions()).iter().map(|(_, slow)| *slow).collect::<Vec<_>>(), [true, false, false, false, false]);
    }
}
