//! Records of the ledger.

use shahrak_domain::code::Coded;
use shahrak_domain::event::Facts;
use shahrak_exchange::row::EventRow;
use shahrak_exchange::row::event::{DECIDING, Said};
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for EventRow {
    const COLUMNS: &'static [&'static str] = &[
        "unit",
        "code",
        "kind",
        "occurred_on",
        "investment_irr",
        "jobs",
        "capacity_percent",
        "progress_percent",
        "area_m2",
        "reasons",
        "body",
        "means",
        "note",
        "evidence",
        "replaces_code",
        "voids_code",
        "recorded_at",
        "recorded_by",
    ];
    const DECIDING: &'static [&'static str] = &DECIDING;

    fn fill(&self, line: &mut CopyLine) {
        line.text(&self.unit).text(&self.event);
        let (replaces, voids) = match &self.says {
            Said::Happened { facts, replaces } => {
                fill_facts(facts, line);
                (replaces.as_deref(), None)
            }
            Said::Void { of } => {
                (0..7).for_each(|_| {
                    line.maybe(None::<i16>);
                });
                line.plain("{}").maybe(None::<i16>).maybe(None::<i16>);
                (None, Some(of.as_str()))
            }
        };
        line.maybe_text(self.note.as_deref())
            .maybe_text(self.evidence.as_deref())
            .maybe_text(replaces)
            .maybe_text(voids)
            .maybe(self.recorded_at.map(|moment| moment.to_rfc3339()))
            .maybe_text(self.recorded_by.as_deref());
    }
}

fn fill_facts(facts: &Facts, line: &mut CopyLine) {
    let reasons: Vec<&str> = facts.reasons.iter().map(|reason| reason.code()).collect();
    line.plain(facts.kind.code())
        .plain(facts.occurred_on.date())
        .maybe(facts.investment.map(|rials| rials.get()))
        .maybe(facts.jobs.map(|jobs| jobs.get()))
        .maybe(facts.capacity.map(|capacity| capacity.get()))
        .maybe(facts.progress.map(|progress| progress.get()))
        .maybe(facts.area_m2)
        .array(&reasons)
        .maybe(facts.body.map(Coded::code))
        .maybe(facts.means.map(Coded::code));
}
