//! The end of the work: the employer or the worker tells of it, which ends the contract and starts what is due after that.

use chrono::NaiveDate;

use crate::{
    app::{
        App,
        casework::complaints::filing::NewComplaint,
        error::AppError,
        law::duties::{Told, keep_told},
        programme::{arrivals::teller, employment::unpaid, held::held, words::work_word},
        resource::{
            checked::{By, touched},
            idempotent::Idempotent,
            transition::moved,
        },
    },
    domain::{
        access::{actor::Actor, scope::Scope, worker::WorkerAct},
        casework::complaint::ComplaintChannel,
        programme::{
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            arrival::ArrivalTeller,
            work_end::{EndGround, LastPay, WorkEnd},
        },
        values::language::Lang,
    },
    store::{
        idempotency::Key,
        ledger::Ledger,
        programme::work_ends::{self, WorkEnds},
    },
};

/// The name that rules have for the end of the work.
const EVENT: &str = "contract_ended";

/// The end of the work as somebody tells of it.
#[derive(Debug, Clone)]
pub struct NewWorkEnd {
    /// On which ground it ended.
    pub ground: EndGround,
    /// The last day of the work.
    pub last_day: NaiveDate,
    /// Whether everything was paid.
    pub last_pay: LastPay,
    /// Whether the way home was paid as the terms say.
    pub homeward_paid: bool,
    /// Whether the worker was given a certificate of the work.
    pub certificate_issued: bool,
    /// Where the proof of the worker's word is kept.
    pub evidence: Option<String>,
}

impl App {
    /// Records what the employer tells of the end of the work, the worker in the own channel, or the agency or an operator on the
    /// worker's word, once for each key.
    pub fn end_work(
        &self,
        actor: &Actor,
        id: ApplicationId,
        new: NewWorkEnd,
        key: Option<Key>,
    ) -> Result<Idempotent<WorkEnd>, AppError> {
        actor.require(Scope::ApplicationsWrite)?;
        let application: Application = self.find_record(actor, id)?;
        let (told_by, new) = shown(&application, actor, new)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let NewWorkEnd { ground, last_day, last_pay, homeward_paid, certificate_issued, evidence } =
            new;
        let end = WorkEnd {
            n: 0,
            application: application.id.0,
            candidate: application.body.candidate.0,
            ground,
            last_day,
            last_pay,
            homeward_paid,
            certificate_issued,
            told_by,
            evidence,
            recorded_at: by.now,
            client: by.actor.client().map(|client| client.id),
        };
        let wrong = end.contradictions(self.today());
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let filing = (end.last_pay == LastPay::Disputed)
            .then(|| self.filing(&Actor::System, disputed(&application, &end)))
            .transpose()?;
        self.once(key, move |tx| {
            let (application, candidate) = held(tx, id, application.body.candidate)?;
            if application.status != ApplicationStatus::Working {
                let why = format!("the application is {}: nobody works", application.status);
                return Err(AppError::Conflict(why));
            }
            if let Some(worker) = by.actor.worker() {
                work_word(tx, worker, (WorkerAct::MoveApplication, id), &by)?;
            }
            WorkEnds::append(tx, end.clone())?;
            tx.log(touched(&application, by.note("end_of_work")));
            let told = Told { name: EVENT, on: end.last_day, instead_of: None };
            keep_told(tx, &candidate, &told, by.note("event"))?;
            let system = By::system(end.ground.as_str(), by.now);
            moved(tx, &application, ApplicationStatus::ContractEnded, &system)?;
            if let Some(filing) = filing {
                filing.enter(tx)?;
            }
            Ok((end.candidate, end))
        })
    }

    /// What was told of the end of the work of an application, if anything was.
    pub fn work_end(&self, actor: &Actor, id: ApplicationId) -> Result<Option<WorkEnd>, AppError> {
        let application = self.find_record::<ApplicationBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| work_ends::of_application(conn, application))?)
    }
}

/// Whose word it is, and what is told with what shows it: in the own channel the session does.
fn shown(
    application: &Application,
    actor: &Actor,
    new: NewWorkEnd,
) -> Result<(ArrivalTeller, NewWorkEnd), AppError> {
    if let Some(worker) = actor.worker() {
        let evidence = Some(format!("in the own channel, session {}", worker.session));
        return Ok((ArrivalTeller::Worker, NewWorkEnd { evidence, ..new }));
    }
    Ok((teller(application, actor)?, new))
}

/// The case that disputed pay opens. Koprik files it, whoever tells: the employer who is accused reads nothing of it, and is
/// told neither code nor PIN.
fn disputed(application: &Application, end: &WorkEnd) -> NewComplaint {
    let (id, teller) = (application.id, end.told_by);
    let text = format!("The last pay of application {id} is disputed, as the {teller} tells.");
    unpaid(application, (Lang::UzLatn, ComplaintChannel::Web), text)
}
