//! Runs a local PostgreSQL server from the server binaries of the machine.
//!
//! A data directory has one *owner* at a time, which starts and stops PostgreSQL. *Guests* on the same directory
//! use the owner's server. The data directory contains:
//!
//! ```text
//! lock          the owner's exclusive lock, with its name
//! guests        a lock that guests share, so that a short-lived owner waits for them
//! password      the superuser's password, readable only by the owner of the file
//! password.shahrak_server   the same of the role that serves
//! postgres/     the cluster, owned by the account that the server runs under
//! postgres.log  the log since the owner started; postgres.log.old is the previous one
//! ```

mod binaries;
mod cluster;
mod data_dir;
mod error;
mod lock;
mod postmaster;
mod process;
mod server;
mod settings;
mod slot;
mod supervisor;
mod system;
mod throwaway;
mod user;

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

pub use crate::error::Error;
pub use crate::settings::Durability;

use crate::binaries::{Binaries, Places};
use crate::data_dir::DataDir;
use crate::lock::{GuestPass, OwnerKind, OwnerLock};
use crate::postmaster::Postmaster;
use crate::server::Launcher;
use crate::supervisor::Supervisor;
use crate::throwaway::TemporaryDir;
use crate::user::User;

/// The database of every cluster.
pub const DATABASE: &str = "shahrak";

/// The superuser of every cluster. It owns the tables.
pub const SUPERUSER: &str = "shahrak";

/// The role that serves. Whoever prepares the database creates it, with the password of [`LocalPostgres::server_password`].
pub const SERVER: &str = "shahrak_server";

/// How long a guest waits for the owner's server, including crash recovery.
const GUEST_TIMEOUT: Duration = Duration::from_mins(1);

/// The directory of the server binaries that a new cluster gets.
///
/// # Errors
/// [`Error::NoBinaries`] or [`Error::BadOverride`] if none were found.
pub fn server_binaries() -> Result<PathBuf, Error> {
    let user = User::choose(Path::new("/"))?;
    Ok(Binaries::find(&Places::of_this_machine(), &user, None)?.directory)
}

/// Where the data directory is, and how the server treats the disk.
#[derive(Debug, Clone)]
pub struct Options {
    /// The data directory. It is created if it does not exist.
    pub data_dir: PathBuf,
    /// Whether committed changes survive a power cut.
    pub durability: Durability,
}

/// A running PostgreSQL on loopback, and the right to use it.
#[derive(Debug)]
pub struct LocalPostgres {
    port: u16,
    passwords: Passwords,
    hold: Hold,
    // Declared after `hold`, so that the server is stopped before its directory is deleted.
    temporary: Option<TemporaryDir>,
}

/// The passwords of the roles.
#[derive(Debug)]
pub(crate) struct Passwords {
    superuser: String,
    server: String,
}

/// The right to use the server.
#[derive(Debug)]
enum Hold {
    Owner(Supervisor, OwnerKind, DataDir),
    Guest(#[expect(dead_code, reason = "held for its lock")] GuestPass),
}

impl LocalPostgres {
    /// Becomes the owner of the data directory, creates the cluster if there is none, and starts its server.
    ///
    /// A server that a killed owner left running is taken over. If PostgreSQL dies, it is restarted on the same
    /// port; see [`LocalPostgres::failed`].
    ///
    /// # Errors
    /// [`Error::InUse`] if the directory has an owner; otherwise the reason why PostgreSQL does not start.
    pub async fn serve(options: Options) -> Result<Self, Error> {
        blocking(move || {
            let place = CheckedDataDir::prepare(options)?;
            match OwnerLock::try_take(&place.data, OwnerKind::Serve)? {
                Some(lock) => place.own(lock, OwnerKind::Serve),
                None => Err(Error::InUse {
                    holder: lock::holder(&place.data),
                    data_dir: place.data.root().to_owned(),
                }),
            }
        })
        .await
    }

    /// Uses the server of the directory's owner, or becomes the owner until [`LocalPostgres::stop`].
    ///
    /// # Errors
    /// [`Error::OwnerNotReady`] if the owner's server is not ready within a minute; otherwise the reason why
    /// PostgreSQL does not start.
    pub async fn attach_or_start(options: Options) -> Result<Self, Error> {
        blocking(move || {
            let place = CheckedDataDir::prepare(options)?;
            let deadline = Instant::now() + GUEST_TIMEOUT;
            loop {
                if let Some(lock) = OwnerLock::try_take(&place.data, OwnerKind::Command)? {
                    return place.own(lock, OwnerKind::Command);
                }
                if let Some(guest) = place.visit()? {
                    return Ok(guest);
                }
                if Instant::now() > deadline {
                    return Err(Error::OwnerNotReady {
                        holder: lock::holder(&place.data),
                        data_dir: place.data.root().to_owned(),
                    });
                }
                thread::sleep(Duration::from_millis(100));
            }
        })
        .await
    }

