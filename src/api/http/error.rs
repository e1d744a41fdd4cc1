//! The one place that maps what went wrong to a status and a kind of problem.

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{ACCEPT, ALLOW, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
    },
};

use super::problem::{self, FieldProblem, PROBLEM_JSON, Problem, ProblemType};
use crate::{
    app::{AppError, error::wrong_values},
    domain::{FieldError, access::actor::Denied},
};

/// An error of a request.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// A use case failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// The request cannot be read.
    #[error("{0}")]
    Malformed(String),
    /// The body breaks rules.
    #[error("{}: see errors", wrong_values(.0.len()))]
    Invalid(Vec<FieldError>),
    /// No token, or one that does not hold.
    #[error("{}", if .0.is_empty() { "send Authorization: Bearer with a token from /oauth/token" } else { .0 })]
    Unauthenticated(&'static str),
    /// There is no such address.
    #[error("there is nothing at this address")]
    NoSuchPath,
    /// The address does not know the method.
    #[error("this address does not know this method")]
    MethodNotAllowed(String),
    /// `Accept` excludes JSON.
    #[error("the answer is application/json, which Accept excludes")]
    NotAcceptable,
    /// The body is too large.
    #[error(
        "the body is larger than {0} bytes: send less in one request, and the rest in further ones"
    )]
    TooLarge(usize),
    /// A workbook holds too much.
    #[error(
        "the workbook holds more than can be read of it when it is unpacked: 512 MiB in all, 1 MiB in a cell; send less \
         of it, or text/csv"
    )]
    UnpacksTooLarge,
    /// A text is too long.
    #[error("the text is longer than {0} characters: say the rest in another message")]
    TextTooLong(usize),
    /// The address is too long.
    #[error("the address is longer than 8,000 bytes")]
    UriTooLong,
    /// The body is of another media type.
    #[error("send {0}")]
    Unsupported(&'static str),
    /// `If-Match` is missing.
    #[error("send If-Match with the ETag of the record that you read")]
    PreconditionRequired,
    /// `If-Match` names another version.
    #[error("the record is not what If-Match or If-None-Match says: read it again")]
    PreconditionFailed,
    /// The client has used its quota.
    #[error("the quota is used up for {0} seconds")]
    RateLimited(u64),
    /// The client has as many answers open as it may.
    #[error("this client waits or streams {0} times already: end one of them first")]
    TooManyStreams(usize),
    /// Too much work is waiting, or the request took too long.
    #[error("{0}")]
    Overloaded(&'static str),
    /// A write began and did not end in time.
    #[error("whether it was written is not known")]
    OutcomeUnknown,
    /// A fault of ours.
    #[error("the server failed")]
    Internal(String),
}

impl ApiError {
    /// The kind of problem, and so the status. No `_`: a new variant does not compile until someone decides.
    pub fn kind(&self) -> ProblemType {
        match self {
            Self::Malformed(_) | Self::App(AppError::Unreadable(_)) => problem::MALFORMED,
            Self::Invalid(_) | Self::App(AppError::Invalid(_)) => problem::INVALID,
            Self::Unauthenticated(_) | Self::App(AppError::WrongClient) => problem::UNAUTHENTICATED,
            Self::NoSuchPath
            | Self::App(
                AppError::NoSuch(_)
                | AppError::NoIdentity
                | AppError::NoDeadline
                | AppError::NoSignal
                | AppError::NoCase
                | AppError::NoBan
                | AppError::NoSuspension
                | AppError::NoSession
                | AppError::NoReferral,
            ) => problem::NOT_FOUND,
            Self::MethodNotAllowed(_) => problem::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => problem::NOT_ACCEPTABLE,
            Self::TooLarge(_) | Self::UnpacksTooLarge | Self::TextTooLong(_) => problem::TOO_LARGE,
            Self::UriTooLong => problem::URI_TOO_LONG,
            Self::Unsupported(_) => problem::UNSUPPORTED,
            Self::PreconditionRequired => problem::PRECONDITION_REQUIRED,
            Self::PreconditionFailed | Self::App(AppError::Outdated) => problem::OUTDATED,
            Self::RateLimited(_)
            | Self::TooManyStreams(_)
            | Self::App(
                AppError::ProfilesUsed { .. }
                | AppError::PaysUsed { .. }
                | AppError::DisclosuresUsed { .. }
                | AppError::SessionsUsed { .. }
                | AppError::CaseLocked { .. },
            ) => problem::RATE_LIMITED,
            Self::App(AppError::Denied(_)) => problem::FORBIDDEN,
            Self::App(
                AppError::NoTransition { .. } | AppError::Conflict(_) | AppError::Taken(_),
            ) => problem::CONFLICT,
            Self::App(AppError::ContactNotPersonal(_)) => problem::CONTACT_NOT_PERSONAL,
            Self::App(AppError::ContactNotConfirmed) => problem::CONTACT_NOT_CONFIRMED,
            Self::App(AppError::Unlawful(_)) => problem::UNLAWFUL,
            Self::App(AppError::Lacking(_)) => problem::GATE_CLOSED,
            Self::App(AppError::KeyReused) => problem::KEY_REUSED,
            Self::App(AppError::KeyInUse) => problem::KEY_IN_USE,
            Self::Overloaded(_) | Self::App(AppError::NotReady | AppError::Unavailable(_)) => {
                problem::UNAVAILABLE
            }
            Self::OutcomeUnknown | Self::App(AppError::OutcomeUnknown) => problem::OUTCOME_UNKNOWN,
            Self::Internal(_)
            | Self::App(
                AppError::Store(_)
                | AppError::Vault(_)
                | AppError::Thread(_)
                | AppError::CorruptSnapshot(_),
            ) => problem::INTERNAL,
        }
    }

    fn detail(&self) -> String {
        match self.kind().status {
            500 => "the server failed; nothing was changed unless an answer said so".to_owned(),
            503 => match self {
                Self::Overloaded(_) | Self::App(AppError::NotReady) => self.to_string(),
                Self::OutcomeUnknown | Self::App(AppError::OutcomeUnknown) => {
                    "whether it was written is not known: repeat the request with the same Idempotency-Key, or read \
                     the record first"
                        .to_owned()
                }
                _ => "the database cannot answer now: repeat the request".to_owned(),
            },
            _ => self.to_string(),
        }
    }

    fn errors(&self) -> Vec<FieldProblem> {
        match self {
            Self::Invalid(errors) | Self::App(AppError::Invalid(errors)) => {
                errors.iter().cloned().map(Into::into).collect()
            }
            Self::App(AppError::Unlawful(check)) => {
                check.broken().into_iter().map(Into::into).collect()
            }
            Self::App(AppError::Lacking(lacks)) => lacks.iter().map(Into::into).collect(),
            _ => Vec::new(),
        }
    }

    /// The headers that go with some statuses.
    fn headers(&self) -> Vec<(HeaderName, String)> {
        match self {
            Self::Unauthenticated("") => vec![(WWW_AUTHENTICATE, "Bearer".to_owned())],
            Self::Unauthenticated(_) => {
                vec![(WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"".to_owned())]
            }
            Self::App(AppError::Denied(Denied::Scope(scope))) => {
                vec![(
                    WWW_AUTHENTICATE,
                    format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\""),
                )]
            }
            Self::MethodNotAllowed(allow) => vec![(ALLOW, allow.clone())],
            Self::Unsupported(types) => vec![(accept_name(types), (*types).to_owned())],
            Self::RateLimited(seconds)
            | Self::App(
                AppError::ProfilesUsed { seconds, .. }
                | AppError::PaysUsed { seconds, .. }
                | AppError::DisclosuresUsed { seconds }
                | AppError::SessionsUsed { seconds }
                | AppError::CaseLocked { seconds },
            ) => {
                vec![(RETRY_AFTER, seconds.to_string())]
            }
            Self::TooManyStreams(_) => vec![(RETRY_AFTER, "5".to_owned())],
            _ if matches!(self.kind().status, 503) => vec![(RETRY_AFTER, "2".to_owned())],
            Self::App(AppError::KeyInUse) => vec![(RETRY_AFTER, "1".to_owned())],
            _ => Vec::new(),
        }
    }

    /// The problem document; the request's id is filled in on the way out.
    pub fn problem(&self) -> Problem {
        let kind = self.kind();
        Problem {
            kind: kind.uri(),
            title: kind.title.to_owned(),
            status: kind.status,
            detail: self.detail(),
            instance: String::new(),
            errors: self.errors(),
            compliance_check_id: match self {
                Self::App(AppError::Unlawful(check)) => Some(check.id),
                _ => None,
            },
        }
    }
}

/// The header that tells which media type is taken: patches have one of their own (RFC 5789).
fn accept_name(media_type: &str) -> HeaderName {
    if media_type.contains("patch") { HeaderName::from_static("accept-patch") } else { ACCEPT }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        match (self.kind().status, self) {
            (503, Self::App(AppError::Unavailable(why))) => {
                tracing::warn!(why, "the database cannot answer")
            }
            (503, _) => tracing::debug!(error = ?self, "a request was put off"),
            (500.., _) => tracing::error!(error = ?self, "a request failed"),
            _ => {}
        }
        let mut response = HttpResponse::build(self.status_code());
        response.content_type(PROBLEM_JSON);
        for (name, value) in self.headers() {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.insert_header((name, value));
            }
        }
        let mut response = response.finish();
        response.extensions_mut().insert(self.problem());
        response
    }
}
