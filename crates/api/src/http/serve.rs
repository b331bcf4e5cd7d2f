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

use super::{Api, access_log, configure, cors};

/// A server that listens.
pub struct Running {
    /// Where it listens; with port 0 asked for, the port that the system gave.
    pub addresses: Vec<SocketAddr>,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Waits until the server has stopped, after its last request is answered.
    pub async fn finished(self) -> io::Result<()> {
        self.task.await.map_err(io::Error::other)?
    }
}

/// Listens on a host and port, and answers until `shutdown` completes; requests in flight then have
/// their time and a second to finish. Signals are left to the caller.
pub async fn serve<E: Executor>(
    api: Api<E>,
    listen: (&str, u16),
    workers: Option<usize>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<Running> {
    let grace = api.limits.time.as_secs() + 1;
    let stopping = api.stopping.clone();
    let shutdown = async move {
        shutdown.await;
        // Subscriptions would go on for ever.
        stopping.send_replace(true);
    };
    let api = web::Data::new(api);
    let mut server = HttpServer::new(move || app(&api))
        .on_connect(|connection, _| give_up_the_lost(connection))
        // Who closes the connection is not waiting for the answer: its work is dropped.
        .h1_allow_half_closed(false)
        .shutdown_timeout(grace)
        .shutdown_signal(shutdown);
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    let server = server.bind(listen)?;
    Ok(Running { addresses: server.addrs(), task: tokio::spawn(server.run()) })
}

/// A connection whose client takes nothing is kept by the server until all is written. The system knows better: it gives
/// up what was not taken for this long.
const LOST: Duration = Duration::from_secs(60);

#[cfg(target_os = "linux")]
fn give_up_the_lost(connection: &dyn Any) {
    let Some(stream) = connection.downcast_ref::<TcpStream>() else {
        return;
    };
    if let Err(error) = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(LOST)) {
        tracing::debug!(%error, "a connection is kept as long as the system likes");
    }
}

/// Elsewhere the system's own time counts.
#[cfg(not(target_os = "linux"))]
fn give_up_the_lost(_: &dyn Any) {}

/// The application of one worker.
pub(super) fn app<E: Executor>(
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
        .configure(|cfg| configure(cfg, api))
        .wrap(Compress::default())
        .wrap(Condition::new(!api.origins.is_empty(), cors::cors(&api.origins)))
        .wrap(headers)
        .wrap(from_fn(access_log::follow))
}
