//! The rule.

use super::{Fact, Partnership};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Found { name: String, slug: String, areas: Vec<String> },
    Rename { name: String },
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Enter the partnership's name")]
    NoName,
    #[error("The short name is two to forty small letters, figures and hyphens, and begins with a letter")]
    BadSlug,
    #[error("Another partnership has this short name")]
    SlugTaken,
    #[error("Enter at least one area code, such as E09000001")]
    BadArea,
    #[error("This partnership has been founded")]
    AlreadyFounded,
    #[error("This partnership has not been founded")]
    NotFounded,
}

/// What founding needs to know.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Another partnership has the short name.
    pub slug_taken: bool,
}

pub(super) fn decide(was: &Partnership, command: Command, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::Found { .. } if was.founded => Err(Refusal::AlreadyFounded),
        Command::Found { name, .. } | Command::Rename { name } if name.trim().is_empty() => Err(Refusal::NoName),
        Command::Found { slug, .. } if !good_slug(&slug) => Err(Refusal::BadSlug),
        Command::Found { .. } if reads.slug_taken => Err(Refusal::SlugTaken),
        Command::Found { areas, .. }
            if areas.is_empty() || areas.iter().any(|area| area.parse::<kernel::identifiers::GssCode>().is_err()) =>
        {
            Err(Refusal::BadArea)
        }
        Command::Found { name, slug, areas } => Ok(vec![Fact::Founded { name, slug, areas }]),
        Command::Rename { .. } if !was.founded => Err(Refusal::NotFounded),
        Command::Rename { name } => Ok(vec![Fact::Renamed { name }]),
    }
}

/// Chains are named by slugs; `commons` is taken, and a dot would name the access chain of another.
fn good_slug(slug: &str) -> bool {
    (2..=40).contains(&slug.len())
        && slug != crate::COMMONS
        && slug.starts_with(|c: char| c.is_ascii_lowercase())
        && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
