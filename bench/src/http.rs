//! Requests over open connections, with as little work for the client as possible, because it shares the cores.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::failure::Result;
use crate::load::Load;

/// The bytes of a request, and the length of its answer, which was checked before the measurement.
#[derive(Clone, Debug)]
pub struct Question {
    wire: Vec<u8>,
    /// The length of the right answer; another length ends the measurement.
    answer: usize,
}

/// An open connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// The credential of single requests; none for a citizen.
    token: Option<Arc<str>>,
}

const LENGTH: &[u8] = b"content-length: ";

impl Question {
    /// Asks once, and takes the answer for the right one.
    ///
    /// # Errors
    /// The answer, if it has an error.
    pub async fn judged(connection: &mut Connection, body: &serde_json::Value) -> Result<Question> {
        let wire = wire(body, None);
        let answer = connection.ask(&wire).await?;
        judge(answer)?;
        let answer = answer.len();
        Ok(Question { wire, answer })
    }
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// The error of the system.
    pub async fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: Vec::with_capacity(64 * 1024), token: None })
    }

    /// The same with a credential.
    #[must_use]
    pub fn signed(self, token: &Arc<str>) -> Connection {
        Connection { token: Some(Arc::clone(token)), ..self }
    }

    /// Sends a GraphQL request, and returns its `data`.
    ///
    /// # Errors
    /// The answer, if it has an error.
    pub async fn data(&mut self, body: &serde_json::Value) -> Result<serde_json::Value> {
        let wire = wire(body, self.token.as_deref());
        let answer = self.ask(&wire).await?;
        judge(answer)?;
        let mut answer: serde_json::Value = serde_json::from_slice(answer)?;
        Ok(answer["data"].take())
    }

    /// The cost of a request, by the server.
    ///
    /// # Errors
    /// The answer, if it has an error.
    pub async fn cost(&mut self, body: &serde_json::Value) -> Result<u64> {
        let wire = with_header("x-shahrak-cost: 1\r\n", &body.to_string());
        let answer = self.ask(&wire).await?;
        judge(answer)?;
        let answer: serde_json::Value = serde_json::from_slice(answer)?;
        answer["extensions"]["cost"]["requested"].as_u64().ok_or_else(|| "an answer without its cost".into())
    }

    /// The body of the answer to a GET.
    ///
    /// # Errors
    /// The answer, if its status is not 200.
    pub async fn get(&mut self, path: &str) -> Result<&[u8]> {
        let wire = format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n");
        self.ask(wire.as_bytes()).await
    }

    /// The body of the answer to a request.
    async fn ask(&mut self, wire: &[u8]) -> Result<&[u8]> {
        self.stream.write_all(wire).await?;
        self.buffer.clear();
        let (head, length) = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed the connection".into());
            }
            if let Some(ends) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break (ends + 4, content_length(&self.buffer[..ends])?);
            }
        };
        while self.buffer.len() < head + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed the connection within an answer".into());
            }
        }
        let body = &self.buffer[head..];
        if !self.buffer.starts_with(b"HTTP/1.1 200 ") {
            return Err(String::from_utf8_lossy(&self.buffer).into_owned().into());
        }
        Ok(body)
    }
}

/// Asks all questions in turn over several connections for a while, and checks every answer.
///
/// # Errors
/// The first answer of another length.
pub async fn load(
    address: SocketAddr,
    questions: Arc<[Question]>,
    connections: usize,
    time: Duration,
) -> Result<Load> {
    let mut clients = JoinSet::new();
    let mut opened = Vec::new();
    for _ in 0..connections {
        opened.push(Connection::open(address).await?);
    }
    let began = Instant::now();
    for (client, connection) in opened.into_iter().enumerate() {
        // Each client begins with another question, so that they do not ask the same at the same time.
        let first = client * questions.len() / connections;
        clients.spawn(ask_until(connection, Arc::clone(&questions), first, began + time));
    }
    let mut micros = Vec::new();
    while let Some(client) = clients.join_next().await {
        micros.extend(client??);
    }
    Ok(Load::new(micros, began.elapsed()))
}

async fn ask_until(
    mut connection: Connection,
    questions: Arc<[Question]>,
    first: usize,
    end: Instant,
) -> Result<Vec<u32>> {
    let mut micros = Vec::new();
    let mut asked = Instant::now();
    for question in questions.iter().cycle().skip(first) {
        let answer = connection.ask(&question.wire).await?;
        if answer.len() != question.answer {
            return Err(format!("another answer than before: {}", String::from_utf8_lossy(answer)).into());
        }
        let answered = Instant::now();
        micros.push(u32::try_from((answered - asked).as_micros()).unwrap_or(u32::MAX));
        asked = answered;
        if answered > end {
            break;
        }
    }
    Ok(micros)
}

fn wire(body: &serde_json::Value, token: Option<&str>) -> Vec<u8> {
    let credential = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    with_header(&credential, &body.to_string())
}

fn with_header(header: &str, body: &str) -> Vec<u8> {
    format!(
        "POST /graphql HTTP/1.1\r\nhost: bench\r\n{header}content-type: application/json\r\n\
         accept: application/graphql-response+json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn judge(answer: &[u8]) -> Result<()> {
    let text = String::from_utf8_lossy(answer);
    if !text.starts_with("{\"data\":{") || text.contains("\"errors\":") {
        return Err(text.into_owned().into());
    }
    Ok(())
}

fn content_length(head: &[u8]) -> Result<usize> {
    let lower = head.to_ascii_lowercase();
    let at = lower.windows(LENGTH.len()).position(|window| window == LENGTH);
    let digits = at.map(|at| &lower[at + LENGTH.len()..]).unwrap_or_default();
    let digits = digits.split(|byte| !byte.is_ascii_digit()).next().unwrap_or_default();
    Ok(std::str::from_utf8(digits)?.parse().map_err(|_| "an answer does not say its length")?)
}
