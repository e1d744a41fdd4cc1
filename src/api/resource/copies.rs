//! Copies of a document: what it says, begun again as a new draft.

use actix_web::web::Path;
use serde_json::Value;

use crate::{
    api::{
        auth::access::Access,
        http::body::Body,
        request::context::{Answer, Context},
        resource::{by_reference, handlers, routes::Records, viewed::Copied},
        route::value::{Draft, Route},
    },
    domain::values::text::ExternalRef,
};

impl<R: Copied> Records<R> {
    /// Copies one, by its id or its reference, as in the example.
    pub(in crate::api) fn copies(self, example: &Value) -> Self {
        let access = Access::Scope(R::WRITE);
        let by_id = self.one(Route::post(format!("{}/{{id}}/copies", R::PATH), access)).says(
            self.operation("copy"),
            format!("Copy {}", self.noun),
            SAYS,
        );
        let by_ref = Route::post(format!("{}/{}/copies", R::PATH, by_reference::PATH), access)
            .path_of::<ExternalRef>("external_ref", "The owner's reference")
            .problems(&[404])
            .says(
                format!("{}_by_ref", self.operation("copy")),
                format!("Copy {} by the owner's reference", self.noun),
                SAYS,
            );
        let [by_id, by_ref] = [by_id, by_ref].map(|draft| Self::copying(draft, example.clone()));
        self.also(by_id.to(handlers::copy::<R>)).also(by_ref.to(copy_by_ref::<R>))
    }

    fn copying(draft: Draft, example: Value) -> Draft {
        draft
            .patch_of::<R::Input>(
                "What the copy says otherwise; `{}` for nothing".to_owned(),
                example,
            )
            .json::<R::View>(201, "Created")
            .creates()
    }
}

const SAYS: &str = "A new draft that says the same, whatever state the first is in. The body is a merge patch (RFC 7396) \
     of what it says otherwise. The reference and what became of the seats are not copied.";

async fn copy_by_ref<R: Copied>(context: Context, body: Body, reference: Path<String>) -> Answer {
    handlers::copy::<R>(by_reference::found::<R>(context, &reference).await?, body).await
}
