//! The audit: who did what, also who read, for operators.

pub(crate) mod wire;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, query},
        request::context::{Answer, Context},
        resource::{history::numbered, page::Page},
        route::value::{Group, Route},
        trust::audit::wire::AuditEntryView,
    },
    app::trust::audit::{AuditFilter, Listed},
    domain::{access::scope::Scope, resource::RecordKind},
};

/// The route of the audit.
pub(in crate::api) fn routes() -> Group {
    let list = Route::get("/v1/audit", Access::Scope(Scope::AuditRead))
        .says(
            "list_audit",
            "Read who did what",
            "Each change of a record and each reading of who a candidate is, oldest first. Entries are sealed over one \
             another with a key outside the database: `koprik audit verify` finds whatever was changed afterwards.",
        )
        .query::<ListAuditQuery>()
        .page::<Page<AuditEntryView>>("A page, oldest first");
    Group {
        name: "audit",
        about: "Who did what, and who read what",
        routes: vec![list.to(list_audit)],
    }
}

/// Which entries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListAuditQuery {
    /// Only what this API client did.
    #[param(max_length = 36)]
    client_id: Option<Uuid>,
    /// Only what clients of this organisation did.
    #[param(max_length = 36)]
    organisation_id: Option<Uuid>,
    /// Only this.
    #[param(min_length = 1, max_length = 40, pattern = "^[a-z_]+$", example = "identity_read")]
    action: Option<String>,
    /// Only about records of this kind.
    #[param(inline, value_type = Option<RecordKind>)]
    kind: Option<String>,
    /// Only about this record.
    #[param(max_length = 36)]
    record_id: Option<Uuid>,
    /// Only from this moment (RFC 3339) on.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    since: Option<DateTime<Utc>>,
    /// Only before this moment (RFC 3339).
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    until: Option<DateTime<Utc>>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListAuditQuery {
    fn filter(self) -> Result<AuditFilter, ApiError> {
        let kind = self.kind.map(|text| query::one::<RecordKind>("kind", &text)).transpose()?;
        Ok(AuditFilter {
            client: self.client_id,
            organisation: self.organisation_id,
            action: self.action,
            kind,
            record: self.record_id,
            since: self.since,
            until: self.until,
        })
    }
}

async fn list_audit(context: Context) -> Answer {
    let mut asked: ListAuditQuery = context.query()?;
    let part = (asked.limit, asked.cursor.take());
    let filter = asked.filter()?;
    let read = move |context: &Context, after, limit| {
        context.app().audit(&context.actor, &filter, after, limit)
    };
    numbered::<Listed, AuditEntryView>(context, part, read, |listed| listed.entry.n).await
}
