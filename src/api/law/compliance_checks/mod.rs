//! Compliance checks: what the rules of a day say to an offer of work.

pub(crate) mod wire;

use actix_web::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query, reply::Reply},
        law::compliance_checks::wire::{ComplianceCheckInput, ComplianceCheckView, ToCheck},
        request::context::{Answer, Context},
        resource::page::{Page, newest_first},
        route::{headers::LOCATION, value::Route},
    },
    app::law::compliance::CheckFilter,
    domain::{
        access::scope::Scope,
        law::compliance::{CheckSubject, ComplianceCheck},
        resource::{RecordKind, id::Id},
        values::language::Lang,
    },
};

const PATH: &str = "/v1/compliance-checks";

/// The routes of compliance checks.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Scope(Scope::ComplianceRead);
    vec![
        Route::get(PATH, read)
            .says(
                "list_compliance_checks",
                "List compliance checks",
                "Newest first. Employers see their own, operators all.",
            )
            .query::<ListComplianceChecksQuery>()
            .page::<Page<ComplianceCheckView>>("A page, newest first")
            .to(list_compliance_checks),
        Route::post(PATH, Access::Scope(Scope::ComplianceWrite))
            .says(
                "create_compliance_check",
                "Check a vacancy, a job order or an offer against the rules",
                "What the rules of a day say to an offer of work: the share of foreign workers and the room in it, closed \
                 activities, the least pay, what the contract must say, how the employer stands. Rules in force decide; \
                 what is expected warns; a draft is only reported; where no rule covers the day the result is `unknown`, \
                 never `pass`, and the rule that was last in force stands beside it. Each finding names its rule with \
                 sources and last day, and says it in a sentence. The open seats of the employer's other published \
                 vacancies count as promised. Before a vacancy is published, and when it is changed while it is public, \
                 the server makes the same check by the active rule set; a failed one refuses with 409. So it does before both sides \
                 have approved of a job order, before an offer is made and before a trip is boarded: there open offers and \
                 signed contracts count as promised. Checks are never \
                 changed; when a rule set becomes active, every published vacancy is checked by it.",
            )
            .body::<ComplianceCheckInput>()
            .query::<ReadComplianceCheckQuery>()
            .json::<ComplianceCheckView>(201, "The check")
            .with(&[LOCATION])
            .problems(&[404])
            .to(create_compliance_check),
        Route::get(format!("{PATH}/{{id}}"), read)
            .says(
                "get_compliance_check",
                "Read a compliance check",
                "As it was found; with `as_of` or `known_at` as it comes out again from the same facts, by the rules that must \
                 cover that day, as they were known at that moment. With the moment of `checked_at` it is the same to the \
                 byte.",
            )
            .id("id", "Id of the compliance check")
            .query::<ReplayComplianceCheckQuery>()
            .json::<ComplianceCheckView>(200, "The check")
            .problems(&[409])
            .to(get_compliance_check),
    ]
}

/// How to show a check.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ReadComplianceCheckQuery {
    /// Language of sentences: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(max_length = 7, pattern = "^(ru|uz-Latn|uz-Cyrl|tt|en)$")]
    lang: Option<String>,
}

/// How to show a check, and by which knowledge.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ReplayComplianceCheckQuery {
    /// Language of sentences: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(max_length = 7, pattern = "^(ru|uz-Latn|uz-Cyrl|tt|en)$")]
    lang: Option<String>,
    /// Make it again by the rules that cover this day; the day of the check, if only `known_at` is sent.
    #[param(max_length = 10, format = "date", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    as_of: Option<NaiveDate>,
    /// Make it again by the rules as they were known at this moment; the moment of the check, if only `as_of` is sent.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    known_at: Option<DateTime<Utc>>,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListComplianceChecksQuery {
    /// Only those of this vacancy, and of offers and boardings for it.
    vacancy_id: Option<Uuid>,
    /// Only of this subject.
    #[param(inline, value_type = Option<CheckSubject>)]
    subject: Option<String>,
    /// Only of the record with this id.
    subject_id: Option<Uuid>,
    /// Language of sentences: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(max_length = 7, pattern = "^(ru|uz-Latn|uz-Cyrl|tt|en)$")]
    lang: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_compliance_checks(context: Context) -> Answer {
    let asked: ListComplianceChecksQuery = context.query()?;
    let lang = context.language(asked.lang.as_deref())?;
    let subject = asked.subject.as_deref().map(|text| query::one("subject", text)).transpose()?;
    let filter =
        CheckFilter { vacancy: asked.vacancy_id, subject, about: asked.subject_id, unasked: false };
    let read = move |context: &Context, before, limit| {
        let found = context.app().compliance_checks(&context.actor, filter, (before, limit))?;
        Ok(found.into_iter().map(|check| (check, lang)).collect())
    };
    let page = (asked.limit, asked.cursor);
    newest_first::<(ComplianceCheck, Lang), ComplianceCheckView>(context, page, read, |(one, _)| {
        one.id
    })
    .await
}

async fn create_compliance_check(context: Context, body: Body) -> Answer {
    let ReadComplianceCheckQuery { lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    context
        .run_write(move |context| {
            let input: ComplianceCheckInput = body.json()?;
            let (app, actor) = (context.app(), &context.actor);
            let made = match input.accept().map_err(ApiError::Invalid)? {
                ToCheck::Vacancy(id, asked) => app.check_vacancy(actor, Id::new(id), asked)?,
                ToCheck::JobOrder(id, at) => app.check_order(actor, Id::new(id), at)?,
                ToCheck::Offer(id, at) => app.check_offer(actor, Id::new(id), at)?,
            };
            let place = format!("{PATH}/{}", made.id);
            let view = ComplianceCheckView::from((made, lang));
            Ok(Reply::json(StatusCode::CREATED, &view)?.location(place))
        })
        .await
}

async fn get_compliance_check(context: Context) -> Answer {
    let id = context.id_of(RecordKind::ComplianceCheck)?;
    let ReplayComplianceCheckQuery { lang, as_of, known_at } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    context
        .run(move |context| {
            let (app, actor) = (context.app(), &context.actor);
            let found = match (as_of, known_at) {
                (None, None) => app.compliance_check(actor, id)?,
                knowledge => app.compliance_check_again(actor, id, knowledge)?,
            };
            Reply::ok(&ComplianceCheckView::from((found, lang)))
        })
        .await
}
