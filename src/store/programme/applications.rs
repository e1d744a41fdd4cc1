//! Applications: typed columns, so that the database knows whom they tie together, and how many hold a seat.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::application::ApplicationBody,
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
