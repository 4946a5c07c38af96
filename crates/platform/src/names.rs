//! Names of people who act: an account's id is what the ledger holds, its name is what a page shows.

use std::collections::HashMap;

use crate::{Cx, cx::SYSTEM};

/// Every account's name, read once a request.
pub struct Names(HashMap<String, String>);

impl Names {
    pub fn of<'a>(&'a self, account: &'a str) -> &'a str {
        if account == SYSTEM { "Trefoil itself" } else { self.0.get(account).map_or("somebody whose account is closed", String::as_str) }
    }
}

impl Cx {
    /// # Errors
    /// A fault.
    pub async fn names(&self) -> ledger::Result<Names> {
        let mut tx = self.site.ledger().read().await?;
        let rows = tx.rows("select id, name from account where chain = 'commons' and known_to is null", Vec::new()).await?;
        let pairs = rows.iter().map(|row| Ok((row.text("id")?, row.text("name")?))).collect::<ledger::Result<HashMap<_, _>>>()?;
        Ok(Names(pairs))
    }
}
