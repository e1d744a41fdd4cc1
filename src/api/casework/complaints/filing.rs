//! Filing a complaint, and what everybody and who is complained of may know.

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        auth::access::Access,
        casework::complaints::wire::{CaseClockView, RemedyBody, clocks, must_be_short},
        http::{body::Body, decode::Exemplary, reply::Reply},
        request::context::{Answer, Context},
        resource::{
            page::{Page, newest_first},
            viewed::Viewed,
        },
        route::{headers::LOCATION, value::Route},
    },
    app::casework::complaints::{
        against::AgainstUs,
        clocks::LateClocks,
        filing::{Filed, NewComplaint},
    },
    domain::{
        access::scope::Scope,
        casework::{
            case_clock::ClockKind,
            case_code::{CaseCode, CasePin},
            complaint::{
                ComplaintBody, ComplaintChannel, ComplaintStatus, ComplaintTopic, Urgency,
            },
        },
        values::language::Lang,
    },
};

/// A complaint.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ComplaintInput {
    /// What it is about.
    topic: ComplaintTopic,
    /// The employer or agency that is complained of, if its id is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    against_id: Option<Uuid>,
    /// Who is complained of, in words. It is sealed like the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "бригадир на стройке в Елабуге")]
    against_name: Option<String>,
    /// How it came; by a page of the web unless it is said.
    #[serde(default = "by_web")]
    channel: ComplaintChannel,
    /// The language to answer in.
    language: Lang,
    /// Whether whoever complains is not to be named, which is so unless `false` is said.
    #[serde(default = "yes")]
    anonymous: bool,
    /// How urgent it is; `normal` unless it is said.
    #[serde(default = "normal")]
    urgency: Urgency,
    /// The candidate whom it is about, whom the caller may read; not of an anonymous one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    candidate_id: Option<Uuid>,
    /// What happened. It is sealed with a key of this case.
    #[validate(length(min = 1))]
    #[schema(min_length = 1, max_length = 10000, example = "Зарплату не платят второй месяц.")]
    pub text: String,
}

const fn by_web() -> ComplaintChannel {
    ComplaintChannel::Web
}

const fn yes() -> bool {
    true
}

const fn normal() -> Urgency {
    Urgency::Normal
}

impl Exemplary for ComplaintInput {
    fn example() -> Value {
        json!({"topic": "pay", "language": "uz-Latn", "urgency": "grave", "text": "Зарплату не платят второй месяц."})
    }
}

impl From<ComplaintInput> for NewComplaint {
    fn from(input: ComplaintInput) -> Self {
        let ComplaintInput { topic, against_name, channel, language, .. } = input;
        let ComplaintInput { anonymous, urgency, text, .. } = input;
        Self {
            topic,
            against: input.against_id,
            against_name,
            channel,
            language,
            anonymous,
            urgency,
            candidate: input.candidate_id,
            text,
        }
    }
}

/// What an organisation learns of a complaint about it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComplaintAgainstUsView {
    /// What it is about.
    topic: ComplaintTopic,
    /// What was put right; `null` until that was said.
    #[schema(required)]
    remedy: Option<RemedyBody>,
}

impl From<AgainstUs> for ComplaintAgainstUsView {
    fn from(AgainstUs { topic, remedy, .. }: AgainstUs) -> Self {
        Self { topic, remedy: remedy.map(Into::into) }
    }
}

/// How many clocks of a kind were late.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LateClocksView {
    /// The clock.
    clock: ClockKind,
    /// How many; `null` if they are 1 to 4, which could tell one case from another.
    #[schema(required, minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 12)]
    breaches: Option<i64>,
}

impl From<LateClocks> for LateClocksView {
    fn from(LateClocks { clock, breaches }: LateClocks) -> Self {
        Self { clock, breaches }
    }
}

