//! What a vacancy asks of a worker's past, and where the vacancy comes from, on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::wire::{
        same::same_members,
        values::{Errors, OccupationBody},
    },
    app::App,
    domain::{
        FieldError,
        recruitment::{
            background::{Background, Okpdtr},
            candidate::Education,
            frame::Frame,
        },
    },
};

/// What the worker must have done and learnt. What is left out is not asked, or not known to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct BackgroundBody {
    /// Years in the trade.
    #[validate(range(min = 0, max = 60))]
    #[schema(minimum = 0, maximum = 60, example = 1)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_years: Option<u8>,
    /// Whether people without experience are taken and trained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub will_train: Option<bool>,
    /// The least education.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    /// The least grade in the trade (тарифный разряд).
    #[validate(range(min = 1, max = 8))]
    #[schema(minimum = 1, maximum = 8, example = 4)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_grade: Option<u8>,
    /// Further occupations that would do as well: lists find them, and whoever is near to one of them is near.
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_occupations: Vec<OccupationBody>,
}

/// Where a vacancy comes from. Nothing of it is matched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FrameBody {
    /// The department or site.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "СМУ-3")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Who answers for it, as a role and never as a person.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "отдел кадров")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_role: Option<String>,
    /// The code of the occupation in the employer's books (ОКПДТР).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub okpdtr: Option<Okpdtr>,
    /// The day on which it was published elsewhere; not after today, by Moscow's day.
    #[schema(max_length = 10, example = "2026-11-20")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub date_posted: Option<NaiveDate>,
    /// The address of the advertisement.
    #[validate(url, length(max = 1000))]
    #[schema(format = "uri", max_length = 1000, example = "https://jobs.example/1")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
}

impl FrameBody {
    /// That it was published on a day that is still to come, if that is said.
    pub(in crate::api) fn posted_later(&self, today: NaiveDate) -> Option<FieldError> {
        let detail = "lies in the future: send the day on which it was published";
        let later = self.date_posted.is_some_and(|day| day > today);
        later.then(|| FieldError::new("/frame/date_posted", "contradiction", detail))
    }
}

impl BackgroundBody {
    pub(in crate::api) fn accept(self, app: &App, errors: &mut Errors) -> Background {
        let Self { min_years, will_train, education, min_grade, other_occupations } = self;
        let others = other_occupations.into_iter().enumerate();
        let other_occupations = others
            .filter_map(|(at, one)| {
                errors.take(one.accept(app, &format!("/background/other_occupations/{at}")))
            })
            .collect();
        Background { min_years, will_train, education, min_grade, other_occupations }
    }
}

impl From<&Background> for BackgroundBody {
    fn from(background: &Background) -> Self {
        let Background { min_years, will_train, education, min_grade, .. } = *background;
        let other_occupations = background.other_occupations.iter().map(Into::into).collect();
        Self { min_years, will_train, education, min_grade, other_occupations }
    }
}

same_members!(FrameBody, Frame { department, contact_role, okpdtr, date_posted, source_url });
