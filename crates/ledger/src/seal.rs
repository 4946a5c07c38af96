//! Sealing: what is about a person is unreadable without its stream's key, and the key can be destroyed.
//!
//! XChaCha20-Poly1305. A sealed text is its nonce (24 bytes), then ciphertext and tag. The nonce is synthetic, HMAC-SHA256 of what is sealed
//! under the same key, so that a batch that is run again cannot use one nonce for two texts, and a seeded demonstration repeats itself. Chain,
//! stream, version and kind are authenticated beside the body: a body moved to another entry does not open.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use crate::{
    LedgerError, Result,
    canonical::{Canonical, keyed},
};

/// A key of 32 bytes. It never shows itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(pub(crate) [u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

const NONCE: usize = 24;

impl Key {
    /// What is authenticated beside a body.
    pub(crate) fn place(chain: &str, stream: &str, version: i64, kind: &str) -> Vec<u8> {
        let mut form = Canonical::new("trefoil/place/1");
        form.text(chain).text(stream).int(version).text(kind);
        form.done()
    }

    pub(crate) fn seal(&self, plain: &[u8], place: &[u8]) -> Result<Vec<u8>> {
        let mut form = Canonical::new("trefoil/nonce/1");
        form.bytes(place).bytes(plain);
        let synthetic = keyed(&self.0, &form.done());
        let mut nonce = [0_u8; NONCE];
        nonce.copy_from_slice(&synthetic[..NONCE]);
        let sealed = XChaCha20Poly1305::new(&self.0.into())
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place })
            .map_err(|_| LedgerError::Broken("a body could not be sealed".into()))?;
        let mut stored = Vec::with_capacity(NONCE + sealed.len());
        stored.extend_from_slice(&nonce);
        stored.extend_from_slice(&sealed);
        Ok(stored)
    }

    /// None where the key, the place or the text is not the one it was sealed with.
    pub(crate) fn open(&self, stored: &[u8], place: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = stored.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        XChaCha20Poly1305::new(&self.0.into()).decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: place }).ok()
    }

    /// Wraps a stream's key under this one (the installation's).
    pub(crate) fn wrap(&self, key: &Self, chain: &str, stream: &str) -> Result<Vec<u8>> {
        self.seal(&key.0, &wrapping(chain, stream))
    }

    pub(crate) fn unwrap_key(&self, wrapped: &[u8], chain: &str, stream: &str) -> Result<Self> {
        self.open(wrapped, &wrapping(chain, stream)).and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(|| {
            LedgerError::Broken(format!(
                "the key of the stream `{stream}` of `{chain}` does not open under this installation's keys/master.key"
            ))
        })
    }

    /// Tells two keys apart without showing either.
    pub(crate) fn fingerprint(&self) -> String {
        hex::encode(&keyed(&self.0, b"trefoil/fingerprint/1")[..8])
    }
}

fn wrapping(chain: &str, stream: &str) -> Vec<u8> {
    let mut form = Canonical::new("trefoil/wrap/1");
    form.text(chain).text(stream);
    form.done()
}
