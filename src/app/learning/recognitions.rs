//! Recognitions: an agency files what its candidate has, an operator writes down what the authority says, and what counts for
//! work raises the evidence of the skills from that day until it ends.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        learning::proofs::{agencies_only, own_candidate, prove},
        resource::{
            checked::By,
            idempotent::Idempotent,
            rules::ResourceRules,
            transition::{may_move, moved},
            visible::Visible,
        },
        taxonomy::codes,
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        law::fee::FeePayer,
        learning::{
            course::{CourseBody, CourseId},
            qualification::{Purpose, SkillLevel},
            recognition::{
                QualificationKind, Recognition, RecognitionBody, RecognitionDecision,
                RecognitionId, RecognitionStatus,
            },
        },
        programme::offer::{WorkerChannel, WorkerWord},
        recruitment::candidate::CandidateId,
        resource::{Record, RecordKind, Resource, id::Id},
        values::{hex::Sha256Hex, language::Lang},
    },
    store::{
        backend::DbConnection, idempotency::Key, learning::recognitions, records::Stored, tx::Tx,
    },
};

/// Recognitions that are ended at a time.
const SWEPT: usize = 200;

impl ResourceRules for RecognitionBody {
    /// What was decided, taken back or over changes what is proven of the candidate.
    fn follow(tx: &mut Tx<'_>, _before: &Recognition, after: &Recognition) -> Result<(), AppError> {
        if after.body.decisions.is_empty() {
            return Ok(());
        }
        let why = format!("a recognition is {}", after.status);
        prove(tx, after.body.candidate, &By::system(&why, after.updated_at))
    }
}

/// What an agency files.
#[derive(Debug, Clone)]
pub struct NewRecognition {
    /// A candidate of the agency.
    pub candidate: CandidateId,
    /// On what it rests.
    pub kind: QualificationKind,
    /// SHA-256 of the document's number.
    pub document_hash: Sha256Hex,
    /// What it shall count for.
    pub purpose: Purpose,
    /// Who decides.
    pub authority: String,
    /// The skills that shall count.
    pub skills: Vec<SkillLevel>,
    /// The day on which it was applied for.
    pub applied_on: NaiveDate,
    /// Who pays for it.
    pub fee_payer: FeePayer,
    /// The language in which the worker was asked.
    pub language: Lang,
    /// Where the proof of the worker's word is kept.
    pub evidence: String,
}

impl App {
    /// An agency files an application to have a candidate's qualification recognised.
    pub fn file_recognition(
        &self,
        actor: &Actor,
        new: NewRecognition,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<RecognitionBody>>, AppError> {
        actor.require(RecognitionBody::WRITE)?;
        agencies_only(actor)?;
        let wrong = self.wrong_with_filing(&new);
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let made = self.once(key, move |tx| {
            let agency = own_candidate(tx, &by.actor, new.candidate)?.owner;
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong));
            }
            let recognition = filed(agency, new, &by);
            recognitions::insert(tx, &recognition, by.note("create"))?;
            Ok((recognition.id.0, recognition))
        })?;
        self.seen_once(actor, made)
    }

    fn wrong_with_filing(&self, new: &NewRecognition) -> Vec<FieldError> {
        let taxonomy = self.taxonomy();
        let skills = new.skills.iter().map(|one| &one.skill);
        let mut wrong = codes::skills(&taxonomy, skills, |at| format!("/skills/{at}/skill"));
        wrong.extend(
            (new.applied_on > self.today())
                .then(|| FieldError::new("/applied_on", "range", "must not lie after today")),
        );
        wrong
    }

    /// An operator writes down what the authority has decided: once, and once more after an appeal.
    pub fn decide_on_recognition(
        &self,
        actor: &Actor,
        id: RecognitionId,
        decision: RecognitionDecision,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<RecognitionBody>>, AppError> {
        actor.require(RecognitionBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let today = self.today();
        let done = self.once(key, move |tx| {
            let found = RecognitionBody::find(tx.conn(), by.actor.reach(), id)?;
            let found = found.ok_or(AppError::NoSuch(RecordKind::Recognition))?;
            if found.relation(&by.actor) != Relation::Operator {
                return Err(Denied::Role.into());
            }
            let to = match found.status {
                RecognitionStatus::Assessed => decision.outcome.state(),
                RecognitionStatus::Appealed => RecognitionStatus::Decided,
                other => return Err(not_decided_on(other)),
            };
            may_move(tx.conn(), &Actor::System, &found, (to, by.now))?;
            let mut wrong = found.body.wrong_with(&decision, today);
            wrong.extend(unknown_course(tx.conn(), decision.course)?);
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong));
            }
            Ok((id.0, decided(tx, &found, (to, decision), &by)?))
        })?;
        self.seen_once(actor, done)
    }

    /// Ends the recognitions whose time is over. Returns how many.
    pub(in crate::app) fn lapse_recognitions(&self) -> Result<usize, AppError> {
        let (today, now, mut lapsed) = (self.today(), self.now(), 0);
        loop {
            let limit = i64::try_from(SWEPT).unwrap_or(i64::MAX);
            let over =
                self.store.read(|conn| recognitions::valid_until_before(conn, today, limit))?;
            if over.is_empty() {
                return Ok(lapsed); // who reads while the database takes no writes is answered
            }
            let is_full = over.len() == SWEPT;
            let ended = self.writer.run(move |tx| {
                let by = By::system("valid_until has passed", now);
                over.iter()
                    .try_fold(0, |ended, one| Ok::<_, AppError>(ended + lapse(tx, one, &by)?))
            })?;
            lapsed += ended;
            if !is_full || ended == 0 {
                return Ok(lapsed);
            }
        }
    }
}

