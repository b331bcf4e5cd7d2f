//! Moments of knowledge: which of them can be asked for.

use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::error::Result;

/// Whether a moment has come. If it has, whatever counts for it has been committed once this answers: a statement that
/// begins afterwards sees it, and nothing will be recorded with this moment or an earlier one any more.
///
/// # Errors
/// [`Error::Unavailable`](crate::error::Error::Unavailable) if somebody writes for longer than a request can wait.
pub async fn settle(db: &Db, moment: Moment) -> Result<bool> {
    db.heavy().value(sqlx::query_scalar("SELECT ledger_settle($1)").bind(moment)).await
}
