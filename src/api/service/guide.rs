//! The guide and the page that leads to all there is to read: in the program itself, so that they work without the internet.

use std::{fmt::Write, sync::LazyLock};

use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, ContentType},
    web::{self, Path, ServiceConfig},
};
use pulldown_cmark::{Options, Parser, html};

use crate::api::{http::error::ApiError, request::context::Answer, service::docs::readable};

/// A page of the guide.
struct Page {
    slug: &'static str,
    title: &'static str,
    markdown: &'static str,
}

macro_rules! pages {
    ($($slug:literal: $title:literal),+ $(,)?) => {
        [$(Page { slug: $slug, title: $title, markdown: include_str!(concat!("../../../guide/", $slug, ".md")) }),+]
    };
}

/// The pages, in the order in which they are read.
const PAGES: [Page; 10] = pages! {
    "tokens": "Tokens",
    "paging": "Paging",
    "synchronising": "Synchronising an HR system",
    "following": "Following changes",
    "postings": "Postings for job sites",
    "states": "States",
    "matching": "Matching explained",
    "learning": "Qualifications and training",
    "verifying": "Is this paper genuine?",
    "errors": "Errors",
};

/// How the pages look, on a wide screen and on a narrow one.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:0 auto;padding:1rem;color:#222}\
    a{color:#0a5bb5}nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;border-bottom:1px solid #ccc;padding-bottom:.5rem}\
    pre{background:#f4f4f4;padding:.75rem;overflow-x:auto;font-size:.85rem}code{font-family:ui-monospace,monospace}\
    .language-sh::before{content:'curl';display:block;color:#666}\
    .language-python::before{content:'Python';display:block;color:#666}\
    .language-ts::before{content:'TypeScript';display:block;color:#666}\
    table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left}";

/// Serves `/`, `/guide/` and the pages under it.
pub(in crate::api) fn configure(config: &mut ServiceConfig) {
    config
        .service(readable("/").route(web::get().to(home)))
        .service(readable("/guide/").route(web::get().to(home)))
        .service(readable("/guide/{page}").route(web::get().to(page)));
}

async fn home() -> HttpResponse {
    static HOME: LazyLock<String> = LazyLock::new(|| document("Koprik", &front()));
    answer(&HOME)
}

async fn page(slug: Path<String>) -> Answer {
    static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| PAGES.iter().map(rendered).collect());
    let at = PAGES.iter().position(|page| page.slug == *slug).ok_or(ApiError::NoSuchPath)?;
    Ok(answer(&TEXTS[at]))
}

fn answer(text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .body(text)
}

/// What there is to read, and where.
fn front() -> String {
    let mut text = "# Koprik\n\nVacancies of Tatarstan, candidates of Uzbekistan, and matches by skill and region, with \
        the reason for each.\n\n## The guide\n\n"
        .to_owned();
    text.extend(
        PAGES.iter().map(|Page { slug, title, .. }| format!("- [{title}](/guide/{slug})\n")),
    );
    text + "\n## The reference\n\n- [Every operation, to read and to try](/docs/)\n- [The OpenAPI document](/openapi.json), \
        for generators of clients\n"
}

fn rendered(page: &Page) -> String {
    document(page.title, page.markdown)
}

/// A page with its frame.
fn document(title: &str, markdown: &str) -> String {
    let mut links = "<a href=\"/\">Koprik</a>".to_owned();
    for Page { slug, title, .. } in &PAGES {
        write!(links, " <a href=\"/guide/{slug}\">{title}</a>").expect("a text takes any text");
    }
    let mut body = String::new();
    html::push_html(&mut body, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head>\
         <body><nav>{links} <a href=\"/docs/\">Reference</a></nav>{body}</body></html>\n"
    )
}
