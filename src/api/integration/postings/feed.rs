//! Public vacancies as an Atom feed (RFC 4287), and as a sitemap (<https://www.sitemaps.org/protocol.html>).

use askama::Template;
use chrono::{DateTime, SecondsFormat, Utc};

use crate::{
    api::integration::postings::posting::{Posting, Teller},
    app::resource::visible::Visible,
    domain::recruitment::vacancy::{Vacancy, VacancyBody},
};

/// The media type of feeds.
pub(super) const ATOM: &str = "application/atom+xml";
/// The media type of sitemaps.
pub(super) const XML: &str = "application/xml";

/// A page of a feed.
#[derive(Template)]
#[template(path = "vacancies.atom.xml")]
pub(super) struct Feed<'t> {
    /// With what its entries are told.
    pub teller: &'t Teller,
    /// The address of the feed's first page, which is its id.
    pub first: String,
    /// The address of the page that follows (RFC 5005).
    pub next: Option<String>,
    /// When the newest of it changed; the moment of asking if it is empty.
    pub updated: DateTime<Utc>,
    /// The vacancies.
    pub vacancies: &'t [Visible<VacancyBody>],
}

/// A sitemap.
#[derive(Template)]
#[template(path = "sitemap.xml")]
pub(super) struct Sitemap<'t> {
    /// With what the addresses are made.
    pub teller: &'t Teller,
    /// The vacancies.
    pub vacancies: &'t [Visible<VacancyBody>],
}

/// A moment as both formats write it.
fn moment(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// When a vacancy was last published.
fn published(vacancy: &Vacancy) -> String {
    moment(&vacancy.body.published_at.unwrap_or(vacancy.created_at))
}

/// Where the work is, and what it pays.
fn summary(posting: &Posting<'_>) -> String {
    let places: Vec<&str> = posting.places().map(|(municipality, _)| municipality).collect();
    format!("{}. {}", places.join(", "), posting.pay())
}
