//! The steps of an import: kind by kind its lines are read, staged and judged; then all of them land.

use std::collections::HashMap;
use std::sync::Arc;

use shahrak_domain::actor::Actor;
use shahrak_domain::import::ImportReport;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;
use shahrak_exchange::reader::Context;
use shahrak_exchange::row::{
    AnnouncementRow, BudgetRow, EventRow, InfrastructureRow, IsicDivisionRow, MethodologyRow, ParkRow,
    ProvinceRow, RateRow, TargetRow, UnitRow, YearRow,
};
use shahrak_exchange::workbook::SheetColumns;

use super::decide::Decided;
use super::judge::{Judged, Thresholds};
use super::kind::{self, announcement, budget, infrastructure, park, rate, reference, target, unit};
use super::land::Landing;
use super::plan::{self, Plan};
use super::staged::{self, Staged};
use super::{
    ImportFile, ImportOptions, Mode, Progress, dropped, event, forbidden, judge, land, methodology_rules,
};
use crate::connection::On;
use crate::error::Result;
use crate::ledger::sums;
use crate::methodology;
use crate::province;
use crate::sql::Sql;

/// Files on their way into the register.
pub(super) struct Import<'a> {
    pub(super) options: &'a ImportOptions,
    pub(super) mode: Mode,
    pub(super) report: ImportReport,
    /// Of workbooks by name: where their columns are, from which refusals and warnings name cells.
    pub(super) sheets: HashMap<String, SheetColumns>,
    pub(super) progress: &'a mut (dyn FnMut(Progress<'_>) + Send),
    /// What the readers have to know; none until the provinces are there.
    pub(super) context: Option<Arc<Context>>,
    /// The end of the ledger before anything was judged: what is recorded later may concern it.
    pub(super) head: Position,
    /// What the ledger gets, or what is derived again from it; none without either.
    pub(super) judged: Option<Judged>,
}

/// Files that were not staged yet, with their places in the report.
type Files = Vec<(usize, ImportFile)>;

