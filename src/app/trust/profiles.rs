//! How many candidates an employer gets to see: only a verified one asks, a question has substance, and a day has an end.
//! Whoever was seen that day is seen again for nothing.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        trust::seen::{DAY, day},
    },
    domain::{
        FieldError,
        access::{actor::Actor, scope::Role},
        parties::employer::{EmployerBody, EmployerStatus},
        recruitment::{requirement::RequirementKind, vacancy::VacancyBody},
        resource::{RecordKind, id::Id},
    },
    store::{
        records::Stored,
        trust::seen_profiles::{self, EmployerDay},
    },
};

/// How an employer stands to its quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileQuota {
    /// Profiles of a day.
    pub quota: u32,
    /// Those that were seen today.
    pub seen: u32,
}

/// The employer that the actor works for, if it does for one.
pub(super) fn employer(actor: &Actor) -> Option<Uuid> {
    let client = actor.client().filter(|client| client.role == Role::Employer);
    client.map(|client| client.organisation)
}

/// Refuses an employer's question that anybody would be an answer to.
pub(in crate::app) fn has_substance(actor: &Actor, asked: &VacancyBody) -> Result<(), AppError> {
    match lacks_substance(asked).filter(|_| employer(actor).is_some()) {
        Some(error) => Err(AppError::Invalid(vec![error])),
        None => Ok(()),
    }
}

/// What a question lacks that anybody would be an answer to.
pub(in crate::app) fn lacks_substance(asked: &VacancyBody) -> Option<FieldError> {
    let must = asked.requirements.iter().any(|one| one.kind == RequirementKind::Must);
    let detail = "ask for at least one skill that candidates must have";
    (!must).then(|| FieldError::new("/vacancy/requirements", "required", detail))
}

/// Refuses to tell an employer of candidates that is not verified.
pub(in crate::app) fn may_see_candidates(status: EmployerStatus) -> Result<(), AppError> {
    if status.may_publish() {
        return Ok(());
    }
    Err(AppError::Conflict(format!(
        "the employer is {status}; only a verified employer may ask for candidates: an operator verifies it"
    )))
}

impl App {
    /// Sets how many profiles an employer gets to see on a day.
    pub fn set_profile_quota(&self, quota: u32) {
        self.profiles.set_quota(quota);
    }

    /// How the actor's employer stands to its quota; `None` for others, who have none.
    pub fn profile_quota(&self, actor: &Actor) -> Result<Option<ProfileQuota>, AppError> {
        let Some(employer) = employer(actor) else { return Ok(None) };
        let of = EmployerDay { employer, day: day(self.now()) };
        let seen = self.store.read(|conn| seen_profiles::count(conn, of))?;
        let quota = self.profiles.quota();
        Ok(Some(ProfileQuota { quota, seen: u32::try_from(seen).unwrap_or(u32::MAX) }))
    }

    /// Refuses to tell an employer of candidates unless it is verified now.
    pub(in crate::app) fn may_see_candidates(&self, actor: &Actor) -> Result<(), AppError> {
        let Some(employer) = employer(actor) else { return Ok(()) };
        let find = |conn: &mut _| EmployerBody::find(conn, actor.reach(), Id::new(employer));
        let status = self.store.read(find)?.ok_or(AppError::NoSuch(RecordKind::Employer))?.status;
        may_see_candidates(status)
    }

    /// Whether the actor may see these candidates again for nothing, as far as this server knows.
    pub(in crate::app) fn has_seen(&self, actor: &Actor, candidates: &[Uuid]) -> bool {
        employer(actor).is_none_or(|employer| {
            let of = EmployerDay { employer, day: day(self.now()) };
            self.profiles.unseen(of, candidates).is_empty()
        })
    }

    /// Notes that the actor gets to see these candidates, or refuses if that is too many for an employer's day.
    pub(in crate::app) fn see_profiles(
        &self,
        actor: &Actor,
        candidates: &[Uuid],
    ) -> Result<(), AppError> {
        let Some(employer) = employer(actor) else { return Ok(()) };
        let now = self.now();
        let of = EmployerDay { employer, day: day(now) };
        if self.profiles.unseen(of, candidates).is_empty() {
            return Ok(());
        }
        // Other servers may have shown some of them.
        self.profiles.add(of, self.store.read(|conn| seen_profiles::seen(conn, of))?);
        let new = self.profiles.unseen(of, candidates);
        if new.is_empty() {
            return Ok(());
        }
        let quota = self.profiles.quota();
        let seconds = DAY - now.timestamp().rem_euclid(DAY);
        let noted = self.writer.run(move |tx| {
            let before = seen_profiles::count(tx.conn(), of)?;
            if seen_profiles::note(tx, of, &new)? > i64::from(quota) {
                let left = i64::from(quota).saturating_sub(before).max(0).unsigned_abs();
                return Err(AppError::ProfilesUsed { left, seconds: seconds.unsigned_abs() });
            }
            Ok(new)
        })?;
        self.profiles.add(of, noted);
        Ok(())
    }
}
