//! Questions about matches that were asked before.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use crate::{
    api::{
        http::{
            body::Body,
            error::ApiError,
            pages::{Page, PageKey},
            reply::Reply,
        },
        metrics::PageOutcome,
        request::context::{Answer, Context},
    },
    app::recruitment::standing::AnswerProof,
};

/// Answers with the page that was made before, if it still stands: at once, for that takes microseconds. Else `make` makes
/// it on the blocking pool, and it is kept.
pub(super) async fn answered(
    context: Context,
    body: Option<&Body>,
    make: impl FnOnce(&Context) -> Result<(Reply, AnswerProof), ApiError> + Send + 'static,
) -> Answer {
    let (key, preconditions) = (context.page_key(body)?, context.preconditions()?);
    let coding = context.coding();
    let (page, outcome) = kept(&context, &key);
    context.server.metrics.page(outcome);
    if let Some(page) = page {
        return Ok(page.reply(&preconditions, coding).into());
    }
    context
        .run(move |context| {
            let (reply, proof) = make(context)?;
            let page = Arc::new(Page::new(&key, reply, proof));
            context.server.pages.put(key, Arc::clone(&page));
            Ok(page.reply(&preconditions, coding))
        })
        .await
}

/// The page of a question, if there is one that stands.
fn kept(context: &Context, key: &PageKey) -> (Option<Arc<Page>>, PageOutcome) {
    let Some(page) = context.server.pages.get(key) else { return (None, PageOutcome::New) };
    let stands = || context.app().still_answers(&context.actor, &page.proof);
    // A judgement that fails says nothing: the answer is made anew, where failures are answered.
    if catch_unwind(AssertUnwindSafe(stands)).unwrap_or(false) {
        (Some(page), PageOutcome::Kept)
    } else {
        (None, PageOutcome::Changed)
    }
}
