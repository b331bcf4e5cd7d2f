//! The figures of a register, counted from its rows by the rules of the ledger, and compared with the announced ones.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use shahrak_domain::code::Coded as _;
use shahrak_domain::comparison::StatedNumber;
use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Facts};
use shahrak_domain::ledger::{Position, Record, Says, history, state_on};
use shahrak_domain::methodology::{Methodologies, Methodology};
use shahrak_domain::state::{State, Status};
use shahrak_domain::tally;
use shahrak_exchange::row::UnitRow;
use shahrak_exchange::row::event::Said;
use shahrak_messages::Explain as _;

use crate::Demo;

/// A unit by present knowledge.
struct Counted {
    in_park: bool,
    sector: String,
    /// Its effective events in order, with the state after each.
    steps: Vec<(Facts, State)>,
}

pub struct Census {
    units: Vec<Counted>,
    /// Of each park: approved, in operation since.
    parks: Vec<(Day, Option<Day>)>,
    land_ha: Vec<(Day, Decimal)>,
}

/// The columns of an announced figure that decide a verdict.
struct Announced {
    code: String,
    metric: String,
    population: String,
    unit: String,
    from: Option<Day>,
    to: Day,
    stated: StatedNumber,
}

impl Census {
    pub fn of(demo: &Demo) -> Census {
        let methodologies = methodologies();
        let mut ledgers = ledgers(demo);
        let counted = |row: UnitRow| {
            let records = ledgers.remove(&row.code).unwrap();
            let steps = history(&records, &methodologies).unwrap();
            let steps = steps.iter().map(|step| (step.event.facts.clone(), step.after)).collect();
            let sector = row.sector.map(|sector| sector.code().to_owned()).unwrap_or_default();
            Counted { in_park: row.park.is_some(), sector, steps }
        };
        let units = demo.units().map(counted).collect();
        let parks = demo.parks().map(|row| (row.park.approved_on, row.park.operating_since)).collect();
        let land = demo.parks().map(|row| (row.park.approved_on, row.park.land.total_ha.unwrap())).collect();
        Census { units, parks, land_ha: land }
    }

    /// A line for each national figure of 1395 to 1400 that can be computed: what was announced, and what is computed.
    pub fn verdicts(&self) -> String {
        let mut lines = String::new();
        for figure in announced() {
            let all = [true, false].map(|in_parks| self.value(&figure, in_parks));
            let of_population = match figure.population.as_str() {
                "in_parks" => &all[..1],
                "unspecified" => &all[..],
                _ => &all[1..],
            };
            let values: Vec<Decimal> = of_population.iter().copied().flatten().collect();
            let admitted = figure.stated.agrees_with();
            let agreeing = values.iter().find(|value| admitted.contains(**value));
            let Some(value) = agreeing.or(values.first()) else { continue };
            let verdict = if agreeing.is_some() { "agrees" } else { "differs" };
            let Announced { code, metric, stated, .. } = &figure;
            let stated = stated.message();
            writeln!(lines, "{code} {verdict} {metric}: {stated}, {}", value.round_dp(2).normalize())
                .unwrap();
        }
        lines
    }

    fn value(&self, figure: &Announced, in_parks: bool) -> Option<Decimal> {
        let units = || self.units.iter().filter(move |unit| unit.in_park || !in_parks);
        let stock = |counts: &dyn Fn(&State) -> bool| {
            let states = units().filter_map(|unit| unit.on(figure.to));
            Decimal::from(states.filter(counts).count())
        };
        let flow = |kind: EventKind, of: &dyn Fn(&Facts) -> i64| {
            let from = figure.from?;
            let events = units().flat_map(|unit| &unit.steps).map(|(facts, _)| facts);
            let counted = events.filter(|it| it.kind == kind && (from..=figure.to).contains(&it.occurred_on));
            Some(Decimal::from(counted.map(of).sum::<i64>()))
        };
        let jobs = |facts: &Facts| facts.jobs.map_or(0, |jobs| jobs.get().into());
        let operating = |state: &State| state.status.operating();
        let idle = |state: &State| matches!(state.status, Status::SemiActive | Status::Inactive);
        let percent = |part: Decimal| part * Decimal::ONE_HUNDRED / stock(&operating);
        match figure.metric.as_str() {
            "units_commissioned" => flow(EventKind::Commissioned, &|_| 1),
            "jobs_commissioned" => flow(EventKind::Commissioned, &jobs),
            "investment_commissioned" => {
                let rials =
                    flow(EventKind::Commissioned, &|facts| facts.investment.map_or(0, |it| it.get()))?;
                Some(if figure.unit == "USD" { rials / Decimal::from(42_000) } else { rials })
            }
            "units_revived" => flow(EventKind::Revived, &|_| 1),
            "jobs_revived" => flow(EventKind::Revived, &jobs),
            "units_total" | "units_commissioned_cumulative" => Some(stock(&operating)),
            "units_active" => Some(stock(&|state| state.status == Status::Active)),
            "units_inactive" => Some(stock(&|state| state.status == Status::Inactive)),
            "share_active" => Some(percent(stock(&|state| state.status == Status::Active))),
            "share_inactive_or_semi_active" => Some(percent(stock(&idle))),
            "employment" => {
                let states =
                    units().filter_map(|unit| unit.on(figure.to)).filter(|state| state.status.working());
                Some(states.map(|state| state.jobs.map_or(0, |jobs| jobs.get())).sum::<i32>().into())
            }
            "parks_approved" => Some(self.parks.iter().filter(|(on, _)| *on <= figure.to).count().into()),
            "parks_active" => {
                let operating = |since: &Option<Day>| since.is_some_and(|since| since <= figure.to);
                Some(self.parks.iter().filter(|(_, since)| operating(since)).count().into())
            }
            "land_total" => {
                Some(self.land_ha.iter().filter(|(on, _)| *on <= figure.to).map(|(_, area)| area).sum())
            }
            metric => {
                let sector =
                    metric.strip_prefix("units_commissioned_cumulative_")?.trim_end_matches("_electronic");
                let of_it =
                    units().filter(|unit| unit.sector == sector).filter_map(|unit| unit.on(figure.to));
                Some(of_it.filter(operating).count().into())
            }
        }
    }
}

