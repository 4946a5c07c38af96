//! What can go wrong below a rule: the operator's words, never the user's.

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    #[error("a stored body could not be read")]
    Body(#[from] serde_json::Error),
    /// Chain, number and what is wrong with it, in one sentence.
    #[error("{0}")]
    Broken(String),
    /// Input that was refused as a whole: where and what, in one sentence.
    #[error("{0}")]
    Input(String),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("the writer has stopped")]
    Stopped,
}

pub type Result<T = ()> = std::result::Result<T, LedgerError>;
