//! Mail, sent by a reaction to *sent*: fixed words and a link, never what the notice is about.

use ledger::Entry;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::header::ContentType};

use super::{Command, Fact, Notice, rows};
use crate::{MailTransport, Reacting, cx::System};

const FROM: &str = "Trefoil <no-reply@trefoil.invalid>";

pub(super) fn post<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let Fact::Sent { to, subject, path, .. } = entry.fact::<Fact>()? else { return Ok(()) };
        if let Some(address) = rows::address_of(system, &to).await? {
            let message = message(&address, &subject, &system.site.config().base_url, &path, &entry.stream)?;
            send(system, message).await?;
        }
        system.act::<Notice>(&entry.stream, Command::Mail, "mailed").await.map_err(|unmet| anyhow::anyhow!("{unmet:?}"))?;
        Ok(())
    })
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
