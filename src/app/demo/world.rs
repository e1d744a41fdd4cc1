//! What the demo is drawn from: the taxonomy's trades and places with their weights, and the day.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::{
    catalogue::{FIELDS, Field, Row},
    rng::{Rng, Stream},
};
use crate::{
    domain::{
        Invalid,
        concepts::{
            occupation::{Occupation, TradeId},
            skill::SkillId,
        },
        resource::{Record, Resource, id::Id},
        values::{
            language::Lang,
            place::{District, HomeRegion, Municipality},
            text::{ExternalRef, LocalizedText},
        },
    },
    taxonomy::{Taxonomy, Trade},
};

/// People in the regions of Uzbekistan, in hundreds of thousands, rounded and from memory.
const PEOPLE: [(&str, u32); 14] = [
    ("UZ-SA", 42),
    ("UZ-FA", 41),
    ("UZ-QA", 36),
    ("UZ-AN", 35),
    ("UZ-TO", 31),
    ("UZ-NG", 31),
    ("UZ-TK", 31),
    ("UZ-SU", 29),
    ("UZ-BU", 21),
    ("UZ-XO", 20),
    ("UZ-QR", 20),
    ("UZ-JI", 16),
    ("UZ-NW", 11),
    ("UZ-SI", 9),
];

/// Population of a main town where the taxonomy knows none.
const VILLAGE: u32 = 4_000;

/// A trade with all that the demo needs of it.
#[derive(Debug)]
pub(super) struct Craft {
    pub(super) row: &'static Row,
    pub(super) field: Field,
    pub(super) trade: &'static Trade,
    /// What nobody is hired without.
    pub(super) core: Vec<SkillId>,
    /// The other skills of the trade.
    pub(super) others: Vec<SkillId>,
}

/// A municipality of Tatarstan.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) code: Municipality,
    pub(super) people: u32,
}

/// A region of Uzbekistan.
#[derive(Debug)]
pub(super) struct Home {
    pub(super) code: HomeRegion,
    pub(super) weight: u32,
    pub(super) districts: Vec<District>,
}

/// Everything that the demo is drawn from.
#[derive(Debug)]
pub(super) struct World {
    pub(super) taxonomy: &'static Taxonomy,
    pub(super) seed: u64,
    pub(super) today: NaiveDate,
    pub(super) crafts: Vec<Craft>,
    /// Skills of any work.
    pub(super) general: Vec<SkillId>,
    /// Every skill that a person may claim.
    pub(super) skills: Vec<SkillId>,
    /// The two largest towns first, the others in any order.
    pub(super) places: Vec<Place>,
    /// The most populous first.
    pub(super) homes: Vec<Home>,
}

impl World {
    pub(super) fn new(taxonomy: &'static Taxonomy, seed: u64, today: NaiveDate) -> Self {
        let skills = || taxonomy.skills().iter().filter(|skill| is_skill(taxonomy, &skill.id));
        let general = skills().filter(|skill| skill.category == "general");
        Self {
            taxonomy,
            seed,
            today,
            crafts: FIELDS.iter().flat_map(|(_, field)| crafts(taxonomy, *field)).collect(),
            general: general.map(|skill| skill.id.clone()).collect(),
            skills: skills().map(|skill| skill.id.clone()).collect(),
            places: places(taxonomy, seed),
            homes: PEOPLE.iter().map(|(code, weight)| home(taxonomy, code, *weight)).collect(),
        }
    }

    /// A record as its owner would have entered it at the beginning of the day.
    pub(super) fn record<R: Resource>(
        &self,
        (id, owner): (uuid::Uuid, uuid::Uuid),
        external_ref: Option<ExternalRef>,
        status: R::Status,
        body: R,
    ) -> Record<R> {
        let record = Record::create(Id::new(id), owner, external_ref, body, self.dawn());
        Record { status, ..record }
    }

    /// The beginning of the day, at which everything is said to have happened.
    pub(super) fn dawn(&self) -> DateTime<Utc> {
        self.today.and_time(NaiveTime::MIN).and_utc()
    }

