//! The routes of a kind of record: listed, read and moved as all others are, and a document also created, replaced,
//! patched and deleted.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::{
    IntoParams,
    openapi::{ObjectBuilder, schema::Type},
};

use crate::{
    api::{
        auth::access::Access,
        http::error::ApiError,
        request::context::{Answer, Context},
        resource::{
            bulk::{self, CSV, Form},
            counts::CountedPage,
            handlers::{self, TransitionTo},
            history::{HistoryEntryView, ReadHistoryQuery, history},
            jobs::NDJSON,
            list::{PageQuery, leaves_tombstones, list as list_page},
            listed::Listed,
            page::Page,
            ranked::ranked,
            ranking::RankingQuery,
            shown::ShownQuery,
            viewed::{Viewed, Wire},
            workbook::XLSX,
        },
        route::{
            headers::ETAG,
            takes::binary,
            value::{Draft, Group, Route},
        },
    },
    app::resource::Filter,
    domain::access::relation::Relation,
};

/// The parameters of a kind's list.
pub(in crate::api) trait ListQuery: DeserializeOwned + IntoParams + 'static {
    /// What was asked for, checked.
    fn read(self) -> Result<(Filter, PageQuery), ApiError>;

    /// In which order, near which place, and what is counted, where a kind offers that.
    fn ranking(&self) -> RankingQuery {
        RankingQuery::default()
    }
}

/// The routes of a kind of record. Each that a kind has is named, with what is particular to the kind.
pub(in crate::api) struct Records<R> {
    /// The kind with its article: "an agency".
    pub(super) noun: &'static str,
    about: &'static str,
    routes: Vec<Route>,
    kind: PhantomData<R>,
}

impl<R: Viewed> Records<R> {
    /// No routes yet, of a kind that is called this with its article.
    pub(in crate::api) fn new(noun: &'static str, about: &'static str) -> Self {
        Self { noun, about, routes: Vec::new(), kind: PhantomData }
    }

    /// The routes, under the last part of their address.
    pub(in crate::api) fn group(self) -> Group {
        Group { name: Self::plural(), about: self.about, routes: self.routes }
    }

    /// Lists them, by the filters of a kind.
    pub(in crate::api) fn list<Q: ListQuery>(self, says: &str) -> Self {
        let (draft, about) = (Self::listing::<Q>(says), "A page, newest first");
        let draft = if leaves_tombstones::<R>() {
            draft.page::<Page<Listed<R::View>>>(about)
        } else {
            draft.page::<Page<R::View>>(about)
        };
        self.also(Self::in_bulk(draft).to(list::<R, Q>))
    }

    fn listing<Q: ListQuery>(says: &str) -> Draft {
        let (id, plural) = (Self::plural().replace('-', "_"), Self::plural().replace('-', " "));
        Route::get(R::PATH, Self::reading())
            .says(format!("list_{id}"), format!("List {plural}"), says)
            .query::<Q>()
    }

    /// Offers the whole list as lines, and as a workbook.
    fn in_bulk(draft: Draft) -> Draft {
        let draft = if leaves_tombstones::<R>() {
            draft.also::<Listed<R::View>>(NDJSON)
        } else {
            draft.also::<R::View>(NDJSON)
        };
        let text = ObjectBuilder::new().schema_type(Type::String);
        let draft = draft.shaped(CSV, text).shaped(XLSX, binary());
        if R::PUBLIC.is_some() { draft.cached() } else { draft }
    }

    /// Reads one.
    pub(in crate::api) fn get(self, says: &str) -> Self {
        let draft = self
            .one(Route::get(Self::item(), Self::reading()))
            .says(self.operation("get"), format!("Read {}", self.noun), says)
            .query::<ShownQuery>()
            .json::<R::View>(200, format!("The {}", self.name()))
            .cached();
        self.also(draft.to(handlers::get::<R>))
    }

    /// Moves one to another state, as in the example.
    pub(in crate::api) fn transition(self, says: &str, example: Value) -> Self {
        let path = format!("{}/transitions", Self::item());
        let draft = self
            .one(Route::post(path, Self::moving()))
            .says(
                self.operation("transition"),
                format!("Move {} to another state", self.noun),
                says,
            )
            .body_like::<TransitionTo<R::Status>>(example)
            .json::<R::View>(200, format!("The {} in its new state", self.name()))
            .moves();
        self.also(draft.to(handlers::transition::<R>))
    }

    /// Reads what happened to one.
    pub(in crate::api) fn history(self) -> Self {
        let says = "Who changed it, when, from which state to which, and why; oldest first. The owner reads it, who \
             else takes part, and operators; of a deleted record operators alone.";
        let draft = self
            .one(Route::get(format!("{}/history", Self::item()), Access::Scope(R::READ)))
            .says(
                format!("{}_history", self.operation("get")),
                format!("Read the history of {}", self.noun),
                says,
            )
            .query::<ReadHistoryQuery>()
            .page::<Page<HistoryEntryView>>("A page, oldest first");
        self.also(draft.to(history::<R>))
    }

