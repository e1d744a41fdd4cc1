//! How long after a write was answered another server over the same database has it in its index.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use anyhow::Context;
use koprik::app::{App, system_clock};

use crate::{
    client::{connect, request, send},
    world::{World, served},
};

/// Writes that are followed.
const SAMPLES: usize = 300;

/// A server, and the token of an operator there.
struct Place {
    address: SocketAddr,
    token: String,
}

/// Starts two servers over an empty PostgreSQL database, writes at one, and waits for the other; first alone, then beside
/// eight others that write all the time.
pub fn run(url: &String) -> anyhow::Result<()> {
    let world = World::start(Some(url), 0, None)?;
    let folder = tempfile::tempdir()?;
    let other = served(App::open(url.parse()?, system_clock(), None)?, folder.path())?;
    let place = |address| anyhow::Ok(Place { address, token: world.operator_token(address)? });
    let (first, other) = (place(world.address)?, place(other)?);
    let create = request("/v1/candidates", &world.agency_token, Some(&world.candidate_body()));
    for writers in [0, 8] {
        let stop = AtomicBool::new(false);
        let lags = std::thread::scope(|scope| {
            for _ in 0..writers {
                scope.spawn(|| keep_writing(world.address, &create, &stop));
            }
            let lags = (0..SAMPLES).map(|sample| {
                // The other server looks at the log at regular times; a write comes at any.
                std::thread::sleep(Duration::from_millis(sample as u64 * 37 % 200));
                lag(&first, &other, &create)
            });
            let lags = lags.collect::<anyhow::Result<Vec<_>>>();
            stop.store(true, Ordering::Relaxed);
            lags
        });
        let mut lags = lags?;
        lags.sort_unstable();
        println!(
            "{writers} others write: lag p50 {:?}, p99 {:?}, most {:?}; {} changes",
            lags[SAMPLES / 2],
            lags[SAMPLES * 99 / 100],
            lags[SAMPLES - 1],
            position(&first)?
        );
    }
    Ok(())
}

fn keep_writing(address: SocketAddr, create: &[u8], stop: &AtomicBool) -> anyhow::Result<()> {
    let mut stream = connect(address)?;
    while !stop.load(Ordering::Relaxed) {
        send(&mut stream, create)?;
    }
    Ok(())
}

/// From the answer to a write until the other server has what the first has.
fn lag(first: &Place, other: &Place, create: &[u8]) -> anyhow::Result<Duration> {
    let (status, _) = send(&mut connect(first.address)?, create)?;
    anyhow::ensure!(status == 201, "a write was answered {status}");
    let (began, written) = (Instant::now(), position(first)?);
    while position(other)? < written {
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(began.elapsed())
}

/// The number of the last change that a server's index has.
fn position(Place { address, token }: &Place) -> anyhow::Result<u64> {
    let (_, body) = send(&mut connect(*address)?, &request("/metrics", token, None))?;
    let text = String::from_utf8(body)?;
    let mut lines = text.lines().filter_map(|line| line.strip_prefix("koprik_index_position "));
    lines.next().context("no position among the metrics")?.parse().context("not a number")
}
