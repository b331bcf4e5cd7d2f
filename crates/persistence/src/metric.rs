//! Metrics of announced figures as rows.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DerivePartialModel, EntityTrait, Iterable, QueryOrder};

use shahrak_domain::vocabulary::{Metric, Vocabulary};

use crate::entity::metric::{ActiveModel, Column, Entity};
use crate::error::{Error, Result};
use crate::lock::Lock;
use crate::sql::Sql;
use crate::tx::Tx;

/// The columns of a row, in the order of [`Metric::COLUMNS`].
pub(crate) const CELLS: &str =
    "code, name_en, name_fa, meaning_en, meaning_fa, measure, unit, direction, computation,
    limited_to, part_of, quotient, aliases";

/// A metric as it is stored or staged.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub(crate) struct Row {
    code: String,
    name_en: String,
    name_fa: String,
    meaning_en: String,
    meaning_fa: String,
    measure: String,
    unit: String,
    direction: String,
    computation: String,
    limited_to: String,
    part_of: String,
    quotient: String,
    aliases: String,
}

/// All metrics (some hundreds), in the order in which they were introduced.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vocabulary> {
    vocabulary(recorded(db).await?)
}

/// The metrics as they will be after an import.
pub(crate) async fn all_staged(import: &impl ConnectionTrait) -> Result<Vec<Metric>> {
    let staged: bool =
        Sql::new("SELECT to_regclass('pg_temp.staged_metric') IS NOT NULL").value(import).await?;
    if !staged {
        return recorded(import).await;
    }
    let after = format!(
        "SELECT {CELLS} FROM staged_metric WHERE COALESCE(outcome, 'added') IN ('added', 'changed') UNION ALL
         SELECT {CELLS} FROM metric AS t WHERE NOT EXISTS (SELECT FROM staged_metric AS s
            WHERE s.code = t.code AND COALESCE(outcome, 'added') IN ('added', 'changed'))"
    );
    metrics(&Sql::new(after).rows::<Row>(import).await?)
}

/// Keeps others from defining metrics and recording announcements until the end of the transaction, and returns all
/// metrics.
pub async fn lock(tx: &Tx) -> Result<Vocabulary> {
    Lock::Announcements.lock_exclusive(tx).await?;
    all(tx).await
}

/// Adds a metric, or replaces the one with its code.
pub async fn store(tx: &Tx, metric: &Metric) -> Result<()> {
    let mut there = OnConflict::column(Column::Code);
    there.update_columns(Column::iter().filter(|column| !matches!(column, Column::Code | Column::Place)));
    Entity::insert(active(metric)).on_conflict(there).exec_without_returning(tx).await?;
    Ok(())
}

/// The vocabulary of metrics that were checked before they were recorded.
pub(crate) fn vocabulary(metrics: Vec<Metric>) -> Result<Vocabulary> {
    Vocabulary::new(metrics).map_err(|errors| Error::decode(format!("the metrics: {errors:?}")))
}

async fn recorded(db: &impl ConnectionTrait) -> Result<Vec<Metric>> {
    metrics(&Entity::find().order_by_asc(Column::Place).into_partial_model::<Row>().all(db).await?)
}

fn metrics(rows: &[Row]) -> Result<Vec<Metric>> {
    rows.iter().map(Row::metric).collect()
}

fn active(metric: &Metric) -> ActiveModel {
    let [
        code,
        name_en,
        name_fa,
        meaning_en,
        meaning_fa,
        measure,
        unit,
        direction,
        computation,
        limited_to,
        part_of,
        quotient,
        aliases,
    ] = metric.cells().map(Set);
    ActiveModel {
        code,
        // The database numbers metrics in the order in which they are introduced.
        place: NotSet,
        name_en,
        name_fa,
        meaning_en,
        meaning_fa,
        measure,
        unit,
        direction,
        computation,
        limited_to,
        part_of,
        quotient,
        aliases,
    }
}

impl Row {
    /// Converts the row to a metric.
    pub(crate) fn metric(&self) -> Result<Metric> {
        let cell = |column: &str| match column {
            "code" => &*self.code,
            "name_en" => &self.name_en,
            "name_fa" => &self.name_fa,
            "meaning_en" => &self.meaning_en,
            "meaning_fa" => &self.meaning_fa,
            "measure" => &self.measure,
            "unit" => &self.unit,
            "direction" => &self.direction,
            "computation" => &self.computation,
            "only" => &self.limited_to,
            "part_of" => &self.part_of,
            "quotient" => &self.quotient,
            "aliases" => &self.aliases,
            _ => "",
        };
        Metric::parse(cell).map_err(|violation| Error::decode(format!("{}: {violation:?}", self.code)))
    }
}
