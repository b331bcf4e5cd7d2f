//! Writing validated lines: added rows first, then the ledger's records, and changed rows last, because others wait for them.

use shahrak_domain::import::FileKind;
use shahrak_domain::ledger::Position;

use super::Staging;
use super::apply_ledger::{self, Prepared};
use super::decide::Decided;
use super::table::{self, StagingTable};
use super::table_spec::{self, RowTable};
use super::tables::{
    AnnouncementTable, BudgetTable, EventTable, InfrastructureTable, MethodologyTable, MetricTable,
    ParkTable, RateTable, TargetTable, UnitTable, target, write_announcements,
};
use super::validate_ledger::ValidatedLedger;
use crate::error::Result;
use crate::ledger::sums;

impl Staging {
    /// Writes what is validated. False if a line is refused now, because of what others have recorded meanwhile.
    ///
    /// # Errors
    /// An error that [may pass](crate::error::Error::may_pass) if the lines have to be validated again; any other
    /// [`Error`](crate::error::Error).
    pub async fn apply(&mut self) -> Result<bool> {
        if !self.decide_again().await? {
            return Ok(false);
        }
        table::drop_overlays(&self.session).await?;
        // The row that counts changes of reference data is locked last.
        table::run(&self.session, "SET LOCAL shahrak.reference = 'later'").await?;
        self.write_added().await?;
        let prepared = match &self.ledger {
            Some(ledger) => match apply_ledger::prepare(&self.session, ledger, self.actor()).await? {
                Some(prepared) => Some(prepared),
                None => {
                    table::mark_refused(&self.session, EventTable::TABLE).await?;
                    return Ok(false);
                }
            },
            None => None,
        };
        // From here on, rows are locked that others change.
        self.lock_versions(prepared.as_ref().map_or(Position::MAX, Prepared::end)).await?;
        self.write_changed().await?;
        self.write_ledger(prepared).await?;
        Ok(true)
    }

    /// Decides again about lines that depend on what single changes may have recorded meanwhile. From here on, such changes
    /// wait for the end of the import.
    async fn decide_again(&self) -> Result<bool> {
        Ok(self.decides_again::<RateTable>().await?
            & self.decides_again::<TargetTable>().await?
            & self.decides_again::<BudgetTable>().await?
            & self.decides_again::<MetricTable>().await?
            & self.decides_again::<AnnouncementTable>().await?)
    }

    async fn decides_again<T: Decided>(&self) -> Result<bool> {
        if !self.has(T::KIND) {
            return Ok(true);
        }
        table_spec::decide_again::<T>(&self.session, self.options.mode).await
    }

    async fn write_added(&self) -> Result<()> {
        let db = &self.session;
        table_spec::write_added::<ParkTable>(db, &table_spec::NOTHING).await?;
        if self.has(FileKind::Infrastructure) {
            table_spec::write_added::<InfrastructureTable>(db, &table_spec::NOTHING).await?;
        }
        let states = match self.ledger.as_ref().is_some_and(ValidatedLedger::is_large) {
            true => &apply_ledger::STATES,
            false => &table_spec::NOTHING,
        };
        table_spec::write_added::<UnitTable>(db, states).await
    }

    async fn lock_versions(&self, end: Position) -> Result<()> {
        let span = (self.head, end);
        if self.has(FileKind::Parks) {
            table_spec::lock_versions::<ParkTable>(&self.session, "park_id", span).await?;
        }
        if self.has(FileKind::Units) {
            table_spec::lock_versions::<UnitTable>(&self.session, "id", span).await?;
        }
        Ok(())
    }

    async fn write_changed(&self) -> Result<()> {
        let db = &self.session;
        table_spec::write_changed::<ParkTable>(db).await?;
        table_spec::write_changed::<UnitTable>(db).await?;
        if self.has(FileKind::Infrastructure) {
            table_spec::write_changed::<InfrastructureTable>(db).await?;
        }
        self.write::<RateTable>().await?;
        self.write::<MethodologyTable>().await?;
        self.write::<MetricTable>().await?;
        if self.has(FileKind::Announcements) {
            write_announcements(db).await?;
        }
        self.write::<BudgetTable>().await?;
        if self.changes::<ParkTable>().await?
            || self.changes::<InfrastructureTable>().await?
            || self.changes::<MetricTable>().await?
        {
            table::run(db, "SELECT reference_change()").await?;
        }
        Ok(())
    }

    async fn write<T: RowTable>(&self) -> Result<()> {
        if self.has(T::KIND) { table_spec::write::<T>(&self.session).await } else { Ok(()) }
    }

    /// Whether lines of a kind add or change rows.
    async fn changes<T: RowTable>(&self) -> Result<bool> {
        if !self.has(T::KIND) {
            return Ok(false);
        }
        let db = &self.session;
        Ok(table_spec::has::<T>(db, "added").await? || table_spec::has::<T>(db, "changed").await?)
    }

    /// Opens the ledger, until the commit: everything else is done by now.
    async fn write_ledger(&self, prepared: Option<Prepared>) -> Result<()> {
        let (db, actor) = (&self.session, self.actor());
        let prepared = prepared.filter(|_| !self.ledger.as_ref().is_some_and(ValidatedLedger::is_empty));
        let targets = self.has(FileKind::Targets) && table_spec::has::<TargetTable>(db, "added").await?;
        if prepared.is_none() && !targets {
            return Ok(());
        }
        let opened = sums::open(db).await?;
        let mut last = opened.last_position;
        if let Some(prepared) = prepared {
            last = apply_ledger::finish(db, &prepared, opened, actor).await?;
        }
        if targets {
            target::write(db, opened.moment, actor).await?;
        }
        opened.close(db, last).await
    }
}
