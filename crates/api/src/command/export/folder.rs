//! The folder of an export. Files are written into a hidden folder inside, and appear when all are complete. What is
//! complete when an export is stopped is used by the next one for the same moment.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use shahrak_domain::moment::Moment;
use shahrak_exchange::table::{FileFormat, Headers};
use shahrak_export::digest::{Digest, digest};
use shahrak_export::manifest::{FileEntry, MANIFEST, Manifest, header_name};
use shahrak_messages::message;

use crate::failure::{Failure, Need};

/// The hidden folder.
const WORK: &str = ".shahrak-export";

/// The folder of an export.
pub struct Folder {
    target: PathBuf,
    work: PathBuf,
    /// The manifest of the files in the folder, from an earlier export.
    earlier: Option<Manifest>,
    /// The manifest of the export that was stopped.
    begun: Option<Manifest>,
    /// The manifest of this export.
    manifest: Option<Manifest>,
}

impl Folder {
    /// Opens a folder, or makes it. An export that was stopped is continued if it has this format and these headers.
    ///
    /// # Errors
    /// The folder cannot be made or read.
    pub fn open(target: &Path, format: FileFormat, headers: Headers) -> Result<Folder, Failure> {
        let work = target.join(WORK);
        fs::create_dir_all(&work).map_err(unwritable(&work))?;
        let (earlier, begun) = (manifest(target), manifest(&work));
        let same =
            |begun: &Manifest| begun.format == format.extension() && begun.headers == header_name(headers);
        let begun = begun.filter(same);
        Ok(Folder { target: target.to_owned(), work, earlier, begun, manifest: None })
    }

    /// The moment of knowledge of the export that was stopped.
    pub fn begun_at(&self) -> Option<Moment> {
        self.begun.as_ref()?.known_at.parse().ok()
    }

    /// Begins an export.
    ///
    /// # Errors
    /// The manifest cannot be written.
    pub fn begin(&mut self, manifest: Manifest) -> Result<(), Failure> {
        self.manifest = Some(manifest);
        self.save()
    }

    /// The manifest of this export, with the files that are written.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    /// Refuses to replace files that no export has written.
    ///
    /// # Errors
    /// [`Failure::Usage`] names the file.
    pub fn check<'a>(&self, names: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
        for name in names {
            let ours = [&self.earlier, &self.begun].into_iter().flatten().any(|it| entry(it, name).is_some());
            if !ours && self.target.join(name).exists() {
                let path = self.target.join(name).display().to_string();
                return Err(Failure::Usage(message!("export-would-replace", path)));
            }
        }
        Ok(())
    }

    /// Whether a file is there already, from an export of the same moment; then it belongs to this export as well.
    ///
    /// # Errors
    /// The manifest cannot be written.
    pub fn keep(&mut self, name: &str) -> Result<bool, Failure> {
        let Some(kept) = self.find(name) else { return Ok(false) };
        if let Some(manifest) = &mut self.manifest {
            manifest.files.push(kept);
        }
        self.save()?;
        Ok(true)
    }

    fn find(&self, name: &str) -> Option<FileEntry> {
        let manifest = self.manifest.as_ref()?;
        let same = |other: &&Manifest| {
            (&other.known_at, &other.format, &other.headers, &other.program)
                == (&manifest.known_at, &manifest.format, &manifest.headers, &manifest.program)
        };
        let known = [&self.begun, &self.earlier].into_iter().flatten().filter(same);
        known.filter_map(|other| entry(other, name)).find(|entry| self.has(entry)).cloned()
    }

    /// Whether a file is there, with the content that a manifest states.
    fn has(&self, entry: &FileEntry) -> bool {
        [&self.work, &self.target].into_iter().any(|folder| {
            let found = File::open(folder.join(&entry.name)).and_then(digest);
            found.is_ok_and(|found| (found.bytes, &found.sha256) == (entry.bytes, &entry.sha256))
        })
    }

    /// The path for a file that is being written.
    pub fn part(&self, name: &str) -> PathBuf {
        self.work.join(format!("{name}.part"))
    }

    /// Adds a file that is written.
    ///
    /// # Errors
    /// The file cannot be renamed, or the manifest cannot be written.
    pub fn add(&mut self, name: String, rows: u64, digest: Digest) -> Result<(), Failure> {
        let path = self.work.join(&name);
        fs::rename(self.part(&name), &path).map_err(unwritable(&path))?;
        if let Some(manifest) = &mut self.manifest {
            manifest.add(name, rows, digest);
        }
        self.save()
    }

    /// Moves all files to their places, the manifest last, and removes those of an earlier export that are not among them.
    ///
    /// # Errors
    /// A file cannot be moved.
    pub fn publish(&mut self) -> Result<Manifest, Failure> {
        let manifest = self.manifest.take().unwrap_or_default();
        let names = manifest.files.iter().map(|file| &*file.name);
        for name in names.chain([MANIFEST]) {
            let (from, to) = (self.work.join(name), self.target.join(name));
            if from.exists() {
                fs::rename(from, &to).map_err(unwritable(&to))?;
            }
        }
        let earlier = self.earlier.iter().flat_map(|earlier| &earlier.files);
        for file in earlier.filter(|file| entry(&manifest, &file.name).is_none()) {
            let path = self.target.join(&file.name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(unwritable(&path)(error));
                }
                _ => {}
            }
        }
        fs::remove_dir_all(&self.work).map_err(unwritable(&self.work))?;
        Ok(manifest)
    }

    fn save(&self) -> Result<(), Failure> {
        let Some(manifest) = &self.manifest else { return Ok(()) };
        let path = self.work.join(MANIFEST);
        let part = self.part(MANIFEST);
        let text = manifest.text().map_err(io::Error::from);
        text.and_then(|text| fs::write(&part, text))
            .and_then(|()| fs::rename(&part, &path))
            .map_err(unwritable(&path))
    }
}

fn entry<'a>(manifest: &'a Manifest, name: &str) -> Option<&'a FileEntry> {
    manifest.files.iter().find(|file| file.name == name)
}

/// The manifest in a folder; none if there is no valid one.
fn manifest(folder: &Path) -> Option<Manifest> {
    serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { need: Need::Write, path, source }
}
