//! Opening a file: what it holds, and its content as text. A workbook may hold several sheets of the register.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_messages::{Explain, message};

use crate::columns::find::kind_named;
use crate::decoded::{Decoded, Start};
use crate::reader::layout;
use crate::workbook::{Findings, LISTS, MOST_UNPACKED, SheetHead, sheet_to_csv, sheets};

/// An open file or sheet, to be read as CSV.
pub struct Input {
    /// What it holds.
    pub kind: FileKind,
    /// Whether only its columns tell what it holds.
    pub by_columns: bool,
    /// The name of a further sheet of a workbook.
    pub sheet: Option<String>,
    /// The content: the file itself, or the sheet.
    pub content: Box<dyn Read + Send>,
    /// Its length in bytes, if known.
    pub size: Option<u64>,
    /// The findings in a workbook; none for other files.
    pub findings: Option<Findings>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("kind", &self.kind).field("sheet", &self.sheet).finish_non_exhaustive()
    }
}

/// Opens a file. `kind` is what its name says that it holds; else its columns tell. Empty if they do not either.
///
/// # Errors
/// The file cannot be read, or there is no pipe or thread for the conversion of a workbook.
pub fn open(mut file: File, size: u64, kind: Option<FileKind>) -> io::Result<Vec<Input>> {
    let text = Decoded::new(&mut file);
    let (start, by_columns) = (text.start(), layout::kind_of(text.head()));
    file.rewind()?;
    if start == Start::Workbook {
        return workbook(&Arc::new(file), kind);
    }
    let Some(known) = kind.or(by_columns) else { return Ok(Vec::new()) };
    let content = Box::new(file);
    let by_columns = kind.is_none();
    Ok(vec![Input { kind: known, by_columns, sheet: None, content, size: Some(size), findings: None }])
}

fn workbook(file: &Arc<File>, kind: Option<FileKind>) -> io::Result<Vec<Input>> {
    let Ok(sheets) = sheets(Positioned::new(file), MOST_UNPACKED) else {
        // The conversion says what is wrong with it.
        return kind.map(|kind| sheet(file, kind, None, &Findings::default())).into_iter().collect();
    };
    let findings = Findings::default();
    let Some(first) = sheets.iter().position(|sheet| sheet.visible) else {
        return kind.map(|kind| sheet(file, kind, None, &findings)).into_iter().collect();
    };
    let mut inputs = Vec::new();
    let (mut read, mut others) = (Vec::new(), Vec::new());
    for (place, head) in sheets.iter().enumerate() {
        let named = kind_named(&head.name).filter(|kind| !kind.ships() && head.visible);
        let (of_first, by_columns) = (kind.or(named), head.kind);
        match if place == first { of_first.or(by_columns) } else { named } {
            Some(found) => {
                let findings = if inputs.is_empty() { findings.clone() } else { Findings::default() };
                let mut input = sheet(file, found, Some(&head.name), &findings)?;
                input.by_columns = place == first && of_first.is_none();
                input.sheet = Some(head.name.clone()).filter(|_| !inputs.is_empty());
                read.push(&*head.name);
                inputs.push(input);
            }
            None => others.push(head),
        }
    }
    let others = others.into_iter().filter(|head| head.filled && head.name != LISTS);
    others.for_each(|head| not_read(head, &read, &findings));
    Ok(inputs)
}

fn sheet(file: &Arc<File>, kind: FileKind, name: Option<&str>, findings: &Findings) -> io::Result<Input> {
    let content =
        sheet_to_csv(Positioned::new(file), kind, name.map(str::to_owned), findings.clone(), MOST_UNPACKED)?;
    let findings = Some(findings.clone());
    Ok(Input { kind, by_columns: false, sheet: None, content: Box::new(content), size: None, findings })
}

/// Warns about a sheet that is not read.
fn not_read(head: &SheetHead, read: &[&str], findings: &Findings) {
    let (name, read) = (&*head.name, read.join("”, “"));
    findings.warn(match head.kind {
        _ if !head.visible => message!("hidden-sheet-not-read", name, read),
        Some(kind) => message!("sheet-of-kind-not-read", name, kind = kind.message(), code = kind.code()),
        None => message!("sheet-not-read", name, read),
    });
}

/// A file with a position of its own: several threads read it at once.
struct Positioned {
    file: Arc<File>,
    position: u64,
}

impl Positioned {
    fn new(file: &Arc<File>) -> Positioned {
        Positioned { file: Arc::clone(file), position: 0 }
    }
}

impl Read for Positioned {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.position)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Positioned {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
            SeekFrom::End(offset) => self.file.metadata()?.len().checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
