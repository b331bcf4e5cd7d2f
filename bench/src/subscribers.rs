//! The cost of idle subscribers, and how fast they receive a change.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::failure::Result;
use crate::register::Register;
use crate::server::Server;
use crate::site::Site;
use crate::{SEED, say};

/// The size of the measurement.
#[derive(Debug, Args)]
pub struct Subscribers {
    /// WebSockets with a subscription each; both sides need as many files (ulimit -n)
    #[arg(default_value_t = 5_000)]
    count: u64,
    /// How long they are idle; pings come each 25 s
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

const SUBSCRIPTION: &str = "subscription { registerChanged { cursor node { unit { code } } } }";

/// The number of connections that are opened at the same time.
const AT_ONCE: usize = 64;

/// The time limit for a change to reach all subscribers.
const PATIENCE: Duration = Duration::from_mins(2);

/// The resources that the server uses at a moment.
struct Used {
    megabytes: f64,
    cpu: f64,
    at: Instant,
}

impl Subscribers {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let site = Site::build().await?;
        let register = Register { units: 200, seed: SEED, moments: false };
        let folder = site.folder.join("register");
        let written = register.write(&folder)?;
        site.program.import(&folder).await?;
        let server = site.program.serve().await?;
        let heard = Arc::new(AtomicU64::new(0));

        let before = used(&server)?;
        let listeners = self.subscribe(server.address, &heard).await?;
        let subscribed = used(&server)?;
        say(&format!("{} subscribed in {:.1} s", self.count, (subscribed.at - before.at).as_secs_f64()));
        sleep(Duration::from_secs(self.seconds)).await;
        let idle = used(&server)?;

        site.program.import(&folder.join("later")).await?;
        let imported = Instant::now();
        let all = self.count * u64::from(written.later);
        let told = timeout(PATIENCE, until(&heard, all)).await;
        let busy = used(&server)?;
        if told.is_err() {
            let heard = heard.load(Ordering::Relaxed);
            return Err(format!("{heard} of {all} messages arrived within {} s", PATIENCE.as_secs()).into());
        }
        self.tell([&before, &subscribed, &idle, &busy], imported, written.later);
        drop(listeners);
        drop(server);
        site.end().await
    }

    fn tell(&self, [before, subscribed, idle, busy]: [&Used; 4], imported: Instant, records: u32) {
        let each = (subscribed.megabytes - before.megabytes) * 1024.0 / self.count as f64;
        let share = (idle.cpu - subscribed.cpu) / (idle.at - subscribed.at).as_secs_f64() * 100.0;
        let (count, megabytes) = (self.count, |used: &Used| format!("{:.0} MB", used.megabytes));
        say(&format!("\n| {count} subscribers | |\n|---|---|"));
        say(&format!("| memory of the server before any | {} |", megabytes(before)));
        say(&format!("| … with all of them | {} ({each:.1} KB each) |", megabytes(subscribed)));
        say(&format!(
            "| processor time to let one in | {:.2} ms |",
            (subscribed.cpu - before.cpu) * 1e3 / count as f64
        ));
        say(&format!("| processor while idle | {share:.2} % of a core |"));
        say(&format!("| memory after {} s of it | {} |", self.seconds, megabytes(idle)));
        let late = (busy.at - imported).as_secs_f64();
        say(&format!("| {records} records to each, after their import | {late:.1} s |"));
        let message = (busy.cpu - idle.cpu) * 1e6 / (count * u64::from(records)) as f64;
        say(&format!("| processor time for each message | {message:.0} µs |"));
        say(&format!("| memory after them | {} |", megabytes(busy)));
    }

    /// Opens all subscriptions.
    async fn subscribe(&self, address: SocketAddr, heard: &Arc<AtomicU64>) -> Result<JoinSet<()>> {
        let mut listeners = JoinSet::new();
        let mut opening = JoinSet::new();
        for _ in 0..self.count {
            if opening.len() >= AT_ONCE
                && let Some(opened) = opening.join_next().await
            {
                listen(&mut listeners, opened??, heard);
            }
            opening.spawn(open(address));
        }
        while let Some(opened) = opening.join_next().await {
            listen(&mut listeners, opened??, heard);
        }
        Ok(listeners)
    }
}

/// Opens one connection with a subscription.
async fn open(address: SocketAddr) -> Result<WebSocketStream<TcpStream>> {
    let mut request = format!("ws://{address}/graphql").into_client_request()?;
    let protocol = HeaderValue::from_static("graphql-transport-ws");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    let (mut socket, _) = client_async(request, TcpStream::connect(address).await?).await?;
    for message in [
        json!({ "type": "connection_init" }),
        json!({ "type": "subscribe", "id": "1", "payload": { "query": SUBSCRIPTION } }),
        json!({ "type": "ping" }),
    ] {
        socket.send(Message::text(message.to_string())).await?;
    }
    for expected in ["connection_ack", "pong"] {
        let answer = socket.next().await.ok_or("a connection ended")??;
        if !answer.to_text()?.contains(expected) {
            return Err(format!("{expected} expected, {answer} heard").into());
        }
    }
    Ok(socket)
}

/// Counts the messages of one subscriber. Reading answers pings.
fn listen(listeners: &mut JoinSet<()>, mut socket: WebSocketStream<TcpStream>, heard: &Arc<AtomicU64>) {
    let heard = Arc::clone(heard);
    listeners.spawn(async move {
        while let Some(Ok(message)) = socket.next().await {
            if message.is_text() {
                heard.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
}

async fn until(heard: &AtomicU64, all: u64) {
    while heard.load(Ordering::Relaxed) < all {
        sleep(Duration::from_millis(10)).await;
    }
}

fn used(server: &Server) -> Result<Used> {
    let unknown = "this system does not tell what a process uses";
    let megabytes = server.resident_megabytes().ok_or(unknown)?;
    Ok(Used { megabytes, cpu: server.cpu_seconds().ok_or(unknown)?, at: Instant::now() })
}
