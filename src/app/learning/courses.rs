//! Courses: a partner offers them. Who has a seat is counted in the transaction in which somebody gets or leaves one, and a
//! seat that is free goes to whoever has waited longest.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::By,
            rules::{DocumentRules, ResourceRules},
            transition::moved,
        },
        taxonomy::codes,
    },
    domain::{
        FieldError,
        access::actor::Actor,
        learning::{
            course::{Course, CourseBody, CourseId, CourseStatus},
            enrolment::{EnrolmentBody, EnrolmentStatus},
        },
        programme::job_order::{JobOrderBody, JobOrderStatus},
        resource::{RecordKind, id::Id},
        values::moscow::moscow_day,
    },
    store::{
        learning::enrolments,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for CourseBody {
    /// A course that prepares for a job order is offered while that is approved.
    fn ask_law(tx: &mut Tx<'_>, later: &Course, _now: DateTime<Utc>) -> Result<(), AppError> {
        let Some(order) = later.body.job_order else { return Ok(()) };
        if later.status != CourseStatus::Published {
            return Ok(());
        }
        let found = JobOrderBody::find(tx.conn(), Actor::System.reach(), order)?;
        if found.is_some_and(|order| order.status == JobOrderStatus::Approved) {
            return Ok(());
        }
        let why = "no approved job order has this job_order_id: name another, or none";
        Err(AppError::Conflict(why.to_owned()))
    }

    fn follow(tx: &mut Tx<'_>, _before: &Course, after: &Course) -> Result<(), AppError> {
        match after.status {
            CourseStatus::Closed => leave(tx, after, &[EnrolmentStatus::Applied]),
            CourseStatus::Cancelled => leave(tx, after, &EnrolmentStatus::LIVE),
            CourseStatus::Published => fill(tx, after.id, after.updated_at),
            CourseStatus::Draft => Ok(()),
        }
    }
}

impl DocumentRules for CourseBody {
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let skills = self.skills.iter().map(|one| &one.skill);
        let mut errors = codes::skills(taxonomy, skills, |at| format!("/skills/{at}/skill"));
        let known =
            self.municipality.as_ref().is_none_or(|place| taxonomy.municipality(place).is_some());
        let list = "/v1/taxonomy/municipalities";
        errors.extend(codes::unless(known, "/municipality", "municipality", list));
        let known = self.home_region.as_ref().is_none_or(|one| taxonomy.home_region(one).is_some());
        errors.extend(codes::unless(known, "/home_region", "region", "/v1/taxonomy/regions"));
        errors
    }
}

impl App {
    /// Gives the seats that are free to those who wait for them, such as where a provider has added some. Returns how many
    /// courses were looked at.
    pub(in crate::app) fn fill_courses(&self) -> Result<usize, AppError> {
        let now = self.now();
        let waited_for: Vec<Uuid> = self.store.read(enrolments::waited_for)?;
        for course in waited_for {
            match self.writer.run(move |tx| fill(tx, Id::new(course), now)) {
                Ok(()) | Err(AppError::Outdated) => {} // somebody was faster: the next sweep sees
                Err(failed) => return Err(failed),
            }
        }
        Ok(0)
    }
}

/// Those in some states leave a course, because it begins without them or not at all.
fn leave(tx: &mut Tx<'_>, course: &Course, states: &[EnrolmentStatus]) -> Result<(), AppError> {
    let filter = Filter {
        course: Some(course.id.0),
        status: states.iter().map(ToString::to_string).collect(),
        ..Filter::default()
    };
    let by = By::system(&format!("the course is {}", course.status), course.updated_at);
    let all = EnrolmentBody::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?;
    for one in all {
        moved(tx, &one, EnrolmentStatus::Withdrawn, &by)?;
    }
    Ok(())
}

/// Gives the free seats of a course to those who have waited longest, and counts who has one.
pub(super) fn fill(tx: &mut Tx<'_>, id: CourseId, now: DateTime<Utc>) -> Result<(), AppError> {
    CourseBody::claim(tx.conn(), id)?;
    let course = CourseBody::find(tx.conn(), Actor::System.reach(), id)?;
    let course = course.ok_or(AppError::NoSuch(RecordKind::Course))?;
    let is_open =
        course.status == CourseStatus::Published && course.body.can_be_joined(moscow_day(now));
    let taken = enrolments::seats_taken(tx.conn(), id)?;
    let free = if is_open { i64::from(course.body.seats.total) - taken } else { 0 };
    let by = By::system("a seat is free", now);
    for one in enrolments::waiting(tx.conn(), id, free.max(0))? {
        match moved(tx, &one, EnrolmentStatus::Enrolled, &by) {
            Ok(_) | Err(AppError::Outdated) => {} // taken back at this moment: the next sweep sees
            Err(failed) => return Err(failed),
        }
    }
    count(tx, &course, &by)
}

/// Lets the course say how many seats are taken.
fn count(tx: &mut Tx<'_>, course: &Course, by: &By) -> Result<(), AppError> {
    let taken = enrolments::seats_taken(tx.conn(), course.id)?;
    let taken = u32::try_from(taken).unwrap_or(u32::MAX);
    if course.body.seats.taken == taken {
        return Ok(());
    }
    let mut body = course.body.clone();
    body.seats.taken = taken;
    let later = course.clone().with_body(body, course.external_ref.clone(), by.now);
    let is_stored = CourseBody::update(tx, course, &later, by.note("seat"))?;
    is_stored.then_some(()).ok_or(AppError::Outdated)
}
