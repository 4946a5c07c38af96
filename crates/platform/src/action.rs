//! A deed that can be permitted: `record.verb`, declared by a slice, granted only in the agreement.

/// "escalation.advance". Named after the deed and never after a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Action(pub &'static str);

impl Action {
    /// "escalation"
    pub fn record(self) -> &'static str {
        self.0.split_once('.').map_or(self.0, |(record, _)| record)
    }
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
