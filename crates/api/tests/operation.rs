//! What docs/operations.md describes: the roles of the database, and backups, each restored: a register that comes back answers
//! the same reports.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use serde_json::Value;

#[path = "cluster/mod.rs"]
mod cluster;
#[path = "cluster/served.rs"]
mod served;

use cluster::{Cluster, DATABASE, OWNER, SERVER, directory, own};
use served::{Served, run};

const REGISTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/acceptance/register");

const REPORTS: &str = "{
    all: report(year: 1399, population: ALL) {
        ...Figures
        byProvince { province { code } stock { active semiActive inactive } commissioned { units jobs } }
        months { commissioned { units } revived { units } }
    }
    early: report(year: 1399, asOf: \"1399-06-31\") { ...Figures }
    units(first: 100) { totalCount nodes { code status } }
}
fragment Figures on Report {
    commissioned { units jobs investment { irr } }
    revived { units jobs }
    stock { active semiActive inactive jobs }
}";

#[tokio::test]
async fn a_register_that_is_restored_from_a_backup_answers_the_same_reports() {
    let directory = directory();
    let path = |name: &str| directory.path().join(name);
    let archive = path("archive");
    own(&archive);
    let settings = format!("archive_mode = on\narchive_command = 'cp %p {}/%f'\n", archive.display());
    let primary = Cluster::create(&path("primary"), &settings);
    let (owner, server) = (primary.url(OWNER), primary.url(SERVER));
    let environment = [("DATABASE_URL", server.as_str()), ("DATABASE_MIGRATE_URL", owner.as_str())];

    run(&environment, &["import", REGISTER]);
    let before = reports(&environment).await;
    let (dump, copy) = (path("register.dump"), path("copy"));
    fs::write(&dump, "").unwrap();
    fs::set_permissions(&dump, std::os::unix::fs::PermissionsExt::from_mode(0o666)).unwrap();
    primary.client("pg_dump", &["--format=custom", &format!("--file={}", dump.display()), DATABASE]);
    primary.base_backup(&copy, &[]);
    let moment = primary.sql("postgres", "SELECT now()");
    let later = path("later");
    fs::create_dir(&later).unwrap();
    fs::write(later.join("units.csv"), "code,province,name_en\nLATER,IR-09,Later\n").unwrap();
    fs::write(later.join("events.csv"), "unit,event,kind,occurred_on\nLATER,l1,COMMISSIONED,2021-01-01\n")
        .unwrap();
    run(&environment, &["import", later.to_str().unwrap()]);
    let after = reports(&environment).await;
    assert_ne!(before, after);
    primary.sql("postgres", "SELECT pg_switch_wal()");
    // The last segment is in the archive.
    primary.sql(
        "postgres",
        "DO $$ BEGIN WHILE (SELECT last_archived_wal IS NULL OR last_archived_wal < pg_walfile_name(pg_current_wal_lsn() - 1)
         FROM pg_stat_archiver) LOOP PERFORM pg_sleep(0.1); PERFORM pg_stat_clear_snapshot(); END LOOP; END $$",
    );
    exported(&environment, &after, &path("export"), &path("imported")).await;
    primary.stop();

    dumped(&dump, &path("from-dump"), &before).await;
    until(&copy, &archive, &moment, &before).await;
}

/// A dump, restored into another cluster.
async fn dumped(dump: &Path, data: &Path, expected: &Value) {
    let cluster = Cluster::create(data, "");
    // The grants of the dump name the role.
    cluster.sql("postgres", &format!("CREATE ROLE {SERVER} LOGIN PASSWORD 'secret'"));
    cluster.client("pg_restore", &["--exit-on-error", "--dbname", DATABASE, dump.to_str().unwrap()]);
    check(&cluster, expected).await;
}

/// A base backup, brought forward to a moment with the archived log.
async fn until(copy: &Path, archive: &Path, moment: &str, expected: &Value) {
    let settings = format!(
        "restore_command = 'cp {}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = promote\n\
         archive_mode = off\n",
        archive.display()
    );
    fs::write(copy.join("postgresql.auto.conf"), settings).unwrap();
    fs::write(copy.join("recovery.signal"), "").unwrap();
    let cluster = Cluster::start(copy);
    while cluster.sql("postgres", "SELECT pg_is_in_recovery()") == "t" {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    check(&cluster, expected).await;
}

/// An export, imported into an empty register.
async fn exported(environment: &[(&str, &str)], expected: &Value, folder: &Path, data: &Path) {
    run(environment, &["export", folder.to_str().unwrap()]);
    let cluster = Cluster::create(data, "");
    let (owner, server) = (cluster.url(OWNER), cluster.url(SERVER));
    run(
        &[("DATABASE_URL", &server), ("DATABASE_MIGRATE_URL", &owner)],
        &["import", folder.to_str().unwrap()],
    );
    check(&cluster, expected).await;
}

async fn check(cluster: &Cluster, expected: &Value) {
    let (owner, server) = (cluster.url(OWNER), cluster.url(SERVER));
    let found = reports(&[("DATABASE_URL", &server), ("DATABASE_MIGRATE_URL", &owner)]).await;
    assert_eq!(&found, expected);
}

async fn reports(environment: &[(&str, &str)]) -> Value {
    Served::start(environment, &[]).ask(REPORTS).await
}

#[test]
fn a_database_of_a_newer_version_is_refused_with_the_remedy() {
    let directory = directory();
    let cluster = Cluster::create(&directory.path().join("cluster"), "");
    let url = cluster.url(OWNER);
    run(&[("DATABASE_URL", &url)], &["migrate"]);
    cluster.sql(DATABASE, "INSERT INTO seaql_migrations VALUES ('29990101000001_later', 0)");
    for command in ["migrate", "serve"] {
        let output =
            served::shahrak(&[("DATABASE_URL", &url), ("LC_ALL", "C")], &[command]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        for part in ["a newer version", "29990101000001_later", "run that version", "restore a backup"] {
            assert!(said.contains(part), "{part} is not in {said}");
        }
    }
}

#[test]
fn the_programs_own_postgresql_is_not_served_by_its_superuser() {
    let directory = directory();
    let data = directory.path().join("data");
    let served = Served::start(&[("SHAHRAK_DATA_DIR", data.to_str().unwrap())], &[]);
    let file = |name: &str| fs::read_to_string(data.join(name)).unwrap();
    let port = file("postgres/postmaster.pid").lines().nth(3).unwrap().parse().unwrap();
    let ask = |role: &str, password: &str, sql: &str| {
        cluster::ask(port, (role, password), "shahrak", sql)
            .unwrap_or_else(|| panic!("{sql} failed for {role}"))
    };
    let (superuser, server) = (file("password"), file("password.shahrak_server"));

    let sessions = "SELECT string_agg(DISTINCT usename, ' ') FROM pg_stat_activity WHERE application_name LIKE 'shahrak%'";
    assert_eq!(ask("shahrak", superuser.trim(), sessions), "shahrak_server");
    let rights = "SELECT rolsuper, rolcreaterole, rolcreatedb, pg_has_role(current_user, 'shahrak', 'MEMBER')
        FROM pg_roles WHERE rolname = current_user";
    assert_eq!(ask("shahrak_server", server.trim(), rights), "f|f|f|f");
    drop(served);
}
