//! Referrals of complaints to authorities.

use actix_web::{http::StatusCode, web::Path};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, decode::Exemplary, error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        resource::viewed::Viewed,
        route::value::{Draft, Route},
    },
    app::{AppError, casework::complaints::referrals::NewReferral},
    domain::{
        access::scope::Scope,
        casework::{
            complaint::ComplaintBody,
            referral::{NamingBasis, Referral, ReferralState},
        },
    },
};

/// To whom a complaint is sent.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ReferralInput {
    /// The authority.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "Государственная инспекция труда")]
    authority: String,
    /// Why the authority may learn who complains; left out, it gets an observation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<NamingBasis>,
    /// What shows the worker's consent; it goes with `consent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "сообщение от 1 декабря")]
    evidence: Option<String>,
}

impl Exemplary for ReferralInput {
    fn example() -> Value {
        json!({
            "authority": "Государственная инспекция труда", "basis": "consent", "evidence": "сообщение от 1 декабря"
        })
    }
}

impl From<ReferralInput> for NewReferral {
    fn from(ReferralInput { authority, basis, evidence }: ReferralInput) -> Self {
        Self { authority, basis, evidence }
    }
}

/// What became of a referral.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ReferralTransitionInput {
    /// The new state: `in_progress → accepted`, `rejected`; `accepted → done`; `revoked` from both.
    to: ReferralState,
}

impl Exemplary for ReferralTransitionInput {
    fn example() -> Value {
        json!({"to": "accepted"})
    }
}

/// That a complaint was sent to an authority.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReferralView {
    /// Its id.
    id: Uuid,
    /// The authority.
    #[schema(max_length = 200)]
    authority: String,
    /// Its state.
    state: ReferralState,
    /// Why the authority may learn who complains; left out if it gets an observation alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<NamingBasis>,
    /// Whether it may now: with consent at once, for danger to life when a second person has said so.
    names_complainant: bool,
    /// When it was made.
    #[schema(max_length = 35)]
    made_at: DateTime<Utc>,
}

impl From<Referral> for ReferralView {
    fn from(referral: Referral) -> Self {
        let names_complainant = referral.names_complainant();
        let Referral { id, authority, state, basis, made_at, .. } = referral;
        Self { id, authority, state, basis, names_complainant, made_at }
    }
}

/// The routes of referrals.
pub(super) fn routes() -> Vec<Route> {
    let path = format!("{}/{{id}}/referrals", ComplaintBody::PATH);
    let write = |path: &str| {
        let draft = Route::post(path, Access::Scope(Scope::ComplaintsWrite));
        draft.id("id", "Id of the complaint").problems(&[409])
    };
    let one = |rest: &str| {
        let draft: Draft = write(&format!("{path}/{{referral_id}}/{rest}"));
        draft.id("referral_id", "Id of the referral")
    };
    let refer = write(&path)
        .says(
            "refer_complaint",
            "Send a complaint to an authority",
            "By operators. The authority gets an observation, unless the worker agrees to be named, or a life is in danger and \
             a second person says so too.",
        )
        .body::<ReferralInput>()
        .json::<ReferralView>(201, "The referral");
    let approve = one("approvals")
        .says(
            "approve_naming",
            "Say as the second person that a life is in danger",
            "By the client of another person than the one who made the referral.",
        )
        .json::<ReferralView>(200, "The referral");
    let change = one("transitions")
        .says("transition_referral", "Note what became of a referral", "By operators.")
        .body::<ReferralTransitionInput>()
        .json::<ReferralView>(200, "The referral");
    vec![refer.to(refer_complaint), approve.to(approve_naming), change.to(transition_referral)]
}

async fn refer_complaint(context: Context, body: Body) -> Answer {
    let id = context.id::<ComplaintBody>()?;
    context
        .run_write(move |context| {
            let new = body.json::<ReferralInput>()?.into();
            let made = context.app().refer_complaint(&context.actor, id, new)?;
            Reply::json(StatusCode::CREATED, &ReferralView::from(made))
        })
        .await
}

async fn approve_naming(context: Context, path: Path<(String, String)>) -> Answer {
    let (id, referral) = (context.id::<ComplaintBody>()?, referral(&path.1)?);
    context
        .run_write(move |context| {
            let done = context.app().approve_naming(&context.actor, (id, referral))?;
            Reply::ok(&ReferralView::from(done))
        })
        .await
}

async fn transition_referral(context: Context, path: Path<(String, String)>, body: Body) -> Answer {
    let (id, referral) = (context.id::<ComplaintBody>()?, referral(&path.1)?);
    context
        .run_write(move |context| {
            let ReferralTransitionInput { to } = body.json()?;
            let done = context.app().move_referral(&context.actor, (id, referral), to)?;
            Reply::ok(&ReferralView::from(done))
        })
        .await
}

fn referral(text: &str) -> Result<Uuid, ApiError> {
    Uuid::parse_str(text).map_err(|_| ApiError::App(AppError::NoReferral))
}
