//! Contracts: typed columns, so that the database knows what was accepted before; their terms never change.

use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::{contract::ContractBody, terms::sealed::SealedTerms},
        resource::{
            Record,
            id::Id,
            reach::{Extent, Reach},
        },
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        error::StoreError,
        records::{About, Filter, Stored, stored_case},
        schema::contracts as table,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid, at_most, parsed},
    },
};

stored_case! {
    "contracts": ContractBody,
    under application,
    columns {
        application: DbUuid, offer: DbUuid, terms: DbJson, told_by: String, terms_hash: String, accepted_hash: String,
        signed_on: String, paper_hash: String, findings: DbJson, agreement: Option<DbJson>, ended_by: Option<String>,
        arrival: Option<DbJson>,
    }
    write |body| (
        DbUuid(body.application.0),
        DbUuid(body.offer.0),
        DbJson(json!(body.sealed.terms).to_string()),
        body.sealed.told_by.clone(),
        body.sealed.hash.clone(),
        body.accepted_hash.clone(),
        body.signed_on.to_string(),
        body.paper_hash.to_string(),
        DbJson(json!(body.findings).to_string()),
        body.agreement.as_ref().map(|agreement| DbJson(json!(agreement).to_string())),
        body.end.map(|end| end.to_string()),
        body.arrival.as_ref().map(|arrival| DbJson(json!(arrival).to_string())),
    );
    read |About { agency, vacancy, candidate },
        (application, offer, terms, told_by, terms_hash, accepted_hash, signed_on, paper_hash, findings, agreement, ended_by,
            arrival)| {
        Ok(ContractBody {
            application: Id::new(application.0),
            offer: Id::new(offer.0),
            vacancy,
            candidate,
            agency,
            sealed: SealedTerms::kept(parsed(&terms)?, told_by, terms_hash)?,
            accepted_hash,
            signed_on: signed_on.parse().map_err(|_| Invalid::expected("a day"))?,
            paper_hash: paper_hash.parse()?,
            findings: parsed(&findings)?,
            agreement: agreement.as_ref().map(parsed).transpose()?,
            end: ended_by.map(|end| end.parse()).transpose()?,
            arrival: arrival.as_ref().map(parsed).transpose()?,
        })
    };
}
