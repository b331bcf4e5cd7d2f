//! No table and no column can be forgotten: each leaves entries, or it is said here why not.

use std::collections::BTreeSet;

use shahrak_domain::act::{Thing, Via};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_tests::postgres::Database;
use sqlx::{Connection, PgConnection};

/// Tables whose changes leave no entries, and why.
const WITHOUT: &[(&str, &str)] = &[
    ("audit_entry", "it is the audit trail"),
    ("idempotency_key", "what was answered to changes, which left their own entries"),
    ("import_job", "says itself who sent what and when; what it records leaves its entries"),
    ("iranian_month", "the calendar, which nobody changes"),
    ("ledger_head", "the end of the ledger, which follows from its records"),
    ("reference_version", "counts changes for the copies in memory"),
    ("seaql_migrations", "the history of the database"),
    ("ledger_batch", "the moment of an import, which leaves its own entry"),
    ("tally", "follows from the ledger alone"),
    ("tally_block", "follows from the ledger alone"),
    ("tally_block_sum", "follows from the ledger alone"),
    ("tally_delta", "follows from the ledger alone"),
    ("tally_fold", "follows from the ledger alone"),
    ("unit_span", "follows from the ledger alone"),
];

/// Columns whose changes leave no entry in a table whose others do, and why.
const WITHOUT_COLUMNS: &[(&str, &[&str], &str)] = &[
    ("park", &["version"], "counts the changes"),
    ("unit", &["version"], "counts the changes"),
    (
        "unit",
        &["status", "status_since", "jobs", "capacity_percent", "progress_percent", "last_confirmed_on"],
        "follow from the ledger alone",
    ),
    ("access_token", &["last_used_at"], "no change of what it gives"),
    ("province", &["id"], "made of the code; what stands in the province holds it fast"),
];

#[tokio::test]
async fn every_table_leaves_entries_or_has_a_reason_not_to() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    // Events that a trigger of the audit trail acts on, or that are refused altogether.
    let sql = "SELECT relname::text, covered FROM pg_class AS c, LATERAL (
            SELECT ARRAY(SELECT unnest(string_to_array(event_manipulation, ' ')) FROM information_schema.triggers
                WHERE event_object_table = relname
                    AND action_statement ~ 'audit_added|audit_changed|refuse_change') AS covered) AS t
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname";
    let tables: Vec<(String, Vec<String>)> = sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    for (table, covered) in &tables {
        let covered: BTreeSet<&str> = covered.iter().map(String::as_str).collect();
        let exempt = WITHOUT.iter().any(|(name, _)| name == table);
        let whole = covered == BTreeSet::from(["DELETE", "INSERT", "UPDATE"]);
        assert!(
            exempt != whole,
            "{table} leaves entries for {covered:?}: give it the triggers of the audit trail, or a reason"
        );
    }
    for (name, _) in WITHOUT {
        assert!(tables.iter().any(|(table, _)| table == name), "{name} is no table");
    }
}

#[tokio::test]
async fn every_column_leaves_entries_or_has_a_reason_not_to() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    // Identities and what is generated cannot be set.
    let sql = "SELECT relname::text, attname::text FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = tgrelid JOIN pg_attribute AS a ON attrelid = tgrelid
        WHERE tgname = 'audit_changed' AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = ''
            AND NOT attnum = ANY(tgattr::smallint[])
        ORDER BY relname, attname";
    let left_out: BTreeSet<(String, String)> =
        sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap().into_iter().collect();
    let reasons = WITHOUT_COLUMNS.iter().flat_map(|(table, columns, _)| {
        columns.iter().map(|column| ((*table).to_owned(), (*column).to_owned()))
    });
    assert_eq!(left_out, reasons.collect());
}

#[tokio::test]
async fn the_database_knows_every_thing_way_and_role() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let mut check = async |constraint: &str, codes: Vec<&str>| {
        let sql = "SELECT ARRAY(SELECT (regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g'))[1])
            FROM pg_constraint WHERE conname = $1";
        let known: Vec<String> =
            sqlx::query_scalar(sql).bind(constraint).fetch_one(&mut connection).await.unwrap();
        assert_eq!(known, codes, "{constraint}");
    };
    check("audit_thing_is_known", Thing::ALL.iter().map(|thing| thing.code()).collect()).await;
    check("audit_via_is_known", Via::ALL.iter().map(|via| via.code()).collect()).await;
    check("audit_role_is_known", RoleName::ALL.iter().map(|role| role.code()).collect()).await;
}
