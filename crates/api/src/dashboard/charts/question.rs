//! What an address of a chart asks for: an operation of the pages, and its variables.

use async_graphql::InputType;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use shahrak_domain::day::Day;
use shahrak_domain::year::IranianYear;
use shahrak_messages::{Explain as _, Language, Message};

use super::groups::{EVENTS, Groups, UNITS};
use crate::dashboard::route::code;
use crate::exports::parameters::{Parameters, at, none_of};
use crate::graphql;
use crate::graphql::common::scalar::{Date, DateTime};
use crate::graphql::event::EventFilter;
use crate::graphql::unit::UnitFilter;

/// The kinds of charts.
pub(super) enum Kind {
    /// A metric by Iranian year
    Years,
    /// A metric by month of a year
    Months,
    /// What is shown of the provinces
    Provinces(String),
    /// Groups of units or events
    Groups(Groups),
}

/// A question whose answer is a chart.
pub(super) struct Question {
    pub(super) kind: Kind,
    pub(super) operation: &'static str,
    pub(super) variables: Value,
    /// The day and the moment that the answer shows.
    pub(super) as_of: String,
    pub(super) known_at: String,
    /// The page of the chart: the path behind the language, and its parameters.
    place: String,
    parameters: Vec<(String, String)>,
}

/// When a chart is asked for.
pub(super) struct Present {
    /// The present moment of knowledge.
    pub(super) known_at: DateTime,
    /// The time zone of the register.
    pub(super) zone: chrono_tz::Tz,
}

impl Question {
    /// Reads the path behind the language, and the query string. Day and moment of knowledge are those of the present if
    /// they are not given; without a day, a past moment has the day on which it was.
    ///
    /// # Errors
    /// A parameter cannot be read, or is not one of this chart.
    pub(super) fn read(place: &str, query: &str, present: &Present) -> Result<Question, Message> {
        let mut parameters = Parameters::of(query);
        let given: Option<DateTime> = parameters.take_scalar("knownAt")?;
        let known_at = given.unwrap_or(present.known_at);
        let day = Day::new(known_at.0.with_timezone(&present.zone).date_naive());
        let as_of: Option<Date> = parameters.take_scalar("asOf")?;
        let population = crate::exports::report::population(&mut parameters)?;
        let as_of = as_of.map(|date| date.0);
        let view = View { as_of, day, known_at, fixed: given.is_some(), population };
        let parts: Vec<&str> = place.split('/').collect();
        match *parts {
            ["series", metric] => series(place, metric, parameters, view),
            [year, "provinces"] => provinces(place, year, parameters, view),
            _ => groups(place, parameters, view),
        }
    }

    /// The path and the query of the page, with the day and the moment of this chart.
    pub(super) fn page(&self, language: Language) -> String {
        self.address("", language, "")
    }

    /// The same of a file with this extension.
    pub(super) fn file(&self, language: Language, extension: &str) -> String {
        self.address("", language, &format!(".{extension}"))
    }

    /// The same of the frame.
    pub(super) fn frame(&self, language: Language) -> String {
        self.address("/embed", language, "")
    }

    fn address(&self, before: &str, language: Language, ending: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.parameters).finish();
        format!("{before}/{}/{}{ending}?{query}", code(language), self.place)
    }
}

/// The view of a chart, as in the addresses of pages.
struct View {
    as_of: Option<Day>,
    /// The day of the moment of knowledge.
    day: Day,
    known_at: DateTime,
    /// The moment is given.
    fixed: bool,
    population: String,
}

