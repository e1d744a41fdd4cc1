//! Many documents in one request, on the wire.

use std::{borrow::Cow, marker::PhantomData};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema, schema::AdditionalProperties},
};
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::{decode::Exemplary, problem::Problem},
    domain::resource::{Record, Resource},
};

/// The most documents in one request.
pub(in crate::api) const MOST: u64 = 500;

/// Documents as they were sent, none of them looked at yet: what is wrong with one hinders no other.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Batch<I> {
    /// The documents.
    #[validate(length(min = 1, max = MOST))]
    pub items: Vec<Value>,
    #[serde(skip)]
    kind: PhantomData<I>,
}

impl<I: Exemplary> Exemplary for Batch<I> {
    fn example() -> Value {
        json!({"items": [I::example()]})
    }

    fn left_out() -> Value {
        json!({"items": [I::left_out()]})
    }
}

impl<I: ToSchema> PartialSchema for Batch<I> {
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new()
            .items(Ref::from_schema_name(I::name()))
            .description(Some("Each as a request for it alone would have it."))
            .min_items(Some(1))
            .max_items(usize::try_from(MOST).ok());
        ObjectBuilder::new()
            .description(Some("Many in one request, each done or refused on its own."))
            .property("items", items)
            .required("items")
            .additional_properties(Some(AdditionalProperties::FreeForm(false)))
            .into()
    }
}

impl<I: ToSchema> ToSchema for Batch<I> {
    fn name() -> Cow<'static, str> {
        format!("{}Batch", I::name().trim_end_matches("Input")).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((I::name().into_owned(), I::schema()));
        I::schemas(schemas);
    }
}

/// What became of each document.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BatchResultView {
    /// One for each document, in their order.
    #[schema(max_items = 500)]
    pub items: Vec<BatchItemView>,
}

/// What became of one, as a request for it alone would have answered.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BatchItemView {
    /// 200 for one that was replaced or was so already, 201 for a new one; else as the problem says.
    #[schema(minimum = 200, maximum = 599, example = 201)]
    pub status: u16,
    /// The reference, if it has one that could be read.
    #[schema(required, max_length = 128, example = "HR-2026-0042")]
    pub external_ref: Option<String>,
    /// The id of the record; left out if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The record's version now; left out if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    pub version: Option<i64>,
    /// The record's state now; left out if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "draft")]
    pub state: Option<String>,
    /// Why it was refused. The pointers of its errors begin at this document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

impl BatchItemView {
    /// One that was done.
    pub(in crate::api) fn done<R: Resource>(
        status: u16,
        external_ref: Option<String>,
        record: &Record<R>,
    ) -> Self {
        Self {
            status,
            external_ref,
            id: Some(record.id.0),
            version: Some(record.version),
            state: Some(record.status.to_string()),
            problem: None,
        }
    }

    /// One that was refused.
    pub(in crate::api) fn refused(external_ref: Option<String>, problem: Problem) -> Self {
        Self {
            status: problem.status,
            external_ref,
            id: None,
            version: None,
            state: None,
            problem: Some(problem),
        }
    }
}
