//! What a handler needs of its request, and the one way from it to the blocking pool.

use std::{future::Ready, sync::Arc, time::Duration};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse,
    dev::Payload,
    http::header::{self, HeaderMap},
    web::Data,
};
use serde::de::DeserializeOwned;
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Endpoint,
        http::{
            body::Body, coding::Coding, conditional::Preconditions, error::ApiError, language,
            pages::PageKey, problem::Problem, query, reply::Reply,
        },
        request::{
            admission::Admission,
            blocking::{Purpose, WRITES_WITHIN, blocking},
            idempotency,
            request_id::RequestId,
        },
        state::Server,
    },
    app::{App, AppError, IdempotencyKey},
    domain::{
        access::actor::Actor,
        resource::{RecordKind, Resource, id::Id},
        values::language::Lang,
    },
};

/// How long a request waits for its turn before it is refused.
const TURN: Duration = Duration::from_millis(800);

/// Told how a write ended.
pub type Done<T> = Box<dyn FnOnce(Result<T, AppError>) + Send>;

/// What handlers answer.
pub type Answer = Result<HttpResponse, ApiError>;

/// A request whose sender is known. Extracting it is what authentication has let through.
#[derive(Clone)]
pub struct Context {
    /// Who asks.
    pub actor: Actor,
    /// The server's parts.
    pub server: Arc<Server>,
    /// The use cases, as the sender reads.
    app: Arc<App>,
    pub(super) token: Uuid,
    pub(super) headers: HeaderMap,
    pub(super) endpoint: Arc<Endpoint>,
    path: String,
    query: String,
    id: Option<String>,
    /// The ids in the path, in their order.
    ids: String,
    instance: Uuid,
}

impl FromRequest for Context {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::of(request))
    }
}

impl Context {
    fn of(request: &HttpRequest) -> Result<Self, ApiError> {
        let missing = |what: &str| ApiError::Internal(format!("the request has no {what}"));
        let server = request.app_data::<Data<Server>>().ok_or_else(|| missing("server"))?;
        let extensions = request.extensions();
        let admission = extensions.get::<Admission>().ok_or_else(|| missing("admission"))?;
        Ok(Self {
            app: Arc::new(server.app.as_seen_by(&admission.actor)),
            actor: admission.actor.clone(),
            server: Arc::clone(server),
            token: admission.token,
            headers: request.headers().clone(),
            endpoint: Arc::clone(&admission.endpoint),
            path: request.path().to_owned(),
            query: request.query_string().to_owned(),
            id: request.match_info().get("id").map(ToOwned::to_owned),
            ids: request
                .match_info()
                .iter()
                .filter(|(name, _)| *name == "id" || name.ends_with("_id"))
                .flat_map(|(_, id)| [" ", id])
                .collect(),
            instance: extensions.get::<RequestId>().map_or_else(Uuid::nil, |id| id.uuid),
        })
    }

    /// The use cases, as the sender of the request reads.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The problem document of a part of the request that failed alone.
    pub fn problem(&self, error: &ApiError) -> Problem {
        Problem { instance: format!("urn:uuid:{}", self.instance), ..error.problem() }
    }

    /// The id in the path. A malformed one is as unknown as any other.
    pub fn id<R: Resource>(&self) -> Result<Id<R>, ApiError> {
        self.id_of(R::KIND).map(Id::new)
    }

    /// The id in the path, of a record of this kind.
    pub fn id_of(&self, kind: RecordKind) -> Result<Uuid, ApiError> {
        self.plain_id().ok_or(ApiError::App(AppError::NoSuch(kind)))
    }

    /// The id in the path, of something that is no record.
    pub fn plain_id(&self) -> Option<Uuid> {
        self.id.as_deref().and_then(|text| Uuid::parse_str(text).ok())
    }

