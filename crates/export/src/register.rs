//! The whole register as lists, which an import reads again.

use shahrak_domain::code::Coded as _;
use shahrak_domain::import::FileKind;
use shahrak_persistence::announcement::{AnnouncementFilter, FigureFilter};
use shahrak_persistence::budget::BudgetFilter;
use shahrak_persistence::export::RecordsOf;
use shahrak_persistence::park::ParkFilter;
use shahrak_persistence::unit::UnitFilter;
use shahrak_persistence::yearly_target::TargetFilter;

use crate::list::{List, Options};

/// The lists of a register, in the order in which they refer to each other. A reader without confidential data gets no
/// support cases.
pub fn lists(options: &Options) -> Vec<List> {
    let kinds = FileKind::ALL.iter().filter(|kind| !kind.ships());
    kinds.filter_map(|kind| list(*kind, options)).collect()
}

/// Everything that the register holds of a kind; none if it ships with the program, or is not for this reader.
fn list(kind: FileKind, options: &Options) -> Option<List> {
    Some(match kind {
        FileKind::Provinces | FileKind::Years | FileKind::IsicDivisions => return None,
        FileKind::Rates => List::Rates(None),
        FileKind::Methodologies => List::Methodologies,
        FileKind::Metrics => List::Metrics(None),
        FileKind::Parks => List::Parks(ParkFilter::default()),
        FileKind::Infrastructure => List::Infrastructure(ParkFilter::default()),
        FileKind::Units => List::Units(UnitFilter::default()),
        FileKind::Events => List::Events(RecordsOf::Ledger(options.known_at)),
        FileKind::Targets => List::Targets(TargetFilter::default()),
        FileKind::Announcements => {
            let figure = FigureFilter { corrected_too: true, ..FigureFilter::default() };
            List::Announcements(AnnouncementFilter { figure, ..AnnouncementFilter::default() })
        }
        FileKind::FigureDecisions => List::FigureDecisions,
        FileKind::Budgets => List::Budgets(BudgetFilter::default()),
        FileKind::SupportCases if options.sight.is_empty() => return None,
        FileKind::SupportCases => List::SupportCases(None),
    })
}

/// Whether the rows of a kind consist of records: those that were recorded by a moment stay the same.
pub fn stays(kind: FileKind) -> bool {
    match kind {
        FileKind::Events
        | FileKind::Targets
        | FileKind::Announcements
        | FileKind::FigureDecisions
        | FileKind::Budgets
        | FileKind::SupportCases => true,
        FileKind::Provinces
        | FileKind::Years
        | FileKind::IsicDivisions
        | FileKind::Rates
        | FileKind::Methodologies
        | FileKind::Metrics
        | FileKind::Parks
        | FileKind::Infrastructure
        | FileKind::Units => false,
    }
}

/// The name of the file of a list: `units.csv`.
pub fn file_name(list: &List, options: &Options) -> String {
    format!("{}.{}", list.kind().code(), options.format.extension())
}
