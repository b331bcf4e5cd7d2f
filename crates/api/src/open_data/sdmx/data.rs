//! `GET /sdmx/data/…`.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::error_code::ErrorCode;
use graphql_http::{Api, rest};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

use shahrak_domain::code::Coded as _;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::report::ReportFigure;
use shahrak_domain::year::IranianYear;
use shahrak_messages::{Explain as _, message};
use shahrak_open_data::sdmx::code_list::{ListId, Vocabulary};
use shahrak_open_data::sdmx::csv::{self, Action};
use shahrak_open_data::sdmx::formula::Formula;
use shahrak_open_data::sdmx::json::DataMessage;
use shahrak_open_data::sdmx::observation::{Observation, Series, status};

use super::data_request::{DataRequest, DataRequestError, Format, nothing_acceptable};
use super::figures::{self, Cells, Places};
use super::{history, vocabulary};
use crate::cached::{bad, fault, not_found};
use crate::graphql::Schema;
use crate::open_data::{OpenData, Page, RequestContext};

/// The most values of a response. All values of a register from 1304 on, the first year there can be, are fewer.
const MOST: usize = 250_000;
/// The most values of which the history is read.
const MOST_WITH_HISTORY: usize = 1_000;

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    let resource = web::resource(["/sdmx/data", "/sdmx/data/{path:.*}"]);
    cfg.service(rest::read_only(resource, get));
}

async fn get(api: web::Data<Api<Schema>>, data: web::Data<OpenData>, http: HttpRequest) -> HttpResponse {
    respond(&api, &data, &http).await.unwrap_or_else(|response| response)
}

async fn respond(
    api: &Api<Schema>,
    data: &OpenData,
    http: &HttpRequest,
) -> Result<HttpResponse, HttpResponse> {
    let path = http.match_info().get("path").unwrap_or_default();
    let asked = DataRequest::read(http, path).map_err(|wrong| refusal(http, wrong))?;
    let request = RequestContext::new(api, data, http).await?;
    let known_at = asked.as_of.unwrap_or(request.head.recorded_at);
    let cached =
        request.cached(&[asked.format.media_type()]).modified(known_at.min(request.head.recorded_at));
    cached.unless_known()?;
    let vocabulary = vocabulary(&request).await?;
    let selection = Selection::of(&request, &asked, &vocabulary, known_at).await?;
    let observations = match (asked.history, asked.updated_after) {
        (true, after) => selection.history(&request, after).await?,
        (false, Some(after)) => selection.updated(&request, after).await?,
        (false, None) => selection.values(&request, known_at).await?,
    };
    if observations.is_empty() {
        return Err(not_found(http, message!("sdmx-no-data")));
    }
    let action =
        if asked.history || asked.updated_after.is_some() { Action::Replace } else { Action::Information };
    match asked.format {
        Format::Csv => {
            let file =
                csv::write(&observations, action, asked.history).map_err(|error| fault(http, &error))?;
            let mut response = cached.response(asked.format.media_type());
            let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"register.csv\"");
            Ok(response.insert_header(name).body(file))
        }
        Format::Json => {
            let message = DataMessage::new(&observations, &vocabulary, action, request.now);
            let message = message.map_err(|error| fault(http, &error))?;
            Ok(request.json(&cached, asked.format.media_type(), &message))
        }
    }
}

fn refusal(http: &HttpRequest, wrong: DataRequestError) -> HttpResponse {
    match wrong {
        DataRequestError::Parameter(why) => bad(http, why),
        DataRequestError::Dataflow(found) => not_found(http, message!("sdmx-no-such-dataflow", found)),
        DataRequestError::Format => {
            rest::error(http, StatusCode::NOT_ACCEPTABLE, ErrorCode::BadRequest, nothing_acceptable())
        }
    }
}

/// The values that a request asks for.
struct Selection {
    series: Vec<(Series, Formula)>,
    years: Vec<IranianYear>,
    known_at: Moment,
    /// The day of the moment of knowledge.
    known_on: Day,
    today: Day,
}

const FIRST_EVENT: &str = "query FirstEvent($knownAt: DateTime) {
    events(first: 1, orderBy: OCCURRED_ON, knownAt: $knownAt) { pageInfo { hasNextPage endCursor } nodes { occurredOn } }
}";

#[derive(Deserialize)]
struct FirstEvent {
    events: Page<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    occurred_on: String,
}

impl Selection {
    async fn of(
        request: &RequestContext<'_>,
        asked: &DataRequest,
        vocabulary: &Vocabulary,
        known_at: Moment,
    ) -> Result<Selection, HttpResponse> {
        let key = asked.key(vocabulary).map_err(|error| bad(request.http, error.message()))?;
        let areas = ListId::Area.codes(vocabulary);
        let mut series = Vec::new();
        for (metric, formula) in vocabulary.observed() {
            for area in &areas {
                for population in Population::ALL {
                    let one = Series {
                        metric: metric.code.clone(),
                        unit: metric.unit.clone(),
                        area: area.id.clone(),
                        population: *population,
                    };
                    if key.chooses(&one) {
                        series.push((one, formula.clone()));
                    }
                }
            }
        }
        let years = years(request, asked, known_at).await?;
        let (count, most) =
            (series.len() * years.len(), if asked.history { MOST_WITH_HISTORY } else { MOST });
        if count > most {
            return Err(too_many(request.http, count, most));
        }
        let known_on = request.data.day(known_at);
        Ok(Selection { series, years, known_at, known_on, today: request.today() })
    }

