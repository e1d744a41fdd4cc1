//! A page of a list, which the document has as a named schema for each kind of item.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema, SchemaFormat,
        schema::{SchemaType, Type},
    },
};
use uuid::Uuid;

use crate::api::{
    http::{error::ApiError, paging, reply::Reply},
    request::context::{Answer, Context},
};

/// A page of what was found with one more than it holds; `place` tells where the next begins.
pub(in crate::api) fn page<T, V: From<T> + Serialize>(
    context: &Context,
    mut found: Vec<T>,
    limit: usize,
    place: impl FnOnce(&T) -> Result<Vec<u8>, ApiError>,
) -> Result<Reply, ApiError> {
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more).map(place).transpose()?;
    let next = context.next(last);
    let items: Vec<V> = found.into_iter().map(V::from).collect();
    Ok(Reply::ok(&Page { items, next: next.clone(), total: None })?.next(next.as_ref()))
}

/// Answers with a page of what is listed by its ids, newest first; `read` reads so many before an id.
pub(in crate::api) async fn newest_first<T: 'static, V: From<T> + Serialize>(
    context: Context,
    (limit, cursor): (Option<usize>, Option<String>),
    read: impl FnOnce(&Context, Option<Uuid>, usize) -> Result<Vec<T>, ApiError> + Send + 'static,
    id: fn(&T) -> Uuid,
) -> Answer {
    let limit = paging::limit(limit)?;
    let place = context.place(cursor.as_deref())?;
    let before = place.map(|place| paging::id_place(&place)).transpose()?;
    context
        .run_shared(move |context| {
            let found = read(context, before, limit + 1)?;
            page::<T, V>(context, found, limit, |last| Ok(id(last).as_bytes().to_vec()))
        })
        .await
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub(in crate::api) struct Page<T> {
    /// The items, newest first.
    pub items: Vec<T>,
    /// The address of the next page; `null` on the last.
    pub next: Option<String>,
    /// How many records there are in all, where `count=true` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new()
            .items(Ref::from_schema_name(T::name()))
            .description(Some("The items, newest first."))
            .max_items(Some(100));
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .format(Some(SchemaFormat::Custom("uri".to_owned())))
            .description(Some("The address of the next page; `null` on the last."))
            .max_length(Some(9000));
        let total = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::Custom("int64".to_owned())))
            .minimum(Some(0))
            .maximum(Some(9_007_199_254_740_991_i64))
            .description(Some(
                "How many records there are in all, where `count=true` asks for it.",
            ));
        ObjectBuilder::new()
            .description(Some("A page of a list."))
            .property("items", items)
            .required("items")
            .property("next", next)
            .required("next")
            .property("total", total)
            .into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        format!("{}Page", T::name().trim_end_matches("View").trim_start_matches("Listed")).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}
