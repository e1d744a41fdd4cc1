//! Employers and agencies: an operator enters and checks them.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::rules::{DocumentRules, ResourceRules},
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        parties::{agency::AgencyBody, employer::EmployerBody},
        resource::{Record, id::Id},
    },
    taxonomy::Taxonomy,
};

/// An organisation owns itself, and only operators make one.
fn own_id<R>(actor: &Actor, id: Id<R>) -> Result<Uuid, Denied> {
    match actor {
        Actor::System => Ok(id.0),
        Actor::Client(client) if client.role == Role::Operator => Ok(id.0),
        Actor::Client(_) | Actor::Worker(_) | Actor::Anonymous => Err(Denied::Role),
    }
}

impl ResourceRules for EmployerBody {}

impl DocumentRules for EmployerBody {
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        // Of other regions the taxonomy has none.
        let own = self.municipality.in_tatarstan();
        let known = own.is_none_or(|own| taxonomy.municipality(&own).is_some());
        crate::app::taxonomy::codes::unless(
            known,
            "/municipality",
            "municipality",
            "/v1/taxonomy/municipalities",
        )
        .into_iter()
        .collect()
    }

    fn owner(actor: &Actor, id: Id<Self>) -> Result<Uuid, Denied> {
        own_id(actor, id)
    }
}

impl ResourceRules for AgencyBody {}

impl DocumentRules for AgencyBody {
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let known = taxonomy.home_region(&self.home_region).is_some();
        crate::app::taxonomy::codes::unless(
            known,
            "/home_region",
            "home region",
            "/v1/taxonomy/regions",
        )
        .into_iter()
        .collect()
    }

    fn owner(actor: &Actor, id: Id<Self>) -> Result<Uuid, Denied> {
        own_id(actor, id)
    }
}

impl App {
    /// The name of the actor's organisation, for `GET /v1/me`.
    pub fn organisation_name(
        &self,
        actor: &Actor,
    ) -> Result<Option<crate::domain::values::text::LocalizedText>, AppError> {
        let Some(client) = actor.client() else { return Ok(None) };
        Ok(match client.role {
            Role::Employer => self
                .store
                .read(|conn| {
                    crate::store::records::Stored::find(
                        conn,
                        actor.reach(),
                        Id::new(client.organisation),
                    )
                })?
                .map(|found: Record<EmployerBody>| found.body.name),
            Role::Agency => self
                .store
                .read(|conn| {
                    crate::store::records::Stored::find(
                        conn,
                        actor.reach(),
                        Id::new(client.organisation),
                    )
                })?
                .map(|found: Record<AgencyBody>| found.body.name),
            Role::Operator | Role::Partner => None,
        })
    }
}
