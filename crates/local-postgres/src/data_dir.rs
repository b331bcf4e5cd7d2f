//! The data directory: its files, and whether PostgreSQL can use it.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{self, Path, PathBuf};

use crate::user::User;
use crate::{Error, SUPERUSER};

/// How many bytes of the log an error quotes at most.
const MAX_QUOTE: u64 = 2_000;

/// An existing data directory, by its canonical path.
#[derive(Debug, Clone)]
pub(crate) struct DataDir {
    root: PathBuf,
}

impl DataDir {
    /// Chooses the account, checks that it can reach the directory, and only then creates it.
    pub(crate) fn prepare(wanted: &Path) -> Result<(Self, User), Error> {
        let wanted = path::absolute(wanted).map_err(Error::file("find", wanted))?;
        let user = User::choose(&wanted.join("postgres"))?;
        let existing = wanted.ancestors().find(|ancestor| ancestor.exists()).unwrap_or(Path::new("/"));
        let real = existing.canonicalize().map_err(Error::file("find", existing))?;
        user.check_reach(&real)?;
        if existing != wanted {
            create(&wanted, &user)?;
        }
        let root = wanted.canonicalize().map_err(Error::file("find", &wanted))?;
        Ok((Self { root }, user))
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn cluster(&self) -> PathBuf {
        self.root.join("postgres")
    }

    /// The major version that wrote the cluster, and its directory. None if there is no cluster yet.
    pub(crate) fn major(&self) -> Result<Option<(u32, PathBuf)>, Error> {
        let cluster = self.cluster();
        match fs::read_to_string(cluster.join("PG_VERSION")) {
            Ok(version) => match version.trim().parse() {
                Ok(major) => Ok(Some((major, cluster))),
                Err(_) => Err(Error::NotACluster(cluster)),
            },
            Err(error) if error.kind() == ErrorKind::NotFound && is_vacant(&cluster) => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::NotACluster(cluster)),
            Err(error) => Err(Error::file("read", &cluster)(error)),
        }
    }

    /// The password of a role, if there is one.
    pub(crate) fn password(&self, role: &str) -> Result<Option<String>, Error> {
        let path = self.password_file(role);
        match fs::read_to_string(&path) {
            Ok(password) => Ok(Some(password.trim().to_owned()).filter(|password| !password.is_empty())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file("read", &path)(error)),
        }
    }

    /// Stores the password atomically.
    pub(crate) fn store_password(&self, role: &str, password: &str) -> Result<(), Error> {
        let (path, new) = (self.password_file(role), self.root.join("password.new"));
        write_private(&new, password)?;
        fs::rename(&new, &path).map_err(Error::file("write", &path))
    }

    /// Starts an empty log and keeps the previous one.
    pub(crate) fn rotate_log(&self) {
        // If there is no log yet, or it cannot be moved, the server appends to it.
        let _ = fs::rename(self.log_file(), self.root.join("postgres.log.old"));
    }

    /// The log, opened for appending.
    pub(crate) fn open_log(&self) -> Result<File, Error> {
        let path = self.log_file();
        let opened = OpenOptions::new().create(true).append(true).mode(0o600).open(&path);
        opened.map_err(Error::file("open", &path))
    }

    /// The log from a position on, at most its last 2,000 bytes.
    pub(crate) fn log_since(&self, position: u64) -> String {
        let read = || -> io::Result<Vec<u8>> {
            let mut log = File::open(self.log_file())?;
            let length = log.metadata()?.len();
            log.seek(SeekFrom::Start(position.max(length.saturating_sub(MAX_QUOTE))))?;
            let mut text = Vec::new();
            log.read_to_end(&mut text)?;
            Ok(text)
        };
        let text = read().unwrap_or_default();
        String::from_utf8_lossy(&text).trim().to_owned()
    }

    /// Opens a lock file, and creates it if necessary.
    pub(crate) fn open_lock(&self, name: &str) -> Result<File, Error> {
        let path = self.root.join(name);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        opened.map_err(Error::file("open", &path))
    }

    fn password_file(&self, role: &str) -> PathBuf {
        match role {
            SUPERUSER => self.root.join("password"),
            role => self.root.join(format!("password.{role}")),
        }
    }

    fn log_file(&self) -> PathBuf {
        self.root.join("postgres.log")
    }
}

/// Writes a file that only its owner can read, and syncs it to disk.
pub(crate) fn write_private(path: &Path, content: &str) -> Result<(), Error> {
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
        file.write_all(content.as_bytes())?;
        file.sync_all()
    };
    write().map_err(Error::file("write", path))
}

fn is_vacant(directory: &Path) -> bool {
    fs::read_dir(directory).map_or(true, |mut entries| entries.next().is_none())
}

/// Creates a directory and its ancestors. The account can enter them whatever root's umask is.
fn create(directory: &Path, user: &User) -> Result<(), Error> {
    let missing: Vec<_> = directory.ancestors().take_while(|ancestor| !ancestor.exists()).collect();
    let created = DirBuilder::new().recursive(true).mode(0o755).create(directory);
    created.map_err(Error::file("create", directory))?;
    if !user.is_dropped() {
        return Ok(());
    }
    for created in missing {
        fs::set_permissions(created, Permissions::from_mode(0o755))
            .map_err(Error::file("set the mode of", created))?;
    }
    Ok(())
}
