//! How a linkage is to be done: which columns are compared with which, and where *join*, *review* and *apart* begin.

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    role::{self, Role},
};

/// Everything that can be set. What is left out of the file is derived from the column names, or has the default written here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Decides which records are sampled for training; the same seed and data give the same result
    pub seed: u64,
    /// From this probability on, two records are joined
    pub join: f64,
    /// From this probability up to `join`, a person should look; below it, records stay apart
    pub review: f64,
    /// Whether a record may be joined with several of the other file
    pub assignment: Assignment,
    /// How many pairs a record may be compared with, on average: more finds more and takes longer
    pub pairs_per_record: f64,
    /// Of the left file's records, how many the model is trained on
    pub training_records: usize,
    /// The column that names the record, left and right; without it, the first column
    pub id: Option<Columns>,
    /// Columns that must not be compared
    pub ignore: Vec<String>,
    /// Which columns are compared; without any, all whose heading says what they hold
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 1,
            join: 0.5,
            review: 0.1,
            assignment: Assignment::Auto,
            pairs_per_record: 60.0,
            training_records: 3_000,
            id: None,
            ignore: Vec::new(),
            fields: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assignment {
    /// One to one where the data shows that neither file holds a person twice
    Auto,
    OneToOne,
    Many,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    pub left: String,
    /// The same heading as on the left where it is left out
    #[serde(default)]
    pub right: Option<String>,
}

impl Columns {
    #[must_use]
    pub fn right(&self) -> &str {
        self.right.as_deref().unwrap_or(&self.left)
    }
}

/// A column of the left file and one of the right that hold the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub role: Role,
    pub left: String,
    /// The same heading as on the left where it is left out
    #[serde(default)]
    pub right: Option<String>,
}

impl Field {
    #[must_use]
    pub fn right(&self) -> &str {
        self.right.as_deref().unwrap_or(&self.left)
    }
}

impl Config {
    /// # Errors
    /// What is wrong with the text, with its line.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, Error> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
            Error::Config { file: file.into(), line, what: error.message().replace('\n', "; ") }
        })?;
        let wrong = |what: &str| Error::Config { file: file.into(), line: 1, what: what.into() };
        if !(0.0..=1.0).contains(&config.join) || !(0.0..=1.0).contains(&config.review) || config.review > config.join {
            return Err(wrong("`review` and `join` are probabilities from 0 to 1, and `review` is not above `join`"));
        }
        if config.pairs_per_record.is_nan() || config.pairs_per_record <= 0.0 {
            return Err(wrong("`pairs_per_record` must be above 0"));
        }
        if config.training_records == 0 {
            return Err(wrong("`training_records` must be above 0"));
        }
        Ok(config)
    }

    /// The configuration as a file, to be looked at and changed.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// This configuration with its fields derived from the headings where it names none.
    ///
    /// # Errors
    /// Where a named column is in neither file, or no two columns can be compared.
    pub fn complete(mut self, left: &Headings, right: &Headings) -> Result<Self, Error> {
        if let Some(id) = &self.id {
            left.place(&id.left)?;
            right.place(id.right())?;
        }
        if self.fields.is_empty() {
            self.fields = self.derive(left, right);
        }
        for field in &self.fields {
            left.place(&field.left)?;
            right.place(field.right())?;
        }
        if self.fields.is_empty() {
            return Err(Error::NothingToCompare { left: left.file.clone(), right: right.file.clone() });
        }
        Ok(self)
    }

    fn derive(&self, left: &Headings, right: &Headings) -> Vec<Field> {
        let id = |headings: &Headings, named: Option<&str>| {
            named.map_or_else(|| role::id_column(&headings.columns), |name| headings.place(name).unwrap_or(0))
        };
        let (left_id, right_id) = (id(left, self.id.as_ref().map(|id| id.left.as_str())), id(right, self.id.as_ref().map(Columns::right)));
        let open = |headings: &Headings, id: usize| -> Vec<(Role, String)> {
            let columns = headings.columns.iter().enumerate().filter(|(place, column)| *place != id && !self.ignore.contains(column));
            columns.filter_map(|(_, column)| Some((Role::of_heading(column)?, column.clone()))).collect()
        };
        let mut theirs = open(right, right_id);
        let mut fields: Vec<Field> = Vec::new();
        let mine = open(left, left_id);
        // The same heading first, and then the same meaning, in the order of the columns.
        for same in [true, false] {
            for (role, column) in &mine {
                if fields.iter().any(|field| field.left == *column || (field.role == *role && !role.may_repeat())) {
                    continue;
                }
                let suits = |(other, name): &(Role, String)| other == role && (!same || role::same_heading(column, name));
                // Two identifiers of different headings are two different numbers.
                if !same && *role == Role::Identifier {
                    let names = |name: &str| role::identifier_kind(name);
                    if let Some(place) = theirs.iter().position(|(other, name)| other == role && names(name) == names(column)) {
                        let right = theirs.remove(place).1;
                        fields.push(Field { role: *role, left: column.clone(), right: Some(right) });
                    }
                    continue;
                }
                if !same && *role == Role::Category {
                    continue;
                }
                if let Some(place) = theirs.iter().position(suits) {
                    let right = theirs.remove(place).1;
                    fields.push(Field { role: *role, left: column.clone(), right: Some(right) });
                }
            }
        }
        let order: Vec<&String> = left.columns.iter().collect();
        fields.sort_by_key(|field| order.iter().position(|column| **column == field.left));
        fields
    }
}

/// The headings of a file, with the file's name for the sentences.
#[derive(Debug, Clone)]
pub struct Headings {
    pub file: String,
    pub columns: Vec<String>,
}

impl Headings {
    pub(crate) fn place(&self, name: &str) -> Result<usize, Error> {
        let exact = self.columns.iter().position(|column| column == name);
        let place = exact.or_else(|| self.columns.iter().position(|column| role::same_heading(column, name)));
        place.ok_or_else(|| Error::NoColumn { file: self.file.clone(), column: name.into(), has: self.columns.join(", ") })
    }
}
