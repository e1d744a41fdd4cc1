//! `koprik check-allocation`.

use std::{fs::File, io::BufReader, path::PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use koprik::allocation_check::check;
use serde::Deserialize;
use serde_json::Value;

#[derive(Args)]
pub(crate) struct CheckAllocation {
    /// What `GET /v1/allocations/{id}/file` answered.
    file: PathBuf,
}

/// Both documents of an allocation.
#[derive(Deserialize)]
struct Documents {
    input: Value,
    result: Value,
}

impl CheckAllocation {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let name = self.file.display().to_string();
        let file = File::open(&self.file).with_context(|| format!("{name} cannot be opened"))?;
        let Documents { input, result } = serde_json::from_reader(BufReader::new(file))
            .with_context(|| format!("{name} is no allocation"))?;
        let report = check(&input, &result);
        for fault in &report.faults {
            eprintln!("{}: {}", fault.code, fault.detail);
        }
        if !report.passed {
            bail!("the allocation is wrong: see the {} faults above", report.faults.len());
        }
        eprintln!("the allocation is right, says {}", report.checker_version);
        Ok(())
    }
}
