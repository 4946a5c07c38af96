//! A whole site over a fresh database, with people who act in it.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use agreement::{Compartment, Role};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use kernel::{Date, Timestamp};
use ledger::{Chance, Clock};
use platform::{
    Appointment, COMMONS, Config, Cx, MailTransport, Site, Slice, System, Who, account,
    partnership::{self, Partnership},
    session,
};
use tower::ServiceExt as _;

use crate::{monday, postgres};

/// The partnership every test site has.
pub const PARTNERSHIP: &str = "westmere";

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
    /// Where a redirect leads; empty where it is none.
    pub location: String,
}

impl Answer {
    /// # Panics
    /// Where the body does not say `words`.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "`{words}` is not in the answer ({}):\n{}", self.status, self.body);
        self
    }
    /// # Panics
    /// Where the body says `words`.
    #[track_caller]
    pub fn does_not_say(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "`{words}` is in the answer:\n{}", self.body);
        self
    }
    /// # Panics
    /// Where the status is another.
    #[track_caller]
    pub fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

/// A site, its clock, and the people signed in to it.
pub struct TestSite {
    pub site: Site,
    router: Router,
    clock: Arc<AtomicI64>,
    people: HashMap<&'static str, Who>,
    _folder: tempfile::TempDir,
}

/// Runs the story on SQLite and on PostgreSQL, where PostgreSQL is installed; says so where it is not.
pub async fn on_both<F: AsyncFn(TestSite)>(slices: fn() -> Vec<Slice>, story: F) {
    story(TestSite::open(slices(), None).await).await;
    match postgres::database() {
        Some(url) => story(TestSite::open(slices(), Some(url)).await).await,
        None => eprintln!("SKIPPED on PostgreSQL: it is not installed"),
    }
}

impl TestSite {
    /// At nine on Monday 2 March 2026, with one partnership and nobody in it.
    pub async fn open(slices: Vec<Slice>, database: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(AtomicI64::new(monday().now.as_microsecond()));
        let config = Config {
            data: folder.path().to_owned(),
            database,
            base_url: "http://localhost".into(),
            secure_cookies: false,
            demonstration: false,
            mail: MailTransport::Folder,
        };
        let (site, router) = Site::open(config, Clock::Simulated(clock.clone()), Chance::Seeded(7), slices).await.expect("a site");
        let found = partnership::Command::Found {
            name: "Westmere Safeguarding Partnership".into(),
            slug: PARTNERSHIP.into(),
            areas: vec!["E09000099".into()],
        };
        let system = System::routine(site.clone(), "test", COMMONS);
        system.act::<Partnership>("partnership-westmere", found, "found").await.expect("a partnership");
        let this = Self { site, router, clock, people: HashMap::new(), _folder: folder };
        this.settle().await;
        this
    }

    /// Lets every reaction run to the end.
    pub async fn settle(&self) {
        while platform::react_all(&self.site).await.expect("reactions") > 0 {}
    }

    /// Runs every routine once, then its reactions.
    pub async fn run_routines(&self) {
        platform::run_routines(&self.site).await.expect("routines");
        self.settle().await;
    }

    /// It is nine in the morning of that day.
    pub fn set_today(&self, day: &str) {
        let date: Date = day.parse().expect("a day");
        let at = date.at(9, 0, 0, 0).to_zoned(kernel::moment::london()).expect("a time").timestamp();
        self.set_now(at);
    }

    pub fn set_now(&self, at: Timestamp) {
        self.clock.store(at.as_microsecond(), Ordering::SeqCst);
    }

    /// The product itself, acting in the partnership or on the commons.
    pub fn system(&self) -> System {
        System::routine(self.site.clone(), "test", PARTNERSHIP)
    }

    /// Somebody with an account and an appointment, signed in. `agency`: an organisation's id, which need not be registered.
    pub async fn person(&mut self, name: &'static str, agency: &str, agency_type: &str, roles: &[Role], compartments: &[Compartment]) {
        let stream = format!("account-{name}");
        let appointment = Appointment {
            id: format!("appointment-{name}"),
            partnership: PARTNERSHIP.into(),
            partnership_name: "Westmere Safeguarding Partnership".into(),
            agency: agency.into(),
            agency_name: agency.into(),
            agency_type: agency_type.into(),
            roles: roles.to_vec(),
            compartments: compartments.to_vec(),
        };
        account::install(&self.site, &stream, name, &format!("{name}@example.org"), &appointment).await.expect("an account");
        let who = Who {
            account: stream,
            name: name.into(),
            appointment: appointment.clone(),
            appointments: vec![appointment],
            stepped_up: false,
        };
        self.people.insert(name, who);
    }

    /// The door, for a signed-in person, without a browser.
    pub fn cx(&self, name: &str) -> Cx {
        Cx::acting(&self.site, self.people[name].clone())
    }

    /// The person proves again who they are.
    ///
    /// # Panics
    /// Where there is no such person.
    pub fn step_up(&mut self, name: &str) {
        self.people.get_mut(name).expect("a person").stepped_up = true;
    }

    /// A session that has just begun, so that a test may move the clock as it likes.
    async fn session_of(&self, name: &str) -> Option<String> {
        let who = self.people.get(name)?;
        let begun = session::create_session(&self.site, &who.account, &who.appointment.id, "test", who.stepped_up).await;
        Some(begun.expect("a session"))
    }

    /// `name`: who asks; nobody where empty.
    pub async fn get(&self, name: &str, path: &str) -> Answer {
        let session = self.session_of(name).await;
        self.send(session, Request::get(path), String::new()).await
    }

    /// Posts as our own page would: with the person's token. `seen` and `key` go as `_seen` and `_key`.
    pub async fn post(&self, name: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let session = self.session_of(name).await;
        if let Some(session) = &session {
            body.append_pair("_token", &session::token_for(&self.site, session));
        }
        body.extend_pairs(fields);
        self.send(session, Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"), body.finish()).await
    }

    /// Posts as [`TestSite::post`] does, with a file: its field, its name and what is in it.
    pub async fn upload(&self, name: &str, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        const EDGE: &str = "edge-of-a-part";
        let session = self.session_of(name).await;
        let token = session.as_deref().map(|session| session::token_for(&self.site, session)).unwrap_or_default();
        let mut body = Vec::new();
        for (field, value) in fields.iter().copied().chain([("_token", token.as_str())]) {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (field, file_name, bytes) = file;
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file_name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let request = Request::post(path).header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"));
        self.send(session, request, body).await
    }

    async fn send(&self, session: Option<String>, mut request: axum::http::request::Builder, body: impl Into<Body>) -> Answer {
        if let Some(session) = session {
            request = request.header(header::COOKIE, format!("session={session}"));
        }
        let response = self.router.clone().oneshot(request.body(body.into()).expect("a request")).await.expect("an answer");
        let status = response.status();
        let location = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.expect("a body");
        Answer { status, body: String::from_utf8_lossy(&bytes).into_owned(), location }
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }
}
