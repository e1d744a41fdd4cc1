//! Terms of work: told in a language, and compared with what was promised.

pub(crate) mod comparison;
pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        programme::terms::comparison::{
            ComparisonInput, ComparisonView, TermsTextInput, TermsTextView,
        },
        request::context::{Answer, Context},
        route::value::{Group, Route},
    },
    domain::programme::terms::document::Terms,
};

/// The routes of terms.
pub(in crate::api) fn routes() -> Group {
    let compare = Route::post("/v1/terms/comparisons", Access::Token)
        .says(
            "compare_terms",
            "Compare terms with what was promised",
            "Each term as it stands to the best of the promises, the order's, the offer's: a term that is `worse`, \
             `missing` or `not_comparable` breaks it, and `kept` is false. What one promise improved, what follows may \
             not take back. Nothing is stored.",
        )
        .body::<ComparisonInput>()
        .json::<ComparisonView>(200, "Each term")
        .to(compare_terms);
    let tell = Route::post("/v1/terms/texts", Access::Token)
        .says(
            "tell_terms",
            "Tell terms in a language",
            "The terms as a worker reads them, a line each, made of the terms alone, and their hash: SHA-256 of their \
             canonical form (RFC 8785) with the format and the version of the texts. Nothing is stored.",
        )
        .body::<TermsTextInput>()
        .json::<TermsTextView>(200, "The text")
        .to(tell_terms);
    Group {
        name: "terms",
        about: "Terms of work: told in five languages, and compared with what was promised",
        routes: vec![compare, tell],
    }
}

/// The terms that were sent at a place of the body, if they do not contradict themselves.
fn checked(terms: Terms, pointer: &str) -> Result<Terms, ApiError> {
    terms.coherent(pointer).map_err(ApiError::Invalid)
}

async fn compare_terms(context: Context, body: Body) -> Answer {
    context
        .run(move |_| {
            let ComparisonInput { promised, offered } = body.json()?;
            let each = promised.into_iter().enumerate();
            let promised = each
                .map(|(n, terms)| checked(terms.into(), &format!("/promised/{n}")))
                .collect::<Result<Vec<Terms>, ApiError>>()?;
            let offered = checked(offered.into(), "/offered")?;
            Reply::ok(&ComparisonView::of(&promised, &offered))
        })
        .await
}

async fn tell_terms(context: Context, body: Body) -> Answer {
    context
        .run(move |_| {
            let TermsTextInput { terms, language } = body.json()?;
            Reply::ok(&TermsTextView::of(&checked(terms.into(), "/terms")?, language))
        })
        .await
}
