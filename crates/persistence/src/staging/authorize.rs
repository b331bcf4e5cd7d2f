//! Permissions for single lines: those of other provinces, and those that restore a past, are refused.

use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded;
use shahrak_domain::policy::{Action, may};
use shahrak_domain::refusal::RefusalCode;

use super::table::{self, StagingTable};
use crate::connection::Session;
use crate::error::Result;
use crate::sql::Sql;

/// Refuses lines about other provinces, as they are recorded or as they would be, and lines that restore a past. Runs no
/// statement for an actor who may do all of this.
pub(super) async fn lines<T: StagingTable>(db: &Session, actor: &Actor) -> Result<()> {
    if !may(Some(actor), Action::Administer) {
        restored::<T>(db).await?;
    }
    let Some(own) = actor.role.provinces() else { return Ok(()) };
    let own: Vec<String> = own.iter().cloned().collect();
    for selection in T::PLACES {
        let sql = format!(
            "INSERT INTO refused (file, line, field, code, value, message)
             SELECT c.file, c.line, c.field, '{}', c.value, jsonb_build_object('key', c.key, 'args',
                jsonb_build_object('code', c.code, 'province', p.code, 'own', jsonb_build_object('list', $1::text[])))
             FROM ({selection}) AS c (file, line, field, value, key, code, province_id) JOIN province AS p ON p.id = c.province_id
             WHERE p.code <> ALL ($1)",
            RefusalCode::Forbidden.code()
        );
        Sql::with(sql, [own.clone().into()]).execute(db).await?;
    }
    if T::PLACES.is_empty() { Ok(()) } else { table::mark_refused(db, T::TABLE).await }
}

/// Refuses lines that state when or by whom something was recorded.
async fn restored<T: StagingTable>(db: &Session) -> Result<()> {
    let (table, code) = (T::TABLE, RefusalCode::Forbidden.code());
    for column in T::RESTORING {
        let sql = format!(
            "SELECT file, line, '{column}', '{code}', {column}::text,
                '{{\"key\": \"only-administrators-may-restore\"}}'::jsonb
             FROM {table} WHERE {column} IS NOT NULL"
        );
        table::refuse(db, table, &sql).await?;
    }
    Ok(())
}
