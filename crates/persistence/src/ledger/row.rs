//! The row of a record, as far as a unit's state follows from it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Facts};
use shahrak_domain::ledger::{Position, Record, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};

use crate::error::{Error, Result};
use crate::list::columns;
use crate::sql::Sql;

/// The SQL expression for the moment of a record: a record of a batch has the moment of the batch.
pub(crate) fn moment_sql(alias: &str) -> String {
    format!(
        "COALESCE({alias}.recorded_at, (SELECT batch.recorded_at FROM ledger_batch AS batch WHERE batch.id = {alias}.batch))"
    )
}

/// Adds the condition that a record was recorded before or after a moment, in a form that uses indexes on both its own moment
/// and that of its batch.
pub(crate) fn push_recorded(query: &mut Sql, alias: &str, comparison: &str, moment: Moment) {
    query.push(format!(" AND ({alias}.recorded_at {comparison} ")).push_bind(moment);
    query.push(format!(
        " OR {alias}.recorded_at IS NULL AND {alias}.batch IN (SELECT id FROM ledger_batch WHERE recorded_at {comparison} "
    ));
    query.push_bind(moment).push("))");
}

/// The columns of a record that determine a unit's state.
pub(crate) struct RecordRow {
    pub(crate) unit_id: i64,
    pub(crate) position: Position,
    kind: Option<String>,
    occurred_on: Option<NaiveDate>,
    investment_irr: Option<i64>,
    jobs: Option<i32>,
    capacity_percent: Option<Decimal>,
    progress_percent: Option<Decimal>,
    replaces: Option<Position>,
    voids: Option<Position>,
}

columns!(RecordRow, "event", {
    unit_id, position, kind = "event.kind::text", occurred_on, investment_irr, jobs, capacity_percent, progress_percent,
    replaces, voids,
});

impl RecordRow {
    /// The record with its moment.
    pub(crate) fn into_record(self, recorded_at: Moment) -> Result<Record> {
        let position = self.position;
        let says = match self.voids {
            Some(of) => Says::Void(of),
            None => Says::Happened { replaces: self.replaces, facts: self.facts()? },
        };
        Ok(Record { position, recorded_at, says })
    }

    fn facts(&self) -> Result<Facts> {
        let (Some(kind), Some(occurred_on)) = (&self.kind, self.occurred_on) else {
            return Err(Error::decode(format!("record {} without kind or day", self.position)));
        };
        let kind = EventKind::parse(kind).map_err(Error::decode)?;
        Ok(Facts {
            investment: self
                .investment_irr
                .map(|rials| Rial::new(rials.into()))
                .transpose()
                .map_err(Error::decode)?,
            jobs: self.jobs.map(|jobs| Jobs::new(jobs.into())).transpose().map_err(Error::decode)?,
            capacity: self.capacity_percent.map(Capacity::new).transpose().map_err(Error::decode)?,
            progress: self.progress_percent.map(Progress::new).transpose().map_err(Error::decode)?,
            ..Facts::new(kind, Day::new(occurred_on))
        })
    }
}
