//! Announced figures.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::AnnouncementRow;
use shahrak_persistence::province::number_of;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for AnnouncementRow {
    const COLUMNS: &'static [&'static str] = &[
        "announced_on",
        "date_basis",
        "address",
        "code",
        "speaker",
        "organisation",
        "province_id",
        "population",
        "metric",
        "measure",
        "hedge",
        "low",
        "high",
        "unit",
        "period_from",
        "period_to",
        "quote",
        "note",
        "recorded_at",
    ];

    fn fill(&self, line: &mut CopyLine) {
        let (source, figure) = (&self.source, &self.figure);
        line.maybe(source.announced_on.map(|day| day.date()))
            .plain(source.date_basis.code())
            .text(&source.address)
            .text(&figure.code)
            .maybe_text(figure.speaker.as_deref())
            .maybe_text(figure.organisation.as_deref())
            .maybe(number_of(&figure.scope))
            .plain(figure.population.code())
            .text(&figure.metric)
            .plain(figure.measure.code())
            .maybe(figure.hedge.map(Coded::code))
            .plain(figure.low)
            .plain(figure.high)
            .text(&figure.unit)
            .maybe(figure.period_from.map(|day| day.date()))
            .maybe(figure.period_to.map(|day| day.date()))
            .maybe_text(figure.quote.as_deref())
            .maybe_text(figure.note.as_deref())
            .maybe(self.recorded_at.map(|moment| moment.to_rfc3339()));
    }
}