fn not_decided_on(status: RecognitionStatus) -> AppError {
    AppError::Conflict(format!(
        "a recognition that is {status} is not decided on: it must be assessed, or appealed"
    ))
}

/// Ends one whose time is over. An appeal goes on, though what is disputed counts no more. Returns how many ended.
fn lapse(tx: &mut Tx<'_>, one: &Recognition, by: &By) -> Result<usize, AppError> {
    if one.status == RecognitionStatus::Appealed {
        return prove(tx, one.body.candidate, by).map(|()| 0);
    }
    match moved(tx, one, RecognitionStatus::Expired, by) {
        Ok(_) => Ok(1),
        Err(AppError::Outdated) => Ok(0), // somebody was faster: the next sweep sees
        Err(failed) => Err(failed),
    }
}

fn filed(agency: Uuid, new: NewRecognition, by: &By) -> Recognition {
    let NewRecognition { candidate, kind, document_hash, purpose, authority, skills, .. } = new;
    let (channel, at) = (WorkerChannel::Agency, by.now);
    let body = RecognitionBody {
        candidate,
        kind,
        document_hash,
        purpose,
        authority,
        skills,
        applied_on: new.applied_on,
        fee_payer: new.fee_payer,
        word: WorkerWord::recorded(new.language, channel, new.evidence, at),
        decisions: Vec::new(),
    };
    Record::create(Id::new(Uuid::now_v7()), agency, None, body, by.now)
}

/// Stores what was decided, with all that follows from it.
fn decided(
    tx: &mut Tx<'_>,
    before: &Recognition,
    (to, decision): (RecognitionStatus, RecognitionDecision),
    by: &By,
) -> Result<Recognition, AppError> {
    let action = format!("decide_{}", decision.outcome);
    let mut body = before.body.clone();
    body.decisions.push(decision);
    let later = before.clone().with_body(body, None, by.now).entered(to, by.now);
    if !RecognitionBody::update(tx, before, &later, by.note(&action))? {
        return Err(AppError::Taken("the recognition was decided on at this moment"));
    }
    RecognitionBody::follow(tx, before, &later)?;
    Ok(later)
}

/// A course that is named is one that everybody can read.
fn unknown_course(
    conn: &mut DbConnection,
    course: Option<CourseId>,
) -> Result<Option<FieldError>, AppError> {
    let Some(id) = course else { return Ok(None) };
    let found = CourseBody::find(conn, Actor::Anonymous.reach(), id)?;
    let unknown = || FieldError::new("/course_id", "unknown", "no published course has this id");
    Ok(found.is_none().then(unknown))
}
