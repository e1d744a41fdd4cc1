//! New questions and repeated ones: time and CPU of a page, alone and beside four writers.

use std::{
    fs,
    net::SocketAddr,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use anyhow::Context;
use serde_json::Value;

use crate::{
    client::{ASKS, Measured, connect, load, named, request, send},
    median,
    world::World,
};

/// How often all writers together write: one record is made, then made available.
const RESTS: Duration = Duration::from_millis(40);
const WRITERS: usize = 4;

/// Rounds of one kind of question.
#[derive(Default)]
pub struct Rounds {
    measured: Vec<Measured>,
    /// Microseconds of the server's CPU for a page.
    cpu: Vec<f64>,
}

/// Asks both kinds in turns, so that both meet the same machine.
pub fn run(world: &World, time: Duration, rounds: usize) -> anyhow::Result<()> {
    let paths = world.match_paths()?;
    let repeated = |client: usize, n: u64| paths[(client * 7 + n as usize) % paths.len()].clone();
    let new = new_questions(&paths);
    for (clients, writers) in [(1, 0), (16, 0), (16, WRITERS)] {
        let (mut news, mut repeats) = (Rounds::default(), Rounds::default());
        let written = beside(world, writers, || {
            for _ in 0..rounds {
                news.add(world, clients, time, &new)?;
                repeats.add(world, clients, time, &repeated)?;
            }
            Ok(())
        })?;
        let seconds = time.as_secs_f64() * 2.0 * rounds as f64;
        let beside =
            format!("{clients} connections, {:.0} writes a second", written as f64 / seconds);
        news.tell(&format!("new, {beside}"), writers == 0);
        repeats.tell(&format!("repeated, {beside}"), writers == 0);
    }
    Ok(())
}

/// Questions that were not asked before: a least score that nobody on the page falls under makes another of the same page.
pub fn new_questions(paths: &[String]) -> impl Fn(usize, u64) -> String + Sync {
    move |client, n| {
        let n = n as usize;
        let least = (n / paths.len() * 16 + client) % 3_000;
        format!("{}&min_score={least}", paths[n % paths.len()])
    }
}

impl Rounds {
    /// The time that 99 of 100 answers stay under, in milliseconds.
    pub fn p99(&self) -> f64 {
        median(self.measured.iter().map(|one| one.p99.as_secs_f64() * 1e3).collect())
    }

    pub fn add(
        &mut self,
        world: &World,
        clients: usize,
        time: Duration,
        path: &(dyn Fn(usize, u64) -> String + Sync),
    ) -> anyhow::Result<()> {
        let before = server_time()?;
        let ask = |client, n| request(&path(client, n), &world.employer_token, None);
        let measured = load(world.address, clients, time, 200, &ask)?;
        let pages = measured.rate * time.as_secs_f64();
        self.cpu.push((server_time()? - before) as f64 / 1e3 / pages);
        self.measured.push(measured);
        Ok(())
    }

    pub fn tell(&self, name: &str, alone: bool) {
        let ms = |of: fn(&Measured) -> Duration| {
            median(self.measured.iter().map(|one| of(one).as_secs_f64() * 1e3).collect())
        };
        let rate = median(self.measured.iter().map(|one| one.rate).collect());
        let cpu = if alone {
            format!("{:.0} µs of CPU", median(self.cpu.clone()))
        } else {
            String::new()
        };
        println!(
            "{name:<46} {rate:>7.0} /s   p50 {:>6.2} ms   p99 {:>6.2} ms   {cpu}",
            ms(|one| one.p50),
            ms(|one| one.p99)
        );
    }
}

/// Does work while some write; returns how many records they wrote.
pub fn beside(
    world: &World,
    writers: usize,
    work: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<u64> {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let writing = (0..writers).map(|_| named(scope, || write(world, &stop)));
        let writing = writing.collect::<std::io::Result<Vec<_>>>()?;
        let done = work();
        stop.store(true, Ordering::Relaxed);
        done?;
        let written = writing
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow::anyhow!("a writer panicked"))?);
        written.sum()
    })
}

/// Makes candidates that take part in matching, until it is stopped.
fn write(world: &World, stop: &AtomicBool) -> anyhow::Result<u64> {
    let mut stream = connect(world.address)?;
    let create = request("/v1/candidates", &world.agency_token, Some(&world.candidate_body()));
    let mut written = 0;
    while !stop.load(Ordering::Relaxed) {
        let (status, body) = send(&mut stream, &create)?;
        anyhow::ensure!(status == 201, "a write was answered {status}");
        make_available(world.address, &body, &world.agency_token)?;
        written += 2;
        thread::sleep(RESTS);
    }
    Ok(written)
}

fn make_available(address: SocketAddr, candidate: &[u8], token: &str) -> anyhow::Result<()> {
    let candidate: Value = serde_json::from_slice(candidate)?;
    let id = candidate["id"].as_str().context("a candidate has no id")?;
    let path = format!("/v1/candidates/{id}/transitions");
    let moved = request(&path, token, Some(r#"{"to":"available"}"#));
    let (status, body) = send(&mut connect(address)?, &moved)?;
    anyhow::ensure!(status == 200, "{status}: {}", String::from_utf8_lossy(&body));
    Ok(())
}

/// Nanoseconds of CPU that the threads of the server have had.
fn server_time() -> anyhow::Result<u64> {
    let mut all = 0;
    for task in fs::read_dir("/proc/self/task")? {
        let folder = task?.path();
        // A thread may end meanwhile.
        let (Ok(name), Ok(stat)) =
            (fs::read_to_string(folder.join("comm")), fs::read_to_string(folder.join("schedstat")))
        else {
            continue;
        };
        if name.trim() != ASKS {
            all += stat.split(' ').next().and_then(|ns| ns.parse::<u64>().ok()).unwrap_or(0);
        }
    }
    Ok(all)
}
