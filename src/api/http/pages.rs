//! Answers that are kept: given again as they are while they stand, however long that is.

use std::sync::{Arc, OnceLock};

use actix_web::{http::StatusCode, web::Bytes};
use quick_cache::{Weighter, sync::Cache};

use crate::{
    api::http::{coding::Coding, conditional::Preconditions, reply::Reply},
    app::recruitment::standing::AnswerProof,
    domain::{access::actor::Client, values::language::Lang},
};

/// Bytes that a page takes beside its body and its key, about: its proof and its place.
const BESIDE: usize = 4 << 10;
/// Bytes of a page in all, about.
const USUAL: usize = 32 << 10;

/// Everything that an answer is made of, but what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// Who asks, for whom, and how far the token goes.
    pub client: Option<Client>,
    /// The language that the reader prefers.
    pub lang: Lang,
    /// The path and the query.
    pub address: String,
    /// The media type and the bytes of the body, if the question has one.
    pub body: Option<(String, Bytes)>,
}

/// An answer, and what it is judged again with.
pub struct Page {
    reply: Reply,
    /// The same in each coding that somebody has asked for.
    coded: [OnceLock<Reply>; 2],
    /// The entity tag, of a page that is read and not asked for with a body.
    etag: Option<String>,
    /// What it is judged again with.
    pub proof: AnswerProof,
}

impl Page {
    /// A page that answers a question.
    pub fn new(key: &PageKey, reply: Reply, proof: AnswerProof) -> Self {
        let etag = key.body.is_none().then(|| reply.digest());
        Self { reply, coded: [const { OnceLock::new() }; 2], etag, proof }
    }

    /// The answer in a coding, without its body if the reader has it.
    pub fn reply(&self, preconditions: &Preconditions, coding: Option<Coding>) -> Reply {
        match &self.etag {
            None => self.coded(coding),
            Some(etag) if preconditions.unchanged(etag) => {
                Reply::empty(StatusCode::NOT_MODIFIED).etag(etag)
            }
            Some(etag) => self.coded(coding).etag(etag),
        }
    }

    fn coded(&self, coding: Option<Coding>) -> Reply {
        let Some(coding) = coding else { return self.reply.clone() };
        self.coded[coding as usize].get_or_init(|| self.reply.coded(coding)).clone()
    }
}

/// The kept pages, within so many bytes; the least used go first.
pub struct Pages(Cache<PageKey, Arc<Page>, Bulk>);

impl Pages {
    /// Room for so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(Cache::with_weighter(bytes / USUAL, bytes as u64, Bulk))
    }

    /// The page that answered a question, whether it still stands or not.
    pub fn get(&self, key: &PageKey) -> Option<Arc<Page>> {
        self.0.get(key)
    }

    /// Keeps a page.
    pub fn put(&self, key: PageKey, page: Arc<Page>) {
        self.0.insert(key, page);
    }
}

/// Bytes of a page; the codings take about a quarter of the body.
#[derive(Debug, Clone)]
struct Bulk;

impl Weighter<PageKey, Arc<Page>> for Bulk {
    fn weight(&self, key: &PageKey, page: &Arc<Page>) -> u64 {
        let asked = key.address.len() + key.body.as_ref().map_or(0, |(_, body)| body.len());
        (BESIDE + asked + page.reply.size() * 5 / 4) as u64
    }
}
