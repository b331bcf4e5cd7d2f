//! Settings of `shahrak token`.

use std::num::NonZeroU32;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;

use super::database::DatabaseArgs;
use super::place::PlaceArgs;
use super::usage::WrongValue;

/// Settings of `shahrak token`.
#[derive(Debug, Args)]
pub struct TokenArgs {
    /// The action
    #[command(subcommand)]
    pub action: TokenCommand,
}

/// The actions of `shahrak token`.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Create a token; it is the last line of the output, and is shown only once
    Create(CreateArgs),
    /// List the tokens with owner, role, expiry and last use
    List(ListArgs),
    /// Revoke a token
    Revoke(RevokeArgs),
}

/// Settings of `shahrak token create`.
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// The name of the person or system, for the audit trail. Imports and idempotency keys belong to the token, not to the name
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// The role
    #[arg(long, value_name = "ROLE", value_parser = roles())]
    pub role: RoleName,
    /// A province of a provincial officer, by its ISO code, such as IR-09; separated by commas if several
    #[arg(long = "province", value_name = "CODE", value_delimiter = ',')]
    pub provinces: Vec<String>,
    /// The organisation for which they act; shown publicly with what they record
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// The validity
    #[command(flatten)]
    pub end: ExpiryArgs,
    /// The actor and the register
    #[command(flatten)]
    pub at: ActorArgs,
}

/// The validity of a token.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct ExpiryArgs {
    /// The number of days for which it is valid; 365 by default
    #[arg(long, value_name = "NUMBER")]
    pub expires_in_days: Option<NonZeroU32>,
    /// The last day on which it is valid: 2027-11-22 or, in the Iranian calendar, 1406-09-01
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub expires_on: Option<Day>,
    /// Keep it valid until it is revoked
    #[arg(long)]
    pub no_expiry: bool,
}

/// Settings of `shahrak token list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The place of the register
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Settings of `shahrak token revoke`.
#[derive(Debug, Args)]
pub struct RevokeArgs {
    /// The number of a token from the list, or a name, to revoke all tokens of that name
    #[arg(value_name = "ID|NAME")]
    pub which: String,
    /// The actor and the register
    #[command(flatten)]
    pub at: ActorArgs,
}

/// Who changes tokens in which register.
#[derive(Debug, Args)]
pub struct ActorArgs {
    /// Your name, which the audit trail records
    #[arg(long, value_name = "NAME", env = "SHAHRAK_RECORDED_BY", default_value = "administrator")]
    pub recorded_by: String,
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The place of the register
    #[command(flatten)]
    pub place: PlaceArgs,
}

fn roles() -> impl TypedValueParser<Value = RoleName> {
    let roles = [
        ("provincial-officer", "Edits parks, units and events of its provinces"),
        ("national-officer", "Edits those of the whole country, and targets, budgets and announcements"),
        ("auditor", "Reads everything, including the audit trail, and changes nothing"),
        ("administrator", "Also manages tokens, methodologies and rates"),
    ];
    let roles = roles.map(|(name, help)| PossibleValue::new(name).help(help));
    PossibleValuesParser::new(roles).try_map(|name| RoleName::parse(&name.replace('-', "_")))
}

fn day(text: &str) -> Result<Day, WrongValue> {
    Day::parse(text).and_then(Day::in_register).map_err(|error| WrongValue::of(&error))
}
