//! Permissions for whole files; the storage layer checks single lines.

use shahrak_domain::act::{Act, Via};
use shahrak_domain::actor::RoleName;
use shahrak_domain::import::{FileKind, RowError};
use shahrak_domain::policy::{Action, Jurisdiction, may};
use shahrak_domain::refusal::RefusalCode;
use shahrak_messages::{Explain, message};

use crate::ImportFile;

/// The refusal of a whole file; none if single lines of it may be allowed.
pub(super) fn file(file: &ImportFile, act: &Act) -> Option<RowError> {
    let kind = file.kind.message();
    let message = if file.kind.ships() && matches!(act.via, Via::Import | Via::Api) {
        message!("files-are-bundled", kind)
    } else if may(Some(&act.actor), needed(file.kind)) {
        return None;
    } else if act.actor.role.name() == RoleName::Auditor {
        message!("auditor-may-not-import")
    } else if needed(file.kind) == Action::Announce {
        message!("only-national-officers-may-import", kind)
    } else {
        message!("only-administrators-may-import", kind)
    };
    Some(RowError::new(&*file.name, RefusalCode::Forbidden, message))
}

/// The permission that a kind of file needs.
fn needed(kind: FileKind) -> Action<'static> {
    match kind {
        FileKind::Parks
        | FileKind::Infrastructure
        | FileKind::Units
        | FileKind::Events
        | FileKind::SupportCases => Action::KeepRegister(Jurisdiction::Some),
        FileKind::Metrics
        | FileKind::Targets
        | FileKind::Announcements
        | FileKind::FigureDecisions
        | FileKind::Budgets => Action::Announce,
        FileKind::Rates
        | FileKind::Methodologies
        | FileKind::Provinces
        | FileKind::Years
        | FileKind::IsicDivisions => Action::Administer,
    }
}