    /// The day `days` from today.
    pub(super) fn in_days(&self, days: u64) -> NaiveDate {
        self.today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
    }

    /// The day `days` before today.
    pub(super) fn days_ago(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
    }

    /// A municipality; large towns more often.
    pub(super) fn place(&self, rng: &mut Rng) -> &Place {
        // The power of 3/4 leaves something to the villages.
        rng.weighted(&self.places, |place| place.people.isqrt() * place.people.isqrt().isqrt())
    }

    /// A home region; populous ones more often.
    pub(super) fn home(&self, rng: &mut Rng) -> &Home {
        rng.weighted(&self.homes, |one| one.weight)
    }

    /// A trade of a field.
    pub(super) fn craft(&self, rng: &mut Rng, field: Field) -> &Craft {
        let weight = |craft: &Craft| if craft.field == field { craft.row.weight } else { 0 };
        rng.weighted(&self.crafts, weight)
    }
}

impl Craft {
    /// Whether its workers have grades (разряды).
    pub(super) fn is_graded(&self) -> bool {
        matches!(self.field, Field::Construction | Field::Machines) && self.row.pay > 80
    }

    pub(super) fn occupation(&self) -> Occupation {
        Occupation { trade: Some(self.trade.id.clone()), isco08: self.trade.isco08.clone() }
    }
}

/// Reads a code or an id of the demo's own tables.
pub(super) fn code<T: std::str::FromStr<Err = Invalid>>(text: &str) -> T {
    text.parse().expect("a test makes everything that the demo is made of")
}

/// A text in some languages.
pub(super) fn texts(all: impl IntoIterator<Item = (Lang, String)>) -> LocalizedText {
    let all: std::collections::BTreeMap<_, _> = all.into_iter().collect();
    all.try_into().expect("no text of the demo is blank")
}

/// Licences, certificates and languages have fields of their own, so no record names them as skills.
fn is_skill(taxonomy: &Taxonomy, id: &SkillId) -> bool {
    let of_papers = |category: &str| matches!(category, "certificate" | "language");
    taxonomy.skill(id).is_some_and(|skill| !of_papers(&skill.category))
        && !id.as_str().starts_with("drv.cat_")
        && !id.as_str().starts_with("saf.electro")
}

fn crafts(taxonomy: &'static Taxonomy, field: Field) -> impl Iterator<Item = Craft> {
    field.rows().iter().map(move |row| {
        let trade = taxonomy.trade(&code::<TradeId>(row.trade));
        let trade = trade.expect("a test looks up every trade of the demo");
        let core: Vec<SkillId> = row.core.iter().map(|id| code(id)).collect();
        let of_trade = trade.skills.iter().map(|link| &link.skill);
        let others = of_trade.filter(|id| !core.contains(id) && is_skill(taxonomy, id));
        Craft { row, field, trade, others: others.cloned().collect(), core }
    })
}

fn places(taxonomy: &Taxonomy, seed: u64) -> Vec<Place> {
    let mut towns = std::collections::HashSet::new();
    // Cities come last in the taxonomy and first here: a district around a city shares the city's main town.
    let mut places: Vec<Place> = taxonomy
        .municipalities()
        .iter()
        .rev()
        .map(|place| {
            let own = place.centre.geonames_id.is_none_or(|town| towns.insert(town));
            let people = place.centre.population.filter(|people| own && *people > VILLAGE);
            Place { code: place.code.clone(), people: people.unwrap_or(VILLAGE) }
        })
        .collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.people));
    Rng::of(seed, Stream::Places, 0).shuffle(&mut places[2..]);
    places
}

fn home(taxonomy: &Taxonomy, region: &str, weight: u32) -> Home {
    let region: HomeRegion = code(region);
    let districts = taxonomy.districts().iter().filter(|district| district.region == region);
    Home { districts: districts.map(|one| one.code.clone()).collect(), code: region, weight }
}
