//! Writing validated lines: added rows first, then the ledger's records, and changed rows last, because others wait for them.

use shahrak_domain::import::FileKind;
use shahrak_domain::ledger::Position;

use super::apply_ledger::{self, Prepared};
use super::decide::{self, Decided};
use super::table::{self, StagingTable};
use super::table_spec::{self, RowTable};
use super::tables::{
    AnnouncementTable, BudgetTable, EventTable, FigureDecisionTable, InfrastructureTable, MethodologyTable,
    MetricTable, ParkTable, RateTable, SupportCaseTable, TargetTable, UnitTable, announcement, budget,
    figure_decision, support_case, target,
};
use super::validate_ledger::ValidatedLedger;
use super::{Staging, earlier_moments, overlay};
use crate::error::{Error, Result};
use crate::ledger::sums;
use crate::sql::Sql;

impl Staging {
    /// Writes what is validated. False if a line is refused now, because of what others have recorded meanwhile.
    ///
    /// # Errors
    /// An error that [may pass](crate::error::Error::may_pass) if the lines have to be validated again; any other
    /// [`Error`].
    pub async fn apply(&mut self) -> Result<bool> {
        overlay::drop(&self.session).await?;
        self.write_added().await?;
        self.prepared = match &self.ledger {
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
        let end = self.prepared.as_ref().map_or(Position::MAX, Prepared::end);
        if !self.lock_versions(end).await? || !self.decide_again().await? {
            return Ok(false);
        }
        self.write_changed().await?;
        self.write_earlier_moments().await?;
        Ok(true)
    }

    /// Decides again about lines that depend on what single changes may have recorded meanwhile. From here on, such changes
    /// wait for the end of the import.
    async fn decide_again(&self) -> Result<bool> {
        Ok(self.decides_again::<RateTable>().await?
            & self.decides_again::<TargetTable>().await?
            & self.decides_again::<BudgetTable>().await?
            & self.decides_again::<MetricTable>().await?
            & self.decides_again::<AnnouncementTable>().await?
            & self.decides_again::<FigureDecisionTable>().await?
            & self.decides_again_about_cases().await?)
    }

    async fn decides_again_about_cases(&self) -> Result<bool> {
        if self.has(FileKind::SupportCases) {
            support_case::decide_again(&self.session).await
        } else {
            Ok(true)
        }
    }

    async fn decides_again<T: Decided>(&self) -> Result<bool> {
        if !self.has(T::KIND) {
            return Ok(true);
        }
        decide::decide_again::<T>(&self.session, self.options.mode).await
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

    /// Locks the parks and units that the files change. False if a line is refused now.
    async fn lock_versions(&self, end: Position) -> Result<bool> {
        let (db, mode, span) = (&self.session, self.options.mode, (self.head, end));
        let mut valid = true;
        if self.has(FileKind::Parks) && table_spec::lock_versions::<ParkTable>(db, "park_id", span).await? {
            valid &= decide::decide_about_overtaken::<ParkTable>(db, mode, &["province_id"]).await?;
        }
        if self.has(FileKind::Units) && table_spec::lock_versions::<UnitTable>(db, "id", span).await? {
            self.check_rederived().await?;
            let sums = ["province_id", "park_id", "sector"];
            valid &= decide::decide_about_overtaken::<UnitTable>(db, mode, &sums).await?;
        }
        Ok(valid)
    }

    /// Units whose sums move to another sector are validated again if others have changed them.
    async fn check_rederived(&self) -> Result<()> {
        let sql = "SELECT EXISTS (SELECT FROM rederived WHERE unit_id IN (SELECT id FROM overtaken_unit))";
        match Sql::new(sql).value(&self.session).await? {
            true => Err(Error::Conflict("a unit was changed while its sector was validated".to_owned())),
            false => Ok(()),
        }
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
        self.write::<MetricTable>().await
    }

    async fn write_earlier_moments(&self) -> Result<()> {
        if self.has(FileKind::Targets) {
            earlier_moments::of_targets(&self.session).await?;
        }
        if self.has(FileKind::Announcements) {
            earlier_moments::of_figures(&self.session).await?;
        }
        Ok(())
    }

    async fn write<T: RowTable>(&self) -> Result<()> {
        if self.has(T::KIND) { table_spec::write::<T>(&self.session).await } else { Ok(()) }
    }

    /// Opens the ledger, until the commit: everything else is done by now.
    ///
    /// # Errors
    /// As [`Staging::apply`].
    pub async fn record(&mut self) -> Result<()> {
        let prepared = self.prepared.take();
        let (db, actor) = (&self.session, self.actor());
        let prepared = prepared.filter(|_| !self.ledger.as_ref().is_some_and(ValidatedLedger::is_empty));
        let targets = self.has(FileKind::Targets) && table_spec::has::<TargetTable>(db, "added").await?;
        let budgets = self.has(FileKind::Budgets) && table_spec::has::<BudgetTable>(db, "added").await?;
        let figures =
            self.has(FileKind::Announcements) && table_spec::has::<AnnouncementTable>(db, "added").await?;
        let decisions = self.has(FileKind::FigureDecisions)
            && table_spec::has::<FigureDecisionTable>(db, "added").await?;
        let cases =
            self.has(FileKind::SupportCases) && table_spec::has::<SupportCaseTable>(db, "added").await?;
        if prepared.is_none() && !targets && !budgets && !figures && !decisions && !cases {
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
        if budgets {
            budget::write(db, opened.moment, actor).await?;
        }
        if figures {
            announcement::write(db, opened.moment, actor).await?;
        }
        if decisions {
            figure_decision::write(db, opened.moment, actor).await?;
        }
        if cases {
            support_case::write(db, opened.moment, actor).await?;
        }
        opened.close(db, last).await
    }
}
