//! Settings of `shahrak export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use shahrak_domain::moment::Moment;
use shahrak_exchange::table::{FileFormat, Headers};
use shahrak_messages::{Language, message};

use super::database::DatabaseArgs;
use super::place::PlaceArgs;
use super::usage::WrongValue;

/// Settings of `shahrak export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The folder for the files of the whole register; or a file for one list, such as units.csv, events.xlsx, parks.jsonl
    #[arg(value_name = "FOLDER|FILE")]
    pub folder: PathBuf,
    /// The rows of a list: a field of its filter in the schema, such as status=ACTIVE, jobs.from=10, asOf=1399-11-08; may be
    /// repeated
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = condition)]
    pub conditions: Vec<(String, String)>,
    /// What a file holds, if its name does not say so: units, events, parks …
    #[arg(long, value_name = "KIND")]
    pub list: Option<String>,
    /// The moment of knowledge, such as 2021-01-27T09:30:00Z: later records are left out. By default, the present; an
    /// export that was stopped continues with its own
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub known_at: Option<Moment>,
    /// The format of the files
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = FormatName::Csv)]
    pub format: FormatName,
    /// The names of the columns: those of the exchange format, or labels in English or Persian
    #[arg(long, value_name = "HEADERS", value_enum, default_value_t = HeadersName::Names)]
    pub headers: HeadersName,
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The place of the register
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// The name of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// UTF-8 with commas
    Csv,
    /// Workbooks of spreadsheet programs
    Xlsx,
    /// JSON Lines; an import does not read these
    Jsonl,
}

/// The name of headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HeadersName {
    /// The names of the exchange format: name_en
    Names,
    /// English labels
    En,
    /// Persian labels
    Fa,
}

impl From<FormatName> for FileFormat {
    fn from(name: FormatName) -> FileFormat {
        match name {
            FormatName::Csv => FileFormat::Csv,
            FormatName::Xlsx => FileFormat::Xlsx,
            FormatName::Jsonl => FileFormat::JsonLines,
        }
    }
}

impl From<HeadersName> for Headers {
    fn from(name: HeadersName) -> Headers {
        match name {
            HeadersName::Names => Headers::Names,
            HeadersName::En => Headers::Labels(Language::English),
            HeadersName::Fa => Headers::Labels(Language::Persian),
        }
    }
}

fn condition(text: &str) -> Result<(String, String), WrongValue> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = pair.ok_or_else(|| WrongValue::new(message!("not-a-condition", found = text)))?;
    Ok((name.to_owned(), value.to_owned()))
}

fn moment(text: &str) -> Result<Moment, WrongValue> {
    text.parse().map_err(|_| WrongValue::new(message!("not-a-moment", found = text)))
}
