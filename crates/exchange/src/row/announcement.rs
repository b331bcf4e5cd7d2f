//! Lines of `announcements.csv`: each is one announced figure with its source.

use shahrak_domain::announcement::{Figure, Source};
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::parse::{code, coded, name, past_day, past_moment, prose, register_day};
use shahrak_domain::population::Scope;
use shahrak_domain::violation::RuleError;

use super::write::{code as write_code, day, decimal, moment, text};
use crate::cells::Cells;
use crate::file_row::FileRow;
use crate::text::without_percent;

/// A figure and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementRow {
    /// Where and when it was announced.
    pub source: Source,
    /// What was announced.
    pub figure: Figure,
    /// The moment of recording; none means that of the import.
    pub recorded_at: Option<Moment>,
}

impl FileRow for AnnouncementRow {
    const KIND: FileKind = FileKind::Announcements;

    fn parse(cells: &mut Cells<'_>) -> Option<AnnouncementRow> {
        let source = source(cells);
        let figure = figure(cells)?;
        for error in figure.contradictions() {
            cells.refuse(error.field().unwrap_or("id"), error.into());
        }
        let now = cells.context.now;
        let recorded_at = cells.optional("recorded_at", |text| past_moment(text, now));
        Some(AnnouncementRow { source: source?, figure, recorded_at })
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
            moment(self.recorded_at),
        ]
    }
}

fn source(cells: &mut Cells<'_>) -> Option<Source> {
    let today = cells.context.today;
    let announced_on = cells.optional("announced_on", |text| past_day(text, today));
    let date_basis = cells.required("date_basis", coded);
    let address = cells.required("source", Source::address);
    if let Some(basis) = date_basis
        && let Err(error) = Source::check_basis(basis, cells.filled("announced_on"))
    {
        cells.refuse("announced_on", error.into());
    }
    Some(Source { announced_on, date_basis: date_basis?, address: address? })
}

fn figure(cells: &mut Cells<'_>) -> Option<Figure> {
    let provinces = &cells.context.provinces;
    let code = cells.required("id", code);
    let speaker = cells.optional("speaker", name);
    let organisation = cells.optional("organisation", name);
    let scope = cells.required("scope", |text| Ok(Scope::parse(text, provinces)?.code().to_owned()));
    let population = cells.required("population", coded);
    let metric = cells.required("metric", Figure::metric);
    let measure = cells.required("measure", coded);
    let hedge = cells.optional("qualifier", coded);
    let in_percent = cells.get("unit") == Some("percent");
    let value = |text| Figure::value(if in_percent { without_percent(text) } else { text });
    let low = cells.required("value_low", value);
    let high = cells.required("value_high", value);
    let unit = cells.required("unit", name);
    let period_from = cells.optional("period_from", register_day);
    let period_to = cells.optional("period_to", register_day);
    if let Err(error) = Figure::check_period(period_from, period_to) {
        cells.refuse("period_to", error.into());
    }
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
        period_from,
        period_to,
        quote,
        note,
    })
}
