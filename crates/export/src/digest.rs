//! Counts and digests what passes on its way into a file.

use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

/// A writer that counts and digests what it passes on.
pub struct Digesting<W> {
    inner: W,
    sha256: Sha256,
    bytes: u64,
}

/// The length and the digest of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Its bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl<W> Digesting<W> {
    /// Passes on to this writer.
    pub fn new(inner: W) -> Digesting<W> {
        Digesting { inner, sha256: Sha256::new(), bytes: 0 }
    }

    /// The writer, and the digest of all that has passed.
    pub fn finish(self) -> (W, Digest) {
        let sha256 = self.sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        (self.inner, Digest { bytes: self.bytes, sha256 })
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sha256.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The digest of a file that is there already.
///
/// # Errors
/// It cannot be read.
pub fn digest(mut file: impl Read) -> io::Result<Digest> {
    let mut digesting = Digesting::new(io::sink());
    io::copy(&mut file, &mut digesting)?;
    Ok(digesting.finish().1)
}
