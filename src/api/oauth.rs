//! Tokens: OAuth 2.1 client credentials (RFC 6749), revocation (RFC 7009), introspection (RFC 7662), metadata
//! (RFC 8414) and the key set (RFC 7517). Errors here are those of RFC 6749, section 5.2.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{AUTHORIZATION, CACHE_CONTROL, PRAGMA, WWW_AUTHENTICATE},
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        auth::{
            access::Access,
            token::{self, Claims},
        },
        http::{body::Body, error::ApiError},
        request::context::{Answer, Context},
        route::value::{Draft, Group, Route},
    },
    app::AppError,
    domain::access::{
        actor::Client,
        scope::{Role, Scope},
    },
};

/// A request for a token.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct TokenForm {
    /// `client_credentials`.
    #[schema(
        required,
        max_length = 40,
        pattern = "^client_credentials$",
        example = "client_credentials"
    )]
    grant_type: Option<String>,
    /// Scopes with spaces between; left out, all that the client has.
    #[schema(max_length = 1000, pattern = "^[a-z:_ ]*$", example = "vacancies:read matches:read")]
    scope: Option<String>,
    /// The client, unless it comes with Basic.
    #[schema(max_length = 36, format = "uuid")]
    client_id: Option<String>,
    /// Its secret, unless it comes with Basic.
    #[schema(max_length = 100, format = "password")]
    client_secret: Option<String>,
}

/// A token that a client asks about or gives back.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct TokenReference {
    /// The access token.
    #[schema(max_length = 4000, pattern = "^[A-Za-z0-9._-]+$")]
    token: String,
    /// `access_token`; other kinds do not exist here.
    #[schema(max_length = 40, pattern = "^[a-z_]+$")]
    #[expect(dead_code, reason = "RFC 7009 lets servers ignore the hint")]
    token_type_hint: Option<String>,
    /// The client, unless it comes with Basic.
    #[schema(max_length = 36, format = "uuid")]
    client_id: Option<String>,
    /// Its secret, unless it comes with Basic.
    #[schema(max_length = 100, format = "password")]
    client_secret: Option<String>,
}

/// An access token.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TokenView {
    /// The token, to be sent as `Authorization: Bearer …`.
    #[schema(
        max_length = 4000,
        pattern = "^[A-Za-z0-9._-]+$",
        example = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2ln"
    )]
    access_token: String,
    /// `Bearer`.
    #[schema(max_length = 10, pattern = "^Bearer$", example = "Bearer")]
    token_type: &'static str,
    /// Seconds that it lives.
    #[schema(minimum = 1, maximum = 900, example = 900)]
    expires_in: i64,
    /// What it allows.
    #[schema(max_length = 1000, pattern = "^[a-z:_ ]*$", example = "vacancies:read matches:read")]
    scope: String,
}

/// What a token stands for now.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct IntrospectionView {
    /// Whether it holds.
    #[schema(example = true)]
    active: bool,
    /// What it allows.
    #[schema(max_length = 1000, pattern = "^[a-z:_ ]*$")]
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    /// The client.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<Uuid>,
    /// When it runs out, in seconds since 1970.
    #[schema(minimum = 0, maximum = 9_999_999_999_i64)]
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    /// The organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<Uuid>,
}

/// What went wrong with a token request (RFC 6749, section 5.2).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OAuthError {
    /// The kind of error.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "invalid_client")]
    error: &'static str,
    /// What to do.
    #[schema(
        max_length = 200,
        example = "the client is unknown, its secret is wrong, or it was revoked"
    )]
    error_description: &'static str,
}

const INVALID_CLIENT: OAuthError = OAuthError {
    error: "invalid_client",
    error_description: "the client is unknown, its secret is wrong, or it was revoked",
};

impl OAuthError {
    const fn request(error_description: &'static str) -> Self {
        Self { error: "invalid_request", error_description }
    }

    fn answer(self) -> HttpResponse {
        let status = if self.error == "invalid_client" {
            StatusCode::UNAUTHORIZED
        } else {
            StatusCode::BAD_REQUEST
        };
        let mut answer = HttpResponse::build(status);
        answer.insert_header((CACHE_CONTROL, "no-store")).insert_header((PRAGMA, "no-cache"));
        if status == StatusCode::UNAUTHORIZED {
            answer.insert_header((WWW_AUTHENTICATE, "Basic realm=\"koprik\""));
        }
        answer.json(self)
    }
}

