//! Validation: all staged lines, kind by kind, in the order in which kinds refer to each other.

use shahrak_domain::actor::Actor;
use shahrak_domain::import::FileKind;

use super::decide::{self, Decided};
use super::table;
use super::table_spec::{self, RowTable};
use super::tables::{
    AnnouncementTable, BudgetTable, EventTable, FigureDecisionTable, InfrastructureTable, IsicDivisionTable,
    MethodologyTable, MetricTable, ParkTable, ProvinceTable, RateTable, TargetTable, UnitTable, YearTable,
    event, support_case,
};
use super::validate_ledger::{self, Thresholds, ValidatedLedger};
use super::{Mode, Staging, methodology_rules};
use crate::connection::Session;
use crate::error::Result;
use crate::ledger::moments::end_of_ledger;
use crate::methodology;
use crate::sql::Sql;

impl Staging {
    /// Validates a kind that all other files are read with. Bundled lines are written at once.
    pub async fn validate_reference(&self, kind: FileKind) -> Result<()> {
        match kind {
            FileKind::Provinces => self.reference::<ProvinceTable>().await,
            FileKind::Years => self.reference::<YearTable>().await,
            FileKind::IsicDivisions => self.reference::<IsicDivisionTable>().await,
            _ => Ok(()),
        }
    }

    async fn reference<T: RowTable>(&self) -> Result<()> {
        table_spec::compare::<T>(&self.session, self.options.mode, self.actor()).await?;
        if self.options.mode == Mode::Bundled { table_spec::write::<T>(&self.session).await } else { Ok(()) }
    }

    /// Validates what is staged. `progress` gets the number of records of the ledger so far.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error). Mistakes in lines are [outcomes](Staging::outcomes).
    pub async fn validate(&mut self, progress: &mut (dyn FnMut(u64) + Send)) -> Result<()> {
        // What others record from here on may be in conflict with the lines: `apply` looks for it.
        self.head = end_of_ledger(&self.session).await?.position;
        self.decide::<RateTable>().await?;
        self.methodologies().await?;
        self.parks().await?;
        self.decide::<InfrastructureTable>().await?;
        self.units().await?;
        self.events(progress).await?;
        self.decide::<TargetTable>().await?;
        self.decide::<MetricTable>().await?;
        self.decide::<AnnouncementTable>().await?;
        self.decide::<FigureDecisionTable>().await?;
        self.decide::<BudgetTable>().await?;
        match self.has(FileKind::SupportCases) {
            true => support_case::validate(&self.session, &self.options).await,
            false => Ok(()),
        }
    }

    async fn decide<T: Decided>(&self) -> Result<()> {
        if !self.has(T::KIND) {
            return Ok(());
        }
        decide::decide::<T>(&self.session, self.options.mode, self.actor()).await
    }

    /// An effective event never meets other thresholds because of a new methodology, but an event that was corrected may:
    /// the past of its unit is derived again.
    async fn methodologies(&self) -> Result<()> {
        if !self.has(FileKind::Methodologies) {
            return Ok(());
        }
        self.decide::<MethodologyTable>().await?;
        if table_spec::has::<MethodologyTable>(&self.session, "added").await? {
            methodology_rules::check(&self.session).await?;
        }
        table::run(
            &self.session,
            "INSERT INTO rederived
             SELECT DISTINCT u.id, u.sector, u.sector FROM public.unit AS u JOIN unit_event AS e ON e.unit_id = u.id
             WHERE e.kind IN ('capacity_reported', 'capacity_raised')
                AND e.occurred_on >= (SELECT min(valid_from) FROM staged_methodology WHERE outcome = 'added')",
        )
        .await
    }

    async fn parks(&self) -> Result<()> {
        if !self.has(FileKind::Parks) {
            return Ok(());
        }
        self.decide::<ParkTable>().await?;
        table::note_refused_codes::<ParkTable>(&self.session, "park").await?;
        table_spec::note_versions::<ParkTable>(&self.session, &["province_id"]).await?;
        table::number::<ParkTable>(&self.session, "park", self.options.dry_run).await
    }

    async fn units(&self) -> Result<()> {
        if !self.has(FileKind::Units) {
            return Ok(());
        }
        self.decide::<UnitTable>().await?;
        table::note_refused_codes::<UnitTable>(&self.session, "unit").await?;
        table_spec::note_versions::<UnitTable>(&self.session, &["province_id", "park_id"]).await?;
        // Units whose sums move to another sector.
        table::run(
            &self.session,
            "INSERT INTO rederived (unit_id, old_sector, new_sector)
             SELECT t.id, t.sector, s.sector FROM staged_unit AS s JOIN public.unit AS t ON t.code = s.code
             WHERE s.outcome = 'changed' AND s.sector IS DISTINCT FROM t.sector
             ON CONFLICT (unit_id) DO UPDATE SET new_sector = excluded.new_sector",
        )
        .await?;
        table::number::<UnitTable>(&self.session, "unit", self.options.dry_run).await
    }

    async fn events(&mut self, progress: &mut (dyn FnMut(u64) + Send)) -> Result<()> {
        self.ledger = None;
        let db = &self.session;
        let rederived: i64 = Sql::new("SELECT count(*) FROM rederived").value(db).await?;
        let adopts = self.has(FileKind::Methodologies);
        if rederived == 0 && !self.has(FileKind::Events) && !adopts {
            return Ok(());
        }
        if !self.has(FileKind::Events) {
            table::create::<EventTable>(db).await?;
        }
        event::resolve(db, &self.options).await?;
        let thresholds = thresholds(db, adopts).await?;
        validate_ledger::validate(db, &thresholds, progress).await?;
        let records = validate_ledger::records(db).await?;
        self.ledger = Some(ValidatedLedger { head: self.head, thresholds, rederived, records });
        Ok(())
    }

    /// Whether others have recorded events of the staged units since validation began: what was refused may be valid now.
    pub async fn is_overtaken(&self) -> Result<bool> {
        if self.ledger.is_none() {
            return Ok(false);
        }
        let recorded = "SELECT EXISTS (SELECT FROM unit_event WHERE position > $1
            AND unit_id IN (SELECT unit_id FROM staged_event))";
        Sql::with(recorded, [self.head.into()]).value(&self.session).await
    }

    pub(super) fn actor(&self) -> &Actor {
        &self.options.act.actor
    }
}

async fn thresholds(db: &Session, adopts: bool) -> Result<Thresholds> {
    let before = methodology::all(db).await?;
    let now = if adopts { methodology::all_staged(db).await? } else { before.clone() };
    Ok(Thresholds { before, now })
}