impl Import<'_> {
    /// Reads and stages the files, kind by kind. Nothing but tables of the import itself is written, and nothing of the
    /// register is locked: whoever changes it meanwhile does not wait.
    pub(super) async fn stage_all(&mut self, db: &On<'_>, files: Vec<ImportFile>) -> Result<()> {
        staged::prepare(db).await?;
        let mut files: Files = files.into_iter().enumerate().collect();
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
        self.reference::<ProvinceRow>(db, &mut files, &reference::PROVINCES).await?;
        self.reference::<YearRow>(db, &mut files, &reference::YEARS).await?;
        self.reference::<IsicDivisionRow>(db, &mut files, &reference::ISIC_DIVISIONS).await?;
        self.stage::<RateRow>(db, &mut files).await?;
        self.stage::<MethodologyRow>(db, &mut files).await?;
        self.fill::<ParkRow>(db, &mut files).await?;
        self.stage::<InfrastructureRow>(db, &mut files).await?;
        self.fill::<UnitRow>(db, &mut files).await?;
        self.stage::<EventRow>(db, &mut files).await?;
        self.stage::<TargetRow>(db, &mut files).await?;
        self.stage::<AnnouncementRow>(db, &mut files).await?;
        self.stage::<BudgetRow>(db, &mut files).await
    }

    /// Judges what is staged, kind by kind.
    pub(super) async fn judge_all(&mut self, db: &On<'_>) -> Result<()> {
        // What is recorded from here on may concern what is judged: the landing looks for it.
        self.head = Sql::new("SELECT position FROM ledger_head").value(db).await?;
        self.decide::<RateRow>(db, &rate::RATES).await?;
        self.methodologies(db).await?;
        self.parks(db).await?;
        self.decide::<InfrastructureRow>(db, &infrastructure::INFRASTRUCTURE).await?;
        self.units(db).await?;
        self.events(db).await?;
        self.decide::<TargetRow>(db, &target::TARGETS).await?;
        self.decide::<AnnouncementRow>(db, &announcement::ANNOUNCEMENTS).await?;
        self.decide::<BudgetRow>(db, &budget::BUDGETS).await?;
        staged::report_refused(db, &mut self.report, &self.sheets).await
    }

    /// Stages the files of one kind in its table, which is there.
    async fn fill<T: Staged>(&mut self, db: &On<'_>, files: &mut Files) -> Result<()> {
        let (own, others) = std::mem::take(files).into_iter().partition(|(_, file)| file.kind == T::KIND);
        *files = others;
        for (place, file) in own {
            let context = self.context(db).await?;
            staged::stage::<T>(db, file, place, &context, &mut self.report, &mut self.sheets, self.progress)
                .await?;
        }
        Ok(())
    }

    /// Whether there are files of a kind: nothing is done about the others.
    fn has_files<T: Staged>(&self) -> bool {
        self.report.files.iter().any(|file| file.kind == T::KIND)
    }

    /// Stages the files of one kind.
    async fn stage<T: Staged>(&mut self, db: &On<'_>, files: &mut Files) -> Result<()> {
        if !self.has_files::<T>() {
            return Ok(());
        }
        staged::create::<T>(db).await?;
        self.fill::<T>(db, files).await
    }

    /// Stages what ships with the program and what all other files are read by: it lands at once.
    async fn reference<T: Staged>(&mut self, db: &On<'_>, files: &mut Files, plan: &Plan) -> Result<()> {
        if !self.has_files::<T>() {
            return Ok(());
        }
        self.stage::<T>(db, files).await?;
        plan::judge::<T>(db, plan, self.mode, self.who()).await?;
        staged::count(db, T::TABLE, &mut self.report).await?;
        if self.mode == Mode::Ship {
            plan::land::<T>(db, plan).await?;
            self.context = None;
        }
        Ok(())
    }

    /// Has the domain decide upon the staged lines of a kind.
    async fn decide<T: Decided>(&mut self, db: &On<'_>, plan: &Plan) -> Result<()> {
        if !self.has_files::<T>() {
            return Ok(());
        }
        plan::decide::<T>(db, plan, self.mode, self.who()).await?;
        staged::count(db, T::TABLE, &mut self.report).await
    }

    /// Judges new methodologies. No event that holds meets other thresholds by them, but one that was corrected may: what
    /// was known of its unit in the past is derived again.
    async fn methodologies(&mut self, db: &On<'_>) -> Result<()> {
        if !self.has_files::<MethodologyRow>() {
            return Ok(());
        }
        let plan = &kind::methodology::METHODOLOGIES;
        plan::decide::<MethodologyRow>(db, plan, self.mode, self.who()).await?;
        if plan::has::<MethodologyRow>(db, "added").await? {
            methodology_rules::check(db).await?;
        }
        staged::count(db, MethodologyRow::TABLE, &mut self.report).await?;
        staged::run(
            db,
            "INSERT INTO rederived
             SELECT DISTINCT u.id, u.sector, u.sector FROM unit AS u JOIN unit_event AS e ON e.unit_id = u.id
             WHERE e.kind IN ('capacity_reported', 'capacity_raised')
                AND e.occurred_on >= (SELECT min(valid_from) FROM staged_methodology WHERE fate = 'added')",
        )
        .await
    }

    async fn parks(&mut self, db: &On<'_>) -> Result<()> {
        if !self.has_files::<ParkRow>() {
            return Ok(());
        }
        plan::decide::<ParkRow>(db, &park::PARKS, self.mode, self.who()).await?;
        staged::keep_refused::<ParkRow>(db, "park").await?;
        plan::note_versions::<ParkRow>(db, &park::PARKS, &["province_id"]).await?;
        staged::count(db, ParkRow::TABLE, &mut self.report).await?;
        staged::number::<ParkRow>(db, "park", self.options.dry_run).await
    }

    async fn units(&mut self, db: &On<'_>) -> Result<()> {
        if !self.has_files::<UnitRow>() {
            return Ok(());
        }
        plan::decide::<UnitRow>(db, &unit::UNITS, self.mode, self.who()).await?;
        staged::count(db, UnitRow::TABLE, &mut self.report).await?;
        staged::keep_refused::<UnitRow>(db, "unit").await?;
        plan::note_versions::<UnitRow>(db, &unit::UNITS, &["province_id", "park_id"]).await?;
        // Units whose counts move to another sector with them.
        staged::run(
            db,
            "INSERT INTO rederived (unit_id, old_sector, new_sector)
             SELECT t.id, t.sector, s.sector FROM staged_unit AS s JOIN unit AS t ON t.code = s.code
             WHERE s.fate = 'changed' AND s.sector IS DISTINCT FROM t.sector
             ON CONFLICT (unit_id) DO UPDATE SET new_sector = excluded.new_sector",
        )
        .await?;
        staged::number::<UnitRow>(db, "unit", self.options.dry_run).await
    }

    async fn events(&mut self, db: &On<'_>) -> Result<()> {
        self.judged = None;
        let rederived: i64 = Sql::new("SELECT count(*) FROM rederived").value(db).await?;
        if rederived == 0 && !self.has_files::<EventRow>() && !self.has_files::<MethodologyRow>() {
            return Ok(());
        }
        if !self.has_files::<EventRow>() {
            staged::create::<EventRow>(db).await?;
        }
        event::resolve(db, self.options).await?;
        let before = methodology::all(db).await?;
        let now = match self.has_files::<MethodologyRow>() {
            true => methodology::all_staged(db).await?,
            false => before.clone(),
        };
        let thresholds = Thresholds { before, now };
        judge::judge(db, &thresholds, self.progress).await?;
        staged::count(db, EventRow::TABLE, &mut self.report).await?;
        dropped::warn(db, &mut self.report).await?;
        let records = judge::records(db).await?;
        self.judged = Some(Judged { head: self.head, thresholds, rederived, records });
        Ok(())
    }

    /// Whether others have recorded something of the units of staged events while these were judged: what was refused may
    /// stand.
    pub(super) async fn is_overtaken(&mut self, db: &On<'_>) -> Result<bool> {
        if self.judged.is_none() {
            return Ok(false);
        }
        let recorded = "SELECT EXISTS (SELECT FROM unit_event WHERE position > $1
            AND unit_id IN (SELECT unit_id FROM staged_event))";
        Sql::with(recorded, [self.head.into()]).value(db).await
    }

    /// Makes what was judged part of the register; false if a line cannot stand any more, which the report then says.
    pub(super) async fn land(&mut self, db: &On<'_>) -> Result<bool> {
        if !self.still_stands(db).await? {
            staged::report_refused(db, &mut self.report, &self.sheets).await?;
            return Ok(false);
        }
        staged::uncover(db).await?;
        // The row that counts changes of what servers have in memory is taken last.
        staged::run(db, "SET LOCAL shahrak.reference = 'later'").await?;
        plan::land_added::<ParkRow>(db, &park::PARKS, &plan::NOTHING).await?;
        if self.has_files::<InfrastructureRow>() {
            plan::land_added::<InfrastructureRow>(db, &infrastructure::INFRASTRUCTURE, &plan::NOTHING)
                .await?;
        }
        let states = match self.judged.as_ref().is_some_and(Judged::is_large) {
            true => &land::STATES,
            false => &plan::NOTHING,
        };
        plan::land_added::<UnitRow>(db, &unit::UNITS, states).await?;
        let recorder = &self.options.act.actor;
        let landing = match &self.judged {
            Some(judged) => match land::begin(db, judged, recorder).await? {
                Some(landing) => Some(landing),
                None => {
                    staged::count_refused(db, &mut self.report).await?;
                    staged::report_refused(db, &mut self.report, &self.sheets).await?;
                    return Ok(false);
                }
            },
            None => None,
        };
        // From here on rows are held that others change.
        self.hold_places(db, landing.as_ref().map_or(Position::MAX, Landing::end)).await?;
        plan::land_changed::<ParkRow>(db, &park::PARKS).await?;
        plan::land_changed::<UnitRow>(db, &unit::UNITS).await?;
        if self.has_files::<InfrastructureRow>() {
            plan::land_changed::<InfrastructureRow>(db, &infrastructure::INFRASTRUCTURE).await?;
        }
        self.land_rows::<RateRow>(db, &rate::RATES).await?;
        self.land_rows::<MethodologyRow>(db, &kind::methodology::METHODOLOGIES).await?;
        if self.has_files::<AnnouncementRow>() {
            announcement::land(db).await?;
        }
        self.land_rows::<BudgetRow>(db, &budget::BUDGETS).await?;
        if self.changes::<ParkRow>(db).await? || self.changes::<InfrastructureRow>(db).await? {
            staged::run(db, "SELECT reference_change()").await?;
        }
        let landing = landing.filter(|_| !self.judged.as_ref().is_some_and(Judged::is_nothing));
        let targets = self.has_files::<TargetRow>() && plan::has::<TargetRow>(db, "added").await?;
        if landing.is_none() && !targets {
            return Ok(true);
        }
        // The ledger is open from here to the commit: everything else is done.
        let opened = sums::open(db).await?;
        let mut last = opened.last_position;
        if let Some(landing) = landing {
            last = land::finish(db, &landing, opened, recorder).await?;
        }
        if targets {
            target::land(db, opened.moment, recorder).await?;
        }
        opened.close(db, last).await?;
        Ok(true)
    }

    /// Holds the parks and units that the files are about.
    async fn hold_places(&mut self, db: &On<'_>, end: Position) -> Result<()> {
        if self.has_files::<ParkRow>() {
            plan::hold_versions(db, &park::PARKS, "park_id", (self.head, end)).await?;
        }
        if self.has_files::<UnitRow>() {
            plan::hold_versions(db, &unit::UNITS, "id", (self.head, end)).await?;
        }
        Ok(())
    }

    async fn land_rows<T: Staged>(&mut self, db: &On<'_>, plan: &Plan) -> Result<()> {
        if self.has_files::<T>() { plan::land::<T>(db, plan).await } else { Ok(()) }
    }

    /// Whether lines of a kind add or change rows.
    async fn changes<T: Staged>(&mut self, db: &On<'_>) -> Result<bool> {
        if !self.has_files::<T>() {
            return Ok(false);
        }
        Ok(plan::has::<T>(db, "added").await? || plan::has::<T>(db, "changed").await?)
    }

    /// Whether the lines still stand that are judged by what single changes may have recorded meanwhile. From here on these
    /// wait for the end of the import.
    async fn still_stands(&mut self, db: &On<'_>) -> Result<bool> {
        let rates = self.decide_again::<RateRow>(db, &rate::RATES).await?;
        let targets = self.decide_again::<TargetRow>(db, &target::TARGETS).await?;
        let budgets = self.decide_again::<BudgetRow>(db, &budget::BUDGETS).await?;
        let figures = self.decide_again::<AnnouncementRow>(db, &announcement::ANNOUNCEMENTS).await?;
        Ok(rates && targets && budgets && figures)
    }

    async fn decide_again<T: Decided>(&mut self, db: &On<'_>, plan: &Plan) -> Result<bool> {
        if !self.has_files::<T>() {
            return Ok(true);
        }
        let stands = plan::decide_again::<T>(db, plan, self.mode).await?;
        for file in self.report.files.iter_mut().filter(|file| file.kind == T::KIND) {
            (file.added, file.changed, file.unchanged, file.refused) = (0, 0, 0, 0);
        }
        staged::count(db, T::TABLE, &mut self.report).await?;
        Ok(stands)
    }

    fn who(&self) -> &Actor {
        &self.options.act.actor
    }

    async fn context(&mut self, db: &On<'_>) -> Result<Arc<Context>> {
        if let Some(context) = &self.context {
            return Ok(Arc::clone(context));
        }
        let provinces: Vec<Province> = province::all(db).await?;
        // What the import itself records gets a moment of the database's clock; a past restored lies before it.
        let clock: Moment = Sql::new("SELECT clock_timestamp()").value(db).await?;
        let now = self.options.now.min(clock);
        let context = Arc::new(Context { today: self.options.today, now, provinces });
        self.context = Some(Arc::clone(&context));
        Ok(context)
    }
}
