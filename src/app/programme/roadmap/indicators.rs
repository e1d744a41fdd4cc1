//! Indicators: of which measure, and counted only where Koprik counts something.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        error::AppError,
        resource::rules::{DocumentRules, ResourceRules},
    },
    domain::{
        FieldError,
        access::actor::Actor,
        concepts::facet::FacetKind,
        programme::roadmap::{
            indicator::{Indicator, IndicatorBody},
            measure::{MeasureBody, MeasureId},
        },
    },
    store::{
        records::{FacetMatch, Filter, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for IndicatorBody {
    /// Its measure is there, and is one that something is counted of, if it is to be counted.
    fn ask_law(tx: &mut Tx<'_>, later: &Indicator, _now: DateTime<Utc>) -> Result<(), AppError> {
        let measure = MeasureBody::find(tx.conn(), Actor::System.reach(), later.body.measure)?;
        let wrong = match measure {
            None => {
                let why = "there is no measure with this id: name another";
                FieldError::new("/measure_id", "unknown_id", why)
            }
            Some(measure)
                if !measure.body.category.is_counted() && later.body.formula.is_some() =>
            {
                let why = "nothing is counted of measures of this category: leave the formula out, and type its figures";
                FieldError::new("/formula", "not_counted", why)
            }
            Some(_) => return Ok(()),
        };
        Err(AppError::Invalid(vec![wrong]))
    }
}

impl DocumentRules for IndicatorBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    fn unknown_codes(&self, _taxonomy: &Taxonomy) -> Vec<FieldError> {
        self.contradictions()
    }
}

/// The indicators of a measure.
pub(super) fn of_measure(measure: MeasureId) -> Filter {
    let of = FacetMatch::Is(measure.to_string());
    Filter { facets: vec![(FacetKind::Measure, of)], ..Filter::default() }
}