    /// Starts a server in a temporary directory, without durability. It ends and is deleted with this value or
    /// with the process, however the process ends.
    ///
    /// # Errors
    /// The reason why PostgreSQL does not start.
    pub async fn throwaway() -> Result<Self, Error> {
        Self::throwaway_with(Durability::Throwaway).await
    }

    /// The same with the given durability, for measurements that have to wait for the disk.
    ///
    /// # Errors
    /// The reason why PostgreSQL does not start.
    pub async fn throwaway_with(durability: Durability) -> Result<Self, Error> {
        let temporary = blocking(TemporaryDir::create).await?;
        let options = Options { data_dir: temporary.path().to_owned(), durability };
        let mut postgres = Self::serve(options).await?;
        postgres.temporary = Some(temporary);
        Ok(postgres)
    }

    /// The superuser's URL of a database. Its name may contain ASCII letters, digits and `_`.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.url_of(SUPERUSER, &self.passwords.superuser, database)
    }

    /// The URL of a database for the role that serves.
    #[must_use]
    pub fn server_url(&self, database: &str) -> String {
        self.url_of(SERVER, &self.passwords.server, database)
    }

    /// The password of the role that serves.
    #[must_use]
    pub fn server_password(&self) -> &str {
        &self.passwords.server
    }

    fn url_of(&self, role: &str, password: &str, database: &str) -> String {
        let port = self.port;
        format!("postgres://{role}:{password}@127.0.0.1:{port}/{database}?sslmode=disable")
    }

    /// The port on 127.0.0.1. It stays the same when PostgreSQL is restarted after a failure.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until PostgreSQL has died so often that it is not restarted, and returns the reason.
    ///
    /// Does not return while the server runs, nor for a guest, whose server the owner supervises.
    pub async fn failed(&mut self) -> Error {
        match &mut self.hold {
            Hold::Owner(supervisor, ..) => supervisor.failed().await,
            Hold::Guest(_) => std::future::pending().await,
        }
    }

    /// Shuts the server down cleanly and waits for its end. A guest only gives up its right to use it.
    ///
    /// An owner by [`LocalPostgres::attach_or_start`] first waits for its guests. Dropping the value without
    /// `stop` requests a shutdown and does not wait.
    ///
    /// # Errors
    /// [`Error::NotStopping`] if PostgreSQL does not end.
    pub async fn stop(self) -> Result<(), Error> {
        if let Hold::Owner(supervisor, role, data) = self.hold {
            let closed = match role {
                OwnerKind::Serve => None,
                OwnerKind::Command => Some(blocking(move || GuestPass::wait_for_none(&data)).await?),
            };
            supervisor.stop().await?;
            drop(closed);
        }
        match self.temporary {
            Some(temporary) => blocking(move || temporary.delete()).await,
            None => Ok(()),
        }
    }
}

/// A data directory that has been checked, and the account and durability of a server there.
struct CheckedDataDir {
    data: DataDir,
    user: User,
    durability: Durability,
}

impl CheckedDataDir {
    fn prepare(options: Options) -> Result<Self, Error> {
        let (data, user) = DataDir::prepare(&options.data_dir)?;
        let durability = options.durability;
        Ok(Self { data, user, durability })
    }

    fn own(self, lock: OwnerLock, role: OwnerKind) -> Result<LocalPostgres, Error> {
        let binaries = Binaries::find(&Places::of_this_machine(), &self.user, self.data.major()?)?;
        let launcher = Launcher { data: self.data, user: self.user, binaries, durability: self.durability };
        let passwords = cluster::ensure(&launcher)?;
        let data = launcher.data.clone();
        let supervisor = Supervisor::start(launcher, lock)?;
        Ok(LocalPostgres {
            port: supervisor.port(),
            passwords,
            hold: Hold::Owner(supervisor, role, data),
            temporary: None,
        })
    }

    /// The owner's server for a guest, if it is ready and the owner is not waiting to stop it.
    fn visit(&self) -> Result<Option<LocalPostgres>, Error> {
        let Some(pass) = GuestPass::try_enter(&self.data)? else {
            return Ok(None);
        };
        let Some(postmaster) = Postmaster::running(&self.data.cluster())?.filter(Postmaster::is_ready) else {
            return Ok(None);
        };
        let (Some(superuser), Some(server)) = (self.data.password(SUPERUSER)?, self.data.password(SERVER)?)
        else {
            return Ok(None);
        };
        let passwords = Passwords { superuser, server };
        Ok(Some(LocalPostgres { port: postmaster.port, passwords, hold: Hold::Guest(pass), temporary: None }))
    }
}

/// Runs work that waits for processes and disks outside the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failure) if failure.is_panic() => std::panic::resume_unwind(failure.into_panic()),
        Err(_) => Err(Error::ShuttingDown),
    }
}
