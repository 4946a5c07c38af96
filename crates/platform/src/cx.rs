//! The one door. A page, an API call, an importer and a reaction all read and write through here.

use std::fmt::Display;

use agreement::{Asker, Class, Compartment, Receipt, Restriction, Role, Standing, standing};
use kernel::Moment;
use ledger::{Act, ActError, Done, Entry, EntryRef, Read, Row, Step, Value, args};

use crate::{Action, COMMONS, Facet, Home, Permitted, Problem, Record, Site, Stamp, Unmet, access, record::CommandStep};

/// For whom somebody acts: one agency in one partnership, with these roles. A person may hold several and acts under one at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    pub id: String,
    /// The partnership's chain.
    pub partnership: String,
    pub partnership_name: String,
    pub agency: String,
    pub agency_name: String,
    pub agency_type: String,
    pub roles: Vec<Role>,
    pub compartments: Vec<Compartment>,
}

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The account's stream.
    pub account: String,
    pub name: String,
    pub appointment: Appointment,
    /// Everything this person may switch to.
    pub appointments: Vec<Appointment>,
    /// They proved themselves again within the last minutes.
    pub stepped_up: bool,
}

impl Who {
    pub fn asker(&self) -> Asker {
        let appointment = &self.appointment;
        Asker {
            person: self.account.clone(),
            agency: appointment.agency.clone(),
            agency_type: appointment.agency_type.clone(),
            partnership: appointment.partnership.clone(),
            roles: appointment.roles.clone(),
            compartments: appointment.compartments.clone(),
            break_glass: false,
            stepped_up: self.stepped_up,
            conflicted: false,
        }
    }
}

/// What a handler is given: who is asking, when, and the only way to read or write.
#[derive(Clone)]
pub struct Cx {
    pub site: Site,
    pub who: Who,
    pub at: Moment,
    pub(crate) asker: Asker,
    /// What this request's forms must carry; empty outside a browser.
    pub(crate) token: String,
    pub(crate) path: String,
    /// What was just done, to be said once on the next page.
    pub(crate) said: Option<String>,
}

/// The line of a record in `record`, as access sees it.
#[derive(Debug, Clone)]
pub struct RecordLine {
    pub kind: String,
    pub title: String,
    pub facet: Facet,
    pub ask: String,
    pub involved: bool,
    pub conflicted: bool,
    /// It belongs to other partnerships and not to the asker's.
    pub elsewhere: bool,
}

/// A permitted, logged view of one record.
pub struct Reading {
    pub tx: Read,
    pub chain: String,
    pub stream: String,
    /// The clause, gateway and purpose under which it may be seen.
    pub receipt: Receipt,
    pub line: RecordLine,
    /// The stream's version, for the form's stamp.
    pub version: i64,
}

/// A permitted view of many: filter `record r` with `permitted`.
pub struct Looking {
    pub tx: Read,
    pub chain: String,
    pub permitted: std::sync::Arc<Permitted>,
}

impl Cx {
    /// The door for somebody without a browser: an importer, the demonstration, a test.
    pub fn acting(site: &Site, who: Who) -> Self {
        let asker = who.asker();
        Self { site: site.clone(), at: site.ledger().clock().moment(), asker, who, token: String::new(), path: String::new(), said: None }
    }

    pub fn partnership(&self) -> &str {
        &self.who.appointment.partnership
    }
    pub fn agency(&self) -> &str {
        &self.who.appointment.agency
    }
    pub fn new_id(&self) -> kernel::Id {
        self.site.ledger().new_id()
    }
    pub fn chain_of<R: Record>(&self) -> String {
        match R::HOME {
            Home::Partnership => self.partnership().to_owned(),
            Home::Commons => COMMONS.to_owned(),
        }
    }

