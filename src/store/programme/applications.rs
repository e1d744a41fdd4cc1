//! Applications: typed columns, so that the database knows whom they tie together, and how many hold a seat.

use std::collections::BTreeMap;

use diesel::{dsl::exists, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            job_order::JobOrderId,
        },
        recruitment::candidate::CandidateId,
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
        schema::applications as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

stored_case! {
    "applications": ApplicationBody,
    columns { origin: String, closing: Option<String>, job_order: Option<DbUuid>, allocation: Option<DbUuid> }
    write |body| (
        body.origin.to_string(),
        body.closing.map(|reason| reason.to_string()),
        body.order.map(|order| DbUuid(order.0)),
        body.allocation.map(|allocation| DbUuid(allocation.0)),
    );
    read |About { agency, vacancy, candidate }, (origin, closing, order, allocation)| {
        let closing = closing.map(|reason| reason.parse()).transpose()?;
        let (origin, order) = (origin.parse()?, order.map(|order| Id::new(order.0)));
        let allocation = allocation.map(|allocation| Id::new(allocation.0));
        Ok(ApplicationBody { vacancy, candidate, agency, origin, closing, order, allocation })
    };
}

/// How many people have set out under each job order, or under one of them, and were not turned back: they are on the way, at
/// work, or home again.
pub fn gone_by_order(
    conn: &mut DbConnection,
    order: Option<JobOrderId>,
) -> Result<BTreeMap<JobOrderId, u32>, StoreError> {
    let gone = ApplicationStatus::ALL.iter().filter(|state| state.has_gone());
    let gone: Vec<String> = gone.map(ToString::to_string).collect();
    let mut of = table::table.filter(table::status.eq_any(gone)).into_boxed::<DbMulti>();
    of = match order {
        Some(order) => of.filter(table::job_order.eq(DbUuid(order.0))),
        None => of.filter(table::job_order.is_not_null()),
    };
    let found: Vec<Option<DbUuid>> = of.select(table::job_order).load(conn)?;
    let mut counted = BTreeMap::new();
    for order in found.into_iter().flatten() {
        *counted.entry(Id::new(order.0)).or_insert(0) += 1;
    }
    Ok(counted)
}

/// Whether terms bind somebody: they were offered, or a contract is signed and its work is not over.
pub fn is_bound(conn: &mut DbConnection, candidate: CandidateId) -> Result<bool, StoreError> {
    let binding = ApplicationStatus::ALL.iter().filter(|state| state.is_offered());
    let binding: Vec<String> = binding.map(ToString::to_string).collect();
    let bound = table::table
        .filter(table::candidate.eq(DbUuid(candidate.0)))
        .filter(table::status.eq_any(binding));
    Ok(diesel::select(exists(bound)).get_result(conn)?)
}
