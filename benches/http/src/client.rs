//! A load generator: threads with one kept-alive connection each, that send what was made before.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicBool, Ordering},
    thread::{Scope, ScopedJoinHandle},
    time::{Duration, Instant},
};

/// What a run measured.
pub struct Measured {
    /// Answers a second.
    pub rate: f64,
    /// Middle time of an answer.
    pub p50: Duration,
    /// The time that 99 of 100 answers stay under.
    pub p99: Duration,
}

/// A request: `body` makes it a POST of JSON.
pub fn request(path: &str, token: &str, body: Option<&str>) -> Vec<u8> {
    let auth =
        if token.is_empty() { String::new() } else { format!("authorization: Bearer {token}\r\n") };
    match body {
        None => format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{auth}\r\n").into_bytes(),
        Some(body) => format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\n{auth}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes(),
    }
}

/// Sends one request, and returns the status and the body.
pub fn send(stream: &mut BufReader<TcpStream>, request: &[u8]) -> std::io::Result<(u16, Vec<u8>)> {
    stream.get_mut().write_all(request)?;
    let (mut line, mut status, mut length) = (String::new(), 0, 0);
    stream.read_line(&mut line)?;
    if let Some(code) = line.split(' ').nth(1) {
        status = code.parse().unwrap_or(0);
    }
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((status, body))
}

/// Opens a connection.
pub fn connect(address: SocketAddr) -> std::io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    Ok(BufReader::with_capacity(1 << 16, stream))
}

/// The name of the threads that ask.
pub const ASKS: &str = "asks";

/// A thread that asks, so that its work is told from the server's.
pub fn named<'s, T: Send + 's>(
    scope: &'s Scope<'s, '_>,
    work: impl FnOnce() -> T + Send + 's,
) -> std::io::Result<ScopedJoinHandle<'s, T>> {
    std::thread::Builder::new().name(ASKS.to_owned()).spawn_scoped(scope, work)
}

/// Sends requests from `clients` connections for `time`, each as soon as the last was answered.
pub fn load(
    address: SocketAddr,
    clients: usize,
    time: Duration,
    expected: u16,
    make: &(dyn Fn(usize, u64) -> Vec<u8> + Sync),
) -> anyhow::Result<Measured> {
    let stop = AtomicBool::new(false);
    let began = Instant::now();
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..clients)
            .map(|client| {
                let stop = &stop;
                named(scope, move || {
                    let mut stream = connect(address)?;
                    let mut times = Vec::new();
                    for n in 0.. {
                        if stop.load(Ordering::Relaxed) {
                            break;
                        }
                        let request = make(client, n);
                        let sent = Instant::now();
                        let (status, body) = send(&mut stream, &request)?;
                        anyhow::ensure!(
                            status == expected,
                            "{status}: {}",
                            String::from_utf8_lossy(&body)
                        );
                        times.push(sent.elapsed());
                    }
                    Ok::<_, anyhow::Error>(times)
                })
            })
            .collect::<std::io::Result<_>>()?;
        std::thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.join().map_err(|_| anyhow::anyhow!("a client panicked"))??);
        }
        Ok::<_, anyhow::Error>(all)
    })?;
    let took = began.elapsed();
    times.sort_unstable();
    anyhow::ensure!(!times.is_empty(), "nothing was answered");
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    Ok(Measured { rate: times.len() as f64 / took.as_secs_f64(), p50: at(50), p99: at(99) })
}