    /// The values as known at a moment, by the places of their series and years.
    async fn values(
        &self,
        request: &RequestContext<'_>,
        known_at: Moment,
    ) -> Result<Vec<Observation>, HttpResponse> {
        let mut cells: HashMap<Population, Cells> = HashMap::new();
        for population in self.populations() {
            let (figures, areas) = self.needed(population);
            let of = (Places::of(&areas), population);
            cells.insert(population, figures::read(request, &figures, of, &self.years, known_at).await?);
        }
        let observe = |(series, formula): &(Series, Formula), year: IranianYear| {
            let cell = cells.get(&series.population)?.get(&(series.area.clone(), year))?;
            let last_day = cell.last_day?;
            Some(self.observation(series, (year, last_day), formula.value(|figure| cell.value(figure)), None))
        };
        let all = self
            .series
            .iter()
            .flat_map(|series| self.years.iter().filter_map(move |year| observe(series, *year)));
        Ok(all.collect())
    }

    /// The values that differ from those that were known at a moment.
    async fn updated(
        &self,
        request: &RequestContext<'_>,
        after: Moment,
    ) -> Result<Vec<Observation>, HttpResponse> {
        let before = self.values(request, after).await?;
        let before: HashMap<(Series, IranianYear), Option<Decimal>> =
            before.into_iter().map(|it| ((it.series, it.year), it.value)).collect();
        let mut now = self.values(request, self.known_at).await?;
        now.retain(|it| before.get(&(it.series.clone(), it.year)) != Some(&it.value));
        Ok(now)
    }

    /// The values with all that were known before, or after a moment, by the moment from which on each was known.
    async fn history(
        &self,
        request: &RequestContext<'_>,
        after: Option<Moment>,
    ) -> Result<Vec<Observation>, HttpResponse> {
        let mut found = Vec::new();
        for population in self.populations() {
            let (figures, areas) = self.needed(population);
            for year in &self.years {
                let of = (Places::of(&areas), population);
                let histories = history::read(request, &figures, of, *year, self.known_at).await?;
                let last_day = year.ends_on().min(self.today);
                for (series, formula) in
                    self.series.iter().filter(|(series, _)| series.population == population)
                {
                    let Some(figures) = histories.get(&series.area) else { continue };
                    let vintages = formula.vintages(figures).into_iter();
                    let asked = vintages.filter(|(at, _)| after.is_none_or(|after| *at > after));
                    found.extend(asked.map(|(at, value)| {
                        let known_on = request.data.day(at);
                        let status = status(value, *year, last_day, known_on);
                        let observation = self.observation(series, (*year, last_day), value, Some(at));
                        Observation { status, ..observation }
                    }));
                }
            }
        }
        found.sort_by_key(|observation| observation.valid_from);
        Ok(found)
    }

    fn observation(
        &self,
        series: &Series,
        (year, last_day): (IranianYear, Day),
        value: Option<Decimal>,
        valid_from: Option<Moment>,
    ) -> Observation {
        let status = status(value, year, last_day, self.known_on);
        Observation { series: series.clone(), year, last_day, value, status, valid_from }
    }

    /// The populations of the series.
    fn populations(&self) -> impl Iterator<Item = Population> {
        let has = |population: &&Population| self.series.iter().any(|(it, _)| it.population == **population);
        Population::ALL.iter().filter(has).copied()
    }

    /// The figures and places that the series of a population need.
    fn needed(&self, population: Population) -> (Vec<ReportFigure>, Vec<&str>) {
        let (mut figures, mut areas): (Vec<ReportFigure>, Vec<&str>) = (Vec::new(), Vec::new());
        for (series, formula) in self.series.iter().filter(|(it, _)| it.population == population) {
            for figure in formula.figures() {
                if !figures.contains(&figure) {
                    figures.push(figure);
                }
            }
            if !areas.contains(&&*series.area) {
                areas.push(&series.area);
            }
        }
        (figures, areas)
    }
}

/// The years of the period from that of the first event to the present one.
async fn years(
    request: &RequestContext<'_>,
    asked: &DataRequest,
    known_at: Moment,
) -> Result<Vec<IranianYear>, HttpResponse> {
    let answer: FirstEvent = request.query(FIRST_EVENT, json!({ "knownAt": known_at.to_rfc3339() })).await?;
    let first = answer.events.nodes.first().and_then(|event| Day::parse(&event.occurred_on).ok());
    let (Some(Ok(first)), Ok(last)) = (first.map(IranianYear::of), IranianYear::of(request.today())) else {
        return Ok(Vec::new());
    };
    let all = (first.number()..=last.number()).filter_map(|number| IranianYear::new(number).ok());
    Ok(all.filter(|year| asked.period.has(*year)).collect())
}

fn too_many(http: &HttpRequest, count: usize, most: usize) -> HttpResponse {
    let message = message!("sdmx-too-many-values", count, most);
    rest::error(http, StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::QueryTooComplex, message)
}
