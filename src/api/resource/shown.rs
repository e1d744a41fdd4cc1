//! What of records to show, and what beside them: `include`, `lang` and `fields`.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    IntoParams, ToSchema,
    openapi::{RefOr, Schema},
};
use uuid::Uuid;

use crate::{
    api::{
        http::{error::ApiError, query, reply::Reply},
        request::context::Context,
        route::value::NamedSchema,
        wire::{
            beside::{Beside, Include},
            employer::EmployerProfileView,
            labels::{LabelsView, label},
        },
    },
    app::{edition::Edition, parties::profiles::EmployerProfile},
    domain::{
        concepts::facet::{Facet, FacetKind},
        values::language::Lang,
    },
    taxonomy::Distances,
};

/// How to show records.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ShownQuery {
    /// What to show beside it, with commas between: `labels`, and of a vacancy `employer`.
    #[param(max_length = 40, pattern = "^[a-z]+(,[a-z]+)*$")]
    pub include: Option<String>,
    /// The members to show, with commas between; all, unless given. The id is always shown.
    #[param(max_length = 1000, pattern = "^[a-z_0-9]+(,[a-z_0-9]+)*$")]
    pub fields: Option<String>,
    /// Language of labels: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(max_length = 7, pattern = "^(ru|uz-Latn|uz-Cyrl|tt|en)$")]
    pub lang: Option<String>,
}

/// What is shown, checked.
#[derive(Debug, Clone)]
pub(in crate::api) struct Shown {
    include: Vec<Include>,
    fields: BTreeSet<String>,
    lang: Lang,
}

/// What was looked up to stand beside records.
pub(in crate::api) struct LookedUp<'s> {
    shown: &'s Shown,
    /// The taxonomy that names are taken from.
    pub edition: &'s Edition,
    profiles: HashMap<Uuid, EmployerProfile>,
    distances: Option<&'s Distances>,
}

/// The members that are shown always: they tell which record it is.
const IDS: [&str; 3] = ["id", "candidate_id", "vacancy_id"];

impl ShownQuery {
    /// What to show of items that look like this, beside which these can stand.
    pub(in crate::api) fn read<V: ToSchema>(
        &self,
        context: &Context,
        offered: &[Include],
    ) -> Result<Shown, ApiError> {
        let include = query::list::<Include>("include", self.include.as_deref())?;
        if let Some(one) = include.iter().find(|one| !offered.contains(one)) {
            let detail = format!("include: {one} does not stand beside these records");
            return Err(ApiError::Malformed(detail));
        }
        let asked = self.fields.iter().flat_map(|list| list.split(','));
        let fields: BTreeSet<String> = asked.map(str::to_owned).collect();
        let known = if fields.is_empty() { BTreeSet::new() } else { members::<V>() };
        if !fields.is_subset(&known) {
            let known: Vec<String> = known.into_iter().collect();
            let detail = format!("fields: expected some of {}", known.join(", "));
            return Err(ApiError::Malformed(detail));
        }
        Ok(Shown { include, fields, lang: context.language(self.lang.as_deref())? })
    }
}

impl Shown {
    /// Whether records are shown as they are, with nothing beside them.
    pub(in crate::api) fn is_plain(&self) -> bool {
        self.include.is_empty() && self.fields.is_empty()
    }

    /// The language of names.
    pub(in crate::api) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether this is shown beside each.
    pub(in crate::api) fn includes(&self, what: Include) -> bool {
        self.include.contains(&what)
    }

