//! The director: moves the clock, lets what follows follow, and has people act through the one door.

use std::{
    collections::BTreeMap,
    fmt::Display,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use agreement::{Compartment, Role};
use anyhow::{Context as _, anyhow};
use kernel::Date;
use platform::{
    Action, COMMONS, Cx, Record, Site, Stamp, System, Who,
    account::{self, Account, Appoint, GRANT, INVITE},
};
use rand::{RngExt as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha20Rng;

pub(super) struct Stage {
    pub site: Site,
    clock: Arc<AtomicI64>,
    pub rng: ChaCha20Rng,
    /// Persona key ("business manager") and who they are.
    people: BTreeMap<&'static str, Who>,
    today: Date,
}

impl Stage {
    pub(super) fn new(site: Site, clock: Arc<AtomicI64>, seed: u64, today: Date) -> Self {
        let stage = Self { site, clock, rng: ChaCha20Rng::seed_from_u64(seed), people: BTreeMap::new(), today };
        stage.hands(today, 8, 0);
        stage
    }

    /// `second`: within the hour, so up to 3,599.
    fn hands(&self, day: Date, hour: i8, second: i64) {
        let (minute, second) = (i8::try_from(second / 60).unwrap_or(59), i8::try_from(second % 60).unwrap_or(0));
        if let Ok(zoned) = day.at(hour, minute.min(59), second, 0).to_zoned(kernel::moment::london()) {
            self.clock.store(zoned.timestamp().as_microsecond(), Ordering::SeqCst);
        }
    }

    /// Days pass until it is so many seconds past `hour` on `day`; each morning silence has its say.
    ///
    /// # Errors
    /// A reaction or routine that failed.
    pub(super) async fn until(&mut self, day: Date, hour: i8, second: i64) -> anyhow::Result<()> {
        while self.today < day {
            self.today = self.today.tomorrow()?;
            self.hands(self.today, 6, 0);
            platform::run_routines(&self.site).await?;
            self.settle().await?;
        }
        self.hands(day, hour, second);
        Ok(())
    }

    pub(super) async fn settle(&self) -> anyhow::Result<()> {
        while platform::react_all(&self.site).await? > 0 {}
        Ok(())
    }

    pub(super) fn id(&self) -> String {
        self.site.ledger().new_id().to_string()
    }

    pub(super) fn chance(&mut self, in_a_hundred: u32) -> bool {
        self.rng.random_range(0..100) < in_a_hundred
    }

    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> anyhow::Result<T> {
        of.choose(&mut self.rng).copied().ok_or_else(|| anyhow!("nothing to choose from"))
    }

    pub(super) fn cast(&mut self, persona: &'static str, who: Who) {
        self.people.insert(persona, who);
    }

    pub(super) fn who(&self, persona: &str) -> anyhow::Result<&Who> {
        self.people.get(persona).with_context(|| format!("there is no `{persona}` in the demonstration"))
    }

    /// The persona acts, through the same door as from a page.
    ///
    /// # Errors
    /// A refusal: the story is wrong.
    pub(super) async fn act<R: Record>(
        &self,
        persona: &str,
        action: Action,
        stream: impl Display,
        command: R::Command,
    ) -> anyhow::Result<()> {
        let cx = Cx::acting(&self.site, self.who(persona)?.clone());
        let done = cx.act::<R>(action, stream.to_string(), command, &Stamp::NONE).await;
        done.map(drop).map_err(|unmet| anyhow!("{persona} could not do {action} on {}: {unmet:?}", self.today))
    }

    /// The business manager invites and appoints somebody.
    ///
    /// # Errors
    /// A refusal: the story is wrong.
    pub(super) async fn appoint(
        &mut self,
        persona: &'static str,
        name: &str,
        by: &str,
        agency: &str,
        roles: &[Role],
        compartments: &[Compartment],
    ) -> anyhow::Result<()> {
        let account = self.id();
        let email = format!("{}@northbrook.example", name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "."));
        let partnership = self.who(by)?.appointment.partnership.clone();
        let invite = account::Command::Invite { name: name.to_owned(), email, partnership: partnership.clone() };
        self.act::<Account>(by, INVITE, &account, invite).await?;
        self.also(&account, by, agency, roles, compartments).await?;
        let who = account::who(&self.site, &account, &partnership).await?.context("somebody appointed acts for somebody")?;
        self.cast(persona, who);
        Ok(())
    }

    /// Somebody goes on at another agency, in the same roles: appointed there, and no longer here.
    ///
    /// # Errors
    /// A refusal: the story is wrong.
    pub(super) async fn moves(&mut self, persona: &'static str, by: &str, to: &str, reason: &str) -> anyhow::Result<()> {
        let who = self.who(persona)?.clone();
        let old = who.appointment;
        self.also(&who.account, by, to, &old.roles, &old.compartments).await?;
        let end = account::Command::EndAppointment {
            by: self.who(by)?.account.clone(),
            to: who.account.clone(),
            partnership: old.partnership.clone(),
            appointment: old.id,
            reason: reason.to_owned(),
        };
        self.act::<Account>(by, account::REVOKE, &who.account, end).await?;
        let who = account::who(&self.site, &who.account, &old.partnership).await?.context("somebody appointed acts for somebody")?;
        self.cast(persona, who);
        Ok(())
    }

    /// One more appointment for somebody who has an account.
    ///
    /// # Errors
    /// A refusal: the story is wrong.
    pub(super) async fn also(
        &self,
        account: &str,
        by: &str,
        agency: &str,
        roles: &[Role],
        compartments: &[Compartment],
    ) -> anyhow::Result<()> {
        let manager = self.who(by)?;
        let appoint = Appoint {
            id: self.id(),
            partnership: manager.appointment.partnership.clone(),
            agency: agency.to_owned(),
            roles: roles.to_vec(),
            compartments: compartments.to_vec(),
            until: None,
        };
        let command = account::Command::Appoint { by: manager.account.clone(), to: account.to_owned(), appoint };
        self.act::<Account>(by, GRANT, account, command).await
    }

    /// A first appointment in the other partnership, whose manager does not know the person yet: the installation makes it for them.
    ///
    /// # Errors
    /// A refusal: the story is wrong.
    pub(super) async fn across(
        &self,
        account: &str,
        by: &str,
        agency: &str,
        roles: &[Role],
        compartments: &[Compartment],
    ) -> anyhow::Result<()> {
        let manager = self.who(by)?;
        let appoint = Appoint {
            id: self.id(),
            partnership: manager.appointment.partnership.clone(),
            agency: agency.to_owned(),
            roles: roles.to_vec(),
            compartments: compartments.to_vec(),
            until: None,
        };
        let command = account::Command::Appoint { by: manager.account.clone(), to: account.to_owned(), appoint };
        let system = System::routine(self.site.clone(), "installation", COMMONS);
        let done = system.act::<Account>(account, command, &format!("across:{account}")).await;
        done.map(drop).map_err(|unmet| anyhow!("an appointment across partnerships failed: {unmet:?}"))
    }
}
