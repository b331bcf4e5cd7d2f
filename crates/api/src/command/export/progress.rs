//! The progress of an export on standard error: a spinner on a terminal, otherwise a line now and then.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use shahrak_export::Pace;
use shahrak_messages::{Argument, Language, message};

/// How often a line is written without a terminal.
const EVERY: Duration = Duration::from_secs(2);

/// The progress in a language.
pub struct Display {
    language: Language,
    file: String,
    form: Form,
}

/// The form of the progress.
enum Form {
    /// A spinner.
    Spinner(ProgressBar),
    /// Lines; the last was written then.
    Lines(Instant),
}

impl Display {
    /// Chooses the form that suits standard error.
    pub fn begin(language: Language) -> Display {
        let form = if io::stderr().is_terminal() {
            let spinner = ProgressBar::new_spinner();
            spinner.enable_steady_tick(Duration::from_millis(120));
            Form::Spinner(spinner)
        } else {
            Form::Lines(Instant::now())
        };
        Display { language, file: String::new(), form }
    }

    /// Begins a file.
    pub fn file(&mut self, name: &str) {
        name.clone_into(&mut self.file);
    }

    /// Clears the spinner.
    pub fn end(&self) {
        if let Form::Spinner(spinner) = &self.form {
            spinner.finish_and_clear();
        }
    }

    fn line(&self, rows: u64) -> String {
        message!("progress-rows", file = &*self.file, rows = Argument::number(rows)).text(self.language)
    }
}

impl Pace for Display {
    async fn pace(&mut self, rows: u64) -> io::Result<()> {
        let now = Instant::now();
        match &self.form {
            Form::Spinner(spinner) => spinner.set_message(self.line(rows)),
            Form::Lines(last) if now.duration_since(*last) >= EVERY => {
                eprintln!("{}", self.line(rows));
                self.form = Form::Lines(now);
            }
            Form::Lines(_) => {}
        }
        Ok(())
    }
}
