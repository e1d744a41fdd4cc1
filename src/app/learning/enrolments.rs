//! Enrolments: an agency enrols its candidate, who sits at once or waits; the provider reports how the course ended, and a
//! test that was passed raises the evidence of the skills.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        learning::{
            courses::fill,
            proofs::{agencies_only, own_candidate, prove},
        },
        resource::{
            checked::By,
            idempotent::Idempotent,
            rules::ResourceRules,
            transition::{may_move, moved},
            visible::Visible,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        learning::{
            course::{Course, CourseBody, CourseId},
            enrolment::{
                CourseOutcome, CourseResult, Enrolment, EnrolmentBody, EnrolmentId, EnrolmentStatus,
            },
            qualification::SkillLevel,
        },
        programme::offer::{WorkerChannel, WorkerWord},
        recruitment::candidate::{CandidateBody, CandidateId},
        resource::{Record, RecordKind, Resource, id::Id},
        values::{language::Lang, moscow::moscow_day},
    },
    store::{
        backend::DbConnection,
        idempotency::Key,
        learning::enrolments,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
};

impl ResourceRules for EnrolmentBody {
    fn hold_beside(conn: &mut DbConnection, record: &Enrolment) -> Result<(), AppError> {
        Ok(CourseBody::claim(conn, record.body.course)?)
    }

    /// A seat that is given back passes on; what a test has shown is proven.
    fn follow(tx: &mut Tx<'_>, before: &Enrolment, after: &Enrolment) -> Result<(), AppError> {
        match after.status {
            EnrolmentStatus::Withdrawn if before.status.has_seat() => {
                fill(tx, after.body.course, after.updated_at)
            }
            EnrolmentStatus::Completed => {
                let by = By::system("a course is completed", after.updated_at);
                prove(tx, after.body.candidate, &by)
            }
            _ => Ok(()),
        }
    }
}

/// Whom an agency enrols.
#[derive(Debug, Clone)]
pub struct NewEnrolment {
    /// A published course that has not begun.
    pub course: CourseId,
    /// A candidate of the agency.
    pub candidate: CandidateId,
    /// The language in which the worker was asked.
    pub language: Lang,
    /// Where the proof of the worker's word is kept.
    pub evidence: String,
}

/// What a provider reports.
#[derive(Debug, Clone)]
pub struct NewCourseResult {
    /// How it ended.
    pub outcome: CourseOutcome,
    /// Whether a test was passed.
    pub tested: bool,
    /// The day.
    pub ended_on: NaiveDate,
    /// What the test showed; `None` is all that the course teaches.
    pub skills: Option<Vec<SkillLevel>>,
}

