//! `cargo xtask bench pages`: the demonstration served by a release build, looked at and written to over HTTP as people would, and how much
//! memory the program takes. Prints Markdown.
//!
//! Sixteen people of the demonstration, each with a connection of their own, ask for two hundred pages a second between them, at even
//! times: how long a page took is counted from when it was due, so that a slow one also delays those behind it (as in life). One page in
//! four is a case-level record, whose opening is written to the access chain before the page is sent. Afterwards the same sixteen write as
//! fast as they are answered. The client is a dozen lines of HTTP/1.1 on a socket: it must cost as little as it can, for it runs on the
//! machine that is measured.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use crate::run::{self, Profile, program};

const CLIENTS: usize = 16;
const PAGES_A_SECOND: usize = 200;
const READING: Duration = Duration::from_secs(30);
const WRITING: Duration = Duration::from_secs(10);

pub(crate) fn run() -> Result<()> {
    let trefoil = run::build_trefoil(Profile::Release)?;
    let folder = tempfile::tempdir()?;
    run::run(program(&trefoil).args(["demo", "--no-serve", "--data"]).arg(folder.path()))?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut demo = program(&trefoil);
    demo.args(["demo", "--port", &port.to_string(), "--data"]).arg(folder.path());
    let server = Server(demo.env("RUST_LOG", "error").stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    wait_for(address)?;
    let at_rest = server.resident_mib()?;
    let people = people(address)?;
    let (read, pages) = read(address, &people)?;
    let (written, acts) = write(address, &people)?;
    println!("| what | figure | goal |\n|---|---|---|");
    println!("| pages asked for and answered a second, {CLIENTS} clients | {PAGES_A_SECOND} and {pages:.0} | 200 |");
    for (name, times, goal) in [
        ("all pages", read.iter().map(|(_, took)| *took).collect::<Vec<_>>(), "p99 100 ms"),
        ("case-level pages, each logged first", read.iter().filter(|(case, _)| *case).map(|(_, took)| *took).collect(), "p99 100 ms"),
    ] {
        println!("| {name}, p50 and p99 | {} and {} | {goal} |", millis(&times, 50), millis(&times, 99));
    }
    println!("| acts over HTTP a second, {CLIENTS} clients | {acts:.0} | |");
    println!("| an act, p50 and p99 | {} and {} | |", millis(&written, 50), millis(&written, 99));
    println!("| memory at rest, and after all this | {at_rest} MiB and {} MiB | 100 MB |", server.resident_mib()?);
    Ok(())
}

/// A server that ends with the benchmark, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended by itself cannot be ended again, and nobody is left to tell.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    /// What the program holds in memory (`VmRSS`).
    fn resident_mib(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).context("memory is read from Linux's /proc")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()?.div_ceil(1024))
    }
}

fn wait_for(address: SocketAddr) -> Result<()> {
    for _ in 0..300 {
        if Client::open(address).and_then(|mut client| client.get("/health", "")).is_ok_and(|answer| answer.status == 200) {
            // What opening the installation took is given back, and the first reactions have run.
            thread::sleep(Duration::from_secs(3));
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    anyhow::bail!("the server does not answer")
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// One connection, kept open.
struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream: BufReader::new(stream) })
    }
    fn get(&mut self, path: &str, session: &str) -> Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: session={session}\r\n\r\n"))
    }
    fn post(&mut self, path: &str, session: &str, form: &str) -> Result<Answer> {
        let kind = "application/x-www-form-urlencoded";
        let length = form.len();
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: session={session}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
    }
    fn send(&mut self, request: &str) -> Result<Answer> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            ensure!(self.stream.read_line(&mut head)? > 0, "the server closed the connection");
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("an answer without a status")?;
        let lower = head.to_ascii_lowercase();
        let length = lower.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|text| text.trim().parse().ok());
        let body = match length {
            Some(length) => self.take(length)?,
            None if lower.contains("transfer-encoding: chunked") => self.chunks()?,
            None => Vec::new(),
        };
        Ok(Answer { status, head, body: String::from_utf8_lossy(&body).into_owned() })
    }
    fn take(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }
    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let mut size = String::new();
            self.stream.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16).context("a chunk without a size")?;
            body.extend(self.take(size)?);
            self.take(2)?;
            if size == 0 {
                return Ok(body);
            }
        }
    }
}

/// Somebody of the demonstration, signed in, with what they look at and the token of their forms.
struct Person {
    session: String,
    token: String,
    /// Case-level records this person may open, and pages that are not about anybody.
    cases: Vec<String>,
    pages: Vec<&'static str>,
    /// Agencies an escalation can be raised with.
    others: Vec<String>,
}

