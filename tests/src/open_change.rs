//! Changes whose transactions stay open, with all of their locks, until the test lets them commit.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test whose change is not held has failed")]

use std::time::Duration;

use sqlx::{Connection, Executor, PgConnection, raw_sql};
use tokio::time::{sleep, timeout};

/// Keeps the changes of one actor from committing: each waits at the end of its transaction.
pub struct OpenChanges(PgConnection);

/// The time limit for a change to reach its end.
const LONG: Duration = Duration::from_secs(20);

impl OpenChanges {
    /// From now on, the changes of the actor with this name stay open.
    pub async fn of(url: &str, actor: &str) -> OpenChanges {
        let mut connection = PgConnection::connect(url).await.unwrap();
        // Deferred triggers run first when a transaction commits. Every change has an entry in the audit trail.
        let set_up = "
            CREATE TABLE held_actor (who text);
            CREATE FUNCTION stay_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                WHILE EXISTS (SELECT FROM held_actor AS h WHERE h.who = new.who) LOOP
                    PERFORM pg_sleep(0.02);
                END LOOP;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER stays_open AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION stay_open()";
        connection.execute(raw_sql(set_up)).await.unwrap();
        let mut changes = OpenChanges(connection);
        changes.hold(actor).await;
        changes
    }

    /// Holds the next changes of an actor.
    pub async fn hold(&mut self, actor: &str) {
        sqlx::query("INSERT INTO held_actor VALUES ($1)").bind(actor).execute(&mut self.0).await.unwrap();
    }

    /// Waits until a change is open: it has taken all of its locks.
    pub async fn reached(&mut self) {
        let open =
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
        let reached = async {
            while self.0.fetch_optional(open).await.unwrap().is_none() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(LONG, reached).await.expect("the change reaches its end");
    }

    /// Lets all of them commit.
    pub async fn release(&mut self) {
        self.0.execute("DELETE FROM held_actor").await.unwrap();
    }
}
