//! Starts an import: its text is taken into the store, then a job reads it.

use actix_web::{http::header::CONTENT_TYPE, web::Payload};
use uuid::Uuid;

use super::{
    columns, reading,
    upload::{self, Arrived, Written},
    wire::ImportInput,
};
use crate::{
    api::{
        http::{body::Body, error::ApiError},
        request::context::{Answer, Context},
        resource::jobs,
    },
    domain::integration::import::{ImportBody, ImportFormat, ImportSubject, RowFormat, Table},
};

/// Takes the text, and starts to read it.
pub(super) async fn start(context: Context, payload: Payload) -> Answer {
    let input = context.query::<ImportInput>()?;
    let subject = input.subject()?;
    let renamed = input.renamed()?;
    let begin =
        move |context: &Context| Ok(context.app().begin_import_text(&context.actor, subject)?);
    let written = Written::of(context.header(CONTENT_TYPE.as_str()))?;
    let format = format_of(&input, &written)?;
    let text = context.clone().change(begin).await?;
    let started = async {
        let check = |head: &str| table(subject, &written, head, &renamed).map(drop);
        let arrived = upload::take(&context, payload, (text, &written), check).await?;
        let table = table(subject, &written, &arrived.head, &renamed)?;
        let client = context.actor.caller().unwrap_or_default();
        let body = ImportBody {
            client,
            words: format,
            ..body(&input, (subject, &written), (text, table), &arrived)
        };
        let known = Body::known_by(format!("{} {}", arrived.digest, context.address_without("")));
        context
            .clone()
            .run_write(move |context| {
                let key = context.key(&known)?;
                let made = context.app().start_job(&context.actor, body, key)?;
                if made.replayed {
                    context.app().forget_import_text(text)?;
                }
                jobs::started(&made, context)
            })
            .await
    };
    match started.await {
        Err(error @ ApiError::OutcomeUnknown) => Err(error),
        Err(error) => Err(forget(context, text, error).await),
        Ok(answer) => Ok(answer),
    }
}

/// In which words the rows say what they say: those of other systems have no columns.
pub(super) fn format_of(input: &ImportInput, written: &Written) -> Result<RowFormat, ApiError> {
    let format = input.format()?;
    if format != RowFormat::Koprik && written.format == ImportFormat::Csv {
        let detail =
            "format: records of other systems are lines of JSON: send them as application/x-ndjson";
        return Err(ApiError::Malformed(detail.to_owned()));
    }
    Ok(format)
}

/// Removes the text of what could not be started. If that fails too, the sweeper removes it later.
async fn forget(context: Context, text: Uuid, error: ApiError) -> ApiError {
    let removed = context.change(move |context| Ok(context.app().forget_import_text(text)?)).await;
    if let Err(failed) = removed {
        tracing::warn!(error = ?failed, "the text of an import is left to the sweeper");
    }
    error
}

pub(super) fn table(
    subject: ImportSubject,
    written: &Written,
    head: &str,
    renamed: &[(String, String)],
) -> Result<Option<Table>, ApiError> {
    match written.format {
        ImportFormat::Ndjson => Ok(None),
        ImportFormat::Csv => Ok(Some(columns::table(head, reading::members(subject), renamed)?)),
    }
}

pub(super) fn body(
    input: &ImportInput,
    (subject, written): (ImportSubject, &Written),
    (text, table): (Uuid, Option<Table>),
    arrived: &Arrived,
) -> ImportBody {
    let names = table.as_ref().map_or(0, |table| table.first_line - 1);
    ImportBody {
        subject,
        words: RowFormat::Koprik,
        written_in: written.format,
        dry_run: input.dry_run.unwrap_or(false),
        client: Uuid::nil(),
        text,
        rows: arrived.lines.saturating_sub(names),
        table,
    }
}
