//! `koprik taxonomy`: check, import, export, and what the pool teaches.

use std::{io::Write, path::PathBuf, sync::Arc};

use anyhow::{Context, anyhow, ensure};
use clap::{Args, Subcommand};
use koprik::{
    app::{
        App,
        edition::{Edition, amendment::ImportedFile},
        taxonomy::learning::Subject,
    },
    config::StoreConfig,
    taxonomy::{
        self, ConceptKind,
        check::Severity,
        import::{Report, Selection, export},
    },
};

use super::learning::Learn;

/// How many findings or problems are shown.
const SHOWN: usize = 50;

#[derive(Subcommand)]
pub(crate) enum TaxonomyCommand {
    /// Look for broken links, circles, doubled names and missing labels, in the database's taxonomy if there is one.
    #[command(after_help = "Example: koprik taxonomy check")]
    Check(Check),
    /// Import concepts, names and relations from a file; running servers use them within seconds.
    #[command(
        after_help = "Example: koprik taxonomy import skills.csv --kind skill --source 'ESCO v1.2' --dry-run\n\n\
            Columns, one row a concept, parted by commas, semicolons or tabs: kind, id, valid_from, valid_to, replaced_by, isco08, \
            okpdtr, category, esco_uri, label_ru, label_uz_latn, label_uz_cyrl, label_tt, label_en, synonyms_ru … \
            synonyms_en, broader, related, essential_skills, optional_skills. A column that the file has is the whole \
            truth for its rows; one that it lacks leaves things as they are. ESCO's own files are read as they are."
    )]
    Import(Import),
    /// Print the taxonomy, or a part of it, as a file that `import` reads.
    #[command(
        after_help = "Example: koprik taxonomy export --kind skill --prefix esco. > skills.csv"
    )]
    Export(Export),
    /// Learn how rare each skill is from the candidates there now, and show or publish it.
    #[command(after_help = "Example: koprik taxonomy rarity --publish")]
    Rarity(Learn),
    /// Learn which skills often go together from the candidates there now, and show or publish it.
    #[command(after_help = "Example: koprik taxonomy relations --publish")]
    Relations(Learn),
}

impl TaxonomyCommand {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Check(command) => command.run(),
            Self::Import(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::Rarity(command) => command.run(Subject::Rarity),
            Self::Relations(command) => command.run(Subject::Neighbours),
        }
    }
}

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    store: StoreConfig,
}

impl Check {
    fn run(self) -> anyhow::Result<()> {
        let taxonomy = present(&self.store)?;
        let findings = taxonomy::check(&taxonomy);
        findings.iter().take(SHOWN).for_each(super::shell::say);
        if findings.len() > SHOWN {
            super::shell::say(format!("… and {} more", findings.len() - SHOWN));
        }
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        super::shell::say(format!(
            "taxonomy {}: {} occupations, {} skills, {errors} errors, {} warnings",
            taxonomy.version(),
            taxonomy.trades().len(),
            taxonomy.skills().len(),
            findings.len() - errors
        ));
        ensure!(
            errors == 0,
            "the taxonomy has errors: mend its files, and import those that are yours again"
        );
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Import {
    #[command(flatten)]
    store: StoreConfig,
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The kind of rows that do not say theirs: `skill` or `occupation`.
    #[arg(long)]
    kind: Option<ConceptKind>,
    /// Where the names come from; by default the name of the file.
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Only say what an import would do.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    fn run(self) -> anyhow::Result<()> {
        let shown = self.file.display();
        let bytes = std::fs::read(&self.file).with_context(|| format!("cannot read {shown}"))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            anyhow!(
                "{shown} is not UTF-8; spreadsheets write windows-1251 unless told otherwise: save it as CSV UTF-8"
            )
        })?;
        let name = || self.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let source = self.source.clone().unwrap_or_else(name);
        let file = ImportedFile { kind: self.kind, source, text };
        let app = super::shell::open_migrated(&self.store)?;
        let report = app.import_taxonomy(&file, !self.dry_run)?;
        tell(&report);
        super::shell::say(if self.dry_run {
            "nothing was stored: this was a dry run".to_owned()
        } else {
            format!("the taxonomy is now {}", app.taxonomy().version())
        });
        ensure!(
            report.problems.is_empty(),
            "{shown}: not all of it was taken, see above: mend it, and import it again"
        );
        ensure!(report.taken() > 0, "{shown} holds no row");
        Ok(())
    }
}

fn tell(report: &Report) {
    report.problems.iter().take(SHOWN).for_each(super::shell::say);
    if report.problems.len() > SHOWN {
        super::shell::say(format!("… and {} more", report.problems.len() - SHOWN));
    }
    super::shell::say(format!(
        "{} added, {} changed, of these {} retired, {} as they were, {} problems",
        report.added.len(),
        report.changed.len(),
        report.retired.len(),
        report.unchanged,
        report.problems.len()
    ));
}

#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    store: StoreConfig,
    /// Only this kind: `skill` or `occupation`.
    #[arg(long)]
    kind: Option<ConceptKind>,
    /// Only ids that begin so, such as `esco.`.
    #[arg(long, value_name = "TEXT", default_value = "")]
    prefix: String,
}

impl Export {
    fn run(self) -> anyhow::Result<()> {
        let taxonomy = present(&self.store)?;
        let selection = Selection { kind: self.kind, id_prefix: self.prefix };
        let text = export(&taxonomy, &selection);
        std::io::stdout().write_all(text.as_bytes()).context("the file cannot be written")
    }
}

/// The taxonomy of the database, or the built-in one where neither database nor folder was named and none is there.
fn present(store: &StoreConfig) -> anyhow::Result<Arc<Edition>> {
    if store.names_none() && store.backend().missing_file().is_some() {
        return Ok(Edition::embedded());
    }
    let app: App = super::shell::open_migrated(store)?;
    app.follower().renew()?;
    Ok(app.taxonomy())
}
