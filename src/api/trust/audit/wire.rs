//! The audit on the wire.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::trust::audit::Listed,
    domain::{access::scope::Role, resource::RecordKind, trust::audit::AuditEntry},
};

/// Who did what when.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AuditEntryView {
    /// Its number, from 1 without a gap.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 4711)]
    n: i64,
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
    /// What: as in the history of the record, or what was read: `identity_read`, `identity_disclosed`, `exported`.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "identity_read")]
    action: String,
    /// Whether something was read and nothing changed.
    is_reading: bool,
    /// Kind of the record.
    kind: RecordKind,
    /// The record.
    record_id: Uuid,
    /// The API client; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
    /// The organisation of the client, while the client is known.
    #[schema(required)]
    organisation_id: Option<Uuid>,
    /// The role of the organisation, while the client is known.
    #[schema(required)]
    role: Option<Role>,
}

impl From<Listed> for AuditEntryView {
    fn from(Listed { entry, change, of }: Listed) -> Self {
        let (organisation_id, role) = of.unzip();
        Self {
            n: entry.n,
            at: entry.at,
            action: entry.action,
            is_reading: change.is_none(),
            kind: entry.kind,
            record_id: entry.record,
            client_id: entry.client,
            organisation_id,
            role,
        }
    }
}

/// A reading of who somebody is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReadingView {
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
    /// What: `identity_read`, `identity_disclosed` or `exported`.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "identity_read")]
    action: String,
    /// The API client; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<AuditEntry> for ReadingView {
    fn from(AuditEntry { at, action, client, .. }: AuditEntry) -> Self {
        Self { at, action, client_id: client }
    }
}
