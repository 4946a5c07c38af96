//! Every route there is, tried by nobody and by the wrong person. What is open to whom is written here, in full: a new route is closed
//! until somebody adds it to a list and says why.

use std::collections::{BTreeMap, BTreeSet};

use agreement::Role;
use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use ledger::{Chance, Clock};
use platform::{Appointment, Config, MailTransport, Site, account, session};
use tower::ServiceExt as _;
use trefoil::{demo, wire};

/// What anybody may ask for without signing in.
const PUBLIC: &[&str] = &[
    // The door itself.
    "GET /sign-in",
    "POST /sign-in",
    "GET /invitation/{token}",
    "POST /invitation/{token}",
    // In a demonstration only; here all are answered as if they were not there.
    "GET /personas",
    "POST /personas/act",
    "GET /gallery",
    "GET /gallery/{*path}",
    // Whoever cannot get in still needs help, and it must be usable.
    "GET /help",
    "GET /accessibility",
    "GET /assets/{*path}",
    // Reports that were published.
    "GET /public/{partnership}/reports",
    "GET /public/{partnership}/reports/{id}",
    "GET /public/{partnership}/reports/{id}/figures/{number}",
    "GET /public/{partnership}/reports/{id}/report.pdf",
    // For whoever runs the machine and whoever writes programs against it.
    "GET /health",
    "GET /metrics",
    "GET /api/v1/openapi.json",
];

/// What everybody who is signed in may do, in whatever role: their own account and notices, and what the agreement says.
const EVERYBODYS: &[&str] = &[
    "GET /",
    "GET /account",
    "POST /account/switch",
    "POST /account/sessions/end",
    "GET /account/codes",
    "POST /account/codes",
    "GET /account/app",
    "POST /account/app",
    "POST /sign-out",
    "GET /step-up",
    "POST /step-up",
    "GET /notices",
    "GET /agreement",
    "GET /agreement/what-would",
    "GET /agreement/adopted",
    "GET /search",
];

/// What is public by clause 1.1 of the agreement, to be read by everybody who is signed in: lists of it, and organisations and figures.
const PUBLIC_RECORD: &[&str] = &[
    "GET /organisations",
    "GET /organisations.csv",
    "GET /organisations.xlsx",
    "GET /api/v1/organisations",
    "GET /organisations/{id}",
    "GET /groups",
    "GET /groups/{id}",
    "GET /groups/{id}/calendar.ics",
    "GET /groups.csv",
    "GET /groups.xlsx",
    "GET /api/v1/groups",
    "GET /meetings",
    "GET /meetings.csv",
    "GET /meetings.xlsx",
    "GET /api/v1/meetings",
    "GET /contributions",
    "GET /contributions.csv",
    "GET /contributions.xlsx",
    "GET /api/v1/contributions",
    "GET /reports",
    "GET /reports.csv",
    "GET /reports.xlsx",
    "GET /api/v1/reports",
    "GET /priorities",
    "GET /priorities.csv",
    "GET /priorities.xlsx",
    "GET /api/v1/priorities",
    "GET /priorities/{id}",
    "GET /priorities/little-or-no-progress",
    "GET /priorities/little-or-no-progress.csv",
    "GET /priorities/little-or-no-progress.xlsx",
    "GET /api/v1/priorities/little-or-no-progress",
    "GET /statistics",
    "GET /statistics/releases",
    "GET /statistics/releases.csv",
    "GET /statistics/releases.xlsx",
    "GET /api/v1/statistics/releases",
    // To those who may not import it says who may.
    "GET /statistics/import",
    "GET /figures",
    "GET /figures/{id}",
    "GET /api/v1/figures/{id}",
];

/// Forms that begin a record. They are also sent whole, so that nothing but the agreement can refuse them.
const FORMS: &[(&str, &str)] = &[
    ("/escalations/{id}/raise", "about=child&reason=threshold&concern=x&wanted=x&raised_with=x&safe=yes&how=x&urgent=no"),
    ("/groups/{id}/launch", "rotating=no&name=x&terms=x&on-day=1&on-month=3&on-year=2026"),
    ("/meetings/{id}/convene", "group=x&title=x&place=x&on-day=1&on-month=3&on-year=2026&starts=14%3A00"),
    ("/priorities/{id}/set", "title=x&what=x&measure=x&kind=priority&year=2026-27"),
    ("/organisations/{id}/register", "name=x&valid_from-day=1&valid_from-month=3&valid_from-year=2026"),
];

