//! Measurements for Prometheus, at a port of their own: what the crates record with [`metrics`].

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::{App, HttpResponse, HttpServer, web};
use graphql_http::clock;
use metrics::{Unit, describe_counter, describe_gauge, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;
use tokio::task::JoinHandle;

use shahrak_persistence::db;

use crate::config::serve::Listen;

/// Buckets of times, in seconds.
const SECONDS: [f64; 14] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Buckets of costs.
const COSTS: [f64; 8] = [10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0, 10_000.0, 50_000.0];

/// How often histograms are condensed while nobody reads them.
const UPKEEP: Duration = Duration::from_secs(5);

/// The path of the measurements.
const PATH: &str = "/metrics";

/// Records what has a state, as opposed to what happens. It is called before each answer.
pub type Sample = dyn Fn() + Send + Sync;

/// The recorder of this process.
pub struct Measurements(PrometheusHandle);

/// A server of measurements.
pub struct MeasurementServer {
    /// Its addresses, with the actual port if port 0 was requested.
    pub addresses: Vec<SocketAddr>,
    tasks: [JoinHandle<()>; 2],
}

impl Measurements {
    /// Installs the recorder. What is recorded before is lost.
    ///
    /// # Errors
    /// If the process has one already.
    pub fn install() -> Result<Measurements, BuildError> {
        let suffix = |suffix: &str| Matcher::Suffix(suffix.to_owned());
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(suffix("_seconds"), &SECONDS)?
            .set_buckets_for_metric(suffix("_cost"), &COSTS)?
            .install_recorder()?;
        describe();
        Ok(Measurements(recorder))
    }

    /// Answers `GET /metrics` at an address, in one thread of its own: an overloaded register still tells its measurements.
    ///
    /// # Errors
    /// The reason of the system why the address cannot be used.
    pub fn serve(self, listen: &Listen, sample: Arc<Sample>) -> io::Result<MeasurementServer> {
        let upkeep = self.0.clone();
        let process = Collector::default();
        process.describe();
        let (recorder, process) = (web::Data::new(self.0), web::Data::new(process));
        let sample = web::Data::from(Arc::new(sample));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(recorder.clone())
                .app_data(process.clone())
                .app_data(sample.clone())
                .route(PATH, web::get().to(render))
        });
        let server = server.workers(1).disable_signals().bind((listen.host.as_str(), listen.port))?;
        let addresses = server.addrs();
        let server = server.run();
        let serving = tokio::spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "the server of measurements has stopped");
            }
        });
        let condensing = tokio::spawn(async move {
            loop {
                tokio::time::sleep(UPKEEP).await;
                upkeep.run_upkeep();
            }
        });
        Ok(MeasurementServer { addresses, tasks: [serving, condensing] })
    }
}

impl Drop for MeasurementServer {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

async fn render(
    recorder: web::Data<PrometheusHandle>,
    process: web::Data<Collector>,
    sample: web::Data<Arc<Sample>>,
) -> HttpResponse {
    sample();
    process.collect();
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(recorder.render())
}

fn describe() {
    graphql_http::measure::describe();
    db::describe();
    describe_gauge!("shahrak_build_info", "1, with the version of the program");
    describe_gauge!("shahrak_started_seconds", Unit::Seconds, "When the server started, in Unix time");
    describe_gauge!(
        "shahrak_ready",
        "Whether requests could be answered when last checked: 1 or 0, as /readyz says"
    );
    describe_gauge!("shahrak_imports_running", "Imports over HTTP that are received, wait or run");
    describe_counter!("shahrak_imports_total", "Imports over HTTP that have ended, by outcome");
    describe_gauge!("shahrak_exports_running", "Exports over HTTP that run");
    describe_counter!("shahrak_folds_total", "Runs of the job that folds deltas into sums, by outcome");
    gauge!("shahrak_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
    gauge!("shahrak_started_seconds").set(clock::now().timestamp() as f64);
}
