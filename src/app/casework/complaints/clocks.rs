//! What was late: each clock is counted once, the case goes up, and everybody may read how many there were.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    app::{
        App,
        casework::complaints::own_channel::claimed,
        error::AppError,
        resource::{change::rewrite, checked::By},
    },
    domain::{
        FieldError,
        access::actor::Actor,
        casework::{
            case_clock::ClockKind,
            complaint::{CaseLevel, Complaint, ComplaintBody, ComplaintStatus},
        },
        values::moscow::end_of_moscow_day,
    },
    store::{
        casework::breaches::{self, Breach},
        records::{Filter, Stored},
        tx::Tx,
    },
};

/// Complaints that are looked at in one transaction.
const PAGE: usize = 100;
/// Fewer than so many are not told.
const FEWEST: i64 = 5;

/// How many clocks of a kind were late in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateClocks {
    /// The clock.
    pub clock: ClockKind,
    /// How many; `None` if there were so few that one could be told from another.
    pub breaches: Option<i64>,
}

impl App {
    /// Counts what is late and sends it up. Returns how many cases went up.
    pub fn escalate_complaints(&self) -> Result<usize, AppError> {
        let open = ComplaintStatus::open().iter().map(ToString::to_string).collect();
        let filter = Filter { status: open, ..Filter::default() };
        let (mut after, mut escalated) = (None, 0);
        loop {
            let read = |conn: &mut _| {
                ComplaintBody::list(conn, Actor::System.reach(), &filter, after, PAGE)
            };
            let page = self.store.read_slowly(read)?;
            let Some(last) = page.last() else { return Ok(escalated) };
            after = Some(last.id);
            let now = self.now();
            let late = page.into_iter().filter(|one| !one.body.clock.breached(now).is_empty());
            let late: Vec<Complaint> = late.collect();
            escalated += self.writer.run(move |tx| {
                let mut up = 0;
                for one in &late {
                    up += usize::from(escalate(tx, one, now)?);
                }
                Ok::<_, AppError>(up)
            })?;
        }
    }

    /// How many clocks were late in a year, for everybody: few are not told.
    pub fn late_clocks(&self, year: i32) -> Result<Vec<LateClocks>, AppError> {
        let days = year_days(year).and_then(|(first, next)| first.pred_opt().zip(next.pred_opt()));
        let (before, last) = days.ok_or_else(|| {
            AppError::Invalid(vec![FieldError::new("/year", "value", "expected a year")])
        })?;
        let span = (end_of_moscow_day(before), end_of_moscow_day(last));
        let all = self.store.as_server("late clocks are counted over all complaints");
        let counted = all.read(|conn| breaches::counted(conn, span))?;
        let told = |clock: &ClockKind| {
            let count = counted.get(clock).copied().unwrap_or_default();
            let breaches = (count == 0 || count >= FEWEST).then_some(count);
            LateClocks { clock: *clock, breaches }
        };
        Ok(ClockKind::ALL.iter().map(told).collect())
    }
}

/// Counts the clocks of a complaint that were late at a moment. Returns how many there are in all.
pub(super) fn count_breaches(
    tx: &mut Tx<'_>,
    complaint: &Complaint,
    now: DateTime<Utc>,
) -> Result<usize, AppError> {
    let (id, round) = (complaint.id.0, complaint.body.clock.round);
    for (clock, due_at) in complaint.body.clock.breached(now) {
        breaches::insert(tx, &Breach { complaint: id, clock, round, due_at, noticed_at: now })?;
    }
    Ok(breaches::of_complaint(tx.conn(), id)?.len())
}

/// Counts what is late of a complaint, and sends it up once for each clock. Whether it went up.
fn escalate(tx: &mut Tx<'_>, found: &Complaint, now: DateTime<Utc>) -> Result<bool, AppError> {
    let complaint = claimed(tx, found.id.0)?;
    let late = count_breaches(tx, &complaint, now)?;
    let level = (0..late).fold(CaseLevel::Centre, |level, _| level.next());
    if level <= complaint.body.level {
        return Ok(false);
    }
    let by = By::system("a clock was late", now);
    let body = ComplaintBody { level, ..complaint.body.clone() };
    let later = complaint.clone().with_body(body, None, now);
    rewrite(tx, (&complaint, later), (complaint.status, "escalated"), &by)?;
    Ok(true)
}

/// The first day of a year and the first of the next.
fn year_days(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    first(year).zip(first(year + 1))
}