    /// May this person do `action` on a record of this facet in which they take part?
    pub fn may(&self, action: Action, facet: Facet) -> bool {
        let class = self.class(action.record(), facet, true);
        matches!(self.site.agreement().decide(&self.asker, action.0, &class), agreement::Decision::Allowed(_))
    }
    /// May this person do `action` on any record at all?
    pub fn may_any(&self, action: Action) -> bool {
        !self.site.permitted(&self.asker, action).none()
    }
    /// The first line of a page or form that is about no record yet, whatever was sent to it.
    ///
    /// # Errors
    /// Who may not do `action` on any record is told no and by which clause others may, where they may see such records; else, nothing.
    pub fn must(&self, action: Action) -> Result<(), Problem> {
        if self.may_any(action) {
            return Ok(());
        }
        let view = self.site.view_action(action.record());
        if !view.is_some_and(|view| self.may_any(view)) {
            return Err(Problem::NotFound);
        }
        let needed = |compartment: &Compartment| {
            let class = self.class(action.record(), Facet::open(*compartment), true);
            match self.site.agreement().decide(&self.asker, action.0, &class) {
                agreement::Decision::Denied(needed) => Some(needed).filter(|needed| !needed.clauses.is_empty()),
                agreement::Decision::Allowed(_) => None,
            }
        };
        Err(Problem::Forbidden(Compartment::ALL.iter().find_map(needed).unwrap_or_default()))
    }
    /// The same, once they have proved again who they are.
    pub(crate) fn may_any_proved(&self, action: Action) -> bool {
        let asker = Asker { stepped_up: true, ..self.asker.clone() };
        !self.site.permitted(&asker, action).none()
    }
    /// May this person do `action` on this record, which they are reading?
    pub fn may_here(&self, action: Action, reading: &Reading) -> bool {
        let class = self.class(action.record(), reading.line.facet, reading.line.involved);
        matches!(self.site.agreement().decide(&self.asker, action.0, &class), agreement::Decision::Allowed(_))
    }

    /// May this person see the record this line stands for?
    pub(crate) fn may_see(&self, kind: &str, line: &RecordLine) -> bool {
        let Some(view) = self.site.view_action(kind).filter(|_| !line.elsewhere) else { return false };
        let class = self.class(view.record(), line.facet, line.involved);
        let asker = Asker { conflicted: line.conflicted, ..self.asker.clone() };
        matches!(self.site.agreement().decide(&asker, view.0, &class), agreement::Decision::Allowed(_))
    }

    /// The receipt for an action on a record already found permitted.
    pub(crate) fn receipt(&self, action: Action, line: &RecordLine) -> Result<Receipt, Problem> {
        let class = self.class(action.record(), line.facet, line.involved);
        match self.site.agreement().decide(&self.asker, action.0, &class) {
            agreement::Decision::Allowed(receipt) => Ok(receipt),
            agreement::Decision::Denied(needed) => Err(Problem::Forbidden(needed)),
        }
    }

    /// Which clause would be needed to do `action` on the record being read, and whom to ask.
    pub(crate) fn needed(&self, action: Action, reading: &Reading) -> agreement::Needed {
        let class = self.class(action.record(), reading.line.facet, reading.line.involved);
        match self.site.agreement().decide(&self.asker, action.0, &class) {
            agreement::Decision::Denied(needed) => needed,
            agreement::Decision::Allowed(_) => agreement::Needed { clauses: Vec::new(), ask: String::new() },
        }
    }

    fn class(&self, record: &str, facet: Facet, involved: bool) -> Class {
        Class {
            record: record.to_owned(),
            partnership: self.partnership().to_owned(),
            compartment: facet.compartment,
            restriction: facet.restriction,
            involved,
        }
    }

    /// Who may do it gets a receipt; who may know of it is told no and which clause; anybody else is told there is nothing.
    async fn authorise(&self, action: Action, view: Action, line: &RecordLine, chain: &str, stream: &str) -> Result<Receipt, Problem> {
        if line.elsewhere {
            return Err(Problem::NotFound);
        }
        let class = self.class(action.record(), line.facet, line.involved);
        let mut asker = self.asker.clone();
        asker.conflicted = line.conflicted;
        asker.break_glass = access::glass_broken(self, chain, stream).await?;
        // Whoever broke the glass proved who they are when they did; it holds for its hour.
        asker.stepped_up |= asker.break_glass;
        match standing(self.site.agreement(), &asker, action.0, view.0, &class) {
            Standing::May(receipt) => Ok(receipt),
            Standing::Known(needed) => Err(Problem::Forbidden(needed)),
            Standing::Unknown => Err(Problem::NotFound),
        }
    }

    /// The only way to write: authorise, load, decide, append, project, commit.
    ///
    /// # Errors
    /// The rule's refusal, a newer version than the form's, or a problem.
    pub async fn act<R: Record>(
        &self,
        action: Action,
        stream: impl Display,
        command: R::Command,
        stamp: &Stamp,
    ) -> Result<Done, Unmet<R::Refusal>> {
        let step = self.step::<R>(action, &stream.to_string(), command, stamp.seen).await?;
        let purpose = step.receipt.purpose.clone();
        let act = self.sealed_act(step.chain, purpose, stamp.key.clone(), vec![step.step]);
        self.site.ledger().act(act).await.map_err(unmet)
    }

