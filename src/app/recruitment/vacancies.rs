//! Vacancies: an employer writes and publishes them, once an operator has verified the employer.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        edition::Edition,
        error::AppError,
        law::compliance::check_to_publish,
        programme::allotments,
        resource::rules::{DocumentRules, ResourceRules},
        taxonomy::{codes, texts},
    },
    domain::{
        FieldError,
        access::actor::Actor,
        parties::employer::EmployerBody,
        recruitment::vacancy::{Vacancy, VacancyBody, VacancyStatus, Workplace},
        resource::{RecordKind, id::Id, lifecycle::OwnerStanding},
    },
    store::{
        backend::DbConnection,
        records::{Document, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for VacancyBody {
    fn hold_owner(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
        Ok(EmployerBody::claim(conn, Id::new(owner))?)
    }

    fn ask_law(tx: &mut Tx<'_>, later: &Vacancy, now: DateTime<Utc>) -> Result<(), AppError> {
        if later.status != VacancyStatus::Published {
            return Ok(());
        }
        VacancyBody::claim(tx.conn(), later.id)?;
        allotments::may_publish(tx, later, now)?;
        check_to_publish(tx, later, now)
    }

    /// A vacancy that ends frees the heads of its job order that it has not used.
    fn follow(tx: &mut Tx<'_>, _before: &Vacancy, after: &Vacancy) -> Result<(), AppError> {
        match after.status {
            VacancyStatus::Expired | VacancyStatus::Cancelled => {
                allotments::free(tx, after, after.updated_at)
            }
            _ => Ok(()),
        }
    }

    fn owner_standing(
        conn: &mut DbConnection,
        owner: Uuid,
        _today: NaiveDate,
    ) -> Result<OwnerStanding, AppError> {
        let employer = EmployerBody::find(conn, Actor::System.reach(), Id::new(owner))?
            .ok_or(AppError::NoSuch(RecordKind::Employer))?;
        Ok(employer.status.may_publish().then_some(()).ok_or_else(|| {
            format!(
                "the employer is {}; only a verified employer may publish: an operator verifies it",
                employer.status
            )
        }))
    }
}

/// A place in Tatarstan that the taxonomy does not know; places elsewhere are kept as they are.
fn unknown_place(taxonomy: &Taxonomy, place: &Workplace, pointer: &str) -> Option<FieldError> {
    let known = place.municipality().is_none_or(|place| taxonomy.municipality(&place).is_some());
    let pointer = format!("{pointer}/oktmo");
    codes::unless(known, &pointer, "municipality", "/v1/taxonomy/municipalities")
}

impl DocumentRules for VacancyBody {
    fn leave(tx: &mut Tx<'_>, record: &Vacancy, now: DateTime<Utc>) -> Result<(), AppError> {
        allotments::free(tx, record, now)
    }

    fn read_texts(&mut self, edition: &Edition) {
        texts::of_vacancy(edition, self);
    }

    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let asked = self.requirements.iter().map(|asked| &asked.skill);
        let mut errors = Vec::new();
        if let Some(occupation) = &self.occupation {
            errors.extend(codes::occupation(taxonomy, occupation, "/occupation"));
        }
        for (at, further) in self.background.other_occupations.iter().enumerate() {
            let pointer = format!("/background/other_occupations/{at}");
            errors.extend(codes::occupation(taxonomy, further, &pointer));
        }
        errors.extend(codes::skills(taxonomy, asked, |at| format!("/requirements/{at}/skill")));
        errors.extend(codes::home_regions(taxonomy, &self.home_regions, "/home_regions"));
        errors.extend(codes::home_regions(
            taxonomy,
            &self.preferred_home_regions,
            "/preferred_home_regions",
        ));
        errors.extend(unknown_place(taxonomy, &self.workplace, "/workplace"));
        for (at, place) in self.other_workplaces.iter().enumerate() {
            errors.extend(unknown_place(taxonomy, place, &format!("/other_workplaces/{at}")));
        }
        errors
    }
}
