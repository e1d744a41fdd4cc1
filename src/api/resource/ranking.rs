//! What lists of documents can be asked for besides their filters: another order, a place to be near, and counts.

use std::str::FromStr;

use crate::{
    api::http::{error::ApiError, query},
    app::resource::Order,
    domain::{
        Invalid,
        concepts::facet::{FacetKind, Sort},
        values::place::Municipality,
    },
    taxonomy::{Distances, Taxonomy},
};

/// The order, the place and the counts as they are asked for.
#[derive(Debug, Default)]
pub(in crate::api) struct RankingQuery {
    pub sort: Option<String>,
    pub near: Option<String>,
    pub within_km: Option<u32>,
    pub facets: Option<String>,
}

/// The same, checked.
pub(in crate::api) struct Ranked {
    /// `None` is the newest first.
    pub order: Option<Order>,
    /// From the place to be near, if one is named.
    pub distances: Option<Distances>,
    /// The municipalities that are near enough, if that is asked.
    pub within: Option<Vec<Municipality>>,
    /// The facets whose values are counted.
    pub facets: Vec<FacetKind>,
}

/// What can be counted, and how it is called.
const COUNTED: [(&str, FacetKind); 8] = [
    ("isco08", FacetKind::Isco),
    ("occupation", FacetKind::Trade),
    ("skill", FacetKind::Skill),
    ("municipality", FacetKind::Municipality),
    ("home_region", FacetKind::HomeRegion),
    ("employment_type", FacetKind::EmploymentType),
    ("schedule", FacetKind::Schedule),
    ("housing", FacetKind::Housing),
];

/// What a facet is called in counts.
pub(in crate::api) fn counted_name(kind: FacetKind) -> &'static str {
    let named = COUNTED.iter().find(|(_, counted)| *counted == kind);
    named.map_or(kind.as_str(), |(name, _)| name)
}

struct Counted(FacetKind);

impl FromStr for Counted {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let named = COUNTED.iter().find(|(name, _)| *name == text);
        let all = || COUNTED.map(|(name, _)| name).join(", ");
        named
            .map(|(_, kind)| Self(*kind))
            .ok_or_else(|| Invalid(format!("expected some of {}", all())))
    }
}

/// A place to be near.
enum Near {
    Municipality(Municipality),
    Point(f64, f64),
}

impl FromStr for Near {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || {
            Invalid::expected(
                "an OKTMO code such as 92701000, or latitude and longitude such as 55.79,49.12",
            )
        };
        let Some((lat, lon)) = text.split_once(',') else {
            return text.parse().map(Self::Municipality).map_err(|_: Invalid| wrong());
        };
        let degrees = |text: &str, most: f64| text.parse().ok().filter(|at: &f64| at.abs() <= most);
        let point = degrees(lat, 90.0).zip(degrees(lon, 180.0));
        point.map(|(lat, lon)| Self::Point(lat, lon)).ok_or_else(wrong)
    }
}

impl Near {
    fn distances(&self, taxonomy: &Taxonomy) -> Result<Distances, ApiError> {
        let point = match self {
            Self::Municipality(code) => taxonomy.centre_of(code.as_str()),
            Self::Point(lat, lon) => Some((*lat, *lon)),
        };
        let unknown = "near: no such municipality; they are listed at /v1/taxonomy/municipalities";
        let point = point.ok_or_else(|| ApiError::Malformed(unknown.to_owned()))?;
        Ok(taxonomy.distances_from(point))
    }
}

impl RankingQuery {
    /// What is asked, checked.
    pub(in crate::api) fn read(&self, taxonomy: &Taxonomy) -> Result<Ranked, ApiError> {
        let sort = self.sort.as_deref().map(|text| query::one::<Sort>("sort", text)).transpose()?;
        let near = self.near.as_deref().map(|text| query::one::<Near>("near", text)).transpose()?;
        let distances = near.map(|near| near.distances(taxonomy)).transpose()?;
        let mut facets: Vec<FacetKind> = query::list::<Counted>("facets", self.facets.as_deref())?
            .into_iter()
            .map(|Counted(kind)| kind)
            .collect();
        facets.sort_unstable();
        facets.dedup();
        Ok(Ranked {
            order: order(sort.unwrap_or(Sort::Newest), distances.as_ref())?,
            within: self.within(distances.as_ref())?,
            distances,
            facets,
        })
    }

    fn within(&self, distances: Option<&Distances>) -> Result<Option<Vec<Municipality>>, ApiError> {
        match (self.within_km, distances) {
            (None, _) => Ok(None),
            (Some(1..=1000), None) => {
                Err(ApiError::Malformed("within_km: say with near from where".to_owned()))
            }
            (Some(km @ 1..=1000), Some(distances)) => Ok(Some(distances.within_km(km))),
            (Some(_), _) => {
                Err(ApiError::Malformed("within_km must be between 1 and 1000".to_owned()))
            }
        }
    }
}

fn order(sort: Sort, distances: Option<&Distances>) -> Result<Option<Order>, ApiError> {
    match (sort, distances) {
        (Sort::Newest, _) => Ok(None),
        (Sort::Published, _) => Ok(Some(Order::Greatest(FacetKind::PublishedAt))),
        (Sort::Pay, _) => Ok(Some(Order::Greatest(FacetKind::MonthlyPay))),
        (Sort::Distance, Some(distances)) => {
            let places = distances.all().map(|(place, metres)| (place.clone(), metres));
            Ok(Some(Order::Nearest(places.collect())))
        }
        (Sort::Distance, None) => {
            Err(ApiError::Malformed("sort: say with near from where the distance is".to_owned()))
        }
    }
}
