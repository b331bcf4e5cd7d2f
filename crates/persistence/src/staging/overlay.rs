//! The parks and units of the register together with those that the import adds. Views hide the tables of the same names
//! from all statements that do not say `public`: later files find what earlier ones add before anything is written.

use super::table;
use super::table_spec::{RowTable, facts};
use super::tables::{ParkTable, UnitTable};
use crate::connection::Session;
use crate::error::Result;

/// Creates the staging tables of parks and units, and the views.
pub(super) async fn create(db: &Session) -> Result<()> {
    of::<ParkTable>(db).await?;
    of::<UnitTable>(db).await
}

/// Drops the views: statements, and triggers of the register, see its tables again.
pub(super) async fn drop(db: &Session) -> Result<()> {
    table::run(db, "DROP VIEW pg_temp.park, pg_temp.unit").await
}

async fn of<T: RowTable>(db: &Session) -> Result<()> {
    table::create::<T>(db).await?;
    let (table, staged) = (T::SPEC.table, T::TABLE);
    let key = T::SPEC.key.iter().map(|&column| column.to_owned());
    let columns = key.chain(facts::<T>()).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "CREATE TEMP VIEW {table} AS
         SELECT id, {columns}, version FROM public.{table}
         UNION ALL SELECT id, {columns}, 1 FROM {staged} WHERE outcome = 'added'"
    );
    table::run(db, &sql).await
}
