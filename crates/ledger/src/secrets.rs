//! Secrets of the installation's own, which are no facts (the secrets of authenticator codes), under its master key.

use crate::{Ledger, Result};

impl Ledger {
    /// Seals a secret of the installation's own (not a fact) under its master key; `place` says whose it is.
    ///
    /// # Errors
    /// Where sealing fails.
    pub fn seal_text(&self, place: &str, text: &str) -> Result<String> {
        Ok(hex::encode(self.inner.keys.master.seal(text.as_bytes(), place.as_bytes())?))
    }

    /// Opens what [`Ledger::seal_text`] sealed for the same place.
    ///
    /// # Errors
    /// Where it is not what was sealed, or was sealed for another place.
    pub fn open_text(&self, place: &str, sealed: &str) -> Result<String> {
        let broken = || crate::LedgerError::Broken("a sealed secret could not be opened".into());
        let stored = hex::decode(sealed).map_err(|_| broken())?;
        let plain = self.inner.keys.master.open(&stored, place.as_bytes()).ok_or_else(broken)?;
        String::from_utf8(plain).map_err(|_| broken())
    }
}
