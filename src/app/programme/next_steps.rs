//! What comes next for a worker, and by which day: from the rules while an employer is to answer, from the offer while the worker
//! is, and from the trip before the journey. An employer who is silent for longer is late, and the worker reads that.

use chrono::NaiveDate;

use crate::{
    app::{App, error::AppError, law::rule_sets::SetInUse},
    domain::{
        access::actor::Actor,
        law::deadline::compute,
        programme::{
            appeal::appeal_until,
            application::{Application, ApplicationId, ApplicationStatus, WorkerStep},
            closing::ClosingReason,
            offer::{OfferBody, OfferStatus},
            trip::TripBody,
        },
        values::moscow::moscow_day,
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        programme::trip_seats,
        reader::as_server,
        records::{Filter, Stored},
    },
};

/// The rule that says for how long an employer may be silent.
const ANSWER_RULE: &str = "dl.application.answer";

/// What comes next for a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The application.
    pub application: ApplicationId,
    /// What; `None` while the agency has not answered for the worker.
    pub step: Option<WorkerStep>,
    /// By which day, where that is known.
    pub due_on: Option<NaiveDate>,
    /// The rule that says so, where one does.
    pub rule: Option<&'static str>,
    /// Whether that day is over.
    pub is_late: bool,
    /// The last day on which the closing can be appealed, if it can.
    pub appeal_until: Option<NaiveDate>,
}

impl App {
    /// What comes next for the worker of an application, and by which day.
    pub fn worker_next_step(&self, actor: &Actor, id: ApplicationId) -> Result<NextStep, AppError> {
        let application: Application = self.find_record(actor, id)?;
        let (now, since) = (self.now(), moscow_day(application.updated_at));
        let used = self.rule_set_in_use(now)?;
        let answer = waits_for_employer(application.status)
            .then(|| answer_by(used.as_ref()?, since))
            .flatten();
        let own = self.store.read(|conn| own_day(conn, &application))?;
        let due_on = answer.or(own);
        let closing = application.body.closing.filter(|one: &ClosingReason| one.is_appealable());
        let appeal_until = closing
            .and_then(|_| appeal_until(&used.as_ref()?.set, since))
            .filter(|last| moscow_day(now) <= *last);
        Ok(NextStep {
            application: application.id,
            step: application.status.next_step(),
            due_on,
            rule: answer.map(|_| ANSWER_RULE),
            is_late: due_on.is_some_and(|day| day < moscow_day(now)),
            appeal_until,
        })
    }
}

/// Whether the employer is to say something.
const fn waits_for_employer(status: ApplicationStatus) -> bool {
    use ApplicationStatus::{Selected, Shortlisted, Submitted};
    matches!(status, Submitted | Shortlisted | Selected)
}

/// The day by which an employer answers what waits since a day; `None` if no rule says so, or where a calendar is missing.
fn answer_by(used: &SetInUse, since: NaiveDate) -> Option<NaiveDate> {
    let rule = used.set.find(ANSWER_RULE, since).filter(|rule| rule.decides())?;
    let due = compute(rule, &used.set.calendars, since)?;
    due.map_or(None, |due| Some(due.due_on))
}

/// The day that the offer or the trip of an application sets.
fn own_day(
    conn: &mut DbConnection,
    application: &Application,
) -> Result<Option<NaiveDate>, StoreError> {
    match application.status {
        ApplicationStatus::ContractOffered => {
            let sent = Filter {
                application: Some(application.id.0),
                status: vec![OfferStatus::Sent.to_string()],
                ..Filter::default()
            };
            let found = OfferBody::list(conn, Actor::System.reach(), &sent, None, 1)?;
            Ok(found.first().map(|offer| moscow_day(offer.body.expires_at)))
        }
        ApplicationStatus::ContractSigned | ApplicationStatus::PredepartureTrained => {
            let Some(seat) = trip_seats::of_application(conn, application.id)? else {
                return Ok(None);
            };
            let why = "the parties of an application are told the day of its trip";
            let find = |conn: &mut _| TripBody::find(conn, Actor::System.reach(), seat.trip);
            let trip = as_server(conn, why, find)?;
            Ok(trip.map(|trip| trip.body.departs_on))
        }
        _ => Ok(None),
    }
}
