//! Somebody who receives messages, and answers as a test wants.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
};

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD};
use boon::{Compiler, Draft, Schemas};
use hmac::{Hmac, KeyInit, Mac};
use koprik::api::openapi;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::world::eventually;

/// A message as it came.
#[derive(Debug, Clone, Default)]
pub(super) struct Message {
    pub(super) id: String,
    timestamp: String,
    pub(super) signatures: Vec<String>,
    body: String,
}

/// The keys of an endpoint, as its client was told them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    secret: String,
    public_key: String,
}

impl Keys {
    pub(super) fn of(told: &Value) -> Self {
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        Self { secret: text("secret"), public_key: text("public_key") }
    }
}

impl Message {
    pub(super) fn body(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether the second signature of each pair comes from the same keys as the first, made as the standard says.
    pub(super) fn is_signed_with(&self, keys: &Keys) -> bool {
        let signed = format!("{}.{}.{}", self.id, self.timestamp, self.body);
        let bytes = |text: &str| STANDARD.decode(text).unwrap();
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&bytes(keys.secret.strip_prefix("whsec_").unwrap()))
                .unwrap();
        mac.update(signed.as_bytes());
        let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        let public = bytes(keys.public_key.strip_prefix("whpk_").unwrap());
        let public = UnparsedPublicKey::new(&ED25519, public);
        self.signatures.chunks(2).any(|pair| {
            let paired = bytes(pair[1].strip_prefix("v1a,").unwrap());
            pair[0] == expected && public.verify(signed.as_bytes(), &paired).is_ok()
        })
    }

    /// Fails if the document says otherwise of a message that tells of this event.
    pub(super) fn must_be_documented(&self, event: &str) {
        let signatures = json!(self.signatures.join(" "));
        let of = |name: &str| format!("/webhooks/{event}/post/{name}/schema");
        for (place, there) in [
            (of("requestBody/content/application~1json"), self.body()),
            (of("parameters/0"), json!(self.id)),
            (of("parameters/1"), json!(self.timestamp)),
            (of("parameters/2"), signatures),
        ] {
            let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
            compiler.set_default_draft(Draft::V2020_12);
            compiler.add_resource("https://koprik.example/", openapi::document().clone()).unwrap();
            let place = format!("https://koprik.example/#{place}");
            let schema = compiler.compile(&place, &mut schemas).unwrap();
            schemas.validate(&there, schema).unwrap();
        }
    }

    fn read(stream: &TcpStream) -> Option<Self> {
        let (mut reader, mut message, mut length) = (BufReader::new(stream), Self::default(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
            if line == "\r\n" {
                break;
            }
            let Some((name, value)) = line.trim_end().split_once(": ") else { continue };
            match &*name.to_lowercase() {
                "webhook-id" => value.clone_into(&mut message.id),
                "webhook-timestamp" => value.clone_into(&mut message.timestamp),
                "webhook-signature" => {
                    message.signatures = value.split(' ').map(str::to_owned).collect();
                }
                "content-length" => length = value.parse().unwrap(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        message.body = String::from_utf8(body).unwrap();
        Some(message)
    }
}

/// A receiver.
pub(super) struct Receiver {
    pub(super) url: String,
    messages: Arc<Mutex<Vec<Message>>>,
    status: Arc<AtomicU16>,
}

/// Says nothing at all.
pub(super) const SILENT: u16 = 0;

impl Receiver {
    /// One that answers with this status.
    pub(super) fn answering(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver =
            Self { url, messages: Arc::default(), status: Arc::new(AtomicU16::new(status)) };
        let (messages, status) = (Arc::clone(&receiver.messages), Arc::clone(&receiver.status));
        std::thread::spawn(move || {
            let mut open = Vec::new();
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(message) = Message::read(&stream) else { continue };
                let status = status.load(Ordering::SeqCst);
                if status == SILENT {
                    messages.lock().unwrap().push(message);
                    open.push(stream);
                    continue;
                }
                let answer = format!(
                    "HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                if stream.write_all(answer.as_bytes()).is_ok() {
                    messages.lock().unwrap().push(message);
                }
            }
        });
        receiver
    }

    /// Answers with another status from now on.
    pub(super) fn answer(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// Waits until so many messages came, and gives them.
    pub(super) fn received(&self, count: usize) -> Vec<Message> {
        eventually(&format!("{count} messages"), || self.messages.lock().unwrap().len() >= count);
        self.messages.lock().unwrap().clone()
    }

    /// The types of the messages, of which so many came.
    pub(super) fn types(&self, count: usize) -> Vec<String> {
        let all = self.received(count);
        all.iter().map(|one| one.body()["type"].as_str().unwrap().to_owned()).collect()
    }
}