    /// Whether the reader asks for this media type by its name.
    pub fn accepts(&self, media: &str) -> bool {
        let headers = self.headers.get_all(header::ACCEPT).filter_map(|value| value.to_str().ok());
        headers.flat_map(|value| value.split(',')).any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(media));
            named && !parts.any(|part| part.strip_prefix("q=").is_some_and(is_zero))
        })
    }

    /// Which of these media types the reader likes best of those that it names; of equals the one that it names first.
    pub fn likes<'m>(&self, media: &[&'m str]) -> Option<&'m str> {
        let headers = self.headers.get_all(header::ACCEPT).filter_map(|value| value.to_str().ok());
        let mut best = (0.0, None);
        for range in headers.flat_map(|value| value.split(',')) {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok());
            let named = media.iter().find(|one| one.eq_ignore_ascii_case(name));
            let weight: f32 = if named.is_some() { weight.unwrap_or(1.0) } else { 0.0 };
            if weight > best.0 {
                best = (weight, named.copied());
            }
        }
        best.1
    }

    /// A header; empty if it is not sent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The query parameters.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        query::read(&self.query)
    }

    /// The preconditions.
    pub fn preconditions(&self) -> Result<Preconditions, ApiError> {
        Preconditions::of(&self.headers)
    }

    /// The content coding that the reader asks for.
    pub fn coding(&self) -> Option<Coding> {
        Coding::asked(&self.headers)
    }

    /// The idempotency key, if one was sent.
    pub fn key(&self, body: &Body) -> Result<Option<IdempotencyKey>, ApiError> {
        // The ids in the path belong to what the key is for, the template alone does not name it.
        let Endpoint { method, path, .. } = &*self.endpoint;
        let route = format!("{method} {path}{}", self.ids);
        idempotency::key(&self.headers, &self.actor, &route, body)
    }

    /// The language to answer in.
    pub fn language(&self, asked: Option<&str>) -> Result<Lang, ApiError> {
        asked
            .map_or_else(|| Ok(language::negotiate(&self.headers)), |text| query::one("lang", text))
    }

    /// The name of this list for its cursors: who asks, where, and with which filters.
    pub fn list_name(&self) -> String {
        let caller = self.actor.caller().unwrap_or_default();
        format!("{caller} {} {}", self.path, self.query_without("cursor"))
    }

    /// Everything that the answer to this question is made of, but what is stored.
    pub fn page_key(&self, body: Option<&Body>) -> Result<PageKey, ApiError> {
        Ok(PageKey {
            client: self.actor.client().cloned(),
            lang: self.language(None)?,
            address: format!("{}?{}", self.path, self.query),
            body: body.map(Body::as_sent),
        })
    }

    /// The address of the next page.
    pub fn next(&self, place: Option<Vec<u8>>) -> Option<String> {
        let cursor = self.server.cursors.seal(&self.list_name(), &place?);
        Some(self.address_with("cursor", &cursor))
    }

    /// The address of this request with another value of a parameter.
    pub fn address_with(&self, name: &str, value: &str) -> String {
        let address = self.address_without(name);
        let join = if address.contains('?') { '&' } else { '?' };
        format!("{address}{join}{name}={value}")
    }

    /// The address of this request without a parameter.
    pub fn address_without(&self, name: &str) -> String {
        let query = self.query_without(name);
        let join = if query.is_empty() { "" } else { "?" };
        format!("{}{}{join}{query}", self.server.base_url(), self.path)
    }

    /// Opens the cursor of this list.
    pub fn place(&self, cursor: Option<&str>) -> Result<Option<Vec<u8>>, ApiError> {
        cursor.map(|cursor| self.server.cursors.open(&self.list_name(), cursor)).transpose()
    }

    fn query_without(&self, name: &str) -> String {
        let is_other = |part: &&str| !part.is_empty() && part.split('=').next() != Some(name);
        self.query.split('&').filter(is_other).collect::<Vec<_>>().join("&")
    }

    /// The same request, asked of the record whose id `find` finds on the blocking pool.
    pub async fn aimed(
        self,
        find: impl FnOnce(&Self) -> Result<Uuid, ApiError> + Send + 'static,
    ) -> Result<Self, ApiError> {
        let (permit, purpose) = (self.permit().await?, self.reading());
        let aim = move || Ok(Self { id: Some(find(&self)?.to_string()), ..self });
        blocking(permit, purpose, aim).await
    }

    /// Runs a use case on the blocking pool, so that a slow query never stalls a worker.
    pub async fn run(
        self,
        job: impl FnOnce(&Self) -> Result<Reply, ApiError> + Send + 'static,
    ) -> Answer {
        Ok(self.work(job).await?.into())
    }

    /// As [`Context::run`], for what is the same for everybody without a token: whoever has it is told so, and shared caches
    /// may keep it for a minute.
    pub async fn run_shared(
        self,
        job: impl FnOnce(&Self) -> Result<Reply, ApiError> + Send + 'static,
    ) -> Answer {
        self.run(|context| {
            let reply = job(context)?;
            match context.actor {
                Actor::Anonymous => Ok(reply.shared(&context.preconditions()?)),
                _ => Ok(reply),
            }
        })
        .await
    }

    /// Does work that changes nothing on the blocking pool.
    pub async fn work<T: Send + 'static>(
        self,
        job: impl FnOnce(&Self) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let (permit, purpose) = (self.permit().await?, self.reading());
        blocking(permit, purpose, move || self.today().and_then(|()| job(&self))).await
    }

    /// As [`Context::run`], for what may change something.
    pub async fn run_write(
        self,
        job: impl FnOnce(&Self) -> Result<Reply, ApiError> + Send + 'static,
    ) -> Answer {
        Ok(self.change(job).await?.into())
    }

    /// Does work that may change something on the blocking pool.
    pub async fn change<T: Send + 'static>(
        self,
        job: impl FnOnce(&Self) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = self.permit().await?;
        blocking(permit, Purpose::Write, move || self.today().and_then(|()| job(&self))).await
    }

    pub(super) fn reading(&self) -> Purpose {
        Purpose::Read(self.server.config.deadline())
    }

    /// Begins a write on the blocking pool, and answers when it was committed. No thread waits for that.
    pub async fn write<T: Send + 'static>(
        self,
        begin: impl FnOnce(&Self, Done<T>) -> Result<(), ApiError> + Send + 'static,
        reply: impl FnOnce(&Self, T) -> Result<Reply, ApiError>,
    ) -> Answer {
        let (permit, context) = (self.permit().await?, Arc::new(self));
        let (send, written) = oneshot::channel();
        let done: Done<T> = Box::new(move |result| {
            if send.send(result).is_err() {
                tracing::debug!("a caller went away before its answer");
            }
        });
        let beginner = Arc::clone(&context);
        blocking(permit, Purpose::Write, move || {
            beginner.today().and_then(|()| begin(&beginner, done))
        })
        .await?;
        let written = actix_web::rt::time::timeout(WRITES_WITHIN, written)
            .await
            .map_err(|_| ApiError::OutcomeUnknown)?
            .map_err(|_| ApiError::Internal("a write ended without a word".to_owned()))??;
        Ok(reply(&context, written)?.into())
    }

    /// Lets a new day begin before anybody is answered on it. The server begins it, not who happens to ask first.
    pub(super) fn today(&self) -> Result<(), ApiError> {
        Ok(self.server.app.begin_day()?)
    }

    /// Waits for the turn of this request; is refused at once where so many wait that it would not come.
    async fn permit(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        let refused = || ApiError::Overloaded("too much work is waiting: repeat the request");
        let _waits = self.server.waiting.try_acquire().map_err(|_| refused())?;
        let turn = Arc::clone(&self.server.work).acquire_owned();
        match actix_web::rt::time::timeout(TURN, turn).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(refused()),
        }
    }
}

/// Whether a quality is 0, so that what has it is refused.
fn is_zero(quality: &str) -> bool {
    quality.starts_with('0') && quality.bytes().all(|b| matches!(b, b'0' | b'.'))
}
