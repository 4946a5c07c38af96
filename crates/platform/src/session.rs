//! Sessions and secrets: passwords, codes and cookies. None of this enters the ledger, and none of it is ever logged.

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{Moment, Timestamp};
use ledger::{Row, Sql, Value, args};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use crate::{Cx, Problem, Site, Who, account};

/// Tables of this room; they travel in a backup and never in an export.
pub(crate) const OPERATIONAL: &[&str] = &[
    "create table if not exists secret (account text primary key, password text, totp text, totp_step bigint not null, failed bigint not null,
        locked_until bigint not null, invitation text, invitation_until bigint not null)",
    "create table if not exists session (id text primary key, account text not null, appointment text not null, created_at bigint not null,
        seen_at bigint not null, expires_at bigint not null, stepped_up_at bigint not null, revoked_at bigint not null, agent text not null)",
    crate::recovery::TABLE,
    "create table if not exists installation_secret (name text primary key, value text not null)",
];

const MINUTE: i64 = 60 * 1_000_000;
/// Without a page for so long, the session ends.
const IDLE: i64 = 30 * MINUTE;
/// However busy, it ends after this.
const LONGEST: i64 = 12 * 60 * MINUTE;
/// How long a second proof of who you are lasts.
const STEPPED_UP: i64 = 15 * MINUTE;
/// An invitation can be taken up for a week.
const INVITATION: i64 = 7 * 24 * 60 * MINUTE;
const TRIES: i64 = 10;
const LOCKED: i64 = 15 * MINUTE;

/// Password hashing is made to be slow and large: two at a time.
static HASHING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The session cookie's value. Over TLS only the name that a neighbouring site cannot set is taken.
pub(crate) fn cookie(site: &Site, headers: &HeaderMap) -> Option<String> {
    named_cookie(headers, cookie_name(site.config().secure_cookies))
}

fn named_cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
}

