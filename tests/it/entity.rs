//! SeaORM entities match the database: every column of a table, with its type.

use std::collections::BTreeSet;

use shahrak_persistence::entity::{Column, tables};
use shahrak_tests::postgres::Database;
use sqlx::{Connection, PgConnection};

/// Types that are read as text: enumerations, and a single character.
const TYPES_AS_TEXT: [&str; 3] = ["event_kind", "unit_status", "\"char\""];

/// Columns that are read as text: what can be infinite, and sums that can exceed what `Decimal` holds.
const AS_TEXT: [(&str, &str); 5] = [
    ("unit_span", "until_on"),
    ("unit_span", "known_until"),
    ("tally", "investment"),
    ("tally_block_sum", "investment"),
    ("tally_delta", "investment"),
];

#[tokio::test]
async fn every_table_has_an_entity_with_its_columns_and_their_types() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    // What is generated, or set by a trigger, is not written, and is no part of an entity.
    let sql = "SELECT relname::text, attname::text, format_type(atttypid, NULL), NOT attnotnull
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'seaql_migrations'
            AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            AND (relname, attname) <> ('unit', 'search')";
    let columns: Vec<(String, String, String, bool)> =
        sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
    let there: BTreeSet<_> = columns
        .into_iter()
        .map(|(table, name, sql_type, nullable)| {
            let as_text = AS_TEXT.contains(&(table.as_str(), name.as_str()))
                || TYPES_AS_TEXT.contains(&sql_type.as_str());
            (table, name, if as_text { "text".to_owned() } else { sql_type }, nullable)
        })
        .collect();

    let entities: BTreeSet<_> = tables()
        .into_iter()
        .map(|Column { table, name, sql_type, nullable }| (table, name, sql_type, nullable))
        .collect();

    let (missing, unknown) = (&there - &entities, &entities - &there);
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "not in entities: {missing:?}; not in tables: {unknown:?}"
    );
    assert!(entities.len() > 150, "{}", entities.len());
}
