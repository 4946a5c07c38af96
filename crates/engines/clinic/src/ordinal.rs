//! Logistic regression of an ordered answer: the proportional odds model (McCullagh 1980), fitted by Fisher scoring.
//!
//! For a question with two answers it is plain logistic regression. P(answer ≥ k) = logistic(cut_k + x·b), with falling cuts.

use nalgebra::{DMatrix, DVector};

/// Answers as places 0, 1, … without gaps, and a row of covariates for each.
pub(crate) struct Data<'a> {
    pub(crate) answers: &'a [usize],
    pub(crate) rows: &'a [Vec<f64>],
}

/// A fitted model.
pub(crate) struct Fit {
    cuts: Vec<f64>,
    pub(crate) slopes: Vec<f64>,
    pub(crate) log_likelihood: f64,
    information: DMatrix<f64>,
}

/// The most different answers a model takes. Room on the stack for every return is what makes a thousand returns by 120 questions quick.
pub(crate) const MOST_ANSWERS: usize = 7;
type Steps = [f64; MOST_ANSWERS + 1];

/// What a return adds to the score and information.
struct Terms {
    /// Its chance of each answer, and the slope of the logistic at each cut (nought at both ends).
    chance: Steps,
    slope: Steps,
    residual: f64,
    weight: f64,
    /// Information that a covariate shares with each cut.
    with_cuts: Steps,
}

const ROUNDS: usize = 30;
/// Keeps the information invertible when two covariates say the same, and estimates finite when a small setting answers all alike. As a
/// prior on log-odds it has a standard deviation of ten, so it moves no estimate that the data know.
const RIDGE: f64 = 0.01;

impl Fit {
    /// `None` if there are fewer than two different answers or more than [`MOST_ANSWERS`], or no finite fit.
    pub(crate) fn of(data: &Data<'_>) -> Option<Fit> {
        let categories = data.answers.iter().max()? + 1;
        if categories > MOST_ANSWERS {
            return None;
        }
        let slopes = data.rows.first()?.len();
        let cuts = start(data.answers, categories)?;
        let mut fit = Fit { cuts, slopes: vec![0.0; slopes], log_likelihood: f64::NEG_INFINITY, information: DMatrix::zeros(0, 0) };
        fit.log_likelihood = fit.likelihood(data);
        for _ in 0..ROUNDS {
            let (score, information) = fit.score_and_information(data);
            let step = information.clone().cholesky()?.solve(&score);
            fit.information = information;
            let gain = fit.advance(data, &step);
            if gain < 1e-7 {
                break;
            }
        }
        fit.log_likelihood.is_finite().then_some(fit)
    }

    /// Takes the step, halved until the likelihood does not fall. Answers by how much it rose.
    fn advance(&mut self, data: &Data<'_>, step: &DVector<f64>) -> f64 {
        let before = self.log_likelihood - self.penalty();
        let (cuts, slopes) = (self.cuts.clone(), self.slopes.clone());
        let mut share = 1.0;
        for _ in 0..20 {
            let moved = |from: &[f64], first: usize| from.iter().enumerate().map(|(at, value)| value + share * step[first + at]).collect();
            self.cuts = moved(&cuts, 0);
            self.slopes = moved(&slopes, cuts.len());
            self.log_likelihood = self.likelihood(data);
            let gain = self.log_likelihood - self.penalty() - before;
            if gain >= 0.0 {
                return gain;
            }
            share /= 2.0;
        }
        self.cuts = cuts;
        self.slopes = slopes;
        self.log_likelihood = self.likelihood(data);
        0.0
    }

    fn penalty(&self) -> f64 {
        self.slopes.iter().map(|slope| RIDGE * slope * slope / 2.0).sum()
    }

    /// P(answer ≥ k) for k = 0 … categories.
    fn at_least(&self, row: &[f64]) -> Steps {
        let linear: f64 = row.iter().zip(&self.slopes).map(|(value, slope)| value * slope).sum();
        let mut steps = [0.0; MOST_ANSWERS + 1];
        steps[0] = 1.0;
        for (step, cut) in steps[1..].iter_mut().zip(&self.cuts) {
            *step = 1.0 / (1.0 + (-cut - linear).exp());
        }
        steps
    }

