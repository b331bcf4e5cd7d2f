//! Reads the facts of a record from its columns.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use shahrak_domain::day::Day;
use shahrak_domain::event::{Body, EventKind, Facts, Means, Reason};
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};

use crate::entity::Code;
use crate::error::{Error, Result};
use crate::list::columns;

/// The columns of the facts. A void has neither kind nor day.
pub(crate) struct FactsRow {
    kind: Option<Code<EventKind>>,
    occurred_on: Option<NaiveDate>,
    investment_irr: Option<i64>,
    jobs: Option<i32>,
    capacity_percent: Option<Decimal>,
    progress_percent: Option<Decimal>,
    area_m2: Option<Decimal>,
    reasons: Vec<Code<Reason>>,
    body: Option<Code<Body>>,
    means: Option<Code<Means>>,
}

columns!(FactsRow, "event", {
    kind = "event.kind::text", occurred_on, investment_irr, jobs, capacity_percent, progress_percent, area_m2,
    reasons, body, means,
});

impl FactsRow {
    /// The facts.
    pub(crate) fn into_facts(self) -> Result<Facts> {
        let (Some(Code(kind)), Some(day)) = (self.kind, self.occurred_on) else {
            return Err(Error::decode("an event without kind or day"));
        };
        let investment = self.investment_irr.map(|rials| Rial::new(rials.into()));
        let jobs = self.jobs.map(|persons| Jobs::new(persons.into()));
        Ok(Facts {
            investment: investment.transpose().map_err(Error::decode)?,
            jobs: jobs.transpose().map_err(Error::decode)?,
            capacity: self.capacity_percent.map(Capacity::new).transpose().map_err(Error::decode)?,
            progress: self.progress_percent.map(Progress::new).transpose().map_err(Error::decode)?,
            area_m2: self.area_m2,
            reasons: self.reasons.into_iter().map(|reason| reason.0).collect(),
            body: self.body.map(|body| body.0),
            means: self.means.map(|means| means.0),
            ..Facts::new(kind, Day::new(day))
        })
    }
}
