//! The mutations that change the register, in an order in which each finds subjects that it may change.

use serde_json::{Value, json};

use super::subject::{On, Subject};

/// A mutation.
pub struct Act {
    /// Its name.
    pub name: &'static str,
    /// The selected fields of the payload.
    pub shown: &'static str,
    /// The role that it requires.
    pub by: Role,
    /// Its subjects.
    pub on: On,
    /// Whether it can change each subject only once.
    pub once: bool,
    /// Whether pgbench makes the same changes.
    pub has_baseline: bool,
    /// Its input for a subject and the number of the change.
    pub input: fn(&Subject, usize) -> Value,
}

/// The role of a client.
pub enum Role {
    /// An officer of the whole country
    Officer,
    /// An administrator
    Administrator,
}

/// Statuses of units that have reached operation.
const WORKING: On = On::Units("ACTIVE, SEMI_ACTIVE, INACTIVE");
const UNIT: &str = "unit { code }";

/// An act of an officer on units, many times on each.
const fn on_units(name: &'static str, on: On, input: fn(&Subject, usize) -> Value) -> Act {
    Act { name, shown: UNIT, by: Role::Officer, on, once: false, has_baseline: false, input }
}

/// The same act, which is allowed only once on each unit.
const fn once(act: Act) -> Act {
    Act { once: true, ..act }
}

/// The same act, which pgbench runs as well.
const fn with_baseline(act: Act) -> Act {
    Act { has_baseline: true, ..act }
}

const fn of(name: &'static str, shown: &'static str, on: On, input: fn(&Subject, usize) -> Value) -> Act {
    Act { name, shown, by: Role::Officer, on, once: false, has_baseline: false, input }
}

/// A visit, which measures officers while others read.
pub const VISIT: Act = with_baseline(on_units(
    "unitVisit",
    WORKING,
    |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-01-15", "note": "measured" }),
));

