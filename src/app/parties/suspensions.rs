//! An operator suspends an organisation on evidence. It blocks publishing, offers and being put forward; whoever is there
//! already keeps every protection. The organisation may appeal in time, and an operator of another organisation decides.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub use crate::domain::parties::suspension::Suspension;
use crate::{
    app::{
        App,
        error::AppError,
        law::rule_sets::{in_use, or_own},
        resource::{
            checked::{By, touched},
            rules::DocumentRules,
            transition::moved,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Client, Denied},
            scope::{Role, Scope},
        },
        parties::{
            agency::{AgencyBody, AgencyStatus},
            employer::{EmployerBody, EmployerStatus},
            likeness::LicenceHolder,
            suspension::{
                SUSPENSION_APPEAL_RULE, SuspensionAppeal, SuspensionDecision, SuspensionVerdict,
            },
        },
        resource::{Record, RecordKind, id::Id},
        values::moscow::moscow_day,
    },
    store::{parties::suspensions, records::Stored, tx::Tx},
};

/// What an operator suspends, and why.
#[derive(Debug, Clone)]
pub struct NewSuspension {
    /// The agency or the employer.
    pub organisation: Uuid,
    /// Why.
    pub reason: String,
    /// What shows it, and where that is kept.
    pub evidence: String,
}

impl App {
    /// Suspends an agency or an employer, and writes down on what evidence. Of one that is suspended already the evidence is
    /// written down once.
    pub fn suspend(&self, actor: &Actor, new: NewSuspension) -> Result<Suspension, AppError> {
        actor.require(Scope::OrganisationsWrite)?;
        let imposed_by = office(actor)?.organisation;
        let holder = self.holder(new.organisation)?;
        let by = By { actor: actor.clone(), reason: Some(new.reason.clone()), now: self.now() };
        let made = self.writer.run(move |tx| {
            let version = entered(tx, (holder, new.organisation), &by)?;
            let before = suspensions::list(tx.conn(), Some(new.organisation), (None, 1))?;
            if before.first().is_some_and(|before| before.version == version) {
                return Err(AppError::Taken("this suspension is written down already"));
            }
            let made = Suspension {
                id: Uuid::now_v7(),
                holder,
                organisation: new.organisation,
                version,
                reason: new.reason,
                evidence: new.evidence,
                imposed_by,
                imposed_at: by.now,
                client: by.actor.client().map(|client| client.id),
                until: appeal_until(tx, by.now)?,
                appeal: None,
                decision: None,
            };
            suspensions::insert(tx, &made)?;
            Ok(made)
        })?;
        self.react_to(kind(holder), EmployerStatus::Suspended.as_str());
        Ok(made)
    }

    /// The suspension with this id. Operators read all, organisations their own.
    pub fn suspension(&self, actor: &Actor, id: Uuid) -> Result<Suspension, AppError> {
        let own = own(actor)?;
        let found = self.store.read(|conn| suspensions::find(conn, id))?;
        let seen = found.filter(|one| own.is_none_or(|own| one.organisation == own));
        seen.ok_or(AppError::NoSuspension)
    }

    /// The suspensions before the one with this id, newest first; of one organisation if it is named.
    pub fn suspensions(
        &self,
        actor: &Actor,
        organisation: Option<Uuid>,
        page: (Option<Uuid>, usize),
    ) -> Result<Vec<Suspension>, AppError> {
        let own = own(actor)?;
        if own.is_some() && organisation.is_some_and(|asked| Some(asked) != own) {
            return Ok(Vec::new());
        }
        Ok(self.store.read(|conn| suspensions::list(conn, own.or(organisation), page))?)
    }

    /// The organisation appeals its suspension, once and in time.
    pub fn appeal_suspension(
        &self,
        actor: &Actor,
        id: Uuid,
        text: String,
    ) -> Result<Suspension, AppError> {
        let found = self.suspension(actor, id)?;
        if actor.organisation() != Some(found.organisation) {
            return Err(Denied::Role.into());
        }
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let client = actor.client().map(|client| client.id);
        self.writer.run(move |tx| {
            let found = held(tx, &found)?;
            if let Some(why) = found.not_heard(moscow_day(by.now)) {
                return Err(AppError::Conflict(why));
            }
            let said = SuspensionAppeal { text, at: by.now, client };
            if !suspensions::appeal(tx, id, &said)? {
                return Err(AppError::Taken("this suspension was appealed already"));
            }
            tell(tx, &found, &by, "suspension_appealed")?;
            Ok(Suspension { appeal: Some(said), ..found })
        })
    }

    /// An operator of another organisation decides on an appeal, once. What is lifted stands as before.
    pub fn decide_on_suspension(
        &self,
        actor: &Actor,
        id: Uuid,
        (verdict, reason): (SuspensionVerdict, String),
    ) -> Result<Suspension, AppError> {
        actor.require(Scope::OrganisationsWrite)?;
        let organisation = office(actor)?.organisation;
        let found = self.suspension(actor, id)?;
        let by = By { actor: actor.clone(), reason: Some(reason.clone()), now: self.now() };
        let decided = self.writer.run(move |tx| {
            let found = held(tx, &found)?;
            if let Some(why) = found.not_decided_by(organisation) {
                return Err(AppError::Conflict(why.to_owned()));
            }
            let decision = SuspensionDecision { verdict, reason, organisation, at: by.now };
            if !suspensions::decide(tx, id, &decision)? {
                return Err(AppError::Taken("somebody has decided at this moment"));
            }
            tell(tx, &found, &by, &format!("suspension_{verdict}"))?;
            if verdict == SuspensionVerdict::Lifted {
                lift(tx, &found, &by)?;
            }
            Ok(Suspension { decision: Some(decision), ..found })
        })?;
        let status = match decided.holder {
            LicenceHolder::Employer => EmployerStatus::Verified.as_str(),
            LicenceHolder::Agency => AgencyStatus::Licensed.as_str(),
        };
        self.react_to(kind(decided.holder), status);
        Ok(decided)
    }

