//! Every coefficient for one set of ratings: its estimate and interval, or why it does not apply.

use serde::Serialize;

use crate::{
    interval::{Confidence, Estimate},
    many_raters,
    ratings::{Categories, Ratings},
    two_raters,
    weights::Weights,
};

/// One coefficient. `estimate` is `None` where the coefficient does not apply, and `why` says why in a sentence; `low` and `high` alone
/// are `None` where there is an estimate but too few units for an interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficient {
    /// 1 is full agreement; 0 is what chance would give (for `percent`: no agreement). A share, not a figure out of 100.
    pub estimate: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// How the interval was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
}

/// All coefficients of one set of ratings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// The share of pairs of ratings of one unit that agree.
    pub percent: Coefficient,
    pub cohen_kappa: Coefficient,
    pub weighted_kappa_linear: Coefficient,
    pub weighted_kappa_quadratic: Coefficient,
    pub fleiss_kappa: Coefficient,
    pub scott_pi: Coefficient,
    /// Unweighted, over the categories used or named.
    pub brennan_prediger: Coefficient,
    pub gwet_ac1: Coefficient,
    /// With quadratic weights.
    pub gwet_ac2: Coefficient,
    pub krippendorff_alpha_nominal: Coefficient,
    pub krippendorff_alpha_ordinal: Coefficient,
    pub krippendorff_alpha_interval: Coefficient,
    pub krippendorff_alpha_ratio: Coefficient,
}

const TWO_RATERS: &str = "Student's t, large-sample variance (Fleiss, Cohen and Everitt 1969), on the units both rated";
const MANY_RATERS: &str = "Student's t, variance over units by linearisation (Gwet 2014)";
const ALPHA: &str = "Student's t, Gwet's variance (2014) with the weights of the metric, on the units two or more rated";

const NOT_TWO: &str = "it is defined for two raters";
const NO_PAIR: &str = "no unit was rated by two raters";
const ONE_CATEGORY: &str = "every rating is the same category, so agreement by chance is certain";
const NO_ORDER: &str = "the categories are words without an order: name them from lowest to highest";
const NOT_NUMBERS: &str = "the categories are not numbers";
const NEGATIVE: &str = "a ratio scale starts at nought, and some ratings are negative";
const ONE_UNIT: &str = "one unit is too few for an interval";

/// Every coefficient, with intervals at the level of confidence.
#[must_use]
pub fn agreement(ratings: &Ratings, confidence: Confidence) -> Agreement {
    let counts = ratings.counts();
    let pairs = ratings.pairs();
    let categories = ratings.categories().len();
    let places = ratings.categories().places().ok_or(NO_ORDER);
    let numbers = match ratings.categories() {
        Categories::Numbers(values) => Ok(values.clone()),
        _ => Err(NOT_NUMBERS),
    };
    let identity = Weights::Identity { categories };
    let quadratic = places.clone().map(|places| Weights::Quadratic { places });
    let rated_twice = counts.iter().any(|counts| counts.iter().map(|(_, count)| count).sum::<f64>() >= 2.0);

    let two = |weights: Result<Weights, &'static str>, chance| match (&pairs, weights) {
        (None, _) => none(NOT_TWO),
        (Some(pairs), _) if pairs.is_empty() => none(NO_PAIR),
        (_, Err(why)) => none(why),
        (Some(pairs), Ok(weights)) => told(two_raters::coefficient(pairs, &weights, chance), TWO_RATERS, confidence),
    };
    let many = |weights: Result<Weights, &'static str>, chance| match weights {
        _ if !rated_twice => none(NO_PAIR),
        _ if categories < 2 && chance != many_raters::Chance::None => none(ONE_CATEGORY),
        Err(why) => none(why),
        Ok(weights) => told(many_raters::coefficient(&counts, &weights, chance), MANY_RATERS, confidence),
    };
    let alpha = |weights: Result<Weights, &'static str>| match weights {
        _ if !rated_twice => none(NO_PAIR),
        Err(why) => none(why),
        Ok(weights) => told(many_raters::alpha(&counts, &weights), ALPHA, confidence),
    };
    let ratio = numbers.clone().and_then(|places| {
        let negative = places.first().is_some_and(|lowest| *lowest < 0.0);
        if negative { Err(NEGATIVE) } else { Ok(Weights::Ratio { places }) }
    });

    Agreement {
        percent: match &pairs {
            Some(_) => two(Ok(identity.clone()), two_raters::Chance::None),
            None => many(Ok(identity.clone()), many_raters::Chance::None),
        },
        cohen_kappa: two(Ok(identity.clone()), two_raters::Chance::OwnMargins),
        weighted_kappa_linear: two(places.clone().map(|places| Weights::Linear { places }), two_raters::Chance::OwnMargins),
        weighted_kappa_quadratic: two(quadratic.clone(), two_raters::Chance::OwnMargins),
        fleiss_kappa: many(Ok(identity.clone()), many_raters::Chance::Margins),
        scott_pi: two(Ok(identity.clone()), two_raters::Chance::CommonMargins),
        brennan_prediger: many(Ok(identity.clone()), many_raters::Chance::Even),
        gwet_ac1: many(Ok(identity.clone()), many_raters::Chance::Guesses),
        gwet_ac2: many(quadratic, many_raters::Chance::Guesses),
        krippendorff_alpha_nominal: alpha(Ok(identity)),
        krippendorff_alpha_ordinal: alpha(places.map(|_| Weights::ordinal(&many_raters::occurrences(&counts, categories)))),
        krippendorff_alpha_interval: alpha(numbers.map(|places| Weights::Quadratic { places })),
        krippendorff_alpha_ratio: alpha(ratio),
    }
}

fn none(why: &'static str) -> Coefficient {
    Coefficient { estimate: None, low: None, high: None, method: None, why: Some(why) }
}

fn told(estimate: Option<Estimate>, method: &'static str, confidence: Confidence) -> Coefficient {
    let Some(estimate) = estimate else { return none(ONE_CATEGORY) };
    match estimate.interval(confidence) {
        Some((low, high)) => {
            Coefficient { estimate: Some(estimate.value), low: Some(low), high: Some(high), method: Some(method), why: None }
        }
        None => Coefficient { estimate: Some(estimate.value), low: None, high: None, method: None, why: Some(ONE_UNIT) },
    }
}