/// All mutations but those of tokens and imports, which do not change the register.
pub const ACTS: &[Act] = &[
    VISIT,
    once(on_units("unitCorrect", On::Visited, |unit, _| {
        let visit = json!({ "replaces": unit.event, "kind": "VISITED", "occurredOn": "1405-01-16" });
        json!({ "unit": unit.key, "replace": [visit] })
    })),
    with_baseline(on_units("unitReportCapacity", WORKING, |unit, number| {
        let percent = (number * 7 % 100 + 1).to_string();
        json!({ "unit": unit.key, "occurredOn": "1405-02-15", "capacityPercent": percent })
    })),
    on_units(
        "unitRenovate",
        On::Units("ACTIVE, SEMI_ACTIVE, INACTIVE"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-02-16", "investmentIrr": "1000000" }),
    ),
    once(on_units(
        "unitIdle",
        On::Units("ACTIVE, SEMI_ACTIVE"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-03-01", "reasons": ["MARKET"] }),
    )),
    once(on_units(
        "unitRevive",
        On::Units("INACTIVE"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-03-15", "jobs": 10, "body": "PROVINCIAL_COMPANY", "means": "FINANCE" }),
    )),
    on_units(
        "unitRaiseCapacity",
        On::Units("ACTIVE, SEMI_ACTIVE"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-04-01", "capacityPercent": "80", "jobs": 12 }),
    ),
    once(on_units(
        "unitClose",
        On::Units("ACTIVE, SEMI_ACTIVE, INACTIVE"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-04-15" }),
    )),
    on_units(
        "unitRegister",
        On::New,
        |_, number| json!({ "code": format!("NEW-{number}"), "province": "IR-23", "nameEn": "New Works", "sector": "METAL" }),
    ),
    once(on_units(
        "unitIssuePermit",
        On::Registered,
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-01-10", "investmentIrr": "5000000000", "jobs": 40 }),
    )),
    on_units(
        "unitAssignLand",
        On::Units("PLANNED, UNDER_CONSTRUCTION"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-02-10", "areaM2": "1200.50" }),
    ),
    on_units(
        "unitReportProgress",
        On::Units("PLANNED, UNDER_CONSTRUCTION"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-03-10", "progressPercent": "62.5" }),
    ),
    once(on_units(
        "unitCommission",
        On::HalfOf("UNDER_CONSTRUCTION"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-04-10", "jobs": 30 }),
    )),
    once(on_units(
        "unitCancel",
        On::Units("PLANNED, UNDER_CONSTRUCTION"),
        |unit, _| json!({ "unit": unit.key, "occurredOn": "1405-05-10", "reason": "LAND_REPOSSESSED" }),
    )),
    with_baseline(on_units(
        "unitUpdate",
        On::Units("ACTIVE, CLOSED"),
        |unit, number| json!({ "code": unit.key, "licence": changed(number) }),
    )),
    with_baseline(of(
        "parkUpdate",
        "park { code }",
        On::Parks,
        |park, number| json!({ "code": park.key, "county": changed(number) }),
    )),
    of("parkRegister", "park { code }", On::New, |_, number| {
        json!({ "code": format!("NEW-{number}"), "province": "IR-23", "nameEn": "New Park", "kind": "INDUSTRIAL_PARK",
            "ownership": "STATE", "approvedOn": "1400-01-01" })
    }),
    of(
        "parkRecordInfrastructure",
        "park { code }",
        On::Parks,
        |park, number| json!({ "park": park.key, "line": "WATER", "capacity": number.to_string(), "unit": "l/s" }),
    ),
    of("targetSet", "target { id }", On::New, |_, number| {
        json!({ "year": 1390 + number / 248, "metric": METRICS[number % 8], "scope": format!("IR-{:02}", number / 8 % 31),
            "population": "OUTSIDE_PARKS", "value": "10", "decidedOn": "1390-01-01" })
    }),
    with_baseline(of(
        "targetRevise",
        "target { id }",
        On::Targets,
        |target, number| json!({ "target": target.key, "value": (number % 100).to_string(), "decidedOn": day(1340, number), "reason": "measured" }),
    )),
    of("budgetRecord", "budgetLine { amountIrr }", On::New, |_, number| {
        json!({ "year": 1390 + number / 217, "scope": format!("IR-{:02}", number / 7 % 31), "line": LINES[number % 7],
            "stage": "LAW", "amountIrr": "1000000" })
    }),
    of("announcementRecord", "announcement { id }", On::New, |_, number| {
        let figure = json!({ "code": format!("new-{number}"), "scope": "IR", "population": "IN_PARKS", "metric": "jobs",
            "measure": "FLOW", "low": "5", "unit": "persons" });
        json!({ "dateBasis": "UNKNOWN", "source": format!("https://example.org/{number}"), "figures": [figure] })
    }),
    Act {
        by: Role::Administrator,
        ..of("rateRecord", "rate { kind }", On::New, |_, number| {
            let day = day(1310, number);
            json!({ "kind": "MARKET", "validFrom": day, "validTo": day, "irrPerUsd": "600000" })
        })
    },
    Act {
        by: Role::Administrator,
        ..of(
            "methodologyAdopt",
            "methodology { code }",
            On::New,
            |_, number| json!({ "code": format!("new-{number}"), "validFrom": day(1406, number), "idleBelow": "10", "semiActiveBelow": "50" }),
        )
    },
];

const METRICS: [&str; 8] = [
    "UNITS_COMMISSIONED",
    "JOBS_COMMISSIONED",
    "INVESTMENT_COMMISSIONED",
    "UNITS_REVIVED",
    "JOBS_REVIVED",
    "UNITS_CAPACITY_RAISED",
    "UNITS_RENOVATED",
    "SHARE_INACTIVE_OR_SEMI_ACTIVE",
];

const LINES: [&str; 7] = ["WATER", "POWER", "GAS", "WASTEWATER", "ROAD", "TELECOM", "OTHER"];

/// A text that is different in each change.
pub fn changed(number: usize) -> String {
    format!("changed {number}")
}

/// The n-th day from the beginning of an Iranian year, with 29 days in each month.
fn day(year: usize, number: usize) -> String {
    format!("{}-{:02}-{:02}", year + number / 348, number / 29 % 12 + 1, number % 29 + 1)
}
