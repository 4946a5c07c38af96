//! From what was asked to what was found.

use agreement::Asker;
use kernel::Moment;
use ledger::{Read, Row, Value};

use super::{ListSpec, PER_PAGE, Show};
use crate::{Permitted, Site};

/// What the address asks of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub words: String,
    /// Filter key and chosen option; unknown ones are left out.
    pub chosen: Vec<(&'static str, String)>,
    pub sort: String,
    /// From 1.
    pub page: i64,
}

impl Asked {
    pub(super) fn read(spec: &ListSpec, pairs: &[(String, String)]) -> Self {
        let given = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
        let chosen = spec.filters.iter().filter_map(|filter| {
            let value = given(filter.key)?;
            filter.options.iter().any(|(word, _)| *word == value).then(|| (filter.key, value.to_owned()))
        });
        let known = |sort: &str| spec.columns.iter().any(|column| column.key == sort.trim_start_matches('-'));
        Self {
            words: given("words").unwrap_or_default().chars().take(200).collect(),
            chosen: chosen.collect(),
            sort: given("sort").filter(|sort| known(sort)).unwrap_or(spec.sort).to_owned(),
            page: given("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
        }
    }

    /// The query string for this with other settings; used by sort links, pages and exports.
    pub(super) fn address(&self, sort: &str, page: i64) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            pairs.append_pair("words", &self.words);
        }
        for (key, value) in &self.chosen {
            pairs.append_pair(key, value);
        }
        pairs.append_pair("sort", sort);
        if page > 1 {
            pairs.append_pair("page", &page.to_string());
        }
        pairs.finish()
    }
}

/// A value of a column, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Number(i64),
    Empty,
}

/// One page of a list.
#[derive(Debug)]
pub(crate) struct Found {
    pub total: i64,
    /// Record id and cells in column order.
    pub lines: Vec<(String, Vec<Cell>)>,
    /// Records that exist here and are masked: how many, and whom to ask.
    pub masked: Vec<(i64, String)>,
}

pub(super) struct Finder<'a> {
    pub site: &'a Site,
    pub spec: &'a ListSpec,
    pub chain: &'a str,
    pub asker: &'a Asker,
    pub at: Moment,
    pub permitted: &'a Permitted,
}

impl Finder<'_> {
    pub(super) async fn find(&self, tx: &mut Read, asked: &Asked, limit: i64, offset: i64) -> ledger::Result<Found> {
        if self.permitted.none() {
            return Ok(Found { total: 0, lines: Vec::new(), masked: Vec::new() });
        }
        let mut values =
            vec![Value::from(self.chain), Value::from(self.spec.kind), Value::from(self.at.today), Value::from(&self.asker.agency)];
        let wanted = self.wanted(asked, &mut values);
        let permitted = self.permitted.condition(&mut values);
        let shared = format!("from record r join {} where r.chain = $1 and r.kind = $2 and {wanted}", self.joined());
        let count = self.bound(&format!("select count(*) as total {shared} and {permitted}"));
        let total = tx.row(count, values.clone()).await?.map_or(Ok(0), |row| row.int("total"))?;
        let columns: Vec<String> = self.spec.columns.iter().map(|column| format!("{} as {}", column.sql, column.key)).collect();
        let page = self.bound(&format!(
            "select r.id as record_id, {} {shared} and {permitted} order by {} limit {limit} offset {offset}",
            columns.join(", "),
            self.order(asked),
        ));
        let rows = tx.rows(page, values).await?;
        let lines = rows.iter().map(|row| Ok((row.text("record_id")?, self.cells(row)?))).collect::<ledger::Result<Vec<_>>>()?;
        Ok(Found { total, lines, masked: self.masked(tx).await? })
    }

    fn joined(&self) -> String {
        let alias = self.spec.from.split_whitespace().nth(1).unwrap_or(self.spec.from);
        let (table, rest) =
            self.spec.from.split_once(" join ").map_or((self.spec.from, String::new()), |(table, rest)| (table, format!(" join {rest}")));
        format!("{table} on {alias}.chain = r.chain and {alias}.id = r.id and {alias}.known_to is null{rest}")
    }

    fn wanted(&self, asked: &Asked, values: &mut Vec<Value>) -> String {
        let mut conditions = vec![format!("({})", self.spec.only)];
        for (key, value) in &asked.chosen {
            if let Some(filter) = self.spec.filters.iter().find(|filter| filter.key == *key) {
                values.push(Value::from(value));
                conditions.push(format!("{} = ${}", filter.sql, values.len()));
            }
        }
        if !asked.words.is_empty() {
            match self.site.ledger().search_words(&asked.words) {
                Some(words) => {
                    values.push(Value::from(words));
                    conditions.push(self.site.ledger().found(&crate::tables::RECORD, "r", values.len()));
                }
                None => conditions.push("1 = 0".to_owned()),
            }
        }
        conditions.join(" and ")
    }

    fn bound(&self, sql: &str) -> String {
        sql.replace("@today", "$3").replace("@me", "$4")
    }

    fn order(&self, asked: &Asked) -> String {
        let key = asked.sort.trim_start_matches('-');
        let direction = if asked.sort.starts_with('-') { "desc" } else { "asc" };
        let sql = self.spec.columns.iter().find(|column| column.key == key).map_or("r.id", |column| column.sql);
        // Empty values come last on both engines, whichever way the list is sorted.
        format!("case when {sql} is null then 1 else 0 end, {sql} {direction}, r.id")
    }

    fn cells(&self, row: &Row) -> ledger::Result<Vec<Cell>> {
        let cell = |column: &super::ListColumn| {
            Ok(match column.show {
                Show::Number | Show::Instant => row.opt_int(column.key)?.map_or(Cell::Empty, Cell::Number),
                _ => row.opt_text(column.key)?.filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text),
            })
        };
        self.spec.columns.iter().map(cell).collect()
    }

    /// Masked records of this kind that the asker may know of and not see: only how many, and whom to ask.
    async fn masked(&self, tx: &mut Read) -> ledger::Result<Vec<(i64, String)>> {
        let mut values = vec![Value::from(self.chain), Value::from(self.spec.kind)];
        let known = self.permitted.masked_condition(&mut values);
        let sql = format!(
            "select count(*) as records, r.ask from record r where r.chain = $1 and r.kind = $2 and r.restriction = 'masked' and {known}
              group by r.ask order by r.ask"
        );
        tx.rows(sql, values).await?.iter().map(|row| Ok((row.int("records")?, row.text("ask")?))).collect()
    }
}

pub(super) fn offset(page: i64) -> i64 {
    (page - 1) * PER_PAGE
}
