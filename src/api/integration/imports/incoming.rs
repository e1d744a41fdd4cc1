//! A file while it is sent: the body as it is, or the one file of a form (`multipart/form-data`), as browsers send it.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context as TaskContext, Poll},
    time::{Duration, Instant},
};

use actix_multipart::{Field, Multipart};
use actix_web::{
    http::header::{CONTENT_TYPE, HeaderMap, HeaderValue},
    web::{Bytes, Payload},
};
use futures_core::Stream;

use super::xml::XML;
use crate::api::{
    http::error::ApiError,
    resource::{bulk::CSV, jobs::NDJSON, workbook::XLSX},
};

/// The media type of forms with files.
pub(super) const FORM: &str = "multipart/form-data";
/// The part of a form that is the file.
const PART: &str = "file";
/// How long the next bytes may take to arrive, and all of them.
const NEXT_WITHIN: Duration = Duration::from_secs(10);
const ALL_WITHIN: Duration = Duration::from_mins(10);

/// A file that is being sent.
pub(super) struct Incoming {
    source: Source,
    until: Instant,
    /// What it is, as its sender says.
    pub(super) media: String,
}

enum Source {
    Body(Payload),
    /// The form goes on only when its file is let go.
    Form {
        form: Box<Multipart>,
        file: Option<Box<Field>>,
    },
}

impl Incoming {
    /// The file of a body with this media type.
    pub(super) async fn of(media: &str, payload: Payload) -> Result<Self, ApiError> {
        let until = Instant::now() + ALL_WITHIN;
        let is_form =
            media.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case(FORM));
        if !is_form {
            return Ok(Self { source: Source::Body(payload), until, media: media.to_owned() });
        }
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(media).map_err(|_| other_form())?);
        let mut form = Box::new(Multipart::new(&headers, payload));
        let file = in_time(poll_fn(|cx| Pin::new(&mut *form).poll_next(cx))).await?;
        let file = file.ok_or_else(other_form)?.map_err(|_| other_form())?;
        if file.name() != Some(PART) {
            return Err(other_form());
        }
        let media = media_of(&file);
        Ok(Self { source: Source::Form { form, file: Some(Box::new(file)) }, until, media })
    }

    /// The next bytes; `None` behind the last.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, ApiError> {
        let next = in_time(poll_fn(|cx| self.poll(cx))).await?;
        if Instant::now() > self.until {
            let detail = "the body did not arrive within 10 minutes";
            return Err(ApiError::Malformed(detail.to_owned()));
        }
        match next {
            Some(bytes) => Ok(Some(bytes?)),
            None => self.end().await.map(|()| None),
        }
    }

    fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Option<Result<Bytes, ApiError>>> {
        let broken = || ApiError::Malformed("the body broke off".to_owned());
        match &mut self.source {
            Source::Body(body) => {
                Pin::new(body).poll_next(cx).map(|next| next.map(|one| one.map_err(|_| broken())))
            }
            Source::Form { file: Some(file), .. } => Pin::new(&mut **file)
                .poll_next(cx)
                .map(|next| next.map(|one| one.map_err(|_| broken()))),
            Source::Form { file: None, .. } => Poll::Ready(None),
        }
    }

    /// Nothing follows the file of a form.
    async fn end(&mut self) -> Result<(), ApiError> {
        let Source::Form { form, file } = &mut self.source else { return Ok(()) };
        *file = None;
        match in_time(poll_fn(|cx| Pin::new(&mut **form).poll_next(cx))).await? {
            None => Ok(()),
            Some(_) => Err(other_form()),
        }
    }
}

fn other_form() -> ApiError {
    let detail = "expected a form with one part, named file: all else is said in the address";
    ApiError::Malformed(detail.to_owned())
}

async fn in_time<T>(next: impl Future<Output = T>) -> Result<T, ApiError> {
    let late = |_| ApiError::Malformed("the body did not arrive in time: send it again".to_owned());
    actix_web::rt::time::timeout(NEXT_WITHIN, next).await.map_err(late)
}

/// What the file of a form is: browsers tell more by the end of its name than by its type.
fn media_of(file: &Field) -> String {
    let said = file.content_type().map(ToString::to_string).unwrap_or_default();
    if [CSV, NDJSON, XLSX, XML, "text/xml"].iter().any(|known| said.starts_with(known)) {
        return said;
    }
    let name = file.content_disposition().and_then(|said| said.get_filename()).unwrap_or_default();
    match name.rsplit('.').next().unwrap_or_default().to_lowercase().as_str() {
        "csv" | "tsv" | "txt" => CSV.to_owned(),
        "ndjson" | "jsonl" => NDJSON.to_owned(),
        "xlsx" => XLSX.to_owned(),
        "xml" => XML.to_owned(),
        _ => said,
    }
}
