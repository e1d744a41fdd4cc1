//! Disclosure requests: typed columns, so that the database knows whom they tie together.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        resource::{
            Record,
            id::Id,
            reach::{Extent, Reach},
        },
        trust::disclosure_request::{DisclosureRequest, DisclosureRequestBody, DisclosureStatus},
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        error::StoreError,
        records::{About, Filter, Stored, stored_case},
        schema::disclosure_requests as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

stored_case! {
    "disclosure_requests": DisclosureRequestBody,
    columns { purpose: String, approved_until: Option<DbInstant> }
    write |body| (body.purpose.clone(), body.approved_until.map(DbInstant));
    read |About { agency, vacancy, candidate }, (purpose, approved_until)| {
        let approved_until = approved_until.map(|until| until.0);
        Ok(DisclosureRequestBody { vacancy, candidate, agency, purpose, approved_until })
    };
}

/// The approved requests whose time was over before a moment.
pub fn approved_until_before(
    conn: &mut DbConnection,
    moment: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DisclosureRequest>, StoreError> {
    let over = table::table
        .filter(table::status.eq(DisclosureStatus::Approved.as_str()))
        .filter(table::approved_until.lt(DbInstant(moment)))
        .into_boxed::<DbMulti>();
    load(conn, over.order(table::approved_until).limit(limit))
}
