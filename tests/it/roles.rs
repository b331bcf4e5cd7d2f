//! The role that serves: it cannot change what is recorded, write to the audit trail, or take a guard away.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use shahrak_tests::postgres::Database;

/// The SQLSTATE of a missing right.
const DENIED: &str = "42501";

#[tokio::test]
async fn the_role_that_serves_cannot_change_records_or_take_guards_away() {
    let database = Database::shipped().await;
    let mut server = PgConnection::connect(database.server_url()).await.unwrap();
    for sql in [
        // Records.
        "UPDATE unit_event SET note = 'other'",
        "DELETE FROM unit_event",
        "TRUNCATE unit_event CASCADE",
        "UPDATE target_revision SET value = 0",
        "DELETE FROM announced_figure",
        "UPDATE announcement SET source = 'other'",
        "DELETE FROM support_step",
        "DELETE FROM synthetic_register",
        // The audit trail.
        "INSERT INTO audit_entry (who, owner, act, thing) VALUES ('Zahra', 'x', 'unitClose', 'unit')",
        "UPDATE audit_entry SET who = 'Zahra'",
        "DELETE FROM audit_entry",
        "UPDATE audited_table SET most = 0",
        // Guards.
        "DROP TRIGGER audit_added ON unit_event",
        "ALTER TABLE unit_event DISABLE TRIGGER ALL",
        "ALTER TABLE audit_entry DISABLE TRIGGER entries_are_never_changed",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "ALTER FUNCTION signature() RENAME TO other",
        "DROP TABLE unit_event CASCADE",
        "ALTER TABLE unit_event OWNER TO CURRENT_USER",
        "CREATE TABLE mine ()",
        "DROP SCHEMA public CASCADE",
        // More rights.
        "SELECT let_serve(current_user)",
        "SELECT act_for_owner()",
        "CREATE ROLE another SUPERUSER",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "COPY unit_event TO '/tmp/records'",
        "SELECT pg_read_file('/etc/passwd')",
        "DELETE FROM seaql_migrations",
    ] {
        let error = server.execute(AssertSqlSafe(sql)).await.expect_err(sql);
        let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        assert_eq!(code, DENIED, "{sql}: {error}");
    }
}

/// The functions that write the trail act for the owner. On a table of its own, the role cannot use them to invent entries.
#[tokio::test]
async fn the_role_that_serves_cannot_invent_entries_with_a_table_of_its_own() {
    let database = Database::shipped().await;
    let mut owner = PgConnection::connect(database.url()).await.unwrap();
    let mut server = PgConnection::connect(database.server_url()).await.unwrap();
    let sql =
        "SELECT format('CREATE TRIGGER mine AFTER INSERT ON pg_temp.unit_event REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION %I(''100'')', proname)
        FROM pg_proc WHERE prosecdef AND prorettype = 'trigger'::regtype";
    let triggers: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut owner).await.unwrap();
    assert!(triggers.len() > 5, "{triggers:?}");
    server.execute("CREATE TEMPORARY TABLE unit_event (LIKE public.unit_event)").await.unwrap();
    for sql in triggers {
        let error = server.execute(AssertSqlSafe(sql.clone())).await.expect_err(&sql);
        let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        assert_eq!(code, DENIED, "{sql}: {error}");
    }
}

#[tokio::test]
async fn the_role_that_serves_cannot_leave_an_entry_out() {
    let database = Database::shipped().await;
    let mut owner = PgConnection::connect(database.url()).await.unwrap();
    let mut server = PgConnection::connect(database.server_url()).await.unwrap();
    // As the program says when it loads the bundled data, whose rows have no entries.
    let act = r#"SET shahrak.act = '{"via": "program", "who": "shahrak", "owner": "shahrak", "role": "administrator", "act": "ship"}'"#;
    for (connection, code) in [(&mut owner, "04"), (&mut server, "00")] {
        connection.execute(act).await.unwrap();
        let sql = format!("INSERT INTO isic_division (code, name) VALUES ('{code}', 'Invented')");
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }

    let entries = "SELECT key, via FROM audit_entry WHERE thing = 'isic_division'";
    let entries: Vec<(String, String)> = sqlx::query_as(entries).fetch_all(&mut owner).await.unwrap();
    assert_eq!(entries, [("00".to_owned(), "database".to_owned())]);
}
