//! What a route answers: bodies, headers and problems, and what changes and creations have in common.

use utoipa::{
    ToSchema,
    openapi::{
        Content, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Schema, schema::SchemaType,
    },
};

use crate::api::route::{
    headers::{
        ACCEPT_LANGUAGE, ALWAYS, ETAG, Header, IDEMPOTENCY_KEY, IF_MATCH, IF_MATCH_OPTIONAL,
        IF_NONE_MATCH, LINK, LOCATION, REPLAYED,
    },
    value::Draft,
};

/// JSON.
const JSON: &str = "application/json";

impl Draft {
    /// Answers with this status and no body.
    pub(in crate::api) fn answers(mut self, status: u16, about: impl Into<String>) -> Self {
        self.answer = status.to_string();
        let response = ResponseBuilder::new().description(about).build();
        self.operation.responses.responses.insert(self.answer.clone(), RefOr::T(response));
        self.with(&ALWAYS)
    }

    /// Answers with this status and a JSON body.
    pub(in crate::api) fn json<T: ToSchema>(self, status: u16, about: impl Into<String>) -> Self {
        self.answers(status, about).also::<T>(JSON)
    }

    /// Answers with a page of a list.
    pub(in crate::api) fn page<T: ToSchema>(self, about: impl Into<String>) -> Self {
        self.json::<T>(200, about).with(&[LINK])
    }

    /// Gives the answer that was described last a body of this type in this media type, beside those that it has.
    pub(in crate::api) fn also<T: ToSchema>(self, media: &str) -> Self {
        self.refers_to::<T>().shaped(media, Ref::from_schema_name(T::name()))
    }

    /// Gives the answer that was described last a JSON body that a standard describes.
    pub(in crate::api) fn any_json(self) -> Self {
        self.shaped(JSON, ObjectBuilder::new().schema_type(SchemaType::AnyValue))
    }

    /// Gives the answer that was described last a body of this media type that no type of ours describes.
    pub(in crate::api) fn shaped(self, media: &str, schema: impl Into<RefOr<Schema>>) -> Self {
        let content = Content::new(Some(schema));
        self.described(|answer| drop(answer.content.insert(media.to_owned(), content.into())))
    }

    /// Gives the answer that was described last these headers.
    pub(in crate::api) fn with(self, headers: &[Header]) -> Self {
        let all = headers.iter().map(|one| (one.name.to_owned(), RefOr::Ref(one.sent())));
        self.described(|answer| answer.headers.extend(all))
    }

    /// Says more of the answer that was described last.
    fn described(mut self, say: impl FnOnce(&mut Response)) -> Self {
        if let Some(RefOr::T(answer)) = self.operation.responses.responses.get_mut(&self.answer) {
            say(answer);
        }
        self
    }

    /// May answer with problems of these statuses.
    pub(in crate::api) fn problems(mut self, statuses: &[u16]) -> Self {
        for status in statuses {
            let problem = RefOr::Ref(Ref::from_response_name(format!("Problem{status}")));
            self.operation.responses.responses.entry(status.to_string()).or_insert(problem);
        }
        self
    }

    /// Answers in the language of the reader.
    pub(in crate::api) fn localized(self) -> Self {
        self.header(ACCEPT_LANGUAGE)
    }

    /// The answer has a version, and is left out if the reader has it.
    pub(in crate::api) fn cached(self) -> Self {
        let draft = self.with(&[ETAG]).header(IF_NONE_MATCH);
        draft.answers(304, "Not modified").with(&[ETAG])
    }

    /// Changes a record that was read.
    pub(in crate::api) fn changes(self) -> Self {
        self.header(IF_MATCH).problems(&[409, 412, 428])
    }

    /// Changes a record, be it read before or not.
    pub(in crate::api) fn changes_blindly(self) -> Self {
        self.header(IF_MATCH_OPTIONAL).problems(&[409, 412])
    }

    /// Moves a record to another state, be it read before or not, once for each key.
    pub(in crate::api) fn moves(self) -> Self {
        self.with(&[ETAG]).changes_blindly().once()
    }

    /// Does its work once for each key.
    pub(in crate::api) fn once(self) -> Self {
        self.header(IDEMPOTENCY_KEY).with(&[REPLAYED]).problems(&[409])
    }

    /// Creates a record, once for each key, and says where it is.
    pub(in crate::api) fn creates(self) -> Self {
        self.with(&[ETAG, LOCATION]).once()
    }
}
