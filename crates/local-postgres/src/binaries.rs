//! Finds the server binaries of PostgreSQL.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::Error;
use crate::user::User;

/// The oldest supported major version.
pub(crate) const OLDEST_MAJOR: u32 = 15;

/// Where packages install PostgreSQL: a directory, the prefix of a subdirectory before its version, and the directory of
/// the binaries in it. Debian, Red Hat, Homebrew on either processor, Postgres.app.
const INSTALLATIONS: [(&str, &str, &str); 5] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
];

/// How deep below the target directory Cargo puts a program: at most `TRIPLE/debug/deps`.
const DEPTH: usize = 4;

/// A directory with `postgres` and `initdb`, and their version.
#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    pub(crate) directory: PathBuf,
    pub(crate) major: u32,
}

/// Where to look for binaries.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// If set, the only place.
    over: Option<PathBuf>,
    /// In order of preference.
    directories: Vec<PathBuf>,
}

impl Places {
    /// Only `SHAHRAK_PG_BIN` if it is set. Otherwise the search path, `pg_config`, the packages of the system, and
    /// what `scripts/install-postgres` has put into the target directory; the newest version of each first.
    pub(crate) fn of_this_machine() -> Self {
        let over = env::var_os("SHAHRAK_PG_BIN").filter(|value| !value.is_empty());
        let mut directories = on_path(env::var_os("PATH"));
        directories.extend(by_pg_config());
        for (parent, prefix, inner) in INSTALLATIONS {
            directories.extend(installations(Path::new(parent), prefix, inner));
        }
        let program = env::current_exe().unwrap_or_default();
        let target_directories = program.ancestors().skip(1).take(DEPTH);
        directories.extend(
            target_directories.flat_map(|target| installations(&target.join("postgresql"), "", "bin")),
        );
        Self { over: over.map(PathBuf::from), directories }
    }
}

impl Binaries {
    /// The first binaries of a supported version, or those of the major version that wrote the data.
    pub(crate) fn find(places: &Places, user: &User, data: Option<(u32, PathBuf)>) -> Result<Self, Error> {
        if let Some(over) = &places.over {
            let found = Self::in_directory(over, user).ok_or_else(|| Error::BadOverride(over.clone()))?;
            return choose(vec![found], data);
        }
        let mut found: Vec<Self> = Vec::new();
        for directory in &places.directories {
            if found.iter().any(|known| known.directory == *directory) {
                continue;
            }
            found.extend(Self::in_directory(directory, user));
        }
        choose(found, data)
    }

    pub(crate) fn postgres(&self) -> PathBuf {
        self.directory.join("postgres")
    }

    pub(crate) fn initdb(&self) -> PathBuf {
        self.directory.join("initdb")
    }

    fn in_directory(directory: &Path, user: &User) -> Option<Self> {
        let postgres = directory.join("postgres");
        if !postgres.is_file() || !directory.join("initdb").is_file() {
            return None;
        }
        // As the account that will run the server, because it may not be able to reach the program.
        let output = user.output(user.command(postgres).arg("--version")).ok()?;
        let major = major(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { directory: directory.to_owned(), major })
    }
}

fn choose(found: Vec<Binaries>, data: Option<(u32, PathBuf)>) -> Result<Binaries, Error> {
    let (serving, old): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.major >= OLDEST_MAJOR);
    let Some(first) = serving.first() else {
        let describe = |old: &Binaries| format!("{} in {}", old.major, old.directory.display());
        return Err(Error::NoBinaries { too_old: old.iter().map(describe).collect() });
    };
    let Some((written_by, cluster)) = data else {
        return Ok(first.clone());
    };
    let mut majors: Vec<_> = serving.iter().map(|found| found.major.to_string()).collect();
    majors.dedup();
    let matching = serving.into_iter().find(|found| found.major == written_by);
    matching.ok_or(Error::OtherMajor { cluster, data: written_by, found: majors.join(", ") })
}

/// The directories of the search path that have a `postgres`. Where it is a symbolic link, its target comes first:
/// `initdb` may not be linked.
fn on_path(path: Option<OsString>) -> Vec<PathBuf> {
    let path = path.unwrap_or_default();
    let links = env::split_paths(&path).map(|directory| directory.join("postgres"));
    links
        .filter(|link| link.is_file())
        .flat_map(|link| {
            let real = link.canonicalize().ok().and_then(|real| real.parent().map(Path::to_owned));
            let linked = link.parent().map(Path::to_owned);
            [real, linked].into_iter().flatten()
        })
        .collect()
}

fn by_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").stderr(Stdio::null()).output().ok()?;
    let directory = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Some(directory).filter(|directory| !directory.is_empty()).map(PathBuf::from)
}

fn installations(parent: &Path, prefix: &str, inner: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(inner)))
        })
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, directory)| directory).collect()
}

/// `postgres (PostgreSQL) 15.13 (Debian 15.13-0)`, `postgres (PostgreSQL) 18beta1`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    fn at(directory: &str, major: u32) -> Binaries {
        Binaries { directory: directory.into(), major }
    }

    #[test]
    fn the_major_version_is_parsed() {
        assert_eq!(major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("something else"), None);
    }

    #[test]
    fn the_first_supported_version_is_chosen() {
        let found = vec![at("/a", 14), at("/b", 16), at("/c", 17)];
        assert_eq!(choose(found, None).unwrap().directory, Path::new("/b"));
    }

    #[test]
    fn the_version_that_wrote_the_data_is_preferred() {
        let found = vec![at("/b", 17), at("/c", 16)];
        let chosen = choose(found, Some((16, "/data".into()))).unwrap();
        assert_eq!(chosen.directory, Path::new("/c"));
    }

    #[test]
    fn data_of_another_version_are_refused_with_the_remedy() {
        let error = choose(vec![at("/b", 17)], Some((16, "/data".into()))).unwrap_err().to_string();
        for part in ["/data", "PostgreSQL 16", "17", "pg_upgrade", "--data-dir"] {
            assert!(error.contains(part), "{part} in {error}");
        }
    }

    #[test]
    fn without_binaries_the_error_names_three_remedies() {
        let user = User::choose(Path::new("/")).unwrap();
        let error = Binaries::find(&Places::default(), &user, None).unwrap_err().to_string();
        for part in ["install PostgreSQL", "DATABASE_URL", "docker compose up"] {
            assert!(error.contains(part), "{part} in {error}");
        }
    }

    #[test]
    fn binaries_that_are_too_old_are_named() {
        let error = choose(vec![at("/old", 13)], None).unwrap_err().to_string();
        assert!(error.contains("only 13 in /old"), "{error}");
    }

    #[test]
    fn an_override_without_binaries_is_refused() {
        let user = User::choose(Path::new("/")).unwrap();
        let places = Places { over: Some("/nowhere".into()), directories: Vec::new() };
        let error = Binaries::find(&places, &user, None).unwrap_err();
        assert!(matches!(error, Error::BadOverride(_)), "{error}");
    }
}
