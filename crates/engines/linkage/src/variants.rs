//! Which given names are used for one another: our own table of short and familiar forms.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::clean::fold;

#[derive(Deserialize)]
struct Table {
    group: Vec<Vec<String>>,
}

/// Given names and the groups they belong to; two names that share a group are forms of one name.
#[derive(Debug, Clone, Default)]
pub struct Variants {
    groups: FxHashMap<String, Vec<u16>>,
}

impl Variants {
    /// The table that comes with the engine.
    #[must_use]
    pub fn shipped() -> Self {
        Self::from_toml(include_str!("../../../../data/name_variants.toml")).unwrap_or_default()
    }

    /// # Errors
    /// Where the text is not a table of groups.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let table: Table = toml::from_str(text)?;
        let mut groups: FxHashMap<String, Vec<u16>> = FxHashMap::default();
        for (index, names) in table.group.iter().enumerate() {
            for name in names {
                groups.entry(fold(name)).or_default().push(u16::try_from(index).unwrap_or(u16::MAX));
            }
        }
        Ok(Self { groups })
    }

    /// The groups a folded name belongs to.
    #[must_use]
    pub fn of(&self, name: &str) -> &[u16] {
        self.groups.get(name).map_or(&[], Vec::as_slice)
    }
}
