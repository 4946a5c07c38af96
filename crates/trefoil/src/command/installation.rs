//! Opening an installation as the command line names it.

use axum::Router;
use ledger::{Chance, Clock};
use platform::{Config, MailTransport, Site};

use super::Installation;
use crate::wire;

/// The configuration of an installation that is not a demonstration.
pub fn config(at: &Installation) -> Config {
    Config {
        data: at.data.clone(),
        database: at.database.clone(),
        base_url: "http://localhost:8080".to_owned(),
        secure_cookies: false,
        demonstration: false,
        mail: MailTransport::Folder,
    }
}

/// # Errors
/// Where the installation cannot be opened.
pub async fn open(config: Config) -> anyhow::Result<(Site, Router)> {
    Site::open(config, Clock::System, Chance::System, wire::slices()).await
}

/// Of a throw-away installation: the document depends on the program alone.
pub(super) async fn print_openapi() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let at = Installation { data: folder.path().to_owned(), database: None };
    let (site, _) = open(config(&at)).await?;
    super::print_json(&platform::openapi(&site))?;
    site.ledger().close().await;
    Ok(())
}
