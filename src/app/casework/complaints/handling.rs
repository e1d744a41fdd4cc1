//! Dealing with complaints: operators assign them, say how they end and let them wait; whoever deals with one reads and
//! writes what is said.

use uuid::Uuid;

pub use crate::store::casework::signals::RetaliationSignal;

use crate::{
    app::{
        App,
        casework::complaints::{
            filing::wrong,
            own_channel::claimed,
            sealed::{self, Message},
        },
        error::AppError,
        resource::{
            change::rewrite,
            checked::{By, note, touched},
            visible::Visible,
        },
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::{Role, Scope},
        },
        casework::{
            complaint::{
                CaseAuthor, Complaint, ComplaintBody, ComplaintId, Outcome, Remedy, Words,
                WorkerAgrees,
            },
            referral::Referral,
        },
        resource::RecordKind,
    },
    store::{
        casework::{
            breaches::{self, Breach},
            referrals, signals,
        },
        parties::clients,
        trust::audit::Reading,
    },
};

/// How a case ends, as an operator says it.
pub struct Ending {
    /// What came of it.
    pub outcome: String,
    /// What was put right.
    pub remedy: Remedy,
    /// Whether the worker agrees.
    pub worker_agrees: WorkerAgrees,
}

/// What is said about a complaint, for whoever deals with it or filed it.
pub struct CaseFile {
    /// The messages, oldest first.
    pub messages: Vec<Message>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The clocks that were late.
    pub late: Vec<Breach>,
    /// The authorities that it was sent to.
    pub referrals: Vec<Referral>,
    /// What befell the complainant, for whoever deals with it; `None` for who filed it.
    pub signals: Option<Vec<RetaliationSignal>>,
}

impl App {
    /// What is said about a complaint; the audit tells of it.
    pub fn complaint_file(&self, actor: &Actor, id: ComplaintId) -> Result<CaseFile, AppError> {
        let complaint = self.find_record::<ComplaintBody>(actor, id)?;
        let note = note(actor, "complaint_read", None, self.now());
        let reading = Reading { kind: RecordKind::Complaint, record: id.0, note };
        self.writer.run(move |tx| {
            tx.read(reading);
            Ok::<_, AppError>(())
        })?;
        let (messages, outcome) = self.open_case(&complaint)?;
        let is_staff = complaint.relation(actor) == Relation::Operator
            || complaint.body.assignee == actor.organisation();
        self.store.read(|conn| {
            let late = breaches::of_complaint(conn, id.0)?;
            let referrals = referrals::of_complaint(conn, id.0)?;
            let signals = is_staff.then(|| signals::of_complaint(conn, id.0)).transpose()?;
            Ok(CaseFile { messages, outcome, late, referrals, signals })
        })
    }

    /// Writes about a complaint: to whoever complained, or for them if the actor's organisation filed it.
    pub fn write_about_complaint(
        &self,
        actor: &Actor,
        id: ComplaintId,
        text: String,
    ) -> Result<CaseFile, AppError> {
        actor.require(Scope::ComplaintsWrite)?;
        let complaint = self.find_record::<ComplaintBody>(actor, id)?;
        let own = actor.organisation();
        let is_filer = complaint.body.filer == own && complaint.body.assignee != own;
        let author = if is_filer { CaseAuthor::Complainant } else { CaseAuthor::Staff };
        let note = note(actor, "message", None, self.now());
        let words = Words { text, against: None };
        let new = self.case_seal(id.0)?.message(author, &words, note.at)?;
        self.writer.run(move |tx| {
            sealed::enter(tx, &new)?;
            tx.log(touched(&complaint, note));
            Ok::<_, AppError>(())
        })?;
        self.complaint_file(actor, id)
    }

    /// Gives a complaint to a centre or an operator: never to whom it is about.
    pub fn assign_complaint(
        &self,
        actor: &Actor,
        id: ComplaintId,
        assignee: Uuid,
    ) -> Result<Visible<ComplaintBody>, AppError> {
        self.must_run_complaint(actor, id)?;
        self.must_deal_with_complaints(assignee)?;
        self.change_complaint(actor, id, "assigned", move |complaint, _| {
            if complaint.body.is_against(assignee) {
                let why = "who is complained of does not deal with the complaint";
                return Err(wrong("/assignee_id", why));
            }
            Ok(ComplaintBody { assignee: Some(assignee), ..complaint.body.clone() })
        })
    }

    /// Whether clients of this organisation deal with complaints.
    fn must_deal_with_complaints(&self, organisation: Uuid) -> Result<(), AppError> {
        let all = self.store.read(clients::list)?;
        let deals = all.iter().any(|one| {
            let role = one.client.role;
            one.client.organisation == organisation
                && matches!(role, Role::Operator | Role::Partner)
        });
        if deals { Ok(()) } else { Err(wrong("/assignee_id", "expected an operator or a centre")) }
    }

    /// Says how a case ends, before it is closed.
    pub fn end_complaint(
        &self,
        actor: &Actor,
        id: ComplaintId,
        ending: Ending,
    ) -> Result<Visible<ComplaintBody>, AppError> {
        self.must_run_complaint(actor, id)?;
        let Ending { outcome, remedy, worker_agrees } = ending;
        let sealed = self.case_seal(id.0)?.seal_outcome(&outcome)?;
        self.change_complaint(actor, id, "outcome", move |complaint, _| {
            if complaint.status.is_over() {
                return Err(AppError::Conflict("the case is over: open it again first".to_owned()));
            }
            let outcome = Some(Outcome { sealed, remedy, worker_agrees });
            Ok(ComplaintBody { outcome, ..complaint.body.clone() })
        })
    }

    /// Lets a case wait for the worker, or go on.
    pub fn pause_complaint(
        &self,
        actor: &Actor,
        id: ComplaintId,
        waiting_for_worker: bool,
    ) -> Result<Visible<ComplaintBody>, AppError> {
        let action = if waiting_for_worker { "waiting_for_worker" } else { "resumed" };
        self.change_complaint(actor, id, action, move |complaint, by| {
            let mut body = complaint.body.clone();
            if waiting_for_worker {
                body.clock.pause(by.now).map_err(|why| AppError::Conflict(why.to_owned()))?;
            } else {
                body.clock.resume(by.now);
            }
            Ok(body)
        })
    }

    /// Whether the actor sees the complaint and deals with it as an operator. Asked before what was sent is looked at, so
    /// that nobody else learns anything by what is refused.
    fn must_run_complaint(&self, actor: &Actor, id: ComplaintId) -> Result<(), AppError> {
        actor.require(Scope::ComplaintsWrite)?;
        let found = self.find_record::<ComplaintBody>(actor, id)?;
        if found.relation(actor) == Relation::Operator { Ok(()) } else { Err(Denied::Role.into()) }
    }

    /// Changes a complaint that the actor deals with as an operator.
    fn change_complaint(
        &self,
        actor: &Actor,
        id: ComplaintId,
        action: &'static str,
        change: impl FnOnce(&Complaint, &By) -> Result<ComplaintBody, AppError> + Send + 'static,
    ) -> Result<Visible<ComplaintBody>, AppError> {
        self.must_run_complaint(actor, id)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let later = self.writer.run(move |tx| {
            let complaint = claimed(tx, id.0)?;
            let body = change(&complaint, &by)?;
            let later = complaint.clone().with_body(body, None, by.now);
            rewrite(tx, (&complaint, later), (complaint.status, action), &by)
        })?;
        self.seen(actor, later)
    }
}
