//! How each operation is sent.

use serde_json::{Value, json};

use super::{
    fixtures::{Caller, Kind, Operation, Situation},
    stage::Scene,
};
use crate::support::{Answer, Client, world::but};

/// The reason that transitions of these tests give where any will do.
pub(super) const REASON: &str = "as agreed";

impl Operation {
    pub(super) const ALL: [Self; 17] = [
        Self::List,
        Self::Create,
        Self::Get,
        Self::Replace,
        Self::Patch,
        Self::Delete,
        Self::Transition,
        Self::Put,
        Self::GetByRef,
        Self::PatchByRef,
        Self::DeleteByRef,
        Self::TransitionByRef,
        Self::Copy,
        Self::CopyByRef,
        Self::Batch,
        Self::Results,
        Self::History,
    ];

    /// Its method, and its path behind that of the list.
    pub(super) const fn route(self) -> (&'static str, &'static str) {
        match self {
            Self::List => ("GET", ""),
            Self::Create => ("POST", ""),
            Self::Get => ("GET", "/{id}"),
            Self::Replace => ("PUT", "/{id}"),
            Self::Patch => ("PATCH", "/{id}"),
            Self::Delete => ("DELETE", "/{id}"),
            Self::Transition => ("POST", "/{id}/transitions"),
            Self::Put => ("PUT", "/by-ref/{external_ref}"),
            Self::GetByRef => ("GET", "/by-ref/{external_ref}"),
            Self::PatchByRef => ("PATCH", "/by-ref/{external_ref}"),
            Self::DeleteByRef => ("DELETE", "/by-ref/{external_ref}"),
            Self::TransitionByRef => ("POST", "/by-ref/{external_ref}/transitions"),
            Self::Copy => ("POST", "/{id}/copies"),
            Self::CopyByRef => ("POST", "/by-ref/{external_ref}/copies"),
            Self::Batch => ("POST", "/batch"),
            Self::Results => ("GET", "/{id}/results"),
            Self::History => ("GET", "/{id}/history"),
        }
    }

    pub(super) const fn reads(self) -> bool {
        matches!(self.by_id(), Self::List | Self::Get | Self::Results | Self::History)
    }

    /// The same by the record's id.
    pub(super) const fn by_id(self) -> Self {
        match self {
            Self::GetByRef => Self::Get,
            Self::PatchByRef => Self::Patch,
            Self::DeleteByRef => Self::Delete,
            Self::TransitionByRef => Self::Transition,
            Self::CopyByRef => Self::Copy,
            other => other,
        }
    }

    /// Whether it is asked of a record by its owner's reference.
    pub(super) fn has_reference(self) -> bool {
        self == Self::Put || self.by_id() != self
    }

    /// Whether it is asked of one record that is there.
    pub(super) const fn has_id(self) -> bool {
        !matches!(self, Self::List | Self::Create | Self::Put | Self::Batch)
    }
}

/// The state that a transition of these tests goes to.
pub(super) fn target_of(situation: &Situation, caller: Caller) -> &'static str {
    situation.moves_of(caller).first().copied().unwrap_or(situation.status)
}

/// Sends an operation as a caller for the record of a scene, or for another `id`.
pub(super) fn send(
    scene: &Scene<'_>,
    operation: Operation,
    from: (Caller, &Client),
    id: &str,
) -> Answer {
    let Kind { path, patch, .. } = *scene.kind;
    let (caller, client) = from;
    let (method, rest) = operation.route();
    let rest = rest.replace("{id}", id).replace("{external_ref}", &reference(scene, id));
    let changed = || but(scene.body.clone(), &patch());
    let (body, query) = match operation.by_id() {
        Operation::List => (None, scene.own_list()),
        Operation::Create => (Some(scene.another_body(caller)), String::new()),
        Operation::Batch => (Some(json!({"items": [scene.another_body(caller)]})), String::new()),
        Operation::Put => {
            let mut body = changed();
            body.as_object_mut().unwrap().remove("external_ref");
            (Some(body), String::new())
        }
        Operation::Replace => (Some(changed()), String::new()),
        Operation::Patch | Operation::Copy => (Some(patch()), String::new()),
        Operation::Transition => (
            Some(json!({"to": target_of(scene.situation, caller), "reason": scene.kind.reason})),
            String::new(),
        ),
        _ => (None, String::new()),
    };
    request(client, method, &format!("{path}{rest}{query}"), body.as_ref())
}

fn reference(scene: &Scene<'_>, id: &str) -> String {
    let own = || scene.body["external_ref"].as_str().unwrap_or_default().to_owned();
    if id == scene.id { own() } else { id.to_owned() }
}

fn request(client: &Client, method: &str, path: &str, body: Option<&Value>) -> Answer {
    let media = if method == "PATCH" || path.ends_with("/copies") {
        "application/merge-patch+json"
    } else {
        "application/json"
    };
    let mut headers = Vec::new();
    if body.is_some() {
        headers.push(("content-type", media));
    }
    if matches!(method, "PATCH" | "DELETE") || method == "PUT" && !path.contains("/by-ref/") {
        headers.push(("if-match", "*"));
    }
    let text = body.map(ToString::to_string);
    client.send(method, path, &headers, text.as_deref().map(str::as_bytes))
}
