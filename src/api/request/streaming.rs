//! Answers that are made piece by piece, for as long as their reader stays admitted.

use std::sync::Arc;

use actix_web::{HttpResponse, http::header};

use crate::api::{
    http::{
        error::ApiError,
        lines::{Lines, Piece},
    },
    request::{
        blocking::blocking,
        context::{Answer, Context},
    },
};

impl Context {
    fn still_admitted(&self) -> Result<(), ApiError> {
        let follower = self.app().follower();
        let admitted = self
            .actor
            .client()
            .is_none_or(|client| follower.admits(client.id, client.organisation, self.token));
        if admitted {
            Ok(())
        } else {
            Err(ApiError::Unauthenticated("the client or its token was revoked"))
        }
    }

    /// Does work for an answer that is under way, if its reader was not shut out meanwhile.
    pub(super) async fn again<T: Send + 'static>(
        self: &Arc<Self>,
        job: impl FnOnce(&Self) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = Arc::clone(&self.server.work).acquire_owned().await;
        let permit = permit.map_err(|_| ApiError::Overloaded("the server is stopping"))?;
        self.still_admitted()?;
        let (context, purpose) = (Arc::clone(self), self.reading());
        blocking(permit, purpose, move || context.today().and_then(|()| job(&context))).await
    }

    /// Runs a use case on the blocking pool once for each piece of the lines that it makes. What is wrong with the first
    /// piece is answered as ever.
    pub async fn lines<P: Send + Unpin + 'static>(
        self,
        media: &'static str,
        make: impl Fn(&Self, Option<P>) -> Result<Piece<P>, ApiError> + Send + Sync + 'static,
    ) -> Answer {
        let (context, make) = (Arc::new(self), Arc::new(make));
        let piece = move |after: Option<P>| {
            let (context, make) = (Arc::clone(&context), Arc::clone(&make));
            async move { context.again(move |context| make(context, after)).await }
        };
        let first = piece(None).await?;
        let body = Lines::new(first, move |after| Box::pin(piece(Some(after))));
        Ok(HttpResponse::Ok()
            .content_type(media)
            .insert_header((header::VARY, "Accept, Accept-Language"))
            .body(body))
    }
}
