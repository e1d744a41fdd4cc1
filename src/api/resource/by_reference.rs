//! The routes of a document by what its owner calls it, so that an HR system needs no table of ids.

use actix_web::web::Path;
use serde_json::Value;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError},
        request::context::{Answer, Context},
        resource::{
            handlers::{self, TransitionTo},
            routes::Records,
            shown::ShownQuery,
            viewed::Wire,
        },
        route::{
            headers::{ETAG, LOCATION},
            value::{Draft, Route},
        },
    },
    domain::{access::scope::Scope, values::text::ExternalRef},
};

/// What follows the list's address.
pub(super) const PATH: &str = "by-ref/{external_ref}";

impl<R: Wire> Records<R> {
    /// Creates, replaces, reads, patches, moves and deletes one by its reference, as in the examples of a patch and of a
    /// transition.
    pub(in crate::api) fn by_reference(self, patch: Value, transition: Value) -> Self {
        self.put_by_ref()
            .get_by_ref()
            .update_by_ref(patch)
            .transition_by_ref(transition)
            .delete_by_ref()
    }

    fn put_by_ref(self) -> Self {
        let says = "How an HR system synchronises: the same call creates the record the first time and replaces \
             it afterwards. An equal body changes nothing. `If-Match` and `If-None-Match` are optional.";
        let draft = Self::known(Route::put, "", R::WRITE)
            .says(
                self.operation_by_ref("put"),
                format!("Create or replace {} by the owner's reference", self.noun),
                says,
            )
            .body::<R::Input>();
        let draft = self
            .changed(draft)
            .json::<R::View>(201, "Created")
            .with(&[ETAG, LOCATION])
            .changes_blindly();
        self.also(draft.to(put::<R>))
    }

    fn get_by_ref(self) -> Self {
        let draft = Self::known(Route::get, "", R::READ)
            .says(
                self.operation_by_ref("get"),
                format!("Read {} by the owner's reference", self.noun),
                "Its owner reads it in any state.",
            )
            .query::<ShownQuery>()
            .json::<R::View>(200, format!("The {}", self.name()))
            .cached()
            .problems(&[404]);
        self.also(draft.to(get::<R>))
    }

    fn update_by_ref(self, example: Value) -> Self {
        let draft = Self::known(Route::patch, "", R::WRITE)
            .says(
                self.operation_by_ref("update"),
                format!("Change {} in part by the owner's reference", self.noun),
                "A merge patch, as by its id. `If-Match` carries the ETag that was read.",
            )
            .patch_of::<R::Input>(format!("Any part of {}", self.noun), example);
        let draft = self.changed(draft).changes().problems(&[404]);
        self.also(draft.to(update::<R>))
    }

    fn transition_by_ref(self, example: Value) -> Self {
        let draft = Self::known(Route::post, "/transitions", R::WRITE)
            .says(
                self.operation_by_ref("transition"),
                format!("Move {} to another state by the owner's reference", self.noun),
                "As by its id.",
            )
            .body_like::<TransitionTo<R::Status>>(example)
            .json::<R::View>(200, format!("The {} in its new state", self.name()))
            .moves()
            .problems(&[404]);
        self.also(draft.to(transition::<R>))
    }

    fn delete_by_ref(self) -> Self {
        let draft = Self::known(Route::delete, "", R::WRITE)
            .says(
                self.operation_by_ref("delete"),
                format!("Delete {} by the owner's reference", self.noun),
                "As by its id. `If-Match` carries the ETag that was read.",
            )
            .answers(204, "Deleted")
            .changes()
            .problems(&[404]);
        self.also(draft.to(delete::<R>))
    }

    /// A route to the one with a reference.
    fn known(route: fn(String, Access) -> Draft, rest: &str, scope: Scope) -> Draft {
        route(format!("{}/{PATH}{rest}", R::PATH), Access::Scope(scope))
            .path_of::<ExternalRef>("external_ref", "The owner's reference")
    }

    fn operation_by_ref(&self, verb: &str) -> String {
        format!("{}_by_ref", self.operation(verb))
    }
}

async fn put<R: Wire>(context: Context, body: Body, reference: Path<String>) -> Answer {
    handlers::put_by_ref::<R>(context, body, read(&reference)?).await
}

async fn get<R: Wire>(context: Context, reference: Path<String>) -> Answer {
    handlers::get::<R>(found::<R>(context, &reference).await?).await
}

async fn update<R: Wire>(context: Context, body: Body, reference: Path<String>) -> Answer {
    handlers::update::<R>(found::<R>(context, &reference).await?, body).await
}

async fn transition<R: Wire>(context: Context, body: Body, reference: Path<String>) -> Answer {
    handlers::transition::<R>(found::<R>(context, &reference).await?, body).await
}

async fn delete<R: Wire>(context: Context, reference: Path<String>) -> Answer {
    handlers::delete::<R>(found::<R>(context, &reference).await?).await
}

/// The same request, asked of the record that the caller's organisation knows by the reference.
pub(super) async fn found<R: Wire>(context: Context, reference: &str) -> Result<Context, ApiError> {
    let reference = read(reference)?;
    context.aimed(move |context| Ok(context.app().id_of::<R>(&context.actor, &reference)?.0)).await
}

fn read(reference: &str) -> Result<ExternalRef, ApiError> {
    let malformed = |error| ApiError::Malformed(format!("the reference in the path: {error}"));
    reference.parse().map_err(malformed)
}
