//! What time and other records do to a record without anybody asking: vacancies expire, those of a suspended employer
//! are taken down, candidates of an unlicensed agency rest, and old keys and jobs are forgotten.

use chrono::Duration;
use uuid::Uuid;

use crate::{
    app::{App, error::AppError, job_types::JOB_TYPES, resource::checked::note},
    domain::{
        access::actor::Actor,
        parties::{
            agency::{AgencyBody, AgencyStatus},
            employer::{EmployerBody, EmployerStatus},
        },
        recruitment::{
            candidate::{CandidateBody, CandidateStatus},
            vacancy::{VacancyBody, VacancyStatus},
        },
        resource::{Record, id::Id},
    },
    store::{
        idempotency,
        parties::clients,
        records::{Filter, Stored},
    },
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
    /// Keys, revoked tokens and jobs that were forgotten.
    pub forgotten: usize,
}

impl App {
    /// Does all of it. Safe to run on every server at any time.
    pub fn sweep(&self) -> Result<Swept, AppError> {
        self.look_again();
        let today = self.now().date_naive();
        let expired = move |vacancy: &Record<VacancyBody>| vacancy.body.valid_through < today;
        let mut records = self.sweep_state(
            None,
            VacancyStatus::Published,
            VacancyStatus::Expired,
            "valid_through has passed",
            expired,
        )?;
        records += self.sweep_state(
            None,
            VacancyStatus::Suspended,
            VacancyStatus::Expired,
            "valid_through has passed",
            expired,
        )?;
        for employer in
            self.all::<EmployerBody>(&[EmployerStatus::Suspended, EmployerStatus::Blacklisted])?
        {
            records += self.follow_employer(&employer)?;
        }
        for agency in self.all::<AgencyBody>(&[AgencyStatus::Suspended, AgencyStatus::Revoked])? {
            records += self.follow_agency(&agency)?;
        }
        records += self.expire_disclosures()?;
        Ok(Swept { records, forgotten: self.forget_old()? + self.forget_old_jobs(JOB_TYPES)? })
    }

    /// Takes down the vacancies of an employer that may not publish. Returns how many.
    pub fn follow_employer(&self, employer: &Record<EmployerBody>) -> Result<usize, AppError> {
        if matches!(employer.status, EmployerStatus::Suspended | EmployerStatus::Blacklisted) {
            let why = "the employer may not publish";
            return self.sweep_state(
                Some(employer.id.0),
                VacancyStatus::Published,
                VacancyStatus::Suspended,
                why,
                |_: &Record<VacancyBody>| true,
            );
        }
        Ok(0)
    }

    /// Lets the candidates of an agency without a licence rest. Returns how many.
    pub fn follow_agency(&self, agency: &Record<AgencyBody>) -> Result<usize, AppError> {
        if matches!(agency.status, AgencyStatus::Suspended | AgencyStatus::Revoked) {
            let why = "the agency has no licence";
            return self.sweep_state(
                Some(agency.id.0),
                CandidateStatus::Available,
                CandidateStatus::Paused,
                why,
                |_: &Record<CandidateBody>| true,
            );
        }
        Ok(0)
    }

    /// Moves every record that is in `from` and that `picks` to `to`, page by page.
    fn sweep_state<R: Stored>(
        &self,
        owner: Option<Uuid>,
        from: R::Status,
        to: R::Status,
        why: &'static str,
        picks: impl Fn(&Record<R>) -> bool + Copy + Send + 'static,
    ) -> Result<usize, AppError> {
        let now = self.now();
        let filter = Filter { status: vec![from.to_string()], owner, ..Filter::default() };
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
                    let note = note(&Actor::System, &to.to_string(), Some(why.to_owned()), now);
                    let later = record.clone().with_status(to, now);
                    moved += usize::from(R::update(tx, &record, &later, note)?);
                }
                Ok::<_, AppError>(moved)
            })?;
        }
    }

    fn all<R: Stored>(&self, status: &[R::Status]) -> Result<Vec<Record<R>>, AppError> {
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            ..Filter::default()
        };
        let (mut all, mut after): (Vec<Record<R>>, Option<Id<R>>) = (Vec::new(), None);
        loop {
            let page = self
                .store
                .read(|conn| R::list(conn, Actor::System.reach(), &filter, after, PAGE))?;
            let Some(last) = page.last() else { return Ok(all) };
            after = Some(last.id);
            all.extend(page);
        }
    }

    fn forget_old(&self) -> Result<usize, AppError> {
        let now = self.now();
        self.follower.forget_tokens_before(now);
        self.writer.run(move |tx| {
            let keys = idempotency::forget_before(tx, now - Duration::hours(KEYS_LIVE_HOURS))?;
            Ok(keys + clients::forget_tokens_before(tx, now)?)
        })
    }
}