/// The routes of tokens.
pub(in crate::api) fn routes() -> Group {
    let token = json!({"token": "eyJ0eXAiOiJhdCtqd3QifQ.e30.c2ln"});
    let routes = vec![
        with_secret("/oauth/token")
            .says(
                "issue_token",
                "Get an access token",
                "Client credentials, by HTTP Basic or in the form. The token lives for 15 minutes.",
            )
            .form::<TokenForm>(
                json!({"grant_type": "client_credentials", "scope": "vacancies:read"}),
            )
            .json::<TokenView>(200, "A token")
            .to(issue_token),
        with_secret("/oauth/revoke")
            .says(
                "revoke_token",
                "Revoke an access token",
                "RFC 7009: the token stops within a second on every server. The client that it was issued \
                 to may, and an operator's. Answers 200 whatever the token is.",
            )
            .form::<TokenReference>(token.clone())
            .answers(200, "The token does not hold any more")
            .to(revoke_token),
        with_secret("/oauth/introspect")
            .says(
                "introspect_token",
                "Ask what an access token stands for",
                "RFC 7662, for partners that take our tokens themselves.",
            )
            .form::<TokenReference>(token)
            .json::<IntrospectionView>(200, "What it stands for")
            .to(introspect_token),
        Route::get("/.well-known/oauth-authorization-server", Access::Open)
            .says("server_metadata", "The authorization server's metadata", "RFC 8414.")
            .answers(200, "The metadata")
            .any_json()
            .to(server_metadata),
        Route::get("/.well-known/jwks.json", Access::Open)
            .says(
                "key_set",
                "The public keys that tokens are signed with",
                "RFC 7517. Two keys are here while they change over.",
            )
            .answers(200, "The key set")
            .any_json()
            .to(key_set),
    ];
    Group { name: "oauth", about: "Access tokens", routes }
}

/// A route whose errors are those of RFC 6749, section 5.2.
fn with_secret(path: &str) -> Draft {
    Route::post(path, Access::ClientSecret)
        .json::<OAuthError>(400, "The request is wrong")
        .json::<OAuthError>(401, "The client is not who it says")
}

async fn issue_token(context: Context, request: HttpRequest, body: Body) -> Answer {
    let form: TokenForm = match read_form(&body) {
        Ok(form) => form,
        Err(error) => return Ok(error.answer()),
    };
    match form.grant_type.as_deref() {
        Some("client_credentials") => {}
        None => return Ok(OAuthError::request("grant_type is missing").answer()),
        Some(_) => {
            let error_description = "only client_credentials is supported";
            return Ok(OAuthError { error: "unsupported_grant_type", error_description }.answer());
        }
    }
    let Some((id, secret)) = credentials(&request, form.client_id, form.client_secret) else {
        return Ok(INVALID_CLIENT.answer());
    };
    match authenticate(&context, id, secret).await? {
        Some(client) => grant(&context, client, form.scope.as_deref()),
        None => Ok(INVALID_CLIENT.answer()),
    }
}

fn grant(context: &Context, client: Client, scope: Option<&str>) -> Answer {
    let Some(client) = narrowed(client, scope) else {
        let error_description = "the client does not have one of these scopes";
        return Ok(OAuthError { error: "invalid_scope", error_description }.answer());
    };
    let server = &context.server;
    let issued = token::issue(&server.keys(), server.base_url(), &client, server.app.now());
    let (access_token, claims) = issued.map_err(|error| ApiError::Internal(error.to_string()))?;
    let view = TokenView {
        access_token,
        token_type: "Bearer",
        expires_in: token::LIFETIME,
        scope: claims.scope,
    };
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((PRAGMA, "no-cache"))
        .json(view))
}

