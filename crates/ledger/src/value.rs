//! A value bound to a portable `$n` placeholder. Each carries its type even when empty, because PostgreSQL asks.

use kernel::{Date, Id, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Blob(Option<Vec<u8>>),
}

impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Self::Text(Some(v.to_owned()))
    }
}
impl From<String> for Value {
    fn from(v: String) -> Self {
        Self::Text(Some(v))
    }
}
impl From<&String> for Value {
    fn from(v: &String) -> Self {
        Self::Text(Some(v.clone()))
    }
}
impl From<Option<String>> for Value {
    fn from(v: Option<String>) -> Self {
        Self::Text(v)
    }
}
impl From<Option<&str>> for Value {
    fn from(v: Option<&str>) -> Self {
        Self::Text(v.map(str::to_owned))
    }
}
impl From<i64> for Value {
    fn from(v: i64) -> Self {
        Self::Int(Some(v))
    }
}
impl From<Option<i64>> for Value {
    fn from(v: Option<i64>) -> Self {
        Self::Int(v)
    }
}
impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Self::Bool(Some(v))
    }
}
impl From<Vec<u8>> for Value {
    fn from(v: Vec<u8>) -> Self {
        Self::Blob(Some(v))
    }
}
/// Instants are microseconds since 1970 in UTC.
impl From<Timestamp> for Value {
    fn from(v: Timestamp) -> Self {
        Self::Int(Some(v.as_microsecond()))
    }
}
impl From<Option<Timestamp>> for Value {
    fn from(v: Option<Timestamp>) -> Self {
        Self::Int(v.map(|at| at.as_microsecond()))
    }
}
/// Dates are ISO 8601 text.
impl From<Date> for Value {
    fn from(v: Date) -> Self {
        Self::Text(Some(v.to_string()))
    }
}
impl From<Option<Date>> for Value {
    fn from(v: Option<Date>) -> Self {
        Self::Text(v.map(|date| date.to_string()))
    }
}
impl From<Id> for Value {
    fn from(v: Id) -> Self {
        Self::Text(Some(v.to_string()))
    }
}
impl From<&Id> for Value {
    fn from(v: &Id) -> Self {
        Self::Text(Some(v.to_string()))
    }
}

/// `args![a, b]`: the values of a statement, in order.
#[macro_export]
macro_rules! args { ($($a:expr),* $(,)?) => { vec![$($crate::Value::from($a)),*] } }

/// `cols!["stage" => stage, "due" => due]`: the columns of a row.
#[macro_export]
macro_rules! cols { ($($k:literal => $v:expr),* $(,)?) => { vec![$(($k, $crate::Value::from($v))),*] } }
