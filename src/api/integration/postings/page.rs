//! A public vacancy as a page, for people and for search engines.

use askama::Template;

use crate::{
    api::integration::postings::{json_ld::job_posting, posting::Posting},
    domain::{trust::genuineness::no_fee, values::language::Lang},
};

/// The media type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// The page.
#[derive(Template)]
#[template(path = "posting.html")]
struct Page<'t> {
    posting: Posting<'t>,
    facts: Vec<(&'static str, String)>,
    texts: Vec<(&'static str, Vec<&'t str>)>,
    /// The posting as JSON-LD, in which nothing ends the script that it stands in.
    data: String,
    no_fee: String,
    languages: &'static [Lang],
}

/// Tells of a vacancy.
pub(super) fn page(posting: Posting<'_>) -> askama::Result<String> {
    let teller = posting.teller;
    let texts = posting.texts();
    Page {
        posting,
        facts: facts(posting).map(|(name, fact)| (teller.say(name), fact)).collect(),
        texts: texts.map(|(name, text)| (teller.say(name), text.lines().collect())).collect(),
        data: job_posting(posting)?.to_string().replace('<', "\\u003c"),
        no_fee: no_fee(teller.lang),
        languages: Lang::ALL,
    }
    .render()
}

/// What is known, each with the name of its phrase.
fn facts(posting: Posting<'_>) -> impl Iterator<Item = (&'static str, String)> {
    let body = &posting.vacancy.body;
    let places: Vec<String> = posting
        .places()
        .map(|(municipality, street)| {
            [Some(municipality), street].into_iter().flatten().collect::<Vec<_>>().join(", ")
        })
        .collect();
    [
        ("employer", Some(posting.employer().to_owned())),
        ("place", Some(places.join("; "))),
        ("pay", Some(posting.pay())),
        ("hours_per_week", body.work_hours.hours_per_week.map(|hours| hours.to_string())),
        ("openings", body.openings.open().map(|seats| seats.to_string())),
        ("start", body.job_start_date.map(|day| day.to_string())),
        ("valid_through", body.valid_through.map(|day| day.to_string())),
        ("skills", Some(posting.skills().join(", "))),
    ]
    .into_iter()
    .filter_map(|(name, fact)| Some((name, fact.filter(|fact| !fact.is_empty())?)))
}
