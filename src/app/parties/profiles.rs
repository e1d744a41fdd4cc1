//! What everybody may know of employers.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::actor::Actor,
        parties::employer::{EmployerBody, EmployerStatus},
        resource::{Record, Resource},
    },
    store::{history, records::Document},
};

/// An employer, of which its name, place and industry are shown.
#[derive(Debug, Clone)]
pub struct EmployerProfile {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub body: EmployerBody,
    /// Since when it has been verified, if it is.
    pub verified_since: Option<DateTime<Utc>>,
}

impl App {
    /// The profiles of employers by their ids.
    pub fn employer_profiles(
        &self,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, EmployerProfile>, AppError> {
        let verified = EmployerStatus::Verified;
        let all = self.store.as_server("an employer's profile stands beside its vacancies");
        all.read(|conn| {
            let employers = EmployerBody::find_all(conn, Actor::System.reach(), ids)?;
            let since = history::moved_to(conn, (EmployerBody::KIND, ids), verified.as_str())?;
            let profile = |Record { id, body, status, .. }: Record<EmployerBody>| {
                let since = since.get(&id.0).filter(|_| status == verified).copied();
                (id.0, EmployerProfile { id: id.0, body, verified_since: since })
            };
            Ok(employers.into_iter().map(profile).collect())
        })
    }
}
