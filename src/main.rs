//! The command line of Koprik.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
