//! The slices, one line each.

use platform::Slice;

/// Everything this program can do.
pub fn slices() -> Vec<Slice> {
    vec![
        partnership::organisation::slice(),
        partnership::group::slice(),
        partnership::meeting::slice(),
        partnership::priority::slice(),
        partnership::contribution::slice(),
        assurance::escalation::slice(),
        publication::statistics::slice(),
        publication::report::slice(),
        crate::command::gallery::slice(),
    ]
}
