//! Starts and stops the HTTP server.

use std::any::Any;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, Condition, DefaultHeaders, from_fn};
use actix_web::rt::net::TcpStream;
use actix_web::{App, Error, HttpServer, web};
use async_graphql::Executor;
use tokio::task::JoinHandle;

use crate::api::Api;
use crate::{access_log, cors, routes};

/// A server that is listening.
pub struct RunningServer {
    /// Its addresses, with the actual port if port 0 was requested.
    pub addresses: Vec<SocketAddr>,
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
    let grace = api.limits.time.as_secs() + 1;
    let stopping = api.stopping.clone();
    let shutdown = async move {
        shutdown.await;
        // Subscriptions would never end otherwise.
        stopping.send_replace(true);
    };
    let api = web::Data::new(api);
    let mut server = HttpServer::new(move || app(&api))
        .on_connect(|connection, _| set_user_timeout(connection))
        // A client that closes its half of the connection no longer waits, so its work is dropped.
        .h1_allow_half_closed(false)
        .shutdown_timeout(grace)
        .shutdown_signal(shutdown);
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    let server = server.bind(listen)?;
    Ok(RunningServer { addresses: server.addrs(), task: tokio::spawn(server.run()) })
}

/// The system closes a connection whose client acknowledges nothing for this long. The server itself would wait until
/// everything is written.
const USER_TIMEOUT: Duration = Duration::from_mins(1);

#[cfg(target_os = "linux")]
fn set_user_timeout(connection: &dyn Any) {
    let Some(stream) = connection.downcast_ref::<TcpStream>() else {
        return;
    };
    if let Err(error) = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(USER_TIMEOUT)) {
        tracing::debug!(%error, "cannot set the timeout of a connection");
    }
}

/// Other systems have no such option.
#[cfg(not(target_os = "linux"))]
fn set_user_timeout(_: &dyn Any) {}

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
