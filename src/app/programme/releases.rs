//! Job orders do not lapse in silence: heads that nobody uses in time are cancelled, which the log tells, and an order whose
//! other heads have all gone to work is exhausted.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    app::{
        App,
        error::AppError,
        programme::job_orders::store_body,
        resource::{checked::By, transition::moved},
    },
    domain::{
        access::actor::Actor,
        programme::job_order::{JobOrder, JobOrderBody, JobOrderId, JobOrderStatus},
    },
    store::{
        programme::applications,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
};

impl App {
    /// Cancels what is unused of approved job orders, and ends those that are exhausted. Returns how many orders changed.
    pub(in crate::app) fn release_unused(&self) -> Result<usize, AppError> {
        let (now, today) = (self.now(), self.today());
        let status = vec![JobOrderStatus::Approved.to_string()];
        let filter = Filter { status, ..Filter::default() };
        let (orders, gone) = self.store.read_slowly(|conn| {
            let reach = Actor::System.reach();
            let orders = JobOrderBody::list(conn, reach, &filter, None, usize::MAX)?;
            Ok::<_, AppError>((orders, applications::gone_by_order(conn, None)?))
        })?;
        let is_due = |order: &&JobOrder| order.body.unused(today) > 0 || is_exhausted(order, &gone);
        let mut changed = 0;
        for order in orders.iter().filter(is_due) {
            let id = order.id;
            match self.writer.run(move |tx| settle(tx, id, today, now)) {
                Ok(()) => changed += 1,
                Err(AppError::Outdated) => {} // the next sweep sees
                Err(failed) => return Err(failed),
            }
        }
        Ok(changed)
    }
}

/// Whether everybody whom an order is for has set out.
fn is_exhausted(order: &JobOrder, gone: &BTreeMap<JobOrderId, u32>) -> bool {
    let body = &order.body;
    body.free() == 0 && gone.get(&order.id).copied().unwrap_or(0) >= body.heads - body.cancelled
}

fn settle(
    tx: &mut Tx<'_>,
    id: JobOrderId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    JobOrderBody::claim(tx.conn(), id)?;
    let find = |tx: &mut Tx<'_>| JobOrderBody::find(tx.conn(), Actor::System.reach(), id);
    let is_approved = |order: &JobOrder| order.status == JobOrderStatus::Approved;
    let Some(order) = find(tx)?.filter(is_approved) else { return Ok(()) };
    let unused = order.body.unused(today);
    if unused > 0 {
        let mut body = order.body.clone();
        body.cancelled += unused;
        let why = format!("heads={unused} days={}", body.unused_release_days);
        store_body(tx, &order, (body, "release"), &By::system(&why, now))?;
    }
    let Some(order) = find(tx)? else { return Ok(()) };
    let gone = applications::gone_by_order(tx.conn(), Some(id))?;
    if is_exhausted(&order, &gone) {
        let why = By::system("every head that was not cancelled has set out", now);
        moved(tx, &order, JobOrderStatus::Exhausted, &why)?;
    }
    Ok(())
}
