//! What who imports may not do: whole files by their role, single lines by their provinces and by restored moments.

use shahrak_domain::act::{Act, Via};
use shahrak_domain::actor::{Actor, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, Refusal};
use shahrak_domain::policy::{Action, Province, may};
use shahrak_domain::refusal::RefusalCode;

use super::ImportFile;
use super::staged::{self, Staged};
use crate::connection::On;
use crate::error::Result;
use crate::sql::Sql;

/// Why a file as a whole is not for who imports; none where single lines of it may be.
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

/// What importing a kind of file is.
fn needed(kind: FileKind) -> Action<'static> {
    match kind {
        FileKind::Parks | FileKind::Infrastructure | FileKind::Units | FileKind::Events => {
            Action::KeepRegister(Province::Some)
        }
        FileKind::Targets | FileKind::Announcements | FileKind::Budgets => Action::Announce,
        FileKind::Rates
        | FileKind::Methodologies
        | FileKind::Provinces
        | FileKind::Years
        | FileKind::IsicDivisions => Action::Administer,
    }
}

/// Refuses staged lines beyond what somebody may do: those of provinces that they do not answer for, as these are and as
/// they would be, and those that restore a past. Nothing is asked of the database for who may do all of it.
pub(super) async fn lines<T: Staged>(db: &On<'_>, who: &Actor) -> Result<()> {
    if !may(Some(who), Action::Administer) {
        restored::<T>(db).await?;
    }
    let Some(own) = who.role.provinces() else { return Ok(()) };
    let own: Vec<String> = own.iter().cloned().collect();
    for selection in T::PLACES {
        let sql = format!(
            "INSERT INTO refused (file, line, field, code, value, message)
             SELECT c.file, c.line, c.field, '{}', c.value, format('%s in %s, but you may edit only %s; leave it to an officer of %s',
                c.what, p.code, array_to_string($1, ', '), p.code)
             FROM ({selection}) AS c (file, line, field, value, what, province_id) JOIN province AS p ON p.id = c.province_id
             WHERE p.code <> ALL ($1)",
            RefusalCode::Forbidden.code()
        );
        Sql::with(sql, [own.clone().into()]).execute(db).await?;
    }
    if T::PLACES.is_empty() { Ok(()) } else { staged::mark_refused(db, T::TABLE).await }
}

/// Refuses lines that say when something was recorded, or by whom.
async fn restored<T: Staged>(db: &On<'_>) -> Result<()> {
    let (table, code) = (T::TABLE, RefusalCode::Forbidden.code());
    for column in T::RESTORING {
        let sql = format!(
            "SELECT file, line, '{column}', '{code}', {column}::text,
                'only administrators may restore a register with its past; leave the cell empty'
             FROM {table} WHERE {column} IS NOT NULL"
        );
        staged::refuse(db, table, &sql).await?;
    }
    Ok(())
}
