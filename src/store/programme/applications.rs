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
    columns { origin: String, closing: Option<String> }
    write |body| (body.origin.to_string(), body.closing.map(|reason| reason.to_string()));
    read |About { agency, vacancy, candidate }, (origin, closing)| {
        let closing = closing.map(|reason| reason.parse()).transpose()?;
        Ok(ApplicationBody { vacancy, candidate, agency, origin: origin.parse()?, closing })
    };
}