/// The header that gives a browser its session; an empty value takes it away.
pub(crate) fn set_cookie(site: &Site, value: &str) -> HeaderValue {
    let secure = site.config().secure_cookies;
    let life = if value.is_empty() { "; Max-Age=0" } else { "" };
    let flag = if secure { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{flag}{life}", cookie_name(secure));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

pub(crate) fn hashed(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// What this browser's forms must carry: made of its session, so that another site cannot know it.
pub(crate) fn forgery_token(site: &Site, headers: &HeaderMap) -> Option<String> {
    let session = cookie(site, headers)?;
    Some(token_for(site, &session))
}

/// The token for a session's forms; public for tests that post as a browser would.
pub fn token_for(site: &Site, session: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(site.forms_key()).unwrap_or_else(|_| unreachable_key());
    mac.update(session.as_bytes());
    hex::encode(&mac.finalize().into_bytes()[..16])
}

/// HMAC takes keys of any length, so this cannot happen.
fn unreachable_key() -> Hmac<Sha256> {
    Hmac::<Sha256>::new(&hmac::digest::Key::<Hmac<Sha256>>::default())
}

/// The installation's key for form tokens, made once.
pub(crate) async fn forms_key(ledger: &ledger::Ledger) -> ledger::Result<Vec<u8>> {
    let fresh = hex::encode(ledger.chance());
    ledger
        .operate(vec![(
            Sql::from("insert into installation_secret (name, value) values ('forms', $1) on conflict (name) do nothing"),
            args![fresh],
        )])
        .await?;
    let mut tx = ledger.read().await?;
    let row = tx.row("select value from installation_secret where name = 'forms'", Vec::new()).await?;
    row.map_or_else(|| Ok(String::new()), |row| row.text("value")).map(String::into_bytes)
}

/// Begins a session and gives the value of its cookie.
///
/// # Errors
/// A fault.
pub async fn create_session(site: &Site, account: &str, appointment: &str, agent: &str, stepped_up: bool) -> anyhow::Result<String> {
    let value = hex::encode(site.ledger().chance());
    let now = site.ledger().clock().moment().now.as_microsecond();
    let stepped_up_at = if stepped_up { now } else { 0 };
    let agent: String = agent.chars().take(120).collect();
    site.ledger()
        .operate(vec![(
            Sql::from(
                "insert into session (id, account, appointment, created_at, seen_at, expires_at, stepped_up_at, revoked_at, agent)
                 values ($1, $2, $3, $4, $4, $5, $6, 0, $7)",
            ),
            args![hashed(&value), account, appointment, now, now + LONGEST, stepped_up_at, agent],
        )])
        .await?;
    Ok(value)
}

pub(crate) async fn operate(site: &Site, sql: &'static str, values: Vec<Value>) -> ledger::Result<u64> {
    Ok(site.ledger().operate(vec![(Sql::from(sql), values)]).await?.first().copied().unwrap_or(0))
}

pub(crate) async fn end_session(site: &Site, value: &str) -> ledger::Result<()> {
    let now = site.ledger().clock().moment().now;
    operate(site, "update session set revoked_at = $2 where id = $1 and revoked_at = 0", args![hashed(value), now]).await.map(drop)
}

/// Ends one of the person's own sessions, by the short name it is listed under.
pub(crate) async fn end_listed(site: &Site, account: &str, id: &str) -> ledger::Result<()> {
    let now = site.ledger().clock().moment().now;
    operate(site, "update session set revoked_at = $3 where account = $1 and id = $2 and revoked_at = 0", args![account, id, now])
        .await
        .map(drop)
}

/// Signs the person out everywhere.
///
/// # Errors
/// A fault.
pub async fn end_all(site: &Site, account: &str) -> ledger::Result<()> {
    let now = site.ledger().clock().moment().now;
    operate(site, "update session set revoked_at = $2 where account = $1 and revoked_at = 0", args![account, now]).await.map(drop)
}

/// Takes password and codes away, and signs the person out everywhere.
pub(crate) async fn forget(site: &Site, account: &str) -> ledger::Result<()> {
    operate(site, "update secret set password = null, totp = null where account = $1", args![account]).await?;
    operate(site, "delete from recovery_code where account = $1", args![account]).await?;
    end_all(site, account).await
}

pub(crate) async fn switch(site: &Site, value: &str, appointment: &str) -> ledger::Result<()> {
    operate(site, "update session set appointment = $2 where id = $1", args![hashed(value), appointment]).await.map(drop)
}

pub(crate) async fn step_up(site: &Site, value: &str) -> ledger::Result<()> {
    let now = site.ledger().clock().moment().now;
    operate(site, "update session set stepped_up_at = $2 where id = $1", args![hashed(value), now]).await.map(drop)
}

/// One of a person's sessions, as their account page lists it.
pub(crate) struct Listed {
    pub id: String,
    pub agent: String,
    pub seen_at: Timestamp,
    pub this: bool,
}

pub(crate) async fn sessions_of(site: &Site, account: &str, value: &str) -> ledger::Result<Vec<Listed>> {
    let now = site.ledger().clock().moment().now.as_microsecond();
    let mut tx = site.ledger().read().await?;
    let rows = tx
        .rows(
            "select id, agent, seen_at from session where account = $1 and revoked_at = 0 and expires_at > $2 and seen_at > $3 order by seen_at desc",
            args![account, now, now - IDLE],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let id = row.text("id")?;
            let this = id == hashed(value);
            Ok(Listed { id, agent: row.text("agent")?, seen_at: row.instant("seen_at")?, this })
        })
        .collect()
}

/// Who this browser is, for the page at `path`.
pub(crate) async fn cx_of(site: &Site, headers: &HeaderMap, path: &str) -> Result<Cx, Problem> {
    let signed_out = || Problem::SignIn(path.to_owned());
    let value = cookie(site, headers).ok_or_else(signed_out)?;
    let at = site.ledger().clock().moment();
    let now = at.now.as_microsecond();
    let mut tx = site.ledger().read().await?;
    let session = tx
        .row(
            "select account, appointment, seen_at, stepped_up_at from session
              where id = $1 and revoked_at = 0 and expires_at > $2 and seen_at > $3",
            args![hashed(&value), now, now - IDLE],
        )
        .await?
        .ok_or_else(signed_out)?;
    let known = account::known(&mut tx, &session.text("account")?, at.today).await?.ok_or_else(signed_out)?;
    drop(tx);
    // Written at most once a minute: a page is not a reason to write.
    if now - session.int("seen_at")? > MINUTE {
        operate(site, "update session set seen_at = $2 where id = $1", args![hashed(&value), now]).await?;
    }
    let chosen = session.text("appointment")?;
    let appointment =
        known.appointments.iter().find(|appointment| appointment.id == chosen).or_else(|| known.appointments.first()).cloned();
    let Some(appointment) = appointment else {
        return Err(Problem::Unreadable(
            "You have no appointment to act for any agency today. Ask your partnership's business manager".into(),
        ));
    };
    let stepped_up = now - session.int("stepped_up_at")? < STEPPED_UP;
    let who = Who { account: known.id, name: known.name, appointment, appointments: known.appointments, stepped_up };
    Ok(cx_for(site, who, at, &value, headers, path))
}

fn cx_for(site: &Site, who: Who, at: Moment, session: &str, headers: &HeaderMap, path: &str) -> Cx {
    let said = named_cookie(headers, "said").filter(|said| !said.is_empty());
    let said = said
        .map(|said| url::form_urlencoded::parse(format!("s={said}").as_bytes()).map(|(_, value)| value.into_owned()).collect::<String>());
    Cx {
        site: site.clone(),
        asker: who.asker(),
        who,
        at,
        token: token_for(site, session),
        path: path.to_owned(),
        said: said.filter(|said| !said.is_empty()),
    }
}

impl FromRequestParts<Site> for Cx {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let looked = matches!(parts.method, Method::GET | Method::HEAD);
        cx_of(site, &parts.headers, &path).await.map_err(|problem| match problem {
            // An address that is only posted to is no place to come back to after signing in: the page it was sent from is.
            Problem::SignIn(_) if !looked => Problem::SignIn(page_sent_from(&parts.headers)),
            other => other,
        })
    }
}

/// The path of the page a form was sent from, where the browser says it; else the start page.
fn page_sent_from(headers: &HeaderMap) -> String {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok()).and_then(|from| url::Url::parse(from).ok());
    from.map_or_else(
        || "/".to_owned(),
        |from| crate::signin::own_path(&from[url::Position::BeforePath..url::Position::AfterQuery]).to_owned(),
    )
}

