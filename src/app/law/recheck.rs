//! When a rule set becomes active, every published vacancy is checked by it. What says the same as before stays.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        law::{
            compliance::{Asked, Making},
            in_force::Follows,
            rule_sets::SetInUse,
        },
        resource::checked::note,
    },
    domain::{
        access::{actor::Actor, scope::Role},
        law::compliance::{CheckCause, CheckSubject, CheckedRecord, ComplianceCheck},
        parties::employer::EmployerBody,
        recruitment::vacancy::{VacancyBody, VacancyId},
        resource::id::Id,
    },
    store::{
        law::compliance_checks::{self, CheckFilter},
        records::{Document, Stored},
        tx::Tx,
    },
};

/// Vacancies that are checked in one transaction.
const PAGE: usize = 10;

/// Checks whatever is public by the new rules, also what was published before there were any.
pub(in crate::app) struct Recheck;

impl Recheck {
    fn check(tx: &mut Tx<'_>, id: VacancyId, making: &Making<'_>) -> Result<(), AppError> {
        let Some(vacancy) = VacancyBody::find(tx.conn(), Actor::System.reach(), id)? else {
            return Ok(());
        };
        EmployerBody::claim(tx.conn(), Id::new(vacancy.owner))?;
        let reach = Actor::System.reach_of_owned(Role::Employer);
        let about = CheckedRecord { subject: CheckSubject::Vacancy, id: id.0 };
        let of_vacancy = CheckFilter { unasked: true, ..CheckFilter::of(about) };
        let before = compliance_checks::list(tx.conn(), reach, of_vacancy, (None, 1))?.pop();
        // What somebody asked in between, of another day or activity, is no question of the server's.
        let made = making.check(tx.conn(), &vacancy, &Asked::default())?;
        let stays = |before: &ComplianceCheck| before.result == made.result;
        if before.as_ref().is_some_and(|before| stays(before) && made.body == before.body) {
            return Ok(());
        }
        let is_other = before.is_some_and(|before| !stays(&before));
        let action = if is_other { "verdict_changed" } else { "create" };
        let note = note(&Actor::System, action, None, making.now);
        Ok(compliance_checks::insert(tx, &made, note)?)
    }
}

impl Follows for Recheck {
    const NAME: &'static str = "check_public_vacancies_anew";

    fn follow(
        tx: &mut Tx<'_>,
        set: &SetInUse,
        place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let making = Making { cause: CheckCause::RuleSet, set: Some(set), now };
        let page = compliance_checks::public_vacancies(tx.conn(), place, PAGE)?;
        for vacancy in &page {
            Self::check(tx, Id::new(*vacancy), &making)?;
        }
        Ok(page.last().copied().filter(|_| page.len() == PAGE))
    }
}
