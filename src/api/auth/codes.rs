//! What brings codes to workers, as the settings say.

use std::io;

use crate::{
    app::trust::own_channel::{CodeFile, Gateway, sender::CodeSender},
    config::{CodeConfig, Secret},
    domain::integration::target::Targets,
};

/// What brings codes to workers, if something does.
pub fn sender(config: &CodeConfig, targets: Targets) -> io::Result<Option<Box<dyn CodeSender>>> {
    if let Some(path) = &config.code_file {
        tracing::warn!(file = %path.display(), "codes to workers are written in the clear: for demonstrations alone");
        return Ok(Some(Box::new(CodeFile::open(path)?)));
    }
    let token = config.sms_gateway_token.as_ref().map(Secret::reveal);
    let gateway = config.sms_gateway_url.as_ref().map(|url| Gateway::at(url, token, targets));
    Ok(gateway.map(|gateway| Box::new(gateway) as Box<dyn CodeSender>))
}
