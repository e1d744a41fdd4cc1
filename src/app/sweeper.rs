//! What time does to a record without anybody asking: vacancies expire, approvals run out, and old keys and jobs are
//! forgotten.

use chrono::Duration;

use crate::{
    app::{
        App,
        error::AppError,
        job_types::JOB_TYPES,
        resource::{checked::note, rules::ResourceRules, transition::may_move},
        trust::seen::day,
    },
    domain::{
        access::actor::Actor,
        recruitment::vacancy::{VacancyBody, VacancyStatus},
        resource::Record,
        values::moscow::moscow_day,
    },
    store::{idempotency, parties::clients, records::Filter, trust::seen_profiles},
};

/// Records looked at, and changed, in one transaction.
const PAGE: usize = 200;
/// How long an idempotency key is remembered.
pub const KEYS_LIVE_HOURS: i64 = 48;

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Records whose state changed.
    pub records: usize,
    /// Keys, revoked tokens, seen profiles and jobs that were forgotten.
    pub forgotten: usize,
}

impl App {
    /// Does all of it. Safe to run on every server at any time.
    pub fn sweep(&self) -> Result<Swept, AppError> {
        self.look_again();
        let today = moscow_day(self.now());
        let expired = move |vacancy: &Record<VacancyBody>| {
            vacancy.body.valid_through.is_some_and(|last| last < today)
        };
        let mut records = 0;
        for from in [VacancyStatus::Published, VacancyStatus::Suspended] {
            let why = "valid_through has passed";
            records += self.sweep_state(from, VacancyStatus::Expired, why, expired)?;
        }
        records += self.expire_disclosures()?;
        Ok(Swept { records, forgotten: self.forget_old()? + self.forget_old_jobs(JOB_TYPES)? })
    }

    /// Moves every record that is in `from` and that `picks` to `to`, page by page.
    fn sweep_state<R: ResourceRules>(
        &self,
        from: R::Status,
        to: R::Status,
        why: &'static str,
        picks: impl Fn(&Record<R>) -> bool + Copy + Send + 'static,
    ) -> Result<usize, AppError> {
        let now = self.now();
        let filter = Filter { status: vec![from.to_string()], ..Filter::default() };
        let (mut after, mut moved) = (None, 0);
        loop {
            let page = self
                .store
                .read(|conn| R::list(conn, Actor::System.reach(), &filter, after, PAGE))?;
            let Some(last) = page.last().map(|record| record.id) else { return Ok(moved) };
            after = Some(last);
            let picked: Vec<Record<R>> = page.into_iter().filter(|record| picks(record)).collect();
            if picked.is_empty() {
                continue;
            }
            moved += self.writer.run(move |tx| {
                let mut moved = 0;
                for record in picked {
                    may_move(tx.conn(), &Actor::System, &record, to)?;
                    let note = note(&Actor::System, &to.to_string(), Some(why.to_owned()), now);
                    let later = record.clone().with_status(to, now);
                    moved += usize::from(R::update(tx, &record, &later, note)?);
                }
                Ok::<_, AppError>(moved)
            })?;
        }
    }

    fn forget_old(&self) -> Result<usize, AppError> {
        let now = self.now();
        self.follower.forget_tokens_before(now);
        let today = day(now);
        self.profiles.forget_before(today);
        self.writer.run(move |tx| {
            let keys = idempotency::forget_before(tx, now - Duration::hours(KEYS_LIVE_HOURS))?;
            let profiles = seen_profiles::forget_before(tx, today - 1)?; // clocks may differ
            Ok(keys + profiles + clients::forget_tokens_before(tx, now)?)
        })
    }
}
