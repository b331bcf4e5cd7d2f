//! The history of the database, and what the database itself refuses.

use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::Database as Orm;
use shahrak_migrations::{Migrator, migrate};
use shahrak_tests::postgres::Database;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

#[tokio::test]
async fn every_step_can_be_undone_and_done_again() {
    let database = Database::empty().await;
    migrate(database.url()).await.unwrap();
    let first = objects(&database).await;
    assert!(first.iter().any(|object| object.contains("unit_event")), "{first:#?}");

    let orm = Orm::connect(database.url()).await.unwrap();
    Migrator::down(&orm, None).await.unwrap();
    assert_eq!(objects(&database).await, Vec::<String>::new());

    Migrator::up(&orm, None).await.unwrap();
    assert_eq!(objects(&database).await, first);
    orm.close().await.unwrap();
}

#[tokio::test]
async fn instances_that_start_together_wait_for_each_other() {
    let database = Database::empty().await;
    let url = database.url();

    let (one, two, three) = tokio::join!(migrate(url), migrate(url), migrate(url));

    for result in [one, two, three] {
        result.unwrap();
    }
    assert!(!objects(&database).await.is_empty());
}

#[tokio::test]
async fn the_database_refuses_to_change_what_is_recorded() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let tables = [
        ("unit_event", "note = 'other'"),
        ("target_revision", "value = 0"),
        ("announcement", "source = 'other'"),
        ("announced_figure", "low = 0, high = 0"),
        ("audit_entry", "act = 'other'"),
    ];
    // Plain triggers do not fire for who says that they replicate.
    connection.execute("SET session_replication_role = replica").await.unwrap();
    for (table, change) in tables {
        for sql in [
            format!("UPDATE {table} SET {change}"),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table} CASCADE"),
        ] {
            let error = connection.execute(AssertSqlSafe(sql.clone())).await.expect_err(&sql);
            let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
            assert_eq!(code, "23001", "{sql}: {error}");
        }
    }
}

/// All that the history makes, as it is defined.
async fn objects(database: &Database) -> Vec<String> {
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    sqlx::query_scalar(OBJECTS).fetch_all(&mut connection).await.unwrap()
}

const OBJECTS: &str = "
    WITH own AS (
        SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname !~ '^seaql_'
    )
    SELECT format('column %s.%s %s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull,
            pg_get_expr(adbin, adrelid))
        FROM own JOIN pg_attribute ON attrelid = own.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped
    UNION ALL SELECT format('constraint %s.%s %s', relname, conname, pg_get_constraintdef(c.oid))
        FROM own JOIN pg_constraint AS c ON conrelid = own.oid
    UNION ALL SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM own JOIN pg_index ON indrelid = own.oid
    UNION ALL SELECT pg_get_triggerdef(t.oid) FROM own JOIN pg_trigger AS t ON tgrelid = own.oid WHERE NOT tgisinternal
    UNION ALL SELECT format('function %s %s', p.oid::regprocedure, md5(prosrc)) FROM pg_proc AS p
        WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
    UNION ALL SELECT format('type %s %s', typname, enum_range) FROM pg_type AS t,
        LATERAL (SELECT array_agg(enumlabel ORDER BY enumsortorder) AS enum_range FROM pg_enum WHERE enumtypid = t.oid) AS e
        WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
    ORDER BY 1";
