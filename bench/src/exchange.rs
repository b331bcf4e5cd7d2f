//! Measures a round trip: a register is exported, and imported into an empty database. Rows per second, and the most memory
//! that the program used.

use std::fs;
use std::path::Path;

use clap::Args;
use serde_json::Value;

use crate::failure::Result;
use crate::register::Register;
use crate::server::Used;
use crate::site::Site;
use crate::{SEED, say};

/// The registers that are measured.
#[derive(Debug, Args)]
pub struct Exchange {
    /// Numbers of units
    #[arg(value_delimiter = ',', default_value = "50000,200000")]
    sizes: Vec<u32>,
    /// Formats of the exports; the first is imported again
    #[arg(long, value_delimiter = ',', default_value = "csv,jsonl,xlsx")]
    formats: Vec<String>,
}

impl Exchange {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let mut lines = Vec::new();
        for &units in &self.sizes {
            self.measure(units, &mut lines).await?;
        }
        say("\n| | rows | seconds | rows/s | peak memory (MB) |\n|---|---|---|---|---|");
        for line in lines {
            say(&line);
        }
        Ok(())
    }

    async fn measure(&self, units: u32, lines: &mut Vec<String>) -> Result<()> {
        let site = Site::build().await?;
        site.fill(Register { units, seed: SEED, moments: true }).await?;
        let mut first = None;
        for format in &self.formats {
            let folder = site.folder.join(format);
            let used = site.program.export(&folder, format).await?;
            let rows = rows(&folder)?;
            lines.push(line(&format!("{units} units, export as {format}"), rows, &used));
            first.get_or_insert((folder, rows));
        }
        let other = Site::build().await?;
        if let Some((folder, rows)) = first {
            let used = other.program.import_measured(&folder).await?;
            lines.push(line(&format!("{units} units, import of the export"), rows, &used));
        }
        other.end().await?;
        site.end().await
    }
}

/// The number of rows that a manifest states.
fn rows(folder: &Path) -> Result<u64> {
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json"))?)?;
    let files = manifest["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(files.iter().filter_map(|file| file["rows"].as_u64()).sum())
}

fn line(name: &str, rows: u64, used: &Used) -> String {
    let seconds = used.time.as_secs_f64();
    let memory = used.megabytes.map_or("–".to_owned(), |megabytes| format!("{megabytes:.0}"));
    format!("| {name} | {rows} | {seconds:.1} | {:.0} | {memory} |", rows as f64 / seconds)
}
