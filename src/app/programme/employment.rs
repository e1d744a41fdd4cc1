//! The work once it has begun: the worker tells of the first day and of each month's pay in the own channel, the employer of its
//! notice. Unpaid months in a row open a case, in the same transaction; the employer reads nothing of them.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{
        App,
        casework::complaints::filing::{Filed, Filing, NewComplaint},
        error::AppError,
        law::duties::meet,
        programme::held::held,
        programme::words::work_word,
        resource::{
            checked::{By, touched},
            idempotent::Idempotent,
        },
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Scope,
            worker::WorkerAct,
        },
        casework::complaint::{ComplaintChannel, ComplaintTopic, Urgency},
        law::duty::{DutyEnd, Ending},
        programme::{
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            arrival,
            employment::{EmploymentEntry, EmploymentKind, EmploymentTold, PayMonth, first_day},
        },
        recruitment::candidate::CandidateBody,
        resource::id::Id,
        values::language::Lang,
    },
    store::{
        idempotency::Key,
        ledger::Ledger,
        programme::{
            arrivals,
            employment::{self, EmploymentEntries},
        },
        records::Document,
        trust::worker_sessions,
        tx::Tx,
    },
};

/// The rule by which the employer tells the authorities of a hiring.
const NOTICE_RULE: &str = "dl.notice.hire";

/// What somebody tells of the work.
#[derive(Debug, Clone)]
pub struct NewEmploymentEntry {
    /// What is told.
    pub kind: EmploymentKind,
    /// The day, of a first day or a notice.
    pub day: Option<NaiveDate>,
    /// The month, of a check-in.
    pub month: Option<PayMonth>,
    /// Whether that month was paid in full, of a check-in.
    pub paid_in_full: Option<bool>,
}

/// Something that was told of the work.
#[derive(Debug)]
pub struct ToldOfWork {
    /// The entry.
    pub entry: EmploymentEntry,
    /// The case that it opened: told once, to the worker, and not when the request is repeated.
    pub case: Option<Filed>,
}

impl App {
    /// Records what the worker tells of the work in the own channel, or the employer of its notice, once for each key.
    pub fn tell_of_work(
        &self,
        actor: &Actor,
        id: ApplicationId,
        new: NewEmploymentEntry,
        key: Option<Key>,
    ) -> Result<Idempotent<ToldOfWork>, AppError> {
        actor.require(Scope::ApplicationsWrite)?;
        let application: Application = self.find_record(actor, id)?;
        must_tell(&application, actor, new.kind)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let entry = entry(&application, new, &by);
        let wrong = entry.misshapen();
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let filing = (entry.paid_in_full == Some(false))
            .then(|| self.filing(actor, self.unpaid(&application, actor)?))
            .transpose()?;
        let filed = filing.as_ref().map(Filing::filed);
        let done = self.once(key, move |tx| {
            let opens_case = told(tx, &entry, &by)?;
            if let Some(filing) = filing.filter(|_| opens_case) {
                filing.enter(tx)?;
            }
            Ok((entry.candidate, EmploymentTold { entry, opens_case }))
        })?;
        let is_new = !done.replayed;
        Ok(done.map(|told| ToldOfWork {
            entry: told.entry,
            case: filed.filter(|_| told.opens_case && is_new),
        }))
    }

