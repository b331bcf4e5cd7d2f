//! The progress of an import on standard error: a bar on a terminal, otherwise a line now and then.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

use shahrak_import::Progress;

/// How often a line is written without a terminal.
const EVERY: Duration = Duration::from_secs(2);

/// The form of the progress.
pub enum Display {
    /// A bar.
    Bar(ProgressBar),
    /// Lines; the last was written then.
    Lines(Instant),
}

impl Display {
    /// Chooses the form that suits standard error.
    pub fn begin() -> Self {
        if !io::stderr().is_terminal() {
            return Self::Lines(Instant::now());
        }
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(120));
        Self::Bar(bar)
    }

    /// Shows a step.
    pub fn show(&mut self, progress: Progress<'_>) {
        match self {
            Self::Bar(bar) if progress.is_commit() || progress.is_validated() => bar.set_message("recording"),
            Self::Bar(bar) => draw(bar, progress),
            Self::Lines(last)
                if last.elapsed() >= EVERY && !progress.is_commit() && !progress.is_validated() =>
            {
                *last = Instant::now();
                eprintln!("{}", line(progress));
            }
            Self::Lines(_) => {}
        }
    }

    /// Clears the bar.
    pub fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn draw(bar: &ProgressBar, progress: Progress<'_>) {
    // The position first: another template must not show that of the previous step.
    bar.set_position(progress.bytes);
    if bar.message() != progress.file || bar.length() != progress.size {
        let template = match progress.size {
            Some(_) => "{spinner} {msg}  {wide_bar}  {bytes} of {total_bytes}  {elapsed}",
            None => "{spinner} {msg}  {human_pos} records checked  {elapsed}",
        };
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message(progress.file.to_owned());
        match progress.size {
            Some(size) => bar.set_length(size),
            None => bar.unset_length(),
        }
    }
}

fn line(progress: Progress<'_>) -> String {
    match progress.size {
        Some(size) => format!("{}: {} of {}", progress.file, HumanBytes(progress.bytes), HumanBytes(size)),
        None => format!("{}: {} records checked", progress.file, HumanCount(progress.bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_on_its_own() {
        let reading = Progress { file: "units.csv", bytes: 3 << 20, size: Some(12 << 20) };
        let checking = Progress { file: "the ledger", bytes: 34_000, size: None };

        assert_eq!(line(reading), "units.csv: 3.00 MiB of 12.00 MiB");
        assert_eq!(line(checking), "the ledger: 34,000 records checked");
    }
}
