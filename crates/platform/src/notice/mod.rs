//! # Notice
//!
//! Somebody is told that something waits for them: on their notices page, and by mail. The message is one of ours, in fixed words, with
//! a link; what it is about is read after signing in.
//!
//! **Invariant:** a notice holds no personal data: its words are compiled in, its link holds ids only.
//! **Invariant:** a mail that no server takes is given up after two days, as a fact; nothing else waits for it.
//! **Invariant:** a mail goes out once: the notice's own id is its Message-ID, and *mailed* is a fact.

mod decide;
mod fact;
mod mail;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use std::time::Duration;

use crate::{Action, Reaction, Routine, Slice, cx::System};

pub use self::{
    decide::{Command, Refusal},
    fact::{Fact, Notice},
};

pub const VIEW: Action = Action("notice.view");
pub const READ: Action = Action("notice.read");

pub(crate) fn slice() -> Slice {
    Slice::new("notice")
        .record::<Notice>(&[rows::NOTICE], "/notices/")
        .actions(&[VIEW, READ])
        .routes(web::routes())
        .reaction(Reaction { name: "mail", kinds: &["notice.sent"], run: mail::post })
        .routine(Routine { name: "mail-again", every: Duration::from_secs(60), run: mail::try_again })
}

/// Tells every person who acts for `agency` in the system's partnership and may see the record. `subject` is fixed text.
///
/// # Errors
/// A fault; somebody who was told already is not told again.
pub async fn tell_agency(system: &System, agency: &str, subject: &'static str, record: &str, occasion: &str) -> anyhow::Result<usize> {
    let people = rows::people_of(system, agency, record).await?;
    let path = format!("/records/{record}");
    for person in &people {
        send(system, person, agency, subject, &path, occasion).await?;
    }
    Ok(people.len())
}

/// Tells one person (an account).
///
/// # Errors
/// A fault.
pub async fn tell(system: &System, person: &str, subject: &'static str, path: &str, occasion: &str) -> anyhow::Result<()> {
    send(system, person, "", subject, path, occasion).await
}

async fn send(system: &System, person: &str, agency: &str, subject: &'static str, path: &str, occasion: &str) -> anyhow::Result<()> {
    let command = Command::Send { to: person.to_owned(), agency: agency.to_owned(), subject: subject.to_owned(), path: path.to_owned() };
    let occasion = format!("{occasion}:{person}");
    // The stream is named by what it is for, so that a second try finds the first.
    let stream = format!("notice:{}", crate::digest(&format!("{}:{path}:{occasion}", system.because_of())));
    match system.act::<Notice>(&stream, command, &occasion).await {
        Ok(_) | Err(crate::Unmet::Refused(Refusal::AlreadySent)) => Ok(()),
        Err(unmet) => Err(anyhow::anyhow!("a notice could not be sent: {unmet:?}")),
    }
}
