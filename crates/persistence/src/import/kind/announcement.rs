//! Announced figures.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::AnnouncementRow;

use crate::import::copy::Line;
use crate::import::plan::{OnChange, Plan};
use crate::import::staged::Staged;

impl Staged for AnnouncementRow {
    const TABLE: &'static str = "staged_figure";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("announced_on", "date"),
        ("date_basis", "text"),
        ("address", "text"),
        ("code", "text"),
        ("speaker", "text"),
        ("organisation", "text"),
        ("scope", "text"),
        ("population", "text"),
        ("metric", "text"),
        ("measure", "text"),
        ("hedge", "text"),
        ("low", "numeric"),
        ("high", "numeric"),
        ("unit", "text"),
        ("period_from", "date"),
        ("period_to", "date"),
        ("quote", "text"),
        ("note", "text"),
        ("announcement_id", "integer"),
        ("province_id", "smallint"),
    ];

    fn fill(&self, line: &mut Line) {
        let (source, figure) = (&self.source, &self.figure);
        line.maybe(source.announced_on.map(|day| day.date()))
            .plain(source.date_basis.code())
            .text(&source.address)
            .text(&figure.code)
            .maybe_text(figure.speaker.as_deref())
            .maybe_text(figure.organisation.as_deref())
            .text(&figure.scope)
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
            .maybe(None::<i32>)
            .maybe(None::<i16>);
    }
}

/// How figures land; the announcements that they are of are made as they are named.
pub(in crate::import) const ANNOUNCEMENTS: Plan = Plan {
    table: "announced_figure",
    resolve: &[
        "UPDATE staged_figure AS s SET province_id = p.id FROM province AS p WHERE p.code = s.scope",
        "INSERT INTO announcement (announced_on, date_basis, source)
         SELECT announced_on, (array_agg(date_basis ORDER BY n))[1], address FROM staged_figure
         GROUP BY announced_on, address ORDER BY min(n) ON CONFLICT DO NOTHING",
        "UPDATE staged_figure AS s SET announcement_id = a.id FROM announcement AS a
         WHERE a.source = s.address AND a.announced_on IS NOT DISTINCT FROM s.announced_on",
    ],
    keep: &[],
    checks: &["SELECT s.file, s.line, 'date_basis', 'INCONSISTENT', s.date_basis,
            format('other figures of this source and day say %s; all figures of an announcement share its basis', a.date_basis)
        FROM staged_figure AS s JOIN announcement AS a ON a.id = s.announcement_id WHERE a.date_basis <> s.date_basis"],
    key: &["code"],
    nullable_key: false,
    said: "id",
    facts: &[
        "announcement_id",
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
    ],
    on_change: OnChange::Refuse("the figure is recorded with other facts; announcements are never changed, record another one"),
};