/// Facts that somebody without any role may bring about, all of them on their own account.
const OWN_FACTS: &[&str] = &["account.recovery_codes_made"];

fn config(data: &std::path::Path, database: Option<String>, demonstration: bool) -> Config {
    Config {
        data: data.to_owned(),
        database,
        base_url: "http://localhost".into(),
        secure_cookies: false,
        demonstration,
        mail: MailTransport::Folder,
    }
}

struct Tried {
    status: StatusCode,
    location: String,
    body: String,
}

impl Tried {
    /// What was answered, whatever the record's id and without the key that every form is given anew.
    fn said(&self, id: &str) -> (StatusCode, String, String) {
        let mut body = self.body.replace(id, "ID");
        while let Some(at) = body.find("name=\"_key\" value=\"") {
            let end = body[at + 19..].find('"').map_or(body.len(), |end| at + 19 + end);
            body.replace_range(at..end, "");
        }
        (self.status, self.location.replace(id, "ID"), body)
    }
}

/// Sends a request as a browser with this session would: with its cookie and its forms' token.
async fn send(site: &Site, router: &Router, session: Option<&str>, method: &Method, path: &str, fields: &str, multipart: bool) -> Tried {
    const EDGE: &str = "edge-of-a-part";
    let mut request = Request::builder().method(method).uri(path);
    let mut body = String::new();
    if let Some(session) = session {
        request = request.header(header::COOKIE, format!("session={session}"));
        let token = session::token_for(site, session);
        body = match multipart {
            false => format!("_token={token}&{fields}"),
            true => format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n--{EDGE}--\r\n"),
        };
    }
    let kind = if multipart { format!("multipart/form-data; boundary={EDGE}") } else { "application/x-www-form-urlencoded".into() };
    let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let location = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
    Tried { status, location, body: String::from_utf8_lossy(&bytes).into_owned() }
}

/// Every path of the router, which axum lists only in its debugging text.
fn paths(router: &Router) -> BTreeSet<String> {
    let text = format!("{router:?}");
    let found = text.split("RouteId(").skip(1).filter_map(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("): \"")?;
        rest.split('"').next().filter(|path| path.starts_with('/') && !path.contains("__private"))
    });
    found.map(str::to_owned).collect()
}

/// What each route answers to: asked with a method that nothing answers to, it names those it knows.
async fn routes(router: &Router) -> Vec<(Method, String)> {
    let mut all = Vec::new();
    for path in paths(router) {
        let request = Request::builder().method("PROPFIND").uri(filled(&path, &BTreeMap::new())).body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
        let allowed = response.headers()[header::ALLOW].to_str().unwrap().to_owned();
        for method in allowed.split(',').map(str::trim).filter(|method| *method != "HEAD") {
            all.push((method.parse().unwrap(), path.clone()));
        }
    }
    all
}

