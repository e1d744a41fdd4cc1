//! `koprik match-run`.

use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
    path::PathBuf,
};

use anyhow::Context;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use koprik::{
    api::recruitment::match_runs::line,
    app::{
        AppError,
        recruitment::matches::{Profile, SCORER_VERSION, Weights},
    },
    config::StoreConfig,
    domain::{
        concepts::occupation::TradeId,
        recruitment::{
            match_filter::MatchFilter,
            match_run::{Chosen, Direction, MatchRunBody, RecordFilter},
        },
        values::{
            language::Lang,
            place::{HomeRegion, Municipality},
        },
    },
};
use uuid::Uuid;

#[derive(Clone, Copy, ValueEnum)]
enum Side {
    /// Candidates for each vacancy.
    Vacancies,
    /// Vacancies for each candidate.
    Candidates,
}

#[derive(Args)]
pub(crate) struct MatchRun {
    #[command(flatten)]
    store: StoreConfig,
    /// Which side to ask for.
    #[arg(long, default_value = "vacancies")]
    direction: Side,
    /// Only these vacancies or candidates, with commas between.
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    ids: Vec<Uuid>,
    /// Only those of this ISCO-08 group: one to four leading digits.
    #[arg(long, conflicts_with = "ids", value_parser = digits, value_name = "DIGITS")]
    isco08: Option<String>,
    /// Only those of this trade.
    #[arg(long, conflicts_with = "ids", value_name = "ID")]
    occupation: Option<TradeId>,
    /// Only those with the work, or a wish, in this municipality (ОКТМО).
    #[arg(long, conflicts_with = "ids", value_name = "CODE")]
    municipality: Option<Municipality>,
    /// Only those of this home region.
    #[arg(long, conflicts_with = "ids", value_name = "CODE")]
    home_region: Option<HomeRegion>,
    /// Only those of this employer or agency.
    #[arg(long, conflicts_with = "ids", value_name = "ID")]
    owner: Option<Uuid>,
    /// Matches of each at most.
    #[arg(long, default_value = "20", value_parser = clap::value_parser!(u8).range(1..=100), value_name = "NUMBER")]
    limit: u8,
    /// A named set of weights: balanced, `skills_first` or `close_to_wishes`.
    #[arg(long, default_value = "balanced", value_name = "NAME")]
    profile: Profile,
    /// The least score, 0 to 10,000.
    #[arg(long, value_parser = clap::value_parser!(u16).range(0..=10_000), value_name = "NUMBER")]
    min_score: Option<u16>,
    /// Language of the reasons: ru, uz-Latn, uz-Cyrl, tt or en.
    #[arg(long, default_value = "en", value_name = "LANGUAGE")]
    lang: Lang,
    /// File to write, one line of JSON for each vacancy or candidate; by default the standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn digits(text: &str) -> Result<String, String> {
    let right = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if right { Ok(text.to_owned()) } else { Err("expected one to four digits".to_owned()) }
}

impl MatchRun {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let app = super::shell::open_migrated(&self.store)?;
        app.follower().load(&|_| {})?;
        let mut out = self.open_output()?;
        let (lang, body) = (self.lang, self.body());
        let bar = bar()?;
        let direction = body.direction;
        let matched = app.match_at_once(
            body,
            lang,
            &mut |answer| {
                let line = line(answer, direction)?;
                out.write_all(&line).context("cannot write a line")
            },
            &|done, total| {
                bar.set_length(u64::from(total));
                bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
            },
        );
        let done = matched.map_err(named)?;
        out.flush().context("cannot write the last lines")?;
        bar.finish_and_clear();
        tracing::info!(done, "matched");
        Ok(())
    }

    fn open_output(&self) -> anyhow::Result<Box<dyn Write>> {
        Ok(match &self.output {
            None => Box::new(BufWriter::new(stdout())),
            Some(path) => {
                let file = File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Box::new(BufWriter::new(file))
            }
        })
    }

    fn body(self) -> MatchRunBody {
        let mut ids = self.ids;
        ids.sort_unstable();
        ids.dedup();
        let listed = RecordFilter {
            isco08: self.isco08,
            occupation: self.occupation,
            municipality: self.municipality,
            home_region: self.home_region,
            owner: self.owner,
            ..RecordFilter::default()
        };
        MatchRunBody {
            direction: match self.direction {
                Side::Vacancies => Direction::Vacancies,
                Side::Candidates => Direction::Candidates,
            },
            chosen: if ids.is_empty() {
                Chosen::Listed(Box::new(listed))
            } else {
                Chosen::Ids(ids)
            },
            limit: self.limit,
            weights: Weights::of(self.profile).to_array(),
            kept: MatchFilter { min_score: self.min_score, ..MatchFilter::default() },
            scorer_version: SCORER_VERSION.to_owned(),
        }
    }
}

/// Says what is wrong with the ids, where the error only counts them.
fn named(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref::<AppError>() {
        Some(AppError::Invalid(errors)) => {
            let each: Vec<String> =
                errors.iter().map(|one| format!("{}: {}", one.pointer, one.detail)).collect();
            anyhow::anyhow!("{}", each.join("; "))
        }
        _ => error,
    }
}

/// The bar on the error stream; the lines have the other.
pub(super) fn bar() -> anyhow::Result<ProgressBar> {
    let bar = ProgressBar::new(0);
    let template = "{bar:40} {pos}/{len}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template)?.progress_chars("=> "));
    Ok(bar)
}
