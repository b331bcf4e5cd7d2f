//! New methodologies and the past: each ledger must be valid under them at each of its moments (rule L3).

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use shahrak_domain::day::Day;
use shahrak_domain::methodology::{Broken, MethodologyError};
use shahrak_domain::violation::Violation;

use super::decide;
use super::table::{self, StagingTable};
use super::tables::MethodologyTable;
use crate::connection::Session;
use crate::error::Result;
use crate::methodology;
use crate::sql::Sql;

/// Refuses methodologies under which a history, as it was before later corrections, could not have been recorded.
pub(super) async fn check(db: &Session) -> Result<()> {
    while let Some(from) = first_added(db).await? {
        let thresholds = methodology::all_staged(db).await?;
        match methodology::broken(db, from, &thresholds).await? {
            Some(broken) => refuse(db, broken).await?,
            None => return Ok(()),
        }
    }
    Ok(())
}

/// The first day of the first added methodology.
async fn first_added(db: &Session) -> Result<Option<Day>> {
    let first = Sql::new("SELECT min(valid_from) FROM staged_methodology WHERE outcome = 'added'");
    let first: Option<NaiveDate> = first.value(db).await?;
    Ok(first.map(Day::new))
}

/// An added methodology.
#[derive(FromQueryResult)]
struct AddedMethodology {
    n: i64,
    valid_from: NaiveDate,
}

/// Refuses the methodology that would be in force on the day of the impossible event.
async fn refuse(db: &Session, broken: Broken) -> Result<()> {
    let day = broken.day;
    let mut in_force = Sql::new(
        "SELECT n, valid_from FROM staged_methodology WHERE outcome = 'added' ORDER BY valid_from <= ",
    );
    in_force.push_bind(day.date()).push(" DESC, valid_from DESC LIMIT 1");
    let AddedMethodology { n, valid_from } = in_force.row(db).await?;
    let error = MethodologyError::Breaks { valid_from: Day::new(valid_from), broken: Box::new(broken) };
    decide::refuse(db, MethodologyTable::TABLE, vec![(n, Violation::from(error))]).await?;
    table::mark_refused(db, MethodologyTable::TABLE).await
}
