//! Master keys at hand: in a file, or in a variable. The first wraps; the others open what they have wrapped.

use std::path::{Path, PathBuf};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::app::trust::vault::{
    KeyService,
    error::VaultError,
    key_files,
    sealing::{DataKey, Wrapped},
};

/// Characters of a key in Base64, with the end of its line.
const LINE: usize = 45;

/// Where the master keys are.
enum Place {
    /// In a file, which is read anew each time, so that every server knows a new key at once.
    File(PathBuf),
    /// In the settings.
    Given(Zeroizing<String>),
}

/// Master keys at hand.
pub struct LocalKeys(Place);

impl LocalKeys {
    /// The keys of a file, one on each line; a file that is not there is made with a new key, and the log says so.
    pub fn in_file(path: &Path) -> Result<Self, VaultError> {
        if !path.exists() {
            write(path, &[DataKey::random()?], key_files::create)?;
            tracing::warn!(
                path = %path.display(),
                "made a master key: keep a copy apart from the database, without it no identity can be read"
            );
        }
        let keys = Self(Place::File(path.to_owned()));
        keys.read()?;
        Ok(keys)
    }

    /// Keys that were given, with commas between.
    pub fn given(text: &str) -> Result<Self, VaultError> {
        let keys = Self(Place::Given(Zeroizing::new(text.to_owned())));
        keys.read()?;
        Ok(keys)
    }

    fn read(&self) -> Result<Vec<DataKey>, VaultError> {
        let (name, text) = match &self.0 {
            Place::Given(text) => ("KOPRIK_MASTER_KEY".to_owned(), text.clone()),
            Place::File(path) => {
                let name = path.display().to_string();
                let failed = |error| VaultError::File(name.clone(), error);
                if !key_files::is_private(path).map_err(failed)? {
                    return Err(VaultError::Readable(name));
                }
                let text = Zeroizing::new(std::fs::read_to_string(path).map_err(failed)?);
                (name, text)
            }
        };
        let lines = text.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty());
        let key = |line: &str| DataKey::of(&Zeroizing::new(STANDARD.decode(line).ok()?));
        let keys: Option<Vec<DataKey>> = lines.map(key).collect();
        keys.filter(|keys| !keys.is_empty()).ok_or(VaultError::NotAKey(name))
    }

    fn first(&self) -> Result<DataKey, VaultError> {
        self.read()?.into_iter().next().ok_or(VaultError::NoMaster)
    }
}

fn write(
    path: &Path,
    keys: &[DataKey],
    how: fn(&Path, &[u8]) -> std::io::Result<()>,
) -> Result<(), VaultError> {
    let mut lines = Zeroizing::new(String::with_capacity(keys.len() * LINE));
    for key in keys {
        STANDARD.encode_string(key.bytes(), &mut lines);
        lines.push('\n');
    }
    let failed = |error| VaultError::File(path.display().to_string(), error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    how(path, lines.as_bytes()).map_err(failed)
}

/// What a key is called: the beginning of its hash.
fn id(key: &DataKey) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(key.bytes())[..6])
}

impl KeyService for LocalKeys {
    fn present(&self) -> Result<String, VaultError> {
        Ok(id(&self.first()?))
    }

    fn wrap(&self, key: &DataKey, at: &str) -> Result<Wrapped, VaultError> {
        let master = self.first()?;
        Ok(Wrapped { master: id(&master), text: master.seal(key.bytes(), at)? })
    }

    fn unwrap(&self, wrapped: &Wrapped, at: &str) -> Result<DataKey, VaultError> {
        let keys = self.read()?;
        let master = keys.iter().find(|key| id(key) == wrapped.master);
        let master = master.ok_or_else(|| VaultError::Unknown(wrapped.master.clone()))?;
        let bytes = master.open(&wrapped.text, at)?;
        DataKey::of(&bytes).ok_or_else(|| VaultError::Unsealed(at.to_owned()))
    }

    fn renew(&self) -> Result<(), VaultError> {
        let Place::File(path) = &self.0 else { return Ok(()) };
        let mut keys = self.read()?;
        keys.insert(0, DataKey::random()?);
        write(path, &keys, key_files::replace)
    }
}
