//! The credentials that hold no longer, as Open Badges 3.0 lists them (1EdTech, VC Revocation List 1.0).

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::learning::credentials::{badge::REVOKED, recognised::address},
    app::learning::credentials::Overruled,
};

/// A `1EdTechRevocationList`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct RevocationListView {
    /// Its address.
    #[schema(max_length = 400, format = "uri")]
    id: String,
    /// Who gives the credentials.
    #[schema(max_length = 300, format = "uri")]
    issuer: String,
    /// Those that hold no longer, of the newest 10,000 recognitions that were taken back or decided anew.
    #[schema(max_items = 20_000)]
    revoked_credential: Vec<RevokedCredentialView>,
}

/// A credential that holds no longer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct RevokedCredentialView {
    /// The `id` of the credential.
    #[schema(max_length = 400, format = "uri")]
    id: String,
    /// That it holds no longer.
    revoked: bool,
    /// Why.
    #[schema(max_length = 60)]
    revocation_reason: &'static str,
}

impl RevocationListView {
    /// The list of an installation.
    pub(super) fn of(overruled: &[Overruled], base: &str) -> Self {
        let one = |over: &Overruled| RevokedCredentialView {
            id: address(base, over.recognition, over.number),
            revoked: true,
            revocation_reason: if over.revoked {
                "the authority took it back"
            } else {
                "the authority decided anew"
            },
        };
        Self {
            id: format!("{base}{REVOKED}"),
            issuer: base.to_owned(),
            revoked_credential: overruled.iter().map(one).collect(),
        }
    }
}
