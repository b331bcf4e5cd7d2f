//! Migrations up and down, and the constraints of the database.

use chrono::NaiveDate;
use graphql_http::limits::Limits;
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::Database as Orm;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use shahrak_domain::year::{IranianMonth, IranianYear};
use shahrak_migrations::{Migrator, migrate};
use shahrak_persistence::fold::{Sizes, fold};
use shahrak_tests::postgres::Database;
use shahrak_tests::register::Register;

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
        ("budget_revision", "amount_irr = 0"),
        ("announcement", "source = 'other'"),
        ("announced_figure", "low = 0, high = 0"),
        ("audit_entry", "act = 'other'"),
        ("support_case", "code = 'other'"),
        ("support_step", "note = 'other'"),
    ];
    // Ordinary triggers do not fire in a session that claims to replicate.
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

/// A register of the version before sums came from deltas, with corrections and moments of the past, and what that version
/// answered. Both are as `pg_dump --inserts` and the API wrote them.
#[tokio::test]
async fn a_register_of_the_version_before_answers_the_same_reports() {
    let database = Database::empty().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    connection.execute(sqlx::raw_sql(include_str!("migrations/before_deltas.sql"))).await.unwrap();
    connection.close().await.unwrap();
    migrate(database.url()).await.unwrap();
    let known: Value = serde_json::from_str(include_str!("migrations/before_deltas.json")).unwrap();
    let url = database.url().to_owned();
    let register = Register::over(database, Limits::default()).await;

    for sizes in [None, Some(Sizes::default()), Some(Sizes { block: 10, fan: 2 })] {
        if let Some(sizes) = &sizes {
            fold(&url, sizes).await.unwrap();
        }
        for answer in known["answers"].as_array().unwrap() {
            let asked = answer["variables"].clone();
            let seen = register.ask(known["query"].as_str().unwrap(), asked.clone()).await;
            assert_eq!(seen["report"], answer["report"], "{asked}, folded: {sizes:?}");
        }
    }
}

#[tokio::test]
async fn the_amount_of_a_budget_line_becomes_its_first_revision() {
    let database = Database::shipped().await;
    let orm = Orm::connect(database.url()).await.unwrap();
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let steps = Migrator::migrations();
    let step = steps.iter().position(|step| step.name() == "20261128000002_budget_revisions").unwrap();
    let later = u32::try_from(steps.len() - step).unwrap();
    Migrator::down(&orm, Some(later)).await.unwrap();
    let line = "INSERT INTO budget_line (year, line_of, stage, amount_irr, source) VALUES (1400, 'water', 'law', 5, 'x')";
    connection.execute(line).await.unwrap();

    Migrator::up(&orm, None).await.unwrap();
    let sql = "SELECT r.amount_irr, r.source, r.recorded_at = (SELECT at FROM audit_entry WHERE thing = 'budget_line'),
        r.recorded_by = session_user FROM budget_revision AS r";
    let seen: (i64, Option<String>, bool, bool) =
        sqlx::query_as(sql).fetch_one(&mut connection).await.unwrap();
    assert_eq!(seen, (5, Some("x".to_owned()), true, true));

    Migrator::down(&orm, Some(later)).await.unwrap();
    let sql = "SELECT amount_irr, source FROM budget_line";
    let seen: (i64, Option<String>) = sqlx::query_as(sql).fetch_one(&mut connection).await.unwrap();
    assert_eq!(seen, (5, Some("x".to_owned())));
    orm.close().await.unwrap();
}

#[tokio::test]
async fn names_that_were_recorded_before_are_searched_by_their_letters() {
    let database = Database::shipped().await;
    let orm = Orm::connect(database.url()).await.unwrap();
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let steps = Migrator::migrations();
    let step = steps.iter().position(|step| step.name() == "20261127000004_presentation_forms").unwrap();
    let later = u32::try_from(steps.len() - step).unwrap();
    Migrator::down(&orm, Some(later)).await.unwrap();
    let unit = r"INSERT INTO unit (code, province_id, name_en, name_fa) VALUES ('N1', 1, 'Loom', U&'\FEFB\FEDF\FEEA')";
    connection.execute(unit).await.unwrap();

    Migrator::up(&orm, None).await.unwrap();
    let sql = "SELECT search, version, (SELECT count(*) FROM audit_entry WHERE thing = 'unit') FROM unit";
    let seen: (String, i32, i64) = sqlx::query_as(sql).fetch_one(&mut connection).await.unwrap();
    assert_eq!(seen, ("n1 loom لاله".to_owned(), 1, 1));

    Migrator::down(&orm, Some(later)).await.unwrap();
    let seen: (String, i32, i64) = sqlx::query_as(sql).fetch_one(&mut connection).await.unwrap();
    assert_eq!(seen, ("n1 loom \u{FEFB}\u{FEDF}\u{FEEA}".to_owned(), 1, 1));
    orm.close().await.unwrap();
}

/// The months by which sums are folded are those of the calendar.
#[tokio::test]
async fn the_databases_calendar_is_the_domains() {
    let database = Database::shipped().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let sql = "SELECT starts_on, ends_on, year_starts_on FROM iranian_month ORDER BY starts_on";
    let months: Vec<(NaiveDate, NaiveDate, NaiveDate)> =
        sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();

    let years = IranianYear::RANGE.map(|number| IranianYear::new(number).unwrap());
    let of_year = |year: IranianYear| {
        (1..=12).map(move |number| {
            let month = IranianMonth { year, number };
            (month.starts_on().date(), month.ends_on().date(), year.starts_on().date())
        })
    };
    assert_eq!(months, years.flat_map(of_year).collect::<Vec<_>>());
}

/// The definitions of everything that the migrations create.
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
