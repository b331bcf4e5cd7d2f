//! A whole register as one ZIP file, written from beginning to end without going back.

use std::fs::File;
use std::io::{self, Read as _, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use shahrak_persistence::snapshot::Snapshot;

use crate::digest::Digesting;
use crate::failure::Result;
use crate::list::{self, Options};
use crate::manifest::{MANIFEST, Manifest};
use crate::package::{self, DATA_PACKAGE};
use crate::{Pace, register};

/// Bytes of a workbook that are copied at once.
const CHUNK: usize = 1 << 16;

/// Writes a register as a ZIP file: the files of its lists, a data package, and a manifest at the end. `manifest` has no files yet.
///
/// # Errors
/// [`Failure`](crate::Failure), with an incomplete output.
pub async fn write<W: Write + Send>(
    snapshot: &Snapshot,
    options: &Options,
    mut manifest: Manifest,
    output: W,
    pace: &mut impl Pace,
) -> Result<()> {
    let mut zip = ZipWriter::new_stream(output);
    for list in register::lists(options) {
        let name = register::file_name(&list, options);
        zip.start_file(&name, SimpleFileOptions::default()).map_err(failed)?;
        let mut digesting = Digesting::new(&mut zip);
        let written = list::write(snapshot, &list, options, &mut digesting, pace).await?;
        if let Some(file) = written.file {
            copy(file, &mut digesting, pace).await?;
        }
        manifest.add(name, written.rows, digesting.finish().1);
    }
    if let Some(text) = package::text(&manifest)? {
        zip.start_file(DATA_PACKAGE, SimpleFileOptions::default()).map_err(failed)?;
        let mut digesting = Digesting::new(&mut zip);
        digesting.write_all(text.as_bytes())?;
        manifest.add(DATA_PACKAGE.to_owned(), 0, digesting.finish().1);
    }
    zip.start_file(MANIFEST, SimpleFileOptions::default()).map_err(failed)?;
    zip.write_all(manifest.text().map_err(io::Error::from)?.as_bytes())?;
    zip.finish().map_err(failed)?;
    Ok(pace.pace(0).await?)
}

/// Copies a file, piece by piece.
///
/// # Errors
/// The file cannot be read, the output cannot be written, or the pace ends it.
pub async fn copy(mut file: File, output: &mut (impl Write + Send), pace: &mut impl Pace) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok(());
        }
        output.write_all(&chunk[..read])?;
        pace.pace(0).await?;
    }
}

fn failed(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        error => io::Error::other(error),
    }
}
