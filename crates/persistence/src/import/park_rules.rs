//! The domain's rules for parks, judged on what a park will be: a file need not have all its columns.

use sea_orm::{FromQueryResult, QueryResult};
use shahrak_domain::code::Coded;
use shahrak_domain::persian::InPersian;
use shahrak_domain::violation::RuleError;
use sqlx::postgres::PgConnection;

use super::copy::Copy;
use super::staged;
use crate::entity::park;
use crate::error::Result;
use crate::park::in_province;

#[derive(FromQueryResult)]
struct StagedPark {
    n: i64,
    file: i32,
    line: i64,
    province: String,
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
    let parks = sqlx::query(
        "SELECT 0 AS id, 0 AS version, s.* FROM staged_park AS s WHERE n > $1 AND fate <> 'unchanged' ORDER BY n LIMIT $2",
    );
    let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
    let parks = parks.bind(n).bind(limit).fetch_all(connection).await?;
    let read = |row| StagedPark::from_query_result(&QueryResult::from(row), "");
    Ok(parks.into_iter().map(read).collect::<std::result::Result<_, _>>()?)
}

async fn refuse(connection: &mut PgConnection, staged: Vec<StagedPark>) -> Result<()> {
    let mut copy = Copy::begin(connection, "refused (file, line, field, code, value, message, persian)");
    for StagedPark { file, line, park, province, .. } in staged {
        for error in in_province(park, province).register(false).err().unwrap_or_default() {
            let fields = copy.line().plain(file).plain(line).maybe(error.field());
            let fields = fields.plain(error.code().code()).maybe_text(None);
            fields.text(&error.to_string()).text(&error.persian());
            copy.end_line().await?;
        }
    }
    copy.finish().await
}
