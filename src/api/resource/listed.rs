//! What a list has: records, and what is left of those that its reader could see.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{OneOfBuilder, Ref, RefOr, Schema},
};
use uuid::Uuid;

use crate::app::resource::Tombstone;

/// What is left of a record that the reader could see: it was deleted, went with a candidate, is public no more, or has
/// changed and does not pass the other filters of the list. Lists with `changed_since` have it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tombstone)]
pub(in crate::api) struct TombstoneView {
    /// The id of the record.
    id: Uuid,
    /// Always true: take the record out of what you keep.
    deleted: bool,
    /// Why: `deleted`; `left_filter` of a record that stands, and does not pass the other filters now, if it ever did; or
    /// the state in which it is public no more.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "filled")]
    reason: String,
    /// Since when.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
}

impl From<Tombstone> for TombstoneView {
    fn from(left: Tombstone) -> Self {
        let reason = left.state.unwrap_or_else(|| "deleted".to_owned());
        Self { id: left.id, deleted: true, reason, at: left.at }
    }
}

/// An item of a list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(in crate::api) enum Listed<V> {
    /// A record.
    There(Box<V>),
    /// What is left of one.
    Gone(TombstoneView),
}

impl<V: ToSchema> PartialSchema for Listed<V> {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new()
            .item(Ref::from_schema_name(V::name()))
            .item(Ref::from_schema_name(TombstoneView::name()))
            .into()
    }
}

impl<V: ToSchema> ToSchema for Listed<V> {
    fn name() -> Cow<'static, str> {
        format!("Listed{}", V::name().trim_end_matches("View")).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        for (name, schema) in
            [(V::name(), V::schema()), (TombstoneView::name(), TombstoneView::schema())]
        {
            schemas.push((name.into_owned(), schema));
        }
        V::schemas(schemas);
    }
}
