//! Sectors as the tables number them.

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;

/// The number of units whose sector is not known; in `unit` these have none.
pub const UNKNOWN_SECTOR: i16 = 9;

/// The number of a sector in `unit` and `tally`: 1 to 8, in the order of the domain.
pub fn sector_number(sector: Sector) -> i16 {
    let place = Sector::ALL.iter().position(|known| *known == sector).unwrap_or_default();
    i16::try_from(place + 1).unwrap_or_default()
}

/// The sector with this number; none for [`UNKNOWN_SECTOR`].
pub fn sector_of(number: i16) -> Option<Sector> {
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    Sector::ALL.get(place).copied()
}
