//! Starts an import: its text is taken into the store, then a job reads it.

use std::sync::Arc;

use actix_web::{http::header::CONTENT_TYPE, web::Payload};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::{
    arrival, columns, formats,
    incoming::Incoming,
    reading,
    upload::{self, Arrived, Written},
    wire::ImportInput,
    workbook,
    xml::{self, XML},
};
use crate::{
    api::{
        http::{body::Body, error::ApiError},
        request::{
            blocking::in_turn,
            context::{Answer, Context},
        },
        resource::jobs,
    },
    app::App,
    domain::integration::import::{ImportBody, ImportFormat, ImportSubject, RowFormat, Table},
};

/// Takes the text, and starts to read it.
pub(super) async fn start(context: Context, payload: Payload) -> Answer {
    let asked = Asked::of(&context)?;
    let media = context.header(CONTENT_TYPE.as_str()).to_owned();
    let incoming = Incoming::of(&media, payload).await?;
    let written = Written::of(&incoming.media)?;
    let format = format_of(&asked.input, &written)?;
    let subject = asked.subject;
    let begin =
        move |context: &Context| Ok(context.app().begin_import_text(&context.actor, subject)?);
    let text = Arriving::of(&context, context.clone().change(begin).await?);
    match started(&context, (asked, incoming), (text.id, written, format)).await {
        Err(error @ ApiError::OutcomeUnknown) => {
            text.keep();
            Err(error)
        }
        Err(error) => Err(text.forget(context, error).await),
        Ok(answer) => {
            text.keep();
            Ok(answer)
        }
    }
}

/// What is asked for.
struct Asked {
    input: ImportInput,
    subject: ImportSubject,
    renamed: Vec<(String, String)>,
    sheet: Option<usize>,
}

impl Asked {
    fn of(context: &Context) -> Result<Self, ApiError> {
        let input = context.query::<ImportInput>()?;
        let (subject, renamed, sheet) = (input.subject()?, input.renamed()?, input.sheet()?);
        Ok(Self { input, subject, renamed, sheet })
    }
}

/// Takes the text, and starts the job that reads it.
async fn started(
    context: &Context,
    (asked, mut incoming): (Asked, Incoming),
    (text, written, format): (Uuid, Written, RowFormat),
) -> Answer {
    let (arrived, table) = match (written.format, formats::of_xml(format, asked.subject)) {
        (ImportFormat::Xlsx, _) => arrived_sheet(context, &asked, &mut incoming, text).await?,
        (ImportFormat::Xml, Some(wanted)) => {
            (arrived_xml(context, (&written, wanted), &mut incoming, text).await?, None)
        }
        _ => {
            let table = |head: &str| table(asked.subject, &written, head, &asked.renamed);
            let check = |head: &str| table(head).map(drop);
            let arrived = upload::take(context, &mut incoming, (text, &written), check).await?;
            let table = table(&arrived.head)?;
            (arrived, table)
        }
    };
    let client = context.actor.caller().unwrap_or_default();
    let body = ImportBody {
        client,
        words: format,
        ..body(&asked.input, (asked.subject, &written), (text, table), &arrived)
    };
    let known = Body::known_by(format!("{} {}", arrived.digest, context.address_without("")));
    let begin = move |context: &Context| {
        let key = context.key(&known)?;
        let made = context.app().start_job(&context.actor, body, key)?;
        if made.replayed {
            context.app().forget_import_text(text)?;
        }
        jobs::started(&made, context)
    };
    context.clone().run_write(begin).await
}

/// Takes the table of a workbook.
async fn arrived_sheet(
    context: &Context,
    asked: &Asked,
    incoming: &mut Incoming,
    text: Uuid,
) -> Result<(Arrived, Option<Table>), ApiError> {
    let arrived = arrival::take(incoming).await?;
    let wanted = wanted_sheet(asked.subject, asked.renamed.clone(), asked.sheet);
    let sheet =
        in_turn(&context.server.long_work, move || workbook::read(arrived.file, &wanted)).await?;
    let table =
        columns::table_of_sheet(&sheet.names, reading::members(asked.subject), &asked.renamed)?;
    upload::take_ours(context, sheet.text, (text, Written::OURS)).await?;
    let arrived = Arrived { digest: arrived.digest, head: String::new(), lines: sheet.rows };
    Ok((arrived, Some(table)))
}

/// Takes the records of a file of XML.
async fn arrived_xml(
    context: &Context,
    (written, wanted): (&Written, xml::Wanted),
    incoming: &mut Incoming,
    text: Uuid,
) -> Result<Arrived, ApiError> {
    let arrived = arrival::take(incoming).await?;
    let charset = written.charset;
    let read = move || xml::read(arrived.file, charset, wanted);
    let records = in_turn(&context.server.long_work, read).await?;
    upload::take_ours(context, records.text, (text, Written::OURS)).await?;
    Ok(Arrived { digest: arrived.digest, head: String::new(), lines: records.rows })
}

/// The table of a workbook that is meant.
pub(super) fn wanted_sheet(
    subject: ImportSubject,
    renamed: Vec<(String, String)>,
    sheet: Option<usize>,
) -> workbook::Wanted {
    workbook::Wanted { members: reading::members(subject), renamed, sheet }
}

/// In which words the rows say what they say.
pub(super) fn format_of(input: &ImportInput, written: &Written) -> Result<RowFormat, ApiError> {
    let format = input.format()?;
    if format.is_written_in(written.format) {
        return Ok(format);
    }
    let detail = if formats::of_xml(format, input.subject()?).is_some() {
        format!("format: {format} is a format of XML: send it as {XML}")
    } else if format == RowFormat::Koprik {
        "format: say which format the XML is in".to_owned()
    } else {
        "format: records of other systems are lines of JSON: send them as application/x-ndjson"
            .to_owned()
    };
    Err(ApiError::Malformed(detail))
}

/// A text while it arrives: unless it is kept, it is removed, also if its sender goes away.
struct Arriving {
    app: Arc<App>,
    id: Uuid,
    is_settled: bool,
}

impl Arriving {
    fn of(context: &Context, id: Uuid) -> Self {
        Self { app: Arc::clone(&context.server.app), id, is_settled: false }
    }

    fn keep(mut self) {
        self.is_settled = true;
    }

    /// Removes the text of what could not be started, before that is told. If it fails, the sweeper removes it later.
    async fn forget(mut self, context: Context, error: ApiError) -> ApiError {
        let id = self.id;
        let removed =
            context.change(move |context| Ok(context.app().forget_import_text(id)?)).await;
        match removed {
            Ok(()) => self.is_settled = true,
            Err(failed) => tracing::warn!(error = ?failed, "the text of an import is left for now"),
        }
        error
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if self.is_settled {
            return;
        }
        let (app, id) = (Arc::clone(&self.app), self.id);
        let remove = move || {
            if let Err(failed) = app.forget_import_text(id) {
                tracing::warn!(error = ?failed, "the text of an import is left to the sweeper");
            }
        };
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(remove)),
            Err(_) => remove(),
        }
    }
}

pub(super) fn table(
    subject: ImportSubject,
    written: &Written,
    head: &str,
    renamed: &[(String, String)],
) -> Result<Option<Table>, ApiError> {
    match written.format {
        ImportFormat::Ndjson | ImportFormat::Xlsx | ImportFormat::Xml => Ok(None),
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
