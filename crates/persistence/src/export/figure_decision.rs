//! Corrections and marks of announced figures.

use shahrak_domain::announcement::FigureDecision;
use shahrak_domain::moment::Moment;

use crate::announcement::DECISIONS;
use crate::error::Result;
use crate::list::Columns as _;
use crate::snapshot::{Batches, Snapshot};
use crate::sql::Sql;

/// The decisions about figures that were recorded by a moment.
pub async fn figure_decisions(snapshot: &Snapshot, known_at: Moment) -> Result<Batches<'_, FigureDecision>> {
    let decision = FigureDecision::sql();
    let mut query =
        Sql::new(format!("SELECT {decision} FROM ({DECISIONS}) AS decision WHERE recorded_at <= "));
    query.push_bind(known_at).push(" ORDER BY recorded_at, corrects, place, figure_code");
    snapshot.read(query).await
}
