//! A PostgreSQL server of one's own: made, started, watched and stopped over the binaries that are installed.
//!
//! A data directory has one *owner* at a time, which starts PostgreSQL and stops it; *guests* on the same
//! directory use the owner's server. Everything under the data directory:
//!
//! ```text
//! lock          held by the owner for its life; says who it is
//! guests        held shared by guests, so that a short-lived owner waits for them
//! password      of the superuser, readable by the owner of the file alone
//! postgres/     the cluster, belonging to the account that the server runs under
//! postgres.log  what the server said since the owner began; postgres.log.old before that
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
mod supervisor;
mod throwaway;
mod user;

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

pub use crate::error::Error;
pub use crate::settings::Durability;

use crate::binaries::{Binaries, Places};
use crate::data_dir::DataDir;
use crate::lock::{GuestPass, OwnerLock, Role};
use crate::postmaster::Postmaster;
use crate::server::Launcher;
use crate::supervisor::Supervisor;
use crate::throwaway::Undertaker;
use crate::user::User;

/// The database that every cluster is made with.
pub const DATABASE: &str = "shahrak";

/// The superuser that every cluster is made with.
pub const SUPERUSER: &str = "shahrak";

/// How long a guest waits for the owner's server, crash recovery included.
const GUEST_PATIENCE: Duration = Duration::from_secs(60);

/// Where the cluster is and how it treats the disk.
#[derive(Debug, Clone)]
pub struct Options {
    /// The directory that holds everything of this server; made if absent.
    pub data_dir: PathBuf,
    /// Whether what is committed survives a power cut.
    pub durability: Durability,
}

/// A running PostgreSQL on loopback, and the right to use it.
#[derive(Debug)]
pub struct LocalPostgres {
    port: u16,
    password: String,
    hold: Hold,
    // Declared after `hold`: the server is told to stop before its directory goes.
    undertaker: Option<Undertaker>,
}

/// By what right the server is used.
#[derive(Debug)]
enum Hold {
    Owner(Supervisor, Role, DataDir),
    Guest(#[expect(dead_code, reason = "held for its lock")] GuestPass),
}

impl LocalPostgres {
    /// Becomes the owner of the data directory and brings its server up, making the cluster first if absent.
    ///
    /// A server that an owner killed before left running is taken over. PostgreSQL is started again on the
    /// same port when it dies; see [`LocalPostgres::failed`].
    ///
    /// # Errors
    /// [`Error::InUse`] when the directory has an owner; otherwise what kept PostgreSQL from starting.
    pub async fn serve(options: Options) -> Result<Self, Error> {
        blocking(move || {
            let place = Place::prepare(options)?;
            match OwnerLock::try_take(&place.data, Role::Serve)? {
                Some(lock) => place.own(lock, Role::Serve),
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
    /// [`Error::OwnerNotReady`] when the owner's server does not come up in a minute; otherwise what kept
    /// PostgreSQL from starting.
    pub async fn attach_or_start(options: Options) -> Result<Self, Error> {
        blocking(move || {
            let place = Place::prepare(options)?;
            let deadline = Instant::now() + GUEST_PATIENCE;
            loop {
                if let Some(lock) = OwnerLock::try_take(&place.data, Role::Command)? {
                    return place.own(lock, Role::Command);
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

    /// Makes a cluster in a temporary directory, not durable, which ends and is deleted with this value or
    /// with the process, however that ends.
    ///
    /// # Errors
    /// What kept PostgreSQL from starting.
    pub async fn throwaway() -> Result<Self, Error> {
        Self::throwaway_with(Durability::Throwaway).await
    }

    /// The same, but treating the disk so: what is measured may have to wait for it.
    ///
    /// # Errors
    /// What kept PostgreSQL from starting.
    pub async fn throwaway_with(durability: Durability) -> Result<Self, Error> {
        let undertaker = blocking(Undertaker::hire).await?;
        let options = Options { data_dir: undertaker.directory().to_owned(), durability };
        let mut postgres = Self::serve(options).await?;
        postgres.undertaker = Some(undertaker);
        Ok(postgres)
    }

    /// The superuser's URL for a database of this server, whose name is plain ASCII letters, digits and `_`.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let (password, port) = (&self.password, self.port);
        format!("postgres://{SUPERUSER}:{password}@127.0.0.1:{port}/{database}?sslmode=disable")
    }

    /// The port on 127.0.0.1; it stays the same when PostgreSQL is started again after a failure.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until PostgreSQL has died so often that it is no longer started again, and says why.
    ///
    /// Never returns on a server that runs, nor for a guest: its owner watches.
    pub async fn failed(&mut self) -> Error {
        match &mut self.hold {
            Hold::Owner(supervisor, ..) => supervisor.failed().await,
            Hold::Guest(_) => std::future::pending().await,
        }
    }

    /// Shuts the server down cleanly and waits for its end; a guest only leaves.
    ///
    /// An owner that came by [`LocalPostgres::attach_or_start`] first waits for its guests. Dropping without
    /// `stop` asks PostgreSQL to shut down and waits for nobody.
    ///
    /// # Errors
    /// [`Error::NotStopping`] when PostgreSQL does not end.
    pub async fn stop(self) -> Result<(), Error> {
        if let Hold::Owner(supervisor, role, data) = self.hold {
            let closed = match role {
                Role::Serve => None,
                Role::Command => Some(blocking(move || GuestPass::wait_for_none(&data)).await?),
            };
            supervisor.stop().await?;
            drop(closed);
        }
        match self.undertaker {
            Some(undertaker) => blocking(move || undertaker.bury()).await,
            None => Ok(()),
        }
    }
}

/// A data directory that was looked at, and the means to run a server there.
struct Place {
    data: DataDir,
    user: User,
    durability: Durability,
}

impl Place {
    fn prepare(options: Options) -> Result<Self, Error> {
        let (data, user) = DataDir::prepare(&options.data_dir)?;
        let durability = options.durability;
        Ok(Self { data, user, durability })
    }

    fn own(self, lock: OwnerLock, role: Role) -> Result<LocalPostgres, Error> {
        let binaries = Binaries::find(&Places::of_this_machine(), &self.user, self.data.major()?)?;
        let launcher = Launcher { data: self.data, user: self.user, binaries, durability: self.durability };
        let password = cluster::ensure(&launcher)?;
        let data = launcher.data.clone();
        let supervisor = Supervisor::start(launcher, lock)?;
        Ok(LocalPostgres {
            port: supervisor.port(),
            password,
            hold: Hold::Owner(supervisor, role, data),
            undertaker: None,
        })
    }

    /// A guest's right to the owner's server, if it is ready and the owner is not about to stop it.
    fn visit(&self) -> Result<Option<LocalPostgres>, Error> {
        let Some(pass) = GuestPass::try_enter(&self.data)? else {
            return Ok(None);
        };
        let Some(postmaster) = Postmaster::running(&self.data.cluster())?.filter(Postmaster::is_ready) else {
            return Ok(None);
        };
        let Some(password) = self.data.password()? else {
            return Ok(None);
        };
        Ok(Some(LocalPostgres { port: postmaster.port, password, hold: Hold::Guest(pass), undertaker: None }))
    }
}

/// Runs what waits for processes and disks away from the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failure) if failure.is_panic() => std::panic::resume_unwind(failure.into_panic()),
        Err(_) => Err(Error::ShuttingDown),
    }
}
