//! What a capability hands to the product: one value, mounted by one line.

use axum::Router;
use ledger::{Projector, Table};

use crate::{Action, Figure, ListSpec, Passage, Reaction, Record, Routine, Site, Worded, record};

/// A link in the service navigation, shown to who may do `action` on at least one class of record.
#[derive(Debug, Clone, Copy)]
pub struct Nav {
    pub title: &'static str,
    pub href: &'static str,
    pub action: Action,
    /// Smaller comes first.
    pub order: u16,
}

/// One capability, whole.
pub struct Slice {
    pub name: &'static str,
    pub(crate) projectors: Vec<Projector>,
    pub actions: Vec<Action>,
    pub(crate) routes: Router<Site>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) worded: Vec<Worded>,
    pub(crate) passages: Vec<Passage>,
    pub(crate) lists: Vec<&'static ListSpec>,
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) routines: Vec<Routine>,
    pub(crate) nav: Vec<Nav>,
    pub(crate) operational: Vec<&'static str>,
    pub(crate) home: Vec<(&'static str, &'static str)>,
    pub(crate) views: Vec<(&'static str, Action)>,
}

impl Slice {
    /// `name`: the noun of the glossary.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            projectors: Vec::new(),
            actions: Vec::new(),
            routes: Router::new(),
            figures: Vec::new(),
            worded: Vec::new(),
            passages: Vec::new(),
            lists: Vec::new(),
            reactions: Vec::new(),
            routines: Vec::new(),
            nav: Vec::new(),
            operational: Vec::new(),
            home: Vec::new(),
            views: Vec::new(),
        }
    }
    /// A kind of record and the tables its facts are projected onto; `href` is where its page is (`/escalations/`, its id follows).
    #[must_use]
    pub fn record<R: Record>(mut self, tables: &'static [Table], href: &'static str) -> Self {
        // Every record also writes its line and its involvement. The list lives as long as the program, which mounts each slice once.
        let tables = Box::leak([tables, SHARED].concat().into_boxed_slice());
        self.projectors.push(Projector { record: R::KIND, tables, project: record::project::<R> });
        self.home.push((R::KIND, href));
        self.views.push((R::KIND, R::VIEW));
        self
    }
    /// Facts that are no record of their own: a projector and its tables.
    pub(crate) fn projector(mut self, projector: Projector) -> Self {
        self.projectors.push(projector);
        self
    }
    #[must_use]
    pub fn actions(mut self, actions: &[Action]) -> Self {
        self.actions.extend_from_slice(actions);
        self
    }
    #[must_use]
    pub fn routes(mut self, routes: Router<Site>) -> Self {
        self.routes = self.routes.merge(routes);
        self
    }
    #[must_use]
    pub fn figures(mut self, figures: impl IntoIterator<Item = Figure>) -> Self {
        self.figures.extend(figures);
        self
    }
    /// For figures whose arguments say what they count: the words that go with the arguments.
    #[must_use]
    pub fn worded(mut self, words: Worded) -> Self {
        self.worded.push(words);
        self
    }
    /// What reports may quote of its records.
    #[must_use]
    pub fn passages(mut self, passages: impl IntoIterator<Item = Passage>) -> Self {
        self.passages.extend(passages);
        self
    }
    /// A list page with filter, sort, paging, search and export: at `spec.path`, `.csv`, `.xlsx`, and `/api/v1` + path.
    #[must_use]
    pub fn list(mut self, spec: &'static ListSpec) -> Self {
        self.lists.push(spec);
        self
    }
    #[must_use]
    pub fn reaction(mut self, reaction: Reaction) -> Self {
        self.reactions.push(reaction);
        self
    }
    #[must_use]
    pub fn routine(mut self, routine: Routine) -> Self {
        self.routines.push(routine);
        self
    }
    #[must_use]
    pub fn nav(mut self, nav: Nav) -> Self {
        self.nav.push(nav);
        self
    }
    /// Tables that never enter the ledger: `create table if not exists …`.
    #[must_use]
    pub fn operational(mut self, statements: &[&'static str]) -> Self {
        self.operational.extend_from_slice(statements);
        self
    }
}

/// The platform's own tables, which every record writes.
const SHARED: &[Table] = &[crate::tables::RECORD, crate::tables::INVOLVEMENT];
