//! The text of a file in UTF-8, whatever its encoding and its line ends.
//!
//! UTF-16 is recognised by its byte order mark, or by the zero bytes that no other text has. Windows-1256, in which old
//! programs write Persian, is assumed where bytes are not UTF-8 and decode to words of Arabic letters.

use std::io::{self, ErrorKind, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1256};

use crate::spelling::is_persian;

/// How many bytes are decoded at once. The first of them also show what the file is.
const CHUNK: usize = 1 << 16;

/// One byte in so many of UTF-16 is zero, even if all words are Persian.
const LEAST_ZEROS: usize = 24;

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// Text
    Text,
    /// A workbook, or another archive
    Workbook,
    /// A workbook that is protected by a password
    Protected,
    /// A workbook of an old program
    OldWorkbook,
    /// A web page, which some programs save as a workbook
    WebPage,
}

/// A file as text in UTF-8 with line feeds.
pub(crate) struct Decoded<R> {
    input: R,
    start: Start,
    encoding: Encodings,
    /// Whether lines end with a carriage return alone.
    returns: bool,
    text: Vec<u8>,
    /// How many bytes of the text were read.
    taken: usize,
    bytes: u64,
    /// What ended the file, after the text before it.
    error: Option<io::Error>,
    ended: bool,
}

enum Encodings {
    /// Nothing but ASCII so far
    Undecided,
    /// UTF-8, or an unknown encoding: passed on as it is
    Unchanged,
    Other(Box<Decoder>),
}

impl<R: Read> Decoded<R> {
    /// Reads the first bytes of a file.
    pub(crate) fn new(input: R) -> Decoded<R> {
        let mut decoded = Decoded {
            input,
            start: Start::Text,
            encoding: Encodings::Undecided,
            returns: false,
            text: Vec::new(),
            taken: 0,
            bytes: 0,
            error: None,
            ended: false,
        };
        let first = decoded.chunk();
        decoded.start = start_of(&first);
        if decoded.start == Start::Text {
            decoded.begin(&first);
        }
        decoded
    }

    /// What the file is.
    pub(crate) fn start(&self) -> Start {
        self.start
    }

    /// The first lines.
    pub(crate) fn head(&self) -> &[u8] {
        &self.text[self.taken..]
    }

    /// The number of bytes of the file that were read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The name of an encoding that was guessed from what the file holds.
    pub(crate) fn guessed(&self) -> Option<&'static str> {
        match &self.encoding {
            Encodings::Other(decoder) if decoder.encoding() == WINDOWS_1256 => Some(WINDOWS_1256.name()),
            _ => None,
        }
    }

    fn begin(&mut self, first: &[u8]) {
        let (encoding, mark) = match first {
            [0xff, 0xfe, ..] => (Some(UTF_16LE), 2),
            [0xfe, 0xff, ..] => (Some(UTF_16BE), 2),
            [0xef, 0xbb, 0xbf, ..] => (None, 3),
            _ => (wide(first), 0),
        };
        if let Some(encoding) = encoding {
            self.encoding = other(encoding);
        } else if mark > 0 {
            self.encoding = Encodings::Unchanged;
        }
        self.decode(&first[mark..]);
        self.returns = ends_with_return(&self.text);
        self.end_lines(0);
    }

    /// The next bytes of the file; none at its end.
    fn chunk(&mut self) -> Vec<u8> {
        let mut chunk = vec![0; CHUNK];
        let mut filled = 0;
        while filled < CHUNK && !self.ended {
            match self.input.read(&mut chunk[filled..]) {
                Ok(0) => self.ended = true,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    self.ended = true;
                }
            }
        }
        self.bytes += filled as u64;
        chunk.truncate(filled);
        chunk
    }

    fn decode(&mut self, bytes: &[u8]) {
        if matches!(self.encoding, Encodings::Undecided) && !bytes.is_ascii() {
            self.encoding = encoding_of(bytes, self.ended);
        }
        match &mut self.encoding {
            Encodings::Undecided | Encodings::Unchanged => self.text.extend_from_slice(bytes),
            Encodings::Other(decoder) => decode_with(decoder, bytes, self.ended, &mut self.text),
        }
    }

    /// Ends lines from this index on with a line feed.
    fn end_lines(&mut self, from: usize) {
        if self.returns {
            self.text[from..].iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() {
            self.text.clear();
            self.taken = 0;
            if self.ended {
                return self.error.take().map_or(Ok(0), Err);
            }
            let chunk = self.chunk();
            self.decode(&chunk);
            self.end_lines(0);
        }
        let read = (&self.text[self.taken..]).read(buffer)?;
        self.taken += read;
        Ok(read)
    }
}

