//! Receiving files: they are streamed to temporary files without a name, which the system removes when they are closed, even
//! if the server is killed. Meanwhile no lock of the database is held, and no memory but a buffer.

use std::cell::Cell;
use std::io::{self, Seek as _};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use actix_web::web::{Bytes, Payload};
use futures_util::{Stream, StreamExt as _};
use tokio::io::AsyncWriteExt as _;
use tokio::time::{Instant, timeout};

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_domain::synthetic::Synthetic;
use shahrak_domain::text::is_blank;
use shahrak_exchange::file::{self, UnknownFile};
use shahrak_exchange::input;
use shahrak_export::manifest::{MANIFEST, synthetic_in};
use shahrak_export::package::DATA_PACKAGE;
use shahrak_import::ImportFile;
use shahrak_messages::{Argument, Explain, Message, message};
use shahrak_persistence::import_job::SentFile;

use super::Settings;

/// The accepted media types.
pub(super) const ACCEPTED: &str = "multipart/form-data, text/csv, text/tab-separated-values, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of a workbook.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of a text with tabs between cells.
const TABS: &str = "text/tab-separated-values";
/// How many files one request may have: each of them stays open.
const MOST_FILES: usize = 64;
/// How many bytes of a manifest are read.
const LARGEST_MANIFEST: usize = 1 << 20;
/// How many characters of a file's name are stored.
const LONGEST_NAME: usize = 100;
/// How long a sender may send nothing.
const SILENCE: Duration = Duration::from_secs(30);
/// The least bytes per second, after a minute.
const PACE: u64 = 4 * 1024;

/// A received file.
pub(super) struct Received {
    bytes: u64,
    file: ImportFile,
}

/// What a request has sent.
pub(super) struct Receipt {
    pub(super) files: Vec<Received>,
    /// From what the files were made, by a manifest among them.
    pub(super) synthetic: Option<Synthetic>,
}

/// Why files are not received.
#[derive(Debug)]
pub(super) enum UploadError {
    /// The body is larger than so many bytes.
    TooLarge(u64),
    TooSlow,
    /// The body has no file.
    Nothing,
    TooMany,
    /// The kind of a file is not known from its field or its name.
    Unknown {
        field: String,
        file: Option<String>,
    },
    /// The form of a file is not one that is read.
    Form(Message),
    /// The parameter `as` is wrong.
    Kind(Message),
    Media,
    Broken(String),
    Disk(io::Error),
}

impl From<io::Error> for UploadError {
    fn from(error: io::Error) -> Self {
        UploadError::Disk(error)
    }
}

impl Explain for UploadError {
    fn message(&self) -> Message {
        match self {
            UploadError::TooLarge(bytes) => message!("upload-too-large", bytes = *bytes),
            UploadError::TooSlow => message!("upload-too-slow", bytes = PACE),
            UploadError::Nothing => message!("upload-without-file"),
            UploadError::TooMany => message!("upload-of-too-many", most = MOST_FILES),
            UploadError::Unknown { field, file } => {
                let file: Argument = match file {
                    Some(file) => file.into(),
                    None => message!("upload-without-name").into(),
                };
                message!("upload-of-unknown-kind", field, file, known = Argument::any_of(known()))
            }
            UploadError::Form(why) => why.clone(),
            UploadError::Kind(why) => message!("at-field", field = "as", why = why.clone()),
            UploadError::Media => message!("upload-of-other-media", accepted = ACCEPTED),
            UploadError::Broken(why) => message!("body-unreadable", why = of_form(why)),
            // The route gives it an id in the log.
            UploadError::Disk(error) => Message::verbatim(error.to_string()),
        }
    }
}

/// What the reader of forms says about one, in English only.
fn of_form(why: &str) -> Message {
    match why {
        "Multipart boundary is not found" => message!("form-without-boundary"),
        "Multipart stream is incomplete" => message!("form-incomplete"),
        "Error during field parsing" => message!("form-part-broken"),
        why if why.starts_with("Content-Disposition header was not found") => {
            message!("form-part-without-name")
        }
        why => Message::verbatim(why),
    }
}

/// The kind of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyKind {
    /// A form with files.
    Form,
    /// One file of this kind, with the extension of its name.
    File(FileKind, &'static str),
}

