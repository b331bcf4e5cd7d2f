//! What the files of a register are, for programs.

use chrono::SecondsFormat;
use serde::{Deserialize, Serialize};

use shahrak_exchange::table::Headers;
use shahrak_messages::Language;

use crate::digest::Digest;
use crate::list::Options;

/// The name of its file.
pub const MANIFEST: &str = "manifest.json";

/// The description of an exported register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// The program and its version.
    pub program: String,
    /// The moment of knowledge, in RFC 3339.
    pub known_at: String,
    /// The extension of the files.
    pub format: String,
    /// The first lines of the files: `names`, `en` or `fa`.
    pub headers: String,
    /// The notice that the register is synthetic; none for a real one.
    pub synthetic: Option<String>,
    /// Whether notes, evidence, recorders and support cases of all provinces are included.
    pub confidential: bool,
    /// The files.
    pub files: Vec<FileEntry>,
}

/// A file of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileEntry {
    /// Its name.
    pub name: String,
    /// The number of its rows.
    pub rows: u64,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// A manifest without files.
    pub fn new(options: &Options, synthetic: Option<String>, confidential: bool) -> Manifest {
        Manifest {
            program: format!("shahrak {}", env!("CARGO_PKG_VERSION")),
            known_at: options.known_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            format: options.format.extension().to_owned(),
            headers: header_name(options.headers).to_owned(),
            synthetic,
            confidential,
            files: Vec::new(),
        }
    }

    /// Adds a file.
    pub fn add(&mut self, name: String, rows: u64, digest: Digest) {
        self.files.push(FileEntry { name, rows, bytes: digest.bytes, sha256: digest.sha256 });
    }

    /// The text of the manifest.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// The name of headers in a manifest.
pub fn header_name(headers: Headers) -> &'static str {
    match headers {
        Headers::Names => "names",
        Headers::Labels(Language::English) => "en",
        Headers::Labels(Language::Persian) => "fa",
    }
}
