//! The feed over WebSockets.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use shahrak_tests::register::Register;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::writers::{self, Writers, register_of_units};
use super::{FOLLOW, head, ledger, name, units};

#[tokio::test]
async fn who_follows_over_a_socket_goes_on_at_another_server_without_a_gap() {
    let register = register_of_units().await;
    let other = register.beside().await;
    let writers = Writers::new(&register, 6).await;
    let start = head(&register).await;

    let ((), followed) = tokio::join!(writers.write(), async {
        let (mut seen, mut cursor, mut servers) =
            (Vec::new(), start, [&register, &other].into_iter().cycle());
        while seen.len() < writers.acts() {
            let mut socket = Socket::open(servers.next().unwrap()).await;
            socket.subscribe("1", &json!({ "after": cursor })).await;
            for _ in 0..17.min(writers.acts() - seen.len()) {
                let (_, edge) = socket.next().await;
                cursor = edge["cursor"].as_str().unwrap().to_owned();
                seen.push(name(&edge["node"]));
            }
        }
        seen
    });

    assert_eq!(followed, ledger(&register, "").await[units()..]);
}

#[tokio::test]
async fn one_socket_follows_several_provinces() {
    let register = register_of_units().await;
    let start = head(&register).await;
    let mut socket = Socket::open(&register).await;
    for province in ["IR-09", "IR-23"] {
        socket.subscribe(province, &json!({ "after": start, "province": province })).await;
    }

    Writers::new(&register, 2).await.write().await;

    let mut seen = [Vec::new(), Vec::new()];
    for _ in 0..ledger(&register, "").await.len() - units() {
        let (province, edge) = socket.next().await;
        seen[usize::from(province == "IR-23")].push(name(&edge["node"]));
    }
    for (seen, (id, before)) in seen.iter().zip([(10, writers::UNITS / 2), (24, writers::UNITS / 2)]) {
        let condition = format!("WHERE e.province_id = {id}");
        assert_eq!(*seen, ledger(&register, &condition).await[before..]);
    }
}

struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    async fn open(register: &Register) -> Socket {
        let address = format!("{}/graphql", register.address().replace("http", "ws"));
        let mut request = address.into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
        let mut socket = Socket(connect_async(request).await.unwrap().0);
        socket.send(json!({ "type": "connection_init" })).await;
        assert_eq!(socket.receive().await["type"], "connection_ack");
        socket
    }

    async fn subscribe(&mut self, id: &str, variables: &Value) {
        let payload = json!({ "query": FOLLOW, "variables": variables });
        self.send(json!({ "type": "subscribe", "id": id, "payload": payload })).await;
    }

    /// The next record, and for which subscription it comes.
    async fn next(&mut self) -> (String, Value) {
        loop {
            let mut message = self.receive().await;
            if message["type"] == "ping" {
                self.send(json!({ "type": "pong" })).await;
                continue;
            }
            assert_eq!(message["type"], "next", "{message:#}");
            let id = message["id"].as_str().unwrap().to_owned();
            return (id, message["payload"]["data"]["registerChanged"].take());
        }
    }

    async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn receive(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.0.next().await.unwrap().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }
}
