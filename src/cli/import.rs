//! `koprik import`.

use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
    path::PathBuf,
    time::Duration,
};

use anyhow::Context;
use clap::{Args, ValueEnum};
use koprik::{
    api::integration::imports::file::{self, begin},
    app::{App, job_types::JOB_TYPES, jobs::work::Effort},
    config::StoreConfig,
    domain::integration::import::{Import as ImportJob, ImportSubject, RowFormat, RowState},
};
use uuid::Uuid;

/// How hard the command works: nobody else is to be spared.
const EFFORT: Effort = Effort { step: 250, rest: Duration::ZERO, lease: Duration::from_secs(30) };
/// Rows that are told at a time.
const PAGE: usize = 500;

#[derive(Clone, Copy, ValueEnum)]
enum Rows {
    /// Vacancies of an employer.
    Vacancies,
    /// Candidates of an agency.
    Candidates,
}

#[derive(Args)]
pub(crate) struct Import {
    #[command(flatten)]
    store: StoreConfig,
    /// File to read: lines of JSON if its name ends in ndjson or jsonl, a workbook if in xlsx, XML if in xml, otherwise a table (CSV).
    file: PathBuf,
    /// What the rows are.
    #[arg(long)]
    of: Rows,
    /// The employer or agency whose records they are.
    #[arg(long, value_name = "ID")]
    owner: Uuid,
    /// In which words the rows say what they say: koprik, hh, trudvsem, `job_posting`, `json_resume`, europass, `hr_xml` or `one_c`.
    #[arg(long, default_value = "koprik", value_name = "NAME")]
    format: RowFormat,
    /// Write nothing, and tell what would become of each row.
    #[arg(long)]
    dry_run: bool,
    /// Which members columns of other names say, such as `Оклад=base_salary.min`, with commas between.
    #[arg(long, value_name = "PAIRS")]
    columns: Option<String>,
    /// How the file is written; found out unless given.
    #[arg(long, value_name = "NAME")]
    charset: Option<String>,
    /// Number of the sheet of a workbook, counting those that are shown from 1.
    #[arg(long, value_name = "NUMBER")]
    sheet: Option<u8>,
    /// File to write what became of each row, as lines of JSON; by default the standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Import {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let app = super::shell::open_migrated(&self.store)?;
        app.follower().load(&|_| {})?;
        let name = self.file.display().to_string();
        let mut source = File::open(&self.file).with_context(|| format!("cannot read {name}"))?;
        let media = self.media();
        let asked = file::File {
            of: match self.of {
                Rows::Vacancies => ImportSubject::Vacancies,
                Rows::Candidates => ImportSubject::Candidates,
            },
            owner: self.owner,
            media: &media,
            columns: self.columns.clone(),
            format: self.format,
            dry_run: self.dry_run,
            sheet: self.sheet,
        };
        let import =
            begin(&app, &asked, &mut source).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
        work_through(&app, &asked, &import)?;
        let refused = self.tell(&app, &asked, &import)?;
        anyhow::ensure!(
            refused == 0,
            "{refused} rows were refused: their lines say how to mend them"
        );
        Ok(())
    }

    fn media(&self) -> String {
        let end = self.file.extension().map(|end| end.to_string_lossy().to_lowercase());
        let media = match end.as_deref() {
            Some("xlsx") => return file::XLSX.to_owned(),
            Some("ndjson" | "jsonl") => "application/x-ndjson",
            Some("xml") => file::XML,
            _ => "text/csv",
        };
        match &self.charset {
            Some(charset) => format!("{media}; charset={charset}"),
            None => media.to_owned(),
        }
    }

    /// Tells what became of each row; how many were refused.
    fn tell(&self, app: &App, asked: &file::File<'_>, import: &ImportJob) -> anyhow::Result<usize> {
        let mut out: Box<dyn Write> = match &self.output {
            None => Box::new(BufWriter::new(stdout())),
            Some(path) => Box::new(BufWriter::new(
                File::create(path).with_context(|| format!("cannot write {}", path.display()))?,
            )),
        };
        let (mut after, mut refused) = (None, 0);
        loop {
            let found = app.job_results(&asked.sender(), import.id, after, PAGE)?;
            for row in found.items {
                refused += usize::from(row.outcome.state == RowState::Refused);
                out.write_all(&file::line(row)?).context("cannot write a line")?;
            }
            after = found.more_after;
            if after.is_none() {
                out.flush().context("cannot write the last lines")?;
                return Ok(refused);
            }
        }
    }
}

/// Works until the import has ended, whoever works on it.
fn work_through(app: &App, asked: &file::File<'_>, import: &ImportJob) -> anyhow::Result<()> {
    let bar = super::match_run::bar()?;
    loop {
        let job = app.job(&asked.sender(), import.id)?;
        bar.set_length(u64::from(job.total));
        bar.set_position(u64::from(job.done));
        if !job.status.is_open() {
            bar.finish_and_clear();
            anyhow::ensure!(job.failure.is_none(), "the import failed: {:?}", job.failure);
            return Ok(());
        }
        if !app.work_on_jobs(JOB_TYPES, &EFFORT, &|| false)? {
            std::thread::park_timeout(Duration::from_millis(100)); // a server works on it
        }
    }
}
