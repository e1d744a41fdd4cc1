//! `GET /v1/me`: who the caller is, to check a set-up.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::reply::Reply,
        request::context::{Answer, Context},
        route::value::{Group, Route},
        wire::text::Title,
    },
    app::trust::{pays::PayQuota, profiles::ProfileQuota},
    domain::access::scope::{Role, Scope},
};

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MeView {
    /// The API client.
    client_id: Uuid,
    /// The organisation that it works for.
    organisation_id: Uuid,
    /// What kind of organisation that is.
    role: Role,
    /// What the token allows.
    #[schema(max_items = 40)]
    scopes: Vec<Scope>,
    /// Name of the organisation, for employers and agencies.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Title>,
    /// How an employer stands to its quota of profiles; left out for others, who have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    profiles_today: Option<ProfileQuotaView>,
    /// How an employer stands to its quota of pays; left out for others, who have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pays_today: Option<PayQuotaView>,
}

/// How many profiles of candidates the employer gets to see on a day, in UTC. One that is seen again is not counted again.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ProfileQuotaView {
    /// Profiles of a day.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 2000)]
    quota: u32,
    /// Those that were seen today.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 40)]
    seen: u32,
    /// Those that may still be seen today.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 1960)]
    left: u32,
}

/// Under how many different pays an employer is answered the matches of one vacancy on a day, in Moscow. A pay that is asked
/// with again is not counted again, and a vacancy can be changed at any time.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PayQuotaView {
    /// Different pays of one vacancy and day.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 5)]
    quota: u32,
    /// Vacancies for which as many were asked with today: a further pay is answered tomorrow.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 0)]
    used_up: u32,
    /// Pays with which unsaved questions (`POST /v1/matches/search`) may still be asked today; they count together.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 5)]
    unsaved_left: u32,
}

impl From<PayQuota> for PayQuotaView {
    fn from(PayQuota { quota, used_up, unsaved_left }: PayQuota) -> Self {
        Self { quota, used_up, unsaved_left }
    }
}

impl From<ProfileQuota> for ProfileQuotaView {
    fn from(ProfileQuota { quota, seen }: ProfileQuota) -> Self {
        Self { quota, seen, left: quota.saturating_sub(seen) }
    }
}

/// The route of the caller.
pub(in crate::api) fn routes() -> Group {
    let me = Route::get("/v1/me", Access::Token)
        .says(
            "get_me",
            "Who am I?",
            "Tells which client, organisation, role and scopes the token stands for, and what is left of an \
             employer's quotas of profiles and of pays.",
        )
        .json::<MeView>(200, "The caller")
        .to(get_me);
    Group { name: "me", about: "The caller", routes: vec![me] }
}

async fn get_me(context: Context) -> Answer {
    context
        .run(|context| {
            let name = context.app().organisation_name(&context.actor)?;
            let profiles = context.app().profile_quota(&context.actor)?;
            let pays = context.app().pay_quota(&context.actor)?;
            let client = context
                .actor
                .client()
                .ok_or(crate::api::http::error::ApiError::Unauthenticated(""))?;
            Reply::ok(&MeView {
                client_id: client.id,
                organisation_id: client.organisation,
                role: client.role,
                scopes: client.scopes.clone(),
                name: name.as_ref().map(Title::from),
                profiles_today: profiles.map(ProfileQuotaView::from),
                pays_today: pays.map(PayQuotaView::from),
            })
        })
        .await
}
