//! Metrics of announced figures.

use shahrak_domain::import::FileKind;
use shahrak_domain::vocabulary::Metric;

use crate::connection::Session;
use crate::error::Result;
use crate::lock::Lock;
use crate::metric::{self, Row};
use crate::staging::decide::{self, Decided, Verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of metrics.
pub(crate) struct MetricTable;

impl StagingTable for MetricTable {
    const KIND: FileKind = FileKind::Metrics;
    const TABLE: &'static str = "staged_metric";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text"),
        ("name_en", "text"),
        ("name_fa", "text"),
        ("meaning_en", "text"),
        ("meaning_fa", "text"),
        ("measure", "text"),
        ("unit", "text"),
        ("direction", "text"),
        ("computation", "text"),
        ("limited_to", "text"),
        ("part_of", "text"),
        ("quotient", "text"),
        ("aliases", "text"),
    ];
}

impl RowTable for MetricTable {
    const SPEC: TableSpec = TableSpec {
        table: "metric",
        key: &["code"],
        key_name: "code",
        facts: &[
            "name_en",
            "name_fa",
            "meaning_en",
            "meaning_fa",
            "measure",
            "unit",
            "direction",
            "computation",
            "limited_to",
            "part_of",
            "quotient",
            "aliases",
        ],
        ..TableSpec::NEW
    };
}

/// The metrics before and after the import.
pub(in crate::staging) struct Facts {
    recorded: Vec<Metric>,
    after: Vec<Metric>,
}

impl Decided for MetricTable {
    type Row = Row;
    type Facts = Facts;

    const ROW: &'static str = metric::CELLS;

    async fn lock(db: &Session) -> Result<()> {
        Lock::Announcements.lock_exclusive(db).await
    }

    async fn facts(db: &Session, _: &[Row]) -> Result<Facts> {
        Ok(Facts { recorded: metric::all(db).await?.all().to_vec(), after: metric::all_staged(db).await? })
    }

    fn decide(row: &Row, facts: &Facts) -> Result<Verdict> {
        let metric = row.metric()?;
        let recorded = facts.recorded.iter().find(|recorded| recorded.code == metric.code);
        Ok(decide::verdict(metric.define(recorded, &facts.after)))
    }
}
