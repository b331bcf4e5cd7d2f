//! The place of the register.

use chrono_tz::{TZ_VARIANTS, Tz};
use clap::Args;

use shahrak_exchange::suggest::suggest;
use shahrak_messages::message;

use super::usage::WrongValue;

/// Options of the register's place.
#[derive(Debug, Args)]
#[command(next_help_heading = "Register")]
pub struct PlaceArgs {
    /// The time zone of the register: its midnight begins a day
    #[arg(long, value_name = "ZONE", env = "SHAHRAK_TIME_ZONE", default_value = "Asia/Tehran", value_parser = time_zone)]
    pub time_zone: Tz,
}

fn time_zone(text: &str) -> Result<Tz, WrongValue> {
    text.parse().map_err(|_| {
        let meant = suggest(text, TZ_VARIANTS.iter().map(|zone| zone.name()));
        WrongValue::new(message!("time-zone-wrong", near = meant.unwrap_or("Asia/Tehran")))
    })
}
