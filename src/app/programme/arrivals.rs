//! Arrivals: the employer or the worker tells of the entry, which starts the deadlines that follow it.

use chrono::NaiveDate;

use crate::{
    app::{
        App,
        error::AppError,
        law::duties::{Told, keep_told},
        programme::{
            checks::{go_to_work, tell_gates},
            gates::gates,
            held::held,
            words::work_word,
        },
        resource::{
            checked::{By, touched},
            idempotent::Idempotent,
            transition::moved,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Scope,
            worker::WorkerAct,
        },
        programme::{
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            arrival::{Arrival, ArrivalTeller, BorderPoint},
        },
        values::place::Municipality,
    },
    store::{
        idempotency::Key,
        ledger::Ledger,
        programme::arrivals::{self, Arrivals},
        tx::Tx,
    },
};

/// What is due after an entry into the country, and after an arrival: the names that rules have for these.
const EVENTS: [&str; 2] = ["entered", "arrived"];

/// An arrival as somebody tells of it.
#[derive(Debug, Clone)]
pub struct NewArrival {
    /// The day of the entry into the country.
    pub entered_on: NaiveDate,
    /// Where.
    pub border_point: BorderPoint,
    /// The municipality where the worker stays.
    pub place_of_stay: Municipality,
    /// Where the proof of the worker's word is kept.
    pub evidence: Option<String>,
    /// The entry that was told wrongly.
    pub corrects: Option<uuid::Uuid>,
}

impl App {
    /// Records what the employer tells of an arrival, or the agency or an operator on the worker's word, once for each key. The
    /// first word of it is that the worker has arrived.
    pub fn record_arrival(
        &self,
        actor: &Actor,
        id: ApplicationId,
        new: NewArrival,
        key: Option<Key>,
    ) -> Result<Idempotent<Arrival>, AppError> {
        actor.require(Scope::ApplicationsWrite)?;
        let application: Application = self.find_record(actor, id)?;
        let (told_by, new) = shown(&application, actor, new)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let arrival = arrival(&application, new, told_by, &by);
        let today = self.today();
        self.once(key, move |tx| {
            let (application, candidate) = held(tx, id, application.body.candidate)?;
            if !application.status.has_set_out() {
                let why = format!("the application is {}: nobody has set out", application.status);
                return Err(AppError::Conflict(why));
            }
            let before = arrivals::of_application(tx.conn(), id.0, 0, usize::MAX)?;
            let wrong = arrival.contradictions(&before, today);
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong));
            }
            if let Some(worker) = by.actor.worker() {
                work_word(tx, worker, (WorkerAct::ConfirmArrival, id), &by)?;
            }
            let open = gates(tx.conn(), &application, today)?.open();
            Arrivals::append(tx, arrival.clone())?;
            tx.log(touched(&application, by.note("arrival")));
            let instead_of = before.iter().find(|one| arrival.corrects == Some(one.id));
            let instead_of = instead_of.map(|one| one.entered_on);
            for name in EVENTS {
                let told = Told { name, on: arrival.entered_on, instead_of };
                keep_told(tx, &candidate, &told, by.note("event"))?;
            }
            arrived(tx, &application, &by)?;
            let after = gates(tx.conn(), &application, today)?.open();
            tell_gates(tx, &application, (&open, &after), &by);
            go_to_work(tx, &application, by.now)?;
            Ok((arrival.candidate, arrival))
        })
    }

    /// What was told of the arrival of an application after number `after`, oldest first, at most `limit`.
    pub fn arrivals(
        &self,
        actor: &Actor,
        id: ApplicationId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Arrival>, AppError> {
        let application = self.find_record::<ApplicationBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| arrivals::of_application(conn, application, after, limit))?)
    }
}

/// Whose word somebody tells: agencies and operators write down the worker's.
pub(super) fn teller(application: &Application, actor: &Actor) -> Result<ArrivalTeller, AppError> {
    match application.relation(actor) {
        Relation::Owner => Ok(ArrivalTeller::Employer),
        Relation::Party | Relation::Operator => Ok(ArrivalTeller::Worker),
        _ => Err(Denied::Role.into()),
    }
}

/// Whose word an arrival is, and the arrival with what shows it: in the own channel the session does.
fn shown(
    application: &Application,
    actor: &Actor,
    new: NewArrival,
) -> Result<(ArrivalTeller, NewArrival), AppError> {
    if let Some(worker) = actor.worker() {
        let evidence = Some(format!("in the own channel, session {}", worker.session));
        return Ok((ArrivalTeller::Worker, NewArrival { evidence, ..new }));
    }
    let told_by = teller(application, actor)?;
    if told_by == ArrivalTeller::Worker && new.evidence.is_none() {
        let why = "say where the proof of the worker's word is kept";
        return Err(AppError::Invalid(vec![FieldError::new("/evidence", "required", why)]));
    }
    Ok((told_by, new))
}

/// Whoever was on the way is there.
fn arrived(tx: &mut Tx<'_>, application: &Application, by: &By) -> Result<(), AppError> {
    if application.status == ApplicationStatus::Departed {
        let system = By::system("an arrival", by.now);
        moved(tx, application, ApplicationStatus::Arrived, &system)?;
    }
    Ok(())
}

fn arrival(application: &Application, new: NewArrival, told_by: ArrivalTeller, by: &By) -> Arrival {
    let NewArrival { entered_on, border_point, place_of_stay, evidence, corrects } = new;
    Arrival {
        n: 0,
        id: uuid::Uuid::now_v7(),
        application: application.id.0,
        candidate: application.body.candidate.0,
        entered_on,
        border_point,
        place_of_stay,
        told_by,
        evidence,
        corrects,
        recorded_at: by.now,
        client: by.actor.client().map(|client| client.id),
    }
}
