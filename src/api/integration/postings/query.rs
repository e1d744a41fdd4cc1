//! What is asked of postings.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{http::error::ApiError, resource::list},
    app::resource::Filter,
    domain::{
        concepts::{facet::FacetKind, occupation::TradeId},
        recruitment::vacancy::VacancyStatus,
        values::{language::Lang, place::Municipality},
    },
};

/// The language of a posting.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct PostingQuery {
    /// Language of texts and names; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    pub lang: Option<String>,
}

/// What a feed has.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct FeedQuery {
    /// ISCO-08 group: one to four leading digits.
    #[param(max_length = 4, pattern = "^[0-9]{1,4}$")]
    isco08: Option<String>,
    /// Id of a trade.
    #[param(max_length = 64, pattern = "^[a-z0-9_-]{2,64}$")]
    occupation: Option<String>,
    /// Where the work is (ОКТМО), with commas between.
    #[param(max_length = 420, pattern = "^92[0-9]{6}(,92[0-9]{6})*$")]
    municipality: Option<String>,
    /// Id of the employer.
    #[param(max_length = 36)]
    employer_id: Option<uuid::Uuid>,
    /// Part of a title, in any script.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Language of texts and names; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    pub lang: Option<String>,
    /// Entries on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<usize>,
    /// Where the next page begins: taken from the link `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
}

impl FeedQuery {
    /// The public vacancies among which it asks.
    pub(super) fn filter(&self) -> Result<Filter, ApiError> {
        let (isco08, occupation) = (self.isco08.clone(), self.occupation.clone());
        let facets = [
            list::isco_facet(isco08)?,
            list::facet::<TradeId>(FacetKind::Trade, "occupation", occupation)?,
            list::some_facets::<Municipality>(
                FacetKind::Municipality,
                "municipality",
                self.municipality.as_deref(),
            )?,
        ];
        Ok(Filter {
            owner: self.employer_id,
            text: list::part_of_title(self.q.as_deref()),
            facets: facets.into_iter().flatten().collect(),
            ..public()
        })
    }
}

/// Everything that is public.
pub(super) fn public() -> Filter {
    Filter { status: vec![VacancyStatus::Published.to_string()], ..Filter::default() }
}
