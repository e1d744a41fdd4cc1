//! The end of the work: on which ground, on which day, whether everything was paid, and whether the way home is.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError, programme::arrival::ArrivalTeller, resource::format::Format, values::words::words,
};

words! {
    /// On which ground the work ended.
    EndGround {
        /// The time of the contract was over.
        TermOver = "term_over",
        /// Both wanted it.
        Agreement = "agreement",
        /// The employer has ended it.
        Employer = "employer",
        /// The worker has ended it.
        Worker = "worker",
        /// The region lets nobody of this trade work any more.
        RegionalLimit = "regional_limit",
    }
}

words! {
    /// Whether everything was paid at the end.
    LastPay {
        /// It was.
        Settled = "settled",
        /// It was not, as one of both says.
        Disputed = "disputed",
    }
}

/// What was told of the end of the work. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkEnd {
    /// Its number in the ledger.
    pub n: i64,
    /// The application.
    pub application: Uuid,
    /// The candidate.
    pub candidate: Uuid,
    /// On which ground it ended.
    pub ground: EndGround,
    /// The last day of the work.
    pub last_day: NaiveDate,
    /// Whether everything was paid.
    pub last_pay: LastPay,
    /// Whether the way home was paid as the terms say.
    pub homeward_paid: bool,
    /// Whether the worker was given a certificate of the work.
    pub certificate_issued: bool,
    /// Whose word it is.
    pub told_by: ArrivalTeller,
    /// Where the proof of the worker's word is kept, 1 to 500 characters.
    pub evidence: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for WorkEnd {}

impl WorkEnd {
    /// What is wrong with it.
    pub fn contradictions(&self, today: NaiveDate) -> Vec<FieldError> {
        let told = [
            (self.last_day > today, "/last_day", "future", "this day has not come yet"),
            (
                self.told_by == ArrivalTeller::Worker && self.evidence.is_none(),
                "/evidence",
                "required",
                "say where the proof of the worker's word is kept",
            ),
        ];
        let wrong = told.into_iter().filter(|(is_so, ..)| *is_so);
        wrong.map(|(_, at, code, why)| FieldError::new(at, code, why)).collect()
    }
}