impl OptionalFromRequestParts<Site> for Cx {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Option<Self>, Problem> {
        match cx_of(site, &parts.headers, parts.uri.path()).await {
            Ok(cx) => Ok(Some(cx)),
            Err(Problem::Fault(error)) => Err(Problem::Fault(error)),
            Err(_) => Ok(None),
        }
    }
}

/// Hashes with Argon2id at the library's own parameters.
async fn hash(password: String) -> anyhow::Result<String> {
    let _turn = HASHING.acquire().await?;
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|error| anyhow::anyhow!("hashing failed: {error}"))
    })
    .await?
}

async fn matches(password: String, hash: String) -> anyhow::Result<bool> {
    let _turn = HASHING.acquire().await?;
    Ok(tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?)
}

async fn ensure_secret(site: &Site, account: &str) -> ledger::Result<()> {
    operate(
        site,
        "insert into secret (account, totp_step, failed, locked_until, invitation_until) values ($1, 0, 0, 0, 0) on conflict (account) do nothing",
        args![account],
    )
    .await
    .map(drop)
}

/// The shortest password taken.
pub(crate) const PASSWORD_LEAST: usize = 12;

/// # Errors
/// A fault.
pub async fn set_password(site: &Site, account: &str, password: &str) -> anyhow::Result<()> {
    let hash = hash(password.to_owned()).await?;
    ensure_secret(site, account).await?;
    operate(site, "update secret set password = $2, failed = 0, locked_until = 0 where account = $1", args![account, hash]).await?;
    Ok(())
}