async fn revoke_token(context: Context, request: HttpRequest, body: Body) -> Answer {
    let (client, token) = match asked(&context, &request, &body).await? {
        Ok(asked) => asked,
        Err(error) => return Ok(error.answer()),
    };
    let server = std::sync::Arc::clone(&context.server);
    let claims = token::verify(&server.keys(), server.base_url(), &token, server.app.now());
    let own = |claims: &Claims| claims.client_id == client.id || client.role == Role::Operator;
    let own = claims.filter(own);
    let Some((id, exp)) = own.map(|claims| (claims.jti, claims.exp)) else {
        return Ok(HttpResponse::Ok().finish());
    };
    let expires_at = chrono::DateTime::from_timestamp(exp, 0).unwrap_or_else(|| server.app.now());
    context.change(move |context| Ok(context.app().revoke_token(id, expires_at)?)).await?;
    Ok(HttpResponse::Ok().finish())
}

async fn introspect_token(context: Context, request: HttpRequest, body: Body) -> Answer {
    let (_, token) = match asked(&context, &request, &body).await? {
        Ok(asked) => asked,
        Err(error) => return Ok(error.answer()),
    };
    let server = &context.server;
    let claims = token::verify(&server.keys(), server.base_url(), &token, server.app.now());
    let holds = claims
        .filter(|claims| server.app.follower().admits(claims.client_id, claims.tenant, claims.jti));
    let view = holds.map_or_else(IntrospectionView::default, |claims| IntrospectionView {
        active: true,
        scope: Some(claims.scope),
        client_id: Some(claims.client_id),
        exp: Some(claims.exp),
        tenant: Some(claims.tenant),
    });
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(view))
}

async fn server_metadata(context: Context) -> Answer {
    let base = context.server.base_url();
    let metadata = serde_json::json!({
        "issuer": base,
        "token_endpoint": format!("{base}/oauth/token"),
        "revocation_endpoint": format!("{base}/oauth/revoke"),
        "introspection_endpoint": format!("{base}/oauth/introspect"),
        "jwks_uri": format!("{base}/.well-known/jwks.json"),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "scopes_supported": Scope::ALL,
        "service_documentation": format!("{base}/docs/"),
    });
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "public, max-age=300")).json(metadata))
}

async fn key_set(context: Context) -> Answer {
    let keys = context.server.keys().jwks();
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "public, max-age=300")).json(keys))
}

fn read_form<T: serde::de::DeserializeOwned>(body: &Body) -> Result<T, OAuthError> {
    body.form().ok_or(OAuthError::request(
        "send application/x-www-form-urlencoded, with every member that is required, and none twice",
    ))
}

/// The client's id and secret, by Basic or in the form, but not by both.
fn credentials(
    request: &HttpRequest,
    id: Option<String>,
    secret: Option<String>,
) -> Option<(Uuid, String)> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (id, secret) = match (header, secret) {
        (None, secret) => (id?, secret?),
        (Some(header), None) => basic(header)?,
        (Some(_), Some(_)) => return None,
    };
    Some((Uuid::parse_str(&id).ok()?, secret))
}

fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    let decoded =
        STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(decoded).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

async fn authenticate(
    context: &Context,
    id: Uuid,
    secret: String,
) -> Result<Option<Client>, ApiError> {
    let known = move |context: &Context| match context.app().authenticate_client(id, &secret) {
        Ok(client) => Ok(Some(client)),
        Err(AppError::WrongClient) => Ok(None),
        Err(error) => Err(error.into()),
    };
    context.clone().work(known).await
}

async fn asked(
    context: &Context,
    request: &HttpRequest,
    body: &Body,
) -> Result<Result<(Client, String), OAuthError>, ApiError> {
    let form: TokenReference = match read_form(body) {
        Ok(form) => form,
        Err(error) => return Ok(Err(error)),
    };
    let Some((id, secret)) = credentials(request, form.client_id, form.client_secret) else {
        return Ok(Err(INVALID_CLIENT));
    };
    Ok(authenticate(context, id, secret)
        .await?
        .map(|client| (client, form.token))
        .ok_or(INVALID_CLIENT))
}

/// The client with no more than the wanted scopes, or `None` if it lacks one.
fn narrowed(mut client: Client, scope: Option<&str>) -> Option<Client> {
    let Some(scope) = scope.filter(|scope| !scope.trim().is_empty()) else { return Some(client) };
    let wanted: Result<Vec<Scope>, _> = scope.split_whitespace().map(str::parse).collect();
    let wanted = wanted.ok()?;
    let held = wanted.iter().all(|scope| client.scopes.contains(scope));
    client.scopes = wanted;
    held.then_some(client)
}
