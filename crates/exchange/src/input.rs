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
use crate::one_sheet::{Events, Of};
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
    let events = layout::events_of(text.head());
    let kind_is_unknown = kind.is_none();
    file.rewind()?;
    if start == Start::Workbook {
        return workbook(&Arc::new(file), kind);
    }
    let Some(known) = kind.or(by_columns) else { return Ok(Vec::new()) };
    let file = Arc::new(file);
    let input = |kind, sheet, content| Input {
        kind,
        by_columns: kind_is_unknown,
        sheet,
        content,
        size: Some(size),
        findings: None,
    };
    let mut inputs = vec![input(known, None, Box::new(Positioned::new(&file)) as Box<dyn Read + Send>)];
    if known == FileKind::Units {
        inputs.extend(events.into_iter().map(|of| {
            let findings = Findings::default();
            let events = Events::new(Positioned::new(&file), of, None, findings.clone());
            let findings = Some(findings);
            Input {
                by_columns: false,
                findings,
                ..input(FileKind::Events, Some(of.title()), Box::new(events))
            }
        }));
    }
    Ok(inputs)
}

fn workbook(file: &Arc<File>, kind: Option<FileKind>) -> io::Result<Vec<Input>> {
    let Ok(sheets) = sheets(Positioned::new(file), MOST_UNPACKED) else {
        // The conversion says what is wrong with it.
        return kind.map(|kind| sheet(file, kind, None, &Findings::default())).into_iter().collect();
    };
    let findings = Findings::default();
    let visible =
        |of: &dyn Fn(&SheetHead) -> bool| sheets.iter().position(|sheet| sheet.visible && of(sheet));
    let Some(first) = visible(&|sheet| sheet.filled).or_else(|| visible(&|_| true)) else {
        return kind.map(|kind| sheet(file, kind, None, &findings)).into_iter().collect();
    };
    // A cover sheet or instructions may precede the sheet that the file is named after.
    let is_cover = kind.is_some_and(|kind| {
        let head = &sheets[first];
        let is_named = |sheet: &SheetHead| kind_named(&sheet.name) == Some(kind);
        head.kind.is_none() && !is_named(head) && visible(&is_named).is_some()
    });
    let mut inputs = Vec::new();
    let (mut read, mut others) = (Vec::new(), Vec::new());
    for (place, head) in sheets.iter().enumerate() {
        let named = kind_named(&head.name).filter(|kind| !kind.ships() && head.visible);
        let (of_first, by_columns) = (kind.or(named), head.kind);
        match if place == first && !is_cover { of_first.or(by_columns) } else { named } {
            Some(found) => {
                let findings = if inputs.is_empty() { findings.clone() } else { Findings::default() };
                let mut input = sheet(file, found, Some(&head.name), &findings)?;
                input.by_columns = place == first && of_first.is_none();
                input.sheet = Some(head.name.clone()).filter(|_| !inputs.is_empty());
                read.push(&*head.name);
                let title = input.sheet.as_deref().map(|sheet| format!("{sheet}, ")).unwrap_or_default();
                inputs.push(input);
                if found == FileKind::Units {
                    for of in &head.events {
                        let sheet = Some(format!("{title}{}", of.title()));
                        inputs.push(Input { sheet, ..events_of(file, &head.name, *of)? });
                    }
                }
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

/// The events of a sheet with units.
fn events_of(file: &Arc<File>, name: &str, of: Of) -> io::Result<Input> {
    let (of_sheet, own) = (Findings::default(), Findings::default());
    let units = sheet(file, FileKind::Units, Some(name), &of_sheet)?;
    let events = Events::new(units.content, of, Some(of_sheet), own.clone());
    let (content, findings) = (Box::new(events), Some(own));
    Ok(Input { kind: FileKind::Events, by_columns: false, sheet: None, content, size: None, findings })
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
