//! Locking a unit, and reading what an event at the end of its ledger is validated with.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use shahrak_domain::day::Day;
use shahrak_domain::ledger::Position;
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::standing::Standing;
use shahrak_domain::state::Status;
use shahrak_domain::tally;

use super::UnitLedger;
use crate::entity::Code;
use crate::entity::unit::Model;
use crate::error::{Error, Result};
use crate::list::{Cells, Columns, VERSION, columns};
use crate::methodology;
use crate::sql::Sql;
use crate::tx::Tx;
use crate::unit;

/// What `ledger_hold` returns besides the unit.
struct Rest {
    reference: i64,
    last_position: Option<Position>,
    last_code: Option<String>,
    /// A list of [`HeldSpan`]s.
    spans: Option<Value>,
    /// Positions by codes.
    known: Option<Value>,
    /// A list of [`methodology::Row`]s.
    thresholds: Option<Value>,
}

columns!(Rest, "hold", { reference = VERSION, last_position, last_code, spans, known, thresholds });

/// A span that is known now.
#[derive(Deserialize)]
struct HeldSpan {
    status: Code<Status>,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

struct Row(Model, Rest);

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _: &str) -> std::result::Result<Self, DbErr> {
        let (unit, rest) = Columns::read(&mut Cells::new(row))?;
        Ok(Row(unit, rest))
    }
}

/// Locks the unit with this code, and finds its records with the given codes.
pub(super) async fn hold(tx: &Tx, code: &str, codes: Vec<String>) -> Result<Option<UnitLedger>> {
    let columns = <(Model, Rest)>::sql();
    let mut hold = Sql::new(format!("SELECT {columns} FROM ledger_hold("));
    hold.push_bind(code).push(", ").push_bind(codes);
    hold.push(") AS hold CROSS JOIN LATERAL (SELECT (hold.held).*) AS unit");
    hold.rows(tx).await?.into_iter().next().map(Row::into_ledger).transpose()
}

impl Row {
    fn into_ledger(self) -> Result<UnitLedger> {
        let Row(unit, rest) = self;
        let spans: Vec<HeldSpan> = parse(rest.spans)?;
        let standing = Standing {
            state: unit.state()?,
            last: rest.last_position,
            spans: spans.into_iter().map(HeldSpan::into_span).collect(),
        };
        let known: HashMap<String, Position> = parse(rest.known)?;
        let last = rest.last_code.zip(rest.last_position);
        let thresholds: Vec<methodology::Row> = parse(rest.thresholds)?;
        Ok(UnitLedger {
            id: unit.id,
            province_id: unit.province_id,
            codes: known.into_iter().chain(last).map(|(code, position)| (position, code)).collect(),
            methodologies: Methodologies::new(
                thresholds.into_iter().map(methodology::Row::into_methodology).collect(),
            ),
            standing,
            unit: unit::Row { reference: rest.reference, unit },
        })
    }
}

/// Decodes JSON; NULL is an empty value.
fn parse<T: DeserializeOwned + Default>(value: Option<Value>) -> Result<T> {
    value.map_or_else(|| Ok(T::default()), |value| serde_json::from_value(value).map_err(Error::decode))
}

impl HeldSpan {
    fn into_span(self) -> tally::Span {
        tally::Span { status: self.status.0, from: Day::new(self.from), until: self.until.map(Day::new) }
    }
}
