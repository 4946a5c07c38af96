//! Why a linkage cannot be done, in one sentence with the file and, where there is one, the line.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{file}: {what}")]
    File { file: String, what: String },
    #[error("{file}, line {line}: {what}")]
    Line { file: String, line: u64, what: String },
    #[error("{file}, line {line}: {what}")]
    Config { file: String, line: usize, what: String },
    #[error("{file}: there is no column `{column}`; its columns are {has}")]
    NoColumn { file: String, column: String, has: String },
    #[error("{left} and {right} have no two columns whose headings say that they hold the same; name them with [[field]] in a config file")]
    NothingToCompare { left: String, right: String },
}
