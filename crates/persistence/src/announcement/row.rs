//! Rows of announcements and figures.

use shahrak_domain::announcement::{self, Source};
use shahrak_domain::day::Day;

use super::{Announcement, Figure, Recording};
use crate::entity::{announced_figure, announcement as entity};
use crate::error::Result;
use crate::list::{Cells, Columns, columns};
use crate::province::code_of;

/// A figure and its announcement.
pub(crate) struct FigureRow {
    pub figure: announced_figure::Model,
    pub announcement: entity::Model,
}

columns!(entity::Model, "announcement", { id, announced_on, date_basis, source });
columns!(announced_figure::Model, "figure", {
    code, announcement_id, speaker, organisation, province_id, population, metric, measure, hedge, low, high, unit,
    period_from, period_to, quote, note, recorded_at, recorded_by, recorder_role, recorder_organisation,
});

impl Columns for FigureRow {
    fn sql() -> String {
        <(announced_figure::Model, entity::Model)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self> {
        let (figure, announcement) = Columns::read(cells)?;
        Ok(FigureRow { figure, announcement })
    }
}

impl entity::Model {
    /// Converts the row to an announcement.
    pub fn into_announcement(self) -> Announcement {
        Announcement {
            id: self.id,
            source: Source {
                announced_on: self.announced_on.map(Day::new),
                date_basis: self.date_basis.0,
                address: self.source,
            },
        }
    }
}

impl announced_figure::Model {
    /// The figure.
    pub(crate) fn into_figure(self) -> announcement::Figure {
        announcement::Figure {
            code: self.code,
            speaker: self.speaker,
            organisation: self.organisation,
            scope: self.province_id.map_or_else(|| "IR".to_owned(), code_of),
            population: self.population.0,
            metric: self.metric,
            measure: self.measure.0,
            hedge: self.hedge.map(|hedge| hedge.0),
            low: self.low.normalize(),
            high: self.high.normalize(),
            unit: self.unit,
            period_from: self.period_from.map(Day::new),
            period_to: self.period_to.map(Day::new),
            quote: self.quote,
            note: self.note,
        }
    }
}

impl FigureRow {
    /// Converts the rows to a figure.
    pub fn into_figure(self) -> Figure {
        let recording = Recording {
            at: self.figure.recorded_at,
            by: self.figure.recorded_by.clone(),
            role: self.figure.recorder_role.map(|role| role.0),
            organisation: self.figure.recorder_organisation.clone(),
        };
        Figure {
            recording,
            announcement: self.announcement.into_announcement(),
            province_id: self.figure.province_id,
            figure: self.figure.into_figure(),
        }
    }
}