fn between<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Sixteen who may raise an escalation and see some: each persona is tried once, because the door counts how often it is knocked at.
fn people(address: SocketAddr) -> Result<Vec<Person>> {
    let mut client = Client::open(address)?;
    let page = client.get("/personas", "")?.body;
    let accounts = between(&page, "name=\"account\" value=\"");
    let appointments = between(&page, "name=\"appointment\" value=\"");
    let mut found: Vec<Person> = Vec::new();
    for (account, appointment) in accounts.into_iter().zip(appointments).take(28) {
        let acted = client.post("/personas/act", "", &format!("account={account}&appointment={appointment}"))?;
        let Some(session) = acted.head.split("session=").nth(1).and_then(|rest| rest.split(';').next()).map(str::to_owned) else {
            continue;
        };
        let form = client.get("/escalations/new", &session)?;
        let list = client.get("/api/v1/escalations", &session)?;
        if form.status != 200 || list.status != 200 {
            continue;
        }
        let list: serde_json::Value = serde_json::from_str(&list.body)?;
        let cases: Vec<String> =
            list["rows"].as_array().into_iter().flatten().filter_map(|row| row["id"].as_str().map(str::to_owned)).collect();
        let token = between(&form.body, "name=\"_token\" value=\"").first().map(|token| (*token).to_owned()).unwrap_or_default();
        let select = form.body.split("name=\"raised_with\"").nth(1).and_then(|rest| rest.split("</select>").next()).unwrap_or_default();
        let others: Vec<String> = between(select, "<option value=\"").into_iter().filter(|id| !id.is_empty()).map(str::to_owned).collect();
        if cases.is_empty() || others.is_empty() {
            continue;
        }
        let mut pages = Vec::new();
        for page in ["/", "/escalations", "/organisations", "/reports", "/figures", "/figures/escalation.raised", "/notices", "/agreement"]
        {
            if client.get(page, &session)?.status == 200 {
                pages.push(page);
            }
        }
        found.push(Person { session, token, cases, pages, others });
    }
    ensure!(!found.is_empty(), "nobody in the demonstration may raise an escalation");
    Ok(found)
}

/// How long each page took, whether it was about a case, and how many were answered a second.
fn read(address: SocketAddr, people: &[Person]) -> Result<(Vec<(bool, Duration)>, f64)> {
    let apart = Duration::from_secs(1) * u32::try_from(CLIENTS)? / u32::try_from(PAGES_A_SECOND)?;
    let began = now();
    let times = together(|client_number| {
        let person = &people[client_number % people.len()];
        let mut client = Client::open(address)?;
        let mut times = Vec::new();
        let mut due = began + apart * u32::try_from(client_number)? / u32::try_from(CLIENTS)?;
        for turn in client_number.. {
            if due.duration_since(began) > READING {
                break;
            }
            thread::sleep(due.saturating_duration_since(now()));
            let case = turn % 4 == 0;
            let path = match case {
                true => format!("/escalations/{}", person.cases[turn / 4 % person.cases.len()]),
                false => person.pages[turn % person.pages.len()].to_owned(),
            };
            let answer = client.get(&path, &person.session)?;
            ensure!(answer.status == 200, "{path} answers {}", answer.status);
            times.push((case, now() - due));
            due += apart;
        }
        Ok(times)
    })?;
    let rate = f64::from(u32::try_from(times.len())?) / (now() - began).as_secs_f64();
    Ok((times, rate))
}

/// Escalations raised one after another by each client.
fn write(address: SocketAddr, people: &[Person]) -> Result<(Vec<Duration>, f64)> {
    static RAISED: AtomicU64 = AtomicU64::new(0);
    let began = now();
    let times = together(|client_number| {
        let person = &people[client_number % people.len()];
        let mut client = Client::open(address)?;
        let mut times = Vec::new();
        while now() - began < WRITING {
            let number = RAISED.fetch_add(1, Ordering::Relaxed);
            let form = format!(
                "_token={}&_seen=0&_key=bench-{number}&about=child&reason=threshold&concern=Concern+{number}&wanted=A+visit&raised_with={}&safe=yes&how=With+relatives&urgent=no",
                person.token, person.others[0]
            );
            let sent = now();
            let answer = client.post(&format!("/escalations/bench-{number}/raise"), &person.session, &form)?;
            ensure!(answer.status == 303, "raising answers {}: {}", answer.status, answer.body);
            times.push(now() - sent);
        }
        Ok(times)
    })?;
    let rate = f64::from(u32::try_from(times.len())?) / (now() - began).as_secs_f64();
    Ok((times, rate))
}

fn now() -> Instant {
    #[allow(clippy::disallowed_methods, reason = "a benchmark measures the machine's time")]
    Instant::now()
}

fn together<T: Send>(client: impl Fn(usize) -> Result<Vec<T>> + Sync) -> Result<Vec<T>> {
    thread::scope(|scope| {
        let running: Vec<_> = (0..CLIENTS)
            .map(|number| {
                scope.spawn({
                    let client = &client;
                    move || client(number)
                })
            })
            .collect();
        let mut all = Vec::new();
        for one in running {
            all.extend(one.join().map_err(|_| anyhow::anyhow!("a client of the benchmark failed"))??);
        }
        Ok(all)
    })
}

fn millis(times: &[Duration], percentile: usize) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() * percentile / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).map_or_else(|| "none".into(), |took| format!("{:.1} ms", took.as_secs_f64() * 1000.0))
}
