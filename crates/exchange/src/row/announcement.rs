//! Lines of `announcements.csv`: each is one announced figure and where it was announced.

use rust_decimal::Decimal;
use shahrak_domain::announcement::{DateBasis, Figure, Hedge, Measure, Source};
use shahrak_domain::day::Day;
use shahrak_domain::persian;
use shahrak_domain::violation::Violation;
use shahrak_domain::written::{Parsed, amount, bounded, code, coded, name, past_day, prose, register_day};

use super::target::{parse_scope, write_scope};
use super::write::{code as write_code, day, decimal, text};
use crate::cells::Cells;
use crate::file::FileKind;
use crate::reader::Record;
use crate::refusal::RefusalCode;

/// A figure and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementRow {
    /// Where and when it was announced.
    pub source: Source,
    /// What was announced.
    pub figure: Figure,
}

impl Record for AnnouncementRow {
    const KIND: FileKind = FileKind::Announcements;

    fn parse(cells: &mut Cells<'_>) -> Option<AnnouncementRow> {
        let source = source(cells);
        let (period_from, period_to) = period(cells);
        let figure = figure(cells);
        let figure = Figure { period_from, period_to, ..figure? };
        contradictions(cells, &figure);
        Some(AnnouncementRow { source: source?, figure })
    }

    fn cells(&self) -> Vec<String> {
        let (figure, source) = (&self.figure, &self.source);
        vec![
            text(&*figure.code),
            day(source.announced_on),
            write_code(Some(source.date_basis)),
            text(figure.speaker.as_deref()),
            text(figure.organisation.as_deref()),
            text(&*figure.scope),
            write_code(Some(figure.population)),
            text(&*figure.metric),
            write_code(Some(figure.measure)),
            write_code(figure.hedge),
            decimal(Some(figure.low)),
            decimal(Some(figure.high)),
            text(&*figure.unit),
            day(figure.period_from),
            day(figure.period_to),
            text(figure.quote.as_deref()),
            text(figure.note.as_deref()),
            text(&*source.address),
        ]
    }
}

fn source(cells: &mut Cells<'_>) -> Option<Source> {
    let today = cells.context.today;
    let announced_on = cells.optional("announced_on", |text| past_day(text, today));
    let date_basis = cells.required("date_basis", coded);
    let address = cells.required("source", address);
    let known = cells.filled("announced_on");
    match date_basis {
        Some(DateBasis::Unknown) if known => {
            let message =
                "the basis of the date is unknown; leave the date empty, or say stated or estimated";
            let persian = "مبنای تاریخ نامعلوم (unknown) است؛ تاریخ را خالی بگذارید یا مبنا را stated یا estimated بنویسید";
            cells.refuse("announced_on", Violation::new(RefusalCode::NotEmpty, message, persian));
        }
        Some(DateBasis::Stated | DateBasis::Estimated) if !known => {
            let message = "the date is stated or estimated and must be filled; or say unknown as its basis";
            let persian = "با مبنای stated یا estimated باید تاریخ نوشته شود؛ تاریخ را پر کنید یا مبنا را unknown بنویسید";
            cells.refuse("announced_on", Violation::new(RefusalCode::Empty, message, persian));
        }
        _ => {}
    }
    Some(Source { announced_on, date_basis: date_basis?, address: address? })
}

fn period(cells: &mut Cells<'_>) -> (Option<Day>, Option<Day>) {
    let from = cells.optional("period_from", register_day);
    let to = cells.optional("period_to", register_day);
    if let (Some(first), Some(last)) = (from, to)
        && last < first
    {
        let message = format!("a period ends on its first day, {first}, or later");
        let persian = format!("دوره در روز آغاز خود، {}، یا پس از آن پایان می‌یابد", persian::day(first));
        cells.refuse("period_to", Violation::new(RefusalCode::Inconsistent, message, persian));
    }
    (from, to)
}

/// The figure without its period.
fn figure(cells: &mut Cells<'_>) -> Option<Figure> {
    let provinces = &cells.context.provinces;
    let code = cells.required("id", code);
    let speaker = cells.optional("speaker", name);
    let organisation = cells.optional("organisation", name);
    let scope = cells.required("scope", |text| Ok(write_scope(&parse_scope(text, provinces)?)));
    let population = cells.required("population", coded);
    let metric = cells.required("metric", word);
    let measure = cells.required("measure", coded);
    let hedge = cells.optional("qualifier", coded);
    let low = cells.required("value_low", value);
    let high = cells.required("value_high", value);
    let unit = cells.required("unit", name);
    let quote = cells.optional("quote", prose);
    let note = cells.optional("note", prose);
    Some(Figure {
        code: code?,
        speaker,
        organisation,
        scope: scope?,
        population: population?,
        metric: metric?,
        measure: measure?,
        hedge,
        low: low?,
        high: high?,
        unit: unit?,
        period_from: None,
        period_to: None,
        quote,
        note,
    })
}

fn contradictions(cells: &mut Cells<'_>, figure: &Figure) {
    if figure.low > figure.high {
        let message = format!("the higher value must not be below the lower one, {}", figure.low);
        let persian = format!("مقدار بزرگ‌تر نباید از مقدار کوچک‌تر، {}، کمتر باشد", figure.low);
        cells.refuse("value_high", Violation::new(RefusalCode::Inconsistent, message, persian));
    }
    if figure.low == figure.high && figure.hedge == Some(Hedge::Range) {
        let message = "a range lies between two numbers; write the higher one here, or another qualifier";
        let persian = "range میان دو عدد است؛ عدد بزرگ‌تر را اینجا بنویسید یا قید دیگری برگزینید";
        cells.refuse("value_high", Violation::new(RefusalCode::Inconsistent, message, persian));
    }
    let share = figure.measure == Measure::Share && figure.unit == "percent";
    if share && figure.high > Decimal::ONE_HUNDRED {
        let message = "a share is at most 100 percent";
        let persian = "سهم حداکثر 100 درصد است";
        cells.refuse("value_high", Violation::new(RefusalCode::OutOfRange, message, persian));
    }
}

/// A source: with its day it tells announcements apart, and an index of Postgres holds no longer key.
fn address(text: &str) -> Parsed<String> {
    let (length, longest) = (text.len(), 2_000);
    if length > longest {
        let message = format!("a source of {length} bytes is too long; {longest} can be recorded");
        let persian = format!("منبع {length} بایت دارد؛ حداکثر {longest} بایت ثبت می‌شود");
        return Err(Violation::new(RefusalCode::OutOfRange, message, persian));
    }
    prose(text)
}

fn value(text: &str) -> Parsed<Decimal> {
    bounded(amount(text)?, 0, 1_000_000_000_000_000_000, 6)
}

/// A word of an open list: `units_revived`.
fn word(text: &str) -> Parsed<String> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if text.len() <= 100
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(letter)
    {
        return Ok(text.to_owned());
    }
    let message = format!(
        "“{text}” is no metric; a lower-case letter and then at most 99 of these, digits and “_” are"
    );
    let persian =
        format!("«{text}» نام شاخص نیست؛ یک حرف کوچک لاتین و پس از آن حداکثر 99 حرف کوچک، رقم یا «_» بنویسید");
    Err(Violation::new(RefusalCode::BadValue, message, persian))
}
