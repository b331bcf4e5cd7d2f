//! Ctrl-C and SIGTERM: the first asks to stop, the second does not wait any longer.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::failure::Failure;

/// How often the process was asked to stop. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<u32>);

impl Stop {
    /// From now on signals no longer end the process by themselves.
    ///
    /// # Errors
    /// [`Failure::System`] if the system does not hand them over.
    pub fn on_signals() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).map_err(|error| Failure::System("to hand over signals", error));
        let (interrupt, terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
        let (sender, receiver) = watch::channel(0);
        tokio::spawn(count(interrupt, terminate, sender));
        Ok(Self(receiver))
    }

    /// Waits for the first signal.
    pub async fn asked(&self) {
        self.reached(1).await;
    }

    /// Waits for the second signal.
    pub async fn forced(&self) {
        self.reached(2).await;
    }

    /// Does something, unless a signal comes first: then it is dropped where it stands.
    ///
    /// # Errors
    /// What `work` answers, or [`Failure::Stopped`] with `otherwise`.
    pub async fn unless_asked<T>(
        &self,
        otherwise: &'static str,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        tokio::select! {
            biased;
            () = self.asked() => Err(Failure::Stopped(otherwise)),
            result = work => result,
        }
    }

    async fn reached(&self, times: u32) {
        let mut counted = self.0.clone();
        if counted.wait_for(|count| *count >= times).await.is_err() {
            // Nobody counts any more: the process is ending.
            std::future::pending().await
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