/// A link that lets the person choose a password and set up codes, for a week. Its secret is not kept, only its hash.
///
/// # Errors
/// A fault.
pub async fn invitation(site: &Site, account: &str) -> anyhow::Result<String> {
    let token = hex::encode(site.ledger().chance());
    let until = site.ledger().clock().moment().now.as_microsecond() + INVITATION;
    ensure_secret(site, account).await?;
    operate(site, "update secret set invitation = $2, invitation_until = $3 where account = $1", args![account, hashed(&token), until])
        .await?;
    Ok(format!("{}/invitation/{token}", site.config().base_url))
}

/// Whose invitation this is, where it still holds.
pub(crate) async fn invited(site: &Site, token: &str) -> ledger::Result<Option<String>> {
    let now = site.ledger().clock().moment().now;
    let mut tx = site.ledger().read().await?;
    let row = tx.row("select account from secret where invitation = $1 and invitation_until > $2", args![hashed(token), now]).await?;
    row.map(|row| row.text("account")).transpose()
}

/// Password chosen and codes set up: the invitation is used. `step` is that of the code just shown, which is spent. False where the
/// invitation was used in the meantime.
///
/// That the person joined is recorded first. Whoever is interrupted before the credentials are set still holds a link that works; the
/// other way round there could be a way in that no fact speaks of.
pub(crate) async fn take_up(site: &Site, account: &str, token: &str, password: &str, totp: &str, step: i64) -> anyhow::Result<bool> {
    let hash = hash(password.to_owned()).await?;
    let sealed = site.ledger().seal_text(account, totp)?;
    account::at_the_door(site, account, account::Command::Join).await?;
    end_all(site, account).await?;
    let set = operate(
        site,
        "update secret set password = $3, totp = $4, totp_step = $5, failed = 0, locked_until = 0, invitation = null, invitation_until = 0
          where account = $1 and invitation = $2",
        args![account, hashed(token), hash, sealed, step],
    )
    .await?;
    Ok(set == 1)
}

/// Codes come from another app from now on.
pub(crate) async fn change_authenticator(site: &Site, account: &str, totp: &str, step: i64) -> anyhow::Result<()> {
    account::at_the_door(site, account, account::Command::ChangeAuthenticator).await?;
    let sealed = site.ledger().seal_text(account, totp)?;
    operate(site, "update secret set totp = $2, totp_step = $3 where account = $1", args![account, sealed, step]).await?;
    Ok(())
}

/// What a sign-in comes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// Right: the account. `codes_left` where a recovery code was used.
    Right { account: String, codes_left: Option<u32> },
    /// Wrong password or code, no such account, or too many tries: one answer for all, so that nobody learns who has an account.
    Wrong,
    /// Right, and the account is suspended.
    Suspended,
    /// Right, and there is nobody to act for today.
    NoAppointment,
}

/// A hash that no password matches, so that an unknown address takes as long as a known one.
static NOBODY: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
/// Where tries on unknown addresses are counted: nobody's account.
const NOBODYS: &str = "nobody";

/// Checks mail address, password and code together, and counts what was wrong. Whatever is wrong, the same is done: one query for the
/// account, one for its secret, one slow hash, one write.
pub(crate) async fn check(site: &Site, email: &str, password: &str, code: &str) -> anyhow::Result<Checked> {
    let at = site.ledger().clock().moment();
    let nobody = NOBODY.get_or_try_init(|| hash("nobody".to_owned())).await?;
    let mut tx = site.ledger().read().await?;
    let account = account::by_email(&mut tx, email).await?.unwrap_or_else(|| NOBODYS.to_owned());
    let secret = tx.row("select password, totp, totp_step, failed, locked_until from secret where account = $1", args![&account]).await?;
    drop(tx);
    // Where the door is locked, nothing that is entered is even looked at.
    let secret = match secret {
        Some(secret) if secret.int("locked_until")? <= at.now.as_microsecond() => Some(secret),
        _ => None,
    };
    let known = secret.as_ref().map_or(Ok(None), |secret| secret.opt_text("password"))?;
    let right = matches(password.to_owned(), known.clone().unwrap_or_else(|| nobody.clone())).await? && known.is_some();
    let entered = match secret {
        Some(secret) if right => spend(site, &account, &secret, code, at.now).await?,
        _ => None,
    };
    let Some(codes_left) = entered else {
        count_wrong(site, &account, at.now).await?;
        return Ok(Checked::Wrong);
    };
    let mut tx = site.ledger().read().await?;
    let known = account::known(&mut tx, &account, at.today).await?;
    drop(tx);
    if let Some(left) = codes_left {
        account::at_the_door(site, &account, account::Command::UseCode { left }).await.or_else(|error| match known {
            Some(_) => Err(error),
            // A suspended account takes no fact; the code is spent all the same.
            None => Ok(()),
        })?;
    }
    Ok(match known {
        None => Checked::Suspended,
        Some(known) if known.appointments.is_empty() => Checked::NoAppointment,
        Some(_) => Checked::Right { account, codes_left },
    })
}

