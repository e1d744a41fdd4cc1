//! Small values that several bodies share.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::App,
    domain::{
        FieldError,
        concepts::occupation::{IscoUnit, Occupation, TradeId},
        values::{
            money::{Currency, PayUnit},
            spoken::Cefr,
        },
    },
};

/// An occupation: a trade of the taxonomy, or an ISCO-08 unit group; the answer has both where both are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OccupationBody {
    /// Id of a trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<TradeId>,
    /// ISCO-08 unit group; may be left out beside a trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isco08: Option<IscoUnit>,
}

impl OccupationBody {
    /// The occupation, with the unit group that its trade lies in.
    pub(in crate::api) fn accept(self, app: &App, pointer: &str) -> Result<Occupation, FieldError> {
        let Self { trade, isco08 } = self;
        let taxonomy = app.taxonomy();
        let known =
            trade.as_ref().and_then(|id| taxonomy.trade(id)).map(|trade| trade.isco08.clone());
        match isco08.or(known) {
            Some(isco08) => Ok(Occupation { trade, isco08 }),
            None if trade.is_some() => {
                let detail = "no such trade; they are listed at /v1/taxonomy/occupations";
                Err(FieldError::new(format!("{pointer}/trade"), "unknown_code", detail))
            }
            None => Err(FieldError::new(pointer, "required", "give trade, isco08 or both")),
        }
    }
}

impl From<&Occupation> for OccupationBody {
    fn from(occupation: &Occupation) -> Self {
        Self { trade: occupation.trade.clone(), isco08: occupation.unit().cloned() }
    }
}

/// Reads a language level in CEFR or ТРКИ spelling; it is answered in CEFR.
pub(in crate::api) fn read_spoken<'de, D: Deserializer<'de>>(reader: D) -> Result<Cefr, D::Error> {
    let text = String::deserialize(reader)?;
    Cefr::read(&text).map_err(serde::de::Error::custom)
}

/// As [`read_spoken`], for a level that is asked for.
pub(in crate::api) fn read_level<'de, D: Deserializer<'de>>(reader: D) -> Result<Cefr, D::Error> {
    read_spoken(reader)?.asked().map_err(serde::de::Error::custom)
}

/// The least pay that a candidate accepts, before taxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PayFloorBody {
    /// Currency.
    pub currency: Currency,
    /// The time it is for.
    pub unit: PayUnit,
    /// Whole units of the currency.
    #[validate(range(min = 1, max = 1_000_000_000))]
    #[schema(minimum = 1, maximum = 1_000_000_000, example = 80000)]
    pub amount: u32,
}

/// Finds values that are there twice, and points to the second.
pub(in crate::api) fn duplicates<T: PartialEq>(
    values: &[T],
    pointer: impl Fn(usize) -> String,
) -> Vec<FieldError> {
    let twice = |at: &usize| values[..*at].contains(&values[*at]);
    (0..values.len())
        .filter(twice)
        .map(|at| {
            FieldError::new(pointer(at), "duplicate", "this value is there before: leave it out")
        })
        .collect()
}

/// Gathers errors, so that all are told at once.
#[derive(Default)]
pub(in crate::api) struct Errors(Vec<FieldError>);

impl Errors {
    /// Notes the error, or gives the value.
    pub(in crate::api) fn take<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// Notes more errors.
    pub(in crate::api) fn extend(&mut self, errors: impl IntoIterator<Item = FieldError>) {
        self.0.extend(errors);
    }

    /// Gives the value if nothing was wrong.
    pub(in crate::api) fn finish<T>(self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}
/// Errors of a body as they stand in another that holds it under this pointer.
pub(in crate::api) fn nested(errors: Vec<FieldError>, under: &str) -> Vec<FieldError> {
    let within =
        |error: FieldError| FieldError { pointer: format!("{under}{}", error.pointer), ..error };
    errors.into_iter().map(within).collect()
}
