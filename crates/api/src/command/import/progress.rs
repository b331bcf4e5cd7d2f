//! The progress of an import on standard error: a bar on a terminal, otherwise a line now and then.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

use shahrak_import::ProgressReport;
use shahrak_messages::{Argument, Language, message};

/// How often a line is written without a terminal.
const EVERY: Duration = Duration::from_secs(2);

/// The progress in a language.
pub struct Display {
    language: Language,
    form: Form,
}

/// The form of the progress.
enum Form {
    /// A bar.
    Bar(ProgressBar),
    /// Lines; the last was written then.
    Lines(Instant),
}

impl Display {
    /// Chooses the form that suits standard error.
    pub fn begin(language: Language) -> Self {
        if !io::stderr().is_terminal() {
            return Self { language, form: Form::Lines(Instant::now()) };
        }
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { language, form: Form::Bar(bar) }
    }

    /// Shows a step.
    pub fn show(&mut self, progress: ProgressReport<'_>) {
        let language = self.language;
        match &mut self.form {
            Form::Bar(bar) if progress.is_commit() || progress.is_validated() => {
                bar.set_message(message!("progress-recording").text(language));
            }
            Form::Bar(bar) => draw(bar, progress, language),
            Form::Lines(last)
                if last.elapsed() >= EVERY && !progress.is_commit() && !progress.is_validated() =>
            {
                *last = Instant::now();
                eprintln!("{}", line(progress, language));
            }
            Form::Lines(_) => {}
        }
    }

    /// Clears the bar.
    pub fn end(&self) {
        if let Form::Bar(bar) = &self.form {
            bar.finish_and_clear();
        }
    }
}

fn draw(bar: &ProgressBar, progress: ProgressReport<'_>, language: Language) {
    // The position first: another template must not show that of the previous step.
    bar.set_position(progress.bytes);
    if bar.message() != progress.file || bar.length() != progress.size {
        let template = match progress.size {
            Some(_) => {
                let text =
                    message!("progress-bytes", file = "{msg}", done = "{bytes}", size = "{total_bytes}")
                        .text(language);
                format!("{{spinner}} {text}  {{wide_bar}}  {{elapsed}}")
            }
            None => {
                let text = message!("progress-records", file = "{msg}", count = "{human_pos}").text(language);
                format!("{{spinner}} {text}  {{elapsed}}")
            }
        };
        bar.set_style(
            ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message(progress.file.to_owned());
        match progress.size {
            Some(size) => bar.set_length(size),
            None => bar.unset_length(),
        }
    }
}

fn line(progress: ProgressReport<'_>, language: Language) -> String {
    let file = progress.file;
    let message = match progress.size {
        Some(size) => {
            let (done, size) = (HumanBytes(progress.bytes).to_string(), HumanBytes(size).to_string());
            message!("progress-bytes", file, done = Argument::number(done), size = Argument::number(size))
        }
        None => {
            let count = HumanCount(progress.bytes).to_string();
            message!("progress-records", file, count = Argument::number(count))
        }
    };
    message.text(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_on_its_own() {
        let reading = ProgressReport { file: "units.csv", bytes: 3 << 20, size: Some(12 << 20) };
        let checking = ProgressReport { file: "the ledger", bytes: 34_000, size: None };

        assert_eq!(line(reading, Language::English), "units.csv: 3.00 MiB of 12.00 MiB");
        assert_eq!(line(checking, Language::English), "the ledger: 34,000 records checked");
    }
}
