//! Whether two groups of returns with the same overall standing answer a question differently: logistic differential item functioning.
//!
//! The test is that of Swaminathan and Rogers (1990), for ordered answers Zumbo's (1999): answer ~ standing, then the group (a uniform
//! difference), then group × standing (a difference that changes with standing). Three things are done to make it right where groups
//! really differ in standing and questionnaires are short:
//!
//! - standing is the mean on all *other* questions, without those found to differ (purification), drawn towards its group's mean by
//!   its reliability (Kelley 1927; Shealy and Stout 1993: a measured standing regresses, and to different means);
//! - standing enters with its square, because a mean of short scales bends near its ends;
//! - each group is compared with all others (Rao's score test, one degree of freedom), and the smallest chance is multiplied by the
//!   number of comparisons, so that one deviant setting among ten is not lost among nine degrees of freedom.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    ordinal::{Data, Fit, MOST_ANSWERS},
    shares::both_sided,
    standing::Reliability,
};

/// Fewer returns of a group are not compared.
const FEWEST_OF_GROUP: usize = 10;
/// Information about a group's log-odds below which the normal approximation of the score cannot be trusted: some ten answers that could
/// go either way.
const LEAST_INFORMATION: f64 = 2.5;
/// A smaller band of answers is joined with its neighbour.
const FEWEST_OF_BAND: usize = 5;

/// Standing, its square and its cube.
const STANDING_TERMS: usize = 3;

/// Jodoin and Gierl's levels (2001) for a change of Nagelkerke's R².
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Negligible,
    Moderate,
    Large,
}

impl Level {
    fn of(change: f64) -> Level {
        if change < 0.035 {
            Level::Negligible
        } else if change <= 0.07 {
            Level::Moderate
        } else {
            Level::Large
        }
    }
}

/// A question's difference between groups at equal standing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The group that differs most from the others.
    pub group: String,
    /// Log-odds of a higher answer in that group against the others, at equal standing.
    pub log_odds: f64,
    /// How much steeper (or flatter) the question goes with standing in that group: log-odds for a standard deviation of standing.
    pub log_odds_by_standing: f64,
    /// The chance of a difference as large that does not change with standing, over all groups compared.
    pub p_uniform: f64,
    /// The same for a difference that changes with standing.
    pub p_nonuniform: f64,
    /// Both together, held over all questions (Benjamini and Hochberg).
    pub p_adjusted: f64,
    /// Change of Nagelkerke's R² when the group is added, and when group × standing is added.
    pub delta_r2_uniform: f64,
    pub delta_r2_nonuniform: f64,
    pub delta_r2_mcfadden: f64,
    pub level: Level,
    /// Returns compared.
    pub returns: usize,
}

/// A difference smaller than this in log-odds is not worth a rewrite: the boundary between the educational testing service's classes A
/// and B (Zieky 1993: one delta unit, 1 / 2.35).
const SMALLEST_LOG_ODDS: f64 = 0.43;

impl Difference {
    pub(crate) fn is_uniform(&self) -> bool {
        self.p_uniform <= self.p_nonuniform
    }

    /// Surely there among all the questions asked about, and large enough to matter; or at least moderate, and one in a hundred for this
    /// question alone (in small campaigns no single difference can be sure among a hundred questions).
    pub(crate) fn matters(&self) -> bool {
        let odds = if self.is_uniform() { self.log_odds.abs() } else { self.log_odds_by_standing.abs() };
        let sure = self.p_adjusted < 0.05 && (self.level > Level::Negligible || odds >= SMALLEST_LOG_ODDS);
        sure || (self.level > Level::Negligible && self.chance() < 0.01)
    }

    /// Both chances together: twice the smaller, because there were two tests.
    fn chance(&self) -> f64 {
        (2.0 * self.p_uniform.min(self.p_nonuniform)).min(1.0)
    }
}

/// One question ready to be compared.
pub(crate) struct Comparison {
    answers: Vec<usize>,
    rows: Vec<Vec<f64>>,
    /// Returns of each group, by their place in `answers`.
    members: BTreeMap<usize, Vec<usize>>,
}

