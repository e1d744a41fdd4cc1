//! What Prometheus reads at `/metrics`. Labels are of closed sets: known methods, route templates,
//! statuses; never ids.

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
    core::Collector,
};

/// Bounds of the buckets of times, in seconds.
const BUCKETS: [f64; 18] = [
    0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1,
    0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// The server's measurements.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    matches: HistogramVec,
    pages: IntCounterVec,
    candidates: IntGauge,
    vacancies: IntGauge,
    bytes: IntGauge,
    position: IntGauge,
    lag_ms: IntGauge,
    memory: IntGauge,
    ready: IntGauge,
    running: IntGauge,
    waiting: IntGauge,
}

/// Where the answer to a question came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageOutcome {
    /// It was kept, and still stood.
    Kept,
    /// It was kept, and did not stand any more.
    Changed,
    /// It was not kept.
    New,
}

/// What the index looks like now.
#[derive(Debug, Clone, Copy, Default)]
pub struct IndexFigures {
    /// Candidates in it.
    pub candidates: usize,
    /// Vacancies in it.
    pub vacancies: usize,
    /// Bytes that it takes, about.
    pub bytes: usize,
    /// The number in the change log where it stands.
    pub position: i64,
    /// Since when it has not heard from the log.
    pub lag: Duration,
}

/// How the server is now.
#[derive(Debug, Clone, Copy, Default)]
pub struct ServerFigures {
    /// Whether it is ready.
    pub ready: bool,
    /// Requests that work.
    pub running: usize,
    /// Requests that wait for their turn.
    pub waiting: usize,
    /// Its index.
    pub index: IndexFigures,
}

impl Metrics {
    /// Measurements at zero.
    pub fn new() -> Result<Self, prometheus::Error> {
        let times = |name: &str, help: &str| HistogramOpts::new(name, help).buckets(BUCKETS.into());
        let gauge = |name: &str, help: &str| IntGauge::with_opts(Opts::new(name, help));
        let metrics = Self {
            registry: Registry::new(),
            requests: IntCounterVec::new(
                Opts::new("koprik_http_requests_total", "Requests, by route and status"),
                &["method", "route", "status"],
            )?,
            durations: HistogramVec::new(
                times("koprik_http_request_seconds", "Time to answer, by route"),
                &["method", "route"],
            )?,
            matches: HistogramVec::new(
                times(
                    "koprik_match_seconds",
                    "Time of the index to find a page, by what it looked for",
                ),
                &["found"],
            )?,
            pages: IntCounterVec::new(
                Opts::new(
                    "koprik_match_pages_total",
                    "Pages of matches: kept and given again, kept and changed meanwhile, or new",
                ),
                &["page"],
            )?,
            candidates: gauge("koprik_index_candidates", "Candidates in the index")?,
            vacancies: gauge("koprik_index_vacancies", "Vacancies in the index")?,
            bytes: gauge("koprik_index_bytes", "Bytes of the index, about")?,
            position: gauge(
                "koprik_index_position",
                "Number in the change log where the index stands",
            )?,
            lag_ms: gauge(
                "koprik_index_lag_milliseconds",
                "Time since the index heard from the change log",
            )?,
            memory: gauge("koprik_resident_memory_bytes", "Resident memory of the process")?,
            ready: gauge("koprik_ready", "1 if the server is ready, as /readyz tells, or else 0")?,
            running: gauge("koprik_requests_running", "Requests that work")?,
            waiting: gauge("koprik_requests_waiting", "Requests that wait for their turn")?,
        };
        for collector in metrics.all()? {
            metrics.registry.register(collector)?;
        }
        Ok(metrics)
    }

    /// Everything that is measured, and which version measures.
    fn all(&self) -> Result<Vec<Box<dyn Collector>>, prometheus::Error> {
        let version = Opts::new("koprik_build_info", "The version that serves, as a label; 1")
            .const_label("version", env!("CARGO_PKG_VERSION"));
        let build = IntGauge::with_opts(version)?;
        build.set(1);
        let gauges = [
            &self.candidates,
            &self.vacancies,
            &self.bytes,
            &self.position,
            &self.lag_ms,
            &self.memory,
            &self.ready,
            &self.running,
            &self.waiting,
            &build,
        ];
        let gauges = gauges.map(|gauge| Box::new(gauge.clone()) as Box<dyn Collector>);
        let counted: [Box<dyn Collector>; 4] = [
            Box::new(self.requests.clone()),
            Box::new(self.durations.clone()),
            Box::new(self.matches.clone()),
            Box::new(self.pages.clone()),
        ];
        Ok(counted.into_iter().chain(gauges).collect())
    }

    /// Counts a request.
    pub fn request(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let method = method_label(method);
        self.requests.with_label_values(&[method, route, status.as_str()]).inc();
        self.durations.with_label_values(&[method, route]).observe(took.as_secs_f64());
    }

    /// Counts a search of the index for candidates.
    pub fn found_candidates(&self, took: Duration) {
        self.matches.with_label_values(&["candidates"]).observe(took.as_secs_f64());
    }

    /// Counts a search of the index for vacancies.
    pub fn found_vacancies(&self, took: Duration) {
        self.matches.with_label_values(&["vacancies"]).observe(took.as_secs_f64());
    }

    /// Counts a question for a page of matches.
    pub fn page(&self, outcome: PageOutcome) {
        let label = match outcome {
            PageOutcome::Kept => "kept",
            PageOutcome::Changed => "changed",
            PageOutcome::New => "new",
        };
        self.pages.with_label_values(&[label]).inc();
    }

    /// The text for Prometheus.
    pub fn text(&self, now: ServerFigures) -> Result<Vec<u8>, prometheus::Error> {
        let ServerFigures { ready, running, waiting, index } = now;
        self.ready.set(ready.into());
        self.running.set(whole(running));
        self.waiting.set(whole(waiting));
        self.candidates.set(whole(index.candidates));
        self.vacancies.set(whole(index.vacancies));
        self.bytes.set(whole(index.bytes));
        self.position.set(index.position);
        self.lag_ms.set(i64::try_from(index.lag.as_millis()).unwrap_or(i64::MAX));
        self.memory.set(resident_bytes());
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}

/// A method as a label: strangers make methods up, and each label takes memory for ever.
pub(super) fn method_label(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Resident memory as Linux tells it; 0 elsewhere.
fn resident_bytes() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_else(|_| String::new());
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<i64>().ok());
    kilobytes.map_or(0, |kilobytes| kilobytes * 1024)
}
