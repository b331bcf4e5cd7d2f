//! The steps of an import: kind by kind its lines are read, staged, judged and landed.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use shahrak_domain::actor::Actor;
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;
use shahrak_exchange::file::FileKind;
use shahrak_exchange::reader::Context;
use shahrak_exchange::report::ImportReport;
use shahrak_exchange::row::{
    AnnouncementRow, BudgetRow, EventRow, InfrastructureRow, IsicDivisionRow, MethodologyRow, ParkRow,
    ProvinceRow, RateRow, TargetRow, UnitRow, YearRow,
};
use sqlx::FromRow;
use sqlx::postgres::PgConnection;

use super::decide::Decided;
use super::judge::Thresholds;
use super::kind::{self, announcement, budget, park, rate, reference, target, unit};
use super::plan::{self, Plan};
use super::staged::{self, Staged};
use super::{
    ImportFile, ImportOptions, Mode, Progress, event, forbidden, judge, land, methodology_rules, park_rules,
};
use crate::error::Result;
use crate::methodology;

/// Files on their way into the register.
pub(super) struct Import<'a> {
    pub(super) options: &'a ImportOptions,
    pub(super) mode: Mode,
    /// What the files hold.
    pub(super) kinds: Vec<FileKind>,
    pub(super) report: ImportReport,
    pub(super) progress: &'a mut (dyn FnMut(Progress<'_>) + Send),
    /// What the readers have to know; none until the provinces are there.
    pub(super) context: Option<Arc<Context>>,
    /// Whether the ledger gets records, or what follows from it is derived anew.
    pub(super) events: bool,
}

