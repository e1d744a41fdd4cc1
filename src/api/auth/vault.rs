//! Opens the vault as the settings say.

use std::path::Path;

use crate::{
    api::auth::keys::MASTER,
    app::trust::vault::{Vault, error::VaultError, local::LocalKeys, transit::Transit},
    config::VaultConfig,
};

/// The vault whose master keys are in an outside service, in a variable, in a file, or else in the folder of the keys.
pub fn open(config: &VaultConfig, keys: &Path) -> Result<Vault, VaultError> {
    if let Some(url) = &config.key_service_url {
        let token = config.key_service_token.as_ref().map_or("", |token| token.reveal());
        return Ok(Vault::of(Transit::new(url, &config.key_service_key, token)));
    }
    if let Some(given) = &config.master_key {
        return Ok(Vault::of(LocalKeys::given(given.reveal())?));
    }
    let default = keys.join(MASTER);
    let path = config.master_key_file.as_deref().unwrap_or(&default);
    Ok(Vault::of(LocalKeys::in_file(path)?))
}