    /// What was told of the work of an application after number `after`, oldest first, at most `limit`. Employers do
    /// not read what workers tell of their pay.
    pub fn told_of_work(
        &self,
        actor: &Actor,
        id: ApplicationId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<EmploymentEntry>, AppError> {
        let application = self.find_record::<ApplicationBody>(actor, id)?;
        let sees_pay = application.relation(actor) != Relation::Owner;
        let kinds: &[EmploymentKind] = if sees_pay {
            EmploymentKind::ALL
        } else {
            &[EmploymentKind::FirstDay, EmploymentKind::Notice]
        };
        let of = (application.id.0, kinds);
        Ok(self.store.read(|conn| employment::of_application(conn, of, after, limit))?)
    }

    /// What the case says that unpaid months open, in the language that the worker reads.
    fn unpaid(&self, application: &Application, actor: &Actor) -> Result<NewComplaint, AppError> {
        let worker = actor.worker().ok_or(Denied::OwnChannel)?;
        let kept = self.store.read(|conn| worker_sessions::find(conn, worker.session))?;
        let language = kept.map_or(Lang::UzLatn, |kept| kept.session.language);
        let text = format!(
            "Months of application {} were not paid in full, one after another.",
            application.id
        );
        Ok(unpaid(application, (language, ComplaintChannel::Messenger), text))
    }
}

/// A case about pay against the employer of an application.
pub(super) fn unpaid(
    application: &Application,
    (language, channel): (Lang, ComplaintChannel),
    text: String,
) -> NewComplaint {
    NewComplaint {
        topic: ComplaintTopic::Pay,
        against: Some(application.owner),
        against_name: None,
        channel,
        language,
        anonymous: false,
        urgency: Urgency::Grave,
        candidate: Some(application.body.candidate.0),
        text,
    }
}

/// Workers tell of their first day and their pay, employers of their notice.
fn must_tell(application: &Application, actor: &Actor, kind: EmploymentKind) -> Result<(), Denied> {
    match (kind, application.relation(actor)) {
        (EmploymentKind::Notice, Relation::Owner) => Ok(()),
        (EmploymentKind::Notice, _) => Err(Denied::Role),
        (_, Relation::Worker) => Ok(()),
        _ => Err(Denied::OwnChannel),
    }
}

fn entry(application: &Application, new: NewEmploymentEntry, by: &By) -> EmploymentEntry {
    let NewEmploymentEntry { kind, day, month, paid_in_full } = new;
    EmploymentEntry {
        n: 0,
        id: Uuid::now_v7(),
        application: application.id.0,
        candidate: application.body.candidate.0,
        kind,
        day,
        month,
        paid_in_full,
        session: by.actor.worker().map(|worker| worker.session),
        recorded_at: by.now,
        client: by.actor.client().map(|client| client.id),
    }
}

/// Enters what is told. Returns whether it opens a case.
fn told(tx: &mut Tx<'_>, entry: &EmploymentEntry, by: &By) -> Result<bool, AppError> {
    let id = ApplicationId::new(entry.application);
    if entry.kind == EmploymentKind::Notice {
        CandidateBody::claim(tx.conn(), Id::new(entry.candidate))?; // a deadline ends once
    }
    let (application, candidate) = held(tx, id, Id::new(entry.candidate))?;
    let all = (entry.application, EmploymentKind::ALL);
    let before = employment::of_application(tx.conn(), all, 0, usize::MAX)?;
    must_be_time(entry.kind, &application, &before)?;
    let arrivals = arrivals::of_application(tx.conn(), entry.application, 0, usize::MAX)?;
    let entered_on = arrival::standing(&arrivals).last().map(|one| one.entered_on);
    let wrong = entry.contradictions(entered_on.unwrap_or(NaiveDate::MIN), &before);
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let act = match entry.kind {
        EmploymentKind::FirstDay => Some(WorkerAct::ConfirmArrival),
        EmploymentKind::CheckIn => Some(WorkerAct::CheckIn),
        EmploymentKind::Notice => None,
    };
    if let Some((worker, act)) = by.actor.worker().zip(act) {
        work_word(tx, worker, (act, id), by)?;
    }
    EmploymentEntries::append(tx, entry.clone())?;
    tx.log(touched(&application, by.note(entry.kind.as_str())));
    if let Some(on) = entry.day.filter(|_| entry.kind == EmploymentKind::Notice) {
        let evidence = format!("the notice of the hiring, entry {} of the employment", entry.id);
        let done = Ending { how: DutyEnd::Met, on, evidence };
        meet(tx, &candidate, (NOTICE_RULE, &done), &by.note("deadline_met"))?;
    }
    Ok(entry.opens_case(&before))
}

/// Checks that the application is where this is told, and that what is told once was not told yet.
fn must_be_time(
    kind: EmploymentKind,
    application: &Application,
    before: &[EmploymentEntry],
) -> Result<(), AppError> {
    let conflict = |why: String| Err(AppError::Conflict(why));
    let status = application.status;
    let is_there = match kind {
        EmploymentKind::Notice => status.has_signed(),
        EmploymentKind::FirstDay | EmploymentKind::CheckIn => status == ApplicationStatus::Working,
    };
    if !is_there {
        let why = match kind {
            EmploymentKind::Notice => "no contract is signed, or the work is over",
            EmploymentKind::FirstDay | EmploymentKind::CheckIn => "nobody works yet, or any more",
        };
        return conflict(format!("the application is {status}: {why}"));
    }
    if kind != EmploymentKind::CheckIn && before.iter().any(|one| one.kind == kind) {
        return conflict(format!("the {kind} of this work was told already"));
    }
    if kind == EmploymentKind::CheckIn && !before.iter().any(|one| first_day(one).is_some()) {
        return conflict("the first day of this work is not told yet: that comes first".to_owned());
    }
    Ok(())
}
