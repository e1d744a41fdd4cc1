//! Meetings of the working group: what is decided is about measures that are there.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        error::AppError,
        programme::roadmap::measures::unknown_measures,
        resource::rules::{DocumentRules, ResourceRules},
    },
    domain::{
        FieldError,
        programme::roadmap::meeting::{Meeting, MeetingBody},
    },
    store::tx::Tx,
    taxonomy::Taxonomy,
};

impl ResourceRules for MeetingBody {
    fn ask_law(tx: &mut Tx<'_>, later: &Meeting, _now: DateTime<Utc>) -> Result<(), AppError> {
        let mut wrong = Vec::new();
        for (at, decision) in later.body.decisions.iter().enumerate() {
            let pointer = format!("/decisions/{at}/measure_ids");
            wrong.extend(unknown_measures(tx.conn(), &decision.measures, &pointer)?);
        }
        if wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(wrong)) }
    }
}

impl DocumentRules for MeetingBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    fn unknown_codes(&self, _taxonomy: &Taxonomy) -> Vec<FieldError> {
        Vec::new()
    }
}
