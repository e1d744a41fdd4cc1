//! What time does to a record without anybody asking: approvals run out, old keys and jobs are forgotten, and what ends
//! with a day (`day`) has ended.

use chrono::Duration;

use crate::{
    app::{
        App,
        error::AppError,
        job_types::JOB_TYPES,
        trust::{asked::number, seen::day},
    },
    store::{
        idempotency,
        parties::clients,
        trust::{asked_pays, seen_profiles},
    },
};

/// How long an idempotency key is remembered.
pub const KEYS_LIVE_HOURS: i64 = 48;

/// How long messages to webhook endpoints are kept that are not to be sent any more.
const DELIVERIES_LIVE: Duration = Duration::days(30);

/// How many days before rules end that is told.
pub(in crate::app) const RULES_WARNED_DAYS: [i64; 2] = [30, 60];

/// For how many days the ends of work at one employer are counted together.
pub(in crate::app) const ENDS_WATCHED: i64 = 30;

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
        let records = self.end_outlived()?
            + self.expire_disclosures()?
            + self.expire_offers()?
            + self.warn_of_checks()?
            + self.warn_of_rules()?
            + self.tell_of_deadlines()?
            + self.notice_signals()?
            + self.start_work()?
            + self.release_unused()?
            + self.escalate_complaints()?
            + self.fill_courses()?;
        let messages = self.forget_deliveries(self.now() - DELIVERIES_LIVE)?;
        let forgotten = messages + self.forget_old()? + self.forget_old_jobs(JOB_TYPES)?;
        let forgotten = forgotten + self.forget_lost_texts()?;
        Ok(Swept { records, forgotten })
    }

    fn forget_old(&self) -> Result<usize, AppError> {
        let now = self.now();
        self.follower.forget_tokens_before(now);
        let today = day(now);
        self.profiles.forget_before(today);
        let in_moscow = number(self.today());
        self.pays.forget_before(in_moscow);
        self.writer.run(move |tx| {
            let keys = idempotency::forget_before(tx, now - Duration::hours(KEYS_LIVE_HOURS))?;
            let profiles = seen_profiles::forget_before(tx, today - 1)?; // clocks may differ
            let pays = asked_pays::forget_before(tx, in_moscow - 1)?;
            Ok(keys + profiles + pays + clients::forget_tokens_before(tx, now)?)
        })
    }
}
