//! Announced figures.

use shahrak_domain::moment::Moment;

use crate::announcement::{AnnouncementFilter, Figure, FigureFilter, FigureRow};
use crate::error::Result;
use crate::list::{Cells, Columns};
use crate::snapshot::{Batches, Snapshot};
use crate::sql::Sql;

/// A figure with its announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureOf(pub Figure);

/// The figures that satisfy a filter, and whose announcements do.
pub async fn figures<'a>(
    snapshot: &'a Snapshot,
    filter: &AnnouncementFilter,
    known_at: Moment,
) -> Result<Batches<'a, FigureOf>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM announced_figure AS figure JOIN announcement ON announcement.id = figure.announcement_id WHERE true",
        FigureOf::sql()
    ));
    filter.push_announcement(&mut query);
    FigureFilter { known_at: Some(known_at), ..filter.figure.clone() }.push(&mut query);
    query.push(" ORDER BY figure.recorded_at, figure.code");
    snapshot.read(query).await
}

impl Columns for FigureOf {
    fn sql() -> String {
        FigureRow::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<FigureOf> {
        Ok(FigureOf(FigureRow::read(cells)?.into_figure()))
    }
}
