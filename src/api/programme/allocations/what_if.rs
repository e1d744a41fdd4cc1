//! What changes of an allocation would bring, on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::programme::allocations::what_if::{Change, Difference, Moved},
    domain::{
        FieldError,
        programme::allocation::{AllocationChangeKind, AllocationMethod},
        resource::id::Id,
    },
};

/// A change that is tried.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AllocationChangeBody {
    /// Which.
    pub kind: AllocationChangeKind,
    /// The cap of `set_cap`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "kazan")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_id: Option<String>,
    /// How many people the cap allows then.
    #[validate(range(min = 0, max = 100_000))]
    #[schema(minimum = 0, maximum = 100_000, example = 130)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// The vacancy of `add_vacancy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacancy_id: Option<Uuid>,
    /// The candidate of `remove_unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate_id: Option<Uuid>,
    /// The method of `set_method`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<AllocationMethod>,
}

/// Changes that are tried together.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WhatIfInput {
    /// The changes.
    #[validate(length(min = 1, max = 50), nested)]
    #[schema(min_items = 1, max_items = 50)]
    pub changes: Vec<AllocationChangeBody>,
}

impl Exemplary for WhatIfInput {
    fn example() -> Value {
        json!({"changes": [{
            "kind": "set_cap", "cap_id": "kazan", "max": 130, "vacancy_id": "0198c0de-0000-7000-8000-000000000000",
            "candidate_id": "0198c0de-0000-7000-8000-000000000001", "method": "common_order"
        }]})
    }
}

impl WhatIfInput {
    /// The changes, if each has what it needs.
    pub(super) fn accept(self) -> Result<Vec<Change>, Vec<FieldError>> {
        let mut errors = Vec::new();
        let changes = self.changes.into_iter().enumerate().filter_map(|(at, change)| {
            change
                .accept()
                .map_err(|member| {
                    let why = "this kind of change needs it";
                    errors.push(FieldError::new(
                        format!("/changes/{at}/{member}"),
                        "required",
                        why,
                    ));
                })
                .ok()
        });
        let changes: Vec<Change> = changes.collect();
        if errors.is_empty() { Ok(changes) } else { Err(errors) }
    }
}

impl AllocationChangeBody {
    /// The change, or the member that it lacks.
    fn accept(self) -> Result<Change, &'static str> {
        match self.kind {
            AllocationChangeKind::SetCap => {
                Ok(Change::SetCap(self.cap_id.ok_or("cap_id")?, self.max.ok_or("max")?))
            }
            AllocationChangeKind::AddVacancy => {
                Ok(Change::AddVacancy(Id::new(self.vacancy_id.ok_or("vacancy_id")?)))
            }
            AllocationChangeKind::RemoveUnit => {
                Ok(Change::RemoveUnit(self.candidate_id.ok_or("candidate_id")?))
            }
            AllocationChangeKind::SetMethod => Ok(Change::SetMethod(self.method.ok_or("method")?)),
        }
    }
}

/// People seated in a municipality.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MunicipalityChangeView {
    /// The municipality (ОКТМО).
    #[schema(max_length = 8)]
    municipality: String,
    /// As it is.
    #[schema(minimum = 0, maximum = 1_000_000, example = 120)]
    before: u32,
    /// With the changes.
    #[schema(minimum = 0, maximum = 1_000_000, example = 130)]
    after: u32,
}

/// What changes would bring. Nothing of it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WhatIfView {
    /// People who have a seat as it is.
    #[schema(minimum = 0, maximum = 1_000_000, example = 2710)]
    placed_before: u32,
    /// People who would have one.
    #[schema(minimum = 0, maximum = 1_000_000, example = 2720)]
    placed_after: u32,
    /// Candidates who would gain a seat.
    #[schema(max_items = 100_000)]
    gained: Vec<Uuid>,
    /// Candidates who would lose theirs.
    #[schema(max_items = 100_000)]
    lost: Vec<Uuid>,
    /// Where people would be.
    #[schema(max_items = 100)]
    municipalities: Vec<MunicipalityChangeView>,
}

impl From<Difference> for WhatIfView {
    fn from(difference: Difference) -> Self {
        let Difference { placed_before, placed_after, gained, lost, municipalities } = difference;
        let moved = |Moved { municipality, before, after }| MunicipalityChangeView {
            municipality,
            before,
            after,
        };
        let municipalities = municipalities.into_iter().map(moved).collect();
        Self { placed_before, placed_after, gained, lost, municipalities }
    }
}
