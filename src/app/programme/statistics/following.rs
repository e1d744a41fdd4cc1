//! What the narrow tables take from the change log: each state that an application comes into, and the heads of job orders
//! each time that one is approved or ends.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{error::AppError, reactions::reaction::Reaction},
    domain::{
        Invalid,
        access::actor::Actor,
        concepts::occupation::Occupation,
        programme::{
            application::{Application, ApplicationBody, ApplicationStatus},
            job_order::{JobOrder, JobOrderBody, JobOrderStatus},
            statistics::{month::Month, series::UNKNOWN},
        },
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::{RecordKind, id::Id},
    },
    store::{
        StoreError,
        history::{Entry, History},
        ledger::Ledger,
        programme::{
            plans::{self, Plan},
            stages::{self, Entered, Marks},
        },
        reactions::Cause,
        records::Stored,
        tx::Tx,
    },
};

/// Counts the states of applications from the day on which they are put forward.
pub(in crate::app) struct Stages;

/// Counts the heads of job orders.
pub(in crate::app) struct Heads;

impl Reaction for Stages {
    fn name(&self) -> &'static str {
        "count_stages_of_applications"
    }

    fn kind(&self) -> RecordKind {
        RecordKind::Application
    }

    fn states(&self) -> Vec<String> {
        let all = ApplicationStatus::ALL.iter().filter(|&&one| one != ApplicationStatus::Draft);
        all.map(ToString::to_string).collect()
    }

    fn act(
        &self,
        tx: &mut Tx<'_>,
        cause: Cause,
        _place: Option<Uuid>,
        _now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let found = ApplicationBody::find(tx.conn(), Actor::System.reach(), Id::new(cause.record))?;
        if let Some((application, (state, entry))) =
            found.zip(entered::<ApplicationStatus>(tx, cause)?)
        {
            count(tx, &application, state, &entry)?;
        }
        Ok(None)
    }
}

impl Reaction for Heads {
    fn name(&self) -> &'static str {
        "count_heads_of_job_orders"
    }

    fn kind(&self) -> RecordKind {
        RecordKind::JobOrder
    }

    fn states(&self) -> Vec<String> {
        use JobOrderStatus::{Approved, Expired, Rejected, Withdrawn};
        [Approved, Expired, Rejected, Withdrawn].iter().map(ToString::to_string).collect()
    }

    fn act(
        &self,
        tx: &mut Tx<'_>,
        cause: Cause,
        _place: Option<Uuid>,
        _now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let found = JobOrderBody::find(tx.conn(), Actor::System.reach(), Id::new(cause.record))?;
        if let Some((order, (state, entry))) = found.zip(entered::<JobOrderStatus>(tx, cause)?) {
            plan(tx, &order, state, &entry)?;
        }
        Ok(None)
    }
}

/// The state that a change brought about, and the change.
fn entered<S: std::str::FromStr<Err = Invalid>>(
    tx: &mut Tx<'_>,
    cause: Cause,
) -> Result<Option<(S, Entry)>, AppError> {
    let Some(entry) = History::get(tx.conn(), cause.n)? else { return Ok(None) };
    let state = entry.to.as_deref().map(str::parse).transpose().map_err(|error: Invalid| {
        let (table, why) = ("history", error.to_string());
        StoreError::CorruptRow { table, id: cause.record, why }
    })?;
    Ok(state.map(|state| (state, entry)))
}

fn count(
    tx: &mut Tx<'_>,
    application: &Application,
    stage: ApplicationStatus,
    entry: &Entry,
) -> Result<(), AppError> {
    let marks = match stages::marks(tx.conn(), application.id.0)? {
        Some(marks) => Some(marks),
        None if stage == ApplicationStatus::Submitted => first_marks(tx, application, entry)?,
        None => None, // an invitation that nobody took up is no application
    };
    let Some(marks) = marks else { return Ok(()) };
    let is_closed = stage == ApplicationStatus::Closed;
    let reason = application.body.closing.filter(|_| is_closed);
    if is_closed && reason.is_none() {
        return Ok(()); // an appeal has opened it again meanwhile
    }
    if stage == ApplicationStatus::Submitted {
        stages::forget_closing(tx, application.id.0)?;
    }
    let entered = Entered { application: application.id.0, stage, at: entry.at, reason };
    Ok(stages::insert(tx, &entered, &marks)?)
}

/// What an application is told under, as its candidate and its vacancy are when it is put forward.
fn first_marks(
    tx: &mut Tx<'_>,
    application: &Application,
    entry: &Entry,
) -> Result<Option<Marks>, AppError> {
    let body = &application.body;
    let candidate = CandidateBody::find(tx.conn(), Actor::System.reach(), body.candidate)?;
    let vacancy = VacancyBody::find(tx.conn(), Actor::System.reach(), body.vacancy)?;
    let Some((candidate, vacancy)) = candidate.zip(vacancy) else { return Ok(None) };
    let origin = candidate.body.home_region.as_ref().map(ToString::to_string);
    let municipality = vacancy.body.municipalities().next().map(|place| place.to_string());
    let trade = vacancy.body.known_occupation().map(trade);
    let values = [origin, municipality, trade].map(|value| value.unwrap_or_else(|| UNKNOWN.into()));
    Ok(Some(Marks { cohort: Month::of(entry.at), employer: vacancy.owner, values }))
}

/// What figures of an occupation are told under: the trade, or else the unit group of ISCO-08.
fn trade(occupation: &Occupation) -> String {
    let trade = occupation.trade.as_ref().map(ToString::to_string);
    trade.unwrap_or_else(|| occupation.isco08.to_string())
}

fn plan(
    tx: &mut Tx<'_>,
    order: &JobOrder,
    state: JobOrderStatus,
    entry: &Entry,
) -> Result<(), AppError> {
    let before = plans::last(tx.conn(), order.id.0)?;
    let after = (state == JobOrderStatus::Approved).then(|| planned(order, entry));
    let is_elsewhere =
        |before: &Plan| after.as_ref().is_none_or(|after| after.month != before.month);
    if let Some(before) = before.filter(is_elsewhere) {
        plans::insert(tx, &Plan { n: entry.n, at: entry.at, heads: 0, ..before })?;
    }
    if let Some(after) = after {
        plans::insert(tx, &after)?;
    }
    Ok(())
}

fn planned(order: &JobOrder, entry: &Entry) -> Plan {
    Plan {
        n: entry.n,
        order: order.id.0,
        at: entry.at,
        heads: order.body.heads.into(),
        month: Month::of_day(order.body.period_start),
        employer: order.owner,
        municipality: order.body.municipality.to_string(),
        trade: trade(&order.body.occupation),
    }
}
