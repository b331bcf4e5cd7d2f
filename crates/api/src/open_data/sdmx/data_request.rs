//! What a request for data asks for.

use actix_web::HttpRequest;
use actix_web::http::header::{Accept, Header as _};

use shahrak_domain::moment::Moment;
use shahrak_messages::{Argument, Explain as _, Message, message};
use shahrak_open_data::sdmx::code_list::Vocabulary;
use shahrak_open_data::sdmx::component::Component;
use shahrak_open_data::sdmx::key::{Key, KeyError};
use shahrak_open_data::sdmx::period::{NotATime, Period};
use shahrak_open_data::sdmx::{AGENCY, DATAFLOW, VERSION, csv, json};

use crate::exports::parameters::{Parameters, at, none_of};
use crate::graphql::common::scalar::DateTime;

/// A request for data.
pub(super) struct DataRequest {
    pub(super) format: Format,
    key: String,
    /// The codes of dimensions, as they are written.
    filters: Vec<(Component, String)>,
    pub(super) period: Period,
    /// The moment of knowledge; none for the present.
    pub(super) as_of: Option<Moment>,
    /// Only what changed after this moment.
    pub(super) updated_after: Option<Moment>,
    /// Also what was known before.
    pub(super) history: bool,
}

/// A format of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// SDMX-CSV 2.0
    Csv,
    /// SDMX-JSON 2.0
    Json,
}

/// Why a request cannot be answered.
pub(super) enum DataRequestError {
    /// A part of it cannot be read.
    Parameter(Message),
    /// There is no such dataflow.
    Dataflow(String),
    /// No accepted format is available.
    Format,
}

/// The parameters of the address.
const PARAMETERS: [&str; 15] = [
    "startPeriod",
    "endPeriod",
    "c[FREQ]",
    "c[METRIC]",
    "c[REF_AREA]",
    "c[POPULATION]",
    "c[TIME_PERIOD]",
    "asOf",
    "updatedAfter",
    "includeHistory",
    "format",
    "dimensionAtObservation",
    "attributes",
    "measures",
    "detail",
];
/// Parameters that limit the period.
const PERIODS: [(&str, Narrow); 3] =
    [("startPeriod", Period::starting), ("endPeriod", Period::ending), ("c[TIME_PERIOD]", Period::filter)];
type Narrow = fn(Period, &str) -> Result<Period, NotATime>;
/// Parameters that choose parts of an answer. Answers are complete.
const COMPLETE: [(&str, &[&str]); 4] = [
    ("dimensionAtObservation", &["TIME_PERIOD"]),
    ("attributes", &["dsd", "all"]),
    ("measures", &["all"]),
    ("detail", &["full"]),
];

impl DataRequest {
    /// Reads the path after `/sdmx/data`, the query string, and the accepted media types.
    ///
    /// # Errors
    /// [`DataRequestError`] says what is wrong.
    pub(super) fn read(http: &HttpRequest, path: &str) -> Result<DataRequest, DataRequestError> {
        let mut parameters = Parameters::of(http.query_string());
        let format = parameters.take("format").map_err(DataRequestError::Parameter)?;
        let format = match format.as_deref() {
            None => accepted(http).ok_or(DataRequestError::Format)?,
            Some("csv" | "sdmx-csv" | "csvfile") => Format::Csv,
            Some("json" | "sdmx-json" | "jsondata") => Format::Json,
            Some(other) => {
                return Err(DataRequestError::Parameter(at("format", none_of(other, &["csv", "json"]))));
            }
        };
        let key = key(path)?;
        DataRequest::parameters(parameters, format, key).map_err(DataRequestError::Parameter)
    }

