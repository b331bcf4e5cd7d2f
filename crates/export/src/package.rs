//! The data package of a register: what its files hold, for tools that read tables.

use std::io;
use std::path::Path;

use chrono::DateTime;

use shahrak_domain::code::Coded as _;
use shahrak_domain::import::FileKind;
use shahrak_open_data::data_package::{Content, DataPackage, ExportedFile};

use crate::manifest::{FileEntry, Manifest};

pub use shahrak_open_data::data_package::DATA_PACKAGE;

/// The text of the data package of these files; none if their tables do not have the names of columns as headers. It is made
/// at the moment of knowledge, so that an export of the same moment is the same.
///
/// # Errors
/// It cannot be written as JSON.
pub fn text(manifest: &Manifest) -> io::Result<Option<String>> {
    if (&*manifest.format, &*manifest.headers) != ("csv", "names") {
        return Ok(None);
    }
    let known_at = DateTime::parse_from_rfc3339(&manifest.known_at).map_err(io::Error::other)?.to_utc();
    let package = DataPackage::new(Content {
        files: manifest.files.iter().filter_map(file).collect(),
        known_at,
        created: known_at,
        synthetic: manifest.synthetic.as_ref().map(|origin| origin.notice.clone()),
    });
    Ok(Some(serde_json::to_string_pretty(&package)? + "\n"))
}

fn file(entry: &FileEntry) -> Option<ExportedFile> {
    let stem = Path::new(&entry.name).file_stem()?.to_str()?;
    let kind = FileKind::parse(stem).ok()?;
    let digest = Some((entry.bytes, entry.sha256.clone()));
    Some(ExportedFile { kind, path: entry.name.clone(), further: &[], digest })
}
