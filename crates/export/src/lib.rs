//! Exports: what is in the register becomes files, row by row, from one snapshot.
//!
//! - [`list`] writes a list as a table; [`register`] names the lists of a whole register, and [`archive`] writes them as one
//!   ZIP file.
//! - [`Pace`] is called after each batch of rows: it sends what is written, shows progress, or ends the export.
//! - [`manifest`] describes the files of a register for the next export, [`package`] for tools that read tables.
//!
//! It is the counterpart of the crate `import`, and contains neither SQL nor formats of files: `persistence` reads the rows,
//! and `exchange` writes them.

pub mod archive;
pub mod digest;
pub mod list;
pub mod manifest;
pub mod outbox;
pub mod package;
pub mod register;

mod failure;
mod row;

pub use failure::{Failure, Result};
pub use list::{List, Options, Written};

/// What happens between two batches of rows.
pub trait Pace: Send {
    /// Called with the number of rows of the present table that are written so far.
    ///
    /// # Errors
    /// The export ends with this error.
    fn pace(&mut self, rows: u64) -> impl Future<Output = std::io::Result<()>> + Send;
}

/// For exports whose output waits for nobody.
impl Pace for () {
    async fn pace(&mut self, _: u64) -> std::io::Result<()> {
        Ok(())
    }
}
