//! Sends a file while it is written: the writer waits for the client, and ends when the client has left or hangs.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::web::Bytes;
use futures_util::Stream;
use futures_util::stream::poll_fn;
use tokio::sync::mpsc::error::SendTimeoutError;
use tokio::sync::mpsc::{self, Receiver, Sender};

use shahrak_export::Pace;
use shahrak_export::outbox::Outbox;

/// Bytes that are sent at once, at least.
const CHUNK: usize = 1 << 16;

/// Pieces that wait for the client.
const PIECES: usize = 4;

/// How long a client may take for a piece.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long an export may take.
pub(super) const LONGEST: Duration = Duration::from_hours(1);

/// The sending end of a body.
pub(super) struct Outgoing {
    outbox: Outbox,
    sender: Sender<io::Result<Bytes>>,
}

/// A body and its sending end.
pub(super) fn channel() -> (Outgoing, Outbox, impl Stream<Item = io::Result<Bytes>>) {
    let (sender, receiver) = mpsc::channel(PIECES);
    let outbox = Outbox::default();
    (Outgoing { outbox: outbox.clone(), sender }, outbox, body(receiver))
}

fn body(mut receiver: Receiver<io::Result<Bytes>>) -> impl Stream<Item = io::Result<Bytes>> {
    poll_fn(move |context| receiver.poll_recv(context))
}

impl Outgoing {
    /// Sends the rest. After an error, the client sees that the body is not complete.
    pub(super) async fn end<E>(self, outcome: Result<(), E>) {
        let sent = match outcome {
            Ok(()) => self.send().await,
            Err(_) => Err(io::ErrorKind::Interrupted.into()),
        };
        if let Err(error) = sent {
            // The client may have left.
            let _ = self.sender.send_timeout(Err(error), PATIENCE).await;
        }
    }

    async fn send(&self) -> io::Result<()> {
        let bytes = self.outbox.take();
        if bytes.is_empty() {
            return Ok(());
        }
        self.sender.send_timeout(Ok(bytes.into()), PATIENCE).await.map_err(|error| match error {
            SendTimeoutError::Timeout(_) => io::ErrorKind::TimedOut.into(),
            SendTimeoutError::Closed(_) => io::ErrorKind::BrokenPipe.into(),
        })
    }
}

impl Pace for Outgoing {
    async fn pace(&mut self, _: u64) -> io::Result<()> {
        if self.outbox.waiting() < CHUNK { Ok(()) } else { self.send().await }
    }
}

/// Whether somebody still waits for a file that is sent only when it is complete.
#[derive(Clone, Default)]
pub(super) struct Waiting(Arc<AtomicBool>);

/// Ends the waiting when it is dropped.
pub(super) struct Leaving(Waiting);

impl Waiting {
    /// The guard of the one who waits.
    pub(super) fn guard(&self) -> Leaving {
        Leaving(self.clone())
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Pace for Waiting {
    async fn pace(&mut self, _: u64) -> io::Result<()> {
        if self.0.load(Ordering::Relaxed) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }
}
