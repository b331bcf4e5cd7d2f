//! What others record at the same moment: every constraint that they can make a change violate has a message of its own.

use std::collections::BTreeSet;

use shahrak_messages::Language;
use shahrak_persistence::constraint;
use shahrak_tests::postgres::Database;
use sqlx::{Connection, PgConnection};

/// Constraints of the tables that people change which no change can violate, and why.
const WITHOUT: &[(&str, &str)] = &[
    ("audit_entry_pkey", "numbered by the database"),
    ("budget_revision_pkey", "numbered while its line is locked"),
    ("figure_correction_pkey", "written while its figure is locked"),
    ("figure_mark_pkey", "numbered while its figure is locked"),
    ("iranian_year_pkey", "years come with the program"),
    ("isic_division_pkey", "divisions come with the program"),
    ("park_is_in_its_province", "contains the number of the park, which is unique"),
    ("province_code_is_unique", "provinces come with the program"),
    ("province_old_code_is_unique", "provinces come with the program"),
    ("province_pkey", "provinces come with the program"),
    ("support_step_pkey", "numbered by the ledger"),
    ("target_revision_pkey", "numbered while its target is locked"),
    ("token_is_unique", "random"),
    ("unit_event_pkey", "numbered by the ledger"),
];

/// Keys of one column that the database or the program numbers, and references to rows that are never deleted.
const NUMBERED: &str = "(c.contype = 'p' AND array_length(c.conkey, 1) = 1 AND EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = c.conkey[1] AND a.attidentity <> ''))
    OR (c.contype = 'f' AND c.conname LIKE '%\\_fkey')";

#[tokio::test]
async fn what_others_record_meanwhile_has_a_message_in_both_languages() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let sql = format!(
        "SELECT c.conname::text FROM pg_constraint c JOIN audited_table t ON c.conrelid = t.name::regclass
         WHERE c.contype IN ('u', 'x', 'p', 'f') AND NOT ({NUMBERED}) AND c.conparentid = 0
         -- A key of some rows only is an index without a constraint.
         UNION SELECT i.indexrelid::regclass::text FROM pg_index i JOIN audited_table t ON i.indrelid = t.name::regclass
         WHERE i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)"
    );
    let found: Vec<String> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();

    let without: BTreeSet<&str> = WITHOUT.iter().map(|(name, _)| *name).collect();
    let unnamed: BTreeSet<&str> = found
        .iter()
        .map(String::as_str)
        .filter(|name| constraint::message(name).is_none() && !without.contains(name))
        .collect();
    assert_eq!(unnamed, BTreeSet::new(), "add them to constraint.rs, or here with the reason");
    for name in constraint::NAMED {
        assert!(found.iter().any(|it| it == name), "the database has no constraint {name}");
        let message = constraint::message(name).unwrap();
        assert_ne!(message.text(Language::English), message.text(Language::Persian), "{name}");
    }
}
