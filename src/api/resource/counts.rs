//! How many records of a list have each value of a facet, beside a page of it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema, schema::AdditionalProperties},
};

use crate::{
    api::resource::{page::Page, ranking::counted_name, shown::LookedUp},
    app::resource::ranked::Counts,
    domain::concepts::facet::FacetKind,
};

/// How many records have a value.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ValueCount)]
pub(in crate::api) struct ValueCountView {
    /// The value, as the filter takes it.
    #[schema(max_length = 64, example = "92701000")]
    value: String,
    /// Its name, where `include=labels` asks for it and it has one.
    #[schema(max_length = 300, example = "Казань")]
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// How many.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 12)]
    count: i64,
}

/// The counts of each facet that was asked for, by its name.
pub(in crate::api) type CountsView = BTreeMap<&'static str, Vec<ValueCountView>>;

/// The counts as they are shown.
pub(in crate::api) fn counts(
    all: Vec<(FacetKind, Counts)>,
    looked_up: &LookedUp<'_>,
) -> CountsView {
    let view = |kind, (value, count): (String, i64)| ValueCountView {
        label: looked_up.label(kind, &value),
        value,
        count,
    };
    let of_kind = |(kind, counts): (FacetKind, Counts)| {
        (counted_name(kind), counts.into_iter().map(|one| view(kind, one)).collect())
    };
    all.into_iter().map(of_kind).collect()
}

/// A page of a list with counts beside it.
#[derive(Debug, Serialize)]
pub(in crate::api) struct CountedPage<T> {
    /// The page.
    #[serde(flatten)]
    pub page: Page<T>,
    /// The counts, if they were asked for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: CountsView,
}

impl<T: ToSchema> PartialSchema for CountedPage<T> {
    fn schema() -> RefOr<Schema> {
        let counts = ArrayBuilder::new()
            .items(Ref::from_schema_name(ValueCountView::name()))
            .max_items(Some(100));
        let facets = ObjectBuilder::new()
            .description(Some(
                "How many records of the whole list have each value of the facets that `facets` asks for, the most \
                 frequent first, a hundred values at most. The filter by a facet does not narrow the counts of that facet.",
            ))
            .additional_properties(Some(AdditionalProperties::RefOr(counts.into())));
        match Page::<T>::schema() {
            RefOr::T(Schema::Object(mut page)) => {
                page.properties.insert("facets".to_owned(), facets.into());
                page.into()
            }
            other => other,
        }
    }
}

impl<T: ToSchema> ToSchema for CountedPage<T> {
    fn name() -> Cow<'static, str> {
        Page::<T>::name()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((ValueCountView::name().into_owned(), ValueCountView::schema()));
        Page::<T>::schemas(schemas);
    }
}
