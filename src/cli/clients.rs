//! `koprik clients`.

use clap::{Args, Subcommand, ValueEnum};
use koprik::{
    config::StoreConfig,
    domain::access::scope::{Role, Scope},
};
use uuid::Uuid;

#[derive(Subcommand)]
pub(crate) enum Clients {
    /// Make a client and show its secret, once.
    #[command(
        after_help = "Example: koprik clients create --role employer --organisation <id> --label \"HR system\""
    )]
    Create(Create),
    /// List all clients, without their secrets.
    #[command(after_help = "Example: koprik clients list")]
    List(List),
    /// Revoke a client: its tokens stop within a second on every server.
    #[command(after_help = "Example: koprik clients revoke <client id>")]
    Revoke(Revoke),
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleName {
    Employer,
    Agency,
    Operator,
    Partner,
}

#[derive(Args)]
pub(crate) struct Create {
    #[command(flatten)]
    store: StoreConfig,
    /// What the client works for.
    #[arg(long)]
    role: RoleName,
    /// Id of the employer or agency; operators and partners may leave it out.
    #[arg(long, required_if_eq_any([("role", "employer"), ("role", "agency")]))]
    organisation: Option<Uuid>,
    /// Scopes with commas between; left out, all that the role can have.
    #[arg(long, value_delimiter = ',')]
    scopes: Vec<Scope>,
    /// A name for people.
    #[arg(long, default_value = "")]
    label: String,
}

#[derive(Args)]
pub(crate) struct List {
    #[command(flatten)]
    store: StoreConfig,
}

#[derive(Args)]
pub(crate) struct Revoke {
    #[command(flatten)]
    store: StoreConfig,
    /// Id of the client.
    id: Uuid,
}

impl Clients {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Create(command) => create(command),
            Self::List(command) => list(&command),
            Self::Revoke(command) => {
                super::shell::open_migrated(&command.store)?.revoke_client(command.id)?;
                super::shell::say("revoked");
                Ok(())
            }
        }
    }
}

fn create(command: Create) -> anyhow::Result<()> {
    let role = match command.role {
        RoleName::Employer => Role::Employer,
        RoleName::Agency => Role::Agency,
        RoleName::Operator => Role::Operator,
        RoleName::Partner => Role::Partner,
    };
    let organisation = command.organisation.unwrap_or_else(Uuid::now_v7);
    let app = super::shell::open_migrated(&command.store)?;
    let new = app.create_client(role, organisation, command.scopes, &command.label)?;
    let scope: Vec<&str> = new.client.scopes.iter().map(|scope| scope.as_str()).collect();
    super::shell::say(serde_json::to_string_pretty(&serde_json::json!({
        "client_id": new.client.id,
        "client_secret": new.secret.reveal(),
        "organisation_id": organisation,
        "role": role,
        "scope": scope.join(" "),
    }))?);
    Ok(())
}

fn list(command: &List) -> anyhow::Result<()> {
    for stored in super::shell::open_migrated(&command.store)?.list_clients()? {
        let state =
            stored.revoked_at.map_or_else(|| "live".to_owned(), |at| format!("revoked {at}"));
        let client = stored.client;
        super::shell::say(format!(
            "{}  {:<8}  {}  {state}  {}",
            client.id, client.role, client.organisation, stored.label
        ));
    }
    Ok(())
}
