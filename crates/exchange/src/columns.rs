//! The data dictionary: the columns of each kind of file, in the order in which they are written, with their names in both
//! languages, meanings, units, formats and examples.
//!
//! Reading, writing, templates and the documentation take everything about a column from here. Labels of codes are in the
//! catalogue of messages ([`Coded::label`](shahrak_domain::code::Coded::label)).

use shahrak_domain::code::{CodeSet, CodeValue};
use shahrak_domain::import::FileKind;
use shahrak_messages::{Explain, Language, Message, message};

mod common;
mod figure;
pub(crate) mod find;
mod one_sheet;
mod park;
mod reference;
mod support_case;
mod unit;
mod unit_state;

pub use one_sheet::ONE_SHEET;
pub use unit_state::UNIT_STATE;

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What its cells hold.
    pub format: Format,
    /// The unit of its numbers.
    pub unit: Option<MeasureUnit>,
    /// The content of a cell.
    pub example: &'static str,
    /// Whether the file must have the column, with a value in each cell.
    pub required: bool,
    english: Words,
    persian: Words,
    /// The placeholder for a refused cell while the rest of its line is checked: no error of another column follows from it.
    /// None if the rest cannot be checked without the cell.
    pub(crate) placeholder: Option<&'static str>,
}

/// What a column is called in a language, and its meaning.
#[derive(Clone, Copy, Debug)]
struct Words {
    label: &'static str,
    /// Other names in headers.
    others: &'static [&'static str],
    meaning: &'static str,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A code of the register: Latin letters, digits and `-_./:`
    Code,
    /// A code of a metric, which may be a new one
    MetricCode,
    /// Digits that are a code, such as those of ISIC
    Digits,
    /// A name in English
    Name,
    /// A text on one line
    Line,
    /// A text that may have several lines
    Prose,
    /// Names and codes with punctuation that relates metrics
    Rule,
    /// A province: its code or its name
    Province,
    /// The country, or a province
    Scope,
    /// A whole number
    Whole,
    /// A number that may have decimals
    Decimal,
    /// A number that may have decimals and that may be large, such as an amount of money
    Amount,
    /// A percentage
    Percent,
    /// An Iranian year
    Year,
    /// A day in either calendar
    Day,
    /// A moment
    Moment,
    /// True or false
    Flag,
    /// One of a set of codes
    OneOf(CodeSet),
    /// Several of a set of codes
    ListOf(CodeSet),
}

/// The unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureUnit {
    /// Rials
    Rials,
    /// Rials per US dollar
    RialsPerDollar,
    /// Persons
    Persons,
    /// Percent
    Percent,
    /// Square metres
    SquareMetres,
    /// Hectares
    Hectares,
    /// Degrees
    Degrees,
    /// Days
    Days,
}

/// The type of the values of a column. A spreadsheet may have converted what was typed to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Names, notes, and codes that may look like numbers
    Text,
    /// Numbers, or codes that consist of digits
    Number,
    /// Days and moments
    Day,
}

/// The columns of a kind of file, in the order in which they are written.
pub fn columns_of(kind: FileKind) -> &'static [Column] {
    match kind {
        FileKind::Provinces => reference::PROVINCES,
        FileKind::Years => reference::YEARS,
        FileKind::IsicDivisions => reference::ISIC_DIVISIONS,
        FileKind::Rates => reference::RATES,
        FileKind::Methodologies => reference::METHODOLOGIES,
        FileKind::Metrics => figure::METRICS,
        FileKind::Parks => park::PARKS,
        FileKind::Infrastructure => park::INFRASTRUCTURE,
        FileKind::Units => unit::UNITS,
        FileKind::Events => unit::EVENTS,
        FileKind::Targets => figure::TARGETS,
        FileKind::Announcements => figure::ANNOUNCEMENTS,
        FileKind::FigureDecisions => figure::FIGURE_DECISIONS,
        FileKind::Budgets => figure::BUDGETS,
        FileKind::SupportCases => support_case::SUPPORT_CASES,
    }
}

/// The names of the optional columns of a kind of file.
pub(crate) fn optional_columns(kind: FileKind) -> Vec<&'static str> {
    columns_of(kind).iter().filter(|column| !column.required).map(|column| column.name).collect()
}

