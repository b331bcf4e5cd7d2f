//! An import that pauses after all checks until the test resumes it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test whose import does not run has failed")]

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use shahrak_domain::import::ImportReport;
use tokio::runtime;

use crate::import;
use crate::register::now;

/// An import that waits after its validation, before it writes.
pub struct PausedImport {
    go_on: mpsc::Sender<()>,
    thread: JoinHandle<ImportReport>,
}

impl PausedImport {
    /// Reads and validates files on another thread, and waits there.
    pub async fn begin(url: &str, files: &[(&str, &str)]) -> PausedImport {
        let files: Vec<(String, String)> =
            files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let url = url.to_owned();
        let (judged, is_judged) = tokio::sync::oneshot::channel();
        let (go_on, wait) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
            let mut judged = Some(judged);
            let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(import::with_progress(&url, now(), &files, &mut move |progress| {
                if progress.is_validated()
                    && let Some(judged) = judged.take()
                {
                    judged.send(()).unwrap();
                    wait.recv().unwrap();
                }
            }))
        });
        is_judged.await.expect("the import judges all lines");
        PausedImport { go_on, thread }
    }

    /// Lets it write, and returns its report.
    pub async fn finish(self) -> ImportReport {
        self.go_on.send(()).unwrap();
        tokio::task::spawn_blocking(|| self.thread.join().unwrap()).await.unwrap()
    }
}
