//! The installation's own keys (`keys/`), and where fresh bytes come from.

use std::{
    io::Write,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use ed25519_dalek::SigningKey;
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;

use crate::{Chance, LedgerError, Result, canonical::keyed, seal::Key};

/// The keys of an installation: the master key that wraps streams' keys, the signing key of the daily heads, and fresh bytes.
#[derive(Clone)]
pub(crate) struct Keys {
    pub(crate) master: Key,
    pub(crate) signing: SigningKey,
    seed: Option<[u8; 32]>,
    stream: Arc<Mutex<ChaCha20Rng>>,
}

impl Keys {
    /// Reads `keys/master.key` and `keys/signing.key`, making them where they are not there, readable by their owner alone.
    pub(crate) fn open(folder: &Path, chance: Chance) -> Result<Self> {
        let (seed, rng) = match chance {
            Chance::System => (None, ChaCha20Rng::from_seed(rand::random())),
            Chance::Seeded(number) => {
                let rng = ChaCha20Rng::seed_from_u64(number);
                let mut seed = [0_u8; 32];
                rng.clone().fill_bytes(&mut seed);
                (Some(seed), rng)
            }
        };
        let fresh = |name: &str| seed.map_or_else(rand::random, |seed| keyed(&seed, name.as_bytes()));
        std::fs::create_dir_all(folder)?;
        let master = kept(&folder.join("master.key"), || fresh("master"))?;
        let signing = kept(&folder.join("signing.key"), || fresh("signing"))?;
        Ok(Self { master: Key(master), signing: SigningKey::from_bytes(&signing), seed, stream: Arc::new(Mutex::new(rng)) })
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        if self.seed.is_some() {
            self.stream.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        } else {
            rand::rng().fill_bytes(&mut bytes);
        }
        bytes
    }

    /// A stream's new data key. A seeded one depends on nothing but the seed and the stream, so that the order of events cannot change it.
    pub(crate) fn data_key(&self, chain: &str, stream: &str) -> Key {
        let Some(seed) = self.seed else { return Key(self.bytes()) };
        let mut form = crate::canonical::Canonical::new("trefoil/seeded-key/1");
        form.text(chain).text(stream);
        Key(keyed(&seed, &form.done()))
    }
}

/// The 32 bytes in `file` (as hexadecimal), made first where there is no file.
fn kept(file: &Path, fresh: impl FnOnce() -> [u8; 32]) -> Result<[u8; 32]> {
    if !file.exists() {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(file) {
            Ok(mut open) => {
                open.write_all(hex::encode(fresh()).as_bytes())?;
                open.sync_all()?;
            }
            // Another process was quicker: its key is the key.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    let text = std::fs::read_to_string(file)?;
    let mut key = [0_u8; 32];
    hex::decode_to_slice(text.trim(), &mut key)
        .map_err(|_| LedgerError::Input(format!("{} does not hold a key of 64 hexadecimal digits", file.display())))?;
    Ok(key)
}
