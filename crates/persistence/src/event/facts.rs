//! What a record states, read from its columns.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::{Body, EventKind, Facts, Means, Reason};
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};

use crate::list::{Cells, senseless};

/// Reads kind, day, investment, jobs, capacity, progress, area, reasons, body and means.
pub(crate) fn read_facts(cells: &mut Cells<'_>) -> sqlx::Result<Facts> {
    let kind = EventKind::parse(cells.next()?).map_err(senseless)?;
    let mut facts = Facts::new(kind, Day::new(cells.next::<NaiveDate>()?));
    let investment: Option<i64> = cells.next()?;
    facts.investment = investment.map(|rials| Rial::new(rials.into())).transpose().map_err(senseless)?;
    let jobs: Option<i32> = cells.next()?;
    facts.jobs = jobs.map(|persons| Jobs::new(persons.into())).transpose().map_err(senseless)?;
    let capacity: Option<Decimal> = cells.next()?;
    facts.capacity = capacity.map(Capacity::new).transpose().map_err(senseless)?;
    let progress: Option<Decimal> = cells.next()?;
    facts.progress = progress.map(Progress::new).transpose().map_err(senseless)?;
    facts.area_m2 = cells.next()?;
    let reasons: Vec<String> = cells.next()?;
    facts.reasons = reasons
        .into_iter()
        .map(|reason| Reason::parse(&reason).map_err(senseless))
        .collect::<sqlx::Result<_>>()?;
    facts.body = cells.next::<Option<&str>>()?.map(Body::parse).transpose().map_err(senseless)?;
    facts.means = cells.next::<Option<&str>>()?.map(Means::parse).transpose().map_err(senseless)?;
    Ok(facts)
}