    /// Whether an organisation is an agency or an employer.
    fn holder(&self, organisation: Uuid) -> Result<LicenceHolder, AppError> {
        let all = Actor::System;
        let found = self.store.read(|conn| {
            if EmployerBody::find(conn, all.reach(), Id::new(organisation))?.is_some() {
                return Ok::<_, AppError>(Some(LicenceHolder::Employer));
            }
            let agency = AgencyBody::find(conn, all.reach(), Id::new(organisation))?;
            Ok(agency.map(|_| LicenceHolder::Agency))
        })?;
        found.ok_or_else(|| {
            let why = "expected the id of an agency or an employer";
            AppError::Invalid(vec![FieldError::new("/organisation_id", "unknown_id", why)])
        })
    }
}

const fn kind(holder: LicenceHolder) -> RecordKind {
    match holder {
        LicenceHolder::Employer => RecordKind::Employer,
        LicenceHolder::Agency => RecordKind::Agency,
    }
}

fn office(actor: &Actor) -> Result<&Client, Denied> {
    actor.client().filter(|client| client.role == Role::Operator).ok_or(Denied::Role)
}

/// The organisation whose suspensions the actor reads; `None` if that is all.
fn own(actor: &Actor) -> Result<Option<Uuid>, Denied> {
    actor.require(Scope::OrganisationsRead)?;
    match actor.role() {
        Some(Role::Operator) => Ok(None),
        Some(Role::Employer | Role::Agency) => Ok(actor.organisation()),
        _ => Err(Denied::Role),
    }
}

fn found<R: DocumentRules>(tx: &mut Tx<'_>, id: Uuid) -> Result<Record<R>, AppError> {
    R::claim(tx.conn(), Id::new(id))?;
    let found = R::find(tx.conn(), Actor::System.reach(), Id::new(id))?;
    found.ok_or(AppError::NoSuch(R::KIND))
}

/// Lets an organisation enter a state, if it is not in it. Returns the version with which it did.
fn enter<R: DocumentRules>(
    tx: &mut Tx<'_>,
    id: Uuid,
    state: R::Status,
    by: &By,
) -> Result<i64, AppError> {
    let record = found::<R>(tx, id)?;
    if record.status == state {
        return Ok(record.version);
    }
    Ok(moved(tx, &record, state, by)?.version)
}

/// Lets an organisation be suspended, if it is not. Returns the version with which it was.
fn entered(tx: &mut Tx<'_>, (holder, id): (LicenceHolder, Uuid), by: &By) -> Result<i64, AppError> {
    match holder {
        LicenceHolder::Employer => enter::<EmployerBody>(tx, id, EmployerStatus::Suspended, by),
        LicenceHolder::Agency => enter::<AgencyBody>(tx, id, AgencyStatus::Suspended, by),
    }
}

/// Until when what is suspended now can be appealed.
fn appeal_until(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<Option<NaiveDate>, AppError> {
    let used = or_own(in_use(tx.conn(), now)?, now);
    Ok(used.and_then(|used| used.set.days_after(SUSPENSION_APPEAL_RULE, moscow_day(now))))
}

/// A suspension whose organisation nobody else moves meanwhile.
fn held(tx: &mut Tx<'_>, seen: &Suspension) -> Result<Suspension, AppError> {
    match seen.holder {
        LicenceHolder::Employer => drop(found::<EmployerBody>(tx, seen.organisation)?),
        LicenceHolder::Agency => drop(found::<AgencyBody>(tx, seen.organisation)?),
    }
    suspensions::find(tx.conn(), seen.id)?.ok_or(AppError::NoSuspension)
}

/// Lets an organisation stand as before, if it is still suspended.
fn lift(tx: &mut Tx<'_>, one: &Suspension, by: &By) -> Result<(), AppError> {
    match one.holder {
        LicenceHolder::Employer => {
            let employer = found::<EmployerBody>(tx, one.organisation)?;
            if employer.status == EmployerStatus::Suspended {
                moved(tx, &employer, EmployerStatus::Verified, by)?;
            }
        }
        LicenceHolder::Agency => {
            let agency = found::<AgencyBody>(tx, one.organisation)?;
            if agency.status == AgencyStatus::Suspended {
                moved(tx, &agency, AgencyStatus::Licensed, by)?;
            }
        }
    }
    Ok(())
}

/// Tells what was said in the history of the organisation.
fn tell(tx: &mut Tx<'_>, one: &Suspension, by: &By, action: &str) -> Result<(), AppError> {
    let change = match one.holder {
        LicenceHolder::Employer => {
            touched(&found::<EmployerBody>(tx, one.organisation)?, by.note(action))
        }
        LicenceHolder::Agency => {
            touched(&found::<AgencyBody>(tx, one.organisation)?, by.note(action))
        }
    };
    tx.log(change);
    Ok(())
}
