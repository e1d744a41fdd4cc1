//! The heads of job orders, each time that one was approved or ended.

use std::ops::Range;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::programme::statistics::month::Month,
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        schema::order_plans as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// The heads of a job order from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The number of the change.
    pub n: i64,
    /// The order.
    pub order: Uuid,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Workers who are wanted, 0 to 10,000; 0 from the order's end on.
    pub heads: u64,
    /// The month in which the work is to begin.
    pub month: Month,
    /// The employer.
    pub employer: Uuid,
    /// The municipality of the work.
    pub municipality: String,
    /// The trade.
    pub trade: String,
}

/// Notes a plan, once for each change and month.
pub fn insert(tx: &mut Tx<'_>, plan: &Plan) -> Result<(), StoreError> {
    let row = (
        table::n.eq(plan.n),
        table::job_order.eq(DbUuid(plan.order)),
        table::at.eq(DbInstant(plan.at)),
        table::heads.eq(i64::try_from(plan.heads).unwrap_or(i64::MAX)),
        table::month.eq(plan.month.0),
        table::employer.eq(DbUuid(plan.employer)),
        table::municipality.eq(plan.municipality.as_str()),
        table::trade.eq(plan.trade.as_str()),
    );
    each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(())
}

type Row = (i64, DbUuid, DbInstant, i64, i64, DbUuid, String, String);

/// The last plan of an order that wanted somebody; `None` if it was never approved.
pub fn last(conn: &mut DbConnection, order: Uuid) -> Result<Option<Plan>, StoreError> {
    let of_order = table::table.filter(table::job_order.eq(DbUuid(order)));
    let row: Option<Row> =
        of_order.filter(table::heads.gt(0)).order(table::n.desc()).first(conn).optional()?;
    Ok(row.map(plan))
}

/// The plans for the months from one to before another, in the order in which they were made.
pub fn of_months(conn: &mut DbConnection, months: Range<Month>) -> Result<Vec<Plan>, StoreError> {
    let rows: Vec<Row> = table::table
        .filter(table::month.ge(months.start.0).and(table::month.lt(months.end.0)))
        .order(table::n)
        .load(conn)?;
    Ok(rows.into_iter().map(plan).collect())
}

fn plan((n, order, at, heads, month, employer, municipality, trade): Row) -> Plan {
    Plan {
        n,
        order: order.0,
        at: at.0,
        heads: heads.unsigned_abs(),
        month: Month(month),
        employer: employer.0,
        municipality,
        trade,
    }
}