fn other(encoding: &'static Encoding) -> Encodings {
    Encodings::Other(Box::new(encoding.new_decoder_without_bom_handling()))
}

fn decode_with(decoder: &mut Decoder, mut bytes: &[u8], last: bool, text: &mut Vec<u8>) {
    let mut decoded = vec![0; CHUNK];
    loop {
        let (result, read, written, _) = decoder.decode_to_utf8(bytes, &mut decoded, last);
        text.extend_from_slice(&decoded[..written]);
        bytes = &bytes[read..];
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

fn start_of(first: &[u8]) -> Start {
    if first.starts_with(b"PK\x03\x04") {
        return Start::Workbook;
    }
    if first.starts_with(b"\xd0\xcf\x11\xe0") {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let protected = first.windows(name.len()).any(|bytes| bytes == name);
        return if protected { Start::Protected } else { Start::OldWorkbook };
    }
    let begins: Vec<u8> = first.iter().skip_while(|byte| !byte.is_ascii_graphic()).take(9).copied().collect();
    let begins = begins.to_ascii_lowercase();
    let page = ["<!doctype", "<html", "<table", "<meta", "<?xml"];
    if page.iter().any(|tag| begins.starts_with(tag.as_bytes())) { Start::WebPage } else { Start::Text }
}

/// Whether the first line ends with a carriage return alone. Cells in quotation marks may have line feeds of their own.
fn ends_with_return(text: &[u8]) -> bool {
    let mut quoted = false;
    let outside = |byte: &u8| {
        quoted ^= *byte == b'"';
        !quoted && matches!(byte, b'\r' | b'\n')
    };
    match text.iter().position(outside) {
        Some(place) => text[place] == b'\r' && text.get(place + 1) != Some(&b'\n'),
        None => text.contains(&b'\r') && !text.contains(&b'\n'),
    }
}

/// UTF-16 without a byte order mark: every second byte of Latin letters, blanks and separators is zero.
fn wide(first: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| first.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match even + odd {
        // A text in another encoding may hold a zero by mistake.
        zeros if zeros * LEAST_ZEROS < first.len() => None,
        _ if odd > 4 * even => Some(UTF_16LE),
        _ if even > 4 * odd => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of bytes that are not all ASCII.
fn encoding_of(bytes: &[u8], last: bool) -> Encodings {
    match std::str::from_utf8(bytes) {
        Ok(_) => Encodings::Unchanged,
        // A letter may be cut at the end of the chunk.
        Err(error) if error.error_len().is_none() && !last => Encodings::Unchanged,
        Err(error) if error.valid_up_to() > 0 && !bytes[..error.valid_up_to()].is_ascii() => {
            Encodings::Unchanged
        }
        Err(_) if is_windows_1256(bytes) => other(WINDOWS_1256),
        Err(_) => Encodings::Unchanged,
    }
}

/// Whether bytes beyond ASCII are words of Arabic letters, which do not touch Latin ones. Single letters say nothing.
fn is_windows_1256(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1256.decode_without_bom_handling(bytes);
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_ascii() && word.chars().nth(1).is_some()).collect();
    let other = |letter: char| !letter.is_ascii_digit() && !is_persian_letter(letter);
    let persian = words.iter().filter(|word| !word.contains(other)).count();
    persian > 0 && persian * 10 >= words.len() * 9
}

fn is_persian_letter(letter: char) -> bool {
    is_persian(letter.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