    /// Looks up what stands beside records of these owners.
    pub(in crate::api) fn look_up<'s>(
        &'s self,
        context: &Context,
        owners: &[Uuid],
        edition: &'s Edition,
    ) -> Result<LookedUp<'s>, ApiError> {
        let asked = self.includes(Include::Employer);
        let profiles =
            if asked { context.app().employer_profiles(owners)? } else { HashMap::new() };
        Ok(LookedUp { shown: self, edition, profiles, distances: None })
    }

    /// Answers with an item, or with a page of items, in the members that are shown.
    pub(in crate::api) fn reply(&self, whole: &impl Serialize) -> Result<Reply, ApiError> {
        if self.fields.is_empty() {
            return Reply::ok(whole);
        }
        let mut whole =
            serde_json::to_value(whole).map_err(|error| ApiError::Internal(error.to_string()))?;
        match whole.get_mut("items") {
            Some(Value::Array(items)) => items.iter_mut().for_each(|item| self.cut(item)),
            _ => self.cut(&mut whole),
        }
        Reply::ok(&whole)
    }

    /// An item in the members that are shown.
    pub(in crate::api) fn members(&self, item: &impl Serialize) -> Result<Value, ApiError> {
        let mut item =
            serde_json::to_value(item).map_err(|error| ApiError::Internal(error.to_string()))?;
        if !self.fields.is_empty() {
            self.cut(&mut item);
        }
        Ok(item)
    }

    /// The names of the members that items which look like this can have.
    pub(in crate::api) fn columns<V: ToSchema>(&self) -> BTreeSet<String> {
        let mut names = members::<V>();
        if !self.fields.is_empty() {
            names.retain(|name| IDS.contains(&name.as_str()) || self.fields.contains(name));
        }
        names
    }

    /// Takes out what is not shown; what is left of a deleted record stays as it is.
    fn cut(&self, item: &mut Value) {
        let Some(members) = item.as_object_mut() else { return };
        if !members.contains_key("deleted") {
            members.retain(|name, _| IDS.contains(&name.as_str()) || self.fields.contains(name));
        }
    }
}

impl<'s> LookedUp<'s> {
    /// With the distance from a place, if one was named.
    pub(in crate::api) fn from(self, distances: Option<&'s Distances>) -> Self {
        Self { distances, ..self }
    }

    /// The name of a facet's value, if names were asked for and it has one.
    pub(in crate::api) fn label(&self, kind: FacetKind, value: &str) -> Option<String> {
        let asked = self.shown.includes(Include::Labels);
        let name = asked.then(|| label(self.edition, kind, value, self.shown.lang)).flatten();
        name.map(ToOwned::to_owned)
    }

    /// The language of names.
    pub(in crate::api) fn lang(&self) -> Lang {
        self.shown.lang()
    }

    /// What stands beside a record with these facets and of this owner.
    pub(in crate::api) fn beside(&self, facets: &[Facet], owner: Uuid) -> Beside {
        let Self { shown, edition, profiles, distances } = self;
        let places = || facets.iter().filter(|facet| facet.kind == FacetKind::Municipality);
        let asked = shown.includes(Include::Labels);
        Beside {
            labels: asked.then(|| LabelsView::of(edition, facets, shown.lang)),
            employer: profiles
                .get(&owner)
                .map(|profile| EmployerProfileView::of(profile, edition, shown.lang)),
            distance_km: distances
                .and_then(|from| from.km(places().map(|facet| facet.value.as_str()))),
        }
    }
}

/// The members of an object in the document.
pub(in crate::api) fn members<V: ToSchema>() -> BTreeSet<String> {
    let (mut named, mut found) = (Vec::new(), BTreeSet::new());
    V::schemas(&mut named);
    collect(&V::schema(), &named, &mut found);
    found
}

fn collect(schema: &RefOr<Schema>, named: &[NamedSchema], found: &mut BTreeSet<String>) {
    match schema {
        RefOr::T(Schema::Object(object)) => found.extend(object.properties.keys().cloned()),
        RefOr::T(Schema::AllOf(all)) => {
            all.items.iter().for_each(|part| collect(part, named, found));
        }
        RefOr::T(_) => {}
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
            let part = named.iter().find(|(known, _)| known == name);
            if let Some((_, part)) = part {
                collect(part, named, found);
            }
        }
    }
}
