//! What became of the rows of an import: by page, as lines of JSON, or as a table that a spreadsheet shows.

use super::wire::{COLUMNS, ImportRowView};
use crate::{
    api::{
        http::{error::ApiError, lines::Piece},
        request::context::{Answer, Context},
        resource::{bulk::CSV, jobs, table::harmless},
    },
    domain::{
        integration::import::ImportBody,
        resource::{RecordKind, id::Id},
    },
};

/// Rows that are made lines of at a time.
const ROWS: usize = 200;

/// Answers with what became of the rows.
pub(super) async fn results(context: Context) -> Answer {
    if context.likes(&["application/json", jobs::NDJSON, CSV]) != Some(CSV) {
        return jobs::results::<ImportBody>(context).await;
    }
    let asked = context.query::<jobs::ReadResultsQuery>()?;
    asked.only_whole()?;
    let id = Id::<ImportBody>::new(context.id_of(RecordKind::Import)?);
    context.lines(CSV, move |context, after| lines(context, id, after)).await
}

fn lines(
    context: &Context,
    id: Id<ImportBody>,
    after: Option<i64>,
) -> Result<Piece<i64>, ApiError> {
    let found = context.app().job_results(&context.actor, id, after, ROWS)?;
    let failed = |error: csv::Error| ApiError::Internal(error.to_string());
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if after.is_none() {
        writer.write_record(COLUMNS).map_err(failed)?;
    }
    for result in found.items {
        for line in ImportRowView::of(result).lines() {
            let cells = line.iter().map(|cell| harmless(cell).into_owned());
            writer.write_record(cells).map_err(failed)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(Piece { bytes, more_after: found.more_after })
}
