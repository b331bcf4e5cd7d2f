//! Measurements of requests, for a recorder of [`metrics`]. Without a recorder, they cost nothing.
//!
//! Labels are bounded: routes are those of the server, codes those of the list, and of the names of operations, which clients
//! choose, only the first `NAMES` are distinguished.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

use crate::concurrency::Workload;
use crate::error_code::ErrorCode;
use crate::outcome::Outcome;

/// How many names of operations have a label of their own; all later ones share `other`.
const NAMES: usize = 100;

/// Longer names share `other`, too.
const LENGTH: usize = 60;

/// The label of operations without a name.
const UNNAMED: &str = "unnamed";

/// The label of operations whose name has no label of its own.
const OTHER: &str = "other";

static KNOWN: Mutex<Option<HashSet<String>>> = Mutex::new(None);

/// Describes all measurements of this crate to the recorder.
pub fn describe() {
    describe_counter!("shahrak_http_responses_total", "Responses by route and status");
    describe_histogram!(
        "shahrak_http_response_seconds",
        Unit::Seconds,
        "Time until a response begins, by route"
    );
    describe_counter!(
        "shahrak_operations_total",
        "Operations and events of subscriptions, by kind, name and the code of the first error"
    );
    describe_histogram!("shahrak_operation_seconds", Unit::Seconds, "Time of queries and mutations, by name");
    describe_histogram!("shahrak_operation_cost", "Cost of operations that were accepted, by kind");
    describe_counter!("shahrak_rejected_total", "Operations that did not run, by the code of the error");
    describe_histogram!("shahrak_queue_seconds", Unit::Seconds, "Time that operations waited for a permit");
    describe_counter!("shahrak_queue_refused_total", "Operations that would have waited for too long");
    describe_gauge!("shahrak_queue_running", "Operations that have a permit, by workload");
    describe_gauge!("shahrak_queue_waiting", "Operations that wait for a permit, by workload");
    describe_gauge!("shahrak_subscribers", "Connections that are open for subscriptions");
    describe_counter!("shahrak_documents_total", "Documents, by whether they were in the cache");
}

/// An HTTP response begins.
pub(crate) fn responded(route: &str, status: u16, after: Duration) {
    let route = route.to_owned();
    counter!("shahrak_http_responses_total", "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    histogram!("shahrak_http_response_seconds", "route" => route).record(after);
}

/// An operation was accepted and priced.
pub(crate) fn accepted(kind: OperationType, cost: u64) {
    histogram!("shahrak_operation_cost", "kind" => of_kind(kind)).record(cost as f64);
}

/// An operation did not run.
pub(crate) fn rejected(code: Option<ErrorCode>) {
    counter!("shahrak_rejected_total", "code" => of_code(code)).increment(1);
}

/// A query or a mutation was answered.
pub(crate) fn answered(kind: OperationType, name: Option<&str>, outcome: &Outcome, after: Duration) {
    let operation = label(name);
    histogram!("shahrak_operation_seconds", "operation" => operation.clone()).record(after);
    count(kind, operation, outcome);
}

/// An event of a subscription was answered.
pub(crate) fn event(name: Option<&str>, outcome: &Outcome) {
    count(OperationType::Subscription, label(name), outcome);
}

/// An operation got its permit after this time, or was refused one.
pub(crate) fn queued(workload: Workload, waited: Option<Duration>) {
    let workload = of_workload(workload);
    match waited {
        Some(waited) => histogram!("shahrak_queue_seconds", "workload" => workload).record(waited),
        None => counter!("shahrak_queue_refused_total", "workload" => workload).increment(1),
    }
}

/// The state of a queue.
pub(crate) fn queue(workload: Workload, running: usize, waiting: usize) {
    let workload = of_workload(workload);
    gauge!("shahrak_queue_running", "workload" => workload).set(running as f64);
    gauge!("shahrak_queue_waiting", "workload" => workload).set(waiting as f64);
}

/// The number of connections for subscriptions.
pub(crate) fn subscribers(open: usize) {
    gauge!("shahrak_subscribers").set(open as f64);
}

/// A document was found in the cache, or had to be parsed.
pub(crate) fn document(cached: bool) {
    counter!("shahrak_documents_total", "cached" => if cached { "yes" } else { "no" }).increment(1);
}

fn count(kind: OperationType, operation: String, outcome: &Outcome) {
    let code = match outcome.response().errors.first() {
        Some(error) => of_code(ErrorCode::of(error)),
        None => "OK",
    };
    counter!("shahrak_operations_total", "kind" => of_kind(kind), "operation" => operation, "code" => code)
        .increment(1);
}

/// The label of an operation.
fn label(name: Option<&str>) -> String {
    let Some(name) = name else { return UNNAMED.to_owned() };
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if known.contains(name) {
        return name.to_owned();
    }
    if known.len() >= NAMES || name.len() > LENGTH {
        return OTHER.to_owned();
    }
    known.insert(name.to_owned());
    name.to_owned()
}

/// Errors that the engine itself finds in a document have no code.
fn of_code(code: Option<ErrorCode>) -> &'static str {
    code.unwrap_or(ErrorCode::GraphqlValidationFailed).as_str()
}

fn of_kind(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    }
}

fn of_workload(workload: Workload) -> &'static str {
    match workload {
        Workload::Read => "read",
        Workload::Heavy => "heavy",
        Workload::Change => "change",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_clients_choose_give_a_bounded_number_of_labels() {
        let labels: HashSet<String> =
            (0..10 * NAMES).map(|number| label(Some(&format!("Operation{number}")))).collect();

        assert!(labels.len() <= NAMES + 1, "{}", labels.len());
        assert!(labels.contains(OTHER));
        assert_eq!(label(None), UNNAMED);
        assert_eq!(label(Some(&"x".repeat(LENGTH + 1))), OTHER);
    }
}
