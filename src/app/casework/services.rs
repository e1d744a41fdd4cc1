//! What published centres do for people: near a place, in a language, open at a moment.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    app::{
        App,
        error::AppError,
        resource::{FacetMatch, Filter},
    },
    domain::{
        access::actor::Actor,
        casework::{
            centre::{Centre, CentreBody, CentreStatus, Position, Service, ServiceKind},
            opening::{Opening, fresh_until},
        },
        concepts::facet::FacetKind,
        law::calendar::Calendars,
        resource::reach::Reach,
        values::{moscow::moscow_day, place::great_circle_km, spoken::SpokenLanguage},
    },
    store::records::Stored,
};

/// Centres that are read at a time.
const PAGE: usize = 200;

/// What is looked for; nothing is any.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What a centre does.
    pub kind: Option<ServiceKind>,
    /// In which language.
    pub language: Option<SpokenLanguage>,
    /// Near this latitude and longitude, in degrees.
    pub near: Option<(f64, f64)>,
    /// Not closed at this moment.
    pub open_at: Option<DateTime<Utc>>,
}

/// A service of a centre.
#[derive(Debug, Clone)]
pub struct Found {
    /// The centre.
    pub centre: Centre,
    /// The service.
    pub service: Service,
    /// How far away it is, in kilometres, where both places are known.
    pub distance_km: Option<f64>,
    /// How the centre stands at the moment that was asked about; nothing if its hours are not known.
    pub opening: Option<Opening>,
    /// Whether nobody has assured it for long.
    pub stale: bool,
}

impl App {
    /// What published centres do for people, the nearest first, at most `limit`.
    pub fn services(&self, wanted: &Wanted, limit: usize) -> Result<Vec<Found>, AppError> {
        let now = self.now();
        let (in_use, none) = (self.rule_set_in_use(now)?, Calendars::default());
        let seen = Seen {
            today: moscow_day(now),
            moment: wanted.open_at.unwrap_or(now),
            calendars: in_use.as_ref().map_or(&none, |used| &used.set.calendars),
        };
        let centres = self.published_that_may_have(wanted)?;
        let mut found: Vec<Found> = centres
            .into_iter()
            .flat_map(|centre| seen.of(&centre, wanted))
            .filter(|one| wanted.open_at.is_none() || !is_closed(one))
            .collect();
        found.sort_by(nearest_first);
        found.truncate(limit);
        Ok(found)
    }

    /// All published centres.
    pub fn published_centres(&self) -> Result<Vec<Centre>, AppError> {
        self.published_that_may_have(&Wanted::default())
    }

    /// The published centres that may have what is wanted.
    fn published_that_may_have(&self, wanted: &Wanted) -> Result<Vec<Centre>, AppError> {
        let facet = |kind, value: Option<String>| value.map(|value| (kind, FacetMatch::Is(value)));
        let facets = [
            facet(FacetKind::Service, wanted.kind.map(|kind| kind.to_string())),
            facet(FacetKind::ServiceLanguage, wanted.language.as_ref().map(ToString::to_string)),
        ];
        let filter = Filter {
            status: vec![CentreStatus::Published.to_string()],
            facets: facets.into_iter().flatten().collect(),
            ..Filter::default()
        };
        let reach: Reach<CentreBody> = Actor::Anonymous.reach();
        let mut all: Vec<Centre> = Vec::new();
        loop {
            let after = all.last().map(|last| last.id);
            let page = self
                .store
                .read_slowly(|conn| CentreBody::list(conn, reach, &filter, after, PAGE))?;
            let is_last = page.len() < PAGE;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }
}

/// When it is looked, and by which calendars.
struct Seen<'c> {
    today: NaiveDate,
    moment: DateTime<Utc>,
    calendars: &'c Calendars,
}

impl Seen<'_> {
    /// What a centre has of what is wanted.
    fn of(&self, centre: &Centre, wanted: &Wanted) -> Vec<Found> {
        let body = &centre.body;
        let to = body.position.map(Position::degrees);
        let distance_km = wanted.near.zip(to).map(|(from, to)| great_circle_km(from, to));
        let opening = body.hours.as_ref().map(|hours| hours.at(self.calendars, self.moment));
        let stale = fresh_until(body.assured_on) < self.today;
        let services = body.services.iter().filter(|service| is_wanted(service, wanted)).cloned();
        services
            .map(|service| Found { centre: centre.clone(), service, distance_km, opening, stale })
            .collect()
    }
}

fn is_wanted(service: &Service, wanted: &Wanted) -> bool {
    let speaks = |language: &SpokenLanguage| service.languages.contains(language);
    wanted.kind.is_none_or(|kind| service.kind == kind)
        && wanted.language.as_ref().is_none_or(speaks)
}

fn is_closed(found: &Found) -> bool {
    matches!(found.opening, Some(Opening::Closed { .. }))
}

/// The nearest first, then what is somewhere, by the ids of the centres.
fn nearest_first(one: &Found, other: &Found) -> Ordering {
    let far = |found: &Found| found.distance_km.unwrap_or(f64::INFINITY);
    far(one)
        .total_cmp(&far(other))
        .then_with(|| one.centre.id.cmp(&other.centre.id))
        .then_with(|| one.service.kind.cmp(&other.service.kind))
}