    /// Several streams of one chain that commit together or not at all.
    pub fn together(&self) -> Together<'_> {
        Together { cx: self, chain: None, purpose: String::new(), steps: Vec::new() }
    }

    async fn step<R: Record>(&self, action: Action, stream: &str, command: R::Command, seen: Option<i64>) -> Result<Permission, Problem> {
        let chain = self.chain_of::<R>();
        let mut read = self.site.ledger().read().await?;
        let line = match line(&mut read, &self.asker, &chain, stream).await? {
            Some(line) if line.kind == R::KIND => line,
            Some(_) => return Err(Problem::NotFound),
            None => RecordLine {
                kind: R::KIND.to_owned(),
                title: String::new(),
                facet: R::facet(&command),
                ask: String::new(),
                involved: true,
                conflicted: false,
                elsewhere: false,
            },
        };
        drop(read);
        let receipt = self.authorise(action, R::VIEW, &line, &chain, stream).await?;
        let step = CommandStep::<R> { chain: chain.clone(), stream: stream.to_owned(), seen, command };
        Ok(Permission { chain, receipt, step: Box::new(step) })
    }

    fn sealed_act(&self, chain: String, purpose: String, key: Option<String>, steps: Vec<Box<dyn Step>>) -> Act {
        // A key is one person's: nobody can make another's act a repeat by guessing it.
        let key = key.map(|key| format!("{}:{key}", self.who.account));
        Act { chain, actor: self.who.account.clone(), agency: self.agency().to_owned(), purpose, cause: None, key, steps }
    }

    /// Reads one record: authorises, writes the access entry durably where it is case-level, and gives a transaction that cannot write.
    ///
    /// # Errors
    /// Not found, forbidden, or a fault.
    pub async fn read<R: Record>(&self, action: Action, stream: impl Display) -> Result<Reading, Problem> {
        let chain = self.chain_of::<R>();
        let reading = self.read_line(action, R::VIEW, &chain, &stream.to_string()).await?;
        if reading.line.kind == R::KIND { Ok(reading) } else { Err(Problem::NotFound) }
    }

    pub(crate) async fn read_line(&self, action: Action, view: Action, chain: &str, stream: &str) -> Result<Reading, Problem> {
        let mut tx = self.site.ledger().read().await?;
        let line = line(&mut tx, &self.asker, chain, stream).await?.ok_or(Problem::NotFound)?;
        let receipt = self.authorise(action, view, &line, chain, stream).await?;
        if access::is_case_level(line.facet.compartment) {
            access::opened(self, stream, &receipt, access::How::Page).await?;
        }
        let version = tx.version(chain, stream).await?;
        Ok(Reading { tx, chain: chain.to_owned(), stream: stream.to_owned(), receipt, line, version })
    }

    /// Reads many records of a kind, or nothing at all where no class is permitted.
    ///
    /// # Errors
    /// A fault.
    pub async fn look<R: Record>(&self, action: Action) -> Result<Looking, Problem> {
        self.look_on(&self.chain_of::<R>(), action).await
    }

    pub(crate) async fn look_on(&self, chain: &str, action: Action) -> Result<Looking, Problem> {
        let permitted = self.site.permitted(&self.asker, action);
        Ok(Looking { tx: self.site.ledger().read().await?, chain: chain.to_owned(), permitted })
    }
}

struct Permission {
    chain: String,
    receipt: Receipt,
    step: Box<dyn Step>,
}

/// Steps gathered for one commit. See [`Cx::together`].
pub struct Together<'a> {
    cx: &'a Cx,
    chain: Option<String>,
    purpose: String,
    steps: Vec<Box<dyn Step>>,
}

impl Together<'_> {
    /// # Errors
    /// Not found, forbidden, or records of two chains in one commit (a fault).
    pub async fn step<R: Record>(mut self, action: Action, stream: impl Display, command: R::Command) -> Result<Self, Problem> {
        let permission = self.cx.step::<R>(action, &stream.to_string(), command, None).await?;
        if self.chain.as_ref().is_some_and(|chain| *chain != permission.chain) {
            return Err(anyhow::anyhow!("records of two chains cannot commit together").into());
        }
        self.purpose = permission.receipt.purpose;
        self.chain = Some(permission.chain);
        self.steps.push(permission.step);
        Ok(self)
    }

    /// # Errors
    /// The first refusal, which is a rule's of records of the kind `R`; or a problem.
    pub async fn commit<R: std::error::Error + Send + Sync + 'static>(self, stamp: &Stamp) -> Result<Done, Unmet<R>> {
        let Some(chain) = self.chain else { return Err(Problem::NotFound.into()) };
        let act = self.cx.sealed_act(chain, self.purpose, stamp.key.clone(), self.steps);
        self.cx.site.ledger().act(act).await.map_err(unmet)
    }
}

