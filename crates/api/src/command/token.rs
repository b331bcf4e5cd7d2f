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
use shahrak_messages::{Argument, Explain, Language, Message, message};
use shahrak_persistence::db::{Db, DbOptions};
use shahrak_persistence::page::PageRequest;
use shahrak_persistence::reference_cache::ReferenceCache;
use shahrak_persistence::token::{self as stored, BY_ID, Grant, Token, TokenId};

use super::print;
use crate::auth::new_token::{NewToken, NewTokenError};
use crate::auth::token::Secret;
use crate::config::database::DatabaseArgs;
use crate::config::place::PlaceArgs;
use crate::config::token::{ActorArgs, CreateArgs, ExpiryArgs, ListArgs, RevokeArgs, TokenCommand};
use crate::database::Database;
use crate::failure::Failure;
use crate::signals::Stop;

/// The default validity of a token.
const DEFAULT_VALIDITY: TimeDelta = TimeDelta::days(365);

/// The time limit of statements, and for a connection.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Runs the action.
pub async fn run(action: TokenCommand, language: Language, stop: &Stop) -> Result<(), Failure> {
    match action {
        TokenCommand::Create(options) => {
            on_database(&options.at.database, &options.at.place, stop, async |db| {
                create(&options, language, db).await
            })
            .await
        }
        TokenCommand::List(ListArgs { database, place }) => {
            on_database(&database, &place, stop, async |db| list(place.time_zone, language, db).await).await
        }
        TokenCommand::Revoke(options) => {
            on_database(&options.at.database, &options.at.place, stop, async |db| {
                revoke(&options, language, db).await
            })
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
    let action = Box::pin(async {
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
    let done = stop.unless_requested(message!("stopped"), action).await;
    let stopped = database.stop().await;
    done.and(stopped)
}

async fn create(options: &CreateArgs, language: Language, db: &Db) -> Result<(), Failure> {
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
    let secret =
        Secret::generate().map_err(|error| Failure::System(message!("system-refuses-random"), error))?;
    let tx = db.begin_control(&options.at.act("token create")).await?;
    let token = stored::add(&tx, &grant, &secret.hash()).await?;
    tx.commit().await?;
    let end = grant.expires_at.map_or(message!("token-until-revoked"), |end| until(end, zone));
    let id = Argument::number(token.id);
    let created = message!("token-created", id, owner = owner(&grant), end).text(language);
    print(&format!("{created}\n{}\n\n{}", message!("token-shown-once").text(language), secret.reveal()))
}

async fn list(zone: Tz, language: Language, db: &Db) -> Result<(), Failure> {
    let all = PageRequest { size: u32::MAX, from_end: false, after: None, before: None };
    let tokens = stored::list(db, &BY_ID, &all).await?;
    let now = clock::now();
    let mut text = String::new();
    for (_, token) in &tokens.rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line(token, now, zone, language));
    }
    if text.is_empty() {
        text = message!("tokens-none").text(language);
    }
    print(&text)
}

async fn revoke(options: &RevokeArgs, language: Language, db: &Db) -> Result<(), Failure> {
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
    let lines: Vec<String> = revoked.iter().map(|token| line(token, now, zone, language)).collect();
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
fn line(token: &Token, now: Moment, zone: Tz, language: Language) -> String {
    let state = match token.revoked_at {
        Some(at) => message!("token-state-revoked", moment = local(at, zone)),
        None if token.has_expired_at(now) => message!("token-state-expired"),
        None => message!("token-state-active"),
    };
    let end = token.grant.expires_at.map_or(message!("token-no-expiry"), |end| until(end, zone));
    let used = token
        .last_used_at
        .map_or(message!("token-never-used"), |at| message!("token-last-used", moment = local(at, zone)));
    let made = message!("token-made", moment = local(token.created_at, zone));
    let [state, owner, made, end, used] =
        [state, owner(&token.grant), made, end, used].map(|part| part.text(language));
    format!("{}  {state}  {owner}  {made}  {end}  {used}", token.id)
}

fn until(end: Moment, zone: Tz) -> Message {
    message!("token-until", moment = local(end, zone))
}

/// The owner and the role of a token: `Zahra Amini (Parks company), provincial-officer of IR-09`.
fn owner(grant: &Grant) -> Message {
    let (name, role) = (&grant.name, describe(&grant.role));
    match &grant.organisation {
        Some(organisation) => message!("token-owner-of", name, organisation, role),
        None => message!("token-owner", name, role),
    }
}

fn describe(role: &Role) -> Message {
    let name = role.name().label();
    match role.provinces() {
        Some(own) => message!("role-in", role = name, provinces = Argument::list(own)),
        None => name,
    }
}

fn local(moment: Moment, zone: Tz) -> Message {
    let local = moment.with_timezone(&zone);
    message!("day-and-time", day = local.date_naive(), time = Argument::number(local.format("%H:%M")))
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