    /// A route of its own.
    pub(in crate::api) fn also(mut self, route: Route) -> Self {
        self.routes.push(route);
        self
    }

    /// A route to one of them.
    pub(super) fn one(&self, draft: Draft) -> Draft {
        draft.id("id", format!("Id of the {}", self.name()))
    }

    /// Answers with the record after its change.
    pub(super) fn changed(&self, draft: Draft) -> Draft {
        draft.json::<R::View>(200, format!("The {} as it now is", self.name())).with(&[ETAG])
    }

    fn item() -> String {
        format!("{}/{{id}}", R::PATH)
    }

    /// Where a kind has a public state, everybody may read what is in it.
    fn reading() -> Access {
        if R::PUBLIC.is_some() {
            Access::Optional(R::READ)
        } else if R::IS_WORKERS {
            Access::ScopeOrWorker(R::READ)
        } else {
            Access::Scope(R::READ)
        }
    }

    /// Where workers move records themselves, they do so in the own channel.
    fn moving() -> Access {
        let mut moves = R::STATES.iter().flat_map(|from| R::moves(*from));
        if moves.any(|one| one.by.contains(&Relation::Worker)) {
            Access::ScopeOrWorker(R::WRITE)
        } else {
            Access::Scope(R::WRITE)
        }
    }

    pub(super) fn operation(&self, verb: &str) -> String {
        format!("{verb}_{}", self.name().replace(' ', "_"))
    }

    /// The kind without its article.
    pub(super) fn name(&self) -> &'static str {
        self.noun.split_once(' ').map_or(self.noun, |(_, name)| name)
    }

    pub(super) fn plural() -> &'static str {
        R::PATH.rsplit_once('/').map_or(R::PATH, |(_, plural)| plural)
    }
}

/// What a document has more.
impl<R: Wire> Records<R> {
    /// Lists them, by the filters of a kind, in the order that is asked for, with counts.
    pub(in crate::api) fn ranked_list<Q: ListQuery>(self, says: &str) -> Self {
        let draft = Self::listing::<Q>(says).page::<CountedPage<Listed<R::View>>>(
            "A page, newest first unless `sort` says otherwise",
        );
        self.also(Self::in_bulk(draft).to(ranked_list::<R, Q>))
    }

    /// Creates one.
    pub(in crate::api) fn create(self, says: &str) -> Self {
        let draft = Route::post(R::PATH, Access::Scope(R::WRITE))
            .says(self.operation("create"), format!("Create {}", self.noun), says)
            .body::<R::Input>()
            .json::<R::View>(201, "Created")
            .creates();
        self.also(draft.to(handlers::create::<R>))
    }

    /// Replaces one as a whole.
    pub(in crate::api) fn replace(self) -> Self {
        let says = "Every member that is left out takes its default. `If-Match` carries the ETag that was read.";
        let draft = self
            .one(Route::put(Self::item(), Access::Scope(R::WRITE)))
            .says(self.operation("replace"), format!("Replace {}", self.noun), says)
            .body::<R::Input>();
        let draft = self.changed(draft).changes();
        self.also(draft.to(handlers::replace::<R>))
    }

    /// Changes one in part, as in the example.
    pub(in crate::api) fn update(self, example: Value) -> Self {
        let says = "A merge patch (RFC 7396): members that are sent replace, `null` removes. `If-Match` carries \
             the ETag that was read.";
        let draft = self
            .one(Route::patch(Self::item(), Access::Scope(R::WRITE)))
            .says(self.operation("update"), format!("Change {} in part", self.noun), says)
            .patch_of::<R::Input>(format!("Any part of {}", self.noun), example);
        let draft = self.changed(draft).changes();
        self.also(draft.to(handlers::update::<R>))
    }

    /// Deletes one.
    pub(in crate::api) fn delete(self, says: &str) -> Self {
        let draft = self
            .one(Route::delete(Self::item(), Access::Scope(R::WRITE)))
            .says(self.operation("delete"), format!("Delete {}", self.noun), says)
            .answers(204, "Deleted")
            .changes();
        self.also(draft.to(handlers::delete::<R>))
    }
}

async fn list<R: Viewed, Q: ListQuery>(context: Context) -> Answer {
    let query = context.query::<Q>()?;
    if let Some(form) = Form::asked(&context) {
        let ranking = query.ranking();
        return bulk::bulk::<R>(context, form, query.read()?, ranking).await;
    }
    let (filter, page) = query.read()?;
    list_page::<R>(context, filter, page).await
}

async fn ranked_list<R: Wire, Q: ListQuery>(context: Context) -> Answer {
    let query = context.query::<Q>()?;
    let ranking = query.ranking();
    if let Some(form) = Form::asked(&context) {
        return bulk::bulk::<R>(context, form, query.read()?, ranking).await;
    }
    ranked::<R>(context, query.read()?, ranking).await
}
