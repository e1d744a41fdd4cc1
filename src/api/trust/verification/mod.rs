//! Whether what stands on paper is genuine: codes are issued to those who print them, and anybody asks what they are worth.

mod licences;
mod signed;
mod terms;
pub(crate) mod wire;

use actix_web::{
    HttpResponse,
    http::header::{ContentType, VARY},
    web::Path,
};
use utoipa::openapi::{ObjectBuilder, schema::Type};

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        route::value::{Group, Route},
        trust::verification::{
            signed::sign,
            wire::{
                GenuinenessView, Named, PATH, VerificationCodeInput, VerificationCodeView,
                VerifyQuery,
            },
        },
    },
    domain::{
        trust::{genuineness::Genuineness, verification_code::VerificationCode},
        values::language::Lang,
    },
};

const TEXT: &str = "text/plain";
/// The longest text that is looked at.
const LONGEST: usize = 40;

/// The routes of codes.
pub(in crate::api) fn routes() -> Group {
    let code = ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST));
    let verify = Route::get(format!("{PATH}/{{code}}"), Access::OpenSparingly)
        .path("code", "The code, as it is printed or as somebody has typed it", code)
        .says(
            "verify_code",
            "Is what stands on paper genuine?",
            "For everybody, without a token: what the code stands for, whether it is genuine at this moment, and where to \
             complain. `mistyped` is told by the code itself; `not_found` was never issued. With `Accept: text/plain` the \
             answer is one message for a telephone. Thirty questions a minute from an address; nobody writes down who asked \
             for what.",
        )
        .query::<VerifyQuery>()
        .localized()
        .json::<GenuinenessView>(200, "What the code is worth")
        .shaped(TEXT, ObjectBuilder::new().schema_type(Type::String).max_length(Some(160)));
    let issue = Route::post("/v1/verification-codes", Access::Token)
        .says(
            "issue_verification_code",
            "Issue a code to print",
            "Whoever may read a licensed agency, a verified employer, a published vacancy, an approved job order, a contract in \
             force or a recognised qualification gets its code, and what to put into a QR code, signed as of today. Of a \
             contract it says only that this employer has one with a worker, and never with whom. A record has one code for ever: to ask again gives the same one. A record \
             that is not genuine now is 409.",
        )
        .query::<VerifyQuery>()
        .localized()
        .body::<VerificationCodeInput>()
        .json::<VerificationCodeView>(200, "The code")
        .problems(&[404, 409]);
    Group {
        name: "verification",
        about: "Codes on paper, and what they are worth",
        routes: [verify.to(verify_code), issue.to(issue_verification_code)]
            .into_iter()
            .chain([licences::route()])
            .chain(terms::routes())
            .collect(),
    }
}

async fn verify_code(context: Context, text: Path<String>) -> Answer {
    let VerifyQuery { lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    let plain = context.accepts(TEXT);
    let view = context.work(move |context| told(context, &text, lang)).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((VARY, "Accept, Accept-Language"));
    if plain {
        return Ok(answer.content_type(ContentType::plaintext()).body(view.into_text()));
    }
    Ok(answer.json(view))
}

fn told(context: &Context, text: &str, lang: Lang) -> Result<GenuinenessView, ApiError> {
    let code = text.parse::<VerificationCode>().ok().filter(|_| text.len() <= LONGEST);
    let told = match code {
        Some(code) => context.app().verify(&code)?,
        None => Genuineness::mistyped(),
    };
    Ok(GenuinenessView::of(told, &context.app().taxonomy(), lang))
}

async fn issue_verification_code(context: Context, body: Body) -> Answer {
    let VerifyQuery { lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    context
        .run_write(move |context| {
            let VerificationCodeInput { kind, record_id } = body.json()?;
            let (issued, told) = context.app().issue_code(&context.actor, kind, record_id)?;
            let named = Named::of(&told.facts, &context.app().taxonomy(), lang);
            let (keys, base) = (context.server.keys(), context.server.base_url());
            let now = context.app().now();
            let qr = sign((&keys, base), (&issued.code, kind), (&told, &named), now);
            let qr = qr.map_err(|error| ApiError::Internal(error.to_string()))?;
            let url = format!("{base}{PATH}/{}", issued.code);
            let (code, issued_at) = (issued.code, issued.issued_at);
            Reply::ok(&VerificationCodeView { code, kind, record_id, issued_at, url, qr })
        })
        .await
}
