//! A random change of a unit, as a mutation.

use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::event::{EventKind, Fact};

use crate::recomputation::naive::{Facts, Record, Says};

/// A mutation and its input.
#[derive(Clone, Debug)]
pub struct Act {
    /// The name of the mutation.
    pub name: &'static str,
    /// Its input.
    pub input: Value,
}

/// The selected fields of a unit.
pub const UNIT: &str = "code status statusSince jobs capacity progress lastConfirmedOn";

impl Act {
    /// The mutation for the last of these records of a unit, with a code. Corrections always have one.
    pub fn new(unit: &str, records: &[Record], says: &Says, code: Option<&str>) -> Act {
        let code_of = |index: usize| &records[index].code;
        match says {
            Says::Void(of) => correct(
                unit,
                "void",
                json!({ "voids": code_of(*of), "note": "recorded by mistake", "event": code }),
            ),
            Says::Happened { facts, replaces: Some(of) } => {
                let mut input = stated(facts);
                input["kind"] = facts.kind.code().to_uppercase().into();
                input["replaces"] = code_of(*of).as_str().into();
                input["event"] = code.into();
                for fact in Fact::ALL {
                    // Omitted fields would stay as they are.
                    let field = field(fact);
                    if input.get(field).is_none() {
                        input[field] = Value::Null;
                    }
                }
                correct(unit, "replace", input)
            }
            Says::Happened { facts, replaces: None } => {
                let mut input = stated(facts);
                input["unit"] = unit.into();
                input["event"] = code.into();
                Act { name: name(facts.kind), input }
            }
        }
    }

    /// The same with an idempotency key.
    #[must_use]
    pub fn with_key(mut self, key: &str) -> Act {
        self.input["idempotencyKey"] = key.into();
        self
    }

    /// The operation, whose field is called `act`.
    pub fn query(&self) -> String {
        let name = self.name;
        let input = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let shown = match name {
            "parkUpdate" => "park { code county version }".to_owned(),
            "unitUpdate" => format!("unit {{ {UNIT} version }}"),
            "unitCorrect" => {
                format!(
                    "unit {{ {UNIT} }} events {{ code kind recordedAt }} history {{ event status isNew }}"
                )
            }
            _ => format!("unit {{ {UNIT} }} event {{ code kind recordedAt }}"),
        };
        format!(
            "mutation($input: {input}!) {{ act: {name}(input: $input) {{
                {shown} userErrors {{ code field message }} }} }}"
        )
    }
}

/// The mutation that records an event of a kind.
pub fn name(kind: EventKind) -> &'static str {
    match kind {
        EventKind::PermitIssued => "unitIssuePermit",
        EventKind::LandAssigned => "unitAssignLand",
        EventKind::ProgressReported => "unitReportProgress",
        EventKind::Commissioned => "unitCommission",
        EventKind::CapacityReported => "unitReportCapacity",
        EventKind::Idled => "unitIdle",
        EventKind::Revived => "unitRevive",
        EventKind::CapacityRaised => "unitRaiseCapacity",
        EventKind::Renovated => "unitRenovate",
        EventKind::Visited => "unitVisit",
        EventKind::Closed => "unitClose",
        EventKind::Cancelled => "unitCancel",
    }
}

fn correct(unit: &str, list: &str, item: Value) -> Act {
    Act { name: "unitCorrect", input: json!({ "unit": unit, list: [item] }) }
}

/// The field of an input that states a fact.
fn field(fact: Fact) -> &'static str {
    match fact {
        Fact::Investment => "investmentIrr",
        Fact::Jobs => "jobs",
        Fact::Capacity => "capacityPercent",
        Fact::Progress => "progressPercent",
        Fact::Area => "areaM2",
        Fact::Reasons => "reasons",
        Fact::Body => "body",
        Fact::Means => "means",
    }
}

/// The stated fields of an event.
fn stated(facts: &Facts) -> Value {
    let mut input = json!({ "occurredOn": facts.day.to_string() });
    if let Some(irr) = facts.irr {
        input["investmentIrr"] = irr.to_string().into();
    }
    if let Some(jobs) = facts.jobs {
        input["jobs"] = jobs.into();
    }
    if let Some(capacity) = facts.capacity {
        input["capacityPercent"] = format!("{}.{:02}", capacity / 100, capacity % 100).into();
    }
    match facts.kind {
        EventKind::ProgressReported => input["progressPercent"] = "61.5".into(),
        EventKind::LandAssigned => input["areaM2"] = "4000".into(),
        EventKind::Idled => input["reasons"] = json!(["MARKET", "ENERGY"]),
        _ => {}
    }
    input
}