fn unmet<R: std::error::Error + Send + Sync + 'static>(error: ActError) -> Unmet<R> {
    match error {
        ActError::Refused(refusal) => match refusal.downcast::<R>() {
            Ok(refusal) => Unmet::Refused(*refusal),
            Err(other) => Unmet::Failed(anyhow::anyhow!("a refusal of another record: {other}").into()),
        },
        ActError::Stale { seen, now, .. } => Unmet::Stale { seen, now },
        ActError::Failed(error) => Unmet::Failed(error.into()),
    }
}

/// The record's line and the asker's part in it.
pub(crate) async fn line(tx: &mut Read, asker: &Asker, chain: &str, stream: &str) -> ledger::Result<Option<RecordLine>> {
    let row = tx
        .row(
            "select r.kind, r.title, r.compartment, r.restriction, r.ask,
                    (select count(*) from involvement i where i.chain = r.chain and i.record = r.id and i.stance = 'involved'
                        and i.party in ($3, $4)) as involved,
                    (select count(*) from involvement i where i.chain = r.chain and i.record = r.id and i.stance = 'conflicted'
                        and i.party = $4) as conflicted,
                        (select count(*) from involvement i where i.chain = r.chain and i.record = r.id and i.stance = 'within') as places,
                        (select count(*) from involvement i where i.chain = r.chain and i.record = r.id and i.stance = 'within'
                            and i.party = $5) as here
               from record r where r.chain = $1 and r.id = $2",
            args![
                chain,
                stream,
                format!("agency:{}", asker.agency),
                format!("person:{}", asker.person),
                format!("partnership:{}", asker.partnership)
            ],
        )
        .await?;
    row.map(|row| record_line(&row)).transpose()
}

fn record_line(row: &Row) -> ledger::Result<RecordLine> {
    let unknown = |what: &str, word: &str| ledger::LedgerError::Broken(format!("`{word}` is not a {what}"));
    let (compartment, restriction) = (row.text("compartment")?, row.text("restriction")?);
    Ok(RecordLine {
        kind: row.text("kind")?,
        title: row.text("title")?,
        facet: Facet {
            compartment: compartment.parse::<Compartment>().map_err(|_| unknown("compartment", &compartment))?,
            restriction: restriction.parse::<Restriction>().map_err(|_| unknown("restriction", &restriction))?,
        },
        ask: row.text("ask")?,
        involved: row.int("involved")? > 0,
        conflicted: row.int("conflicted")? > 0,
        elsewhere: row.int("places")? > 0 && row.int("here")? == 0,
    })
}

/// The product itself, acting on what a fact or the clock brought about. Its acts name their cause and happen once.
pub struct System {
    pub site: Site,
    /// The chain it works on.
    pub chain: String,
    pub at: Moment,
    name: &'static str,
    cause: Option<EntryRef>,
}

/// The actor and agency of what no person did.
pub const SYSTEM: &str = "trefoil";

impl System {
    pub(crate) fn because(site: Site, name: &'static str, entry: &Entry) -> Self {
        let at = site.ledger().clock().moment();
        Self { site, chain: entry.chain.clone(), at, name, cause: Some(entry.at()) }
    }
    pub fn routine(site: Site, name: &'static str, chain: &str) -> Self {
        let at = site.ledger().clock().moment();
        Self { site, chain: chain.to_owned(), at, name, cause: None }
    }

    /// The cause of this run, as a citation; empty for a routine.
    pub fn because_of(&self) -> String {
        self.cause.as_ref().map_or_else(String::new, ToString::to_string)
    }

    /// Acts once: `occasion` tells this act from others of the same reaction and cause (or of the same routine).
    ///
    /// # Errors
    /// As [`Cx::act`]; a system act is never forbidden, because no person asked for it.
    pub async fn act<R: Record>(&self, stream: impl Display, command: R::Command, occasion: &str) -> Result<Done, Unmet<R::Refusal>> {
        let chain = match R::HOME {
            Home::Partnership => self.chain.clone(),
            Home::Commons => COMMONS.to_owned(),
        };
        let cause = self.because_of();
        let act = Act {
            chain: chain.clone(),
            actor: SYSTEM.to_owned(),
            agency: SYSTEM.to_owned(),
            purpose: self.name.to_owned(),
            cause: self.cause.clone(),
            key: Some(format!("{}:{cause}:{occasion}", self.name)),
            steps: vec![Box::new(CommandStep::<R> { chain, stream: stream.to_string(), seen: None, command })],
        };
        self.site.ledger().act(act).await.map_err(unmet)
    }

    /// # Errors
    /// A fault.
    pub async fn rows(&self, sql: &'static str, values: Vec<Value>) -> ledger::Result<Vec<Row>> {
        self.site.ledger().read().await?.rows(sql, values).await
    }
}
