//! The roadmap in the words of the IATI activity standard 2.03, which working groups and donors read.
//!
//! Elements and attributes have their names, an attribute with `@` before it and a text as `#text`, in the order of the
//! standard's schema: so any tool that turns such JSON into XML makes a document that the schema takes.

use chrono::{DateTime, Months, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;

use crate::{
    app::programme::roadmap::reading::{PublicIndicator, PublicMeasure},
    domain::{
        law::words::Side,
        programme::{
            roadmap::{
                formula::IndicatorUnit,
                measure::{MeasureBody, MeasureStatus},
                progress::Target,
            },
            statistics::month::Month,
        },
        values::text::LocalizedText,
    },
};

/// Who reports, as far as the standard asks for an identifier.
const REPORTER: &str = "KOPRIK";
/// Codes of the standard: an organisation of government, one that is accountable, a sector of the reporter's own.
const GOVERNMENT: &str = "10";
const ACCOUNTABLE: &str = "2";
const OWN_SECTORS: &str = "99";

/// The whole file.
#[derive(Debug, Serialize)]
pub(super) struct IatiFile {
    #[serde(rename = "iati-activities")]
    activities: Activities,
}

#[derive(Debug, Serialize)]
struct Activities {
    #[serde(rename = "@version")]
    version: &'static str,
    #[serde(rename = "@generated-datetime")]
    generated: String,
    #[serde(rename = "iati-activity")]
    activity: Vec<Activity>,
}

#[derive(Debug, Serialize)]
struct Activity {
    #[serde(rename = "@last-updated-datetime")]
    updated: String,
    #[serde(rename = "iati-identifier")]
    identifier: String,
    #[serde(rename = "reporting-org")]
    reporter: Organisation,
    title: Narrated,
    description: Narrated,
    #[serde(rename = "participating-org")]
    participants: Vec<Organisation>,
    #[serde(rename = "activity-status")]
    status: Code,
    #[serde(rename = "activity-date")]
    dates: [ActivityDate; 2],
    sector: Sector,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<IatiResult>,
}

#[derive(Debug, Serialize)]
struct Organisation {
    #[serde(rename = "@ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'static str>,
    #[serde(rename = "@role", skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(rename = "@type")]
    kind: &'static str,
    narrative: Vec<Narrative>,
}

#[derive(Debug, Serialize)]
struct Narrated {
    narrative: Vec<Narrative>,
}

#[derive(Debug, Serialize)]
struct Narrative {
    #[serde(rename = "@xml:lang")]
    lang: String,
    #[serde(rename = "#text")]
    text: String,
}

#[derive(Debug, Serialize)]
struct Code {
    #[serde(rename = "@code")]
    code: &'static str,
}

#[derive(Debug, Serialize)]
struct ActivityDate {
    #[serde(rename = "@iso-date")]
    day: NaiveDate,
    #[serde(rename = "@type")]
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct Sector {
    #[serde(rename = "@vocabulary")]
    vocabulary: &'static str,
    #[serde(rename = "@code")]
    code: &'static str,
}

#[derive(Debug, Serialize)]
struct IatiResult {
    #[serde(rename = "@type")]
    kind: &'static str,
    title: Narrated,
    indicator: Vec<IatiIndicator>,
}

#[derive(Debug, Serialize)]
struct IatiIndicator {
    #[serde(rename = "@measure")]
    measure: &'static str,
    #[serde(rename = "@ascending")]
    ascending: &'static str,
    title: Narrated,
    baseline: IatiBaseline,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    period: Vec<Period>,
}

#[derive(Debug, Serialize)]
struct IatiBaseline {
    #[serde(rename = "@year")]
    year: String,
    #[serde(rename = "@iso-date")]
    day: NaiveDate,
    #[serde(rename = "@value")]
    value: String,
}

#[derive(Debug, Serialize)]
struct Period {
    #[serde(rename = "period-start")]
    start: Day,
    #[serde(rename = "period-end")]
    end: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<Figure>,
}

#[derive(Debug, Serialize)]
struct Day {
    #[serde(rename = "@iso-date")]
    day: NaiveDate,
}

#[derive(Debug, Serialize)]
struct Figure {
    #[serde(rename = "@value")]
    value: String,
}

impl IatiFile {
    /// The measures as a file.
    pub(super) fn of(measures: &[PublicMeasure], now: DateTime<Utc>) -> Self {
        let activity = measures.iter().map(Activity::of).collect();
        Self { activities: Activities { version: "2.03", generated: moment(now), activity } }
    }
}

impl Activity {
    fn of(PublicMeasure { measure, indicators }: &PublicMeasure) -> Self {
        let body = &measure.body;
        let result = (!indicators.is_empty()).then(|| IatiResult {
            kind: "2", // an outcome
            title: narrated(&body.title),
            indicator: indicators.iter().map(IatiIndicator::of).collect(),
        });
        Self {
            updated: moment(measure.updated_at),
            identifier: format!("{REPORTER}-{}", measure.id),
            reporter: Organisation {
                reference: Some(REPORTER),
                role: None,
                kind: GOVERNMENT,
                narrative: vec![english("Working group on organized recruitment".to_owned())],
            },
            title: narrated(&body.title),
            description: Narrated {
                narrative: vec![english(format!("A measure of the roadmap: {}", body.category))],
            },
            participants: body.owners.keys().map(|side| accountable(*side)).collect(),
            status: Code { code: status(measure.status) },
            dates: planned(body),
            sector: Sector { vocabulary: OWN_SECTORS, code: body.category.as_str() },
            result,
        }
    }
}

impl IatiIndicator {
    fn of(PublicIndicator { progress, last }: &PublicIndicator) -> Self {
        let body = &progress.indicator.body;
        let measure = match body.unit {
            IndicatorUnit::Unit => "1",
            IndicatorUnit::Percentage => "2",
        };
        let day = body.baseline.day;
        Self {
            measure,
            ascending: if body.ascending { "1" } else { "0" },
            title: narrated(&body.title),
            baseline: IatiBaseline {
                year: day.format("%Y").to_string(),
                day,
                value: body.baseline.value.to_string(),
            },
            period: periods(day, &body.targets, *last),
        }
    }
}

/// A period for each target, from where the one before ended, with the last figure in the first that holds its month; a
/// figure behind all targets has a period of its own.
fn periods(from: NaiveDate, targets: &[Target], last: Option<(Month, Option<f64>)>) -> Vec<Period> {
    let mut told = last.and_then(|(month, value)| Some((month.0, value?)));
    let mut start = from;
    let mut all = Vec::new();
    for target in targets {
        let Some(end) = last_day(target.month) else { continue };
        let actual = told.take_if(|(month, _)| *month <= target.month);
        all.push(period((start, end), Some(target.value), actual.map(|(_, value)| value)));
        start = end.succ_opt().unwrap_or(end);
    }
    let alone = told.and_then(|(month, value)| {
        Some(period((first_day(month)?, last_day(month)?), None, Some(value)))
    });
    all.extend(alone);
    all
}

fn period(
    (start, end): (NaiveDate, NaiveDate),
    target: Option<f64>,
    actual: Option<f64>,
) -> Period {
    let figure = |value: f64| Figure { value: value.to_string() };
    Period {
        start: Day { day: start.min(end) },
        end: Day { day: end },
        target: target.map(figure),
        actual: actual.map(figure),
    }
}

/// The first day of a month that is counted from the year 0.
fn first_day(month: i64) -> Option<NaiveDate> {
    let (year, place) = (month.div_euclid(12), month.rem_euclid(12));
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(place).ok()? + 1, 1)
}

fn last_day(month: i64) -> Option<NaiveDate> {
    first_day(month)?.checked_add_months(Months::new(1))?.pred_opt()
}

fn planned(body: &MeasureBody) -> [ActivityDate; 2] {
    [ActivityDate { day: body.starts, kind: "1" }, ActivityDate { day: body.due, kind: "3" }]
}

fn status(status: MeasureStatus) -> &'static str {
    match status {
        MeasureStatus::Planned => "1",
        MeasureStatus::Running => "2",
        MeasureStatus::Done => "4",
        MeasureStatus::Dropped => "5",
    }
}

fn accountable(side: Side) -> Organisation {
    let name = match side {
        Side::Tatarstan => "Republic of Tatarstan",
        Side::Uzbekistan => "Republic of Uzbekistan",
    };
    Organisation {
        reference: None,
        role: Some(ACCOUNTABLE),
        kind: GOVERNMENT,
        narrative: vec![english(name.to_owned())],
    }
}

fn narrated(text: &LocalizedText) -> Narrated {
    let all = text.all().iter();
    Narrated {
        narrative: all
            .map(|(lang, text)| Narrative { lang: lang.to_string(), text: text.clone() })
            .collect(),
    }
}

fn english(text: String) -> Narrative {
    Narrative { lang: "en".to_owned(), text }
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