impl Comparison {
    /// `values` are the question's answers, `rest` the standing on the other questions and from how many it was taken. `None` where fewer
    /// than two groups can be compared, or all answer alike.
    pub(crate) fn of(
        values: &[Option<f64>],
        rest: &[Option<(f64, usize)>],
        group: &[Option<usize>],
        reliability: Reliability,
    ) -> Option<Comparison> {
        let complete = |place: usize| Some((values[place]?, rest[place]?, group[place]?));
        let all: Vec<(f64, (f64, usize), usize)> = (0..values.len()).filter_map(complete).collect();
        let mut sums: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for (_, (standing, _), group) in &all {
            let sum = sums.entry(*group).or_default();
            *sum = (sum.0 + standing, sum.1 + 1);
        }
        sums.retain(|_, (_, returns)| *returns >= FEWEST_OF_GROUP);
        if sums.len() < 2 {
            return None;
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let (mut kept, mut standings) = (Vec::new(), Vec::new());
        for (value, (standing, questions), group) in all {
            let Some((sum, returns)) = sums.get(&group) else { continue };
            let mean = sum / *returns as f64;
            members.entry(group).or_default().push(kept.len());
            kept.push(value);
            standings.push(mean + reliability.of_mean(questions) * (standing - mean));
        }
        let answers = bands(&kept)?;
        let rows = standardised(&standings)?.into_iter().map(|standing| vec![standing, standing * standing, standing.powi(3)]).collect();
        Some(Comparison { answers, rows, members })
    }

    fn data(&self) -> Data<'_> {
        Data { answers: &self.answers, rows: &self.rows }
    }

    /// The two chances, over all groups, and the group that differs most. The rest of [`Difference`] is left for [`Self::measured`].
    pub(crate) fn tested(&self) -> Option<(f64, f64, usize)> {
        let fit = Fit::of(&self.data())?;
        let mut found: Vec<(usize, f64, f64)> = Vec::new();
        for (group, members) in &self.members {
            let further: Vec<(usize, Vec<f64>)> = members.iter().map(|place| (*place, vec![1.0, self.rows[*place][0]])).collect();
            let Some((score, information)) = fit.score_test(&self.data(), &further) else { continue };
            if information[(0, 0)] < LEAST_INFORMATION {
                continue;
            }
            let uniform = score[0] / information[(0, 0)].sqrt();
            // What standing adds within the group, given the group.
            let slope = information[(0, 1)] / information[(0, 0)];
            let left = information[(1, 1)] - slope * information[(0, 1)];
            let changing = if left >= LEAST_INFORMATION { (score[1] - slope * score[0]) / left.sqrt() } else { 0.0 };
            found.push((*group, both_sided(uniform), both_sided(changing)));
        }
        // Two groups are one comparison.
        let comparisons = if self.members.len() == 2 { 1.0 } else { found.len() as f64 };
        let least = |of: fn(&(usize, f64, f64)) -> f64| {
            let chance = found.iter().map(of).fold(1.0, f64::min);
            (chance * comparisons).min(1.0)
        };
        let (group, _, _) = found.iter().min_by(|one, other| one.1.min(one.2).total_cmp(&other.1.min(other.2)))?;
        Some((least(|found| found.1), least(|found| found.2), *group))
    }

