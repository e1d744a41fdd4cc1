//! What a row says of a record, read as the same record in the body of a request is.

use std::sync::LazyLock;

use serde_json::Value;

use super::{
    cells,
    formats::{Translated, translate},
    members::Members,
    workbook, xml,
};
use crate::{
    api::{
        http::{
            decode::{Exemplary, decode},
            error::ApiError,
            scan::scan,
        },
        resource::viewed::Wire,
    },
    app::{
        App,
        integration::imports::row::{ReadRow, Row},
    },
    domain::{
        FieldError,
        integration::import::{
            ImportBody, ImportFormat, ImportSubject, RowError, RowFormat, Table, WantedBody,
        },
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
    },
};

/// The most values of a row.
const VALUES: usize = 50_000;

static VACANCIES: LazyLock<Members> = LazyLock::new(Members::of::<VacancyBody>);
static CANDIDATES: LazyLock<Members> = LazyLock::new(Members::of::<CandidateBody>);

/// The members of such records.
pub(super) fn members(subject: ImportSubject) -> &'static Members {
    match subject {
        ImportSubject::Vacancies => &VACANCIES,
        ImportSubject::Candidates => &CANDIDATES,
    }
}

/// Reads a row of an import.
pub(in crate::api) fn read(app: &App, body: &ImportBody, row: &Row) -> ReadRow {
    match body.subject {
        ImportSubject::Vacancies => {
            read_as::<VacancyBody>(app, body, row, |body| WantedBody::Vacancy(Box::new(body)))
        }
        ImportSubject::Candidates => {
            read_as::<CandidateBody>(app, body, row, |body| WantedBody::Candidate(Box::new(body)))
        }
    }
}

fn read_as<R: Wire>(app: &App, body: &ImportBody, row: &Row, wanted: fn(R) -> WantedBody) -> ReadRow
where
    R::Input: Exemplary,
{
    let refused = |error| vec![RowError::of(error, None)];
    let unread = |errors| ReadRow { external_ref: None, read: Err(errors), notes: Vec::new() };
    let computed = computed(body, row);
    if !computed.is_empty() {
        return unread(computed);
    }
    let said = said(members(body.subject), body.table.as_ref(), row);
    let (said, notes) = match said.and_then(|said| translated(app, body, said)) {
        Ok(said) => said,
        Err(error) => return unread(refused(error)),
    };
    let external_ref = said["external_ref"].as_str().and_then(|text| text.parse().ok());
    let read = decode::<R::Input>(said).and_then(|input| R::accept(input, app));
    let read = read.and_then(|(reference, body)| match reference {
        Some(_) => Ok(wanted(body)),
        None => Err(vec![FieldError::new("/external_ref", "required", "this member is required")]),
    });
    let named = |error: FieldError| {
        let column = body.table.as_ref().and_then(|table| column_of(table, &error.pointer));
        RowError::of(error, column)
    };
    let read = read.map_err(|errors| errors.into_iter().map(named).collect());
    ReadRow { external_ref, read, notes: notes.into_iter().flat_map(refused).collect() }
}

/// The record in the words of this API, and what is doubtful in it.
fn translated(
    app: &App,
    body: &ImportBody,
    mut theirs: Value,
) -> Result<(Value, Option<FieldError>), FieldError> {
    let format = body.words;
    if format == RowFormat::Koprik {
        if let Value::Object(record) = &mut theirs {
            let answered_only = &members(body.subject).answered_only;
            record.retain(|name, _| !answered_only.contains(name));
        }
        return Ok((theirs, None));
    }
    let other = || {
        let detail =
            format!("the line is no record in the format {format}: see the guide on synchronising");
        FieldError::new("", "other_format", detail)
    };
    let Translated { mut record, place } =
        translate((format, body.subject), &theirs).ok_or_else(other)?;
    let is_placed = record.pointer("/workplace/oktmo").is_some();
    if is_placed || body.subject == ImportSubject::Candidates {
        return Ok((record, None));
    }
    let code = place.as_deref().and_then(|place| app.taxonomy().municipality_named(place));
    if let Some(code) = code {
        record["workplace"]["oktmo"] = code.as_str().into();
        return Ok((record, None));
    }
    let detail = match place {
        None => "where the work is is not said: send workplace.oktmo before it is published",
        Some(_) => {
            "the address names no municipality of Tatarstan for sure: send workplace.oktmo before it is published"
        }
    };
    Ok((record, Some(FieldError::new("/workplace/oktmo", "doubtful", detail))))
}

