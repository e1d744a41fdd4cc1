//! The keys and checks of what is recognised, and of who sits in a course.

use koprik::store::constraint::Constraint;

use super::rows::{Case, document};

/// A recognition of candidate 4 that waits.
const RECOGNITION: &str = "INSERT INTO recognitions \
     (id, owner, candidate, status, version, created_at, updated_at, kind, document_hash, purpose, authority, skills, applied_on, \
      fee_payer, word, decisions) \
     VALUES (:1, :9, :4, 'applied', 1, :now, :now, 'vocational', 'h', 'work', 'a', '[]', '2026-11-20', 'employer', '{}', '[]')";

/// An enrolment of candidate 4 in course 3.
const ENROLMENT: &str = "INSERT INTO enrolments \
     (id, owner, candidate, status, version, created_at, updated_at, course, provider, word) \
     VALUES (:1, :9, :4, 'applied', 1, :now, :now, :3, :8, '{}')";

/// Seats of a course, and what it costs.
fn course(seats: &str, cost: i32, order: &str) -> String {
    let body = format!("{{\"seats\": {seats}, \"cost\": {{\"amount_minor\": {cost}}}{order}}}");
    document("courses", 3, 8, "NULL", &body)
}

/// A candidate, and a course with a seat.
fn ground() -> Vec<String> {
    let seat = course("{\"total\": 1, \"taken\": 0}", 0, "");
    vec![document("candidates", 4, 9, "NULL", "{}"), seat]
}

fn recognised(outcome: &str, level: &str, decided_on: &str) -> String {
    let decision = format!(
        "[{{\"outcome\": \"{outcome}\", \"skills\": [{{}}], \"level\": {level}, \"decided_on\": \"{decided_on}\"}}]"
    );
    RECOGNITION
        .replace("'applied'", "'recognised'")
        .replace("'{}', '[]'", &format!("'{{}}', '{decision}'"))
}

pub(super) fn cases_of_learning() -> Vec<Case> {
    let with = |constraint, further: Vec<String>| (constraint, [ground(), further].concat());
    let case = |constraint, statement: &str, from: &str, to: &str| {
        with(constraint, vec![statement.replacen(from, to, 1)])
    };
    let over = |statement: &str| statement.replace("'applied'", "'withdrawn'");
    let level = "{\"eqf\": 3}";
    vec![
        with(Constraint::RecognitionId, vec![RECOGNITION.to_owned(), over(RECOGNITION)]),
        with(
            Constraint::OpenRecognition,
            vec![RECOGNITION.to_owned(), RECOGNITION.replace(":1", ":2")],
        ),
        case(Constraint::RecognitionAgency, RECOGNITION, ":9", ":7"),
        case(Constraint::RecognitionCandidate, RECOGNITION, ":4", ":7"),
        case(Constraint::RecognitionStatus, RECOGNITION, "'applied'", "'forgotten'"),
        case(Constraint::RecognitionDecided, RECOGNITION, "'applied'", "'recognised'"),
        with(
            Constraint::RecognitionOutcome,
            vec![recognised("partly_recognised", level, "2026-11-24")],
        ),
        with(Constraint::RecognitionGrants, vec![recognised("recognised", "null", "2026-11-24")]),
        with(Constraint::RecognitionDay, vec![recognised("recognised", level, "2026-11-19")]),
        case(Constraint::Version, RECOGNITION, "'applied', 1", "'applied', 0"),
        with(Constraint::EnrolmentId, vec![ENROLMENT.to_owned(), over(ENROLMENT)]),
        with(Constraint::LiveEnrolment, vec![ENROLMENT.to_owned(), ENROLMENT.replace(":1", ":2")]),
        case(Constraint::EnrolmentAgency, ENROLMENT, ":9", ":7"),
        case(Constraint::EnrolmentCandidate, ENROLMENT, ":4", ":7"),
        case(Constraint::EnrolmentCourse, ENROLMENT, ":3", ":7"),
        case(Constraint::EnrolmentStatus, ENROLMENT, "'applied'", "'withheld'"),
        case(Constraint::EnrolmentResult, ENROLMENT, "'applied'", "'completed'"),
        case(Constraint::Version, ENROLMENT, "'applied', 1", "'applied', 0"),
        (Constraint::CourseSeats, vec![course("{\"total\": 1, \"taken\": 2}", 0, "")]),
        (
            Constraint::CourseCost,
            vec![course("{\"total\": 1, \"taken\": 0}", 1, ", \"job_order\": \"x\"")],
        ),
    ]
}

/// Checks of SQLite: in PostgreSQL the type of the column holds them.
pub(super) fn cases_of_learned_json() -> Vec<Case> {
    let broken = |statement: String| (Constraint::Json, [ground(), vec![statement]].concat());
    vec![
        broken(RECOGNITION.replacen("'[]'", "'no'", 1)),
        broken(RECOGNITION.replace("'{}', '[]'", "'{}', 'no'")),
        broken(RECOGNITION.replace("'{}', '[]'", "'no', '[]'")),
        broken(ENROLMENT.replace("'{}'", "'no'")),
        broken(ENROLMENT.replace("word)", "word, result)").replace("'{}')", "'{}', 'no')")),
    ]
}
