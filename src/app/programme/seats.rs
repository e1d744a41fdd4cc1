//! The seats of a vacancy that applications hold. The database holds it to as many as there are such applications, so a seat
//! is counted in the transaction in which an application comes to hold it or lets it go.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        error::AppError,
        resource::{change::rewrite, checked::By},
    },
    domain::{
        access::actor::Actor,
        recruitment::vacancy::{VacancyBody, VacancyId, VacancyStatus},
        resource::{RecordKind, Resource},
        values::moscow::moscow_day,
    },
    store::{
        records::{Document, Stored},
        tx::Tx,
    },
};

/// Counts that an application holds a seat more, or one less. A vacancy without an open seat is filled, and with one it
/// is not any more.
pub(super) fn count(
    tx: &mut Tx<'_>,
    id: VacancyId,
    one_more: bool,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    VacancyBody::claim(tx.conn(), id)?;
    let vacancy = VacancyBody::find(tx.conn(), Actor::System.reach(), id)?;
    let vacancy = vacancy.ok_or(AppError::NoSuch(RecordKind::Vacancy))?;
    let mut body = vacancy.body.clone();
    body.openings = body.openings.with_reserved(one_more);
    let to = match vacancy.status {
        over @ (VacancyStatus::Draft | VacancyStatus::Expired | VacancyStatus::Cancelled) => over,
        from => VacancyBody::revised(from, &vacancy.body, &body, moscow_day(now))
            .map_err(AppError::Conflict)?,
    };
    let reference = vacancy.external_ref.clone();
    let later = vacancy.clone().with_body(body, reference, now);
    let by = By { actor: Actor::System, reason: None, now };
    rewrite(tx, (&vacancy, later), (to, if one_more { "reserve" } else { "release" }), &by)?;
    Ok(())
}
