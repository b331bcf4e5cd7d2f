//! The register by the conventions of open data: `GET /sdmx/…`, `/catalog`, `/claims.jsonld`, `/exports/parks.geojson` and
//! `/exports/datapackage.json`.
//!
//! The routes ask queries of the schema, with their limits, price and permits; the crate `open-data` turns the answers into
//! documents. `sdmx` has the figures, `parks`, `claims`, `catalogue` and `package` one document each.

mod catalogue;
mod claims;
mod package;
mod parks;
mod sdmx;

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::{Api, rest};
use serde::Serialize;

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_persistence::ledger::moments::{self, Head};

use crate::cached::{Cached, fault};
use crate::graphql::Schema;
use crate::graphql::common::context::Register;
use crate::imports::of_database;

/// The open data of a register. Cheap to clone.
#[derive(Clone)]
pub struct OpenData {
    register: Register,
    now: Arc<dyn Fn() -> Moment + Send + Sync>,
}

impl OpenData {
    /// The open data of a register, by a clock.
    pub fn new(register: Register, now: Arc<dyn Fn() -> Moment + Send + Sync>) -> OpenData {
        OpenData { register, now }
    }

    /// Serves the routes.
    pub fn configure(&self, cfg: &mut web::ServiceConfig) {
        cfg.app_data(web::Data::new(self.clone()))
            .configure(sdmx::configure)
            .configure(catalogue::configure)
            .configure(claims::configure)
            .configure(package::configure)
            .configure(parks::configure);
    }

    /// The day of a moment in the register's time zone.
    fn day(&self, moment: Moment) -> Day {
        Day::new(moment.with_timezone(&self.register.zone).date_naive())
    }
}

/// What every route knows of its request.
struct RequestContext<'a> {
    api: &'a Api<Schema>,
    data: &'a OpenData,
    http: &'a HttpRequest,
    now: Moment,
    head: Head,
}

impl<'a> RequestContext<'a> {
    /// # Errors
    /// The response to a wrong credential, or to a failure of the database.
    async fn new(
        api: &'a Api<Schema>,
        data: &'a OpenData,
        http: &'a HttpRequest,
    ) -> Result<RequestContext<'a>, HttpResponse> {
        let caller = rest::caller(api, http).await?;
        let db = data.register.db.for_request_of(rest::caller_key(api, http, &caller));
        let head = moments::head(&db).await.map_err(|error| of_database(http, &error))?;
        Ok(RequestContext { api, data, http, now: (data.now)(), head })
    }

    fn today(&self) -> Day {
        self.data.day(self.now)
    }

    /// What a response depends on, besides the address: what is recorded, the day, and other texts.
    fn cached(&self, also: &[&str]) -> Cached {
        let today = self.today().to_string();
        Cached::new(self.http, &self.head, &[&[&*today], also].concat())
    }

    /// The answer to a query of the schema.
    ///
    /// # Errors
    /// The response to a query that is refused or fails.
    async fn query<T: serde::de::DeserializeOwned>(
        &self,
        document: &str,
        variables: serde_json::Value,
    ) -> Result<T, HttpResponse> {
        let variables = async_graphql::Variables::from_json(variables);
        let answer = rest::query(self.api, self.http, document, variables).await?;
        serde_json::from_value(answer).map_err(|error| fault(self.http, &error))
    }

    /// The response with a document.
    fn json(&self, cached: &Cached, media_type: &'static str, document: &impl Serialize) -> HttpResponse {
        match serde_json::to_vec(document) {
            Ok(body) => cached.response(media_type).body(body),
            Err(error) => fault(self.http, &error),
        }
    }
}

/// A page of a list of the schema.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page<T> {
    page_info: PageInfo,
    nodes: Vec<T>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl<T> Page<T> {
    /// The cursor of the next page, if there is one.
    fn next(&self) -> Option<String> {
        self.page_info.end_cursor.clone().filter(|_| self.page_info.has_next_page)
    }
}
