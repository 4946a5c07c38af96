//! How far raters agree beyond chance, with an interval beside each coefficient.
//!
//! Two people read the same case file and judge it; a moderator reads a return again; a panel scores a decision. Before anyone
//! argues about the score, it is worth knowing how far the judges agree at all. [`Ratings`] is what they said, a row a unit and a
//! column a rater, with gaps; [`agreement`] answers with every coefficient that applies, each with its estimate and interval, and
//! says why where one does not.
//!
//! The formulas, and the packages that the answers were checked against, are in `docs/agreement-statistics.md`. In short: the
//! estimates and intervals for any number of raters with missing ratings follow Gwet (*Handbook of Inter-Rater Reliability*, 4th
//! edition, 2014), the two-rater intervals Fleiss, Cohen and Everitt (1969), and alpha Krippendorff (*Computing Krippendorff's
//! alpha-reliability*, 2011).
//!
//! ```
//! use agreement_statistics::{Confidence, Ratings, agreement};
//!
//! let ratings = Ratings::from_csv("unit,anna,ben\n1,2,2\n2,3,3\n3,1,2\n4,2,2\n".as_bytes(), &[])?;
//! let answer = agreement(&ratings, Confidence::PER_CENT_95);
//! assert_eq!(answer.percent.estimate, Some(0.75));
//! # Ok::<(), agreement_statistics::Unreadable>(())
//! ```

mod coefficients;
mod interval;
mod many_raters;
mod ratings;
mod two_raters;
mod weights;

pub use self::{
    coefficients::{Agreement, Coefficient, agreement},
    interval::Confidence,
    ratings::{Categories, Ratings, Unreadable},
};
