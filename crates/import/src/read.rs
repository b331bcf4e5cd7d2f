//! Reading: the lines of a file become staged lines.

use std::sync::Arc;

use shahrak_domain::import::Warning;
use shahrak_exchange::context::ReaderContext;
use shahrak_exchange::reader::{self, Line as FileLine};
use shahrak_messages::{Explain as _, message};
use shahrak_persistence::error::Result;
use shahrak_persistence::staging::LineOutcome;
use tokio::task::yield_now;

use crate::row::StagedRow;
use crate::staged_import::StagedImport;
use crate::{ImportFile, ProgressReport};

/// After how many lines progress is reported.
const STEP: u64 = 2_000;

/// Reads a file into the staging table of its kind. Lines with mistakes are reported; their other cells are validated with
/// the rest.
pub(crate) async fn stage<T: StagedRow>(
    import: &mut StagedImport<'_>,
    place: usize,
    file: ImportFile,
    context: Arc<ReaderContext>,
) -> Result<()> {
    let StagedImport { staging, report, progress, sheets } = import;
    if file.by_columns {
        let message = message!("kind-by-columns", kind = T::KIND.message());
        report.warn(Warning::new(&*file.name, message));
    }
    let read = reader::read::<T, _>(file.name.clone(), file.input, context);
    if let Some(findings) = &file.findings {
        if let Some(columns) = findings.columns() {
            sheets.insert(file.name.clone(), columns);
        }
        for warning in findings.warnings(&file.name) {
            report.warn(warning);
        }
    }
    let mut rows = match read {
        Ok(rows) => rows.with(file.findings),
        Err(refusals) => {
            for refusal in refusals {
                report.refuse(refusal);
            }
            return Ok(());
        }
    };
    for mistake in rows.mistakes() {
        report.refuse(mistake.clone());
    }
    let mut copy = staging.copy(T::KIND, T::COLUMNS);
    while let Some(item) = rows.next() {
        report.files[place].read += 1;
        match item {
            Ok(FileLine { number, row }) => {
                row.fill(copy.file_line(place, number, None));
                copy.end_line().await?;
            }
            Err(line) => {
                let outcome =
                    if line.lacks(T::DECIDING) { LineOutcome::Refused } else { LineOutcome::Partial };
                // Once the report is full, further mistakes of the line would not be shown.
                match line.rest.filter(|_| report.has_room()) {
                    Some(rest) => {
                        rest.fill(copy.file_line(place, line.number, Some(outcome)));
                        copy.end_line().await?;
                    }
                    None => report.files[place].refused += 1,
                }
                line.refusals.into_iter().for_each(|refusal| report.refuse(refusal));
            }
        }
        if report.files[place].read.is_multiple_of(STEP) {
            progress(ProgressReport { file: &file.name, bytes: rows.bytes(), size: file.size });
            // Refused lines wait for nothing; other tasks of this thread need their turn all the same.
            yield_now().await;
        }
    }
    progress(ProgressReport { file: &file.name, bytes: rows.bytes(), size: file.size });
    rows.notes().into_iter().for_each(|note| report.warn(note));
    copy.finish().await?;
    staging.analyze(T::KIND).await
}
