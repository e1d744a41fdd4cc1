//! Appeals: a worker asks that a closing be decided again, in the own channel or by the agency, and an operator decides. What is
//! upheld begins again, and the employer looks at it anew.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::rule_sets::{in_use, or_own},
        programme::{held::held, words::work_word},
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
            scope::{Role, Scope},
            worker::WorkerAct,
        },
        programme::{
            appeal::{Appeal, AppealDecision, AppealVerdict, appeal_until},
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            closing::ClosingReason,
        },
        resource::RecordKind,
        values::moscow::moscow_day,
    },
    store::{
        history::History,
        idempotency::Key,
        ledger::Ledger,
        programme::appeals::{self, Appeals},
        tx::Tx,
    },
};

/// What an operator decides on an appeal.
#[derive(Debug, Clone)]
pub struct NewAppealDecision {
    /// What.
    pub verdict: AppealVerdict,
    /// Why, 1 to 500 characters.
    pub reason: String,
}

impl App {
    /// Files an appeal against the closing of an application, for the worker who speaks or whose word the agency writes down,
    /// once for each key.
    pub fn appeal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        evidence: Option<String>,
        key: Option<Key>,
    ) -> Result<Idempotent<Appeal>, AppError> {
        actor.require(Scope::ApplicationsWrite)?;
        let application: Application = self.find_record(actor, id)?;
        must_show(&application, actor, evidence.as_ref())?;
        let candidate = application.body.candidate;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.once(key, move |tx| {
            let (application, _) = held(tx, id, candidate)?;
            let appeal = appeal(tx, &application, evidence, &by)?;
            if let Some(worker) = by.actor.worker() {
                work_word(tx, worker, (WorkerAct::MoveApplication, id), &by)?;
            }
            Appeals::append(tx, appeal.clone())?;
            tx.log(touched(&application, by.note("appeal")));
            Ok((appeal.candidate, appeal))
        })
    }

    /// Decides on the appeal about an application that waits for it, once for each key.
    pub fn decide_on_appeal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        new: NewAppealDecision,
        key: Option<Key>,
    ) -> Result<Idempotent<Appeal>, AppError> {
        actor.require(Scope::ApplicationsWrite)?;
        let office = actor.client().filter(|client| client.role == Role::Operator);
        let organisation = office.ok_or(Denied::Role)?.organisation;
        let candidate = self.find_record::<ApplicationBody>(actor, id)?.body.candidate;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.once(key, move |tx| {
            let (application, _) = held(tx, id, candidate)?;
            let all = appeals::of_application(tx.conn(), id.0, 0, usize::MAX)?;
            let open = all.into_iter().find(|one| one.decision.is_none());
            let none = || AppError::Conflict("no appeal waits for a decision".to_owned());
            let open = open.ok_or_else(none)?;
            let NewAppealDecision { verdict, reason } = new;
            let decision = AppealDecision { verdict, reason, organisation, at: by.now };
            if !appeals::decide(tx, open.id, &decision)? {
                return Err(AppError::Taken("somebody has decided at this moment"));
            }
            tx.log(touched(&application, by.note(&format!("appeal_{verdict}"))));
            if verdict == AppealVerdict::Upheld {
                let system = By::system("an appeal was upheld", by.now);
                moved(tx, &application, ApplicationStatus::Submitted, &system)?;
            }
            Ok((open.candidate, Appeal { decision: Some(decision), ..open }))
        })
    }

    /// The appeals about an application after number `after`, oldest first, at most `limit`.
    pub fn appeals(
        &self,
        actor: &Actor,
        id: ApplicationId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Appeal>, AppError> {
        let application = self.find_record::<ApplicationBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| appeals::of_application(conn, application, after, limit))?)
    }
}

/// Refuses whoever does not speak for the worker, or shows nothing of the worker's word.
fn must_show(
    application: &Application,
    actor: &Actor,
    evidence: Option<&String>,
) -> Result<(), AppError> {
    let wrong = |code, why| Err(AppError::Invalid(vec![FieldError::new("/evidence", code, why)]));
    match (application.relation(actor), evidence) {
        (Relation::Party, None) => {
            wrong("required", "say where the proof of the worker's word is kept")
        }
        (Relation::Worker, Some(_)) => {
            wrong("contradiction", "the session shows it: leave this out")
        }
        (Relation::Party | Relation::Worker, _) => Ok(()),
        _ => Err(Denied::Role.into()),
    }
}

/// A new appeal, if the closing is one that can be appealed and it is not too late.
fn appeal(
    tx: &mut Tx<'_>,
    application: &Application,
    evidence: Option<String>,
    by: &By,
) -> Result<Appeal, AppError> {
    let conflict = |why: String| Err(AppError::Conflict(why));
    let Some(closing) = application.body.closing else {
        return conflict(format!("the application is {}: it is not closed", application.status));
    };
    if !closing.is_appealable() {
        let all = ClosingReason::ALL.iter().filter(|one| one.is_appealable());
        let words: Vec<&str> = all.map(|one| one.as_str()).collect();
        return conflict(format!("{closing} is not appealed: only {}", words.join(", ")));
    }
    if has_set_out(tx, application)? {
        let why =
            "whoever has set out does not begin again: file a complaint, or ask for a transfer";
        return conflict(why.to_owned());
    }
    let used = or_own(in_use(tx.conn(), by.now)?, by.now);
    let until = used.and_then(|used| appeal_until(&used.set, moscow_day(application.updated_at)));
    let Some(until) = until else {
        return conflict("no rule of that day hears appeals".to_owned());
    };
    if moscow_day(by.now) > until {
        return conflict(format!("it could be appealed until {until}"));
    }
    let before = appeals::of_application(tx.conn(), application.id.0, 0, usize::MAX)?;
    if before.iter().any(|one| one.closed_version == application.version) {
        return Err(AppError::Taken("this closing was appealed already"));
    }
    Ok(Appeal {
        n: 0,
        id: Uuid::now_v7(),
        application: application.id.0,
        candidate: application.body.candidate.0,
        closing,
        closed_version: application.version,
        until,
        evidence,
        session: by.actor.worker().map(|worker| worker.session),
        recorded_at: by.now,
        client: by.actor.client().map(|client| client.id),
        decision: None,
    })
}

/// Whether the worker ever set out by this application.
fn has_set_out(tx: &mut Tx<'_>, application: &Application) -> Result<bool, AppError> {
    let about = (RecordKind::Application, application.id.0);
    let told = History::list(tx.conn(), about, 0, usize::MAX)?;
    let departed = ApplicationStatus::Departed.as_str();
    Ok(told.iter().any(|entry| entry.to.as_deref() == Some(departed)))
}
