//! Lines of `figure_decisions.csv`: each is a correction or a mark of an announced figure.

use shahrak_domain::announcement::{FigureDecision, FigureDecisionKind};
use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{code, coded, past_moment, prose};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use super::write::{code as write_code, moment, text};
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A correction or a mark of an announced figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureDecisionRow(pub FigureDecision);

impl FileRow for FigureDecisionRow {
    const KIND: FileKind = FileKind::FigureDecisions;

    fn parse(cells: &mut Cells<'_>) -> Option<FigureDecisionRow> {
        let now = cells.context.now;
        let figure = cells.required("figure", code);
        let kind = cells.required("decision", coded::<FigureDecisionKind>);
        let replaced_by = match kind {
            Some(FigureDecisionKind::Replaced) => Some(cells.required("replaced_by", code)?),
            Some(_) if cells.filled("replaced_by") => {
                let wrong = Violation::new(RefusalCode::NotEmpty, message!("replacement-not-allowed"));
                cells.refuse("replaced_by", wrong);
                None
            }
            _ => None,
        };
        let reason = cells.required("reason", prose);
        let recorded_at = cells.optional("recorded_at", |text| past_moment(text, now));
        Some(FigureDecisionRow(FigureDecision {
            figure: figure?,
            kind: kind?,
            replaced_by,
            reason: reason?,
            recorded_at,
        }))
    }

    fn cells(&self) -> Vec<String> {
        let FigureDecision { figure, kind, replaced_by, reason, recorded_at } = &self.0;
        vec![
            text(&**figure),
            write_code(Some(*kind)),
            text(replaced_by.as_deref()),
            text(&**reason),
            moment(*recorded_at),
        ]
    }
}