impl BodyKind {
    /// Determines the kind of a body from its headers and the parameter `kind`. A form of another site could send either kind, but
    /// not with a credential.
    pub(super) fn of(headers: &HeaderMap, kind: Option<&str>) -> Result<BodyKind, UploadError> {
        let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut parts = given.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
        if headers.get(CONTENT_ENCODING).is_some_and(|value| value != "identity") {
            return Err(UploadError::Media);
        }
        let kind =
            kind.map(|kind| FileKind::parse(kind).map_err(|unknown| UploadError::Kind(unknown.message())));
        match (essence.as_str(), kind.transpose()?) {
            ("multipart/form-data", None) => Ok(BodyKind::Form),
            ("multipart/form-data", Some(_)) => Err(UploadError::Kind(message!("upload-kind-in-form"))),
            ("text/csv" | TABS, Some(kind)) if parts.all(is_read) => Ok(BodyKind::File(kind, "csv")),
            (WORKBOOK, Some(kind)) => Ok(BodyKind::File(kind, "xlsx")),
            ("text/csv" | TABS | WORKBOOK, None) => {
                Err(UploadError::Kind(message!("upload-kind-missing", known = Argument::any_of(known()))))
            }
            _ => Err(UploadError::Media),
        }
    }
}

/// Whether a parameter of a media type is not a charset that is not read.
fn is_read(parameter: &str) -> bool {
    const READ: [&str; 5] = ["utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1256"];
    match parameter.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
            READ.iter().any(|charset| value.trim_matches('"').eq_ignore_ascii_case(charset))
        }
        _ => true,
    }
}

/// The kinds of files that users can import.
fn known() -> impl Iterator<Item = &'static str> {
    FileKind::ALL.iter().filter(|kind| !kind.ships()).map(|kind| kind.code())
}

/// Receives the files of a request, in the order in which they are applied.
pub(super) async fn receive(
    headers: &HeaderMap,
    payload: Payload,
    body: BodyKind,
    settings: &Settings,
) -> Result<Receipt, UploadError> {
    let meter = Meter { began: Instant::now(), seen: Rc::default(), most: settings.body_bytes };
    let payload = meter.bounded(payload);
    let mut receipt = match body {
        BodyKind::Form => form(Multipart::new(headers, payload), &meter, settings).await?,
        BodyKind::File(kind, extension) => {
            let mut file = Writer::begin(settings)?;
            file.fill(payload, &meter).await?;
            let files = file.end(Some(kind), format!("{}.{extension}", kind.code())).await?;
            Receipt { files, synthetic: None }
        }
    };
    // The report lists files in this order too.
    receipt.files.sort_by_key(|received| received.file.kind);
    Ok(receipt)
}

async fn form(mut form: Multipart, meter: &Meter, settings: &Settings) -> Result<Receipt, UploadError> {
    let (mut files, mut synthetic) = (Vec::new(), None);
    while let Some(field) = meter.next(&mut form).await? {
        if files.len() == MOST_FILES {
            return Err(UploadError::TooMany);
        }
        match described(&field) {
            Some(MANIFEST) => {
                synthetic = synthetic_in(&small(field, meter).await?);
                continue;
            }
            Some(_) => {
                small(field, meter).await?;
                continue;
            }
            None => {}
        }
        let stated = kind_and_name(&field)?;
        let mut file = Writer::begin(settings)?;
        file.fill(field, meter).await?;
        let received = file.end(stated.kind, stated.name).await?;
        if received.is_empty() {
            return Err(stated.unknown);
        }
        files.extend(received);
    }
    if files.is_empty() { Err(UploadError::Nothing) } else { Ok(Receipt { files, synthetic }) }
}

/// The name of a field's file if that describes the files of an export.
fn described(field: &Field) -> Option<&'static str> {
    let file = field.content_disposition()?.get_filename()?;
    [MANIFEST, DATA_PACKAGE].into_iter().find(|name| file.rsplit(['/', '\\']).next() == Some(name))
}

/// The content of a small file. What a larger one has beyond is left out.
async fn small(mut field: Field, meter: &Meter) -> Result<Vec<u8>, UploadError> {
    let mut content = Vec::new();
    while let Some(chunk) = meter.next(&mut field).await? {
        let room = LARGEST_MANIFEST.saturating_sub(content.len()).min(chunk.len());
        content.extend_from_slice(&chunk[..room]);
    }
    Ok(content)
}

/// What a field of a form says about its file.
struct Stated {
    /// Its kind, by the name of the field or of the file; if there is none, its columns tell.
    kind: Option<FileKind>,
    /// Its name in the report.
    name: String,
    /// The error for a file whose columns do not tell its kind.
    unknown: UploadError,
}

