//! Enrolments: who sits in a course, who waits, and how it ended.

pub(crate) mod wire;

use serde_json::json;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError},
        learning::enrolments::wire::{CourseResultInput, EnrolmentInput, EnrolmentView},
        request::context::{Answer, Context},
        resource::{
            acts::act_once,
            case_list::case_list_query,
            routes::Records,
            viewed::{Viewed, created},
        },
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    domain::{
        access::scope::Scope,
        learning::enrolment::{EnrolmentBody, EnrolmentStatus},
    },
};

case_list_query!(
    ListEnrolmentsQuery,
    EnrolmentStatus,
    /// Of this course.
    course_id: course
);

const WRITE: Access = Access::Scope(Scope::LearningWrite);

/// The routes of enrolments.
pub(in crate::api) fn routes() -> Group {
    Records::<EnrolmentBody>::new(
        "an enrolment",
        "Who sits in a course, who waits for a seat, and how it ended",
    )
    .list::<ListEnrolmentsQuery>(
        "Agencies see those of their candidates, partners those of their courses, operators all.",
    )
    .also(enrol_route())
    .get("The candidate's agency reads it, the provider of the course, and operators.")
    .also(result_route())
    .transition(
        "`enrolled → attending` by the provider; `withdrawn` by the agency or the provider until it has ended: the seat \
         passes to whoever has waited longest. `enrolled` follows from a free seat, `completed` and `failed` from the \
         result.",
        json!({"to": "attending"}),
    )
    .history()
    .group()
}

fn enrol_route() -> Route {
    Route::post(EnrolmentBody::PATH, WRITE)
        .says(
            "create_enrolment",
            "Enrol a candidate in a course",
            "An agency enrols its candidate in a published course that has not begun. Where a seat is free the candidate is \
             `enrolled` at once, and else waits (`applied`); who came first sits first. While workers have no channel of \
             their own, the agency writes down the worker's word and keeps the proof.",
        )
        .body::<EnrolmentInput>()
        .json::<EnrolmentView>(201, "Created, in the state `enrolled` or `applied`")
        .creates()
        .problems(&[404])
        .to(create_enrolment)
}

fn result_route() -> Route {
    Route::post(format!("{}/{{id}}/results", EnrolmentBody::PATH), WRITE)
        .says(
            "report_course_result",
            "Report how a course ended for somebody",
            "The provider of the course reports it for an `attending` enrolment. With a test that was passed the skills are \
             `assessed` evidence of the candidate from then on; without one they stay as the candidate states them.",
        )
        .id("id", "Id of the enrolment")
        .body::<CourseResultInput>()
        .json::<EnrolmentView>(200, "The enrolment as it now is")
        .with(&[ETAG])
        .once()
        .to(report_course_result)
}

async fn create_enrolment(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let (input, key): (EnrolmentInput, _) = (body.json()?, context.key(&body)?);
            created(&context.app().enrol(&context.actor, input.into(), key)?)
        })
        .await
}

async fn report_course_result(context: Context, body: Body) -> Answer {
    act_once(context, body, |context, id, input: CourseResultInput, key| {
        let input = input.accept().map_err(ApiError::Invalid)?;
        Ok(context.app().report_course_result(&context.actor, id, input, key)?)
    })
    .await
}