    fn likelihood(&self, data: &Data<'_>) -> f64 {
        if self.cuts.windows(2).any(|pair| pair[0] <= pair[1]) {
            return f64::NEG_INFINITY;
        }
        let one = |(row, answer): (&Vec<f64>, &usize)| {
            let at_least = self.at_least(row);
            (at_least[*answer] - at_least[answer + 1]).max(1e-300).ln()
        };
        data.rows.iter().zip(data.answers).map(one).sum()
    }

    fn terms(&self, row: &[f64], answer: usize) -> Terms {
        let at_least = self.at_least(row);
        let slope = at_least.map(|value| value * (1.0 - value));
        let (mut chance, mut with_cuts, mut weight) = ([0.0; MOST_ANSWERS + 1], [0.0; MOST_ANSWERS + 1], 0.0);
        let residual = |k: usize| 1.0 - at_least[k] - at_least[k + 1];
        for k in 0..=self.cuts.len() {
            chance[k] = (at_least[k] - at_least[k + 1]).max(1e-12);
            weight += chance[k] * residual(k).powi(2);
        }
        for (j, with) in with_cuts.iter_mut().enumerate().take(self.cuts.len()) {
            *with = slope[j + 1] * (at_least[j] - at_least[j + 2]);
        }
        Terms { chance, slope, residual: residual(answer), weight, with_cuts }
    }

    fn score_and_information(&self, data: &Data<'_>) -> (DVector<f64>, DMatrix<f64>) {
        let (cuts, slopes) = (self.cuts.len(), self.slopes.len());
        let mut score = DVector::zeros(cuts + slopes);
        let mut information = DMatrix::zeros(cuts + slopes, cuts + slopes);
        for (row, answer) in data.rows.iter().zip(data.answers) {
            let terms = self.terms(row, *answer);
            let Terms { chance, slope, .. } = &terms;
            if *answer > 0 {
                score[answer - 1] += slope[*answer] / chance[*answer];
            }
            if *answer < cuts {
                score[*answer] -= slope[answer + 1] / chance[*answer];
            }
            for j in 0..cuts {
                information[(j, j)] += slope[j + 1].powi(2) * (1.0 / chance[j] + 1.0 / chance[j + 1]);
                if j + 1 < cuts {
                    information[(j + 1, j)] -= slope[j + 1] * slope[j + 2] / chance[j + 1];
                }
            }
            // Most returns are in none but one of the groups: their noughts add nothing.
            for (a, value) in row.iter().enumerate().filter(|(_, value)| **value != 0.0) {
                score[cuts + a] += value * terms.residual;
                for j in 0..cuts {
                    information[(cuts + a, j)] += value * terms.with_cuts[j];
                }
                for (b, other) in row[..=a].iter().enumerate() {
                    information[(cuts + a, cuts + b)] += value * other * terms.weight;
                }
            }
        }
        information.fill_upper_triangle_with_lower_triangle();
        for a in 0..slopes {
            score[cuts + a] -= RIDGE * self.slopes[a];
            information[(cuts + a, cuts + a)] += RIDGE;
        }
        for j in 0..cuts {
            information[(j, j)] += 1e-9;
        }
        (score, information)
    }

    /// Rao's score test of covariates that are not in the model: their score and their information given what is in it. `further` gives
    /// the returns (places in the data) where the covariates are not all nought, with their values.
    pub(crate) fn score_test(&self, data: &Data<'_>, further: &[(usize, Vec<f64>)]) -> Option<(DVector<f64>, DMatrix<f64>)> {
        let (cuts, slopes) = (self.cuts.len(), self.slopes.len());
        let width = further.first()?.1.len();
        let mut score = DVector::zeros(width);
        let mut own = DMatrix::zeros(width, width);
        let mut shared = DMatrix::zeros(cuts + slopes, width);
        for (place, values) in further {
            let row = &data.rows[*place];
            let terms = self.terms(row, data.answers[*place]);
            for (a, value) in values.iter().enumerate() {
                score[a] += value * terms.residual;
                for (j, with) in terms.with_cuts.iter().enumerate().take(cuts) {
                    shared[(j, a)] += value * with;
                }
                for (b, covariate) in row.iter().enumerate() {
                    shared[(cuts + b, a)] += value * covariate * terms.weight;
                }
                for (b, other) in values.iter().enumerate() {
                    own[(a, b)] += value * other * terms.weight;
                }
            }
        }
        let explained = shared.transpose() * self.information.clone().cholesky()?.solve(&shared);
        Some((score, own - explained))
    }
}

