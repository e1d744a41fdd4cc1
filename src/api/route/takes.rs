//! What a route takes: parameters of the path, of the query and in headers, and a body.

use serde_json::Value;
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        Content, KnownFormat, Object, ObjectBuilder, Ref, RefOr, Required, Schema, SchemaFormat,
        path::{Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        schema::Type,
    },
};

use crate::api::{
    http::decode::Exemplary,
    route::{headers::Header, value::Draft},
};

/// The media type of a merge patch.
const MERGE_PATCH: &str = "application/merge-patch+json";
/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// Bytes of the largest file.
const LARGEST_FILE: usize = 256 * 1024 * 1024;

/// A file as it is.
pub(in crate::api) fn binary() -> Object {
    let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
    let file = ObjectBuilder::new().schema_type(Type::String).format(Some(format));
    file.max_length(Some(LARGEST_FILE)).build()
}

impl Draft {
    fn parameter(mut self, parameter: RefOr<Parameter>) -> Self {
        self.operation.parameters.get_or_insert_default().push(parameter);
        self
    }

    /// Takes a part of the path.
    pub(in crate::api) fn path(
        self,
        name: &str,
        about: impl Into<String>,
        schema: impl Into<RefOr<Schema>>,
    ) -> Self {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(about))
            .schema(Some(schema));
        self.parameter(RefOr::T(parameter.build()))
    }

    /// Takes a part of the path that is a text of this type.
    pub(in crate::api) fn path_of<T: ToSchema>(self, name: &str, about: &str) -> Self {
        self.refers_to::<T>().path(name, about, Ref::from_schema_name(T::name()))
    }

    /// Takes a part of the path that is the id of a record, which may not exist.
    pub(in crate::api) fn id(self, name: &str, about: impl Into<String>) -> Self {
        let uuid = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
        self.path(name, about, uuid).problems(&[404])
    }

    /// Takes these parameters in the query.
    pub(in crate::api) fn query<Q: IntoParams>(self) -> Self {
        let parameters = Q::into_params(|| Some(ParameterIn::Query));
        parameters.into_iter().map(RefOr::T).fold(self, Self::parameter)
    }

    /// Takes this header.
    pub(in crate::api) fn header(self, header: Header) -> Self {
        self.parameter(RefOr::Ref(header.taken()))
    }

    /// Takes a JSON body, of which the type gives an example.
    pub(in crate::api) fn body<T: ToSchema + Exemplary>(self) -> Self {
        self.body_like::<T>(T::example())
    }

    /// Takes a JSON body, with an example of its own.
    pub(in crate::api) fn body_like<T: ToSchema>(self, example: Value) -> Self {
        self.content::<T>("application/json", None, example).problems(&[415, 422])
    }

    /// Takes a body that is text of these media types, with an example of each.
    pub(in crate::api) fn raw_body(mut self, media: &[(&str, Value)]) -> Self {
        let mut body = RequestBodyBuilder::new().required(Some(Required::True));
        for (media, example) in media {
            let text = ObjectBuilder::new().schema_type(Type::String);
            let mut content = Content::new(Some(text));
            content.example = Some(example.clone());
            body = body.content(*media, content);
        }
        self.operation.request_body = Some(RefOr::T(body.build()));
        self
    }

    /// Takes a body that is a file of these media types too, each with what is said of it and an example.
    pub(in crate::api) fn files(mut self, media: &[(&str, Object, Value)]) -> Self {
        if let Some(RefOr::T(body)) = &mut self.operation.request_body {
            for (media, said, example) in media {
                let mut content = Content::new(Some(said.clone()));
                content.example = Some(example.clone());
                body.content.insert((*media).to_owned(), RefOr::T(content));
            }
        }
        self
    }

    /// Takes a merge patch of a body.
    pub(in crate::api) fn patch_of<T: ToSchema>(mut self, about: String, example: Value) -> Self {
        self.patched.push(T::name().into_owned());
        self.content::<T>(MERGE_PATCH, Some(about), example).problems(&[415, 422])
    }

    /// Takes a form.
    pub(in crate::api) fn form<T: ToSchema>(self, example: Value) -> Self {
        self.content::<T>(FORM, None, example)
    }

    fn content<T: ToSchema>(mut self, media: &str, about: Option<String>, example: Value) -> Self {
        let patch = if media == MERGE_PATCH { "Patch" } else { "" };
        let mut content =
            Content::new(Some(Ref::from_schema_name(format!("{}{patch}", T::name()))));
        content.example = Some(example);
        let body = RequestBodyBuilder::new()
            .description(about)
            .required(Some(Required::True))
            .content(media, content);
        self.operation.request_body = Some(RefOr::T(body.build()));
        self.refers_to::<T>().problems(&[413])
    }

    /// Adds the schema of a type, and of what it refers to, to the document.
    pub(super) fn refers_to<T: ToSchema>(mut self) -> Self {
        self.schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(&mut self.schemas);
        self
    }
}
