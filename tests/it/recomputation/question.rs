//! A random report query and its expected answer.

use serde_json::{Value, json};
use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::year::IranianYear;
use shahrak_tests::register::Register;

use super::TODAY;
use super::compare::{self, FLOWS, INVESTMENT, STOCK};
use super::generate::{Unit, World};
use super::naive::Figures;
use super::random::Random;
use crate::json_diff::diff;

/// A report that is asked for.
#[derive(Debug)]
pub struct Question {
    pub year: i32,
    pub as_of: Option<Day>,
    /// The number of a moment; none for now.
    pub known: Option<usize>,
    pub scope: Scope,
    pub population: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub enum Scope {
    Country,
    Province(&'static str),
    Park(&'static str),
}

impl Question {
    pub fn random(random: &mut Random, moments: usize) -> Question {
        use Scope::{Country, Park, Province};
        let scopes = [
            Country,
            Country,
            Province("IR-09"),
            Province("IR-23"),
            Province("IR-17"),
            Province("IR-05"),
            Park("P1"),
            Park("P4"),
            Park("P7"),
        ];
        let scope = random.pick(&scopes);
        let populations: &[&str] = match scope {
            Park(_) => &["IN_PARKS", "ALL"],
            Country | Province(_) => &["IN_PARKS", "OUTSIDE_PARKS", "ALL"],
        };
        let year = 1391 + i32::try_from(random.below(15)).unwrap();
        let bounds = IranianYear::new(year).unwrap();
        let days = (last_day(bounds).date() - bounds.starts_on().date()).num_days();
        let later = chrono::Days::new(random.below(usize::try_from(days).unwrap() + 1) as u64);
        let as_of = random.percent(60).then(|| Day::new(bounds.starts_on().date() + later));
        let known = random.percent(75).then(|| random.below(moments));
        Question { year, as_of, known, scope, population: random.pick(populations) }
    }

    /// Asks, and compares every figure of the answer.
    pub async fn check(&self, register: &Register, world: &World, moments: &[String]) -> Result<(), String> {
        let variables = self.variables(moments);
        let mut answer = register.ask(&query(), variables).await;
        let mut report = answer["report"].take();
        report["transitions"] = compare::sorted(&report["transitions"]);
        report["bySector"] = compare::sorted(&report["bySector"]);
        diff(&report, &self.expected(world, moments.len()), "report")
    }

    /// The variables by which it is asked.
    pub fn variables(&self, moments: &[String]) -> Value {
        let (province, park) = match self.scope {
            Scope::Country => (None, None),
            Scope::Province(code) => (Some(code), None),
            Scope::Park(code) => (None, Some(code)),
        };
        json!({
            "year": self.year, "asOf": self.as_of.map(|day| day.to_string()),
            "knownAt": self.known.map(|known| &moments[known]), "province": province, "park": park,
            "population": self.population, "country": matches!(self.scope, Scope::Country),
        })
    }

    /// The first and the last day that count.
    pub fn days(&self) -> (Day, Day) {
        let year = IranianYear::new(self.year).unwrap();
        (year.starts_on(), self.as_of.unwrap_or(last_day(year)))
    }

    fn expected(&self, world: &World, moments: usize) -> Value {
        let year = IranianYear::new(self.year).unwrap();
        let (_, as_of) = self.days();
        let known = self.known.unwrap_or(moments - 1);
        let figures = |counts: &dyn Fn(&Unit) -> bool, from: Day, to: Day| {
            let mut figures = Figures::default();
            let units = world.units.iter().filter(|unit| self.counts(unit) && counts(unit));
            units.for_each(|unit| figures.add(&world.bands, &unit.records, known, from, to));
            figures
        };
        let cell = |counts: &dyn Fn(&Unit) -> bool| {
            let figures = figures(counts, year.starts_on(), as_of);
            compare::joined(compare::flows(&figures), json!({ "stock": compare::stock(&figures.after) }))
        };
        let months = year.months().filter(|month| month.starts_on() <= as_of).map(|month| {
            let to = month.ends_on().min(as_of);
            let flows = compare::flows(&figures(&|_| true, month.starts_on(), to));
            compare::joined(flows, json!({ "month": { "number": month.number }, "to": to.to_string() }))
        });
        let sectors = Sector::ALL.iter().copied().map(Some).chain([None]).map(|sector| {
            let name = sector.map(|sector| sector.code().to_uppercase());
            compare::joined(cell(&|unit| unit.sector == sector), json!({ "sector": name }))
        });
        let all = figures(&|_| true, year.starts_on(), as_of);
        let report = json!({
            "asOf": as_of.to_string(),
            "previousYearEnd": compare::stock(&all.before),
            "transitions": compare::transitions(&all),
            "months": months.collect::<Value>(),
            "bySector": compare::sorted(&sectors.collect()),
        });
        let report = compare::joined(report, cell(&|_| true));
        if !matches!(self.scope, Scope::Country) {
            return report;
        }
        let provinces = (0..31).map(|number| {
            let code = format!("IR-{number:02}");
            compare::joined(cell(&|unit| unit.province == code), json!({ "province": { "code": code } }))
        });
        compare::joined(report, json!({ "byProvince": provinces.collect::<Value>() }))
    }

    /// Whether a unit is counted.
    pub fn counts(&self, unit: &Unit) -> bool {
        let here = match self.scope {
            Scope::Country => true,
            Scope::Province(code) => unit.province == code,
            Scope::Park(code) => unit.park == Some(code),
        };
        here && match self.population {
            "IN_PARKS" => unit.park.is_some(),
            "OUTSIDE_PARKS" => unit.park.is_none(),
            _ => true,
        }
    }
}

/// The last day of a year, or today.
fn last_day(year: IranianYear) -> Day {
    year.ends_on().min(Day::parse(TODAY).unwrap())
}

fn query() -> String {
    let flows = FLOWS.replace("...I", INVESTMENT);
    format!(
        "query($year: Int!, $asOf: Date, $knownAt: DateTime, $province: String, $park: String,
            $population: Population, $country: Boolean!) {{
            report(year: $year, asOf: $asOf, knownAt: $knownAt, province: $province, park: $park,
                population: $population) {{
                asOf {flows} stock {{ {STOCK} }} previousYearEnd {{ {STOCK} }} transitions {{ from to units }}
                months {{ month {{ number }} to {flows} }}
                bySector {{ sector stock {{ {STOCK} }} {flows} }}
                byProvince @include(if: $country) {{ province {{ code }} stock {{ {STOCK} }} {flows} }}
            }}
        }}"
    )
}
