//! Moving a unit to another sector: its sums move too, at all moments.

use shahrak_domain::activity::Sector;
use shahrak_domain::tally;

use super::records;
use super::sums::{self, CountedPlace, Deltas};
use crate::error::{Error, Result};
use crate::methodology;
use crate::tx::Tx;
use crate::unit::Row;
use crate::unit_sector::{UNKNOWN_SECTOR, sector_number};

/// Moves the sums of a locked unit from its sector to another one. The ledger is open from here to the end of the
/// transaction.
pub async fn move_sector(tx: &mut Tx, unit: &Row, to: Option<Sector>) -> Result<()> {
    let row = &unit.unit;
    let (records, _) = records(tx, row.id).await?;
    if records.is_empty() {
        return Ok(());
    }
    let methodologies = methodology::all(tx).await?;
    let changes = tally::changes(&[], &records, &methodologies)
        .map_err(|error| Error::decode(format!("unit {}: {error:?}", row.id)))?;
    let site = |sector: Option<i16>| CountedPlace {
        province_id: row.province_id,
        park_id: row.park_id,
        sector: sector.unwrap_or(UNKNOWN_SECTOR),
    };
    let (from, to) = (site(row.sector), site(to.map(sector_number)));
    let opened = sums::open(tx).await?;
    let mut deltas = Deltas::default();
    deltas.push(from, &changes, -1, opened.moment);
    deltas.push(to, &changes, 1, opened.moment);
    deltas.close(tx, opened).await
}
