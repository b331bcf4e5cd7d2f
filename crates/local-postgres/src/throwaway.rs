//! A data directory that does not outlive us.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::{env, mem};

use uuid::Uuid;

use crate::Error;

/// Waits until its input ends, as it does when we die in whatever way; then ends the server, if it still
/// runs, and deletes the directory.
const SCRIPT: &str = r#"
cat >/dev/null
if pid=$(head -n 1 "$1/postgres/postmaster.pid" 2>/dev/null); then
    kill -QUIT "$pid" 2>/dev/null
    tries=0
    while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
fi
rm -rf "$1"
"#;

/// Deletes a directory, and ends the server in it, when it is dropped or the process ends.
#[derive(Debug)]
pub(crate) struct Undertaker {
    directory: PathBuf,
    process: Child,
    // Never written to: closing it is the message.
    _line: Option<ChildStdin>,
}

impl Undertaker {
    /// Makes a temporary directory and a process that waits for our end.
    pub(crate) fn hire() -> Result<Self, Error> {
        let directory = env::temp_dir().join(format!("shahrak-{}", Uuid::new_v4().simple()));
        let made = fs::create_dir(&directory)
            .and_then(|()| fs::set_permissions(&directory, Permissions::from_mode(0o755)));
        made.map_err(Error::file("make", &directory))?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SCRIPT, "sh"]).arg(&directory).current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(Error::file("watch over", &directory))?;
        let line = process.stdin.take();
        Ok(Self { directory, process, _line: line })
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Waits until the directory is gone.
    pub(crate) fn bury(mut self) -> Result<(), Error> {
        drop(mem::take(&mut self._line));
        self.process.wait().map(drop).map_err(Error::file("delete", &self.directory))
    }
}
