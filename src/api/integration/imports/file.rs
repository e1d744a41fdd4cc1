//! Imports of the command line: a file on this machine, for an organisation.

use std::io::Read;

use uuid::Uuid;

use super::{
    arrival, columns, formats, reading, start,
    upload::{self, Arrived, Written},
    wire::{ImportInput, ImportRowView},
    workbook, xml,
};
use crate::{
    api::{http::error::ApiError, resource::jobs},
    app::App,
    domain::{
        access::actor::{Actor, Client},
        integration::import::{
            Import, ImportBody, ImportFormat, ImportSubject, RowFormat, RowResult, Table,
        },
    },
};

/// The media type of workbooks.
pub const XLSX: &str = crate::api::resource::workbook::XLSX;

/// The media type of XML.
pub const XML: &str = xml::XML;

/// A file to import.
#[derive(Debug, Clone)]
pub struct File<'f> {
    /// What its rows are.
    pub of: ImportSubject,
    /// The organisation whose records they are.
    pub owner: Uuid,
    /// Its media type, with a charset if that is known.
    pub media: &'f str,
    /// Which members columns of other names say.
    pub columns: Option<String>,
    /// In which words the rows say what they say.
    pub format: RowFormat,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// The number of the sheet of a workbook.
    pub sheet: Option<u8>,
}

impl File<'_> {
    /// Who imports it.
    pub fn sender(&self) -> Actor {
        let role = self.of.owner();
        let scopes = role.scopes().to_vec();
        Actor::Client(Client { id: Uuid::nil(), organisation: self.owner, role, scopes })
    }
}

/// Takes a file into the store, and starts to read it.
pub fn begin(app: &App, asked: &File<'_>, file: &mut dyn Read) -> Result<Import, ApiError> {
    app.set_row_reader(reading::read);
    let (of, columns) = (asked.of.to_string(), asked.columns.clone());
    let format = Some(asked.format.to_string());
    let (dry_run, sheet) = (Some(asked.dry_run), asked.sheet);
    let input = ImportInput { of, format, dry_run, columns, sheet };
    let (sender, renamed) = (asked.sender(), input.renamed()?);
    let written = Written::of(asked.media)?;
    let format = start::format_of(&input, &written)?;
    let text = app.begin_import_text(&sender, asked.of)?;
    let mut started = || {
        let (arrived, table) = match (written.format, formats::of_xml(format, asked.of)) {
            (ImportFormat::Xlsx, _) => sheet_of(app, file, (text, asked.of), &input)?,
            (ImportFormat::Xml, Some(wanted)) => {
                (records_of(app, file, (&written, wanted), text)?, None)
            }
            _ => {
                let arrived = upload::take_file(app, file, (text, &written))?;
                let table = start::table(asked.of, &written, &arrived.head, &renamed)?;
                (arrived, table)
            }
        };
        let body = ImportBody {
            words: format,
            ..start::body(&input, (asked.of, &written), (text, table), &arrived)
        };
        Ok(app.start_job::<ImportBody>(&sender, body, None)?.value)
    };
    started().inspect_err(|_| {
        if let Err(failed) = app.forget_import_text(text) {
            tracing::warn!(error = ?failed, "the text of an import is left to the sweeper");
        }
    })
}

/// Takes the table of a workbook.
fn sheet_of(
    app: &App,
    file: &mut dyn Read,
    (text, of): (Uuid, ImportSubject),
    input: &ImportInput,
) -> Result<(Arrived, Option<Table>), ApiError> {
    let renamed = input.renamed()?;
    let wanted = start::wanted_sheet(of, renamed.clone(), input.sheet()?);
    let mut sheet = workbook::read(arrival::take_file(file)?, &wanted)?;
    let table = columns::table_of_sheet(&sheet.names, reading::members(of), &renamed)?;
    let arrived = upload::take_file(app, &mut sheet.text, (text, &Written::OURS))?;
    Ok((Arrived { lines: sheet.rows, ..arrived }, Some(table)))
}

/// Takes the records of a file of XML.
fn records_of(
    app: &App,
    file: &mut dyn Read,
    (written, wanted): (&Written, xml::Wanted),
    text: Uuid,
) -> Result<Arrived, ApiError> {
    let mut records = xml::read(arrival::take_file(file)?, written.charset, wanted)?;
    let arrived = upload::take_file(app, &mut records.text, (text, &Written::OURS))?;
    Ok(Arrived { lines: records.rows, ..arrived })
}

/// What became of a row as a line of NDJSON, with its end.
pub fn line(row: RowResult) -> Result<Vec<u8>, serde_json::Error> {
    jobs::line(&ImportRowView::of(row))
}
