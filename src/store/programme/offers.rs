//! Offers: typed columns, so that the database knows whom they bind; their terms never change.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::{
            offer::{Offer, OfferBody, OfferStatus},
            terms::sealed::SealedTerms,
        },
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
        schema::offers as table,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid, at_most, parsed},
    },
};

stored_case! {
    "offers": OfferBody,
    under application,
    columns {
        application: DbUuid, expires_at: DbInstant, terms: DbJson, told_by: String, terms_hash: String,
        texts: DbJson, word: Option<DbJson>, accepted_hash: Option<String>,
    }
    write |body| (
        DbUuid(body.application.0),
        DbInstant(body.expires_at),
        DbJson(json!(body.sealed.terms).to_string()),
        body.sealed.told_by.clone(),
        body.sealed.hash.clone(),
        DbJson(json!(body.texts).to_string()),
        body.word.as_ref().map(|word| DbJson(json!(word).to_string())),
        body.accepted_hash.clone(),
    );
    read |About { agency, vacancy, candidate },
        (application, expires_at, terms, told_by, terms_hash, texts, word, accepted_hash)| {
        Ok(OfferBody {
            application: Id::new(application.0),
            vacancy,
            candidate,
            agency,
            sealed: SealedTerms::kept(parsed(&terms)?, told_by, terms_hash)?,
            texts: parsed(&texts)?,
            expires_at: expires_at.0,
            word: word.as_ref().map(parsed).transpose()?,
            accepted_hash,
        })
    };
}

/// The offers that wait for an answer whose time was over before a moment.
pub fn sent_until_before(
    conn: &mut DbConnection,
    moment: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Offer>, StoreError> {
    let over = table::table
        .filter(table::status.eq(OfferStatus::Sent.as_str()))
        .filter(table::expires_at.le(DbInstant(moment)))
        .into_boxed::<DbMulti>();
    load(conn, over.order(table::expires_at).limit(limit))
}
