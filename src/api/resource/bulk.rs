//! A whole list as lines, NDJSON or CSV, or as a workbook: every record that the caller sees under the filters of the list, made piece by
//! piece while it is sent, so that a list of any length takes the memory of one piece.

use serde_json::Value;

use crate::{
    api::{
        http::{error::ApiError, lines::Piece},
        request::context::{Answer, Context},
        resource::{
            jobs::{NDJSON, line},
            list::{PageQuery, newest},
            ranking::{Ranked, RankingQuery},
            table::Table,
            viewed::Viewed,
            workbook::{self, Making, Rows, SheetNames, XLSX},
        },
    },
    app::resource::Filter,
};

/// What pages are.
const JSON: &str = "application/json";
/// CSV (RFC 4180, UTF-8).
pub(in crate::api) const CSV: &str = "text/csv";
/// Records that are read for a piece.
const RECORDS: usize = 100;

/// In which lines a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Ndjson,
    Csv,
    Xlsx,
}

impl Form {
    /// The form that the caller asks for by its name, unless it likes pages better.
    pub(super) fn asked(context: &Context) -> Option<Self> {
        match context.likes(&[JSON, NDJSON, CSV, XLSX])? {
            NDJSON => Some(Self::Ndjson),
            CSV => Some(Self::Csv),
            XLSX => Some(Self::Xlsx),
            _ => None,
        }
    }

    const fn media(self) -> &'static str {
        match self {
            Self::Ndjson => NDJSON,
            Self::Csv => CSV,
            Self::Xlsx => XLSX,
        }
    }
}

/// Answers with all records that the caller sees, newest first, as lines.
pub(super) async fn bulk<R: Viewed>(
    context: Context,
    form: Form,
    (filter, page): (Filter, PageQuery),
    asked: RankingQuery,
) -> Answer {
    let edition = context.app().taxonomy();
    let ranked = asked.read(&edition)?;
    only_whole(&page, &ranked)?;
    let shown = page.shown.read::<R::View>(&context, R::INCLUDES)?;
    let Ranked { within, distances, .. } = ranked;
    let filter = Filter { within, ..filter };
    let table = Table::of::<R::View>(&shown, filter.changed_since.is_some(), page.bom);
    let read = move |context: &Context, place: Option<&[u8]>| {
        let found = newest::<R>(context, &filter, place, RECORDS)?;
        let more_after = found.place.clone();
        let looked_up = shown.look_up(context, &found.owners(), &edition)?;
        let looked_up = looked_up.from(distances.as_ref());
        let items = found.page(context, &looked_up, None).items;
        let items: Vec<Value> =
            items.iter().map(|item| shown.members(item)).collect::<Result<_, _>>()?;
        Ok((items, more_after))
    };
    if form == Form::Xlsx {
        return in_a_workbook(context, table, read).await;
    }
    context
        .lines(form.media(), move |context, place: Option<Vec<u8>>| {
            let (items, more_after) = read(context, place.as_deref())?;
            let bytes = match form {
                Form::Ndjson => ndjson(&items)?,
                Form::Csv | Form::Xlsx => table.lines(&items, place.is_none())?,
            };
            Ok(Piece { bytes, more_after })
        })
        .await
}

/// Records that were read, and where to go on.
type Read = Result<(Vec<Value>, Option<Vec<u8>>), ApiError>;

/// Answers with a workbook of one sheet.
async fn in_a_workbook(
    context: Context,
    table: Table,
    read: impl Fn(&Context, Option<&[u8]>) -> Read + Send + Sync + 'static,
) -> Answer {
    let sheets = [SheetNames { name: "records", columns: table.columns().to_vec() }];
    let piece = move |context: &Context, place: Option<Making<Vec<u8>>>| {
        workbook::piece(place, &sheets, |place| {
            let (items, more_after) = read(context, place.as_deref())?;
            let rows = items.iter().map(|item| (0, table.cells(item))).collect();
            Ok(Rows { rows, more_after })
        })
    };
    context.lines(XLSX, piece).await
}

/// Refuses what makes sense of pages only.
fn only_whole(page: &PageQuery, ranked: &Ranked) -> Result<(), ApiError> {
    let paged = page.limit.is_some() || page.cursor.is_some() || page.count;
    if paged || ranked.order.is_some() || !ranked.facets.is_empty() {
        let detail = "limit, cursor, count, sort, facets: lines have no pages and come newest first; leave these out, \
                      or ask for application/json";
        return Err(ApiError::Malformed(detail.to_owned()));
    }
    Ok(())
}

fn ndjson(items: &[Value]) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::new();
    for item in items {
        bytes.extend(line(item).map_err(|error| ApiError::Internal(error.to_string()))?);
    }
    Ok(bytes)
}
