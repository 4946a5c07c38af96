//! The slices, one line each.

use platform::Slice;

/// Everything this program can do.
pub fn slices() -> Vec<Slice> {
    vec![partnership::organisation::slice(), assurance::escalation::slice(), publication::statistics::slice(), publication::report::slice()]
}
