//! `trefoil user`: the first person of an installation, and a way in for somebody who has none.

use agreement::Role;
use clap::Subcommand;
use platform::{Appointment, COMMONS, Site, System, account, partnership, session};

use super::{Installation, config, open};

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Found a partnership where it is not there yet, open an account in it, and print the invitation
    Add {
        #[command(flatten)]
        at: Installation,
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
        /// The partnership's short name, which becomes its chain
        #[arg(long)]
        partnership: String,
        /// The partnership's name, where it is founded now
        #[arg(long)]
        partnership_name: Option<String>,
        /// Its area codes (GSS), where it is founded now
        #[arg(long = "area")]
        areas: Vec<String>,
        /// What the person may do, such as business_manager
        #[arg(long = "role", default_value = "business_manager")]
        roles: Vec<Role>,
        /// The agency the person works for, by name; it can be registered afterwards
        #[arg(long, default_value = "Partnership business unit")]
        agency: String,
    },
    /// Print a new invitation for somebody who has not joined yet
    Invite {
        #[command(flatten)]
        at: Installation,
        #[arg(long)]
        email: String,
    },
    /// Take somebody's password and codes away, on the record, and print a new invitation
    Reset {
        #[command(flatten)]
        at: Installation,
        #[arg(long)]
        email: String,
        /// Why, and how it is known that it is them who asks
        #[arg(long)]
        reason: String,
    },
}

pub(super) async fn run(command: User) -> anyhow::Result<()> {
    match command {
        User::Add { at, name, email, partnership, partnership_name, areas, roles, agency } => {
            let (site, _) = open(config(&at)).await?;
            let title = partnership_name.unwrap_or_else(|| partnership.clone());
            if !site.ledger().chains().await?.contains(&partnership) {
                let found = partnership::Command::Found { name: title.clone(), slug: partnership.clone(), areas };
                let system = System::routine(site.clone(), "installation", COMMONS);
                let stream = site.ledger().new_id();
                let founded = system.act::<partnership::Partnership>(stream, found, &partnership).await;
                founded.map_err(|unmet| match unmet {
                    platform::Unmet::Refused(refusal) => anyhow::anyhow!("{refusal}"),
                    other => anyhow::anyhow!("{other:?}"),
                })?;
                platform::react_all(&site).await?;
            }
            let account = site.ledger().new_id().to_string();
            let appointment = Appointment {
                id: site.ledger().new_id().to_string(),
                partnership,
                partnership_name: title,
                agency: site.ledger().new_id().to_string(),
                agency_name: agency,
                agency_type: "council".to_owned(),
                roles,
                compartments: Vec::new(),
            };
            account::install(&site, &account, &name, &email, &appointment).await?;
            println!("{}", session::invitation(&site, &account).await?);
            site.ledger().close().await;
        }
        User::Invite { at, email } => {
            let (site, _) = open(config(&at)).await?;
            let account = account_of(&site, &email).await?;
            println!("{}", account::reinvite(&site, &account).await?);
            site.ledger().close().await;
        }
        User::Reset { at, email, reason } => {
            let (site, _) = open(config(&at)).await?;
            let account = account_of(&site, &email).await?;
            println!("{}", account::reset(&site, &account, &reason).await?);
            site.ledger().close().await;
        }
    }
    Ok(())
}

async fn account_of(site: &Site, email: &str) -> anyhow::Result<String> {
    account::find(site, email).await?.ok_or_else(|| anyhow::anyhow!("nobody has the email address `{email}`"))
}
