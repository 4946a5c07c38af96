//! The shipped agreement, tried: its scenarios, its golden matrix, its invariants, and the faults that reading one must name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use agreement::{ActionSpec, Agreement, AgreementError, Asker, Class, Compartment, Decision, Restriction, Role, Standing, Verb};

#[test]
fn the_shipped_agreement_can_be_read() {
    let agreement = Agreement::shipped().unwrap();
    assert_eq!(agreement.version().len(), 64);
    assert!(agreement.clauses().len() > 50);
}
