//! What is asked for in the query of a list of matches.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{error::ApiError, paging, query},
        recruitment::matches::{
            weights::{WeightsBody, weights},
            wire::MatchView,
        },
        request::context::Context,
        resource::shown::{Shown, ShownQuery},
        wire::beside::Include,
    },
    app::recruitment::matches::{MatchFilter, Page, Query, Weights},
    domain::{concepts::skill::Evidence, values::language::Lang},
};

/// What can stand beside a match.
pub(super) const INCLUDES: &[Include] = &[Include::Labels, Include::Employer];

/// How to ask for matches.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListMatchesQuery {
    /// A named set of weights: `balanced`, `skills_first` or `close_to_wishes`.
    #[param(max_length = 20, pattern = "^(balanced|skills_first|close_to_wishes)$")]
    profile: Option<String>,
    /// Six weights of 0 to 100 with commas between: skills, occupation, region, language, experience, pay.
    #[param(max_length = 30, pattern = "^[0-9]{1,3}(,[0-9]{1,3}){5}$")]
    weights: Option<String>,
    /// The least score, in basis points.
    #[param(minimum = 0, maximum = 10000)]
    min_score: Option<u16>,
    /// Only candidates from these home regions, with commas between.
    #[param(max_length = 90, pattern = "^UZ-[A-Z]{2}(,UZ-[A-Z]{2})*$")]
    home_region: Option<String>,
    /// Only these municipalities (ОКТМО), with commas between: of the workplace, or among the candidate's wishes.
    #[param(max_length = 420, pattern = "^92[0-9]{6}(,92[0-9]{6})*$")]
    municipality: Option<String>,
    /// Leading digits of an ISCO-08 group.
    #[param(max_length = 4, pattern = "^[0-9]{1,4}$")]
    isco08: Option<String>,
    /// The least evidence that every met requirement rests on: `self_declared`, `assessed` or `recognised`.
    #[param(inline, value_type = Option<Evidence>)]
    min_evidence: Option<String>,
    /// Only those who, or vacancies that, can begin by this day.
    #[param(max_length = 10, format = "date", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    available_by: Option<chrono::NaiveDate>,
    /// Language of labels and reasons: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
    /// What to show beside each, with commas between: `labels`, and of vacancies `employer`.
    #[param(max_length = 40, pattern = "^[a-z]+(,[a-z]+)*$")]
    include: Option<String>,
    /// The members to show, with commas between; all, unless given. Ids are always shown.
    #[param(max_length = 1000, pattern = "^[a-z_0-9]+(,[a-z_0-9]+)*$")]
    fields: Option<String>,
    /// Matches on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListMatchesQuery {
    /// What to show of each.
    pub(super) fn shown(&self, context: &Context) -> Result<Shown, ApiError> {
        let (include, fields) = (self.include.clone(), self.fields.clone());
        let asked = ShownQuery { include, fields, lang: self.lang.clone() };
        asked.read::<MatchView<'_>>(context, INCLUDES)
    }

    /// The question.
    pub(super) fn read(self, context: &Context) -> Result<Query, ApiError> {
        let place = context.place(self.cursor.as_deref())?;
        Ok(Query {
            weights: asked_weights(self.profile.as_deref(), self.weights.as_deref())?,
            kept: MatchFilter {
                min_score: self.min_score,
                home_regions: query::list("home_region", self.home_region.as_deref())?,
                municipalities: query::list("municipality", self.municipality.as_deref())?,
                isco08: self.isco08.map(isco_prefix).transpose()?,
                min_evidence: self
                    .min_evidence
                    .map(|text| query::one("min_evidence", &text))
                    .transpose()?,
                available_by: self.available_by,
            },
            page: Page {
                after: place.map(|place| paging::match_place(&place)).transpose()?,
                limit: paging::limit(self.limit)?,
            },
            lang: context.language(self.lang.as_deref())?,
        })
    }
}

/// The leading digits of an ISCO-08 group.
pub(super) fn isco_prefix(text: String) -> Result<String, ApiError> {
    let right = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if right {
        Ok(text)
    } else {
        Err(ApiError::Malformed("isco08: expected one to four digits".to_owned()))
    }
}

/// The weights that a query names, or tells.
pub(super) fn asked_weights(
    profile: Option<&str>,
    numbers: Option<&str>,
) -> Result<Weights, ApiError> {
    let numbers: Option<Vec<u16>> =
        numbers.map(|text| text.split(',').filter_map(|n| n.parse().ok()).collect());
    let numbers = match numbers.as_deref() {
        None => None,
        Some(&[skills, occupation, region, language, experience, pay]) => {
            Some(WeightsBody { skills, occupation, region, language, experience, pay })
        }
        Some(_) => {
            return Err(ApiError::Malformed(
                "weights: expected six numbers of 0 to 100".to_owned(),
            ));
        }
    };
    weights(profile, numbers.as_ref())
        .map_err(|error| ApiError::Malformed(format!("{}: {}", &error.pointer[1..], error.detail)))
}