impl Column {
    /// What it is called in a language, for the header of a file for people.
    pub const fn label(&self, language: Language) -> &'static str {
        self.words(language).label
    }

    /// Its meaning: a sentence in a language.
    pub const fn meaning(&self, language: Language) -> &'static str {
        self.words(language).meaning
    }

    /// Everything that names it in a header: its name, its labels and others. Case, blanks and letter forms do not matter.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        let words = [self.english, self.persian];
        let labels =
            words.into_iter().flat_map(|words| [words.label].into_iter().chain(words.others.iter().copied()));
        [self.name].into_iter().chain(labels)
    }

    /// The values that its cells may have, if they are a closed set.
    pub fn values(&self) -> Vec<CodeValue> {
        match self.format {
            Format::OneOf(set) | Format::ListOf(set) => set.values(),
            _ => Vec::new(),
        }
    }

    /// The type of its values.
    pub(crate) fn holds(&self) -> Holds {
        match self.format {
            Format::Day | Format::Moment => Holds::Day,
            Format::Whole | Format::Decimal | Format::Amount | Format::Percent | Format::Year => {
                Holds::Number
            }
            // The revisions of ISIC are numbers.
            Format::OneOf(_) if self.name == "isic_revision" => Holds::Number,
            _ => Holds::Text,
        }
    }

    const fn words(&self, language: Language) -> Words {
        match language {
            Language::English => self.english,
            Language::Persian => self.persian,
        }
    }

    const fn en(
        mut self,
        label: &'static str,
        others: &'static [&'static str],
        meaning: &'static str,
    ) -> Column {
        self.english = Words { label, others, meaning };
        self
    }

    const fn fa(
        mut self,
        label: &'static str,
        others: &'static [&'static str],
        meaning: &'static str,
    ) -> Column {
        self.persian = Words { label, others, meaning };
        self
    }

    const fn measured_in(mut self, unit: MeasureUnit) -> Column {
        self.unit = Some(unit);
        self
    }

    const fn example(mut self, example: &'static str) -> Column {
        self.example = example;
        self
    }

    /// Without a placeholder until [`or`](Column::or) gives one.
    const fn required(mut self) -> Column {
        self.required = true;
        self.placeholder = None;
        self
    }

    const fn or(mut self, placeholder: &'static str) -> Column {
        self.placeholder = Some(placeholder);
        self
    }

    /// Without a placeholder: the rest of the line cannot be checked without this cell.
    const fn decisive(mut self) -> Column {
        self.placeholder = None;
        self
    }
}

/// An optional column.
const fn column(name: &'static str, format: Format) -> Column {
    const NONE: Words = Words { label: "", others: &[], meaning: "" };
    Column {
        name,
        format,
        unit: None,
        example: "",
        required: false,
        english: NONE,
        persian: NONE,
        placeholder: Some(""),
    }
}

/// In words, for the dictionary and for templates.
impl Explain for Format {
    fn message(&self) -> Message {
        match self {
            Format::Code => message!("format-code"),
            Format::MetricCode => message!("format-metric-code"),
            Format::Digits => message!("format-digits"),
            Format::Name | Format::Line => message!("format-line"),
            Format::Prose => message!("format-prose"),
            Format::Rule => message!("format-rule"),
            Format::Province => message!("format-province"),
            Format::Scope => message!("format-scope"),
            Format::Whole => message!("format-whole"),
            Format::Decimal | Format::Amount | Format::Percent => message!("format-decimal"),
            Format::Year => message!("format-year"),
            Format::Day => message!("format-day"),
            Format::Moment => message!("format-moment"),
            Format::Flag => message!("format-flag"),
            Format::OneOf(_) => message!("format-one-of"),
            Format::ListOf(_) => message!("format-list-of"),
        }
    }
}

impl Explain for MeasureUnit {
    fn message(&self) -> Message {
        match self {
            MeasureUnit::Rials => message!("measure-rials"),
            MeasureUnit::RialsPerDollar => message!("measure-rials-per-dollar"),
            MeasureUnit::Persons => message!("measure-persons"),
            MeasureUnit::Percent => message!("measure-percent"),
            MeasureUnit::SquareMetres => message!("measure-square-metres"),
            MeasureUnit::Hectares => message!("measure-hectares"),
            MeasureUnit::Degrees => message!("measure-degrees"),
            MeasureUnit::Days => message!("measure-days"),
        }
    }
}

#[cfg(test)]
mod tests;
