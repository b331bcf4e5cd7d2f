//! Creates a cluster, completely or not at all.

use std::fs::{self, DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Output, Stdio};

use uuid::Uuid;

use crate::data_dir::{DataDir, write_private};
use crate::server::Launcher;
use crate::{DATABASE, Durability, Error, Passwords, SERVER, SUPERUSER};

/// The prefix of the directory in which a cluster is created. What is left of one was interrupted.
const UNFINISHED: &str = "postgres.new-";

/// Locales for LC_CTYPE, in order of preference. Sorting is always by bytes. With plain `C`, PostgreSQL does not
/// recognise Persian characters as letters, and trigram search does not find them.
const LC_CTYPES: [&str; 4] = ["C.UTF-8", "C.utf8", "en_US.UTF-8", "C"];

/// Creates the cluster if there is none, and returns the passwords. That of the server's role counts once somebody has given
/// it to the role.
pub(crate) fn ensure(launcher: &Launcher) -> Result<Passwords, Error> {
    let data = &launcher.data;
    let exists = data.major()?.is_some();
    let superuser = match data.password(SUPERUSER)? {
        Some(password) => password,
        None => renew_password(launcher, exists)?,
    };
    if !exists {
        create(launcher, &superuser)?;
    }
    let server = match data.password(SERVER)? {
        Some(password) => password,
        None => {
            let password = new_password();
            data.store_password(SERVER, &password)?;
            password
        }
    };
    Ok(Passwords { superuser, server })
}

fn new_password() -> String {
    Uuid::new_v4().simple().to_string()
}

/// Creates a password, also for a cluster whose password file was lost.
fn renew_password(launcher: &Launcher, exists: bool) -> Result<String, Error> {
    let password = new_password();
    if exists {
        tracing::warn!("the password of the local PostgreSQL is lost; creating another one");
        let alter = format!("ALTER ROLE {SUPERUSER} PASSWORD '{password}'");
        single(launcher, &launcher.data.cluster(), &alter)?;
    }
    launcher.data.store_password(SUPERUSER, &password)?;
    Ok(password)
}

/// Creates the cluster in another directory and moves it into place when it is complete. The name of that directory is
/// unique, because the `initdb` of a killed process may still be writing to an earlier one.
fn create(launcher: &Launcher, password: &str) -> Result<(), Error> {
    let Launcher { data, user, binaries, .. } = launcher;
    tracing::info!(major = binaries.major, directory = %data.cluster().display(), "creating a PostgreSQL cluster");
    clear_interrupted(data);
    let unfinished = data.root().join(format!("{UNFINISHED}{}", Uuid::new_v4().simple()));
    let created = DirBuilder::new().mode(0o700).create(&unfinished);
    created.map_err(Error::file("create", &unfinished))?;
    user.give(&unfinished)?;
    let (cluster, password_file) = (unfinished.join("data"), unfinished.join("password"));
    write_private(&password_file, password)?;
    user.give(&password_file)?;
    initdb(launcher, &cluster, &password_file)?;
    single(launcher, &cluster, &format!("CREATE DATABASE {DATABASE}"))?;
    fs::rename(&cluster, data.cluster()).map_err(Error::file("create", &data.cluster()))?;
    let entry = File::open(data.root()).and_then(|root| root.sync_all());
    entry.map_err(Error::file("write", data.root()))?;
    clear_interrupted(data);
    Ok(())
}

fn initdb(launcher: &Launcher, cluster: &Path, password_file: &Path) -> Result<(), Error> {
    let Launcher { user, binaries, durability, .. } = launcher;
    let mut errors = String::new();
    for lc_ctype in LC_CTYPES {
        let mut command = user.command(binaries.initdb());
        command.arg("--pgdata").arg(cluster).arg("--pwfile").arg(password_file);
        command.args(["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--username", SUPERUSER]);
        command.args(["--lc-ctype", lc_ctype]);
        if *durability == Durability::Throwaway {
            command.arg("--no-sync");
        }
        let output = user.output(&mut command)?;
        if output.status.success() {
            return Ok(());
        }
        errors = errors_of(&output);
        if !errors.contains("locale") {
            break;
        }
    }
    Err(Error::Initialise { output: errors })
}

/// Runs one statement in single-user mode: without a server, a connection or a client program.
fn single(launcher: &Launcher, cluster: &Path, statement: &str) -> Result<(), Error> {
    let Launcher { user, binaries, .. } = launcher;
    let mut command = user.command(binaries.postgres());
    command.arg("--single").arg("-D").arg(cluster);
    command.args(launcher.settings()).arg("template1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|source| user.spawn_error(&command, source))?;
    if let Some(mut stdin) = child.stdin.take() {
        // If the server has ended already, its output explains why.
        let _ = writeln!(stdin, "{statement}");
    }
    let output = child.wait_with_output().map_err(|source| user.spawn_error(&command, source))?;
    let errors = errors_of(&output);
    // A failed statement does not change the exit code.
    if !output.status.success() || errors.contains("ERROR:") {
        return Err(Error::Initialise { output: errors });
    }
    Ok(())
}

fn errors_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// Deletes what is left of unfinished clusters.
fn clear_interrupted(data: &DataDir) {
    let Ok(entries) = fs::read_dir(data.root()) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            // This fails while an `initdb` is still writing there; the next run deletes it.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
