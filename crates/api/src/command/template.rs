//! `shahrak template`: writes workbooks to fill in, without a database.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use shahrak_messages::{Language, message};

use super::print;
use crate::config::template::TemplateArgs;
use crate::failure::{Failure, Need};
use crate::templates;

/// Writes the templates. A file that exists is not overwritten.
///
/// # Errors
/// A name that names no template, or a file that cannot be written.
pub fn run(options: &TemplateArgs, language: Language) -> Result<(), Failure> {
    for path in &options.files {
        write(path, language)?;
        print(&message!("template-written", path = path.display().to_string()).text(language))?;
    }
    Ok(())
}

fn write(path: &Path, language: Language) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let template = templates::named(path).ok_or_else(|| Failure::Usage(templates::unknown(&shown)))?;
    let failed = |source| Failure::File { need: Need::Write, path: path.to_owned(), source };
    let workbook = templates::workbook(template, language).map_err(failed)?;
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Usage(message!("file-exists", path = &shown)),
        _ => failed(error),
    })?;
    file.write_all(&workbook).map_err(failed)
}
