//! Descriptions of the entities' tables, for comparison with the database.

use sea_orm::{ColumnTrait, ColumnType, EntityTrait, IdenStatic, Iterable};

/// A column as its entity describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its table.
    pub table: String,
    /// Its name.
    pub name: String,
    /// The type of PostgreSQL as which it is read.
    pub sql_type: String,
    /// Whether it may be NULL.
    pub nullable: bool,
}

/// The columns of all tables that have an entity.
pub fn tables() -> Vec<Column> {
    let tables = [
        columns::<super::access_token::Entity>(),
        columns::<super::announced_figure::Entity>(),
        columns::<super::announcement::Entity>(),
        columns::<super::audit_entry::Entity>(),
        columns::<super::audited_column::Entity>(),
        columns::<super::audited_table::Entity>(),
        columns::<super::budget_line::Entity>(),
        columns::<super::budget_revision::Entity>(),
        columns::<super::bundled_data::Entity>(),
        columns::<super::figure_correction::Entity>(),
        columns::<super::figure_mark::Entity>(),
        columns::<super::idempotency_key::Entity>(),
        columns::<super::import_job::Entity>(),
        columns::<super::infrastructure::Entity>(),
        columns::<super::iranian_month::Entity>(),
        columns::<super::iranian_year::Entity>(),
        columns::<super::isic_division::Entity>(),
        columns::<super::ledger_batch::Entity>(),
        columns::<super::ledger_head::Entity>(),
        columns::<super::methodology::Entity>(),
        columns::<super::metric::Entity>(),
        columns::<super::park::Entity>(),
        columns::<super::province::Entity>(),
        columns::<super::rate::Entity>(),
        columns::<super::reference_counter::Entity>(),
        columns::<super::support_case::Entity>(),
        columns::<super::support_state::Entity>(),
        columns::<super::support_step::Entity>(),
        columns::<super::synthetic_register::Entity>(),
        columns::<super::tally::Entity>(),
        columns::<super::tally_block::Entity>(),
        columns::<super::tally_block_sum::Entity>(),
        columns::<super::tally_delta::Entity>(),
        columns::<super::tally_fold::Entity>(),
        columns::<super::target::Entity>(),
        columns::<super::target_revision::Entity>(),
        columns::<super::unit::Entity>(),
        columns::<super::unit_event::Entity>(),
        columns::<super::unit_span::Entity>(),
    ];
    tables.concat()
}

/// The columns of the table of an entity.
pub(crate) fn columns<E: EntityTrait>() -> Vec<Column> {
    let described = |column: E::Column| {
        let definition = column.def();
        Column {
            table: E::default().table_name().to_owned(),
            name: column.as_str().to_owned(),
            sql_type: sql_type(definition.get_column_type()),
            nullable: definition.is_null(),
        }
    };
    E::Column::iter().map(described).collect()
}

/// The type as the catalogue of Postgres names it.
fn sql_type(column: &ColumnType) -> String {
    match column {
        ColumnType::SmallInteger => "smallint".to_owned(),
        ColumnType::Integer => "integer".to_owned(),
        ColumnType::BigInteger => "bigint".to_owned(),
        ColumnType::Text | ColumnType::String(_) => "text".to_owned(),
        ColumnType::Decimal(_) => "numeric".to_owned(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::TimestampWithTimeZone => "timestamp with time zone".to_owned(),
        ColumnType::Boolean => "boolean".to_owned(),
        ColumnType::Json => "jsonb".to_owned(),
        ColumnType::VarBinary(_) => "bytea".to_owned(),
        ColumnType::Array(of) => format!("{}[]", sql_type(of)),
        other => format!("{other:?}"),
    }
}
