//! The product as it runs: the ledger, the agreement in force, what the slices brought, and how it is configured.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, RwLock},
};

use agreement::{Agreement, Asker};
use axum::Router;
use ledger::{Chance, Clock, Ledger, OpenOptions};

use crate::{Action, Figure, ListSpec, Nav, Passage, Permitted, Reaction, Routine, Slice, Worded};

/// How this installation is run.
#[derive(Debug, Clone)]
pub struct Config {
    /// The installation's folder.
    pub data: PathBuf,
    /// `postgres://…`; none = SQLite in `data`.
    pub database: Option<String>,
    /// The address people reach it by, without a slash at the end: used in mail and calendars.
    pub base_url: String,
    /// Cookies are sent only over TLS.
    pub secure_cookies: bool,
    /// Every page says *Demonstration: simulated records*, and one click acts as each persona.
    pub demonstration: bool,
    pub mail: MailTransport,
}

/// Where mail goes.
#[derive(Debug, Clone)]
pub enum MailTransport {
    /// Into `mail/` in the data folder, a file each.
    Folder,
    /// `smtps://user:password@host` or `smtp://host`.
    Smtp(String),
}

#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    ledger: Ledger,
    agreement: Agreement,
    config: Config,
    figures: Vec<Figure>,
    worded: Vec<Worded>,
    passages: Vec<Passage>,
    lists: Vec<&'static ListSpec>,
    reactions: Vec<Reaction>,
    routines: Vec<Routine>,
    nav: Vec<Nav>,
    homes: HashMap<&'static str, &'static str>,
    views: Vec<(&'static str, Action)>,
    actions: Vec<Action>,
    forms_key: Vec<u8>,
    permitted: RwLock<HashMap<(String, Action), Arc<Permitted>>>,
}

/// Enough classes for thousands of people; beyond it the memory is simply emptied.
const REMEMBERED: usize = 20_000;

impl Site {
    /// Opens the installation with these slices, and gives the site and the router that serves it.
    ///
    /// # Errors
    /// A database that cannot be opened, or an agreement and slices that do not name the same actions.
    pub async fn open(config: Config, clock: Clock, chance: Chance, slices: Vec<Slice>) -> anyhow::Result<(Self, Router)> {
        let agreement = Agreement::shipped()?;
        let mut slices = slices;
        slices.extend(crate::own_slices());
        let projectors = slices.iter().flat_map(|slice| slice.projectors.iter().copied()).collect();
        let operational = slices.iter().flat_map(|slice| slice.operational.iter().copied()).collect();
        let ledger = Ledger::open(OpenOptions {
            data: config.data.clone(),
            database: config.database.clone(),
            clock,
            chance,
            projectors,
            operational,
        })
        .await?;
        ledger.ensure_chain(crate::COMMONS).await?;
        let forms_key = crate::session::forms_key(&ledger).await?;
        let mut inner = Inner {
            ledger,
            agreement,
            config,
            figures: Vec::new(),
            worded: Vec::new(),
            passages: Vec::new(),
            lists: Vec::new(),
            reactions: Vec::new(),
            routines: Vec::new(),
            nav: Vec::new(),
            homes: HashMap::new(),
            views: Vec::new(),
            actions: Vec::new(),
            forms_key,
            permitted: RwLock::default(),
        };
        let mut routes = Router::new();
        for slice in slices {
            inner.figures.extend(slice.figures);
            inner.worded.extend(slice.worded);
            inner.passages.extend(slice.passages);
            inner.reactions.extend(slice.reactions);
            inner.routines.extend(slice.routines);
            inner.nav.extend(slice.nav);
            inner.actions.extend(slice.actions);
            inner.homes.extend(slice.home);
            inner.views.extend(slice.views);
            for spec in slice.lists {
                routes = routes.merge(crate::list::routes(spec));
                inner.lists.push(spec);
            }
            routes = routes.merge(slice.routes);
        }
        inner.nav.sort_by_key(|nav| nav.order);
        let site = Self(Arc::new(inner));
        let router = crate::serve::wrap(routes, site.clone());
        Ok((site, router))
    }

    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }
    pub(crate) fn forms_key(&self) -> &[u8] {
        &self.0.forms_key
    }
    pub fn agreement(&self) -> &Agreement {
        &self.0.agreement
    }
    pub fn config(&self) -> &Config {
        &self.0.config
    }
    pub fn figures(&self) -> &[Figure] {
        &self.0.figures
    }
    pub(crate) fn worded(&self) -> &[Worded] {
        &self.0.worded
    }
    pub fn passages(&self) -> &[Passage] {
        &self.0.passages
    }
    pub fn lists(&self) -> &[&'static ListSpec] {
        &self.0.lists
    }
    pub fn nav(&self) -> &[Nav] {
        &self.0.nav
    }
    pub fn actions(&self) -> &[Action] {
        &self.0.actions
    }
    pub(crate) fn reactions(&self) -> &[Reaction] {
        &self.0.reactions
    }
    pub(crate) fn routines(&self) -> &[Routine] {
        &self.0.routines
    }
    /// The deed whose permission means that a record of this kind may be known.
    pub(crate) fn view_action(&self, kind: &str) -> Option<Action> {
        self.0.views.iter().find(|(known, _)| *known == kind).map(|(_, view)| *view)
    }
    pub(crate) fn view_actions(&self) -> impl Iterator<Item = (&'static str, Action)> + '_ {
        self.0.views.iter().copied()
    }
    /// Where the page of a record is; none for a kind without a page.
    pub fn href(&self, kind: &str, stream: &str) -> Option<String> {
        self.0.homes.get(kind).filter(|home| !home.is_empty()).map(|home| format!("{home}{stream}"))
    }

    /// Which rows the asker may do `action` on; decided once per class and remembered for askers alike in all that matters.
    pub fn permitted(&self, asker: &Asker, action: Action) -> Arc<Permitted> {
        let alike = (format!("{asker:?}"), action);
        if let Ok(known) = self.0.permitted.read()
            && let Some(found) = known.get(&alike)
        {
            return found.clone();
        }
        let permitted = Arc::new(Permitted::to(&self.0.agreement, asker, action));
        if let Ok(mut known) = self.0.permitted.write() {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(alike, permitted.clone());
        }
        permitted
    }
}