    fn parameters(mut parameters: Parameters, format: Format, key: String) -> Result<DataRequest, Message> {
        let mut period = Period::default();
        for (name, narrow) in PERIODS {
            if let Some(text) = parameters.take(name)? {
                period = narrow(period, &text).map_err(|error| at(name, error.message()))?;
            }
        }
        let mut filters = Vec::new();
        for dimension in Component::KEY {
            let codes = parameters.take(&format!("c[{}]", dimension.id()))?;
            filters.extend(codes.map(|codes| (dimension, codes)));
        }
        let moment = |moment: Option<DateTime>| moment.map(|DateTime(moment)| moment);
        let as_of = moment(parameters.take_scalar("asOf")?);
        let updated_after = moment(parameters.take_scalar("updatedAfter")?);
        if as_of.zip(updated_after).is_some_and(|(as_of, after)| after > as_of) {
            return Err(at("updatedAfter", message!("sdmx-moments-out-of-order")));
        }
        let history = match parameters.take("includeHistory")?.as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(other) => return Err(at("includeHistory", none_of(other, &["true", "false"]))),
        };
        for (name, known) in COMPLETE {
            if let Some(value) = parameters.take(name)?.filter(|value| !known.contains(&&**value)) {
                return Err(at(name, none_of(&value, known)));
            }
        }
        parameters.nothing_else(&PARAMETERS)?;
        Ok(DataRequest { format, key, filters, period, as_of, updated_after, history })
    }

    /// The choice of series.
    ///
    /// # Errors
    /// [`KeyError`] says what is wrong.
    pub(super) fn key(&self, vocabulary: &Vocabulary) -> Result<Key, KeyError> {
        let filter =
            |key: Key, (dimension, codes): &(Component, String)| key.filter(*dimension, codes, vocabulary);
        self.filters.iter().try_fold(Key::parse(&self.key, vocabulary)?, filter)
    }
}

impl Format {
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Format::Csv => csv::MEDIA_TYPE,
            Format::Json => json::MEDIA_TYPE,
        }
    }
}

/// The key in a path: `dataflow/SHAHRAK/REGISTER/1.0/KEY` (SDMX 3.0) or `SHAHRAK,REGISTER,1.0/KEY` (SDMX 2.1). Everything may
/// be left out from the end.
fn key(path: &str) -> Result<String, DataRequestError> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let no_such = || DataRequestError::Dataflow(path.to_owned());
    let check = |is_right: bool| if is_right { Ok(()) } else { Err(no_such()) };
    let is = |part: &str, own: &str| matches!(part, "*" | "all") || part == own;
    match parts.next() {
        None => {}
        Some("dataflow" | "*") => {
            check(parts.next().is_none_or(|agency| is(agency, AGENCY)))?;
            check(parts.next().is_none_or(|id| is(id, DATAFLOW)))?;
            check(parts.next().is_none_or(is_version))?;
        }
        Some(flow) => {
            let flow: Vec<&str> = flow.split(',').collect();
            check(match *flow {
                [id] => id == DATAFLOW,
                [agency, id] => is(agency, AGENCY) && id == DATAFLOW,
                [agency, id, version] => is(agency, AGENCY) && id == DATAFLOW && is_version(version),
                _ => false,
            })?;
        }
    }
    Ok(parts.next().unwrap_or("*").to_owned())
}

/// Whether a version is that of the structures.
pub(super) fn is_version(text: &str) -> bool {
    matches!(text, "*" | "~" | "+" | "latest" | "all") || text == VERSION
}

/// The format that the client prefers. One that accepts everything gets CSV, which everybody can look at.
fn accepted(http: &HttpRequest) -> Option<Format> {
    let accept = Accept::parse(http).unwrap_or_else(|_| Accept::star());
    let format = |range: &str| match range {
        "application/vnd.sdmx.data+json" | "application/json" => Some(Format::Json),
        "application/vnd.sdmx.data+csv" | "text/csv" | "*/*" | "text/*" | "application/*" => {
            Some(Format::Csv)
        }
        _ => None,
    };
    if accept.is_empty() {
        return Some(Format::Csv);
    }
    accept.ranked().iter().find_map(|range| format(range.essence_str()))
}

/// The explanation of a request that no format satisfies.
pub(super) fn nothing_acceptable() -> Message {
    let known = Argument::list([csv::MEDIA_TYPE, json::MEDIA_TYPE]);
    message!("sdmx-nothing-acceptable", known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_follows_the_dataflow_in_both_forms() {
        let check = |path, expected: Option<&str>| {
            let found = key(path).ok();
            assert_eq!(found.as_deref(), expected, "{path}");
        };
        check("", Some("*"));
        check("dataflow/SHAHRAK/REGISTER/1.0/A.units_revived", Some("A.units_revived"));
        check("dataflow/SHAHRAK/REGISTER/+/*", Some("*"));
        check("*/*/*/*/A", Some("A"));
        check("REGISTER/A..IR.", Some("A..IR."));
        check("SHAHRAK,REGISTER,1.0/all/ALL", Some("all"));
        check("SHAHRAK,REGISTER,latest", Some("*"));
        check("dataflow/ECB/EXR/1.0/*", None);
        check("EXR/A", None);
        check("SHAHRAK,REGISTER,2.0/A", None);
    }
}
