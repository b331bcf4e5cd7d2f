//! Permissions for whole files; the storage layer checks single lines.

use shahrak_domain::act::{Act, Via};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, Refusal};
use shahrak_domain::policy::{Action, Province, may};
use shahrak_domain::refusal::RefusalCode;

use crate::ImportFile;

/// The refusal of a whole file; none if single lines of it may be allowed.
pub(super) fn file(file: &ImportFile, act: &Act) -> Option<Refusal> {
    let kind = file.kind.code();
    let message = if file.kind.ships() && matches!(act.via, Via::Import | Via::Api) {
        format!("{kind} are bundled with the program and cannot be imported; leave the file out")
    } else if may(Some(&act.actor), needed(file.kind)) {
        return None;
    } else if act.actor.role.name() == RoleName::Auditor {
        "an auditor may not import; only officers and administrators may".to_owned()
    } else if needed(file.kind) == Action::Announce {
        format!("only national officers and administrators may import {kind}; leave the file out")
    } else {
        format!("only administrators may import {kind}; leave the file out")
    };
    Some(Refusal::new(&*file.name, RefusalCode::Forbidden, message))
}

/// The permission that a kind of file needs.
fn needed(kind: FileKind) -> Action<'static> {
    match kind {
        FileKind::Parks | FileKind::Infrastructure | FileKind::Units | FileKind::Events => {
            Action::KeepRegister(Province::Some)
        }
        FileKind::Metrics | FileKind::Targets | FileKind::Announcements | FileKind::Budgets => {
            Action::Announce
        }
        FileKind::Rates
        | FileKind::Methodologies
        | FileKind::Provinces
        | FileKind::Years
        | FileKind::IsicDivisions => Action::Administer,
    }
}
