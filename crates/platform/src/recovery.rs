//! Recovery codes: ten, shown once, for somebody whose telephone is gone. Each takes the place of an authenticator's code once.

use ledger::{Sql, args};

use crate::{
    Site, account,
    session::{hashed, operate},
};

/// Only hashes are kept. A code has eighty bits of chance, so that a fast hash is enough.
pub(crate) const TABLE: &str = "create table if not exists recovery_code (account text not null, code text not null, used_at bigint not null, primary key (account, code))";

/// How many are made at a time.
pub(crate) const CODES: usize = 10;
/// Letters and figures of a code, without the hyphens it is shown with.
const LENGTH: usize = 16;

/// An app's code is six figures; anything as long as a recovery code is taken for one.
pub(crate) fn looks_like(code: &str) -> bool {
    plain(code).len() == LENGTH
}

fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Ten new codes, to be shown now and never again; those before them work no longer.
pub(crate) async fn make(site: &Site, account: &str) -> anyhow::Result<Vec<String>> {
    account::at_the_door(site, account, account::Command::MakeCodes).await?;
    let codes: Vec<String> = (0..CODES).map(|_| fresh(site)).collect();
    let mut statements = vec![(Sql::from("delete from recovery_code where account = $1"), args![account])];
    let insert = "insert into recovery_code (account, code, used_at) values ($1, $2, 0)";
    statements.extend(codes.iter().map(|code| (Sql::from(insert), args![account, hashed(&plain(code))])));
    site.ledger().operate(statements).await?;
    Ok(codes)
}

/// `ABCD-EFGH-JKLM-NPQR`, in base 32.
fn fresh(site: &Site) -> String {
    let mut bytes = [0_u8; 10];
    bytes.copy_from_slice(&site.ledger().chance()[..10]);
    let letters = totp_rs::Secret::from(bytes).to_base32();
    let groups: Vec<&str> = (0..LENGTH / 4).filter_map(|at| letters.get(at * 4..at * 4 + 4)).collect();
    groups.join("-")
}

/// Uses a code up. Of two who enter one code, one finds it used. None where there is no such code or it was used; else how many are left.
pub(crate) async fn spend(site: &Site, account: &str, code: &str) -> anyhow::Result<Option<u32>> {
    let now = site.ledger().clock().moment().now;
    let used = operate(
        site,
        "update recovery_code set used_at = $3 where account = $1 and code = $2 and used_at = 0",
        args![account, hashed(&plain(code)), now],
    )
    .await?;
    if used == 0 {
        return Ok(None);
    }
    left(site, account).await.map(Some)
}

/// How many codes of this account were not used yet.
pub(crate) async fn left(site: &Site, account: &str) -> anyhow::Result<u32> {
    let mut tx = site.ledger().read().await?;
    let row = tx.row("select count(*) as unused from recovery_code where account = $1 and used_at = 0", args![account]).await?;
    Ok(u32::try_from(row.map_or(Ok(0), |row| row.int("unused"))?)?)
}

#[cfg(test)]
mod tests {
    use super::looks_like;

    #[test]
    fn six_figures_are_the_apps_and_sixteen_letters_a_recovery_code_however_they_are_typed() {
        assert!(!looks_like("123 456"));
        assert!(looks_like("ABCD-EFGH-JKLM-NPQR"));
        assert!(looks_like(" abcd efgh jklm npqr "));
        assert!(!looks_like("ABCD-EFGH"));
    }
}
