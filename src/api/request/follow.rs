//! Answers that wait for what the log will say. They look at the server's memory while they wait: the database is asked
//! only when the log has gone on.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::{
    HttpResponse,
    http::header::{self, ContentEncoding},
    rt::time::sleep,
};

use crate::{
    api::{
        http::{
            error::ApiError,
            lines::{Lines, Piece},
            places::{MOST, Place},
        },
        request::{
            admission,
            context::{Answer, Context},
        },
        route::headers::LAST_EVENT_ID,
    },
    app::index::follower::IndexState,
};

/// The media type of events.
pub(in crate::api) const EVENTS: &str = "text/event-stream";
/// How often one who waits looks whether the log has gone on.
const LOOK: Duration = Duration::from_millis(200);
/// After how long a silent stream says that it is still there.
const SILENCE: Duration = Duration::from_secs(15);
/// How a stream begins: a reader that is cut off comes back after two seconds.
const BEGIN: &[u8] = b"retry: 2000\n\n";

impl Context {
    /// The id of the last event that the reader has seen.
    pub fn last_event(&self) -> Result<Option<i64>, ApiError> {
        let Some(value) = self.headers.get(LAST_EVENT_ID.name) else { return Ok(None) };
        let number = value.to_str().ok().and_then(|text| text.parse().ok());
        let malformed = || ApiError::Malformed("Last-Event-ID: it is none of our ids".to_owned());
        number.map(Some).ok_or_else(malformed)
    }

    /// Takes one of the places that a client has for answers that stay open.
    pub fn take_place(&self) -> Result<Place, ApiError> {
        let client = self.actor.client().map(|client| client.id).unwrap_or_default();
        self.server.places.take(client).ok_or(ApiError::TooManyStreams(MOST))
    }

    /// Waits until the log has gone on from a number, and says whether it has. The wait ends at a moment, with the server,
    /// and with the caller's token.
    pub async fn log_goes_on(&self, from: i64, until: Instant) -> Result<bool, ApiError> {
        loop {
            admission::authenticate(&self.server, &self.headers, self.endpoint.access)?;
            match self.app().follower().standing() {
                _ if self.server.heartbeat.is_stopping() => return Ok(false),
                IndexState::At(at) if at > from => return Ok(true),
                _ if Instant::now() >= until => return Ok(false),
                _ => sleep(LOOK).await,
            }
        }
    }

    /// Sends what `read` makes of the log as events, from a number on, until the reader goes, its token ends, or the server
    /// stops. What is wrong at the beginning is answered as ever.
    pub async fn events(
        self,
        after: i64,
        read: impl Fn(&Self, i64) -> Result<Piece<i64>, ApiError> + Send + Sync + 'static,
    ) -> Answer {
        let place = Arc::new(self.take_place()?);
        let (context, read) = (Arc::new(self), Arc::new(read));
        let reading = Arc::clone(&read);
        let mut first = context.again(move |context| reading(context, after)).await?;
        first.bytes.splice(0..0, BEGIN.iter().copied());
        let make = move |after| {
            let (context, read, place) =
                (Arc::clone(&context), Arc::clone(&read), Arc::clone(&place));
            let next = async move {
                let _place = place;
                let Some(piece) = context.more_events(after, read).await? else {
                    return Ok(Piece { bytes: Vec::new(), more_after: None });
                };
                Ok(piece)
            };
            Box::pin(next) as _
        };
        Ok(HttpResponse::Ok()
            .content_type(EVENTS)
            .insert_header(ContentEncoding::Identity)
            .insert_header((header::VARY, "Accept"))
            .body(Lines::new(first, make)))
    }

    /// The next events, or a sign of life; `None` when the server stops.
    async fn more_events<F>(
        self: &Arc<Self>,
        after: i64,
        read: Arc<F>,
    ) -> Result<Option<Piece<i64>>, ApiError>
    where
        F: Fn(&Self, i64) -> Result<Piece<i64>, ApiError> + Send + Sync + 'static,
    {
        if self.log_goes_on(after, Instant::now() + SILENCE).await? {
            return Ok(Some(self.again(move |context| read(context, after)).await?));
        }
        let is_alive = !self.server.heartbeat.is_stopping();
        Ok(is_alive.then(|| Piece { bytes: b":\n\n".to_vec(), more_after: Some(after) }))
    }
}
