//! Permissions for whole files; the storage layer checks single lines.

use shahrak_domain::act::{Act, Via};
use shahrak_domain::actor::RoleName;
use shahrak_domain::import::{FileKind, RowError};
use shahrak_domain::policy::{Action, Jurisdiction, may};
use shahrak_domain::refusal::RefusalCode;
use shahrak_messages::{Explain, message};
use shahrak_persistence::db::Session;
use shahrak_persistence::error::Result;
use shahrak_persistence::register_info;

use crate::{ImportFile, ImportOptions};

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

/// The refusal of the files of a synthetic register, which would make this one synthetic for good; none if it is so already, or
/// has neither parks nor units.
pub(super) async fn synthetic(session: &Session, options: &ImportOptions) -> Result<Option<RowError>> {
    if options.synthetic.is_none() || register_info::synthetic(session).await?.is_some() {
        return Ok(None);
    }
    let (code, message) = if !may(Some(&options.act.actor), Action::Administer) {
        (RefusalCode::Forbidden, message!("only-administrators-may-import-synthetic"))
    } else if !register_info::is_empty(session).await? {
        (RefusalCode::Inconsistent, message!("synthetic-into-real-register"))
    } else {
        return Ok(None);
    };
    Ok(Some(RowError::new("manifest.json", code, message)))
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
