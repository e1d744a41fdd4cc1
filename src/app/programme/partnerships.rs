//! Partnerships of regions: an operator proposes one, and an operator of each side decides on it as it is.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        App,
        error::AppError,
        programme::job_orders::{NewDecision, with_decision},
        resource::{
            checked::By,
            rules::{DocumentRules, ResourceRules},
            visible::Visible,
        },
        taxonomy::codes,
    },
    domain::{
        FieldError,
        access::actor::Actor,
        concepts::facet::FacetKind,
        programme::{
            job_order::JobOrderBody,
            partnership::{KeptOf, Partnership, PartnershipBody, PartnershipId, PartnershipStatus},
        },
        recruitment::vacancy::VacancyBody,
        resource::{RecordKind, Resource},
    },
    store::{
        backend::DbConnection,
        records::{Document, FacetMatch, Filter, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for PartnershipBody {
    /// Two acts never tie the same two places on one day, and seats are kept of what is there.
    fn ask_law(tx: &mut Tx<'_>, later: &Partnership, _now: DateTime<Utc>) -> Result<(), AppError> {
        if later.status == PartnershipStatus::Ended {
            return Ok(());
        }
        let wrong = unknown_places_of_work(tx.conn(), &later.body)?;
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let region = FacetMatch::Is(later.body.uz_region.to_string());
        let filter = Filter {
            status: PartnershipStatus::LIVE.iter().map(ToString::to_string).collect(),
            facets: vec![(FacetKind::HomeRegion, region)],
            ..Filter::default()
        };
        let live = Self::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?;
        let other = live.iter().find(|one| one.id != later.id && one.body.overlaps(&later.body));
        other.map_or(Ok(()), |other| {
            let why = format!(
                "partnership {} ties these two places at the same time: end it first, or choose other days",
                other.id
            );
            Err(AppError::Conflict(why))
        })
    }
}

/// The vacancies and job orders of which seats are kept and that are not there.
fn unknown_places_of_work(
    conn: &mut DbConnection,
    body: &PartnershipBody,
) -> Result<Vec<FieldError>, AppError> {
    let mut wrong = Vec::new();
    for (at, kept) in body.reservations.iter().enumerate() {
        let (is_there, member) = match kept.of {
            KeptOf::Vacancy(id) => {
                (VacancyBody::find(conn, Actor::System.reach(), id)?.is_some(), "vacancy_id")
            }
            KeptOf::JobOrder(id) => {
                (JobOrderBody::find(conn, Actor::System.reach(), id)?.is_some(), "job_order_id")
            }
        };
        if !is_there {
            let why = "there is nothing with this id: name another";
            wrong.push(FieldError::new(format!("/reservations/{at}/{member}"), "unknown_id", why));
        }
    }
    Ok(wrong)
}

impl DocumentRules for PartnershipBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let known = taxonomy.home_region(&self.uz_region).is_some();
        let region = codes::unless(known, "/uz_region", "region", "/v1/taxonomy/regions");
        let mut errors: Vec<FieldError> = region.into_iter().collect();
        let known =
            self.municipality.as_ref().is_none_or(|place| taxonomy.municipality(place).is_some());
        let list = "/v1/taxonomy/municipalities";
        errors.extend(codes::unless(known, "/municipality", "municipality", list));
        errors
    }
}

impl App {
    /// Decides for a side on a partnership as it is. With both sides it is active; a side that rejects ends it.
    pub fn decide_on_partnership(
        &self,
        actor: &Actor,
        id: PartnershipId,
        new: NewDecision,
    ) -> Result<Visible<PartnershipBody>, AppError> {
        actor.require(PartnershipBody::WRITE)?;
        let decision = new.made(actor, self.now())?;
        let by = By { actor: actor.clone(), reason: new.reason, now: decision.at };
        let (side, verdict, version) = (new.side, new.verdict, new.version);
        let later = self.writer.run(move |tx| {
            let before = proposed(tx, id)?;
            let decisions = with_decision(&before.body.decisions, (side, decision))?;
            if before.version != version {
                return Err(AppError::Outdated);
            }
            let body = PartnershipBody { decisions, ..before.body.clone() };
            let (to, reference) = (body.decided(), before.external_ref.clone());
            let mut later = before.clone().with_body(body, reference, by.now);
            later.status = to;
            let note = by.note(&format!("{verdict}_{side}"));
            let is_stored = PartnershipBody::update(tx, &before, &later, note)?;
            is_stored.then_some(later).ok_or(AppError::Outdated)
        })?;
        self.react_to(RecordKind::RegionPartnership, later.status.as_str());
        self.seen(actor, later)
    }
}

/// A partnership that waits for the sides, reserved for this transaction.
fn proposed(tx: &mut Tx<'_>, id: PartnershipId) -> Result<Partnership, AppError> {
    PartnershipBody::claim(tx.conn(), id)?;
    let found = PartnershipBody::find(tx.conn(), Actor::System.reach(), id)?;
    let found = found.ok_or(AppError::NoSuch(RecordKind::RegionPartnership))?;
    if found.status == PartnershipStatus::Proposed {
        return Ok(found);
    }
    let why = format!("a partnership that is {} is not decided on", found.status);
    Err(AppError::Conflict(why))
}
