//! API clients: made and revoked by an operator of the server, checked at each request for a token.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{
    app::{App, error::AppError, resource::checked::note},
    domain::{
        access::{
            actor::{Actor, Client},
            scope::{Role, Scope},
        },
        parties::{agency::AgencyBody, employer::EmployerBody},
        resource::{RecordKind, id::Id},
        values::hex::hex,
    },
    store::{
        parties::clients::{self, StoredClient},
        records::Stored,
    },
};

/// A secret that does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret of 256 bits from the system's random source.
    fn random() -> Result<Self, AppError> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)
            .map_err(|error| AppError::Thread(std::io::Error::other(error.to_string())))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The text, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn hash(text: &str) -> String {
        hex(&Sha256::digest(text.as_bytes()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// A client that was just made, with the secret that is shown this once.
#[derive(Debug, Clone)]
pub struct NewClient {
    /// Who it is and what it may do.
    pub client: Client,
    /// Its secret.
    pub secret: Secret,
}

impl App {
    /// Makes a client for an organisation. No `scopes` means all that its role can have.
    pub fn create_client(
        &self,
        role: Role,
        organisation: Uuid,
        scopes: Vec<Scope>,
        label: &str,
    ) -> Result<NewClient, AppError> {
        self.organisation_exists(role, organisation)?;
        let scopes = if scopes.is_empty() { role.scopes().to_vec() } else { scopes };
        if let Some(scope) = scopes.iter().find(|scope| !role.scopes().contains(scope)) {
            return Err(AppError::Conflict(format!(
                "a client of the role {role} cannot have the scope {scope}"
            )));
        }
        let new = NewClient {
            client: Client { id: Uuid::now_v7(), organisation, role, scopes },
            secret: Secret::random()?,
        };
        let stored = StoredClient {
            client: new.client.clone(),
            label: label.to_owned(),
            secret_hash: Secret::hash(new.secret.reveal()),
            created_at: self.now(),
            revoked_at: None,
        };
        let note = note(&Actor::System, "create", None, self.now());
        self.writer.run(move |tx| Ok::<_, AppError>(clients::insert(tx, &stored, note)?))?;
        Ok(new)
    }

    /// Lists all clients, oldest first.
    pub fn list_clients(&self) -> Result<Vec<StoredClient>, AppError> {
        Ok(self.store.read(clients::list)?)
    }

    /// Revokes a client: its tokens stop within a second on every server.
    pub fn revoke_client(&self, id: Uuid) -> Result<(), AppError> {
        let note = note(&Actor::System, "revoke", None, self.now());
        let known = self.writer.run(move |tx| Ok::<_, AppError>(clients::revoke(tx, id, note)?))?;
        if known { Ok(()) } else { Err(AppError::NoSuch(RecordKind::Client)) }
    }

    /// Checks a client's secret, and returns who it is.
    pub fn authenticate_client(&self, id: Uuid, secret: &str) -> Result<Client, AppError> {
        let all = self.store.as_server("a secret says whose it is");
        let found = all.read(|conn| clients::find(conn, id))?.ok_or(AppError::WrongClient)?;
        let equal: bool =
            Secret::hash(secret).as_bytes().ct_eq(found.secret_hash.as_bytes()).into();
        let live = found.revoked_at.is_none();
        if equal && live && self.follower.admits(id, found.client.organisation, Uuid::nil()) {
            Ok(found.client)
        } else {
            Err(AppError::WrongClient)
        }
    }

    /// Revokes one token, which runs out at `expires_at` anyway.
    pub fn revoke_token(&self, token: Uuid, expires_at: DateTime<Utc>) -> Result<(), AppError> {
        let note = note(&Actor::System, "revoke", None, self.now());
        self.writer.run(move |tx| Ok(clients::revoke_token(tx, token, expires_at, note)?))
    }

    fn organisation_exists(&self, role: Role, id: Uuid) -> Result<(), AppError> {
        let reach = Actor::System;
        let (known, kind) = match role {
            Role::Employer => (
                self.store
                    .read(|conn| EmployerBody::find(conn, reach.reach(), Id::new(id)))?
                    .is_some(),
                RecordKind::Employer,
            ),
            Role::Agency => (
                self.store
                    .read(|conn| AgencyBody::find(conn, reach.reach(), Id::new(id)))?
                    .is_some(),
                RecordKind::Agency,
            ),
            Role::Operator | Role::Partner => return Ok(()),
        };
        if known { Ok(()) } else { Err(AppError::NoSuch(kind)) }
    }
}
