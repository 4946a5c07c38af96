//! Which questions of a questionnaire measure badly, and why, from the returns alone.
//!
//! An audit that is hard to answer, or whose answers mean different things in different settings, says more about its questions than about
//! those who answered. [`Returns`] is a campaign: a row a return, a column a question. [`examine()`] looks at every question: how often
//! it is left out, whether all answers pile up at one end, whether it goes with the rest, contradicts what it is linked with, is answered
//! differently in one setting by returns that stand equal overall, has drifted since last year, takes long, claims what evidence does not
//! show, or is complained about. The answer is a list of questions, the worst first, each with its reasons in words, the statistics
//! behind them, and a draft to try. [`trial()`] then compares an old wording with a new one that a random half was given.
//!
//! Formulas, thresholds and the campaigns they were tried on: `docs/clinic.md`.
//!
//! ```
//! use clinic::{Beside, Returns, examine};
//!
//! let mut text = String::from("return,setting,1.1,1.2,1.3\n");
//! for at in 0..60 {
//!     let (setting, level) = (if at % 2 == 0 { "primary" } else { "secondary" }, at % 4);
//!     text += &format!("{at},{setting},{level},{},{}\n", if level > 1 { "yes" } else { "no" }, if at % 3 == 0 { "green" } else { "" });
//! }
//! let findings = examine(&Returns::from_csv(text.as_bytes(), "setting")?, &Beside::default());
//! assert_eq!(findings.questions[0].question, "1.3");
//! assert!(findings.questions[0].why.starts_with("40 of 60 returns left it out"));
//! # Ok::<(), clinic::Unreadable>(())
//! ```

mod beside;
mod difference;
mod draft;
mod examine;
mod findings;
mod ordinal;
mod purify;
mod returns;
mod scale;
mod shares;
mod standing;
mod trial;

pub use self::{
    beside::{Beside, Expect, Link},
    difference::{Difference, Level},
    examine::examine,
    findings::{Contradiction, Finding, Findings, Flag, Statistics},
    returns::{Question, Returns, Unreadable},
    scale::Kind,
    trial::{Arm, Change, Trial, trial},
};
