//! Where the log goes: `KOPRIK_LOG` sets what is in it (default `info`), `KOPRIK_LOG_FORMAT=json` how it looks.

use std::{fs::File, io::IsTerminal, path::Path, sync::Mutex};

use anyhow::Context;
use koprik::config::checks;
use tracing_subscriber::{
    EnvFilter, fmt,
    fmt::writer::{BoxMakeWriter, MakeWriter},
};

/// What strangers send, and that is not HTTP, is for the protocol's layer an error; it is none of the server.
const NOT_OURS: &str = "actix_http::h1=off";

/// Logs to the error stream.
pub(super) fn to_error_stream() -> anyhow::Result<()> {
    start(BoxMakeWriter::new(std::io::stderr), std::io::stderr().is_terminal())
}

/// Logs to a file, after what is in it.
pub(super) fn to_file(path: &Path) -> anyhow::Result<()> {
    let file = File::options().create(true).append(true).open(path);
    let file = file.with_context(|| format!("cannot write the log {}", path.display()))?;
    start(Mutex::new(file), false)
}

fn start(
    writer: impl for<'w> MakeWriter<'w> + Send + Sync + 'static,
    colours: bool,
) -> anyhow::Result<()> {
    let asked = std::env::var("KOPRIK_LOG").unwrap_or_else(|_| "info".to_owned());
    checks::log_filter(&asked).map_err(anyhow::Error::msg)?;
    let filter = EnvFilter::try_new(format!("{NOT_OURS},{asked}"))?; // what is asked wins
    let log = fmt().with_env_filter(filter).with_ansi(colours).with_writer(writer);
    if std::env::var("KOPRIK_LOG_FORMAT").is_ok_and(|format| format == "json") {
        log.json().init();
    } else {
        log.init();
    }
    Ok(())
}
