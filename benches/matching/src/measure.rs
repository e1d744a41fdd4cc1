//! Times and tables.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// The times of one contender.
#[derive(Debug, Default, Clone)]
pub struct Times(Vec<Duration>);

impl Times {
    /// None yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Does something and notes how long it took.
    pub fn time<T>(&mut self, what: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let done = black_box(what());
        self.0.push(began.elapsed());
        done
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that `percent` of a hundred stay under, in microseconds.
    pub fn at(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = sorted.len().saturating_sub(1) * percent / 100;
        sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    }
}

/// Does something and says on the way how long it took.
pub fn told<T>(what: &str, job: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = job();
    eprintln!("{what}: {:.2} s", began.elapsed().as_secs_f64());
    done
}

/// Prints times and how many times longer each takes than the first.
pub fn table(title: &str, rows: &[(String, Times)]) {
    println!("\n{title}");
    println!("{:<34} {:>12} {:>12} {:>9} {:>9}", "", "p50 µs", "p99 µs", "p50 ×", "p99 ×");
    let Some((_, first)) = rows.first() else { return };
    for (name, times) in rows {
        let ratio = |percent| times.at(percent) / first.at(percent);
        println!(
            "{name:<34} {:>12.1} {:>12.1} {:>9.1} {:>9.1}",
            times.at(50),
            times.at(99),
            ratio(50),
            ratio(99)
        );
    }
}
