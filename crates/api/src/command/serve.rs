//! `shahrak serve`: starts the database and answers GraphQL over HTTP until a signal.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs, io};

use graphql_http::limits::Limits;
use graphql_http::{Api, TrustedDocuments, clock};
use metrics::gauge;

use shahrak_domain::synthetic::Synthetic;
use shahrak_messages::{Explain as _, Language, message};
use shahrak_persistence::db::{Db, DbOptions};
use shahrak_persistence::ledger::listener::LedgerListener;
use shahrak_persistence::reference_cache::ReferenceCache;
use shahrak_persistence::{fold, register_info};

use super::{demo, print};
use crate::auth::oidc::Oidc;
use crate::config::database::DatabaseArgs;
use crate::config::serve::{Listen, ServeArgs};
use crate::cost::rows::KnownRows;
use crate::database::Database;
use crate::exports::Exports;
use crate::failure::{Failure, Need};
use crate::graphql::Schema;
use crate::graphql::common::context::Register;
use crate::imports::{Imports, Settings};
use crate::measurements::{Measurements, Sample};
use crate::server;
use crate::signals::Stop;

/// Serves until a signal.
pub async fn run(options: &ServeArgs, language: Language, stop: &Stop) -> Result<(), Failure> {
    try_to_listen(&options.http.listen)?;
    if let Some(listen) = &options.http.metrics_listen {
        try_to_listen(listen)?;
    }
    // A wrong setting is reported before a database starts.
    let oidc = options.oidc.provider()?;
    let trusted = options.http.trusted_documents.as_deref().map(trusted_documents).transpose()?;
    if options.http.only_trusted && trusted.is_none() {
        // Not by clap, for which settings of a file are defaults.
        let (option, needed) = ("--only-trusted", "--trusted-documents");
        return Err(Failure::Usage(message!("option-requires", option, needed)));
    }
    let mut database = Database::for_server(&options.database).await?;
    let url = database.url().to_owned();
    let zone = options.place.time_zone;
    let prepare = async {
        database.prepare(zone).await?;
        if options.demo() { demo::fill_if_empty(&database, zone, language).await } else { Ok(()) }
    };
    let prepared = stop.unless_requested(message!("stopped-before-ready"), prepare).await;
    let served = match prepared {
        Ok(()) => tokio::select! {
            served = serve(options, language, (url, oidc, trusted), stop) => served,
            failure = database.failed() => Err(failure),
        },
        Err(failure) => Err(failure),
    };
    let stopped = database.stop().await;
    served.and(stopped)
}

/// Checks that the address is free before a database starts.
fn try_to_listen(listen: &Listen) -> Result<(), Failure> {
    let listener = TcpListener::bind((listen.host.as_str(), listen.port));
    listener.map(drop).map_err(|source| cannot_listen(listen, source))
}

fn cannot_listen(listen: &Listen, source: io::Error) -> Failure {
    Failure::Listen { address: format!("{}:{}", listen.host, listen.port), source }
}

async fn serve(
    options: &ServeArgs,
    language: Language,
    (url, oidc, trusted): (String, Option<Oidc>, Option<TrustedDocuments>),
    stop: &Stop,
) -> Result<(), Failure> {
    let measurements = match options.http.metrics_listen {
        Some(_) => Some(Measurements::install().map_err(|error| Failure::Server(io::Error::other(error)))?),
        None => None,
    };
    let limits = Limits::from(&options.limits);
    let db = Db::connect_with(&db_options(options, url, &limits), &options.database.replicas()).await?;
    let replicas = tokio::spawn(db.clone().follow_replicas());
    let snapshot = ReferenceCache::load(db.clone()).await?;
    let follower = LedgerListener::new(db.clone());
    let register = Register {
        db: db.clone(),
        snapshot: snapshot.clone(),
        follower: follower.clone(),
        zone: options.place.time_zone,
    };
    let rows = KnownRows::default();
    let followers = [
        tokio::spawn(db.clone().watch()),
        tokio::spawn(snapshot.clone().follow()),
        tokio::spawn(follower.run()),
        tokio::spawn(fold::follow(db.url().to_owned())),
        tokio::spawn(rows.clone().follow(db.clone())),
    ];
    let imports = Imports::new(db.clone(), options.place.time_zone, Settings::from(&options.imports));
    let exports = Exports::new(register.clone(), options.exports.export_jobs.get(), clock::now);
    let api = server::with_imports(server::api(register, limits, oidc, rows), imports.clone());
    let api = server::with_exports(api, exports.clone());
    let api = api.proxies(options.http.proxies()).introspection(options.http.introspection);
    let api = match trusted {
        Some(trusted) => api.trusted(trusted, options.http.only_trusted),
        None => api,
    };
    // Imports stop at once: they would take longer than the running requests.
    let (stopping, stopped_imports) = (stop.clone(), imports.clone());
    tokio::spawn(async move {
        stopping.requested().await;
        stopped_imports.begin_to_stop();
    });
    let checking = measurements.as_ref().map(|_| tokio::spawn(check_readiness(snapshot.clone(), db.clone())));
    let (measured, exports) = (db.clone(), exports.clone());
    let measured_imports = imports.clone();
    let sample = move || {
        measured.measure();
        measured_imports.measure();
        exports.measure();
    };
    let measurements = measurements.map(|recorder| (recorder, Box::new(sample) as Box<_>));
    let synthetic = register_info::synthetic(&db).await?;
    let answered = answer(options, language, (api, measurements), synthetic, stop).await;
    if let Some(checking) = checking {
        checking.abort();
    }
    imports.stop().await;
    replicas.abort();
    for follower in &followers {
        follower.abort();
    }
    db.close().await;
    answered
}

