//! What was recognised as a credential that others can check: Open Badges 3.0, which is a Verifiable Credential 2.0.

mod badge;
mod experience;
mod recognised;
mod revoked;
mod signed;
mod words;

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, reply::Reply},
        learning::credentials::{
            badge::{Badge, BadgeView, REVOKED, RecognitionCredentialView},
            revoked::RevocationListView,
            signed::sign,
            words::Words,
        },
        request::context::{Answer, Context},
        resource::viewed::Viewed,
        route::value::{Group, Route},
    },
    domain::{
        access::scope::Scope, learning::recognition::RecognitionBody,
        programme::application::ApplicationBody, values::language::Lang,
    },
};

/// What is asked of a credential.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CredentialQuery {
    /// Language of its names; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
}

/// The routes of credentials.
pub(in crate::api) fn routes() -> Group {
    let credential = format!("{}/{{id}}/credential", RecognitionBody::PATH);
    let read = Route::get(credential, Access::Scope(Scope::LearningRead))
        .says(
            "read_credential",
            "What was recognised, as a signed credential",
            "For the candidate's agency and for operators: the decision that counts today, as an `OpenBadgeCredential` (Open \
             Badges 3.0, a W3C Verifiable Credential 2.0), to be given to the worker. `jwt` is the same, signed (`vc+jwt`, \
             Ed25519): whoever holds the keys of `/.well-known/jwks.json` checks it without asking anybody, and reads in \
             `/v1/credentials/revoked` whether it still holds. The subject is a pseudonym: no name, and no document. Where \
             nothing counts, 409.",
        )
        .id("id", "Id of the recognition")
        .query::<CredentialQuery>()
        .localized()
        .json::<RecognitionCredentialView>(200, "The credential")
        .problems(&[404, 409]);
    let worked = Route::get(
        format!("{}/{{id}}/credential", ApplicationBody::PATH),
        Access::ScopeOrWorker(Scope::ApplicationsRead),
    )
    .says(
        "read_experience_credential",
        "Work that is over, as a signed credential",
        "For the worker in the own channel, the agency, the employer and operators: in which trade, for whom and where \
         somebody worked, from which day to which, and how many whole months of that were insured; the same kind of \
         credential as for what was recognised. The subject is a pseudonym. While nobody has told of the end of the work, \
         409.",
    )
    .id("id", "Id of the application")
    .query::<CredentialQuery>()
    .localized()
    .json::<RecognitionCredentialView>(200, "The credential")
    .problems(&[404, 409]);
    let revoked = Route::get(REVOKED, Access::Open)
        .says(
            "list_revoked_credentials",
            "Which credentials hold no longer",
            "For everybody: the credentials whose recognition the authority has taken back, or decided anew (Open Badges 3.0, \
             `1EdTechRevocationList`). Of credentials that nobody has asked for there is no more here than an id.",
        )
        .json::<RevocationListView>(200, "The list")
        .cached();
    Group {
        name: "credentials",
        about: "What was recognised, signed for whoever it is shown to",
        routes: vec![
            read.to(read_credential),
            worked.to(read_experience),
            revoked.to(list_revoked_credentials),
        ],
    }
}

async fn read_credential(context: Context) -> Answer {
    let id = context.id::<RecognitionBody>()?;
    certify(context, move |context, words| {
        let certified = context.app().certified(&context.actor, id)?;
        Ok(recognised::badge(&certified, words))
    })
    .await
}

async fn read_experience(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    certify(context, move |context, words| {
        let worked = context.app().experience(&context.actor, id)?;
        Ok(experience::badge(&worked, words))
    })
    .await
}

/// Answers with a credential, plain and signed.
async fn certify(
    context: Context,
    badge: impl FnOnce(&Context, &Words<'_>) -> Result<Badge, ApiError> + Send + 'static,
) -> Answer {
    let CredentialQuery { lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    context
        .run(move |context| {
            let (edition, base) = (context.app().taxonomy(), context.server.base_url());
            let badge = badge(context, &Words { edition: &edition, lang, base })?;
            let credential = BadgeView::of(badge, base);
            let jwt = sign(&context.server.keys(), &credential, context.app().now())
                .map_err(|error| ApiError::Internal(error.to_string()))?;
            Reply::ok(&RecognitionCredentialView { credential, jwt })
        })
        .await
}

async fn list_revoked_credentials(context: Context) -> Answer {
    context
        .run_shared(|context| {
            let overruled = context.app().overruled()?;
            Reply::ok(&RevocationListView::of(&overruled, context.server.base_url()))
        })
        .await
}
