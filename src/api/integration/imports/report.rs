//! What became of the rows of an import: by page, as lines of JSON, or as a table that a spreadsheet shows; in a workbook
//! what is wrong stands where it is wrong.

use super::wire::{COLUMNS, ImportRowView, RowErrorView};
use crate::{
    api::{
        http::{error::ApiError, lines::Piece},
        request::context::{Answer, Context},
        resource::{
            bulk::CSV,
            jobs,
            table::harmless,
            workbook::{self, Cell, Making, SheetNames, XLSX},
        },
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
    let form = context.likes(&["application/json", jobs::NDJSON, CSV, XLSX]);
    if form != Some(CSV) && form != Some(XLSX) {
        return jobs::results::<ImportBody>(context).await;
    }
    let asked = context.query::<jobs::ReadResultsQuery>()?;
    asked.only_whole()?;
    let id = Id::<ImportBody>::new(context.id_of(RecordKind::Import)?);
    if form == Some(XLSX) {
        return in_a_workbook(context, id).await;
    }
    context.lines(CSV, move |context, after| lines(context, id, after)).await
}

/// Columns of the rows before those of the file.
const OF_A_ROW: [&str; 5] = ["line", "external_ref", "outcome", "id", "problem"];

/// Answers with a workbook: the rows with what is wrong in the faulty cells, and the same as a list.
async fn in_a_workbook(context: Context, id: Id<ImportBody>) -> Answer {
    let columns = context
        .clone()
        .work(move |context| {
            let table = context.app().job(&context.actor, id)?.body.table;
            let columns = table.into_iter().flat_map(|table| table.columns);
            Ok(columns.map(|column| column.name).collect::<Vec<_>>())
        })
        .await?;
    let of_rows = OF_A_ROW.into_iter().map(str::to_owned).chain(columns.clone()).collect();
    let sheets = [
        SheetNames { name: "rows", columns: of_rows },
        SheetNames { name: "errors", columns: COLUMNS.map(str::to_owned).to_vec() },
    ];
    let piece = move |context: &Context, place: Option<Making<i64>>| {
        workbook::piece(place, &sheets, |after| {
            let found = context.app().job_results(&context.actor, id, after, ROWS)?;
            let views = found.items.into_iter().map(ImportRowView::of);
            let rows = views.flat_map(|view| in_sheets(&view, &columns)).collect();
            Ok(workbook::Rows { rows, more_after: found.more_after })
        })
    };
    context.lines(XLSX, piece).await
}

/// What a row of the file is in both sheets.
fn in_sheets(view: &ImportRowView, columns: &[String]) -> Vec<(usize, Vec<Cell>)> {
    let first = marked(view, columns);
    let errors = if view.errors.is_empty() { Vec::new() } else { view.lines() };
    let errors = errors.into_iter().map(|line| (1, line.into_iter().map(Cell::Text).collect()));
    std::iter::once((0, first)).chain(errors).collect()
}

/// A row whose faulty cells say what is wrong with them.
fn marked(view: &ImportRowView, columns: &[String]) -> Vec<Cell> {
    let text = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    let mut cells = vec![
        Cell::Number(view.line.into()),
        text(view.external_ref.as_ref().map(ToString::to_string)),
        Cell::Text(view.outcome.to_string()),
        text(view.id.map(|id| id.to_string())),
        Cell::Empty,
    ];
    cells.resize(OF_A_ROW.len() + columns.len(), Cell::Empty);
    for error in &view.errors {
        let column = error.column.as_ref();
        let at = column.and_then(|name| columns.iter().position(|column| column == name));
        mark(&mut cells[at.map_or(OF_A_ROW.len() - 1, |at| OF_A_ROW.len() + at)], error);
    }
    cells
}

fn mark(cell: &mut Cell, error: &RowErrorView) {
    let said = match cell {
        Cell::Faulty(others) => format!("{others}\n{}", error.detail),
        _ if error.column.is_none() && !error.pointer.is_empty() => {
            format!("{}: {}", error.pointer, error.detail)
        }
        _ => error.detail.clone(),
    };
    *cell = Cell::Faulty(said);
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
