//! The domain's rules for parks, judged on what a park will be: a file need not have all its columns.

use shahrak_domain::code::Coded;
use shahrak_exchange::refusal::RefusalCode;
use sqlx::FromRow;
use sqlx::postgres::PgConnection;

use super::copy::Copy;
use super::staged;
use crate::error::Result;
use crate::park::ParkRow;

#[derive(FromRow)]
struct StagedPark {
    file: i32,
    line: i64,
    #[sqlx(flatten)]
    park: ParkRow,
}

/// Refuses lines whose park would contradict itself.
pub(super) async fn check(connection: &mut PgConnection) -> Result<()> {
    let staged: Vec<StagedPark> = sqlx::query_as(
        "SELECT 0 AS id, s.* FROM staged_park AS s WHERE fate IN ('added', 'changed') ORDER BY n",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut copy = Copy::begin(connection, "refused (file, line, field, code, value, message)").await?;
    for StagedPark { file, line, park } in staged {
        if let Err(error) = park.into_domain()?.check() {
            let fields =
                copy.line().plain(file).plain(line).plain(shahrak_exchange::row::park::column(&error));
            fields.plain(RefusalCode::Inconsistent.code()).maybe_text(None).text(&error.to_string());
            copy.end_line().await?;
        }
    }
    copy.finish().await?;
    staged::mark_refused(connection, "staged_park").await
}
