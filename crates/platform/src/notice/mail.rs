//! Mail, sent by a reaction to *sent*: fixed words and a link, never what the notice is about.
//!
//! What the mail server does not take is tried again, ever more rarely, for about two days. Then the notice is *undelivered*: it still
//! waits on the person's page, and nothing else waits for it.

use ledger::Entry;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::header::ContentType};
use serde::{Deserialize, Serialize};

use super::{Command, Fact, Notice, rows};
use crate::{MailTransport, Reacting, Site, cx::System};

const FROM: &str = "Trefoil <no-reply@trefoil.invalid>";

pub(super) fn post<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let Fact::Sent { to, subject, path, .. } = entry.fact::<Fact>()? else { return Ok(()) };
        let letter = Letter { chain: entry.chain.clone(), notice: entry.stream.clone(), to, subject, path };
        if let Err(error) = deliver(system, &letter).await {
            tracing::warn!(notice = letter.notice, error = format!("{error:#}"), "a mail was not taken and will be tried again");
            // Other reactions, and other people's mail, do not wait for this one.
            system.site.ledger().enqueue(AGAIN, &serde_json::to_value(&letter)?, in_minutes(&system.site, PAUSES_MINUTES[0])).await?;
        }
        Ok(())
    })
}

/// A mail still to be handed over.
#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    chain: String,
    notice: String,
    to: String,
    subject: String,
    path: String,
}

const AGAIN: &str = "mail-again";
/// Before the second try, the third and so on; after the last the mail is given up.
pub(super) const PAUSES_MINUTES: [i64; 8] = [1, 5, 15, 60, 4 * 60, 8 * 60, 12 * 60, 24 * 60];

fn in_minutes(site: &Site, minutes: i64) -> kernel::Timestamp {
    let now = site.ledger().clock().moment().now;
    now.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(now)
}

/// Tries again whatever is due. Nobody else tries the same one for five minutes.
pub(super) fn try_again<'a>(system: &'a System) -> Reacting<'a> {
    Box::pin(async move {
        let site = &system.site;
        while let Some(job) = site.ledger().lease(AGAIN, in_minutes(site, 5)).await? {
            let letter: Letter = serde_json::from_value(job.body.clone())?;
            let there = System::routine(site.clone(), "mail", &letter.chain);
            let Err(error) = deliver(&there, &letter).await else {
                site.ledger().finish(&job).await?;
                continue;
            };
            let tries = job.attempts + 1;
            match usize::try_from(job.attempts).ok().and_then(|done| PAUSES_MINUTES.get(done)) {
                Some(pause) => site.ledger().fail(&job, &format!("{error:#}"), in_minutes(site, *pause)).await?,
                None => {
                    tracing::error!(notice = letter.notice, tries, error = format!("{error:#}"), "a mail was given up");
                    act(&there, &letter.notice, Command::GiveUp { tries: u32::try_from(tries)? }, &format!("given-up:{}", letter.notice))
                        .await?;
                    site.ledger().finish(&job).await?;
                }
            }
        }
        Ok(())
    })
}

/// Hands the mail over and says so. Handed over twice, after a crash between the two, it is the same mail: see [`message`].
async fn deliver(system: &System, letter: &Letter) -> anyhow::Result<()> {
    if let Some(address) = rows::address_of(system, &letter.to).await? {
        let message = message(&address, &letter.subject, &system.site.config().base_url, &letter.path, &letter.notice)?;
        send(system, message).await?;
    }
    act(system, &letter.notice, Command::Mail, &format!("mailed:{}", letter.notice)).await
}

async fn act(system: &System, notice: &str, command: Command, occasion: &str) -> anyhow::Result<()> {
    system.act::<Notice>(notice, command, occasion).await.map(drop).map_err(|unmet| anyhow::anyhow!("{unmet:?}"))
}

/// The whole mail. Its Message-ID is the notice's own name, so that a mail handed over twice is the same mail.
pub(super) fn message(address: &str, subject: &str, base_url: &str, path: &str, stream: &str) -> anyhow::Result<Message> {
    let body = format!(
        "{subject}.\n\nSign in to read it:\n{base_url}{path}\n\nThis message holds no details on purpose. Do not answer it: nobody reads the answers.\n"
    );
    Ok(Message::builder()
        .from(FROM.parse()?)
        .to(address.parse()?)
        .subject(subject)
        .message_id(Some(format!("<{}@trefoil>", stream.replace(':', "."))))
        .header(ContentType::TEXT_PLAIN)
        .body(body)?)
}

async fn send(system: &System, message: Message) -> anyhow::Result<()> {
    match &system.site.config().mail {
        MailTransport::Folder => {
            let folder = system.site.config().data.join("mail");
            tokio::fs::create_dir_all(&folder).await?;
            AsyncFileTransport::<Tokio1Executor>::new(folder).send(message).await?;
        }
        MailTransport::Smtp(url) => {
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build().send(message).await?;
        }
    }
    Ok(())
}