/// That a complaint has come, and what is needed to come back to it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComplaintReceiptView {
    /// Its id.
    id: Uuid,
    /// Its state.
    status: ComplaintStatus,
    /// The code of the case: told once, and kept nowhere. Left out where the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<CaseCode>,
    /// The PIN that goes with it. Left out where the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pin: Option<CasePin>,
    /// By when what must have happened.
    #[schema(max_items = 4)]
    clocks: Vec<CaseClockView>,
}

impl From<Filed> for ComplaintReceiptView {
    fn from(Filed { complaint, key }: Filed) -> Self {
        let (code, pin) = key.unzip();
        let clocks = clocks(&complaint.body.clock, complaint.created_at);
        Self { id: complaint.id.0, status: complaint.status, code, pin, clocks }
    }
}

/// The year that is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct LateClocksQuery {
    /// The year, by Moscow's days.
    #[param(minimum = 2026, maximum = 2100, example = 2026)]
    year: i32,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListComplaintsAgainstUsQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// How many clocks were late in a year.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComplaintFiguresView {
    /// Each clock.
    #[schema(max_items = 4)]
    late: Vec<LateClocksView>,
}

/// The routes of filing.
pub(super) fn routes() -> Vec<Route> {
    let file = Route::post(ComplaintBody::PATH, Access::Optional(Scope::ComplaintsWrite))
        .says(
            "file_complaint",
            "Complain",
            "For everybody, without an account; agencies, centres and operators file for somebody with their token. No \
             address and no device is written down. The answer holds a code and a PIN, once: with them whoever complained \
             reads what comes of it, writes, and alone takes it back, without an account. The text is sealed with a key of \
             the case; who is complained of never reads it, and agencies read no complaint but those that they filed. A text \
             of more than 10,000 characters is 413.",
        )
        .body::<ComplaintInput>()
        .json::<ComplaintReceiptView>(201, "It has come")
        .with(&[LOCATION])
        .once()
        .problems(&[403]);
    let against = Route::get(format!("{}/against-us", ComplaintBody::PATH), Access::Token)
        .says(
            "list_complaints_against_us",
            "What is complained of us",
            "For employers and agencies: the topic of each complaint about them and what was put right, newest first. Who \
             complained, and what was said, they do not learn.",
        )
        .query::<ListComplaintsAgainstUsQuery>()
        .page::<Page<ComplaintAgainstUsView>>("A page, newest first");
    let figures = Route::get(format!("{}/figures", ComplaintBody::PATH), Access::Open)
        .says(
            "get_complaint_figures",
            "How often complaints were late",
            "For everybody: how many clocks of complaints were not stopped in time in a year, each counted once. Fewer than \
             five are not told.",
        )
        .query::<LateClocksQuery>()
        .json::<ComplaintFiguresView>(200, "The figures")
        .cached()
        .problems(&[422]);
    vec![file.to(file_complaint), against.to(list_against), figures.to(get_figures)]
}

async fn file_complaint(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: ComplaintInput = body.json()?;
            must_be_short(&input.text)?;
            let key = context.key(&body)?;
            let made = context.app().file_complaint(&context.actor, input.into(), key)?;
            let place = format!("{}/{}", ComplaintBody::PATH, made.value.complaint.id);
            let view = ComplaintReceiptView::from(made.value);
            Ok(Reply::json(StatusCode::CREATED, &view)?.location(place).replayed(made.replayed))
        })
        .await
}

async fn list_against(context: Context) -> Answer {
    let asked: ListComplaintsAgainstUsQuery = context.query()?;
    let read = |context: &Context, before, limit| {
        Ok(context.app().complaints_against(&context.actor, (before, limit))?)
    };
    let page = (asked.limit, asked.cursor);
    newest_first::<AgainstUs, ComplaintAgainstUsView>(context, page, read, |one| one.place).await
}

async fn get_figures(context: Context) -> Answer {
    let asked: LateClocksQuery = context.query()?;
    context
        .run_shared(move |context| {
            let late = context.app().late_clocks(asked.year)?;
            let late = late.into_iter().map(Into::into).collect();
            Reply::ok(&ComplaintFiguresView { late })
        })
        .await
}
