//! Builds the pages (`web/`, npm) that the binary embeds, if their sources have changed.
//!
//! `SHAHRAK_WEB_DIST` names pages that were built elsewhere; then neither Node nor npm is needed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs, io};

/// What decides which packages are installed, in `web/`.
const PACKAGES: [&str; 3] = [".npmrc", "package-lock.json", "package.json"];
/// The pages, and what else decides what each of them is: folders and files, from `web/`.
const PAGES: [(&str, &[&str]); 2] = [("graphiql", &[]), ("dashboard", &["../locales"])];
/// Says, inside `web/dist/PAGE`, from which sources it was built.
const STAMP: &str = ".stamp";
const REMEDY: &str = "Install Node.js 20.19 or later (with npm) from https://nodejs.org or your package manager, \
     or set SHAHRAK_WEB_DIST to a directory with pages built elsewhere (`npm ci && npm run build` in web/).";

/// Cargo fails the build for every line of `cargo::error`, and shows nothing else of this script.
fn main() {
    if let Err(problem) = provide_pages() {
        for line in problem.lines() {
            println!("cargo::error={line}");
        }
    }
}

fn provide_pages() -> Result<(), String> {
    // Asked at run time: a build script that is taken over from another checkout would look there otherwise.
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo does not say where the package is")?;
    let web = Path::new(&package).join("../../web");
    let dist = web.join("dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SHAHRAK_WEB_DIST");
    if let Some(prebuilt) = env::var_os("SHAHRAK_WEB_DIST") {
        return take_over(Path::new(&prebuilt), &dist);
    }
    for (page, others) in PAGES {
        build_if_changed(&web, page, &[&[page], others, &PACKAGES].concat())?;
    }
    Ok(())
}

/// Puts the pages built elsewhere where the binary embeds them from.
fn take_over(prebuilt: &Path, dist: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", prebuilt.display());
    for (page, _) in PAGES {
        if !prebuilt.join(page).join("index.html").is_file() {
            return Err(format!(
                "SHAHRAK_WEB_DIST is {}, which has no {page}/index.html",
                prebuilt.display()
            ));
        }
    }
    if fs::canonicalize(prebuilt).ok() == fs::canonicalize(dist).ok() {
        return Ok(());
    }
    let _ = fs::remove_dir_all(dist);
    copy_all(prebuilt, dist)
        .map_err(|error| format!("cannot copy {} to web/dist: {error}", prebuilt.display()))
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else if entry.file_name() != STAMP {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Builds a page unless it was built from the same sources.
fn build_if_changed(web: &Path, page: &str, sources: &[&str]) -> Result<(), String> {
    for source in sources {
        println!("cargo::rerun-if-changed={}", web.join(source).display());
    }
    let stamp = web.join("dist").join(page).join(STAMP);
    println!("cargo::rerun-if-changed={}", stamp.display());

    let sources = Sources::read(web, sources)
        .map_err(|error| format!("cannot read the sources of {page} in web/: {error}"))?;
    if fs::read_to_string(&stamp).is_ok_and(|known| known == sources.hash) {
        return Ok(());
    }
    require_node()?;
    install_if_changed(web)?;
    npm(web, &["run", &format!("build:{page}")])?;
    leave_stamp(&stamp, &sources).map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

/// Installs the packages unless the same ones are installed: a changed text takes a second, not half a minute.
fn install_if_changed(web: &Path) -> Result<(), String> {
    let packages = Sources::read(web, &PACKAGES)
        .map_err(|error| format!("cannot read which packages web/ needs: {error}"))?;
    let stamp = web.join("node_modules").join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|known| known == packages.hash) {
        return Ok(());
    }
    npm(web, &["ci", "--loglevel=error"])?;
    leave_stamp(&stamp, &packages).map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

/// The stamp is made as old as the sources: Cargo would take a file that is younger than this run
/// for a change, and compile the crate a second time.
fn leave_stamp(stamp: &Path, sources: &Sources) -> io::Result<()> {
    fs::write(stamp, &sources.hash)?;
    fs::File::options().write(true).open(stamp)?.set_modified(sources.newest)
}

struct Sources {
    hash: String,
    newest: SystemTime,
}

impl Sources {
    fn read(web: &Path, sources: &[&str]) -> io::Result<Self> {
        let mut files = Vec::new();
        for source in sources {
            list_files(&web.join(source), &mut files)?;
        }
        files.sort();
        let mut hasher = DefaultHasher::new();
        let mut newest = SystemTime::UNIX_EPOCH;
        for file in files {
            file.strip_prefix(web).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
            newest = newest.max(fs::metadata(&file)?.modified()?);
        }
        Ok(Self { hash: format!("{:016x}", hasher.finish()), newest })
    }
}

fn list_files(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        list_files(&entry?.path(), files)?;
    }
    Ok(())
}

/// Fails early and with the remedy where Node is missing or older than the bundler allows.
fn require_node() -> Result<(), String> {
    let output = Command::new("node").arg("--version").output();
    let Ok(output) = output else {
        return Err(format!("Node.js is missing; it builds the pages of this binary.\n{REMEDY}"));
    };
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    match (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) {
        (20, 19..) | (22, 12..) | (23.., _) => Ok(()),
        _ => Err(format!("Node.js {version} is too old to build the pages of this binary.\n{REMEDY}")),
    }
}

fn npm(web: &Path, arguments: &[&str]) -> Result<(), String> {
    let command = format!("npm {}", arguments.join(" "));
    let output = Command::new("npm")
        .args(arguments)
        .current_dir(web)
        .output()
        .map_err(|error| format!("cannot run `{command}`: {error}.\n{REMEDY}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("`{command}` failed in web/:\n{}", String::from_utf8_lossy(&said)))
}
