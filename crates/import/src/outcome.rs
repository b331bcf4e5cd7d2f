//! The report of an import: the outcomes of its lines, refusals and warnings.

use std::collections::HashSet;

use shahrak_domain::import::{ImportReport, RowError, Warning};
use shahrak_messages::{Argument, message};
use shahrak_persistence::error::{Error, Result};
use shahrak_persistence::staging::{LineOutcome, OmittedFacts, OutcomeCount, StagedRowError};

use crate::staged_import::StagedImport;

/// Counts the outcomes of staged lines. `staged` has the lines that were refused before they were staged.
pub(crate) async fn count(import: &mut StagedImport<'_>, staged: &ImportReport) -> Result<()> {
    let StagedImport { staging, report, .. } = import;
    report.files.clone_from(&staged.files);
    for OutcomeCount { file, outcome, lines } in staging.outcomes().await? {
        let file = report.files.get_mut(file).ok_or_else(|| Error::decode("a staged line of no file"))?;
        match outcome {
            LineOutcome::Added => file.added += lines,
            LineOutcome::Changed => file.changed += lines,
            LineOutcome::Unchanged => file.unchanged += lines,
            LineOutcome::Refused | LineOutcome::Partial => file.refused += lines,
        }
    }
    Ok(())
}

/// Adds the refusals of staged lines: the first of them in full, the others by number. A cell that the reader has refused
/// gets no second refusal: the staged line has a placeholder in it.
pub(crate) async fn add_refusals(import: &mut StagedImport<'_>) -> Result<()> {
    let StagedImport { staging, report, sheets, .. } = import;
    let (lines, all) = staging.refused(ImportReport::LIMIT).await?;
    report.refusals_left_out += all - lines.len() as u64;
    let cell = |refusal: &RowError| (refusal.file.clone(), refusal.line, refusal.column.clone());
    let refused: HashSet<_> = report.refusals.iter().map(cell).collect();
    for line in lines {
        let refusal = refusal(line, report);
        if !refused.contains(&cell(&refusal)) {
            report.refuse(refusal);
        }
    }
    report.name_cells(|file, line, column| Some(sheets.get(file)?.place(line, column)));
    report.sort();
    Ok(())
}

fn refusal(refused: StagedRowError, report: &ImportReport) -> RowError {
    let StagedRowError { file, line, column, code, value, message } = refused;
    let mut refusal = RowError::new(name(file, report), code, message).at(line);
    if let Some(column) = column {
        refusal = refusal.in_column(column);
    }
    refusal.because_of(&value.unwrap_or_default())
}

/// Warns about lines that omit facts of the event that they replace: the first of them in full, the others by number.
pub(crate) async fn add_warnings(import: &mut StagedImport<'_>) -> Result<()> {
    let StagedImport { staging, report, .. } = import;
    let (lines, all) = staging.omitted_facts(ImportReport::LIMIT).await?;
    report.warnings_left_out += all - lines.len() as u64;
    for line in lines {
        let file = name(line.file, report);
        report.warn(warning(line, file));
    }
    Ok(())
}

fn warning(line: OmittedFacts, file: String) -> Warning {
    let OmittedFacts { line, replaces, columns, .. } = line;
    let names = Argument::list(columns.iter().map(String::as_str));
    let message = message!("line-drops-facts", replaces, columns = names, count = columns.len());
    let warning = Warning::new(file, message).at(line);
    match columns.as_slice() {
        [column] => warning.in_column(column),
        _ => warning,
    }
}

/// The name of the file at a place in the report.
fn name(place: usize, report: &ImportReport) -> String {
    report.files.get(place).map(|file| file.name.clone()).unwrap_or_default()
}
