//! What the files of a register are, for programs.

use chrono::SecondsFormat;
use serde::{Deserialize, Serialize};

use shahrak_domain::synthetic::Synthetic;
use shahrak_exchange::table::Headers;
use shahrak_messages::{Explain as _, Language};

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
    /// From what a synthetic register was made; none for a real one.
    pub synthetic: Option<Origin>,
    /// Whether notes, evidence, recorders and support cases of all provinces are included.
    pub confidential: bool,
    /// The files.
    pub files: Vec<FileEntry>,
}

/// From what a synthetic register was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The seed.
    pub seed: u32,
    /// The number of units.
    pub units: u32,
    /// Whether its figures are fitted to those that were announced.
    pub fitted: bool,
    /// The notice for all who see the register.
    pub notice: String,
}

impl Origin {
    /// The origin of a synthetic register, with the notice in a language.
    pub fn of(synthetic: Synthetic, language: Language) -> Origin {
        let Synthetic { seed, units, fitted } = synthetic;
        Origin { seed, units, fitted, notice: synthetic.message().text(language) }
    }
}

/// From what the register was made whose manifest this is; none for a real register, and for another file.
pub fn synthetic_in(manifest: &[u8]) -> Option<Synthetic> {
    let Origin { seed, units, fitted, .. } = serde_json::from_slice::<Manifest>(manifest).ok()?.synthetic?;
    let is_stored = |number: u32| i32::try_from(number).is_ok();
    (is_stored(seed) && is_stored(units)).then_some(Synthetic { seed, units, fitted })
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
    pub fn new(options: &Options, synthetic: Option<Origin>, confidential: bool) -> Manifest {
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
