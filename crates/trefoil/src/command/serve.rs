//! `trefoil serve`: the pages, the reactions and the routines, until interrupted.

use std::net::SocketAddr;

use axum::Router;
use clap::Args;
use platform::{MailTransport, Site};

use super::{Installation, config, open};

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    at: Installation,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address people use, without a slash at the end; https makes cookies travel over TLS only
    #[arg(long, env = "TREFOIL_BASE_URL")]
    base_url: Option<String>,
    /// Where mail goes: smtps://user:password@host; without it, into mail/ in the data folder
    #[arg(long, env = "TREFOIL_SMTP")]
    smtp: Option<String>,
}

pub(super) async fn run(command: Serve) -> anyhow::Result<()> {
    log_as_json();
    let mut config = config(&command.at);
    if let Some(base_url) = command.base_url {
        config.secure_cookies = base_url.starts_with("https://");
        config.base_url = base_url;
    }
    if let Some(smtp) = command.smtp {
        config.mail = MailTransport::Smtp(smtp);
    }
    let (site, router) = open(config).await?;
    serve(site, router, command.listen).await
}

/// Serves until interrupted, then lets what is under way finish.
///
/// # Errors
/// An address that cannot be listened on.
pub(crate) async fn serve(site: Site, router: Router, listen: SocketAddr) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(|error| anyhow::anyhow!("cannot listen on {listen}: {error}"))?;
    platform::start_reactions(&site);
    println!("Trefoil is at http://{}", listener.local_addr()?);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(interrupted()).await?;
    site.ledger().close().await;
    Ok(())
}

pub(crate) async fn interrupted() {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
    let terminated = async {
        match &mut terminate {
            Some(signal) => {
                signal.recv().await;
            }
            None => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// Structured logs on standard error; `RUST_LOG` chooses how much.
pub(crate) fn log_as_json() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into());
    // A second call, in tests, changes nothing.
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
