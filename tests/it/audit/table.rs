//! Every table and column creates audit entries, or is listed here with the reason why not.

use std::collections::BTreeSet;

use shahrak_domain::act::{Thing, Via};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_tests::postgres::Database;
use sqlx::{Connection, Executor, PgConnection};

/// Tables whose changes create no entries, and why.
const WITHOUT: &[(&str, &str)] = &[
    ("audit_entry", "it is the audit trail"),
    ("idempotency_key", "what was answered to changes, which left their own entries"),
    ("import_job", "says itself who sent what and when; what it records leaves its entries"),
    ("iranian_month", "the calendar, which nobody changes"),
    ("ledger_head", "the end of the ledger, which follows from its records"),
    ("reference_counter", "counts changes for the copies in memory"),
    ("seaql_migrations", "the history of the database"),
    ("bundled_data", "which data came with the program; loading it leaves its own entries"),
    ("audited_column", "says what the audit trail shows; only migrations change it"),
    ("audited_table", "says what the audit trail shows; only migrations change it"),
    ("ledger_batch", "the moment of an import, which leaves its own entry"),
    ("tally", "follows from the ledger alone"),
    ("tally_block", "follows from the ledger alone"),
    ("tally_block_sum", "follows from the ledger alone"),
    ("tally_delta", "follows from the ledger alone"),
    ("tally_fold", "follows from the ledger alone"),
    ("unit_span", "follows from the ledger alone"),
    ("support_state", "follows from the steps of support cases alone"),
    (
        "synthetic_register",
        "is written once, with the import that fills the register, which leaves its own entry",
    ),
];

/// Columns that the list of audited columns leaves out, and why.
const WITHOUT_COLUMNS: &[(&str, &[&str], &str)] = &[
    ("park", &["version"], "counts the changes"),
    ("unit", &["version"], "counts the changes"),
    ("unit", &["search"], "follows from the code and the names"),
    (
        "unit",
        &["status", "status_since", "jobs", "capacity_percent", "progress_percent", "last_confirmed_on"],
        "follow from the ledger alone",
    ),
    ("unit_event", &["province_id", "park_id"], "follow from the unit"),
    ("unit_event", &["place", "batch"], "follow from the order of recording"),
    ("unit_event", &["recorder_role", "recorder_organisation"], "the entry itself has them"),
    ("support_step", &["position", "place"], "follow from the order of recording"),
    ("support_step", &["recorder_role", "recorder_organisation"], "the entry itself has them"),
    ("target_revision", &["target_id"], "the key of the entry names the target"),
    ("target_revision", &["recorder_role", "recorder_organisation"], "the entry itself has them"),
    ("budget_revision", &["budget_line_id"], "the key of the entry names the line"),
    ("budget_revision", &["recorder_role", "recorder_organisation"], "the entry itself has them"),
    ("announced_figure", &["recorder_role", "recorder_organisation"], "the entry itself has them"),
    ("figure_correction", &["recorder_role", "recorder_organisation"], "the entry itself has them"),
    ("figure_mark", &["place"], "follows from the order of recording"),
    ("figure_mark", &["recorder_role", "recorder_organisation"], "the entry itself has them"),
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
async fn every_column_is_audited_or_has_a_reason_not_to_be() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    assert_eq!(complaints(&mut connection).await, Vec::<String>::new());

    connection.execute("ALTER TABLE park ADD COLUMN postal_code text").await.unwrap();
    assert_eq!(
        complaints(&mut connection).await,
        [
            "park.postal_code leaves no entry in the audit trail: call audit_column('park', 'postal_code') in the \
          migration that adds it, or give a reason in WITHOUT_COLUMNS"
        ]
    );

    connection.execute("SELECT audit_column('park', 'postal_code')").await.unwrap();
    assert_eq!(complaints(&mut connection).await, Vec::<String>::new());
}

/// The columns that are neither in the list nor exempt, or both.
async fn complaints(connection: &mut PgConnection) -> Vec<String> {
    // Identity and generated columns cannot be set.
    let sql = "SELECT t.name, a.attname::text, EXISTS (SELECT FROM audited_column AS c
                WHERE c.of_table = t.name AND c.name = a.attname)
        FROM audited_table AS t JOIN pg_attribute AS a ON a.attrelid = t.name::regclass
        WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = ''
        ORDER BY 1, 2";
    let columns: Vec<(String, String, bool)> = sqlx::query_as(sql).fetch_all(connection).await.unwrap();
    let complaint = |(table, column, listed): (String, String, bool)| {
        let exempt = WITHOUT_COLUMNS
            .iter()
            .any(|(name, columns, _)| *name == table && columns.contains(&column.as_str()));
        match (listed, exempt) {
            (false, false) => Some(format!(
                "{table}.{column} leaves no entry in the audit trail: call audit_column('{table}', '{column}') in \
                 the migration that adds it, or give a reason in WITHOUT_COLUMNS"
            )),
            (true, true) => {
                Some(format!("{table}.{column} is audited, although WITHOUT_COLUMNS has a reason"))
            }
            _ => None,
        }
    };
    columns.into_iter().filter_map(complaint).collect()
}

#[tokio::test]
async fn a_listed_column_is_in_the_entries_and_counts_as_a_version() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let column = "ALTER TABLE park ADD COLUMN postal_code text; SELECT audit_column('park', 'postal_code')";
    connection.execute(sqlx::raw_sql(column)).await.unwrap();
    let park = "INSERT INTO park (code, province_id, name_en, kind, ownership, approved_on)
        VALUES ('K1', 1, 'Toos', 'industrial_park', 'state', '2000-01-01')";
    connection.execute(park).await.unwrap();

    connection.execute("UPDATE park SET postal_code = '91851'").await.unwrap();
    let sql = "SELECT version, before ->> 'postal_code', after ->> 'postal_code'
        FROM park, audit_entry AS e WHERE e.key = park.code ORDER BY e.id DESC LIMIT 1";
    let seen: (i32, Option<String>, Option<String>) =
        sqlx::query_as(sql).fetch_one(&mut connection).await.unwrap();
    assert_eq!(seen, (2, None, Some("91851".to_owned())));

    connection.execute("SELECT forget_column('park', 'postal_code')").await.unwrap();
    connection.execute("ALTER TABLE park DROP COLUMN postal_code").await.unwrap();
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
        // Migrations add codes at the end, the domain where they belong.
        let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
        assert_eq!(known, codes.into_iter().collect(), "{constraint}");
    };
    check("audit_thing_is_known", Thing::ALL.iter().map(|thing| thing.code()).collect()).await;
    check("audit_via_is_known", Via::ALL.iter().map(|via| via.code()).collect()).await;
    check("audit_role_is_known", RoleName::ALL.iter().map(|role| role.code()).collect()).await;
}
