//! Records of a CSV file, with the number of the line on which each begins. Memory is bounded.

use std::io::{self, BufRead, BufReader, Read};

use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};

/// The maximum size of a record in bytes; no record of the register is longer.
const LONGEST: usize = 1 << 20;

/// Reads the records of a file one after another into the same buffer.
pub(crate) struct Records<R> {
    input: BufReader<R>,
    parser: csv_core::Reader,
    separator: u8,
    /// The physical lines of the current record.
    raw: Vec<u8>,
    /// The index at which the second of these lines begins.
    second: usize,
    /// Returned lines, which are read before the input.
    held: Vec<u8>,
    /// The number of bytes of these that have been read again.
    taken: usize,
    /// The number of lines read.
    number: u64,
    /// The number of records, and of blank lines between them, read.
    ordinal: u64,
    cells: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
}

/// What was read where a record should begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordEnd {
    /// A record
    Record,
    /// A quoted cell that is not closed
    Unclosed,
    /// A quoted cell that continues after its closing quotation mark
    Stray,
    /// A record that is too long
    TooLong,
}

impl<R: Read> Records<R> {
    /// The records of a text whose cells are separated by this character.
    pub(crate) fn new(input: R, separator: u8) -> Records<R> {
        Records {
            input: BufReader::with_capacity(1 << 16, input),
            parser: ReaderBuilder::new().delimiter(separator).terminator(Terminator::Any(b'\n')).build(),
            separator,
            raw: Vec::new(),
            second: 0,
            held: Vec::new(),
            taken: 0,
            number: 0,
            ordinal: 0,
            cells: vec![0; 1 << 10],
            ends: vec![0; 32],
            written: 0,
            ended: 0,
        }
    }

    /// Reads the next record that is not blank, and returns its line and whether it is well-formed. None at the end.
    pub(crate) fn advance(&mut self) -> io::Result<Option<(u64, RecordEnd)>> {
        loop {
            self.raw.clear();
            if !self.read_line()? {
                return Ok(None);
            }
            self.ordinal += 1;
            if !self.raw.trim_ascii().is_empty() {
                let line = self.number;
                return Ok(Some((line, self.read_record()?)));
            }
        }
    }

    /// The cells of the current record; none if they are not UTF-8.
    pub(crate) fn cells(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.cells[..self.written]).ok()?;
        self.ends().iter().all(|end| text.is_char_boundary(*end)).then_some(text)
    }

    /// The index at which each cell ends.
    pub(crate) fn ends(&self) -> &[usize] {
        &self.ends[..self.ended]
    }

    /// The number of lines of the current record.
    pub(crate) fn lines(&self) -> usize {
        self.raw.iter().filter(|byte| **byte == b'\n').count()
    }

    /// The number of the current record, counting blank lines: in a sheet, its row.
    pub(crate) fn ordinal(&self) -> u64 {
        self.ordinal
    }

    /// The text that is read.
    pub(crate) fn input(&self) -> &R {
        self.input.get_ref()
    }

    /// Returns all lines of the record but the first to the input: a missing or superfluous quotation mark must not hide them.
    pub(crate) fn give_back(&mut self) {
        let rest = &self.raw[self.second..];
        self.number -= rest.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.held = [rest, &self.held[self.taken..]].concat();
        self.taken = 0;
        self.raw.truncate(self.second);
    }

    fn read_record(&mut self) -> io::Result<RecordEnd> {
        self.parser.reset();
        (self.written, self.ended, self.second) = (0, 0, self.raw.len());
        let mut from = 0;
        loop {
            if self.raw.len() > LONGEST {
                return Ok(RecordEnd::TooLong);
            }
            if self.parse(from) {
                return Ok(if stray(&self.raw, self.separator) {
                    RecordEnd::Stray
                } else {
                    RecordEnd::Record
                });
            }
            from = self.raw.len();
            if !self.read_line()? {
                return Ok(RecordEnd::Unclosed);
            }
        }
    }

    /// Parses the line that begins at `from`, and returns whether it ends the record.
    fn parse(&mut self, mut from: usize) -> bool {
        loop {
            let (cells, ends) = (&mut self.cells[self.written..], &mut self.ends[self.ended..]);
            let (result, read, written, ended) = self.parser.read_record(&self.raw[from..], cells, ends);
            from += read;
            self.written += written;
            self.ended += ended;
            match result {
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty => return false,
                ReadRecordResult::Record | ReadRecordResult::End => return true,
            }
        }
    }

    /// Appends the next line to the record, with a line feed even at the end of the file. False at the end.
    fn read_line(&mut self) -> io::Result<bool> {
        let held = &self.held[self.taken..];
        if let Some(end) = held.iter().position(|byte| *byte == b'\n') {
            self.raw.extend_from_slice(&held[..=end]);
            self.taken += end + 1;
            self.number += 1;
            return Ok(true);
        }
        let most = LONGEST as u64 + 1;
        let read = (&mut self.input).take(most).read_until(b'\n', &mut self.raw)?;
        if read == 0 {
            return Ok(false);
        }
        if self.raw.last() != Some(&b'\n') {
            self.skip_line()?;
            self.raw.push(b'\n');
        }
        self.number += 1;
        Ok(true)
    }

    /// Skips the rest of a line that is too long.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let read = end.map_or(buffer.len(), |end| end + 1);
            self.input.consume(read);
            if read == 0 || end.is_some() {
                return Ok(());
            }
        }
    }
}

/// Whether a quoted cell continues after its closing quotation mark. The parser would accept it, together with all lines
/// up to the next mark.
fn stray(record: &[u8], separator: u8) -> bool {
    enum At {
        Start,
        Plain,
        Quoted,
        Closed,
    }
    if !record.contains(&b'"') {
        return false;
    }
    let mut at = At::Start;
    for byte in record {
        at = match (at, byte) {
            (At::Start | At::Closed, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) => At::Quoted,
            (_, byte) if *byte == separator => At::Start,
            (At::Closed, byte) if byte.is_ascii_whitespace() => At::Closed,
            (At::Closed, _) => return true,
            (At::Start | At::Plain, _) => At::Plain,
        };
    }
    false
}
