//! A local server, through its life and its accidents.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod helper;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use shahrak_local_postgres::{DATABASE, Error, LocalPostgres};

use crate::helper::{Place, fails, is_root, query, retrying};

#[tokio::test]
async fn a_restart_keeps_the_data() {
    let place = Place::new();
    let postgres = place.serve_durably().await;
    assert_eq!(query(&postgres, DATABASE, "SHOW fsync").await, "on");
    assert_eq!(query(&postgres, DATABASE, "SHOW timezone").await, "UTC");
    query(&postgres, DATABASE, "CREATE TABLE kept AS SELECT 42 AS value").await;
    postgres.stop().await.unwrap();

    let postgres = place.serve_durably().await;
    assert_eq!(query(&postgres, DATABASE, "SELECT value FROM kept").await, "42");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn names_sort_by_bytes_and_persian_characters_are_letters() {
    let place = Place::new();
    let postgres = place.serve().await;
    assert_eq!(query(&postgres, DATABASE, "SELECT 'B' < 'a'").await, "t");
    assert_eq!(query(&postgres, DATABASE, r"SELECT 'شهرک' ~ '^\w+$'").await, "t");
    assert_eq!(query(&postgres, DATABASE, "SHOW server_encoding").await, "UTF8");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn nobody_comes_in_without_the_password() {
    let place = Place::new();
    let postgres = place.serve().await;
    let (before, after) =
        postgres.url(DATABASE).split_once('@').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let forged = format!("{before}x@{after}");
    assert!(fails(&forged, "SELECT 1").await.contains("password authentication failed"));
    let mode = |name: &str| fs::metadata(place.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("password"), mode("postgres.log"), mode("postgres")), (0o600, 0o600, 0o700));
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn postgres_killed_is_started_again_on_the_same_port() {
    let place = Place::new();
    let postgres = place.serve_durably().await;
    query(&postgres, DATABASE, "CREATE TABLE kept AS SELECT 42 AS value").await;
    place.kill_postgres();

    assert_eq!(retrying(&postgres, "SELECT value FROM kept").await, "42");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn postgres_that_cannot_live_is_given_up() {
    let place = Place::new();
    let mut postgres = place.serve().await;
    fs::write(place.path().join("postgres/postgresql.conf"), "no_such_setting = 1\n").unwrap();
    place.kill_postgres();

    let error = tokio::time::timeout(Duration::from_secs(30), postgres.failed()).await.unwrap();
    assert!(matches!(error, Error::KeepsDying { .. }), "{error}");
    assert!(error.to_string().contains("no_such_setting"), "{error}");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_owner_is_refused_and_the_first_is_named() {
    let place = Place::new();
    let postgres = place.serve().await;
    let error = LocalPostgres::serve(place.options()).await.unwrap_err().to_string();
    let first = format!("another shahrak serve (pid {}) is using", std::process::id());
    assert!(error.contains(&first) && error.contains("--data-dir"), "{error}");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_guest_uses_the_server_of_serve_and_leaves_it_running() {
    let place = Place::new();
    let postgres = place.serve().await;
    let guest = LocalPostgres::attach_or_start(place.options()).await.unwrap();
    assert_eq!(guest.url(DATABASE), postgres.url(DATABASE));
    guest.stop().await.unwrap();

    assert_eq!(query(&postgres, DATABASE, "SELECT 1").await, "1");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_command_without_serve_owns_the_server_until_its_guests_left() {
    let place = Place::new();
    let command = LocalPostgres::attach_or_start(place.options()).await.unwrap();
    let guest = LocalPostgres::attach_or_start(place.options()).await.unwrap();
    let stopping = tokio::spawn(command.stop());
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(query(&guest, DATABASE, "SELECT 1").await, "1");
    assert!(!stopping.is_finished());

    guest.stop().await.unwrap();
    stopping.await.unwrap().unwrap();
    assert_eq!(place.postmaster(), None);
}

#[tokio::test]
async fn the_server_of_a_killed_owner_is_taken_over() {
    let place = Place::new();
    let mut owner = place.owner_process();
    let left_behind = place.postmaster().unwrap();
    owner.kill().unwrap();
    owner.wait().unwrap();

    let postgres = place.serve().await;
    assert_eq!(place.postmaster(), Some(left_behind));
    assert_eq!(query(&postgres, DATABASE, "SELECT 1").await, "1");
    place.kill_postgres();
    assert_eq!(retrying(&postgres, "SELECT 1").await, "1");
    postgres.stop().await.unwrap();
    assert_eq!(place.postmaster(), None);
}

#[tokio::test]
async fn an_owner_killed_while_making_the_cluster_does_no_harm() {
    let place = Place::new();
    let mut owner = place.owner_process_making();
    owner.kill().unwrap();
    owner.wait().unwrap();
    assert!(!place.path().join("postgres").exists());

    let postgres = place.serve().await;
    assert_eq!(query(&postgres, DATABASE, "SELECT 1").await, "1");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn stale_pid_files_are_survived() {
    let place = Place::new();
    place.serve().await.stop().await.unwrap();
    let (cluster, ours) = (place.path().canonicalize().unwrap().join("postgres"), std::process::id());
    let stale =
        |pid: u32| format!("{pid}\n{}\n1700000000\n5432\n\n127.0.0.1\n 1 0\nready   \n", cluster.display());
    for content in [stale(4_194_000), stale(ours), String::new()] {
        fs::write(cluster.join("postmaster.pid"), &content).unwrap();
        let postgres = place.serve().await;
        assert_ne!(postgres.port(), 5432, "{content:?}");
        assert_eq!(query(&postgres, DATABASE, "SELECT 1").await, "1", "{content:?}");
        postgres.stop().await.unwrap();
    }
}

#[tokio::test]
async fn several_directories_are_served_side_by_side() {
    let (one, other) = (Place::new(), Place::new());
    let (first, second) = tokio::join!(one.serve(), other.serve());
    assert_ne!(first.port(), second.port());
    query(&first, DATABASE, "CREATE TABLE only_here ()").await;
    assert!(fails(&second.url(DATABASE), "SELECT FROM only_here").await.contains("does not exist"));
    let (first, second) = tokio::join!(first.stop(), second.stop());
    first.and(second).unwrap();
}

#[tokio::test]
async fn data_of_another_major_version_is_refused() {
    let place = Place::new();
    fs::create_dir(place.path().join("postgres")).unwrap();
    fs::write(place.path().join("postgres/PG_VERSION"), "99\n").unwrap();
    let error = LocalPostgres::serve(place.options()).await.unwrap_err();
    assert!(matches!(error, Error::OtherMajor { data: 99, .. }), "{error}");
}

#[tokio::test]
async fn a_directory_that_is_no_cluster_is_left_alone() {
    let place = Place::new();
    fs::create_dir(place.path().join("postgres")).unwrap();
    fs::write(place.path().join("postgres/thesis.txt"), "precious").unwrap();
    let error = LocalPostgres::serve(place.options()).await.unwrap_err();
    assert!(matches!(error, Error::NotACluster(_)), "{error}");
}

#[tokio::test]
async fn a_directory_out_of_reach_is_named_before_anything_is_made() {
    let place = Place::new();
    let closed = place.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(if is_root() { 0o700 } else { 0 })).unwrap();
    let mut options = place.options();
    options.data_dir = closed.join("deeper/shahrak");

    let error = LocalPostgres::serve(options).await.unwrap_err();
    // So that the directory can be deleted.
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();

    assert!(error.to_string().contains(closed.to_str().unwrap()), "{error}");
    if is_root() {
        assert!(error.to_string().contains("--data-dir"), "{error}");
        assert!(!closed.join("deeper").exists());
    }
}

#[tokio::test]
async fn a_lost_password_is_made_anew() {
    let place = Place::new();
    place.serve().await.stop().await.unwrap();
    fs::remove_file(place.path().join("password")).unwrap();
    let postgres = place.serve().await;
    assert_eq!(query(&postgres, DATABASE, "SELECT 1").await, "1");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_throwaway_cluster_ends_with_its_process() {
    let place = Place::new();
    let mut process = place.throwaway_process();
    let directory = fs::read_to_string(place.path().join("ready")).unwrap();
    assert!(fs::exists(&directory).unwrap());
    process.kill().unwrap();
    process.wait().unwrap();

    for _ in 0..100 {
        if !fs::exists(&directory).unwrap() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{directory} is still there");
}

#[tokio::test]
async fn a_throwaway_cluster_is_deleted_when_stopped() {
    let postgres = LocalPostgres::throwaway().await.unwrap();
    assert_eq!(query(&postgres, DATABASE, "SHOW fsync").await, "off");
    let cluster = query(&postgres, DATABASE, "SHOW data_directory").await;
    postgres.stop().await.unwrap();
    assert!(!fs::exists(cluster).unwrap());
}