impl Import<'_> {
    /// Reads, stages and judges the files, kind by kind. What later kinds name lands at once.
    pub(super) async fn read_all(
        &mut self,
        connection: &mut PgConnection,
        files: Vec<ImportFile>,
    ) -> Result<()> {
        staged::prepare(connection, self.mode == Mode::Act).await?;
        Self::lock(self.mode, self.options.dry_run, connection).await?;
        let mut files: Vec<(usize, ImportFile)> = files.into_iter().enumerate().collect();
        files.retain(|(_, file)| match forbidden::file(file, &self.options.act) {
            Some(refusal) => {
                self.report.refuse(refusal);
                false
            }
            None => true,
        });
        if let Some((_, file)) = files.first() {
            (self.progress)(Progress { file: &file.name, bytes: 0, size: file.size });
        }
        self.rows::<ProvinceRow>(connection, &mut files, &reference::PROVINCES).await?;
        self.rows::<YearRow>(connection, &mut files, &reference::YEARS).await?;
        self.rows::<IsicDivisionRow>(connection, &mut files, &reference::ISIC_DIVISIONS).await?;
        self.decided::<RateRow>(connection, &mut files, &rate::RATES).await?;
        let before = methodology::all_on(&mut *connection).await?;
        self.methodologies(connection, &mut files).await?;
        self.parks(connection, &mut files).await?;
        self.rows::<InfrastructureRow>(connection, &mut files, &park::INFRASTRUCTURE).await?;
        self.units(connection, &mut files).await?;
        self.events(connection, &mut files, before).await?;
        self.targets(connection, &mut files).await?;
        self.announcements(connection, &mut files).await?;
        self.decided::<BudgetRow>(connection, &mut files, &budget::BUDGETS).await?;
        staged::report_refused(connection, &mut self.report).await
    }

    /// Waits for its turn. One import at a time: what it was judged against stays as it is until its end.
    /// What is only tried waits for nobody.
    async fn lock(mode: Mode, dry_run: bool, connection: &mut PgConnection) -> Result<()> {
        if mode == Mode::Act || dry_run {
            return Ok(());
        }
        let free: bool = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock(1399, 3)")
            .fetch_one(&mut *connection)
            .await?;
        if !free {
            tracing::info!("waiting for an import that is under way");
            staged::run(connection, "SELECT pg_advisory_xact_lock(1399, 3)").await?;
        }
        if mode == Mode::Ship {
            return Ok(());
        }
        // Autovacuum would note that these are empty while their new rows are not committed, and Postgres would plan by it.
        staged::run(connection, "LOCK TABLE unit, unit_event, unit_span IN SHARE UPDATE EXCLUSIVE MODE").await
    }

    /// Whether nothing is done for a kind: an act is quick because it does nothing for those that it does not touch.
    fn passes_over(&self, kind: FileKind) -> bool {
        let touched = |other: &FileKind| match kind {
            // What is derived from events is derived anew for these.
            FileKind::Events => {
                matches!(other, FileKind::Methodologies | FileKind::Units | FileKind::Events)
            }
            _ => *other == kind,
        };
        self.mode == Mode::Act && !self.kinds.iter().any(touched)
    }

    /// Stages the files of one kind.
    async fn stage<T: Staged>(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
    ) -> Result<()> {
        staged::create::<T>(connection).await?;
        let (own, others) = std::mem::take(files).into_iter().partition(|(_, file)| file.kind == T::KIND);
        *files = others;
        for (place, file) in own {
            let context = self.context(connection).await?;
            staged::stage::<T>(connection, file, place, &context, &mut self.report, self.progress).await?;
        }
        Ok(())
    }

    async fn judged<T: Staged>(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
        plan: &Plan,
    ) -> Result<()> {
        if self.passes_over(T::KIND) {
            return Ok(());
        }
        self.stage::<T>(connection, files).await?;
        plan::judge::<T>(connection, plan, self.mode, self.who()).await?;
        staged::count(connection, T::TABLE, &mut self.report).await
    }

    /// Stages the files of a kind and has the domain decide upon their lines.
    async fn decide<T: Decided>(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
        plan: &Plan,
    ) -> Result<()> {
        self.stage::<T>(connection, files).await?;
        plan::decide::<T>(connection, plan, self.mode, self.who()).await?;
        staged::count(connection, T::TABLE, &mut self.report).await
    }

    /// The same, and writes the lines.
    async fn decided<T: Decided>(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
        plan: &Plan,
    ) -> Result<()> {
        if self.passes_over(T::KIND) {
            return Ok(());
        }
        self.decide::<T>(connection, files, plan).await?;
        plan::land::<T>(connection, plan).await
    }

    async fn rows<T: Staged>(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
        plan: &Plan,
    ) -> Result<()> {
        if self.passes_over(T::KIND) {
            return Ok(());
        }
        self.judged::<T>(connection, files, plan).await?;
        plan::land::<T>(connection, plan).await?;
        if T::KIND == FileKind::Provinces {
            self.context = None;
        }
        Ok(())
    }

    /// Judges revisions of targets; they land with the ledger.
    async fn targets(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
    ) -> Result<()> {
        if self.passes_over(FileKind::Targets) {
            return Ok(());
        }
        self.decide::<TargetRow>(connection, files, &target::TARGETS).await
    }

    async fn announcements(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
    ) -> Result<()> {
        if self.passes_over(FileKind::Announcements) {
            return Ok(());
        }
        self.decide::<AnnouncementRow>(connection, files, &announcement::ANNOUNCEMENTS).await?;
        announcement::land(connection).await
    }

    /// Adopts methodologies. No event that holds meets other thresholds by that, but one that was corrected may:
    /// what was known of its unit in the past is derived anew.
    async fn methodologies(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
    ) -> Result<()> {
        if self.passes_over(FileKind::Methodologies) {
            return Ok(());
        }
        self.stage::<MethodologyRow>(connection, files).await?;
        plan::decide::<MethodologyRow>(connection, &kind::methodology::METHODOLOGIES, self.mode, self.who())
            .await?;
        if !plan::has::<MethodologyRow>(connection, "added").await? {
            return staged::count(connection, MethodologyRow::TABLE, &mut self.report).await;
        }
        methodology_rules::check(connection).await?;
        staged::count(connection, MethodologyRow::TABLE, &mut self.report).await?;
        plan::land::<MethodologyRow>(connection, &kind::methodology::METHODOLOGIES).await?;
        staged::run(
            connection,
            "INSERT INTO rederived
             SELECT DISTINCT u.id AS unit_id, u.sector AS old_sector FROM unit AS u JOIN unit_event AS e ON e.unit_id = u.id
             WHERE e.kind IN ('capacity_reported', 'capacity_raised')
                AND e.occurred_on >= (SELECT min(valid_from) FROM staged_methodology WHERE fate = 'added')",
        )
        .await
    }

    async fn parks(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
    ) -> Result<()> {
        if self.passes_over(FileKind::Parks) {
            return Ok(());
        }
        self.stage::<ParkRow>(connection, files).await?;
        plan::judge::<ParkRow>(connection, &park::PARKS, self.mode, self.who()).await?;
        park_rules::check(connection).await?;
        staged::keep_refused::<ParkRow>(connection, "park").await?;
        staged::count(connection, ParkRow::TABLE, &mut self.report).await?;
        plan::land::<ParkRow>(connection, &park::PARKS).await
    }

    async fn units(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
    ) -> Result<()> {
        if self.passes_over(FileKind::Units) {
            return Ok(());
        }
        self.judged::<UnitRow>(connection, files, &unit::UNITS).await?;
        staged::keep_refused::<UnitRow>(connection, "unit").await?;
        // Units whose counts move to another sector with them.
        staged::run(
            connection,
            "INSERT INTO rederived (unit_id, old_sector)
             SELECT t.id, t.sector FROM staged_unit AS s JOIN unit AS t ON t.code = s.code
             WHERE s.fate = 'changed' AND s.sector IS DISTINCT FROM t.sector ON CONFLICT DO NOTHING",
        )
        .await?;
        plan::land::<UnitRow>(connection, &unit::UNITS).await
    }

    async fn events(
        &mut self,
        connection: &mut PgConnection,
        files: &mut Vec<(usize, ImportFile)>,
        before: Methodologies,
    ) -> Result<()> {
        if self.passes_over(FileKind::Events) {
            return Ok(());
        }
        self.stage::<EventRow>(connection, files).await?;
        self.events =
            sqlx::query_scalar("SELECT EXISTS (SELECT FROM staged_event) OR EXISTS (SELECT FROM rederived)")
                .fetch_one(&mut *connection)
                .await?;
        if !self.events {
            return Ok(());
        }
        if self.mode == Mode::Act {
            // Postgres takes a new table for a large one, and would read all spans for one unit.
            staged::run(connection, "ANALYZE rederived").await?;
        }
        let last: i64 =
            sqlx::query_scalar("SELECT position FROM ledger_head").fetch_one(&mut *connection).await?;
        event::resolve(connection, last, self.options).await?;
        let thresholds = Thresholds { before, now: methodology::all_on(&mut *connection).await? };
        judge::judge(connection, &thresholds, self.progress).await?;
        staged::count(connection, EventRow::TABLE, &mut self.report).await
    }

    /// Records what was judged, at one moment: the ledger is open from here to the commit.
    pub(super) async fn land(&mut self, connection: &mut PgConnection) -> Result<()> {
        let targets = !self.passes_over(FileKind::Targets);
        if self.mode == Mode::Act && !self.events && !targets {
            return Ok(());
        }
        let opened: Opened =
            sqlx::query_as("SELECT * FROM ledger_open()").fetch_one(&mut *connection).await?;
        let recorder = &self.options.act.actor;
        if self.events {
            land::land(connection, opened.moment, recorder).await?;
        }
        if targets {
            target::land(connection, opened.moment, recorder).await?;
        }
        let last = if self.events { last_added(connection).await? } else { None };
        if last.is_some() || targets && plan::has::<TargetRow>(connection, "added").await? {
            sqlx::query("SELECT ledger_close($1, $2)")
                .bind(last)
                .bind(opened.moment)
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    fn who(&self) -> &Actor {
        &self.options.act.actor
    }

    async fn context(&mut self, connection: &mut PgConnection) -> Result<Arc<Context>> {
        if let Some(context) = &self.context {
            return Ok(Arc::clone(context));
        }
        let provinces: Vec<Province> = crate::snapshot::provinces_on(connection).await?;
        // What the import itself records gets a moment of the database's clock; a past restored lies before it.
        let clock: Moment = sqlx::query_scalar("SELECT clock_timestamp()").fetch_one(connection).await?;
        let now = self.options.now.min(clock);
        let context = Arc::new(Context { today: self.options.today, now, provinces });
        self.context = Some(Arc::clone(&context));
        Ok(context)
    }
}

/// The last position that the ledger gets; none where it gets no records.
async fn last_added(connection: &mut PgConnection) -> Result<Option<i64>> {
    let last = "SELECT max(position) FROM staged_event WHERE fate = 'added'";
    Ok(sqlx::query_scalar(last).fetch_one(connection).await?)
}

#[derive(FromRow)]
struct Opened {
    moment: DateTime<Utc>,
}
