//! `shahrak token`: creates, lists and revokes personal tokens.

use std::fmt::Write as _;
use std::time::Duration;

use chrono::{NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use graphql_http::clock;

use shahrak_domain::act::Act;
use shahrak_domain::actor::Role;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_messages::{Argument, Explain, message};
use shahrak_persistence::db::{Db, DbOptions};
use shahrak_persistence::page::PageRequest;
use shahrak_persistence::reference_cache::ReferenceCache;
use shahrak_persistence::token::{self as stored, BY_ID, Grant, Token, TokenId};

use super::print;
use crate::auth::new_token::{NewToken, NewTokenError};
use crate::auth::token::Secret;
use crate::config::database::DatabaseArgs;
use crate::config::place::PlaceArgs;
use crate::config::token::{Action, ActorArgs, CreateArgs, ExpiryArgs, ListArgs, RevokeArgs};
use crate::database::Database;
use crate::failure::Failure;
use crate::signals::Stop;

/// The default validity of a token.
const DEFAULT_VALIDITY: TimeDelta = TimeDelta::days(365);

/// The time limit of statements, and for a connection.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Runs the action.
pub async fn run(action: Action, stop: &Stop) -> Result<(), Failure> {
    match action {
        Action::Create(options) => {
            on_database(&options.at.database, &options.at.place, stop, async |db| create(&options, db).await)
                .await
        }
        Action::List(ListArgs { database, place }) => {
            on_database(&database, &place, stop, async |db| list(place.time_zone, db).await).await
        }
        Action::Revoke(options) => {
            on_database(&options.at.database, &options.at.place, stop, async |db| revoke(&options, db).await)
                .await
        }
    }
}

/// Runs `work` on the migrated database. A PostgreSQL that was not running before is stopped again.
async fn on_database(
    database: &DatabaseArgs,
    place: &PlaceArgs,
    stop: &Stop,
    work: impl AsyncFnOnce(&Db) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let database = Database::for_command(database).await?;
    let done = stop.unless_requested("stopped", async {
        database.prepare_if_new(place.time_zone).await?;
        let options = DbOptions {
            url: database.url().to_owned(),
            connections: 1,
            heavy: 1,
            writers: 1,
            control: 1,
            acquire_timeout: TIMEOUT,
            statement_timeout: TIMEOUT,
        };
        let db = Db::connect(&options).await?;
        let done = work(&db).await;
        db.close().await;
        done
    });
    let done = done.await;
    let stopped = database.stop().await;
    done.and(stopped)
}

async fn create(options: &CreateArgs, db: &Db) -> Result<(), Failure> {
    let (now, zone) = (clock::now(), options.at.place.time_zone);
    let requested = NewToken {
        name: options.name.clone(),
        organisation: options.organisation.clone(),
        role: options.role,
        provinces: options.provinces.clone(),
        expires_at: options.end.moment(now, zone)?,
    };
    let reference = ReferenceCache::load(db.clone()).await?.current();
    let grant = requested.validate(&reference.provinces, now).map_err(|wrong| mistakes(&wrong))?;
    let secret = Secret::generate().map_err(|error| Failure::System("random bytes", error))?;
    let tx = db.begin_control(&options.at.act("token create")).await?;
    let token = stored::add(&tx, &grant, &secret.hash()).await?;
    tx.commit().await?;
    let end = grant
        .expires_at
        .map_or("until it is revoked".to_owned(), |end| format!("until {}", local(end, zone)));
    print(&format!(
        "Token {} of {}, {end}.\nIt is shown only once: the register stores only its hash.\n\n{}",
        token.id,
        owner(&grant),
        secret.reveal(),
    ))
}

async fn list(zone: Tz, db: &Db) -> Result<(), Failure> {
    let all = PageRequest { size: u32::MAX, from_end: false, after: None, before: None };
    let tokens = stored::list(db, &BY_ID, &all).await?;
    let now = clock::now();
    let mut text = String::new();
    for (_, token) in &tokens.rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line(token, now, zone));
    }
    if text.is_empty() {
        text.push_str("There are no tokens.");
    }
    print(&text)
}

async fn revoke(options: &RevokeArgs, db: &Db) -> Result<(), Failure> {
    let (now, zone) = (clock::now(), options.at.place.time_zone);
    let which = options.which.trim();
    let tx = db.begin_control(&options.at.act("token revoke")).await?;
    let revoked = match which.parse::<TokenId>() {
        Ok(id) => stored::revoke(&tx, id, now).await?.into_iter().collect(),
        Err(_) => stored::revoke_named(&tx, which, now).await?,
    };
    tx.commit().await?;
    if revoked.is_empty() {
        return Err(Failure::Usage(message!("no-token-to-revoke", which)));
    }
    let lines: Vec<String> = revoked.iter().map(|token| line(token, now, zone)).collect();
    print(&lines.join("\n"))
}

