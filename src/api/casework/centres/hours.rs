//! Opening hours on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::wire::{same::same_members, values::duplicates},
    domain::{
        FieldError,
        casework::hours::{
            ClockTime, ExceptionalDays, OpeningHours, Span, TimeZone, WeekDay, WeeklySpan,
        },
        law::words::Authority,
    },
};

/// A time in which it is open without a break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SpanBody {
    /// When it opens.
    pub opens_at: ClockTime,
    /// When it closes.
    pub closes_at: ClockTime,
    /// Whether it closes on the day after.
    #[serde(default)]
    pub next_day: bool,
}

same_members!(SpanBody, Span { opens_at, closes_at, next_day });

/// A time in which it is open on some days of each week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WeeklySpanBody {
    /// On which days it opens.
    #[validate(length(min = 1, max = 7))]
    #[schema(min_items = 1, max_items = 7, example = json!(["monday", "tuesday"]))]
    pub days: Vec<WeekDay>,
    /// When it opens.
    pub opens_at: ClockTime,
    /// When it closes.
    pub closes_at: ClockTime,
    /// Whether it closes on the day after.
    #[serde(default)]
    pub next_day: bool,
}

/// Days on which it is not as in other weeks, or as on other holidays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ExceptionalDaysBody {
    /// The first of them.
    #[schema(max_length = 10, example = "2027-01-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub from: NaiveDate,
    /// The last of them.
    #[schema(max_length = 10, example = "2027-01-08")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub to: NaiveDate,
    /// When it is open on each; closed if there is none.
    #[validate(length(max = 6), nested)]
    #[schema(max_items = 6)]
    #[serde(default)]
    pub open: Vec<SpanBody>,
}

/// When it is open. An exception goes before the week and the holidays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OpeningHoursBody {
    /// The clock that its times are read on.
    pub time_zone: TimeZone,
    /// Its week. A day with a break has two entries.
    #[validate(length(max = 30), nested)]
    #[schema(max_items = 30)]
    #[serde(default)]
    pub weekly: Vec<WeeklySpanBody>,
    /// By whose calendar it is closed on days from Monday to Friday that are off; left out, by none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on_holidays: Option<Authority>,
    /// Days that are not as the others; of two that hold for a day, the first does.
    #[validate(length(max = 60), nested)]
    #[schema(max_items = 60)]
    #[serde(default)]
    pub exceptions: Vec<ExceptionalDaysBody>,
}

impl From<WeeklySpanBody> for WeeklySpan {
    fn from(body: WeeklySpanBody) -> Self {
        let WeeklySpanBody { days, opens_at, closes_at, next_day } = body;
        Self { days, span: Span { opens_at, closes_at, next_day } }
    }
}

impl From<&WeeklySpan> for WeeklySpanBody {
    fn from(weekly: &WeeklySpan) -> Self {
        let Span { opens_at, closes_at, next_day } = weekly.span.clone();
        Self { days: weekly.days.clone(), opens_at, closes_at, next_day }
    }
}

impl From<&ExceptionalDays> for ExceptionalDaysBody {
    fn from(days: &ExceptionalDays) -> Self {
        Self { from: days.from, to: days.to, open: days.open.iter().map(Into::into).collect() }
    }
}

impl From<ExceptionalDaysBody> for ExceptionalDays {
    fn from(body: ExceptionalDaysBody) -> Self {
        let open = body.open.into_iter().map(Into::into).collect();
        Self { from: body.from, to: body.to, open }
    }
}

impl From<&OpeningHours> for OpeningHoursBody {
    fn from(hours: &OpeningHours) -> Self {
        Self {
            time_zone: hours.time_zone,
            weekly: hours.weekly.iter().map(Into::into).collect(),
            closed_on_holidays: hours.closed_on_holidays,
            exceptions: hours.exceptions.iter().map(Into::into).collect(),
        }
    }
}

impl From<OpeningHoursBody> for OpeningHours {
    fn from(body: OpeningHoursBody) -> Self {
        Self {
            time_zone: body.time_zone,
            weekly: body.weekly.into_iter().map(Into::into).collect(),
            closed_on_holidays: body.closed_on_holidays,
            exceptions: body.exceptions.into_iter().map(Into::into).collect(),
        }
    }
}

/// What of opening hours cannot be.
pub(super) fn contradictions(hours: &OpeningHours) -> Vec<FieldError> {
    let weekly = hours.weekly.iter().enumerate();
    let weekly = weekly.map(|(at, one)| (format!("/hours/weekly/{at}"), &one.span));
    let exceptions = hours.exceptions.iter().enumerate();
    let open = exceptions.clone().flat_map(|(at, days)| {
        let spans = days.open.iter().enumerate();
        spans.map(move |(n, span)| (format!("/hours/exceptions/{at}/open/{n}"), span))
    });
    let mut errors: Vec<FieldError> = weekly.chain(open).filter_map(no_length).collect();
    errors.extend(exceptions.filter(|(_, days)| days.to < days.from).map(|(at, _)| {
        let detail = "the last day lies before the first: exchange them";
        FieldError::new(format!("/hours/exceptions/{at}/to"), "value", detail)
    }));
    for (at, weekly) in hours.weekly.iter().enumerate() {
        errors.extend(duplicates(&weekly.days, |n| format!("/hours/weekly/{at}/days/{n}")));
    }
    errors
}

fn no_length((pointer, span): (String, &Span)) -> Option<FieldError> {
    let detail = "it closes before it opens, or after more than a day: give next_day as true where it closes on the day \
                  after, and as false where it does not";
    span.length()
        .is_none()
        .then(|| FieldError::new(format!("{pointer}/closes_at"), "value", detail))
}
