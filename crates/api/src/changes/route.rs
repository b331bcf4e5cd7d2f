//! `GET /changes.atom` and `GET /changes.csv`.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::Variables;
use chrono::{DateTime, SecondsFormat, Utc};
use graphql_http::{Api, language, rest};
use serde::Deserialize;
use serde_json::json;
use url::form_urlencoded;

use shahrak_domain::code::Coded;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_messages::{Explain, Language, Message, message};
use shahrak_persistence::ledger::moments::{self, Head};
use shahrak_persistence::register_info;

use super::answer::{Answer, Page, QUERY};
use super::atom::{self, Identity, Links};
use super::{Changes, csv};
use crate::cached::{Cached, bad, fault};
use crate::exports::SYNTHETIC;
use crate::graphql::Schema;
use crate::imports::of_database;

/// The largest number of months in a response, and the default.
const MOST: u32 = 100;

/// The parameters, as they are written in the address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    since: String,
    until: Option<String>,
    province: Option<String>,
    population: Option<String>,
    first: Option<String>,
    after: Option<String>,
}

/// The parameters.
struct ChangesRequest {
    since: Moment,
    until: Option<Moment>,
    province: Option<String>,
    population: Population,
    first: u32,
    after: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Atom,
    Csv,
}

pub(super) fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(rest::read_only(web::resource("/changes.atom"), feed))
        .service(rest::read_only(web::resource("/changes.csv"), file));
}

async fn feed(api: web::Data<Api<Schema>>, changes: web::Data<Changes>, http: HttpRequest) -> HttpResponse {
    respond(&api, &changes, &http, Format::Atom).await.unwrap_or_else(|response| response)
}

async fn file(api: web::Data<Api<Schema>>, changes: web::Data<Changes>, http: HttpRequest) -> HttpResponse {
    respond(&api, &changes, &http, Format::Csv).await.unwrap_or_else(|response| response)
}

/// The response. If the client has it already, only the head of the ledger is read.
async fn respond(
    api: &Api<Schema>,
    changes: &Changes,
    http: &HttpRequest,
    format: Format,
) -> Result<HttpResponse, HttpResponse> {
    let caller = rest::caller(api, http).await?;
    let asked = ChangesRequest::read(http).map_err(|why| bad(http, why))?;
    let db = changes.db.for_request_of(rest::caller_key(api, http, &caller));
    let head = moments::head(&db).await.map_err(|error| of_database(http, &error))?;
    let language = language::of(http.headers());
    let cached = Cached::new(http, &head, &[&format!("{language:?}")]).modified(head.recorded_at);
    cached.unless_known()?;
    let data = rest::query(api, http, QUERY, asked.variables(format, &head)).await?;
    let Answer { monthly_changes: page } =
        serde_json::from_value(data).map_err(|error| fault(http, &error))?;
    let synthetic = register_info::synthetic(&db).await.map_err(|error| of_database(http, &error))?;
    let next = page.next().map(|cursor| asked.address(format, Some((&page.until, cursor))));
    match format {
        Format::Atom => {
            let notice = synthetic.map(|synthetic| synthetic.message().text(language));
            let body = asked.feed(&page, next, notice, language).map_err(|error| fault(http, &error))?;
            let mut response = cached.response("application/atom+xml; charset=utf-8");
            if synthetic.is_some() {
                response.insert_header((SYNTHETIC, "true"));
            }
            Ok(response.body(body))
        }
        Format::Csv => {
            let mut response = cached.response("text/csv; charset=utf-8; header=present");
            let mark = if synthetic.is_some() { "-synthetic" } else { "" };
            let disposition = format!("attachment; filename=\"changes{mark}.csv\"");
            response.insert_header((header::CONTENT_DISPOSITION, disposition));
            if synthetic.is_some() {
                response.insert_header((SYNTHETIC, "true"));
            }
            if let Some(next) = next {
                response.insert_header((header::LINK, format!("<{next}>; rel=\"next\"")));
            }
            Ok(response.body(csv::write(&page).map_err(|error| fault(http, &error))?))
        }
    }
}

impl ChangesRequest {
    fn read(http: &HttpRequest) -> Result<ChangesRequest, Message> {
        let query = web::Query::<Query>::from_query(http.query_string())
            .map_err(|error| message!("changes-query-wrong", why = rest::unread_parameters(&error)))?
            .into_inner();
        let first = query.first.as_deref().map_or(Ok(MOST), |text| {
            let number = text.parse().ok().filter(|number| (1..=MOST).contains(number));
            number.ok_or_else(|| at("first", message!("months-out-of-range", found = text, most = MOST)))
        });
        let population = query.population.as_deref().map_or(Ok(Population::InParks), |text| {
            Population::parse(&text.to_lowercase()).map_err(|error| at("population", error.message()))
        });
        Ok(ChangesRequest {
            since: moment("since", &query.since)?,
            until: query.until.as_deref().map(|text| moment("until", text)).transpose()?,
            province: query.province,
            population: population?,
            first: first?,
            after: query.after,
        })
    }

    /// The variables of the query. Without `until`, the changes are those up to the last record, so that the response
    /// stays the same until something is recorded.
    fn variables(&self, format: Format, head: &Head) -> Variables {
        Variables::from_json(json!({
            "since": written(self.since),
            "until": written(self.until.unwrap_or(head.recorded_at.max(self.since))),
            "province": self.province,
            "population": self.population.code().to_uppercase(),
            "orderBy": if format == Format::Atom { "LATEST_FIRST" } else { "PLACE" },
            "first": self.first,
            "after": self.after,
        }))
    }

    /// The address of this page in a format, or of the one after a cursor, up to a moment.
    fn address(&self, format: Format, next: Option<(&str, &str)>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("since", &written(self.since));
        let until = next.map(|(until, _)| until.to_owned()).or(self.until.map(written));
        let after = match next {
            Some((_, cursor)) => Some(cursor),
            None => self.after.as_deref(),
        };
        for (name, value) in
            [("until", until.as_deref()), ("province", self.province.as_deref()), ("after", after)]
        {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query.append_pair("population", &self.population.code().to_uppercase());
        query.append_pair("first", &self.first.to_string());
        let path = if format == Format::Atom { "/changes.atom" } else { "/changes.csv" };
        format!("{path}?{}", query.finish())
    }

    fn feed(
        &self,
        page: &Page,
        next: Option<String>,
        notice: Option<String>,
        language: Language,
    ) -> std::io::Result<Vec<u8>> {
        let (since, population) = (written(self.since), self.population.code());
        let identity = Identity { since: &since, population, province: self.province.as_deref() };
        // Orders differ, so a cursor of one format is not one of the other.
        let all = ChangesRequest { after: None, province: self.province.clone(), ..*self };
        let links =
            Links { itself: self.address(Format::Atom, None), csv: all.address(Format::Csv, None), next };
        atom::write(page, &identity, &links, notice.as_deref(), language)
    }
}

/// A moment as it is written in the address. A plus sign that was not encoded arrives as a space.
fn moment(parameter: &str, text: &str) -> Result<Moment, Message> {
    let moment = DateTime::parse_from_rfc3339(&text.replace(' ', "+"));
    let moment = moment.map_err(|_| at(parameter, message!("not-a-short-moment", found = text)))?;
    // The register knows microseconds.
    Ok(chrono::SubsecRound::trunc_subsecs(moment.with_timezone(&Utc), 6))
}

fn written(moment: Moment) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn at(field: &str, why: Message) -> Message {
    message!("at-field", field, why)
}
