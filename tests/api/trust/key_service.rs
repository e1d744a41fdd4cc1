//! A stand-in for a key service: it speaks as a transit engine does, and knows each key that it has wrapped.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use serde_json::{Value, json};

#[derive(Default)]
struct State {
    version: AtomicUsize,
    answered: AtomicUsize,
    stopped: AtomicBool,
    wrapped: Mutex<HashMap<String, (Value, Value)>>,
}

/// A running service.
pub(super) struct KeyService {
    pub(super) url: String,
    state: Arc<State>,
}

impl KeyService {
    /// Starts one that takes this token.
    pub(super) fn start(token: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1/transit", listener.local_addr().unwrap());
        let state = Arc::new(State { version: AtomicUsize::new(1), ..State::default() });
        let (serving, token) = (Arc::clone(&state), token.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.stopped.load(Ordering::Relaxed) {
                    return;
                }
                answer(&mut stream.unwrap(), &serving, &token);
            }
        });
        Self { url, state }
    }

    pub(super) fn rotate(&self) {
        self.state.version.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn answered(&self) -> usize {
        self.state.answered.load(Ordering::Relaxed)
    }
}

impl Drop for KeyService {
    fn drop(&mut self) {
        self.state.stopped.store(true, Ordering::Relaxed);
        let address = self.url.trim_start_matches("http://").split('/').next().unwrap();
        drop(TcpStream::connect(address)); // it wakes, and ends
    }
}

fn answer(stream: &mut TcpStream, state: &State, token: &str) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut length, mut known) = (String::new(), 0, false);
    if reader.read_line(&mut first).unwrap_or(0) == 0 {
        return;
    }
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(number) = line.strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
        known |= line == format!("x-vault-token: {token}");
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let data = known.then(|| reply(state, &first, &body)).flatten();
    let status = if data.is_some() { "200 OK" } else { "403 Forbidden" };
    let text = json!({"data": data}).to_string();
    state.answered.fetch_add(1, Ordering::Relaxed);
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
        text.len()
    )
    .unwrap();
}

fn reply(state: &State, first: &str, body: &[u8]) -> Option<Value> {
    let path = first.split(' ').nth(1)?.strip_prefix("/v1/transit/")?;
    let version = state.version.load(Ordering::Relaxed);
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let mut wrapped = state.wrapped.lock().unwrap();
    match path {
        "keys/koprik" => Some(json!({"latest_version": version})),
        "encrypt/koprik" => {
            let text = format!("vault:v{version}:{}", uuid::Uuid::now_v7());
            wrapped
                .insert(text.clone(), (body["plaintext"].clone(), body["associated_data"].clone()));
            Some(json!({"ciphertext": text}))
        }
        "decrypt/koprik" => {
            let (plaintext, place) = wrapped.get(body["ciphertext"].as_str()?)?;
            (*place == body["associated_data"]).then(|| json!({"plaintext": plaintext}))
        }
        _ => None,
    }
}
