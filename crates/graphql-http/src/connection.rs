//! Connections of clients: each client has a bounded number, and a connection is closed unless the head of its next request
//! arrives in time.
//!
//! The HTTP library bounds the head of the first request only, and reads the rest of a body that was refused for as long as
//! the client sends something.

use std::cell::Cell;
use std::io::{self, IoSlice};
use std::net::{Shutdown, SocketAddr};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::rt;
use actix_web::rt::net::TcpStream;
use actix_web::web::Bytes;
use fair_queue::CallerKey;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, interval};

use crate::caller_key::{self, Proxies};
use crate::limits::Limits;
use crate::places::{Full, Place, Places};

/// The system closes a connection whose client acknowledges nothing for this long.
const USER_TIMEOUT: Duration = Duration::from_mins(1);

/// A connection is closed if its client takes nothing of a response for this long.
const STALL: Duration = Duration::from_mins(1);

/// The answer to a client that has too many connections.
const TOO_MANY: &[u8] =
    b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// The connections of all workers.
#[derive(Clone)]
pub(crate) struct Connections {
    places: Arc<Places>,
    head_time: Duration,
    /// Those of proxies are not counted: they carry the requests of many clients.
    proxies: Arc<Proxies>,
}

impl Connections {
    pub(crate) fn new(limits: &Limits, proxies: Arc<Proxies>) -> Self {
        let places = Places::new(usize::MAX, limits.connections_per_client as usize);
        Self { places, head_time: limits.head_time, proxies }
    }

    /// Watches over a new connection.
    ///
    /// # Errors
    /// The client has too many connections already.
    pub(crate) fn accept(&self, io: TcpStream) -> io::Result<Connection> {
        let peer = io.peer_addr()?.ip();
        let place = if self.proxies.includes(peer) {
            None
        } else {
            match self.places.take(&CallerKey::new(caller_key::network(peer))) {
                Ok(place) => Some(place),
                Err(Full::All | Full::Client) => {
                    // A client that does not read it loses the connection without it.
                    let _ = SockRef::from(&io).send(TOO_MANY);
                    return Err(io::ErrorKind::ConnectionRefused.into());
                }
            }
        };
        io.set_nodelay(true)?;
        set_user_timeout(&io);
        let (io, activity) = (Rc::new(io), Rc::new(Activity::new()));
        rt::spawn(watch(Rc::downgrade(&io), Rc::clone(&activity), self.head_time));
        Ok(Connection { io, activity, _place: place })
    }
}

#[cfg(target_os = "linux")]
fn set_user_timeout(io: &TcpStream) {
    if let Err(error) = SockRef::from(io).set_tcp_user_timeout(Some(USER_TIMEOUT)) {
        tracing::debug!(%error, "cannot set the timeout of a connection");
    }
}

/// Other systems have no such option.
#[cfg(not(target_os = "linux"))]
fn set_user_timeout(_: &TcpStream) {}

/// Closes a connection whose client is too slow.
async fn watch(io: Weak<TcpStream>, activity: Rc<Activity>, head_time: Duration) {
    let mut ticks = interval((head_time / 4).clamp(Duration::from_millis(50), Duration::from_secs(2)));
    loop {
        ticks.tick().await;
        let Some(io) = io.upgrade() else { return };
        if activity.is_over(head_time) {
            // Whoever reads or writes now gets an error and gives up.
            let _ = SockRef::from(&*io).shutdown(Shutdown::Both);
            return;
        }
    }
}

/// What happens on a connection.
pub(crate) struct Activity {
    /// Whether a request is being answered. It has times of its own.
    answering: Cell<bool>,
    /// Since when the next head is awaited: the connection was opened, or something of the last answer was written.
    awaiting: Cell<Instant>,
    /// Since when the client has taken nothing, although something is to be written.
    stalled: Cell<Option<Instant>>,
}

impl Activity {
    fn new() -> Self {
        Self { answering: Cell::new(false), awaiting: Cell::new(Instant::now()), stalled: Cell::new(None) }
    }

    fn is_over(&self, head_time: Duration) -> bool {
        let stalled = self.stalled.get().is_some_and(|since| since.elapsed() > STALL);
        stalled || !self.answering.get() && self.awaiting.get().elapsed() > head_time
    }

    /// The head of a request has arrived. The request is being answered until the value is dropped.
    pub(crate) fn begin(self: &Rc<Self>) -> Answering {
        self.answering.set(true);
        Answering(Rc::clone(self))
    }
}

/// A request that is being answered.
pub(crate) struct Answering(Rc<Activity>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.set(false);
        self.0.awaiting.set(Instant::now());
    }
}

/// The body of an answer, which ends with it.
pub(crate) struct WatchedBody {
    pub(crate) body: BoxBody,
    pub(crate) _answering: Option<Answering>,
}

impl MessageBody for WatchedBody {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(cx)
    }
}

/// A connection under watch.
pub(crate) struct Connection {
    io: Rc<TcpStream>,
    activity: Rc<Activity>,
    _place: Option<Place>,
}

impl Connection {
    pub(crate) fn activity(&self) -> &Rc<Activity> {
        &self.activity
    }

    pub(crate) fn peer(&self) -> Option<SocketAddr> {
        self.io.peer_addr().ok()
    }

    fn write_with(
        &self,
        cx: &mut Context<'_>,
        mut write: impl FnMut(&TcpStream) -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        loop {
            let ready = self.io.poll_write_ready(cx);
            if ready.is_pending() && self.activity.stalled.get().is_none() {
                self.activity.stalled.set(Some(Instant::now()));
            }
            ready!(ready)?;
            match write(&self.io) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                written => {
                    self.activity.stalled.set(None);
                    self.activity.awaiting.set(Instant::now());
                    return Poll::Ready(written);
                }
            }
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.io.poll_read_ready(cx))?;
            match self.io.try_read_buf(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return Poll::Ready(read.map(drop)),
            }
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.write_with(cx, |io| io.try_write(bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write_with(cx, |io| io.try_write_vectored(bytes))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        match SockRef::from(&*self.io).shutdown(Shutdown::Write) {
            Err(error) if error.kind() != io::ErrorKind::NotConnected => Poll::Ready(Err(error)),
            _ => Poll::Ready(Ok(())),
        }
    }
}