/// The path with something real in the place of each name: a record of the kind that lives there, where the demonstration has one.
fn filled(path: &str, records: &BTreeMap<String, String>) -> String {
    let home = path.split_once('{').map_or("", |(home, _)| home);
    let parts = path.split('/').map(|part| match part {
        "{partnership}" => demo::PARTNERSHIP.to_owned(),
        "{id}" | "{stream}" => records.get(home).cloned().unwrap_or_else(|| "none-there".into()),
        "{*path}" => "app.css".into(),
        "{measure}" => records.get("measure").cloned().unwrap_or_else(|| "none-there".into()),
        part if part.starts_with('{') => "1".into(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// One record for each place that records live at, all of the demonstration's first partnership.
async fn records(site: &Site) -> BTreeMap<String, String> {
    let mut tx = site.ledger().read().await.unwrap();
    // A person's account is in the commons: one that belongs nowhere else.
    let sql = "select r.kind, max(r.id) as id from record r
                where r.chain = $1 or (r.chain = 'commons' and not exists (select 1 from involvement i
                      where i.chain = r.chain and i.record = r.id and i.stance = 'within' and i.party <> $2))
                group by r.kind";
    let rows = tx.rows(sql, ledger::args![demo::PARTNERSHIP, format!("partnership:{}", demo::PARTNERSHIP)]).await.unwrap();
    let mut found = BTreeMap::new();
    for row in rows {
        let (kind, id) = (row.text("kind").unwrap(), row.text("id").unwrap());
        if kind == "escalation" {
            found.insert("/records/".to_owned(), id.clone());
        }
        if let Some(href) = site.href(&kind, &id) {
            found.insert(href.trim_end_matches(&id).to_owned(), id);
        }
    }
    if let Some(figure) = site.figures().first() {
        found.insert("/figures/".into(), figure.id.into());
        found.insert("/api/v1/figures/".into(), figure.id.into());
    }
    found
}

async fn somebody(site: &Site, name: &str, partnership: &str, roles: &[Role]) -> String {
    let appointment = Appointment {
        id: format!("appointment-{name}"),
        partnership: partnership.into(),
        partnership_name: String::new(),
        agency: format!("agency-of-{name}"),
        agency_name: "An agency of nobody's".into(),
        agency_type: "council".into(),
        roles: roles.to_vec(),
        compartments: vec![],
    };
    account::install(site, name, name, &format!("{name}@example.org"), &appointment).await.unwrap();
    name.to_owned()
}

/// A session that has just proved who it is, so that nothing is refused for want of that alone.
async fn session_of(site: &Site, who: &str) -> String {
    session::create_session(site, who, "", "test", true).await.unwrap()
}

/// All that this person wrote since these heads.
async fn written(site: &Site, who: &str, heads: &[(String, i64)]) -> Vec<String> {
    let mut kinds = Vec::new();
    for chain in site.ledger().chains().await.unwrap() {
        let from = heads.iter().find(|(known, _)| *known == chain).map_or(0, |(_, number)| *number);
        let entries = site.ledger().read().await.unwrap().after(&chain, from, 10_000).await.unwrap();
        kinds.extend(entries.into_iter().filter(|entry| entry.actor == who || entry.stream == who).map(|entry| entry.kind));
    }
    kinds
}

async fn heads(site: &Site) -> Vec<(String, i64)> {
    site.ledger().head().await.unwrap().heads.into_iter().map(|head| (head.chain, head.number)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_tried_by_nobody_and_by_the_wrong_person() {
    let folder = tempfile::tempdir().unwrap();
    demo::make(config(folder.path(), None, true), 7).await.unwrap();
    let (site, router) = Site::open(config(folder.path(), None, false), Clock::System, Chance::System, wire::slices()).await.unwrap();
    let routes = routes(&router).await;
    assert!(routes.len() > 120, "axum's debugging text has changed: only {} routes were found", routes.len());
    let records = records(&site).await;
    for home in ["/escalations/", "/contributions/", "/reports/", "/organisations/", "/accounts/", "/notices/", "/records/"] {
        assert!(records.contains_key(home), "the demonstration has nothing at {home}");
    }
    let known: BTreeSet<String> = routes.iter().map(|(method, path)| format!("{method} {path}")).collect();
    for listed in PUBLIC.iter().chain(EVERYBODYS).chain(PUBLIC_RECORD) {
        assert!(known.contains(*listed), "there is no route `{listed}`");
    }
    let mut wrong = Vec::new();
    nobody(&site, &router, &routes, &records, &mut wrong).await;
    without_a_role(&site, &router, &routes, &records, &mut wrong).await;
    of_another_partnership(&site, &router, &routes, &records, &mut wrong).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    site.ledger().close().await;
}

type Routes = [(Method, String)];
type Records = BTreeMap<String, String>;

/// Nobody who has not signed in is given anything but the public pages: they are sent to sign in, and a program is told so.
async fn nobody(site: &Site, router: &Router, routes: &Routes, records: &Records, wrong: &mut Vec<String>) {
    let before = heads(site).await;
    for (method, path) in routes {
        let name = format!("{method} {path}");
        let tried = send(site, router, None, method, &filled(path, records), "", false).await;
        let told = tried.location.starts_with("/sign-in") || tried.status == StatusCode::UNAUTHORIZED;
        match PUBLIC.contains(&name.as_str()) {
            false if !told => wrong.push(format!("nobody: {name} answers {} {}", tried.status, tried.location)),
            true if told || tried.status.is_server_error() => wrong.push(format!("nobody: {name} is public and answers {}", tried.status)),
            _ => {}
        }
    }
    assert_eq!(heads(site).await, before, "somebody who has not signed in wrote something");
}

/// Somebody signed in whose appointment has no role that matters: no such page, or which clause it would need.
async fn without_a_role(site: &Site, router: &Router, routes: &Routes, records: &Records, wrong: &mut Vec<String>) {
    let who = somebody(site, "noor", demo::PARTNERSHIP, &[]).await;
    let before = heads(site).await;
    for (method, path) in routes {
        let name = format!("{method} {path}");
        if PUBLIC.contains(&name.as_str()) {
            continue;
        }
        let session = session_of(site, &who).await;
        let whole = FORMS.iter().find(|(form, _)| form == path).map(|(_, fields)| *fields);
        let path = filled(path, records);
        let mut tried = send(site, router, Some(&session), method, &path, "", false).await;
        if let (Some(fields), StatusCode::NOT_FOUND) = (whole, tried.status) {
            tried = send(site, router, Some(&session), method, &path, fields, false).await;
        }
        if tried.body.contains("could not be read") {
            tried = send(site, router, Some(&session), method, &path, "", true).await;
        }
        let clause = tried.status == StatusCode::FORBIDDEN && tried.body.contains("It would need");
        let refused = tried.status == StatusCode::NOT_FOUND || clause;
        match EVERYBODYS.contains(&name.as_str()) || PUBLIC_RECORD.contains(&name.as_str()) {
            false if !refused => wrong.push(format!("no role: {name} ({path}) answers {} {}", tried.status, tried.location)),
            true if refused || tried.status.is_server_error() => {
                wrong.push(format!("no role: {name} is everybody's and answers {}", tried.status))
            }
            _ => {}
        }
    }
    let kinds = written(site, &who, &before).await;
    assert!(kinds.iter().all(|kind| OWN_FACTS.contains(&kind.as_str())), "somebody without a role wrote {kinds:?}");
}

/// The business manager of another partnership, who may do almost anything there: every record of this one answers as one that never was.
async fn of_another_partnership(site: &Site, router: &Router, routes: &Routes, records: &Records, wrong: &mut Vec<String>) {
    let who = somebody(site, "emil", demo::NEIGHBOUR, &[Role::BusinessManager, Role::DelegatedPartner]).await;
    for (method, path) in routes {
        let name = format!("{method} {path}");
        // Organisations and figures are not this partnership's own. Whoever invites brings a new random id: only there a taken one shows.
        let own = ["/organisations/", "/figures/", "/api/", "/assets/", "/accounts/{id}/invite"].iter().any(|home| path.starts_with(home));
        let Some(real) = path.split_once('{').and_then(|(home, _)| records.get(home)).filter(|_| !own) else { continue };
        if PUBLIC.contains(&name.as_str()) {
            continue;
        }
        let absent: String = real.chars().rev().collect();
        let session = session_of(site, &who).await;
        let path = filled(path, records);
        let tried = send(site, router, Some(&session), method, &path, "", path.ends_with("/paper")).await;
        let never = send(site, router, Some(&session), method, &path.replace(real, &absent), "", path.ends_with("/paper")).await;
        if tried.said(real) != never.said(&absent) {
            wrong.push(format!("another partnership: {name} ({path}) answers {} {}", tried.status, tried.location));
        }
    }
    let kinds = written(site, &who, &[]).await;
    assert!(kinds.iter().all(|kind| kind.starts_with("account.")), "the manager of another partnership wrote {kinds:?}");
}
