//! Settings of `shahrak token`.

use std::num::NonZeroU32;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_domain::day::{Day, DayError};

use super::{Database, Place};

/// Settings of `shahrak token`.
#[derive(Debug, Args)]
pub struct Token {
    /// What to do with tokens
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Make a token; the last line of the output is the token, which is shown this once
    Create(Create),
    /// List the tokens: whose they are, what they allow, until when, when they were last used
    List(List),
    /// Revoke a token from now on
    Revoke(Revoke),
}

/// Settings of `shahrak token create`.
#[derive(Debug, Args)]
pub struct Create {
    /// Whose token it is: a person or a system, by name; tokens of one name are one person's
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// What it allows
    #[arg(long, value_name = "ROLE", value_parser = roles())]
    pub role: RoleName,
    /// A province of a provincial officer, by its ISO code, such as IR-09; separated by commas if several
    #[arg(long = "province", value_name = "CODE", value_delimiter = ',')]
    pub provinces: Vec<String>,
    /// The organisation they act for; it is public beside what they record
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// How long it holds
    #[command(flatten)]
    pub end: End,
    /// Who and where
    #[command(flatten)]
    pub at: At,
}

/// How long a token holds.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct End {
    /// For how many days it holds; 365 unless told otherwise
    #[arg(long, value_name = "NUMBER")]
    pub expires_in_days: Option<NonZeroU32>,
    /// The last day on which it holds: 2027-11-22 or, in the Iranian calendar, 1406-09-01
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub expires_on: Option<Day>,
    /// Let it hold until it is revoked
    #[arg(long)]
    pub no_expiry: bool,
}

/// Settings of `shahrak token list`.
#[derive(Debug, Args)]
pub struct List {
    /// The database
    #[command(flatten)]
    pub database: Database,
    /// Where the register is kept
    #[command(flatten)]
    pub place: Place,
}

/// Settings of `shahrak token revoke`.
#[derive(Debug, Args)]
pub struct Revoke {
    /// The number of a token, as the list shows it, or a name, to revoke all tokens of that name
    #[arg(value_name = "ID|NAME")]
    pub which: String,
    /// Who and where
    #[command(flatten)]
    pub at: At,
}

/// Who changes tokens, in which register.
#[derive(Debug, Args)]
pub struct At {
    /// Who does it, as the audit trail records it
    #[arg(long, value_name = "NAME", env = "SHAHRAK_RECORDED_BY", default_value = "administrator")]
    pub recorded_by: String,
    /// The database
    #[command(flatten)]
    pub database: Database,
    /// Where the register is kept
    #[command(flatten)]
    pub place: Place,
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

fn day(text: &str) -> Result<Day, DayError> {
    Day::parse(text)?.in_register()
}