/// The cells of a sheet that hold no values of their own.
fn computed(body: &ImportBody, row: &Row) -> Vec<RowError> {
    if body.written_in == ImportFormat::Xml {
        let is_long = matches!(row, Row::Line(line) if line.trim_end() == xml::TOO_LONG);
        return if is_long { too_long() } else { Vec::new() };
    }
    let (Row::Cells(cells), Some(table), ImportFormat::Xlsx) = (row, &body.table, body.written_in)
    else {
        return Vec::new();
    };
    if cells.first().is_some_and(|cell| cell == workbook::TOO_LONG) {
        return too_long();
    }
    let columns = table.columns.iter().zip(cells);
    let said = columns.filter_map(|(column, cell)| Some((column, column.member.as_ref()?, cell)));
    said.filter_map(|(column, member, cell)| {
        let (code, detail) = match cell.as_str() {
            workbook::FORMULA => {
                ("formula", "the cell is a formula: copy the column, and paste it as values")
            }
            workbook::ERROR => ("cell_error", "the cell shows an error: write the value into it"),
            _ => return None,
        };
        let pointer = format!("/{}", member.replace('.', "/"));
        let error = FieldError::new(pointer, code, detail);
        Some(RowError::of(error, Some(column.name.clone())))
    })
    .collect()
}

fn too_long() -> Vec<RowError> {
    let detail = "the row is longer than 200 KiB: say less in it";
    vec![RowError::of(FieldError::new("", "too_long", detail), None)]
}

/// The record as a row says it.
fn said(members: &Members, table: Option<&Table>, row: &Row) -> Result<Value, FieldError> {
    match (row, table) {
        (Row::Unreadable(error), _) => Err(error.clone()),
        (Row::Cells(cells), Some(table)) => {
            let beyond = cells.iter().skip(table.columns.len());
            if beyond.into_iter().any(|cell| !cell.trim().is_empty()) {
                let detail = "the row has more cells than the table has columns: put cells that hold what stands \
                              between cells in quotation marks";
                return Err(FieldError::new("", "cells", detail));
            }
            Ok(cells::record(table, members, cells))
        }
        (Row::Line(line), _) => {
            scan(line.trim().as_bytes(), VALUES).map_err(|error| not_json(&error))?;
            let read = serde_json::from_str(line);
            let said: Value = read.map_err(|_| not_json(&ApiError::NoSuchPath))?;
            Ok(said)
        }
        (Row::Cells(_), None) => Err(FieldError::new("", "cells", "the table has no columns")),
    }
}

fn not_json(error: &ApiError) -> FieldError {
    let detail = match error {
        ApiError::Malformed(detail) => format!("the line is no JSON of a record: {detail}"),
        _ => "the line is no JSON of a record: write each record in one line".to_owned(),
    };
    FieldError::new("", "not_json", detail)
}

/// The column that says a member, or something in it.
fn column_of(table: &Table, pointer: &str) -> Option<String> {
    let pointer = pointer.trim_start_matches('/').replace('/', ".");
    let within = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let says = |member: &str| within(&pointer, member) || within(member, &pointer);
    let column = table.columns.iter().find(|column| column.member.as_deref().is_some_and(says));
    column.filter(|_| !pointer.is_empty()).map(|column| column.name.clone())
}
