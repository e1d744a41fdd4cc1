//! The months of indicators: once one is over it is counted and frozen with its hash, by itself. What is not counted is typed
//! from a document, and whatever is frozen is only revised, with the reason.

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use crate::{
    app::{App, error::AppError, programme::statistics::facts, resource::checked::By},
    domain::{
        FieldError,
        access::actor::{Actor, Denied},
        programme::{
            roadmap::{
                formula::{Counted, Formula, SeriesPart},
                indicator::{
                    Actual, FigureSource, Indicator, IndicatorBody, IndicatorId, IndicatorStatus,
                },
            },
            statistics::month::Month,
        },
        resource::{RecordKind, Resource},
        values::{hex::hex, moscow::moscow_day},
    },
    store::{
        backend::DbConnection,
        programme::actuals,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
};

/// A value that somebody enters, or asks to be counted.
#[derive(Debug, Clone)]
pub struct NewActual {
    /// The month.
    pub month: Month,
    /// The value, where it is typed.
    pub value: Option<f64>,
    /// The document that it is typed from.
    pub source: Option<FigureSource>,
    /// Why it is revised, where there is a value already.
    pub reason: Option<String>,
}

impl App {
    /// Freezes the value of a month: counts it, or takes what is typed from a document. With a reason, it revises it.
    pub fn freeze_actual(
        &self,
        actor: &Actor,
        id: IndicatorId,
        new: NewActual,
    ) -> Result<Actual, AppError> {
        actor.require(IndicatorBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: new.reason.clone(), now: self.now() };
        self.writer.run(move |tx| {
            IndicatorBody::claim(tx.conn(), id)?;
            let found = IndicatorBody::find(tx.conn(), by.actor.reach(), id)?;
            let indicator = found.ok_or(AppError::NoSuch(RecordKind::Indicator))?;
            if !IndicatorBody::WRITERS.contains(&indicator.relation(&by.actor)) {
                return Err(Denied::Role.into());
            }
            refuse_to_freeze(&indicator, new.month, moscow_day(by.now))?;
            freeze(tx, &indicator, new, &by)
        })
    }

    /// The values of an indicator with all their versions, the newest month and version first.
    pub fn actuals(
        &self,
        actor: &Actor,
        id: IndicatorId,
        before: Option<(Month, i64)>,
        limit: usize,
    ) -> Result<Vec<Actual>, AppError> {
        self.find_record::<IndicatorBody>(actor, id)?;
        Ok(self.store.read(|conn| actuals::list(conn, id, before, limit))?)
    }

    /// Counts and freezes the months that are over, of every active indicator that is counted. Returns how many.
    pub(in crate::app) fn freeze_months(&self) -> Result<usize, AppError> {
        let now = self.now();
        let status = vec![IndicatorStatus::Active.to_string()];
        let filter = Filter { status, ..Filter::default() };
        let active = self.store.read(|conn| {
            IndicatorBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)
        })?;
        let mut frozen = 0;
        for indicator in active.into_iter().filter(|one| one.body.formula.is_some()) {
            match self.writer.run(move |tx| freeze_all(tx, &indicator, now)) {
                Ok(some) => frozen += some,
                Err(AppError::Outdated) => {} // another server froze it: the next sweep sees
                Err(failed) => return Err(failed),
            }
        }
        Ok(frozen)
    }
}

/// Freezes the months of an indicator that are over and are not frozen yet.
fn freeze_all(
    tx: &mut Tx<'_>,
    indicator: &Indicator,
    now: DateTime<Utc>,
) -> Result<usize, AppError> {
    let by = By::system("the month is over", now);
    let first = Month::of_day(indicator.body.baseline.day).0 + 1;
    let this = Month::of(now).0;
    let known = actuals::last_of_each(tx.conn(), indicator.id)?;
    let mut frozen = 0;
    for month in (first..this).map(Month) {
        if known.iter().any(|one| one.month == month) {
            continue;
        }
        let new = NewActual { month, value: None, source: None, reason: None };
        match freeze(tx, indicator, new, &by) {
            Ok(_) => frozen += 1,
            Err(AppError::Conflict(_)) => {} // a share of nothing: there is no value to freeze
            Err(failed) => return Err(failed),
        }
    }
    Ok(frozen)
}

/// Why a month is not frozen, if it is not.
fn refuse_to_freeze(indicator: &Indicator, month: Month, today: NaiveDate) -> Result<(), AppError> {
    if indicator.status != IndicatorStatus::Active {
        let why =
            format!("an indicator that is {} has no figures: activate it first", indicator.status);
        return Err(AppError::Conflict(why));
    }
    let wrong = if month >= Month::of_day(today) {
        Some(("future", "this month is not over yet"))
    } else if month <= Month::of_day(indicator.body.baseline.day) {
        Some(("period_reversed", "must lie after the month of the baseline"))
    } else {
        None
    };
    wrong.map_or(Ok(()), |(code, why)| {
        Err(AppError::Invalid(vec![FieldError::new("/period", code, why)]))
    })
}

