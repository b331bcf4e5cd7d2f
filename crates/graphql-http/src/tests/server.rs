//! A server on a port of its own, and clients of its connections.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{FutureExt, SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::{Api, RunningServer, serve, test_schema};

/// The longest time that a test waits.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Server {
    pub address: SocketAddr,
    running: RunningServer,
    stop: oneshot::Sender<()>,
}

impl Server {
    pub async fn start(api: Api<test_schema::TestSchema>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let running = serve(api, ("127.0.0.1", 0), Some(1), stopped.map(|_| ())).await.unwrap();
        Self { address: running.addresses[0], running, stop }
    }

    /// Stops the server, and waits for it.
    pub async fn stop(self) {
        self.stop.send(()).unwrap();
        timeout(PATIENCE, self.running.finished()).await.unwrap().unwrap();
    }

    pub async fn open(&self, headers: &[(&'static str, &str)]) -> Result<Socket, tungstenite::Error> {
        let mut request = format!("ws://{}/graphql", self.address).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_str(value).unwrap());
        }
        let (stream, _) = connect_async(request).await?;
        Ok(Socket(stream))
    }

    /// A WebSocket with the protocol and these headers.
    pub async fn socket_with(&self, headers: &[(&'static str, &str)]) -> Socket {
        let protocol = [("sec-websocket-protocol", "graphql-transport-ws")];
        self.open(&[&protocol, headers].concat()).await.unwrap()
    }

    pub async fn socket(&self) -> Socket {
        self.socket_with(&[]).await
    }

    /// A WebSocket after `connection_ack`.
    pub async fn acknowledged(&self) -> Socket {
        let mut socket = self.socket().await;
        socket.init(json!({})).await;
        socket
    }

    /// A POST on a connection of its own.
    pub async fn post(&self, query: &str, headers: &[(&str, &str)]) -> Listener {
        let body = json!({ "query": query }).to_string();
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
            accept: text/event-stream\r\n{more}content-length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all((head + &body).as_bytes()).await.unwrap();
        Listener { stream, received: String::new() }
    }
}

#[derive(Debug)]
pub struct Socket(pub WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    pub async fn init(&mut self, payload: Value) {
        self.send(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(self.receive().await, json!({ "type": "connection_ack" }));
    }

    pub async fn subscribe(&mut self, id: &str, query: &str) {
        self.send(json!({ "type": "subscribe", "id": id, "payload": { "query": query } })).await;
    }

    pub async fn next(&mut self) -> Message {
        timeout(PATIENCE, self.0.next()).await.unwrap().unwrap().unwrap()
    }

    pub async fn receive(&mut self) -> Value {
        loop {
            match self.next().await {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("not a text: {other:?}"),
            }
        }
    }

    /// The code and the reason with which the server closes the connection.
    pub async fn closed(&mut self) -> (u16, String) {
        loop {
            if let Message::Close(frame) = self.next().await {
                let frame = frame.unwrap();
                return (frame.code.into(), frame.reason.to_string());
            }
        }
    }
}

pub struct Listener {
    stream: TcpStream,
    received: String,
}

impl Listener {
    /// Everything received, as soon as it contains this part.
    pub async fn receive(&mut self, part: &str) -> &str {
        let mut buffer = vec![0; 65_536];
        while !self.received.contains(part) {
            let read = timeout(PATIENCE, self.stream.read(&mut buffer)).await.unwrap().unwrap();
            assert_ne!(read, 0, "ended before {part}: {}", self.received);
            self.received.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
        &self.received
    }

    /// Everything received until the end of the connection.
    pub async fn end(mut self) -> String {
        let mut rest = Vec::new();
        // The server may reset the connection.
        let _ = timeout(PATIENCE, self.stream.read_to_end(&mut rest)).await.unwrap();
        self.received + &String::from_utf8_lossy(&rest)
    }
}
