//! # Account
//!
//! A person is *invited* by mail address, and *appointed* to act for an agency in a partnership, with roles, compartments and an end;
//! appointments are *ended*, accounts *suspended* and *restored*. Passwords and codes are no facts: see [`crate::session`].
//!
//! **Invariant:** one mail address is one account.
//! **Invariant:** nobody appoints themselves, or ends their own appointment.
//! **Invariant:** a system administrator's appointment has no compartment: whoever runs the machine does not read the records.

mod decide;
mod fact;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use crate::{Action, Nav, Slice};

pub use self::{
    decide::{Appoint, Command, Reads, Refusal},
    fact::{Account, Fact, Granted},
};
pub(crate) use self::rows::{Known, by_email, known};

pub const VIEW: Action = Action("account.view");
pub const INVITE: Action = Action("account.invite");
pub const GRANT: Action = Action("account.grant");
pub const REVOKE: Action = Action("account.revoke");

pub(crate) fn slice() -> Slice {
    Slice::new("account")
        .record::<Account>(&[rows::ACCOUNT, rows::APPOINTMENT], "/accounts/")
        .actions(&[VIEW, INVITE, GRANT, REVOKE])
        .list(&web::LIST)
        .routes(web::routes())
        .nav(Nav { title: "People", href: "/accounts", action: VIEW, order: 900 })
}
