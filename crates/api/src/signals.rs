//! Ctrl-C and SIGTERM: the first signal requests a stop, the second forces it.

use shahrak_messages::{Message, message};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::failure::Failure;

/// Counts the signals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<u32>);

impl Stop {
    /// Handles signals from now on; they no longer end the process by themselves.
    pub fn on_signals() -> Result<Self, Failure> {
        let listen =
            |kind| signal(kind).map_err(|error| Failure::System(message!("system-refuses-signals"), error));
        let (interrupt, terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
        let (sender, receiver) = watch::channel(0);
        tokio::spawn(count(interrupt, terminate, sender));
        Ok(Self(receiver))
    }

    /// Waits for the first signal.
    pub async fn requested(&self) {
        self.reached(1).await;
    }

    /// Waits for the second signal.
    pub async fn forced(&self) {
        self.reached(2).await;
    }

    /// Runs `work` and cancels it at the first signal.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with `message` after a signal.
    pub async fn unless_requested<T>(
        &self,
        message: Message,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        tokio::select! {
            biased;
            () = self.requested() => Err(Failure::Stopped(message)),
            result = work => result,
        }
    }

    async fn reached(&self, times: u32) {
        let mut counted = self.0.clone();
        if counted.wait_for(|count| *count >= times).await.is_err() {
            // The process is ending.
            std::future::pending::<()>().await;
        }
    }
}

async fn count(mut interrupt: Signal, mut terminate: Signal, sender: watch::Sender<u32>) {
    loop {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        sender.send_modify(|count| *count += 1);
    }
}
