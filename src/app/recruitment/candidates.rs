//! Candidates: a licensed agency puts them forward, and they are matched once they have agreed to it.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        edition::Edition,
        error::AppError,
        learning::enrolments::leave_courses,
        programme::ending,
        resource::rules::{DocumentRules, ResourceRules},
        taxonomy::{codes, texts},
        trust::legal_holds::must_not_be_held,
    },
    domain::{
        FieldError,
        access::actor::Actor,
        parties::agency::AgencyBody,
        recruitment::candidate::{Candidate, CandidateBody, CandidateStatus},
        resource::{RecordKind, id::Id, lifecycle::OwnerStanding},
        values::moscow::moscow_day,
    },
    store::{
        backend::DbConnection,
        records::{Document, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for CandidateBody {
    fn hold_owner(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
        Ok(AgencyBody::hold(conn, Id::new(owner))?)
    }

    fn owner_standing(
        conn: &mut DbConnection,
        owner: Uuid,
        today: NaiveDate,
    ) -> Result<OwnerStanding, AppError> {
        let agency = AgencyBody::find(conn, Actor::System.reach(), Id::new(owner))?
            .ok_or(AppError::NoSuch(RecordKind::Agency))?;
        if !agency.status.may_put_forward() {
            return Ok(Err(format!(
                "the agency is {}; only a licensed agency may put candidates forward: an operator checks the licence",
                agency.status
            )));
        }
        Ok(agency.body.licence_ended(today).map_or(Ok(()), Err))
    }

    /// Whoever leaves the programme takes the applications along, and gives back the seats in courses.
    fn follow(tx: &mut Tx<'_>, _before: &Candidate, after: &Candidate) -> Result<(), AppError> {
        if after.status != CandidateStatus::Withdrawn {
            return Ok(());
        }
        leave_courses(tx, after.id, after.updated_at)?;
        ending::end_applications(tx, after.id, after.updated_at)
    }
}

impl DocumentRules for CandidateBody {
    fn leave(tx: &mut Tx<'_>, record: &Candidate, now: DateTime<Utc>) -> Result<(), AppError> {
        must_not_be_held(tx.conn(), record.id.0)?;
        leave_courses(tx, record.id, now)?;
        ending::end_applications(tx, record.id, now)
    }

    fn read_texts(&mut self, edition: &Edition) {
        texts::of_candidate(edition, self);
    }

    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let mut errors =
            codes::skills(taxonomy, self.skills.iter().map(|held| &held.skill), |at| {
                format!("/skills/{at}/skill")
            });
        for (at, practised) in self.occupations.iter().enumerate() {
            errors.extend(codes::occupation(
                taxonomy,
                &practised.occupation,
                &format!("/occupations/{at}"),
            ));
        }
        errors.extend(codes::municipalities(
            taxonomy,
            &self.destinations.ranked,
            "/destinations/ranked",
        ));
        errors.extend(codes::municipalities(
            taxonomy,
            &self.destinations.never,
            "/destinations/never",
        ));
        let region = self.home_region.as_ref();
        let known = region.is_none_or(|region| taxonomy.home_region(region).is_some());
        errors.extend(codes::unless(known, "/home_region", "region", "/v1/taxonomy/regions"));
        if let Some(code) = &self.home_district {
            errors.extend(district_error(taxonomy, self, code));
        }
        errors
    }
}

/// Whether its agency may put the candidate forward now.
pub(in crate::app) fn may_be_put_forward(
    conn: &mut DbConnection,
    candidate: &Candidate,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    CandidateBody::hold_owner(conn, candidate.owner)?;
    let standing = CandidateBody::owner_standing(conn, candidate.owner, moscow_day(now))?;
    Ok(standing.is_ok() && candidate.body.of_age)
}

fn district_error(
    taxonomy: &Taxonomy,
    body: &CandidateBody,
    code: &crate::domain::values::place::District,
) -> Option<FieldError> {
    match taxonomy.district(code) {
        None => codes::unless(false, "/home_district", "district", "/v1/taxonomy/regions"),
        Some(district)
            if body.home_region.as_ref().is_some_and(|home| district.region != *home) =>
        {
            Some(FieldError::new(
                "/home_district",
                "contradiction",
                format!(
                    "the district lies in {}: send that home_region, or another district",
                    district.region
                ),
            ))
        }
        Some(_) => None,
    }
}
