//! The work once it has begun: its first day, the employer's notice to the authorities, and whether each month was paid.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    resource::format::Format,
    values::{
        moscow::moscow_day,
        words::{checked_text, words},
    },
};

checked_text! {
    /// A month of pay, as `YYYY-MM`.
    PayMonth, "a month such as 2026-12", "^20[0-9]{2}-(0[1-9]|1[0-2])$", 7, "2026-12",
    |text| text.len() == 7 && text.starts_with("20") && format!("{text}-01").parse::<NaiveDate>().is_ok()
}

words! {
    /// What is told of the work.
    EmploymentKind {
        /// The first day of work, as the worker says in the own channel.
        FirstDay = "first_day",
        /// The day on which the employer filed its notice of the hiring with the authorities.
        Notice = "notice",
        /// Whether a month was paid in full, as the worker says in the own channel.
        CheckIn = "check_in",
    }
}

/// So many months in a row that were not paid in full open a case.
pub const UNPAID_IN_A_ROW: usize = 2;

/// Something that was told of the work. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmploymentEntry {
    /// Its number in the ledger.
    pub n: i64,
    /// Its id.
    pub id: Uuid,
    /// The application.
    pub application: Uuid,
    /// The candidate.
    pub candidate: Uuid,
    /// What is told.
    pub kind: EmploymentKind,
    /// The day, of a first day or a notice.
    pub day: Option<NaiveDate>,
    /// The month, of a check-in.
    pub month: Option<PayMonth>,
    /// Whether that month was paid in full, of a check-in.
    pub paid_in_full: Option<bool>,
    /// The session in which the worker said it; `None` if the employer told it.
    pub session: Option<Uuid>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is the worker, or Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for EmploymentEntry {}

/// Something that was told of the work, and what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmploymentTold {
    /// What was told.
    pub entry: EmploymentEntry,
    /// Whether it opens a case.
    pub opens_case: bool,
}

impl Format for EmploymentTold {}

impl EmploymentEntry {
    /// What it says too much or too little for its kind.
    pub fn misshapen(&self) -> Vec<FieldError> {
        let is_check_in = self.kind == EmploymentKind::CheckIn;
        let members = [
            ("/day", self.day.is_some(), !is_check_in),
            ("/month", self.month.is_some(), is_check_in),
            ("/paid_in_full", self.paid_in_full.is_some(), is_check_in),
        ];
        let wrong = members.into_iter().filter(|(_, is_told, is_meant)| is_told != is_meant);
        let kind = self.kind;
        wrong
            .map(|(at, _, is_meant)| {
                if is_meant {
                    FieldError::new(at, "required", format!("is told of a {kind}"))
                } else {
                    FieldError::new(at, "contradiction", format!("is not told of a {kind}"))
                }
            })
            .collect()
    }

    /// What contradicts the day of the entry into the country, the moment, or what was told before.
    pub fn contradictions(&self, entered_on: NaiveDate, before: &[Self]) -> Vec<FieldError> {
        let today = moscow_day(self.recorded_at);
        let mut wrong = Vec::new();
        if self.day.is_some_and(|day| day > today) {
            wrong.push(FieldError::new("/day", "future", "this day has not come yet"));
        }
        if self.kind == EmploymentKind::FirstDay && self.day.is_some_and(|day| day < entered_on) {
            let why = format!("must not lie before the entry into the country on {entered_on}");
            wrong.push(FieldError::new("/day", "range", why));
        }
        if let Some(month) = &self.month {
            wrong.extend(wrong_month(month, today, before));
        }
        wrong
    }

    /// Whether it is the last of so many unpaid months in a row that a case opens.
    pub fn opens_case(&self, before: &[Self]) -> bool {
        let unpaid = |one: &&Self| one.paid_in_full == Some(false);
        let told = before.iter().filter(|one| one.kind == EmploymentKind::CheckIn);
        let run = told.rev().take_while(unpaid).count();
        self.paid_in_full == Some(false) && (run + 1).is_multiple_of(UNPAID_IN_A_ROW)
    }
}

/// Months are told one after another, from that of the first day until the present one.
fn wrong_month(
    month: &PayMonth,
    today: NaiveDate,
    before: &[EmploymentEntry],
) -> Option<FieldError> {
    let of = |day: NaiveDate| day.format("%Y-%m").to_string();
    let (month, first) = (month.to_string(), before.iter().find_map(first_day).map(of));
    let last = before.iter().filter_map(|one| one.month.as_ref()).next_back();
    let wrong = |why: String| Some(FieldError::new("/month", "range", why));
    if month > of(today) {
        return wrong("this month has not come yet".to_owned());
    }
    if let Some(first) = first.filter(|first| month < *first) {
        return wrong(format!("the work began in {first}"));
    }
    let last = last.map(ToString::to_string).filter(|last| month <= *last);
    last.and_then(|last| wrong(format!("{last} was told already: tell of a later month")))
}

/// The first day of work, if this entry tells it.
pub fn first_day(entry: &EmploymentEntry) -> Option<NaiveDate> {
    entry.day.filter(|_| entry.kind == EmploymentKind::FirstDay)
}

#[cfg(test)]
#[path = "employment_tests.rs"]
mod tests;
