//! The commands. Each is a thin shell around the library.

mod allocation;
mod audit;
mod clients;
mod demo;
mod doctor;
mod import;
mod learning;
mod log;
mod maintenance;
mod match_run;
mod rules;
mod serve;
mod shell;
mod signals;
mod taxonomy;
mod vault;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Organized recruitment between Uzbekistan and Tatarstan: a REST API that matches by skill and region.
#[derive(Parser)]
#[command(version, about, after_help = "Try it: koprik demo")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API.
    #[command(
        after_help = "Example: KOPRIK_DATABASE_URL=postgres://koprik@db/koprik koprik serve --bind 0.0.0.0:8080"
    )]
    Serve(serve::Serve),
    /// Serve a fictional corridor from a folder, which is filled the first time, and show a match.
    #[command(after_help = "Example: koprik demo --candidates 2000 --vacancies 60")]
    Demo(demo::Demo),
    /// Bring the database's schema up to date, or take migrations back.
    #[command(after_help = "Example: koprik migrate --data-dir data")]
    Migrate(maintenance::Migrate),
    /// Remove what is left of deleted records: in the answers of jobs, in free pages and in the log of the database.
    #[command(after_help = "Example: koprik retention --data-dir data")]
    Retention(maintenance::Retention),
    /// Copy the embedded database into a new file while it is in use, and check the copy.
    #[command(after_help = "Example: koprik backup --output koprik-2026-11-29.db")]
    Backup(maintenance::Backup),
    /// Print the OpenAPI document.
    #[command(after_help = "Example: koprik openapi > openapi/openapi.json")]
    Openapi,
    /// Find the best matches of many vacancies or candidates at once, as lines of JSON.
    #[command(
        after_help = "Example: koprik match-run --direction vacancies --isco08 71 --limit 10 --lang ru --output matches.ndjson"
    )]
    MatchRun(match_run::MatchRun),
    /// Import a file of vacancies or candidates for an organisation, and tell what became of each row, as lines of JSON.
    #[command(
        after_help = "Example: koprik import vacancies.csv --of vacancies --owner 0198c0de-0000-7000-8000-000000000004 --dry-run"
    )]
    Import(import::Import),
    /// Check the result of an allocation by code that shares nothing with what found it.
    #[command(after_help = "Example: koprik check-allocation allocation.json")]
    CheckAllocation(allocation::CheckAllocation),
    /// Make, list and revoke API clients.
    #[command(subcommand)]
    Clients(clients::Clients),
    /// Check, import and export the taxonomy, and learn from the pool what it says of skills.
    #[command(subcommand)]
    Taxonomy(taxonomy::TaxonomyCommand),
    /// Look after the master keys of the vault.
    #[command(subcommand)]
    Vault(vault::VaultCommand),
    /// Look whether somebody has changed the audit.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Check rule sets: law as dated data.
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    /// Look at the settings and the database, and say what is wrong and how to mend it; changes nothing.
    #[command(after_help = "Example: koprik doctor --data-dir data --bind 127.0.0.1:8080")]
    Doctor(doctor::Doctor),
    /// Compare an index that has followed the log with one built afresh from the database.
    #[command(after_help = "Example: koprik rebuild-check --follow 30")]
    RebuildCheck(maintenance::RebuildCheck),
}

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Demo(command) => command.run(), // its log goes to a file
        command => log::to_error_stream().and_then(|()| run_logged(command)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_logged(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(command) => command.run(),
        Command::Demo(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Retention(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Openapi => maintenance::openapi(),
        Command::MatchRun(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::CheckAllocation(command) => command.run(),
        Command::Clients(command) => command.run(),
        Command::Taxonomy(command) => command.run(),
        Command::Vault(command) => command.run(),
        Command::Audit(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Doctor(command) => command.run(),
        Command::RebuildCheck(command) => command.run(),
    }
}
