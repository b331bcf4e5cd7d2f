//! Making a cluster, so that it is there wholly or not at all.

use std::fs::{self, DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Output, Stdio};

use uuid::Uuid;

use crate::data_dir::{DataDir, write_private};
use crate::server::Launcher;
use crate::{DATABASE, Durability, Error, SUPERUSER};

/// Names begin with this while a cluster is being made; whatever is left of one was interrupted.
const WORKSHOP: &str = "postgres.new-";

/// What decides about letters, best first. Sorting is by bytes in any case; but with the plain `C`,
/// PostgreSQL takes no Persian character for a letter, which blinds trigram search.
const CHARACTER_TYPES: [&str; 4] = ["C.UTF-8", "C.utf8", "en_US.UTF-8", "C"];

/// Makes the cluster if there is none, and answers the superuser's password.
pub(crate) fn ensure(launcher: &Launcher) -> Result<String, Error> {
    let data = &launcher.data;
    let exists = data.major()?.is_some();
    let password = match data.password()? {
        Some(password) => password,
        None => renew_password(launcher, exists)?,
    };
    if !exists {
        create(launcher, &password)?;
    }
    Ok(password)
}

/// Makes a password, also for a cluster whose password file was lost.
fn renew_password(launcher: &Launcher, exists: bool) -> Result<String, Error> {
    let password = Uuid::new_v4().simple().to_string();
    if exists {
        tracing::warn!("the password of the local PostgreSQL is lost; making another one");
        let alter = format!("ALTER ROLE {SUPERUSER} PASSWORD '{password}'");
        single(launcher, &launcher.data.cluster(), &alter)?;
    }
    launcher.data.keep_password(&password)?;
    Ok(password)
}

/// Makes the cluster aside and moves it into place when it is complete. The name aside is new each time: an
/// `initdb` may outlive the process that was killed beside it, and go on writing.
fn create(launcher: &Launcher, password: &str) -> Result<(), Error> {
    let Launcher { data, user, binaries, .. } = launcher;
    tracing::info!(major = binaries.major, directory = %data.cluster().display(), "making a PostgreSQL cluster");
    clear_interrupted(data);
    let workshop = data.root().join(format!("{WORKSHOP}{}", Uuid::new_v4().simple()));
    let made = DirBuilder::new().mode(0o700).create(&workshop);
    made.map_err(Error::file("make", &workshop))?;
    user.own(&workshop)?;
    let (cluster, password_file) = (workshop.join("data"), workshop.join("password"));
    write_private(&password_file, password)?;
    user.own(&password_file)?;
    initdb(launcher, &cluster, &password_file)?;
    single(launcher, &cluster, &format!("CREATE DATABASE {DATABASE}"))?;
    fs::rename(&cluster, data.cluster()).map_err(Error::file("make", &data.cluster()))?;
    let entry = File::open(data.root()).and_then(|root| root.sync_all());
    entry.map_err(Error::file("write", data.root()))?;
    clear_interrupted(data);
    Ok(())
}

fn initdb(launcher: &Launcher, cluster: &Path, password_file: &Path) -> Result<(), Error> {
    let Launcher { user, binaries, durability, .. } = launcher;
    let mut said = String::new();
    for character_type in CHARACTER_TYPES {
        let mut command = user.command(binaries.initdb());
        command.arg("--pgdata").arg(cluster).arg("--pwfile").arg(password_file);
        command.args(["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--username", SUPERUSER]);
        command.args(["--lc-ctype", character_type]);
        if *durability == Durability::Throwaway {
            command.arg("--no-sync");
        }
        let output = user.output(&mut command)?;
        if output.status.success() {
            return Ok(());
        }
        said = what(&output);
        if !said.contains("locale") {
            break;
        }
    }
    Err(Error::Initialise { said })
}

/// Runs one statement without a server, a connection or a client's program.
fn single(launcher: &Launcher, cluster: &Path, statement: &str) -> Result<(), Error> {
    let Launcher { user, binaries, .. } = launcher;
    let mut command = user.command(binaries.postgres());
    command.arg("--single").arg("-D").arg(cluster);
    command.args(launcher.settings()).arg("template1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|source| user.spawn_error(&command, source))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A server that ended already says why below.
        let _ = writeln!(stdin, "{statement}");
    }
    let output = child.wait_with_output().map_err(|source| user.spawn_error(&command, source))?;
    let said = what(&output);
    // A statement that fails does not change the exit code.
    if !output.status.success() || said.contains("ERROR:") {
        return Err(Error::Initialise { said });
    }
    Ok(())
}

fn what(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// Deletes what is left of clusters that were not completed.
fn clear_interrupted(data: &DataDir) {
    let Ok(entries) = fs::read_dir(data.root()) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(WORKSHOP) {
            // An `initdb` still writing there keeps it for now; it is in nobody's way.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
