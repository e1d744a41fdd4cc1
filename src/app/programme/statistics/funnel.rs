//! The funnel of those who were put forward in a year, and how long they stayed at each stage.

use chrono::{DateTime, Utc};

use crate::{
    app::{App, error::AppError, programme::statistics::figures::months},
    domain::{
        access::{actor::Actor, scope::Scope},
        programme::{
            application::ApplicationStatus,
            statistics::{
                funnel::{FunnelStage, Journey, funnel},
                month::Year,
            },
        },
    },
    store::programme::stages::{self, Entered},
};

/// How long people stayed at a stage, in whole days, cut off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stay {
    /// How many stays have ended.
    pub ended: u64,
    /// Half of those took no longer; `None` if none has ended.
    pub median: Option<i64>,
    /// Nine in ten of those took no longer; `None` if none has ended.
    pub ninetieth: Option<i64>,
    /// Half of those who are there now have waited no longer; `None` if nobody is there.
    pub waiting_median: Option<i64>,
}

impl App {
    /// The funnel of those who were put forward in a year, and how long they stayed at each stage. It is for operators: in
    /// figures that are told stage by stage, small ones cannot be hidden from who subtracts.
    pub fn funnel(&self, actor: &Actor, year: Year) -> Result<Vec<(FunnelStage, Stay)>, AppError> {
        actor.require(Scope::StatisticsRead)?;
        let mut entered = self.store.read_slowly(|conn| stages::of_cohort(conn, months(year)))?;
        entered.sort_by_key(|one| (one.application, one.at, one.stage));
        let paths: Vec<&[Entered]> =
            entered.chunk_by(|one, next| one.application == next.application).collect();
        let journeys: Vec<Journey> = paths.iter().filter_map(|path| journey(path)).collect();
        let now = self.now();
        let told = |stage: FunnelStage| {
            let stay = stay(stage.stage, &paths, now);
            (stage, stay)
        };
        Ok(funnel(&journeys).into_iter().map(told).collect())
    }
}

fn journey(path: &[Entered]) -> Option<Journey> {
    let closed = path.iter().find_map(|one| one.reason);
    let states: Vec<ApplicationStatus> = path.iter().map(|one| one.stage).collect();
    Journey::through(&states, closed)
}

fn stay(stage: ApplicationStatus, paths: &[&[Entered]], now: DateTime<Utc>) -> Stay {
    let (mut ended, mut waiting) = (Vec::new(), Vec::new());
    for path in paths {
        let Some(place) = path.iter().position(|one| one.stage == stage) else { continue };
        match path.get(place + 1) {
            Some(next) => ended.push((next.at - path[place].at).num_days()),
            None => waiting.push((now - path[place].at).num_days()),
        }
    }
    ended.sort_unstable();
    waiting.sort_unstable();
    Stay {
        ended: ended.len() as u64,
        median: at_share(&ended, 50),
        ninetieth: at_share(&ended, 90),
        waiting_median: at_share(&waiting, 50),
    }
}

/// The least of sorted numbers that so many of a hundred do not exceed (the nearest rank).
fn at_share(sorted: &[i64], of_hundred: usize) -> Option<i64> {
    sorted.get((sorted.len() * of_hundred).div_ceil(100).checked_sub(1)?).copied()
}