    /// How large the difference is.
    pub(crate) fn measured(&self, (p_uniform, p_nonuniform, group): (f64, f64, usize), name: &str) -> Option<Difference> {
        let n = self.answers.len() as f64;
        let base = Fit::of(&self.data())?;
        let nothing = self.answers.iter().max().map_or(0.0, |most| {
            let counts = (0..=*most).map(|answer| self.answers.iter().filter(|other| **other == answer).count() as f64);
            counts.filter(|count| *count > 0.0).map(|count| count * (count / n).ln()).sum()
        });
        let groups: Vec<&Vec<usize>> = self.members.values().skip(1).collect();
        let uniform = self.with(&groups, false)?;
        let changing = self.with(&groups, true)?;
        let r2 = |fit: &Fit| (1.0 - (2.0 * (nothing - fit.log_likelihood) / n).exp()) / (1.0 - (2.0 * nothing / n).exp());
        let own = self.members.get(&group)?;
        let delta = (r2(&uniform) - r2(&base)).max(0.0);
        let further = (r2(&changing) - r2(&uniform)).max(0.0);
        let gain = changing.log_likelihood - base.log_likelihood;
        // A sum over many groups finds something by chance: take off what each further coefficient brings on average, as adjusted R² does.
        let by_chance = groups.len() as f64 / n;
        Some(Difference {
            group: name.to_owned(),
            log_odds: self.with(&[own], false)?.slopes[STANDING_TERMS],
            log_odds_by_standing: self.with(&[own], true)?.slopes[STANDING_TERMS + 1],
            p_uniform,
            p_nonuniform,
            p_adjusted: 1.0,
            delta_r2_uniform: delta,
            delta_r2_nonuniform: further,
            delta_r2_mcfadden: (gain / -nothing).max(0.0),
            level: Level::of((delta - by_chance).max(0.0) + (further - by_chance).max(0.0)),
            returns: self.answers.len(),
        })
    }

    /// The model with further groups, and with group × standing.
    fn with(&self, groups: &[&Vec<usize>], changing: bool) -> Option<Fit> {
        let width = if changing { 2 * groups.len() } else { groups.len() };
        let base = STANDING_TERMS;
        let mut rows = self.rows.clone();
        for row in &mut rows {
            row.resize(base + width, 0.0);
        }
        for (at, members) in groups.iter().enumerate() {
            for place in *members {
                let standing = rows[*place][0];
                rows[*place][base + at] = 1.0;
                if changing {
                    rows[*place][base + groups.len() + at] = standing;
                }
            }
        }
        Fit::of(&Data { answers: &self.answers, rows: &rows })
    }
}

/// Answers as bands 0, 1, …: each different answer its own, many different numbers in fifths, small ones joined with the next.
fn bands(values: &[f64]) -> Option<Vec<usize>> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut ends: Vec<f64> = sorted.clone();
    ends.dedup();
    if ends.len() > MOST_ANSWERS {
        ends = (1..=5).map(|fifth| sorted[(sorted.len() * fifth / 5).saturating_sub(1)]).collect();
        ends.dedup();
    }
    let fewest = FEWEST_OF_BAND.max(values.len() / 50);
    let (mut kept, mut below) = (Vec::new(), 0);
    for end in ends {
        let upto = sorted.partition_point(|value| *value <= end);
        if upto - below >= fewest {
            kept.push(end);
            below = upto;
        }
    }
    // What is left above the last band belongs to it.
    if kept.len() < 2 {
        return None;
    }
    kept.pop();
    Some(values.iter().map(|value| kept.partition_point(|end| end < value)).collect())
}

fn standardised(values: &[f64]) -> Option<Vec<f64>> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
    (deviation > 1e-9).then(|| values.iter().map(|value| (value - mean) / deviation).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_bands_join_their_neighbour() {
        let mut values = vec![0.0; 2];
        values.extend([vec![1.0; 30], vec![2.0; 40], vec![3.0; 3]].concat());
        let bands = bands(&values).expect("two bands");
        assert_eq!(bands.iter().max(), Some(&1));
        assert_eq!((bands[0], bands[2], bands[40], bands[74]), (0, 0, 1, 1));
    }

    #[test]
    fn answers_all_alike_have_no_bands() {
        assert!(bands(&[1.0; 50]).is_none());
        assert!(bands(&[vec![1.0; 50], vec![2.0; 2]].concat()).is_none());
    }

    #[test]
    fn levels_are_jodoin_and_gierls() {
        assert_eq!([0.034, 0.035, 0.07, 0.071].map(Level::of), [Level::Negligible, Level::Moderate, Level::Moderate, Level::Large]);
    }
}