impl Counted {
    /// Its state at the end of a day.
    fn on(&self, day: Day) -> Option<State> {
        let happened = self.steps.partition_point(|(facts, _)| facts.occurred_on <= day);
        self.steps[..happened].last().map(|(_, state)| *state)
    }
}

/// Checks the history of each unit at every moment at which something was recorded.
pub fn check_histories(demo: &Demo) {
    for (unit, records) in ledgers(demo) {
        if let Err(error) = tally::changes(&[], &records, &methodologies()) {
            panic!("{unit}: {error:?} in {records:#?}");
        }
        let steps = history(&records, &methodologies()).unwrap();
        assert!(state_on(&steps, Day::LAST).is_some(), "{unit} has no event");
    }
}

/// The records of each unit in the order of their moments.
fn ledgers(demo: &Demo) -> HashMap<String, Vec<Record>> {
    let mut ledgers: HashMap<String, (Vec<Record>, HashMap<String, Position>)> = HashMap::new();
    for (row, position) in demo.events().zip(1..) {
        let (records, positions) = ledgers.entry(row.unit).or_default();
        let says = match row.says {
            Said::Happened { facts, replaces } => {
                facts.check().unwrap();
                let replaces = replaces.map(|code| positions[&code]);
                Says::Happened { facts, replaces }
            }
            Said::Void { of } => Says::Void(positions[&of]),
        };
        positions.insert(row.event, position);
        records.push(Record { position, recorded_at: row.recorded_at.unwrap(), says });
    }
    ledgers.into_iter().map(|(unit, (records, _))| (unit, records)).collect()
}

/// Those that ship.
fn methodologies() -> Methodologies {
    Methodologies::new(vec![Methodology {
        code: "default".to_owned(),
        valid_from: Day::FIRST,
        idle_below: 10.into(),
        semi_active_below: 50.into(),
        source: None,
    }])
}

/// The national figures of 1395 to 1400 that are not targets.
fn announced() -> Vec<Announced> {
    let text = include_str!("../../../../data/announcements.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<HashMap<String, String>>().map(Result::unwrap);
    let of_country = rows.filter(|row| row["scope"] == "IR" && row["measure"] != "target");
    let day = |text: &str| text.parse::<NaiveDate>().ok().map(Day::new);
    let figure = |row: HashMap<String, String>| {
        let to = day(&row["period_to"]).filter(|to| to.date().to_string().as_str() >= "2016-04")?;
        let hedge = (!row["qualifier"].is_empty())
            .then(|| shahrak_domain::announcement::Hedge::parse(&row["qualifier"]));
        let stated = StatedNumber {
            hedge: hedge.map(Result::unwrap),
            low: row["value_low"].parse().unwrap(),
            high: row["value_high"].parse().unwrap(),
        };
        (to.date().to_string().as_str() < "2022-04" && row["population"] != "smes").then(|| Announced {
            code: row["id"].clone(),
            metric: row["metric"].clone(),
            population: row["population"].clone(),
            unit: row["unit"].clone(),
            from: day(&row["period_from"]),
            to,
            stated,
        })
    };
    of_country.filter_map(figure).collect()
}