/// Cuts that give every answer its share, with no covariate in use.
fn start(answers: &[usize], categories: usize) -> Option<Vec<f64>> {
    if categories < 2 {
        return None;
    }
    let n = answers.len() as f64;
    let cut = |k: usize| {
        let above = answers.iter().filter(|answer| **answer >= k).count() as f64;
        (above > 0.0 && above < n).then(|| (above / (n - above)).ln())
    };
    (1..categories).map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A two-by-two table has a closed form: the slope is the log odds ratio, log(30·25 / (10·15)).
    #[test]
    fn a_two_by_two_table_gives_its_log_odds_ratio() {
        let mut answers = Vec::new();
        let mut rows = Vec::new();
        for (answer, x, times) in [(1, 1.0, 30), (0, 1.0, 10), (1, 0.0, 15), (0, 0.0, 25)] {
            for _ in 0..times {
                answers.push(answer);
                rows.push(vec![x]);
            }
        }
        let fit = Fit::of(&Data { answers: &answers, rows: &rows }).expect("a fit");
        let expected = (30.0_f64 * 25.0 / (10.0 * 15.0)).ln();
        assert!((fit.slopes[0] - expected).abs() < 0.01, "{} and {expected}", fit.slopes[0]);
        let likelihood: f64 = [(30.0, 0.75), (10.0, 0.25), (15.0, 0.375), (25.0, 0.625)].iter().map(|(n, p): &(f64, f64)| n * p.ln()).sum();
        assert!((fit.log_likelihood - likelihood).abs() < 1e-3, "{} and {likelihood}", fit.log_likelihood);
    }

    /// With a two-valued covariate and no other, the score test is Pearson's chi-squared of the table (80 · (30·25 − 10·15)² / (40·40·45·35)).
    #[test]
    fn the_score_test_of_a_two_by_two_table_is_pearsons() {
        let answers: Vec<usize> = [(1, 30), (0, 10), (1, 15), (0, 25)].iter().flat_map(|(answer, times)| vec![*answer; *times]).collect();
        let rows = vec![vec![]; 80];
        let data = Data { answers: &answers, rows: &rows };
        let fit = Fit::of(&data).expect("a fit");
        let further: Vec<(usize, Vec<f64>)> = (0..40).map(|place| (place, vec![1.0])).collect();
        let (score, information) = fit.score_test(&data, &further).expect("a test");
        let statistic = score[0].powi(2) / information[(0, 0)];
        let expected = 80.0 * (30.0_f64 * 25.0 - 10.0 * 15.0).powi(2) / (40.0 * 40.0 * 45.0 * 35.0);
        assert!((statistic - expected).abs() < 1e-6, "{statistic} and {expected}");
    }

    #[test]
    fn three_answers_in_proportion_have_one_slope() {
        // Counts from P(≥1) and P(≥2) with log-odds 1, -1 at x = 0 and 2, 0 at x = 1, rounded to a large table.
        let logistic = |z: f64| 1.0 / (1.0 + (-z).exp());
        let (mut answers, mut rows) = (Vec::new(), Vec::new());
        for (x, shift) in [(0.0, 0.0), (1.0, 1.0)] {
            let (one, two) = (logistic(1.0 + shift), logistic(-1.0 + shift));
            for (answer, share) in [(0, 1.0 - one), (1, one - two), (2, two)] {
                for _ in 0..(share * 20_000.0_f64).round() as usize {
                    answers.push(answer);
                    rows.push(vec![x]);
                }
            }
        }
        let fit = Fit::of(&Data { answers: &answers, rows: &rows }).expect("a fit");
        assert!((fit.slopes[0] - 1.0).abs() < 0.005, "{}", fit.slopes[0]);
        assert!((fit.cuts[0] - 1.0).abs() < 0.005 && (fit.cuts[1] + 1.0).abs() < 0.005, "{:?}", fit.cuts);
    }

    #[test]
    fn one_answer_only_has_no_fit() {
        assert!(Fit::of(&Data { answers: &[0, 0, 0], rows: &[vec![1.0], vec![2.0], vec![3.0]] }).is_none());
    }
}
