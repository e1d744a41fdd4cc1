//! Master keys in an outside key service that speaks as the transit engine of Vault does (or of `OpenBao`): it wraps
//! and unwraps, and its keys never leave it.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::app::trust::vault::{
    KeyService,
    error::VaultError,
    sealing::{DataKey, Wrapped},
};

/// How long the service may take.
const WITHIN: Duration = Duration::from_secs(2);

/// A key of a transit engine.
pub struct Transit {
    agent: ureq::Agent,
    url: String,
    name: String,
    token: String,
}

impl Transit {
    /// The key `name` of the engine at `url`, such as `http://127.0.0.1:8200/v1/transit`.
    pub fn new(url: &str, name: &str, token: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(WITHIN))
            .max_redirects(0)
            .build()
            .new_agent();
        let (name, token) = (name.to_owned(), token.to_owned());
        Self { agent, url: url.trim_end_matches('/').to_owned(), name, token }
    }

    fn address(&self, verb: &str) -> String {
        format!("{}/{verb}/{}", self.url, self.name)
    }

    fn post(&self, verb: &str, body: &Value) -> Result<Value, VaultError> {
        let request = self.agent.post(self.address(verb)).header("x-vault-token", &self.token);
        read(request.send_json(body))
    }
}

/// What the service says, without what it was asked.
fn read(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value, VaultError> {
    let failed = |error: ureq::Error| VaultError::Service(error.to_string());
    let mut answer = answer.map_err(failed)?;
    let mut whole: Value = answer.body_mut().read_json().map_err(failed)?;
    Ok(whole["data"].take())
}

fn text<'v>(data: &'v Value, member: &str) -> Result<&'v str, VaultError> {
    let missing = || VaultError::Service(format!("it answers without {member}"));
    data[member].as_str().ok_or_else(missing)
}

/// The master key that a text of the form `vault:v3:…` names.
fn master(name: &str, wrapped: &str) -> Result<String, VaultError> {
    let version = wrapped.split(':').nth(1).filter(|version| version.starts_with('v'));
    let unknown = || VaultError::Service("it answers with a text of another form".to_owned());
    Ok(format!("{name}:{}", version.ok_or_else(unknown)?))
}

impl KeyService for Transit {
    fn present(&self) -> Result<String, VaultError> {
        let asked = self.agent.get(self.address("keys")).header("x-vault-token", &self.token);
        let data = read(asked.call())?;
        let missing = || VaultError::Service("it answers without latest_version".to_owned());
        let version = data["latest_version"].as_u64().ok_or_else(missing)?;
        Ok(format!("{}:v{version}", self.name))
    }

    fn wrap(&self, key: &DataKey, at: &str) -> Result<Wrapped, VaultError> {
        let (plain, at) = (STANDARD.encode(key.bytes()), STANDARD.encode(at));
        let data = self.post("encrypt", &json!({"plaintext": plain, "associated_data": at}))?;
        let wrapped = text(&data, "ciphertext")?;
        Ok(Wrapped { master: master(&self.name, wrapped)?, text: wrapped.to_owned() })
    }

    fn unwrap(&self, wrapped: &Wrapped, at: &str) -> Result<DataKey, VaultError> {
        let body = json!({"ciphertext": wrapped.text, "associated_data": STANDARD.encode(at)});
        let data = self.post("decrypt", &body)?;
        let bytes = STANDARD.decode(text(&data, "plaintext")?).ok().map(Zeroizing::new);
        let key = bytes.and_then(|bytes| DataKey::of(&bytes));
        key.ok_or_else(|| VaultError::Unsealed(at.to_owned()))
    }

    fn renew(&self) -> Result<(), VaultError> {
        Ok(()) // it rotates its keys itself
    }
}
