//! All questions compared between groups, with those that differ taken out of the standing that the others are compared at.

use crate::{
    difference::{Comparison, Difference},
    returns::Returns,
    scale::Kind,
    shares::adjusted,
    standing::{ItemRest, Standings},
};

/// Purification ends when the same questions come out as in the round before, and after this many rounds at the latest.
const ROUNDS: usize = 4;
/// In purification a question leaves the standing at this chance already: leaving a good one out costs little.
const LEAVES: f64 = 0.01;

type Tested = Option<(Comparison, (f64, f64, usize))>;

/// Every question's difference between the groups of `returns`, in the order of the questions, and how many questions made up the
/// standing in the end. `None` where a question cannot be compared.
pub(crate) fn differences(returns: &Returns, standings: &Standings, left_out: &[bool]) -> Vec<Option<Difference>> {
    let mut out = left_out.to_vec();
    let mut tested = test(returns, &standings.without(|question| out[question]));
    for _ in 1..ROUNDS {
        let chances: Vec<f64> = tested.iter().map(|tested| tested.as_ref().map_or(1.0, |(_, found)| both(found))).collect();
        let next = leaving(&chances, standings, left_out);
        if next == out {
            break;
        }
        out = next;
        tested = test(returns, &standings.without(|question| out[question]));
    }
    let compared: Vec<usize> = (0..tested.len()).filter(|question| tested[*question].is_some()).collect();
    let chances: Vec<f64> = compared.iter().filter_map(|question| tested[*question].as_ref().map(|(_, found)| both(found))).collect();
    let adjusted = adjusted(&chances);
    let mut differences: Vec<Option<Difference>> = vec![None; tested.len()];
    for (question, p_adjusted) in compared.into_iter().zip(adjusted) {
        let measured = tested[question].as_ref().and_then(|(comparison, found)| comparison.measured(*found, &returns.settings[found.2]));
        differences[question] = measured.map(|difference| Difference { p_adjusted, ..difference });
    }
    differences
}

fn both((uniform, nonuniform, _): &(f64, f64, usize)) -> f64 {
    (2.0 * uniform.min(*nonuniform)).min(1.0)
}

/// Which questions leave the standing: the surest differences first, but never so many that fewer than half remain.
fn leaving(chances: &[f64], standings: &Standings, left_out: &[bool]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..chances.len()).filter(|question| standings.counted[*question] && !left_out[*question]).collect();
    order.sort_by(|one, other| chances[*one].total_cmp(&chances[*other]));
    let most = order.len() / 2;
    let mut out = left_out.to_vec();
    order.into_iter().take(most).filter(|question| chances[*question] < LEAVES).for_each(|question| out[question] = true);
    out
}

fn test(returns: &Returns, standings: &Standings) -> Vec<Tested> {
    let reliability = standings.reliability(&returns.setting, returns.settings.len());
    let one = |question: usize| {
        let asked = &returns.questions()[question];
        let scale = &asked.scale;
        // How many children are on roll depends on the setting and says nothing about the question: a free number is compared only
        // where it goes with the rest.
        if scale.kind == Kind::Numbers && !standings.item_rest(question, asked).is_some_and(ItemRest::tells) {
            return None;
        }
        if standings.scores[question].iter().all(Option::is_none) {
            return None;
        }
        let comparison = Comparison::of(&scale.values, &standings.rest(question), &returns.setting, reliability)?;
        let found = comparison.tested()?;
        Some((comparison, found))
    };
    (0..returns.questions().len()).map(one).collect()
}
