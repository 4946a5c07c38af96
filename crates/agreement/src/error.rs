//! What can be wrong with an agreement, each in one sentence for whoever changes it.

/// The agreement, or a table of scenarios about it, cannot be used as it is written.
#[derive(Debug, thiserror::Error)]
pub enum AgreementError {
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: String, reason: String },
    #[error("{file}, clause {clause}: {reason}")]
    Clause { file: String, clause: String, reason: String },
    #[error("clause {clause} is there twice, in {first} and in {second}")]
    Twice { clause: String, first: String, second: String },
    #[error("the agreement does not hold together: {0}")]
    Invalid(String),
    #[error("there is no clause {0} in the agreement")]
    NoSuchClause(String),
    #[error("{0}")]
    Actions(String),
    #[error("line {line} of the scenarios: {reason}")]
    Scenario { line: usize, reason: String },
}