/// All mistakes with their options.
fn mistakes(wrong: &[NewTokenError]) -> Failure {
    let option = |error: &NewTokenError| match error {
        NewTokenError::Name(_) => "--name",
        NewTokenError::Organisation(_) => "--organisation",
        NewTokenError::Role(_) | NewTokenError::Province(_) => "--province",
        NewTokenError::Expired => "--expires-on",
    };
    let wrong =
        wrong.iter().map(|error| message!("option-wrong", option = option(error), why = error.message()));
    Failure::Usage(message!("options-wrong", list = Argument::clauses(wrong)))
}

impl ActorArgs {
    fn act(&self, name: &str) -> Act {
        Act::on_command_line(&self.recorded_by, name)
    }
}

impl ExpiryArgs {
    /// The moment from which the token is no longer valid.
    fn moment(&self, now: Moment, zone: Tz) -> Result<Option<Moment>, Failure> {
        if self.no_expiry {
            return Ok(None);
        }
        if let Some(last) = self.expires_on {
            return Ok(Some(day_start(last.next(), zone)));
        }
        let span = self
            .expires_in_days
            .map_or(Some(DEFAULT_VALIDITY), |days| TimeDelta::try_days(days.get().into()));
        let end = span.and_then(|span| now.checked_add_signed(span));
        end.filter(|end| Day::new(end.date_naive()) <= Day::LAST)
            .map(Some)
            .ok_or_else(|| Failure::Usage(message!("too-many-days")))
    }
}

/// The first moment of a day in a time zone.
fn day_start(day: Day, zone: Tz) -> Moment {
    let midnight = day.date().and_time(NaiveTime::MIN);
    // If clocks are set forward at midnight, the day begins an hour later.
    let local = zone.from_local_datetime(&midnight).earliest();
    let local = local.or_else(|| zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest());
    local.map_or_else(|| midnight.and_utc(), |local| local.to_utc())
}

/// A line of the list: `3  active  Zahra Amini, provincial-officer of IR-09  until …  last used …`.
fn line(token: &Token, now: Moment, zone: Tz) -> String {
    let state = match token.revoked_at {
        Some(at) => format!("revoked {}", local(at, zone)),
        None if token.has_expired_at(now) => "expired".to_owned(),
        None => "active".to_owned(),
    };
    let end =
        token.grant.expires_at.map_or("no expiry".to_owned(), |end| format!("until {}", local(end, zone)));
    let used =
        token.last_used_at.map_or("never used".to_owned(), |at| format!("last used {}", local(at, zone)));
    let made = local(token.created_at, zone);
    format!("{}  {state}  {}  made {made}  {end}  {used}", token.id, owner(&token.grant))
}

/// The owner and the role of a token: `Zahra Amini (Parks company), provincial-officer of IR-09`.
fn owner(grant: &Grant) -> String {
    let organisation = grant.organisation.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    format!("{}{organisation}, {}", grant.name, describe(&grant.role))
}

fn describe(role: &Role) -> String {
    let name = role.name().code().replace('_', "-");
    match role.provinces() {
        Some(own) => format!("{name} of {}", own.iter().map(String::as_str).collect::<Vec<_>>().join(", ")),
        None => name,
    }
}

fn local(moment: Moment, zone: Tz) -> String {
    moment.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    #[track_caller]
    fn check(end: &ExpiryArgs, expected: Option<&str>) {
        let now: Moment = "2026-11-22T08:00:00Z".parse().unwrap();
        let moment = end.moment(now, chrono_tz::Asia::Tehran).unwrap();
        assert_eq!(moment, expected.map(|text| text.parse().unwrap()));
    }

    #[test]
    fn a_token_is_valid_for_a_year_by_default() {
        let end = || ExpiryArgs { expires_in_days: None, expires_on: None, no_expiry: false };
        let day = |text: &str| Some(Day::parse(text).unwrap());
        check(&end(), Some("2027-11-22T08:00:00Z"));
        check(&ExpiryArgs { expires_in_days: NonZeroU32::new(30), ..end() }, Some("2026-12-22T08:00:00Z"));
        // Until the end of that day in Tehran, which is three and a half hours ahead.
        check(&ExpiryArgs { expires_on: day("2026-12-31"), ..end() }, Some("2026-12-31T20:30:00Z"));
        check(&ExpiryArgs { expires_on: day("1405-10-10"), ..end() }, Some("2026-12-31T20:30:00Z"));
        check(&ExpiryArgs { no_expiry: true, ..end() }, None);
    }

    #[test]
    fn a_day_begins_by_local_time() {
        // On this day of 2021, clocks in Tehran were set forward from midnight to one.
        let day = Day::parse("2021-03-22").unwrap();
        assert_eq!(day_start(day, chrono_tz::Asia::Tehran).to_rfc3339(), "2021-03-21T20:30:00+00:00");
    }
}
