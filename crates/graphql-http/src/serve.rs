//! Starts and stops the HTTP server.

use std::future::ready;
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol};
use actix_server::Server;
use actix_service::{ServiceFactoryExt as _, fn_service, map_config};
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, Condition, DefaultHeaders, from_fn};
use actix_web::rt::net::TcpStream;
use actix_web::{App, Error, web};
use async_graphql::Executor;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::task::JoinHandle;

use crate::api::Api;
use crate::connection::{Connection, Connections};
use crate::{access_log, cors, measure, routes};

/// A server that is listening.
pub struct RunningServer {
    /// Its addresses, with the actual port if port 0 was requested.
    pub addresses: Vec<SocketAddr>,
    /// Records the state of queues and connections: [`measure`] records only what happens.
    pub measure: Arc<dyn Fn() + Send + Sync>,
    task: JoinHandle<io::Result<()>>,
}

impl RunningServer {
    /// Waits until the server has stopped.
    pub async fn finished(self) -> io::Result<()> {
        self.task.await.map_err(io::Error::other)?
    }
}

/// Listens on a host and port, and answers until `shutdown` completes. Running requests may then finish within their time.
/// Signals are left to the caller.
pub async fn serve<E: Executor>(
    api: Api<E>,
    listen: (&str, u16),
    workers: Option<usize>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<RunningServer> {
    raise_file_limit();
    let grace = api.limits.time.as_secs() + 1;
    let stopping = api.stopping.clone();
    let shutdown = async move {
        shutdown.await;
        // Subscriptions would never end otherwise.
        stopping.send_replace(true);
    };
    let connections = Connections::new(&api.limits, Arc::clone(&api.proxies));
    let api = web::Data::new(api);
    let measured = api.clone();
    let mut server = Server::build().shutdown_timeout(grace).shutdown_signal(shutdown);
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    let mut addresses = Vec::new();
    for listener in listeners(listen)? {
        let address = listener.local_addr()?;
        addresses.push(address);
        let (api, connections) = (api.clone(), connections.clone());
        let ends = server.graceful_shutdown_signal();
        server = server.listen(address.to_string(), listener, move || {
            let (connections, ends) = (connections.clone(), ends.clone());
            let http = HttpService::build()
                .graceful_shutdown_signal(move || {
                    let ends = ends.clone();
                    async move { ends.notified().await }
                })
                .client_request_timeout(api.limits.head_time)
                // Until a client has read the last of an answer.
                .client_disconnect_timeout(Duration::from_secs(1))
                // A client that closes its half of the connection no longer waits, so its work is dropped.
                .h1_allow_half_closed(false)
                .local_addr(address)
                .on_connect_ext(|connection: &Connection, data| {
                    data.insert(Rc::clone(connection.activity()));
                })
                .finish(map_config(app(&api), |()| AppConfig::default()));
            fn_service(move |io: TcpStream| {
                let accepted = connections.accept(io).map_err(DispatchError::Io);
                ready(accepted.map(|connection| {
                    let peer = connection.peer();
                    (connection, Protocol::Http1, peer)
                }))
            })
            .and_then(http)
        })?;
    }
    let measure = Arc::new(move || {
        measured.concurrency.measure();
        measure::subscribers(measured.subscribers.taken());
    });
    Ok(RunningServer { addresses, measure, task: tokio::spawn(server.run()) })
}

/// Each connection needs a file descriptor; many systems allow 1,024 unless a program asks for more.
fn raise_file_limit() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current == maximum {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::info!(%error, allowed = current, "the number of open files cannot be raised");
    }
}

/// Listens at all addresses of a host.
fn listeners(listen: (&str, u16)) -> io::Result<Vec<TcpListener>> {
    let (mut open, mut failed) = (Vec::new(), None);
    for address in listen.to_socket_addrs()? {
        match TcpListener::bind(address) {
            Ok(listener) => open.push(listener),
            Err(error) => failed = Some(error),
        }
    }
    match failed {
        Some(error) if open.is_empty() => Err(error),
        _ => Ok(open),
    }
}

/// The application of one worker.
pub(crate) fn app<E: Executor>(
    api: &web::Data<Api<E>>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<E>>,
        Error = Error,
        InitError = (),
    > + use<E>,
> {
    let headers = DefaultHeaders::new()
        .add(("x-content-type-options", "nosniff"))
        .add(("referrer-policy", "no-referrer"));
    App::new()
        .configure(|cfg| routes::configure(cfg, api))
        .wrap(Compress::default())
        .wrap(Condition::new(!api.origins.is_empty(), cors::cors(&api.origins)))
        .wrap(headers)
        .wrap(from_fn(access_log::log_request))
}
