//! A temporary data directory that is deleted when this process ends.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::{env, mem};

use uuid::Uuid;

use crate::Error;

/// Waits for the end of its input, which comes when this process ends, however that happens. Then it ends the
/// server, if it still runs, and deletes the directory.
const SCRIPT: &str = r#"
cat >/dev/null
if pid=$(head -n 1 "$1/postgres/postmaster.pid" 2>/dev/null); then
    kill -QUIT "$pid" 2>/dev/null
    tries=0
    while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
fi
rm -rf "$1"
"#;

/// A temporary directory. When this is dropped or the process ends, a child process ends the server in the directory
/// and deletes it.
#[derive(Debug)]
pub(crate) struct TemporaryDir {
    directory: PathBuf,
    process: Child,
    // Nothing is written to it: the child process waits for its end.
    input: Option<ChildStdin>,
}

impl TemporaryDir {
    /// Creates the directory and the child process.
    pub(crate) fn create() -> Result<Self, Error> {
        let directory = env::temp_dir().join(format!("shahrak-{}", Uuid::new_v4().simple()));
        let made = fs::create_dir(&directory)
            .and_then(|()| fs::set_permissions(&directory, Permissions::from_mode(0o755)));
        made.map_err(Error::file("make", &directory))?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SCRIPT, "sh"]).arg(&directory).current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(Error::file("start a process that deletes", &directory))?;
        let input = process.stdin.take();
        Ok(Self { directory, process, input })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.directory
    }

    /// Deletes the directory and waits until it is gone.
    pub(crate) fn delete(mut self) -> Result<(), Error> {
        drop(mem::take(&mut self.input));
        self.process.wait().map(drop).map_err(Error::file("delete", &self.directory))
    }
}
