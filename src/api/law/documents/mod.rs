//! Documents of candidates without scans.

pub(crate) mod wire;

use chrono::NaiveDate;

use crate::{
    api::{
        auth::access::Access,
        http::body::Body,
        law::documents::wire::{WorkerDocumentInput, WorkerDocumentView},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, enter, ledger},
            page::Page,
        },
        route::value::Route,
    },
    domain::{
        access::scope::Scope, law::document::WorkerDocument, recruitment::candidate::CandidateBody,
    },
};

const PATH: &str = "/v1/candidates/{id}/documents";
const WRITE: Access = Access::Scope(Scope::DeadlinesWrite);

/// The routes of documents.
pub(super) fn routes() -> Vec<Route> {
    let candidate = "Id of the candidate";
    let list = Route::get(PATH, Access::Scope(Scope::CandidatesRead))
        .id("id", candidate)
        .says(
            "list_candidate_documents",
            "Read the documents of a candidate",
            "Kind, days, and who issued it. The candidate's agency reads it, and operators.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<WorkerDocumentView>>("A page, oldest first");
    let record = Route::post(PATH, WRITE)
        .id("id", candidate)
        .says(
            "record_candidate_document",
            "Record a document of a candidate",
            "What the candidate's agency has seen: no scan, and the number is hashed with a key at once. Nothing that was \
             recorded is ever changed; a new document of the same kind stands beside it.",
        )
        .body::<WorkerDocumentInput>()
        .json::<WorkerDocumentView>(201, "The document")
        .once();
    vec![list.to(list_documents), record.to(record_document)]
}

async fn list_documents(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let read = move |context: &Context, after, limit| {
        let today = context.app().today();
        let found = context.app().documents(&context.actor, id, after, limit)?;
        Ok(found.into_iter().map(|document| (document, today)).collect::<Vec<_>>())
    };
    ledger::<(WorkerDocument, NaiveDate), WorkerDocumentView>(context, read, |(one, _)| one.n).await
}

async fn record_document(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: WorkerDocumentInput, key| {
        let made = context.app().record_document(&context.actor, id, input.into(), key)?;
        Ok(made.map(|one| WorkerDocumentView::from((one, context.app().today()))))
    })
    .await
}