async fn answer(
    options: &ServeArgs,
    language: Language,
    (api, measurements): (Api<Schema>, Option<(Measurements, Box<Sample>)>),
    synthetic: Option<Synthetic>,
    stop: &Stop,
) -> Result<(), Failure> {
    let api = api.origins(options.http.origins()).require_auth(options.http.require_auth);
    let listen = &options.http.listen;
    let workers = options.http.workers.map(|workers| workers.get() as usize);
    let stopping = stop.clone();
    let running =
        graphql_http::serve(
            api,
            (&listen.host, listen.port),
            workers,
            async move { stopping.requested().await },
        )
        .await
        .map_err(|source| cannot_listen(listen, source))?;
    let _measurements = match (measurements, &options.http.metrics_listen) {
        (Some((recorder, sample)), Some(listen)) => {
            let of_requests = Arc::clone(&running.measure);
            let sample = move || {
                of_requests();
                sample();
            };
            let server = recorder.serve(listen, Arc::new(sample));
            let server = server.map_err(|source| cannot_listen(listen, source))?;
            tracing::info!(addresses = ?server.addresses, "measurements for Prometheus are at /metrics");
            Some(server)
        }
        _ => None,
    };
    print(&greeting(&running.addresses, &options.database, language))?;
    if let Some(synthetic) = synthetic {
        print(&notice(synthetic, &options.database, language))?;
    }
    running.finished().await.map_err(Failure::Server)
}

/// Reads the documents that clients may name.
fn trusted_documents(path: &Path) -> Result<TrustedDocuments, Failure> {
    let read = fs::read_to_string(path);
    let text = read.map_err(|source| Failure::File { need: Need::Read, path: path.to_owned(), source })?;
    let trusted = TrustedDocuments::parse(&text)
        .map_err(|why| Failure::Usage(message!("file-wrong", path = path.display().to_string(), why)))?;
    tracing::info!(documents = trusted.len(), "trusted documents were read");
    Ok(trusted)
}

/// How often readiness is checked for the measurements.
const CHECK: Duration = Duration::from_secs(5);

/// Records now and then whether requests can be answered.
async fn check_readiness(snapshot: ReferenceCache, db: Db) {
    loop {
        let ready = tokio::time::timeout(CHECK, server::readiness(&snapshot, &db)).await;
        gauge!("shahrak_ready").set(u8::from(matches!(ready, Ok(Ok(_)))));
        tokio::time::sleep(CHECK).await;
    }
}

fn db_options(options: &ServeArgs, url: String, limits: &Limits) -> DbOptions {
    DbOptions {
        url,
        connections: options.http.database_connections.get(),
        heavy: options.http.database_heavy.get(),
        writers: options.http.database_writers.get(),
        control: options.http.database_control.get(),
        acquire_timeout: Duration::from_millis(options.http.database_acquire_ms.into()),
        statement_timeout: limits.time,
    }
}

/// The first lines of output, for newcomers.
fn greeting(addresses: &[SocketAddr], database: &DatabaseArgs, language: Language) -> String {
    let address = addresses.first().map(|address| browsable(*address).to_string()).unwrap_or_default();
    let lines = [
        (message!("greeting-pages"), format!("http://{address}/")),
        (message!("greeting-graphiql"), format!("http://{address}/graphiql")),
        (message!("greeting-api"), format!("http://{address}/graphql")),
        (message!("greeting-import"), import_command(database, language)),
        (message!("greeting-stop"), "Ctrl-C".to_owned()),
    ];
    let lines = lines.map(|(name, value)| format!("  {:10} {value}\n", name.text(language))).concat();
    format!("\n{}\n\n{lines}", message!("register-is-ready").text(language))
}

/// What newcomers have to know of a synthetic register, and how they get an empty one.
fn notice(synthetic: Synthetic, database: &DatabaseArgs, language: Language) -> String {
    let directory = quoted(&database.data_dir.display().to_string());
    let empty = match database.url() {
        Some(_) => message!("greeting-empty-database"),
        None => message!("greeting-empty-directory", directory),
    };
    format!("\n{}\n{}\n", synthetic.message().text(language), empty.text(language))
}

/// The address for a browser on this machine.
fn browsable(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => ([127, 0, 0, 1], v4.port()).into(),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => ([127, 0, 0, 1], v6.port()).into(),
        other => other,
    }
}

/// The command that imports into this register, for another terminal in the same directory.
fn import_command(database: &DatabaseArgs, language: Language) -> String {
    let program = env::args().next().unwrap_or_else(|| "shahrak".to_owned());
    let program = quoted(&program);
    if database.url().is_some() {
        let same = message!("greeting-same-database").text(language);
        return format!("{program} import FOLDER   {same}");
    }
    if database.data_dir == Path::new(".shahrak") {
        return format!("{program} import FOLDER");
    }
    format!("{program} import --data-dir {} FOLDER", quoted(&database.data_dir.display().to_string()))
}

/// Quotes a word for the shell, if necessary.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_an_address_of_this_machine() {
        #[track_caller]
        fn check(listens: ([u8; 4], u16), expected: &str) {
            assert_eq!(browsable(listens.into()).to_string(), expected);
        }
        check(([0, 0, 0, 0], 8080), "127.0.0.1:8080");
        check(([127, 0, 0, 1], 80), "127.0.0.1:80");
        check(([10, 1, 2, 3], 8080), "10.1.2.3:8080");
    }

    #[test]
    fn the_import_command_can_be_copied() {
        assert_eq!(quoted("target/release/shahrak"), "target/release/shahrak");
        assert_eq!(quoted("/srv/our register"), "'/srv/our register'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
