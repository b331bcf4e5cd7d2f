//! The domain's rules for parks, judged on what a park will be: a file need not have all its columns.

use sea_orm::FromQueryResult;
use shahrak_domain::code::Coded;
use shahrak_domain::persian::InPersian;
use shahrak_exchange::refusal::RefusalCode;
use sqlx::postgres::PgConnection;

use super::copy::Copy;
use super::staged;
use crate::connection::On;
use crate::entity::park;
use crate::error::Result;
use crate::sql::Sql;

#[derive(FromQueryResult)]
struct StagedPark {
    n: i64,
    file: i32,
    line: i64,
    #[sea_orm(nested)]
    park: park::Model,
}

/// Parks that are read at once.
const BATCH: usize = 5_000;

/// Refuses lines whose park would contradict itself.
pub(super) async fn check(connection: &mut PgConnection) -> Result<()> {
    let mut last = 0;
    loop {
        let staged = after(connection, last).await?;
        let Some(newest) = staged.last() else { break };
        last = newest.n;
        let all = staged.len() < BATCH;
        refuse(connection, staged).await?;
        if all {
            break;
        }
    }
    staged::mark_refused(connection, "staged_park").await
}

/// The parks of the next lines.
async fn after(connection: &mut PgConnection, n: i64) -> Result<Vec<StagedPark>> {
    let mut parks = Sql::new("SELECT 0 AS id, 0 AS version, s.* FROM staged_park AS s WHERE n > ");
    parks.push_bind(n).push(format!(" AND fate <> 'unchanged' ORDER BY n LIMIT {BATCH}"));
    parks.rows(&On::new(connection)).await
}

async fn refuse(connection: &mut PgConnection, staged: Vec<StagedPark>) -> Result<()> {
    let mut copy = Copy::begin(connection, "refused (file, line, field, code, value, message, persian)");
    for StagedPark { file, line, park, .. } in staged {
        for error in park.into_park().check().err().unwrap_or_default() {
            let fields =
                copy.line().plain(file).plain(line).plain(shahrak_exchange::row::park::column(&error));
            let fields = fields.plain(RefusalCode::Inconsistent.code()).maybe_text(None);
            fields.text(&error.to_string()).text(&error.persian());
            copy.end_line().await?;
        }
    }
    copy.finish().await
}