/// Spends the code, be it the app's or one of the recovery codes: of two sign-ins with one code, one finds it spent. None where it is
/// wrong or spent; else how many recovery codes are left, where it was one.
async fn spend(site: &Site, account: &str, secret: &Row, code: &str, now: Timestamp) -> anyhow::Result<Option<Option<u32>>> {
    if crate::recovery::looks_like(code) {
        let left = crate::recovery::spend(site, account, code).await?;
        if left.is_some() {
            operate(site, "update secret set failed = 0, locked_until = 0 where account = $1", args![account]).await?;
        }
        return Ok(left.map(Some));
    }
    let Some(sealed) = secret.opt_text("totp")? else { return Ok(None) };
    let Some(step) = code_step(&site.ledger().open_text(account, &sealed)?, code, now, secret.int("totp_step")?)? else { return Ok(None) };
    let spent = operate(
        site,
        "update secret set totp_step = $2, failed = 0, locked_until = 0 where account = $1 and totp_step < $2 and locked_until <= $3",
        args![account, step, now],
    )
    .await?;
    Ok((spent == 1).then_some(None))
}

/// Counted and locked in one statement, so that tries sent together cannot step over the limit.
async fn count_wrong(site: &Site, account: &str, now: Timestamp) -> ledger::Result<()> {
    let ensure = "insert into secret (account, totp_step, failed, locked_until, invitation_until) values ($1, 0, 0, 0, 0)
                  on conflict (account) do nothing";
    let count = "update secret set failed = failed + 1,
                        locked_until = case when (failed + 1) % $3 = 0 then $2 else locked_until end where account = $1";
    let until = now.as_microsecond() + LOCKED;
    site.ledger().operate(vec![(Sql::from(ensure), args![account]), (Sql::from(count), args![account, until, TRIES])]).await.map(drop)
}

/// The time step (30 s, RFC 6238) this code is of: now, or one to either side; none where it is wrong or was used.
pub(crate) fn code_step(secret: &str, code: &str, now: Timestamp, last: i64) -> anyhow::Result<Option<i64>> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let totp = totp(secret, "")?;
    let step = now.as_second() / 30;
    for step in [step, step - 1, step + 1] {
        if step > last && totp.generate(u64::try_from(step * 30)?).to_string() == code {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// The code generator of a secret (base 32), under the name an authenticator app shows.
pub(crate) fn totp(secret: &str, name: &str) -> anyhow::Result<totp_rs::Totp> {
    let secret = totp_rs::Secret::try_from_base32(secret).map_err(|_| anyhow::anyhow!("a stored code secret could not be read"))?;
    let name = name.replace(':', " ");
    totp_rs::Builder::new()
        .with_secret(secret)
        .with_account_name(name)
        .with_issuer(Some("Trefoil"))
        .build()
        .map_err(|error| anyhow::anyhow!("a code secret does not fit: {error}"))
}

/// A fresh secret for codes, in base 32.
pub(crate) fn fresh_totp(site: &Site) -> String {
    let mut bytes = [0_u8; 20];
    bytes.copy_from_slice(&site.ledger().chance()[..20]);
    totp_rs::Secret::from(bytes).to_base32()
}
