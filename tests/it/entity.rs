//! SeaORM entities match the database: every column of a table, with its type.

use std::collections::{BTreeMap, BTreeSet};

use shahrak_persistence::entity::tables;
use shahrak_tests::postgres::Database;
use sqlx::{Connection, PgConnection};

/// Read as text: the types of enumerations, and what can be infinite.
const AS_TEXT: [(&str, &str); 5] = [
    ("unit", "status"),
    ("unit_event", "kind"),
    ("unit_span", "status"),
    ("unit_span", "until_on"),
    ("unit_span", "known_until"),
];

#[tokio::test]
async fn an_entity_names_every_column_of_its_table_and_its_type() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let known = tables();
    let names: BTreeSet<&str> = known.iter().map(|column| column.table.as_str()).collect();
    // What is generated cannot be written, and is no part of an entity.
    let sql = "SELECT relname::text, attname::text, format_type(atttypid, NULL), NOT attnotnull
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
            AND attgenerated = ''";
    let rows: Vec<(String, String, String, bool)> =
        sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
    let there: BTreeMap<_, _> = rows
        .into_iter()
        .filter(|(table, ..)| names.contains(table.as_str()))
        .map(|(table, name, sql_type, nullable)| {
            let as_text = AS_TEXT.contains(&(table.as_str(), name.as_str()));
            let sql_type = if as_text { "text".to_owned() } else { sql_type };
            ((table, name), (sql_type, nullable))
        })
        .collect();

    let entities: BTreeMap<_, _> = known
        .into_iter()
        .map(|column| ((column.table, column.name), (column.sql_type, column.nullable)))
        .collect();

    assert_eq!(entities, there);
    assert!(entities.len() > 150, "{}", entities.len());
}

#[tokio::test]
async fn every_table_has_an_entity_but_those_that_only_the_database_uses() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let sql = "SELECT relname::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'seaql_migrations'
            AND relname !~ '^(tally|audited_)'";
    let there: BTreeSet<String> =
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap().into_iter().collect();
    let known: BTreeSet<String> = tables().into_iter().map(|column| column.table).collect();

    assert_eq!(known, there);
}
