//! The steps of an import: files are read and staged kind by kind, lines are validated, and all of them are applied.

use std::collections::HashMap;
use std::sync::Arc;

use shahrak_domain::import::{FileKind, FileReport, ImportReport};
use shahrak_exchange::context::ReaderContext;
use shahrak_exchange::row::{
    AnnouncementRow, BudgetRow, EventRow, FigureDecisionRow, InfrastructureRow, IsicDivisionRow,
    MethodologyRow, MetricRow, ParkRow, ProvinceRow, RateRow, SupportCaseRow, TargetRow, UnitRow, YearRow,
};
use shahrak_persistence::db::Session;
use shahrak_persistence::error::Result;
use shahrak_persistence::staging::{Mode, Staging, StagingOptions};

use crate::row::StagedRow;
use crate::staged_import::StagedImport;
use crate::{ImportFile, ImportOptions, ProgressReport, authorize, outcome, read};

/// How often an import is validated because others have changed meanwhile what it is about.
const ATTEMPTS: u32 = 5;

/// An import from its files to the commit.
pub(crate) struct Pipeline<'a> {
    pub(crate) import: StagedImport<'a>,
    options: &'a ImportOptions,
    mode: Mode,
    /// What the readers have to know; none before the provinces are loaded.
    context: Option<Arc<ReaderContext>>,
}

impl<'a> Pipeline<'a> {
    pub(crate) async fn begin(
        session: Session,
        options: &'a ImportOptions,
        mode: Mode,
        progress: &'a mut (dyn FnMut(ProgressReport<'_>) + Send),
    ) -> Result<Pipeline<'a>> {
        let ImportOptions { dry_run, act, zone, .. } = options.clone();
        let staging = Staging::begin(session, StagingOptions { act, mode, dry_run, zone }).await?;
        let report = ImportReport::new(dry_run, ImportReport::LIMIT);
        let import = StagedImport { staging, report, progress, sheets: HashMap::new() };
        Ok(Pipeline { import, options, mode, context: None })
    }

    /// Reads, validates and applies files. Returns whether they are written and may be committed.
    pub(crate) async fn run(&mut self, files: Vec<ImportFile>) -> Result<bool> {
        self.stage(files).await?;
        self.import.staging.savepoint().await?;
        let staged = self.import.report.clone();
        let mut attempt = 1;
        loop {
            self.validate(&staged).await?;
            let ok = self.mode == Mode::Bundled || self.import.report.refused() == 0;
            if ok && !self.options.dry_run {
                (self.import.progress)(ProgressReport::VALIDATED);
                match self.apply(&staged).await {
                    Ok(applied) => return Ok(applied),
                    Err(error) if attempt < ATTEMPTS && error.may_pass() => {
                        tracing::info!(%error, "others have changed what an import is about; validating again");
                    }
                    Err(error) => return Err(error),
                }
            } else if ok || attempt == ATTEMPTS || !self.import.staging.is_overtaken().await? {
                return Ok(false);
            }
            self.import.staging.retry().await?;
            attempt += 1;
        }
    }

    /// Reads and stages the files in the order of their kinds. Nothing is locked.
    async fn stage(&mut self, mut files: Vec<ImportFile>) -> Result<()> {
        files.sort_by_key(|file| file.kind);
        let report = |file: &ImportFile| FileReport::new(file.name.clone(), file.kind);
        self.import.report.files = files.iter().map(report).collect();
        let mut files: Vec<(usize, ImportFile)> = files.into_iter().enumerate().collect();
        files.retain(|(_, file)| match authorize::file(file, &self.options.act) {
            Some(refusal) => {
                self.import.report.refuse(refusal);
                false
            }
            None => true,
        });
        if let Some((_, file)) = files.first() {
            (self.import.progress)(ProgressReport { file: &file.name, bytes: 0, size: file.size });
        }
        let mut files = files.into_iter().peekable();
        while let Some((place, file)) = files.next() {
            let kind = file.kind;
            self.import.staging.create(kind).await?;
            self.stage_file(place, file).await?;
            if kind.ships() && files.peek().is_none_or(|(_, next)| next.kind != kind) {
                self.import.staging.validate_reference(kind).await?;
                self.context = None;
            }
        }
        Ok(())
    }

    async fn stage_file(&mut self, place: usize, file: ImportFile) -> Result<()> {
        match file.kind {
            FileKind::Provinces => self.stage_rows::<ProvinceRow>(place, file).await,
            FileKind::Years => self.stage_rows::<YearRow>(place, file).await,
            FileKind::IsicDivisions => self.stage_rows::<IsicDivisionRow>(place, file).await,
            FileKind::Rates => self.stage_rows::<RateRow>(place, file).await,
            FileKind::Methodologies => self.stage_rows::<MethodologyRow>(place, file).await,
            FileKind::Metrics => self.stage_rows::<MetricRow>(place, file).await,
            FileKind::Parks => self.stage_rows::<ParkRow>(place, file).await,
            FileKind::Infrastructure => self.stage_rows::<InfrastructureRow>(place, file).await,
            FileKind::Units => self.stage_rows::<UnitRow>(place, file).await,
            FileKind::Events => self.stage_rows::<EventRow>(place, file).await,
            FileKind::Targets => self.stage_rows::<TargetRow>(place, file).await,
            FileKind::Announcements => self.stage_rows::<AnnouncementRow>(place, file).await,
            FileKind::FigureDecisions => self.stage_rows::<FigureDecisionRow>(place, file).await,
            FileKind::Budgets => self.stage_rows::<BudgetRow>(place, file).await,
            FileKind::SupportCases => self.stage_rows::<SupportCaseRow>(place, file).await,
        }
    }

    async fn stage_rows<T: StagedRow>(&mut self, place: usize, file: ImportFile) -> Result<()> {
        let context = self.context().await?;
        read::stage::<T>(&mut self.import, place, file, context).await
    }

    async fn validate(&mut self, staged: &ImportReport) -> Result<()> {
        let StagedImport { staging, progress, .. } = &mut self.import;
        let mut validated =
            |records| progress(ProgressReport { file: "the ledger", bytes: records, size: None });
        staging.validate(&mut validated).await?;
        self.import.report = staged.clone();
        outcome::count(&mut self.import, staged).await?;
        outcome::add_warnings(&mut self.import).await?;
        outcome::add_refusals(&mut self.import).await
    }

    async fn apply(&mut self, staged: &ImportReport) -> Result<bool> {
        let applied = self.import.staging.apply().await?;
        // What others have recorded meanwhile may be what a line says.
        outcome::count(&mut self.import, staged).await?;
        match applied {
            true => self.import.staging.record().await?,
            false => outcome::add_refusals(&mut self.import).await?,
        }
        Ok(applied)
    }

    async fn context(&mut self) -> Result<Arc<ReaderContext>> {
        if let Some(context) = &self.context {
            return Ok(Arc::clone(context));
        }
        let provinces = self.import.staging.provinces().await?;
        // Records get a moment of the database's clock; a restored past lies before it.
        let now = self.options.now.min(self.import.staging.now().await?);
        let context = Arc::new(ReaderContext { today: self.options.today, now, provinces });
        self.context = Some(Arc::clone(&context));
        Ok(context)
    }
}