impl View {
    /// The question with these variables and parameters besides the view.
    fn question(
        self,
        (kind, operation): (Kind, &'static str),
        place: &str,
        as_of: Day,
        (own, also): (Value, Vec<(String, String)>),
    ) -> Question {
        let known_at = self.known_at.0.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let as_of = as_of.date().to_string();
        let mut variables = json!({ "asOf": as_of, "knownAt": known_at });
        if let (Some(all), Value::Object(own)) = (variables.as_object_mut(), own) {
            all.extend(own);
        }
        let mut parameters = vec![
            ("asOf".to_owned(), as_of.clone()),
            ("knownAt".to_owned(), known_at.clone()),
            ("population".to_owned(), self.population),
        ];
        parameters.extend(also);
        Question { kind, operation, variables, as_of, known_at, place: place.to_owned(), parameters }
    }
}

fn series(place: &str, metric: &str, mut parameters: Parameters, view: View) -> Result<Question, Message> {
    let scope = parameters.take("scope")?.unwrap_or_else(|| "IR".to_owned());
    let year = parameters.take_number("year")?;
    let (from, to) = match year {
        Some(_) => (None, None),
        None => (parameters.take_number("from")?, parameters.take_number("to")?),
    };
    parameters.nothing_else(&["asOf", "knownAt", "population", "scope", "from", "to", "year"])?;
    let given = [("year", year), ("from", from), ("to", to)];
    let given = given.into_iter().filter_map(|(name, number)| Some((name.to_owned(), number?.to_string())));
    let also = [("scope".to_owned(), scope.clone())].into_iter().chain(given).collect();
    let mut own = json!({ "metric": metric, "scope": scope, "population": view.population });
    let (kind, operation) = match year {
        Some(year) => {
            own["year"] = year.into();
            (Kind::Months, "Months")
        }
        None => {
            own["from"] = json!(from);
            own["to"] = json!(to);
            (Kind::Years, "Series")
        }
    };
    let as_of = view.as_of.unwrap_or(view.day);
    Ok(view.question((kind, operation), place, as_of, (own, also)))
}

/// What tiles of provinces can show.
const SHOWN: [&str; 4] = ["progress", "revived", "commissioned", "idle"];

fn provinces(place: &str, year: &str, mut parameters: Parameters, view: View) -> Result<Question, Message> {
    let number: i32 = year.parse().unwrap_or_default();
    let year = IranianYear::new(number).map_err(|error| at("year", error.message()))?;
    let show = parameters.take("show")?.unwrap_or_else(|| SHOWN[0].to_owned());
    if !SHOWN.contains(&&*show) {
        return Err(at("show", none_of(&show, &SHOWN)));
    }
    parameters.nothing_else(&["asOf", "knownAt", "population", "show"])?;
    let as_of = view.as_of.unwrap_or_else(|| view.day.clamp(year.starts_on(), year.ends_on()));
    let own = json!({ "year": number, "population": view.population });
    let also = vec![("show".to_owned(), show.clone())];
    Ok(view.question((Kind::Provinces(show), "Provinces"), place, as_of, (own, also)))
}

/// What a chart of groups can show.
const FIGURES: [&str; 4] = ["COUNT", "JOBS_SUM", "INVESTMENT_SUM", "CAPACITY_AVG"];
/// What the parameters of groups are named, besides the fields of the filter.
const OF_GROUPS: [&str; 6] = ["asOf", "knownAt", "population", "what", "by", "show"];

fn groups(place: &str, mut parameters: Parameters, view: View) -> Result<Question, Message> {
    let of = match parameters.take("what")?.as_deref() {
        None | Some("units") => &UNITS,
        Some("events") => &EVENTS,
        Some(other) => return Err(at("what", none_of(other, &["units", "events"]))),
    };
    let by = parameters.take("by")?.unwrap_or_else(|| "PROVINCE".to_owned());
    let inputs = graphql::inputs();
    let known: Vec<&str> = inputs.values(of.keys).iter().map(String::as_str).collect();
    let keys: Vec<String> = by.split(',').map(str::to_owned).collect();
    if let Some(unknown) = keys.iter().find(|key| !known.contains(&key.as_str())) {
        return Err(at("by", none_of(unknown, &known)));
    }
    let show = parameters.take("show")?.unwrap_or_else(|| FIGURES[0].to_owned());
    if !FIGURES.contains(&&*show) {
        return Err(at("show", none_of(&show, &FIGURES)));
    }
    let also = [("what", of.what.to_owned()), ("by", by), ("show", show.clone())];
    let also =
        also.map(|(name, text)| (name.to_owned(), text)).into_iter().chain(parameters.rest()).collect();
    let mut filter = if of.what == "units" {
        object(&parameters.filter::<UnitFilter>(&OF_GROUPS)?)
    } else {
        object(&parameters.filter::<EventFilter>(&OF_GROUPS)?)
    };
    filter.insert("population".to_owned(), view.population.clone().into());
    let as_of = view.as_of.unwrap_or(view.day);
    if of.what == "events" {
        // Events have no day of a state: those after the day are left out.
        let days = filter.entry("occurredOn").or_insert_with(|| json!({}));
        if days["to"].is_null() {
            days["to"] = as_of.date().to_string().into();
        }
    }
    // Years and months run in their order, other groups from the greatest.
    let timed = keys.iter().any(|key| matches!(key.as_str(), "YEAR" | "QUARTER" | "MONTH"));
    let own = json!({
        "filter": filter, "groupBy": keys, "orderBy": if timed { None } else { Some(&show) }, "descending": !timed,
        "jobs": show == "JOBS_SUM", "investment": show == "INVESTMENT_SUM", "capacity": show == "CAPACITY_AVG",
    });
    let kind = Kind::Groups(Groups { of, keys, show });
    let present = !view.fixed && view.as_of.is_none();
    let mut question = view.question((kind, of.operation), place, as_of, (own, also));
    if present {
        // The groups of the present are kept; those of other moments follow from the events of each unit.
        question.variables["asOf"] = Value::Null;
        question.variables["knownAt"] = Value::Null;
    }
    Ok(question)
}

/// An input of the schema as JSON, without what is not given.
fn object(input: &impl InputType) -> Map<String, Value> {
    let json = input.to_value().into_json().unwrap_or_default();
    let given = |(_, value): &(String, Value)| !value.is_null();
    json.as_object().cloned().unwrap_or_default().into_iter().filter(given).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn read(place: &str, query: &str) -> Question {
        let known_at = DateTime("2026-05-01T10:00:00Z".parse().unwrap());
        let present = Present { known_at, zone: chrono_tz::Asia::Tehran };
        Question::read(place, query, &present).unwrap()
    }

    #[test]
    fn a_past_moment_without_a_day_has_its_own_day() {
        let past = read("1399/provinces", "knownAt=2021-01-27T21:00:00Z");
        let later = read("1399/provinces", "");

        assert_eq!(past.variables["asOf"], "2021-01-28", "the day in Tehran");
        assert_eq!(later.variables["asOf"], "2021-03-20", "the last day of 1399");
        assert_eq!(
            past.page(Language::Persian),
            "/fa/1399/provinces?asOf=2021-01-28&knownAt=2021-01-27T21%3A00%3A00.000000Z&population=IN_PARKS\
             &show=progress"
        );
    }

    #[test]
    fn groups_have_the_filter_of_the_schema() {
        let groups =
            read("explore", "what=events&by=YEAR,KIND&kind=REVIVED,IDLED&occurredOn.from=1399-01-01");

        assert_eq!(groups.variables["filter"]["kind"], json!(["REVIVED", "IDLED"]));
        assert_eq!(groups.variables["filter"]["population"], "IN_PARKS");
        assert_eq!(groups.variables["orderBy"], Value::Null);
        assert!(groups.file(Language::English, "svg").contains("kind=REVIVED%2CIDLED"));
    }

    #[test]
    fn what_no_chart_asks_for_is_refused() {
        let known_at = DateTime("2026-05-01T10:00:00Z".parse().unwrap());
        let present = Present { known_at, zone: chrono_tz::UTC };
        for (place, query) in [
            ("series/units_revived", "years=3"),
            ("1399/provinces", "show=colour"),
            ("explore", "by=COLOUR"),
            ("explore", "what=parks"),
            ("explore", "status=SLEEPING"),
            ("1399/provinces", "asOf=tomorrow"),
        ] {
            assert!(Question::read(place, query, &present).is_err(), "{place}?{query}");
        }
    }
}