impl App {
    /// An agency enrols a candidate in a course. Where no seat is free the candidate waits.
    pub fn enrol(
        &self,
        actor: &Actor,
        new: NewEnrolment,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<EnrolmentBody>>, AppError> {
        actor.require(EnrolmentBody::WRITE)?;
        agencies_only(actor)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let made = self.once(key, move |tx| {
            let agency = own_candidate(tx, &by.actor, new.candidate)?.owner;
            CourseBody::claim(tx.conn(), new.course)?;
            let course = joinable(tx, new.course, &by)?;
            let (id, enrolment) = applied(agency, &course, new, &by);
            enrolments::insert(tx, &enrolment, by.note("create"))?;
            fill(tx, course.id, by.now)?;
            let seated = EnrolmentBody::find(tx.conn(), Actor::System.reach(), id)?;
            Ok((id.0, seated.ok_or(AppError::NoSuch(RecordKind::Enrolment))?))
        })?;
        self.seen_once(actor, made)
    }

    /// The provider of a course reports how it ended for somebody.
    pub fn report_course_result(
        &self,
        actor: &Actor,
        id: EnrolmentId,
        new: NewCourseResult,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<EnrolmentBody>>, AppError> {
        actor.require(EnrolmentBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let done = self.once(key, move |tx| {
            let found = EnrolmentBody::find(tx.conn(), by.actor.reach(), id)?;
            let found = found.ok_or(AppError::NoSuch(RecordKind::Enrolment))?;
            Ok((id.0, reported(tx, &found, new, &by)?))
        })?;
        self.seen_once(actor, done)
    }
}

/// A candidate who leaves gives back the seats in courses that have not ended, so that they pass on.
pub(in crate::app) fn leave_courses(
    tx: &mut Tx<'_>,
    candidate: CandidateId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    CandidateBody::claim(tx.conn(), candidate)?; // before the courses, as whoever enrols does
    let filter = Filter {
        candidate: Some(candidate.0),
        status: EnrolmentStatus::LIVE.iter().map(ToString::to_string).collect(),
        ..Filter::default()
    };
    let by = By::system("the candidate has left", now);
    for one in EnrolmentBody::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)? {
        moved(tx, &one, EnrolmentStatus::Withdrawn, &by)?;
    }
    Ok(())
}

/// A course that everybody can read and that has not begun.
fn joinable(tx: &mut Tx<'_>, id: CourseId, by: &By) -> Result<Course, AppError> {
    let course = CourseBody::find(tx.conn(), Actor::Anonymous.reach(), id)?;
    let course = course.ok_or(AppError::NoSuch(RecordKind::Course))?;
    if course.body.can_be_joined(moscow_day(by.now)) {
        return Ok(course);
    }
    Err(AppError::Conflict(format!("the course has begun on {}", course.body.starts)))
}

fn applied(agency: Uuid, course: &Course, new: NewEnrolment, by: &By) -> (EnrolmentId, Enrolment) {
    let NewEnrolment { candidate, language, evidence, .. } = new;
    let (channel, at) = (WorkerChannel::Agency, by.now);
    let body = EnrolmentBody {
        course: course.id,
        provider: course.owner,
        candidate,
        word: WorkerWord::recorded(language, channel, evidence, at),
        result: None,
    };
    let id = Id::new(Uuid::now_v7());
    (id, Record::create(id, agency, None, body, by.now))
}

/// Stores how a course ended for somebody, with all that follows from it.
fn reported(
    tx: &mut Tx<'_>,
    before: &Enrolment,
    new: NewCourseResult,
    by: &By,
) -> Result<Enrolment, AppError> {
    if before.relation(&by.actor) != Relation::Party {
        return Err(Denied::Role.into());
    }
    if before.status != EnrolmentStatus::Attending {
        let why =
            format!("an enrolment that is {} has no result: it must be attending", before.status);
        return Err(AppError::Conflict(why));
    }
    let to = new.outcome.state();
    may_move(tx.conn(), &Actor::System, before, (to, by.now))?;
    let course = CourseBody::find(tx.conn(), Actor::System.reach(), before.body.course)?;
    let course = course.ok_or(AppError::NoSuch(RecordKind::Course))?;
    let wrong = wrong_with(&new, &course, moscow_day(by.now));
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let NewCourseResult { outcome, tested, ended_on, skills } = new;
    let all = || if tested { course.body.skills.clone() } else { Vec::new() };
    let skills = skills.unwrap_or_else(all);
    let mut body = before.body.clone();
    body.result = Some(CourseResult { outcome, tested, ended_on, skills });
    let later = before.clone().with_body(body, None, by.now).entered(to, by.now);
    if !EnrolmentBody::update(tx, before, &later, by.note(outcome.as_str()))? {
        return Err(AppError::Taken("the result was reported at this moment"));
    }
    EnrolmentBody::follow(tx, before, &later)?;
    Ok(later)
}

/// What of a report does not hold together, or is more than the course teaches.
fn wrong_with(new: &NewCourseResult, course: &Course, today: NaiveDate) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    if !(course.body.starts..=today).contains(&new.ended_on) {
        let why = "must lie between the first day of the course and today";
        wrong.push(FieldError::new("/ended_on", "range", why));
    }
    if new.tested && new.outcome == CourseOutcome::Failed {
        let why = "tested says that a test was passed: say completed, or leave it out";
        wrong.push(FieldError::new("/tested", "contradiction", why));
    }
    let shown = new.skills.as_deref().unwrap_or_default();
    if !shown.is_empty() && !new.tested {
        let why = "only a test shows skills: say tested, or leave them out";
        wrong.push(FieldError::new("/skills", "contradiction", why));
    }
    let taught = |one: &SkillLevel| {
        let taught = &course.body.skills;
        taught.iter().any(|other| other.skill == one.skill && one.level <= other.level)
    };
    wrong.extend(shown.iter().enumerate().filter(|(_, one)| !taught(one)).map(|(at, _)| {
        let why = "the course does not teach this skill to that level";
        FieldError::new(format!("/skills/{at}"), "contradiction", why)
    }));
    wrong
}
