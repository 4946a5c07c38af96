//! Cursors: how far each consumer (reaction, outbox, mirror) has read each chain.

use crate::{Entry, Ledger, Result, Sql, args};

impl Ledger {
    /// The entries of `chain` that `consumer` has not had, oldest first, at most `most`.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn consume(&self, consumer: &str, chain: &str, most: i64) -> Result<Vec<Entry>> {
        let mut tx = self.read().await?;
        let row = tx.row("select number from cursor where consumer = $1 and chain = $2", args![consumer, chain]).await?;
        let number = row.map_or(Ok(0), |row| row.int("number"))?;
        tx.after(chain, number, most).await
    }

    /// `consumer` has had `chain` up to `number`. A cursor never goes back.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn advance(&self, consumer: &str, chain: &str, number: i64) -> Result {
        let sql = "insert into cursor (consumer, chain, number) values ($1, $2, $3)
                   on conflict (consumer, chain) do update set number = excluded.number where excluded.number > cursor.number";
        self.operate(vec![(Sql::from(sql), args![consumer, chain, number])]).await.map(drop)
    }

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
