//! An old wording against a new one that a random half was given: which is left out less, spreads answers more, and measures better.

use serde::Serialize;

use crate::{
    returns::Returns,
    scale::Kind,
    shares::both_sided,
    standing::{FEWEST_ANSWERS, Standings},
};

/// One wording's half.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Arm {
    pub returns: usize,
    pub missing: f64,
    /// Share of the commonest answer.
    pub commonest: f64,
    /// Corrected item-rest correlation.
    pub discrimination: Option<f64>,
}

/// New less old, with its 95 per cent interval and the chance of a change as large if the wordings were alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
    pub p: f64,
}

/// The comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trial {
    pub old: Arm,
    pub new: Arm,
    pub missing: Change,
    pub commonest: Change,
    pub discrimination: Option<Change>,
    /// What the trial says, in a sentence.
    pub says: String,
}

/// Compares the columns of two wordings. `new_half` says which returns were given the new one. `None` if a half is smaller than ten or a
/// column is not there.
#[must_use]
pub fn trial(returns: &Returns, old: &str, new: &str, new_half: &[bool]) -> Option<Trial> {
    let place = |name: &str| returns.questions().iter().position(|question| question.name == name);
    let (old_at, new_at) = (place(old)?, place(new)?);
    let standings = Standings::of(returns).without(|question| question == old_at || question == new_at);
    let (old, old_z) = arm(returns, &standings, old_at, &|at| !new_half.get(at).copied().unwrap_or(false))?;
    let (new, new_z) = arm(returns, &standings, new_at, &|at| new_half.get(at).copied().unwrap_or(false))?;
    let missing = shares(old.missing, new.missing, old.returns, new.returns);
    let commonest = shares(old.commonest, new.commonest, old.returns, new.returns);
    let discrimination = old_z.zip(new_z).map(|((old, old_variance), (new, new_variance))| {
        // The difference of Fisher's z, told as a difference of correlations.
        let (gap, error) = (new - old, (old_variance + new_variance).sqrt());
        let middle = f64::midpoint(old, new);
        let told = |gap: f64| (middle + gap / 2.0).tanh() - (middle - gap / 2.0).tanh();
        Change { estimate: told(gap), low: told(gap - 1.96 * error), high: told(gap + 1.96 * error), p: both_sided(gap / error) }
    });
    let says = says(&missing, &commonest, discrimination.as_ref());
    Some(Trial { old, new, missing, commonest, discrimination, says })
}

type Fishers = Option<(f64, f64)>;

fn arm(returns: &Returns, standings: &Standings, question: usize, of: &dyn Fn(usize) -> bool) -> Option<(Arm, Fishers)> {
    let scale = &returns.questions()[question].scale;
    let half: Vec<usize> = (0..returns.len()).filter(|at| of(*at)).collect();
    if half.len() < 10 {
        return None;
    }
    let answers: Vec<f64> = half.iter().filter_map(|at| scale.values[*at]).collect();
    let same = |value: f64| answers.iter().filter(|other| (**other - value).abs() < 1e-12).count();
    let commonest = answers.iter().map(|value| same(*value)).max().unwrap_or(0) as f64 / answers.len().max(1) as f64;
    let rest = standings.rest(question);
    let pairs: Vec<(f64, f64)> = half.iter().filter_map(|at| Some((scale.values[*at]?, rest[*at]?.0))).collect();
    let enough = pairs.len() >= FEWEST_ANSWERS && scale.kind != Kind::Words;
    let discrimination = if enough { crate::standing::correlation(&pairs) } else { None };
    let z = discrimination.map(|value| (value.clamp(-0.999, 0.999).atanh(), 1.0 / (pairs.len() as f64 - 3.0)));
    let missing = 1.0 - answers.len() as f64 / half.len() as f64;
    Some((Arm { returns: half.len(), missing, commonest, discrimination }, z))
}

/// The difference of two shares: interval of Agresti and Caffo (2000), chance from the pooled share.
fn shares(old: f64, new: f64, of_old: usize, of_new: usize) -> Change {
    let (m, n) = (of_old as f64, of_new as f64);
    let pooled = (old * m + new * n) / (m + n);
    let error = (pooled * (1.0 - pooled) * (1.0 / m + 1.0 / n)).sqrt();
    let p = if error > 0.0 { both_sided((new - old) / error) } else { 1.0 };
    let (a, b) = ((old * m + 1.0) / (m + 2.0), (new * n + 1.0) / (n + 2.0));
    let half = 1.96 * (a * (1.0 - a) / (m + 2.0) + b * (1.0 - b) / (n + 2.0)).sqrt();
    Change { estimate: new - old, low: b - a - half, high: b - a + half, p }
}

fn says(missing: &Change, commonest: &Change, discrimination: Option<&Change>) -> String {
    let mut parts = Vec::new();
    let mut tell = |change: &Change, less: &str, more: &str| {
        if change.p < 0.05 {
            parts.push(if change.estimate < 0.0 { less.to_owned() } else { more.to_owned() });
        }
    };
    tell(missing, "it is left out less", "it is left out more");
    tell(commonest, "its answers spread more", "its answers spread less");
    if let Some(change) = discrimination {
        tell(change, "it goes with the rest less", "it goes with the rest more");
    }
    if parts.is_empty() {
        "The trial shows no difference between the wordings.".into()
    } else {
        format!("With the new wording {}.", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_wording_that_is_answered_and_spreads_is_said_to() {
        let new_half: Vec<bool> = (0..200).map(|at| at % 2 == 0).collect();
        let mut returns = Returns::of_settings(&vec!["a"; 200]);
        let level = |at: usize| (at / 2) % 4;
        for name in ["r1", "r2", "r3", "r4"] {
            let cells: Vec<String> = (0..200).map(|at| level(at).to_string()).collect();
            returns.ask(name, &cells.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let old: Vec<&str> = (0..200).map(|at| if at % 2 == 0 || at % 10 < 4 { "" } else { "yes" }).collect();
        let new: Vec<String> = (0..200).map(|at| if at % 2 == 0 { level(at).to_string() } else { String::new() }).collect();
        returns.ask("old", &old);
        returns.ask("new", &new.iter().map(String::as_str).collect::<Vec<_>>());
        let trial = trial(&returns, "old", "new", &new_half).expect("a trial");
        assert_eq!(trial.says, "With the new wording it is left out less, its answers spread more.");
        assert!(trial.missing.high < 0.0 && trial.commonest.high < 0.0, "{trial:?}");
    }
}
