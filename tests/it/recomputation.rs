//! Reports of random registers compared with naive loops over their records.

use serde_json::json;
use shahrak_domain::day::Day;
use shahrak_persistence::fold::{Sizes, fold};
use shahrak_tests::register::Register;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use uuid::Uuid;

mod changes;
mod compare;
pub mod drill;
pub mod files;
pub mod generate;
mod monthly;
pub mod naive;
pub mod question;
pub mod random;
mod vintages;

use generate::World;
use question::{Question, Scope};
use random::Random;

/// The day of the register's fixed now.
pub const TODAY: &str = "2026-11-22";
/// The moment from which nothing prevents other thresholds; the next import adopts them.
const CLEARED: usize = 4;

/// Blocks as small as a test's register.
const SMALL: Sizes = Sizes { block: 60, fan: 3 };

#[tokio::test]
async fn every_figure_of_a_report_is_what_a_naive_recomputation_finds() {
    let seed = seed();
    let (register, world, moments) = recorded(seed, 300, 5).await;

    let mut random = Random::new(seed ^ 1);
    // Once as they are recorded, once folded, and once with blocks of moments, as many as a large register has.
    for folded in [None, Some(Sizes::default()), Some(SMALL)] {
        if let Some(sizes) = &folded {
            fold(register.database_url(), sizes).await.unwrap();
        }
        for _ in 0..60 {
            let question = Question::random(&mut random, moments.len());
            if let Err(difference) = question.check(&register, &world, &moments).await {
                panic!("SHAHRAK_TEST_SEED={seed}, folded: {folded:?}, {question:?}: {difference}");
            }
        }
    }
    for _ in 0..40 {
        let question = Question::random(&mut random, moments.len());
        if let Err(difference) = drill::check(&question, &register, &world, &moments).await {
            panic!("SHAHRAK_TEST_SEED={seed}, followed down, {question:?}: {difference}");
        }
    }
    for _ in 0..40 {
        let question = Question::random(&mut random, moments.len());
        let found = changes::check(&question, &mut random, &register, &world, &moments).await;
        if let Err(difference) = found {
            panic!("SHAHRAK_TEST_SEED={seed}, changes, {question:?}: {difference}");
        }
    }
    for _ in 0..60 {
        let question = Question::random(&mut random, moments.len());
        let found = vintages::check(&question, &mut random, &register, &world, &moments).await;
        if let Err(difference) = found {
            panic!("SHAHRAK_TEST_SEED={seed}, vintages, {question:?}: {difference}");
        }
    }
    for _ in 0..20 {
        if let Err(difference) = monthly::check(&mut random, &register, &world, &moments).await {
            panic!("SHAHRAK_TEST_SEED={seed}, monthly changes: {difference}");
        }
    }
    drill::check_units(&mut random, &register, &world, &moments).await;
}

#[tokio::test]
async fn a_wrong_sum_would_be_found() {
    let (register, world, moments) = recorded(1, 60, 2).await;
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    fold(register.database_url(), &SMALL).await.unwrap();
    // Present knowledge uses the sums, past knowledge subtracts blocks and deltas.
    for (table, known) in [("tally", None), ("tally_block_sum", Some(0)), ("tally_delta", Some(1))] {
        let question = Question { year: 1400, as_of: None, known, scope: Scope::Country, population: "ALL" };
        question.check(&register, &world, &moments).await.unwrap();
        let add = |jobs| format!("UPDATE {table} SET stock_jobs = stock_jobs + {jobs}");
        assert_ne!(connection.execute(AssertSqlSafe(add(1))).await.unwrap().rows_affected(), 0);
        assert!(question.check(&register, &world, &moments).await.is_err(), "{table}");
        connection.execute(AssertSqlSafe(add(-1))).await.unwrap();
        question.check(&register, &world, &moments).await.unwrap();
    }
}

#[tokio::test]
async fn a_wrong_status_would_be_found() {
    let (register, world, moments) = recorded(1, 60, 1).await;
    let question =
        Question { year: 1400, as_of: None, known: Some(1), scope: Scope::Country, population: "ALL" };
    drill::check(&question, &register, &world, &moments).await.unwrap();
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let wrong = "UPDATE unit_span SET status = 'semi_active' WHERE status = 'active'";
    assert_ne!(connection.execute(wrong).await.unwrap().rows_affected(), 0);
    assert!(drill::check(&question, &register, &world, &moments).await.is_err());
}

/// A register with the histories of this number of units, recorded at several moments by this number of imports.
pub async fn recorded(seed: u64, units: usize, imports: usize) -> (Register, World, Vec<String>) {
    eprintln!("SHAHRAK_TEST_SEED={seed}");
    let register = Register::new().await;
    let mut world = World::new(seed, units);
    // The first import restores two moments of the past.
    let mut moments = vec!["2025-01-01T00:00:00Z".to_owned(), "2025-09-01T12:00:00Z".to_owned()];
    world.record(0, 100, 6, Day::parse("2024-12-31").unwrap());
    world.record(1, 80, 4, Day::parse("2025-08-31").unwrap());
    for moment in 2..2 + imports {
        import(&register, &mut world, &moments, moment).await;
        let data = register.ask("{ report(year: 1399) { knownAt } }", json!({})).await;
        moments.push(data["report"]["knownAt"].as_str().unwrap().to_owned());
    }
    let records: usize = world.units.iter().map(|unit| unit.records.len()).sum();
    eprintln!("{records} records of {units} units at {} moments", moments.len());
    (register, world, moments)
}

/// Imports what is new at a moment. After the first one, sectors change, of units with and without new events. Then the
/// events that prevent other thresholds are voided, and an import that also changes sectors adopts them.
async fn import(register: &Register, world: &mut World, moments: &[String], moment: usize) {
    let today = Day::parse(TODAY).unwrap();
    match moment {
        2 => {
            world.record(moment, 90, 4, today);
            return files::import_first(register, world, moments).await;
        }
        CLEARED => world.clear_the_way(moment),
        _ => world.record(moment, 40, 4, today),
    }
    let adopted = moment == CLEARED + 1;
    if adopted {
        world.adopt();
    }
    let moved = if moment == CLEARED { Vec::new() } else { world.move_sectors(20) };
    files::import(register, world, moments, moment, &files::News { moved, adopted }).await;
}

/// The given seed, or a random one.
pub fn seed() -> u64 {
    let given = std::env::var("SHAHRAK_TEST_SEED").ok();
    given.map_or_else(|| u64::from(Uuid::new_v4().as_fields().0), |seed| seed.parse().unwrap())
}