/// Freezes a value as the first of its month or as a revision.
fn freeze(
    tx: &mut Tx<'_>,
    indicator: &Indicator,
    new: NewActual,
    by: &By,
) -> Result<Actual, AppError> {
    let past = actuals::last_of_each(tx.conn(), indicator.id)?;
    let past = past.into_iter().find(|one| one.month == new.month);
    let (value, counted) = match &indicator.body.formula {
        Some(formula) => computed(tx.conn(), formula, &new)?,
        None => (typed(&new)?, None),
    };
    refuse_to_revise(past.as_ref(), &new, (value, counted))?;
    let mut actual = Actual {
        indicator: indicator.id,
        month: new.month,
        version: past.as_ref().map_or(1, |past| past.version + 1),
        value,
        counted,
        source: new.source,
        reason: past.as_ref().and(new.reason),
        frozen_at: by.now,
        hash: String::new(),
    };
    let before = past.as_ref().map(|past| past.hash.as_str());
    actual.hash = hex(&Sha256::digest(actual.sealed(before)));
    actuals::insert(tx, &actual)?;
    tx.log(crate::app::resource::checked::touched(indicator, by.note("freeze")));
    Ok(actual)
}

/// What Koprik counts for a month; nobody types it.
fn computed(
    conn: &mut DbConnection,
    formula: &Formula,
    new: &NewActual,
) -> Result<(f64, Option<Counted>), AppError> {
    let typed = [(new.value.is_some(), "/value"), (new.source.is_some(), "/source")];
    let why = "this indicator is counted, and nobody types its figures: leave it out";
    let wrong = typed.into_iter().filter(|(is_there, _)| *is_there);
    let wrong: Vec<FieldError> =
        wrong.map(|(_, pointer)| FieldError::new(pointer, "computed", why)).collect();
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let counted = counted(conn, formula, new.month)?;
    let value = counted.value().ok_or_else(|| {
        AppError::Conflict("there is nothing that it is a share of in this month".to_owned())
    })?;
    Ok((value, Some(counted)))
}

/// What is typed, of which the document is named.
fn typed(new: &NewActual) -> Result<f64, AppError> {
    let why =
        "this indicator is not counted: say the value, and the document that it is taken from";
    let missing = [(new.value.is_none(), "/value"), (new.source.is_none(), "/source")];
    let wrong = missing.into_iter().filter(|(is_missing, _)| *is_missing);
    let wrong: Vec<FieldError> =
        wrong.map(|(_, pointer)| FieldError::new(pointer, "required", why)).collect();
    new.value.filter(|_| wrong.is_empty()).ok_or(AppError::Invalid(wrong))
}

/// What is frozen stays, unless it says something else now and somebody says why.
fn refuse_to_revise(
    past: Option<&Actual>,
    new: &NewActual,
    (value, counted): (f64, Option<Counted>),
) -> Result<(), AppError> {
    let Some(past) = past else { return Ok(()) };
    let is_same = past.value.to_bits() == value.to_bits()
        && past.counted == counted
        && past.source == new.source;
    if is_same {
        let why = "this month is frozen with the same value: there is nothing to revise";
        return Err(AppError::Conflict(why.to_owned()));
    }
    if new.reason.is_none() {
        let why = "this month is frozen: say why it is revised";
        return Err(AppError::Invalid(vec![FieldError::new("/reason", "required", why)]));
    }
    Ok(())
}

/// What is counted for a month.
fn counted(conn: &mut DbConnection, formula: &Formula, month: Month) -> Result<Counted, AppError> {
    let numerator = count(conn, &formula.numerator, month)?;
    let denominator =
        formula.denominator.as_ref().map(|part| count(conn, part, month)).transpose()?;
    Ok(Counted { numerator, denominator })
}

fn count(conn: &mut DbConnection, part: &SeriesPart, month: Month) -> Result<u64, AppError> {
    let Some((year, place)) = month.of_year() else { return Ok(0) };
    let facts = facts(conn, part.series, year)?;
    let fits = |values: &[String; 3]| {
        part.only.as_ref().is_none_or(|(by, value)| values[*by as usize] == *value)
    };
    let counted = facts.iter().filter(|fact| fact.month == place && fits(&fact.values));
    Ok(counted.map(|fact| fact.count).sum())
}
