//! Webhook endpoints of many employers beside many events a second: how long after each change its endpoint is told.

use std::{
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex, PoisonError, mpsc::channel},
    time::{Duration, Instant},
};

use actix_web::{App as ActixApp, HttpResponse, HttpServer, web};
use anyhow::Context;
use koprik::{
    app::{App, resource::Filter},
    domain::{
        access::{actor::Actor, scope::Role},
        parties::employer::{Employer, EmployerBody},
        resource::{Record, id::Id},
    },
    store::{backend::Backend, changes::Note, records::NewRecord, writer::Writer},
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::{
    client::{connect, named, request, send},
    world::{World, in_thread, token},
};

/// Connections that make the changes.
const WRITERS: usize = 8;
/// How long the last messages may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Milliseconds from each change to its first message.
type Delays = Arc<Mutex<Vec<i64>>>;

/// Employers that each have an endpoint, `rate` changes of their vacancies a second together, and what their endpoints heard.
pub fn run(
    url: Option<&String>,
    endpoints: usize,
    (rate, time): (u32, Duration),
) -> anyhow::Result<()> {
    let clients = Mutex::new(Vec::new());
    let world = World::prepared(url, 100, None, &|app, backend| {
        let made = employers(app, backend, endpoints)?;
        clients.lock().unwrap_or_else(PoisonError::into_inner).extend(made);
        Ok(())
    })?;
    let delays = Delays::default();
    let heard_at = listen(Arc::clone(&delays))?;
    let mut tokens = Vec::new();
    for (id, secret) in clients.into_inner().unwrap_or_else(PoisonError::into_inner) {
        let token = token(world.address, &id, &secret)?;
        follow(world.address, &token, heard_at)?;
        tokens.push(token);
    }
    let began = Instant::now();
    let made = change(world.address, &tokens, (rate, time))?;
    let took = began.elapsed().as_secs_f64();
    let mut heard = wait_for(&delays, made)?;
    heard.sort_unstable();
    let at = |share: usize| heard[(heard.len() - 1) * share / 100];
    println!(
        "{endpoints} endpoints, {:.0} changes a second: {} of {made} told, p50 {} ms, p99 {} ms, the last after {} ms",
        made as f64 / took,
        heard.len(),
        at(50),
        at(99),
        at(100)
    );
    Ok(())
}

/// Branches of the first employer, each with a client: the ids and secrets.
fn employers(app: &App, backend: &Backend, many: usize) -> anyhow::Result<Vec<(String, String)>> {
    let found = app.list::<EmployerBody>(&Actor::System, &Filter::default(), None, 1)?;
    let first = &found.first().context("no employer")?.record;
    let writer = Writer::start(backend.clone(), None, Box::new(|_| {}))?;
    let mut clients = Vec::new();
    for n in 0..many {
        let employer = branch(first, n, app)?;
        let note = Note { actor: None, action: "create".to_owned(), reason: None, at: app.now() };
        let (done, told) = channel();
        writer.insert(NewRecord::of(&employer, note)?, move |written| {
            let _ = done.send(written.is_ok());
        });
        anyhow::ensure!(told.recv()?, "an employer was not stored");
        let new = app.create_client(Role::Employer, employer.id.0, Vec::new(), "bench")?;
        clients.push((new.client.id.to_string(), new.secret.reveal().to_owned()));
    }
    Ok(clients)
}

fn branch(first: &Employer, n: usize, app: &App) -> anyhow::Result<Employer> {
    let kpp = format!("1699{:02}{:03}", 2 + n / 999, 1 + n % 999);
    let kpp = Some(kpp.parse().map_err(|_| anyhow::anyhow!("no branch has the number {kpp}"))?);
    let body = EmployerBody { kpp, ..first.body.clone() };
    let own = Uuid::now_v7();
    let employer = Record::create(Id::new(own), own, None, body, app.now());
    Ok(Record { status: first.status, ..employer })
}

/// What a message says, as far as it is looked at.
#[derive(Deserialize)]
struct Message {
    timestamp: chrono::DateTime<chrono::Utc>,
}

/// Takes messages, and notes how late each is.
fn listen(delays: Delays) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    in_thread(move || {
        let app = move || {
            let delays = Arc::clone(&delays);
            let take = move |message: web::Json<Message>| {
                let late = chrono::Utc::now() - message.timestamp;
                delays.lock().unwrap_or_else(PoisonError::into_inner).push(late.num_milliseconds());
                async { HttpResponse::NoContent().finish() }
            };
            ActixApp::new().route("/", web::post().to(take))
        };
        Ok(HttpServer::new(app).workers(1).disable_signals().listen(listener)?.run())
    })?;
    Ok(address)
}

fn follow(address: SocketAddr, token: &str, heard_at: SocketAddr) -> anyhow::Result<()> {
    let body = json!({"url": format!("http://{heard_at}/"), "kinds": ["vacancy"]}).to_string();
    let request = request("/v1/webhook-endpoints", token, Some(&body));
    let (status, body) = send(&mut connect(address)?, &request)?;
    anyhow::ensure!(status == 201, "no endpoint: {status} {}", String::from_utf8_lossy(&body));
    Ok(())
}

/// Makes drafts of vacancies, of one employer after another; how many.
fn change(
    address: SocketAddr,
    tokens: &[String],
    (rate, time): (u32, Duration),
) -> anyhow::Result<usize> {
    let body = json!({"title": {"ru": "Каменщик"}}).to_string();
    let (pause, body) = (Duration::from_secs(1) * WRITERS as u32 / rate, &body);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                named(scope, move || {
                    let (mut stream, began) = (connect(address)?, Instant::now());
                    let mut made = 0;
                    while pause * made < time {
                        std::thread::sleep((pause * made).saturating_sub(began.elapsed()));
                        let token = &tokens[(made as usize * WRITERS + writer) % tokens.len()];
                        let request = request("/v1/vacancies", token, Some(body));
                        let (status, _) = send(&mut stream, &request)?;
                        anyhow::ensure!(status == 201, "no vacancy: {status}");
                        made += 1;
                    }
                    Ok(made as usize)
                })
            })
            .collect::<std::io::Result<_>>()?;
        let mut all = 0;
        for writer in writers {
            all += writer.join().map_err(|_| anyhow::anyhow!("a writer panicked"))??;
        }
        Ok(all)
    })
}

fn wait_for(delays: &Delays, many: usize) -> anyhow::Result<Vec<i64>> {
    let end = Instant::now() + PATIENCE;
    loop {
        let heard = delays.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if heard.len() >= many || Instant::now() > end {
            anyhow::ensure!(!heard.is_empty(), "no endpoint heard anything");
            return Ok(heard);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
