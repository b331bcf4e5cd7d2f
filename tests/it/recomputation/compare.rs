//! The expected answer of a report, from the naive figures.

use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::state::Status;

use super::naive::{Figures, Flow, Stock};

/// The rates of a kind: first day, last day, tenths of a rial for a dollar.
pub type Rates = &'static [(&'static str, &'static str, i128)];

/// The bundled rates, with days without a rate before, between and after.
pub const OFFICIAL: Rates = &[
    ("2012-03-20", "2013-07-01", 122_600),
    ("2013-07-02", "2014-03-20", 247_750),
    ("2018-04-10", "2022-03-20", 420_000),
];
/// Imported by the test: no day of the reports is without one.
pub const NIMA: Rates = &[
    ("2012-01-01", "2019-06-30", 800_005),
    ("2019-07-01", "2021-09-30", 1_100_000),
    ("2021-10-01", "2124-03-19", 2_500_003),
];

/// The selection of every flow.
pub const FLOWS: &str = "
    permitted { units jobs jobsUnknown ...I }
    commissioned { units jobs jobsUnknown ...I }
    revived { units jobs jobsUnknown ...I }
    capacityRaised { units jobs jobsUnknown }
    renovated { units ...I }
    idled { units } closed { units } cancelled { units }";
/// The selection of every investment.
pub const INVESTMENT: &str = "investment { irr irrUnknown
    usd usdMissing { kind firstDay } nima: usd(kind: NIMA) nimaMissing: usdMissing(kind: NIMA) { firstDay } }";
/// The selection of every stock.
pub const STOCK: &str = "planned underConstruction active semiActive inactive closed cancelled
    operating idleShare jobs jobsUnknown";

/// The expected flows.
pub fn flows(figures: &Figures) -> Value {
    let both = |kind| {
        let flow = figures.flow(kind);
        json!({ "units": flow.units, "jobs": flow.jobs, "jobsUnknown": flow.jobs_unknown,
            "investment": investment(&flow) })
    };
    let units = |kind| json!({ "units": figures.flow(kind).units });
    let (raised, renovated) = (figures.flow(EventKind::CapacityRaised), figures.flow(EventKind::Renovated));
    json!({
        "permitted": both(EventKind::PermitIssued),
        "commissioned": both(EventKind::Commissioned),
        "revived": both(EventKind::Revived),
        "capacityRaised": { "units": raised.units, "jobs": raised.jobs, "jobsUnknown": raised.jobs_unknown },
        "renovated": { "units": renovated.units, "investment": investment(&renovated) },
        "idled": units(EventKind::Idled),
        "closed": units(EventKind::Closed),
        "cancelled": units(EventKind::Cancelled),
    })
}

fn investment(flow: &Flow) -> Value {
    let day = |day: Day| day.to_string();
    let official = flow.usd(|day| on(OFFICIAL, day));
    let nima = flow.usd(|day| on(NIMA, day));
    json!({
        "irr": flow.irr.to_string(),
        "irrUnknown": flow.irr_unknown,
        "usd": official.clone().ok(),
        "usdMissing": official.err().map(|missing| json!({ "kind": "OFFICIAL", "firstDay": day(missing) })),
        "nima": nima.clone().ok(),
        "nimaMissing": nima.err().map(|missing| json!({ "firstDay": day(missing) })),
    })
}

fn on(rates: Rates, day: Day) -> Option<i128> {
    let day = day.to_string();
    rates
        .iter()
        .find(|(from, to, _)| *from <= day.as_str() && day.as_str() <= *to)
        .map(|(_, _, tenths)| *tenths)
}

/// The expected stock.
pub fn stock(stock: &Stock) -> Value {
    json!({
        "planned": stock.of(Status::Planned),
        "underConstruction": stock.of(Status::UnderConstruction),
        "active": stock.of(Status::Active),
        "semiActive": stock.of(Status::SemiActive),
        "inactive": stock.of(Status::Inactive),
        "closed": stock.of(Status::Closed),
        "cancelled": stock.of(Status::Cancelled),
        "operating": stock.operating(),
        "idleShare": stock.idle_share(),
        "jobs": stock.jobs,
        "jobsUnknown": stock.jobs_unknown,
    })
}

/// The expected transitions, in any order.
pub fn transitions(figures: &Figures) -> Value {
    let name = |status: Status| status.code().to_uppercase();
    let all = figures.transitions.iter();
    sorted(
        &all.map(|((from, to), units)| json!({ "from": from.map(name), "to": name(*to), "units": units }))
            .collect(),
    )
}

/// A list in the order of its text.
pub fn sorted(list: &Value) -> Value {
    let mut items = list.as_array().cloned().unwrap_or_default();
    items.sort_by_key(Value::to_string);
    items.into()
}

/// One object with the members of both.
pub fn joined(mut one: Value, other: Value) -> Value {
    if let (Some(one), Value::Object(other)) = (one.as_object_mut(), other) {
        one.extend(other);
    }
    one
}
