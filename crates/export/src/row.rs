//! Rows of the register as rows of files.

use shahrak_domain::announcement::Figure;
use shahrak_domain::budget::BudgetLine;
use shahrak_domain::park::Infrastructure;
use shahrak_domain::state::State;
use shahrak_domain::support::{StepKind, Subject};
use shahrak_domain::unit::{Site, Unit};
use shahrak_domain::yearly_target::Target;
use shahrak_exchange::row::event::Said;
use shahrak_exchange::row::support_case::SaidOfCase;
use shahrak_exchange::row::unit_state;
use shahrak_exchange::row::{
    AnnouncementRow, BudgetRow, EventRow, InfrastructureRow, SupportCaseRow, TargetRow, UnitRow,
};
use shahrak_persistence::announcement;
use shahrak_persistence::export::{ExportedEvent, ExportedStep, ExportedUnit};

/// The note of a void whose reason the reader may not see: a void needs a note.
pub(crate) const WITHHELD: &str = "(withheld)";

/// A unit. For a unit in a park, the province is stated as well.
pub(crate) fn unit(exported: ExportedUnit) -> UnitRow {
    let ExportedUnit { unit, province, park } = exported;
    let site = match park {
        Some(park) => Site::Park { park, province: province.clone() },
        None => Site::Province(province.clone()),
    };
    let unit = Unit {
        code: unit.code,
        site,
        name: unit.name,
        activity: unit.activity,
        sector: unit.sector,
        licence: unit.licence,
        owner: unit.owner,
    };
    UnitRow { province: Some(province), ..unit.into() }
}

/// The cells of [`shahrak_exchange::columns::UNIT_STATE`].
pub(crate) fn state(state: Option<&State>) -> Vec<String> {
    unit_state::cells(state)
}

/// A record of the ledger.
pub(crate) fn event(exported: ExportedEvent) -> EventRow {
    let note = match &exported.facts {
        None if !exported.seen => Some(WITHHELD.to_owned()),
        _ => exported.note,
    };
    EventRow {
        event: exported.code,
        unit: exported.unit,
        says: match exported.facts {
            Some(facts) => Said::Happened { facts, replaces: exported.corrects },
            None => Said::Void { of: exported.corrects.unwrap_or_default() },
        },
        note,
        evidence: exported.evidence,
        recorded_at: Some(exported.recorded_at),
        recorded_by: exported.recorded_by,
    }
}

/// The revisions of a target.
pub(crate) fn targets(target: Target) -> impl Iterator<Item = TargetRow> {
    let Target { year, metric, scope, population, body, revisions } = target;
    revisions.into_iter().map(move |revision| TargetRow {
        year,
        metric,
        scope: scope.clone(),
        population,
        body,
        value: revision.value,
        decided_on: revision.decided_on,
        reason: revision.reason,
        source: revision.source,
        baseline: revision.baseline,
        recorded_at: Some(revision.recorded_at),
    })
}

/// The revisions of a budget line.
pub(crate) fn budgets(budget: BudgetLine) -> impl Iterator<Item = BudgetRow> {
    let BudgetLine { year, scope, line, stage, revisions } = budget;
    revisions.into_iter().map(move |revision| BudgetRow {
        year,
        scope: scope.clone(),
        line,
        stage,
        amount: revision.amount,
        source: revision.source,
        decided_on: revision.decided_on,
        reason: revision.reason,
        recorded_at: Some(revision.recorded_at),
    })
}

/// An announced figure.
pub(crate) fn figure(stored: announcement::Figure) -> AnnouncementRow {
    let figure: Figure = stored.figure;
    AnnouncementRow { source: stored.announcement.source, figure, recorded_at: Some(stored.recording.at) }
}

/// A line of infrastructure.
pub(crate) fn infrastructure((park, infrastructure): (String, Infrastructure)) -> InfrastructureRow {
    InfrastructureRow { park, infrastructure }
}

/// A record of a support case. Its subject is stated where it was opened.
pub(crate) fn step(exported: ExportedStep) -> SupportCaseRow {
    let ExportedStep { case, unit, applicant, record } = exported;
    let opens =
        record.replaces.is_none() && record.step.as_ref().is_some_and(|step| step.kind() == StepKind::Opened);
    let subject = match (unit, applicant) {
        (Some(unit), _) => Some(Subject::Unit(unit)),
        (None, Some((name, province))) => Some(Subject::Applicant { name, province }),
        (None, None) => None,
    };
    SupportCaseRow {
        case,
        record: record.code,
        subject: subject.filter(|_| opens),
        says: match record.step {
            Some(step) => SaidOfCase::Happened { step, replaces: record.replaces },
            None => SaidOfCase::Void { of: record.voids.unwrap_or_default() },
        },
        note: record.note,
        recorded_at: Some(record.recorded_at),
        recorded_by: Some(record.recorder.name),
    }
}
