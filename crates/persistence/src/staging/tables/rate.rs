//! Exchange rates.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::money::{Periods, Rate, RateKind, RatePeriod};

use crate::connection::Session;
use crate::entity::Code;
use crate::entity::rate::Model;
use crate::error::Result;
use crate::lock::Lock;
use crate::sql::Sql;
use crate::staging::decide::{self, Decided, Verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of rates.
pub(crate) struct RateTable;

impl StagingTable for RateTable {
    const KIND: FileKind = FileKind::Rates;
    const TABLE: &'static str = "staged_rate";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("kind", "text"),
        ("valid_from", "date"),
        ("valid_to", "date"),
        ("irr_per_usd", "numeric"),
        ("source", "text"),
    ];
}

impl RowTable for RateTable {
    const SPEC: TableSpec = TableSpec {
        table: "rate",
        key: &["kind", "valid_from"],
        key_name: "same-rate",
        facts: &["valid_to", "irr_per_usd", "source"],
        ..TableSpec::NEW
    };
}

/// The facts for the rates of a batch, as they will be after the import.
pub(in crate::staging) struct Facts {
    recorded: HashMap<(RateKind, Day), Rate>,
    periods: HashMap<RateKind, Periods>,
}

impl Decided for RateTable {
    type Row = Model;
    type Facts = Facts;

    const ROW: &'static str = "kind, valid_from, valid_to, irr_per_usd, source";

    async fn lock(db: &Session) -> Result<()> {
        for kind in RateKind::ALL {
            Lock::Rates(*kind).lock_exclusive(db).await?;
        }
        Ok(())
    }

    async fn facts(db: &Session, rows: &[Model]) -> Result<Facts> {
        let kinds = Sql::texts(rows.iter().map(|row| row.kind.0.code()));
        let days: Vec<NaiveDate> = rows.iter().map(|row| row.valid_from).collect();
        let recorded = "SELECT * FROM rate WHERE kind = ANY($1) AND valid_from = ANY($2)";
        let recorded: Vec<Model> = Sql::with(recorded, [kinds, days.into()]).rows(db).await?;
        let recorded = recorded.into_iter().map(Model::into_rate);
        let recorded = recorded.map(|rate| ((rate.kind, rate.valid_from), rate)).collect();
        Ok(Facts { recorded, periods: periods(db, rows).await? })
    }

    fn decide(row: &Model, facts: &Facts) -> Result<Verdict> {
        let rate = row.clone().into_rate();
        let recorded = facts.recorded.get(&(rate.kind, rate.valid_from));
        let none = Periods::default();
        let others = facts.periods.get(&rate.kind).unwrap_or(&none);
        Ok(decide::verdict(rate.record(recorded, others)))
    }
}

/// The periods next to these rates: those of the files, and recorded ones that no line replaces.
const PERIODS: &str = "
    WITH after AS (
        SELECT kind, valid_from, valid_to FROM staged_rate
        UNION SELECT kind, valid_from, valid_to FROM rate AS t
        WHERE NOT EXISTS (SELECT FROM staged_rate AS s WHERE s.kind = t.kind AND s.valid_from = t.valid_from))
    SELECT * FROM after WHERE valid_from <= $1 AND COALESCE(valid_to, 'infinity') >= $2";

/// A period of a kind of rates.
#[derive(FromQueryResult)]
struct RatePeriodRow {
    kind: Code<RateKind>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

async fn periods(db: &Session, rows: &[Model]) -> Result<HashMap<RateKind, Periods>> {
    let last = rows.iter().map(|row| row.valid_to.unwrap_or(NaiveDate::MAX)).max();
    let first = rows.iter().map(|row| row.valid_from).min();
    let last = last.map(|day| day.min(Day::LAST.date()));
    let found: Vec<RatePeriodRow> = Sql::with(PERIODS, [last.into(), first.into()]).rows(db).await?;
    let mut of_kind: HashMap<RateKind, Vec<RatePeriod>> = HashMap::new();
    for RatePeriodRow { kind, valid_from, valid_to } in found {
        let period = RatePeriod { from: Day::new(valid_from), to: valid_to.map(Day::new) };
        of_kind.entry(kind.0).or_default().push(period);
    }
    Ok(of_kind.into_iter().map(|(kind, periods)| (kind, Periods::new(periods))).collect())
}
