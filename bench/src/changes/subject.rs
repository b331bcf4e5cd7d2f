//! The subjects of changes: units with some status, parks, targets, or new objects.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::failure::Result;
use crate::http::Connection;

/// The subjects of an act.
pub enum On {
    /// Units in these statuses
    Units(&'static str),
    /// Every other unit in this status
    HalfOf(&'static str),
    /// Units whose last event is a visit
    Visited,
    /// Units that were registered during the measurement
    Registered,
    /// Parks
    Parks,
    /// Targets
    Targets,
    /// None: the act adds a new object
    New,
}

/// One subject of an act.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Its code, or its global id.
    pub key: String,
    /// The code of the unit's last event.
    pub event: Option<String>,
    /// The kind of that event.
    kind: Option<String>,
}

/// More than the number of officers.
const NEW: usize = 1_000;

impl On {
    /// All subjects as they are now.
    ///
    /// # Errors
    /// An answer with an error.
    pub async fn subjects(&self, address: SocketAddr) -> Result<Vec<Subject>> {
        let mut connection = Connection::open(address).await?;
        match self {
            On::Units(statuses) => units(&mut connection, &format!("{{ status: [{statuses}] }}")).await,
            On::HalfOf(status) => {
                let units = units(&mut connection, &format!("{{ status: [{status}] }}")).await?;
                Ok(units.into_iter().step_by(2).collect())
            }
            On::Visited => {
                let all = units(&mut connection, "{ status: [ACTIVE, SEMI_ACTIVE, INACTIVE] }").await?;
                Ok(all.into_iter().filter(|unit| unit.kind.as_deref() == Some("VISITED")).collect())
            }
            On::Registered => {
                let all = units(&mut connection, "{ province: \"IR-23\" }").await?;
                let new = |unit: &Subject| unit.key.starts_with("NEW-") && unit.kind.is_none();
                Ok(all.into_iter().filter(new).collect())
            }
            On::Parks => all(&mut connection, "parks", "", "key: code").await,
            On::Targets => all(&mut connection, "targets", "", "key: id").await,
            On::New => Ok(vec![Subject::default(); NEW]),
        }
    }
}

/// Active units.
///
/// # Errors
/// An answer with an error.
pub async fn units_at_work(address: SocketAddr) -> Result<Vec<Subject>> {
    On::Units("ACTIVE").subjects(address).await
}

async fn units(connection: &mut Connection, filter: &str) -> Result<Vec<Subject>> {
    let last = "key: code events(first: 1, descending: true) { nodes { code kind } }";
    all(connection, "units", &format!("filter: {filter}"), last).await
}

/// All nodes of a list, page by page.
async fn all(connection: &mut Connection, list: &str, filter: &str, shown: &str) -> Result<Vec<Subject>> {
    let query = format!(
        "query($after: String) {{ {list}({filter} first: 100, after: $after) {{
            nodes {{ {shown} }} pageInfo {{ endCursor hasNextPage }} }} }}"
    );
    let (mut subjects, mut after) = (Vec::new(), Value::Null);
    loop {
        let data = connection.data(&json!({ "query": query, "variables": { "after": after } })).await?;
        let page = &data[list];
        subjects.extend(page["nodes"].as_array().into_iter().flatten().map(subject));
        if page["pageInfo"]["hasNextPage"] != true {
            return Ok(subjects);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn subject(node: &Value) -> Subject {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let last = &node["events"]["nodes"][0];
    Subject {
        key: text(&node["key"]).unwrap_or_default(),
        event: text(&last["code"]),
        kind: text(&last["kind"]),
    }
}
