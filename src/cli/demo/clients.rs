//! The file of a demo's clients.

use std::{fs::OpenOptions, io::Write, path::Path};

use anyhow::Context;
use koprik::{app::demo::Corridor, domain::access::scope::Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is in the file.
#[derive(Serialize, Deserialize)]
pub(super) struct Clients {
    base_url: String,
    clients: Vec<DemoClient>,
}

/// A client with its secret.
#[derive(Serialize, Deserialize)]
pub(super) struct DemoClient {
    role: Role,
    organisation_id: Uuid,
    pub(super) client_id: Uuid,
    pub(super) client_secret: String,
    scope: String,
}

impl Clients {
    /// Reads the file, which from now on says that they are served at this address.
    pub(super) fn read(path: &Path, base_url: &str) -> anyhow::Result<Self> {
        let unreadable = || format!("cannot read {}: --fresh makes a new demo", path.display());
        let text = std::fs::read_to_string(path).with_context(unreadable)?;
        let mut all: Self = serde_json::from_str(&text).with_context(unreadable)?;
        base_url.clone_into(&mut all.base_url);
        all.store(path)?;
        Ok(all)
    }

    fn store(&self, path: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        write_privately(path, &text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The client of the employer whose match is shown.
    pub(super) fn employer(&self) -> anyhow::Result<&DemoClient> {
        let found = self.clients.iter().find(|client| client.role == Role::Employer);
        found.context("demo-clients.json has no employer: --fresh makes a new demo")
    }
}

/// Writes the clients that were made.
pub(super) fn write(path: &Path, base_url: &str, corridor: &Corridor) -> anyhow::Result<()> {
    let clients = corridor.clients.iter().map(|client| {
        let scopes: Vec<&str> =
            client.new.client.scopes.iter().map(|scope| scope.as_str()).collect();
        DemoClient {
            role: client.role,
            organisation_id: client.organisation,
            client_id: client.new.client.id,
            client_secret: client.new.secret.reveal().to_owned(),
            scope: scopes.join(" "),
        }
    });
    Clients { base_url: base_url.to_owned(), clients: clients.collect() }.store(path)
}

/// Writes a file that only its owner reads, since it holds secrets; it is the old one or the new one, never half.
fn write_privately(path: &Path, text: &str) -> std::io::Result<()> {
    let new = path.with_extension("json.new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&new)?.write_all(text.as_bytes())?;
    std::fs::rename(&new, path)
}
