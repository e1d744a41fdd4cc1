//! With what messages are signed.

use crate::{
    app::{App, error::AppError, integration::webhooks::state::Webhooks},
    domain::integration::{endpoint::Endpoint, signature::WebhookSigner},
};

impl App {
    /// Gives webhooks what they need. A second time changes nothing.
    pub fn set_webhooks(&self, webhooks: Webhooks) {
        self.webhooks.get_or_init(|| webhooks);
    }

    pub(super) fn webhooks(&self) -> Result<&Webhooks, AppError> {
        let missing = || AppError::Unavailable("this process has no key for webhooks".to_owned());
        self.webhooks.get().ok_or_else(missing)
    }

    /// What signs the messages to an endpoint, after so many rotations.
    pub fn webhook_signer(
        &self,
        endpoint: &Endpoint,
        generation: i64,
    ) -> Result<WebhookSigner, AppError> {
        let signer = self.webhooks()?.key.signer(endpoint.id, generation);
        signer.map_err(|error| AppError::Unavailable(error.to_string()))
    }
}