fn kind_and_name(field: &Field) -> Result<Stated, UploadError> {
    let named = field.name().unwrap_or_default().trim_end_matches("[]");
    let disposition = field.content_disposition();
    let file = disposition
        .and_then(|it| it.get_filename())
        .map(|path| path.rsplit(['/', '\\']).next().unwrap_or(path));
    let by_field = FileKind::parse(named).ok();
    let by_file = file.map(|file| file::kind_of(Path::new(file)));
    let kind = by_field.or_else(|| by_file.as_ref()?.as_ref().ok().copied());
    let unknown = match by_file {
        Some(Err(unknown @ UnknownFile::Form { .. })) => UploadError::Form(unknown.message()),
        _ => UploadError::Unknown { field: shown(named), file: file.map(shown) },
    };
    let name = match (file.filter(|name| !is_blank(name)), kind) {
        (Some(name), _) => shown(name),
        (None, Some(kind)) => format!("{}.csv", kind.code()),
        (None, None) => return Err(unknown),
    };
    Ok(Stated { kind, name, unknown })
}

/// Makes a name printable.
fn shown(name: &str) -> String {
    let plain = |letter: char| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
    name.chars().map(plain).take(LONGEST_NAME).collect()
}

impl Received {
    /// The file as the job records it.
    pub(super) fn sent(&self) -> SentFile {
        SentFile { name: self.file.name.clone(), kind: self.file.kind, bytes: self.bytes }
    }

    /// The file for the import.
    pub(super) fn into_file(self) -> ImportFile {
        self.file
    }
}

/// The body so far, and its speed.
struct Meter {
    began: Instant,
    seen: Rc<Cell<u64>>,
    most: u64,
}

impl Meter {
    /// The payload, up to the limit.
    fn bounded(&self, payload: Payload) -> impl Stream<Item = Result<Bytes, PayloadError>> + 'static {
        let (seen, most) = (Rc::clone(&self.seen), self.most);
        payload.map(move |chunk| {
            let chunk = chunk?;
            seen.set(seen.get() + chunk.len() as u64);
            if seen.get() > most { Err(PayloadError::Overflow) } else { Ok(chunk) }
        })
    }

    /// The next bytes; none at the end.
    async fn next<T, E: std::fmt::Display>(
        &self,
        stream: &mut (impl Stream<Item = Result<T, E>> + Unpin),
    ) -> Result<Option<T>, UploadError> {
        let next = timeout(SILENCE, stream.next()).await.map_err(|_| UploadError::TooSlow)?;
        let seconds = self.began.elapsed().as_secs();
        if next.is_some() && seconds > 60 && self.seen.get() < PACE * (seconds - 60) {
            return Err(UploadError::TooSlow);
        }
        match next.transpose() {
            Ok(next) => Ok(next),
            Err(_) if self.seen.get() > self.most => Err(UploadError::TooLarge(self.most)),
            Err(error) => Err(UploadError::Broken(error.to_string())),
        }
    }
}

/// A file that is being received.
struct Writer {
    file: tokio::fs::File,
    bytes: u64,
}

impl Writer {
    fn begin(settings: &Settings) -> io::Result<Self> {
        let file = match &settings.upload_dir {
            Some(directory) => tempfile::tempfile_in(directory)?,
            None => tempfile::tempfile()?,
        };
        Ok(Self { file: tokio::fs::File::from_std(file), bytes: 0 })
    }

    async fn fill<E: std::fmt::Display>(
        &mut self,
        content: impl Stream<Item = Result<Bytes, E>>,
        meter: &Meter,
    ) -> Result<(), UploadError> {
        let mut content = std::pin::pin!(content);
        while let Some(chunk) = meter.next(&mut content).await? {
            self.bytes += chunk.len() as u64;
            self.file.write_all(&chunk).await?;
        }
        Ok(())
    }

    /// The files that it holds: a workbook may hold several. Empty if nothing tells the kind.
    async fn end(mut self, kind: Option<FileKind>, name: String) -> Result<Vec<Received>, UploadError> {
        self.file.flush().await?;
        let (mut content, bytes) = (self.file.into_std().await, self.bytes);
        content.rewind()?;
        // A workbook is searched for its sheets.
        let inputs = tokio::task::spawn_blocking(move || input::open(content, bytes, kind));
        let inputs = inputs.await.map_err(io::Error::other)??;
        let received = |input| Received { bytes, file: ImportFile::of_input(&name, input) };
        Ok(inputs.into_iter().map(received).collect())
    }
}
