//! Access classes in SQL: Cedar decides once per class, and the database filters by the classes it allowed, before paging and counting.

use agreement::{Agreement, Asker, Class, Compartment, Decision, Restriction};
use ledger::Value;

use crate::Action;

/// A condition over the `record` row called `r`, with its values. `true` where all may be seen, `false` where none.
#[derive(Debug, Clone)]
pub struct Permitted {
    sql: String,
    /// Compartments whose masked records the asker may know of, without seeing them: for all, and for those involved.
    masked: String,
    /// What is bound where `sql` says `@agency` and `@person`.
    agency: String,
    person: String,
    /// What is bound where `sql` says `@place`: the partnership the asker acts in.
    place: String,
}

impl Permitted {
    /// The rows of `record r` on which `asker` may do `action`.
    pub fn to(agreement: &Agreement, asker: &Asker, action: Action) -> Self {
        let allows = |compartment, restriction, involved| {
            let class =
                Class { record: action.record().to_owned(), partnership: asker.partnership.clone(), compartment, restriction, involved };
            matches!(agreement.decide(asker, action.0, &class), Decision::Allowed(_))
        };
        let mut any = Vec::new();
        let mut involved_only = Vec::new();
        for compartment in Compartment::ALL {
            for restriction in Restriction::ALL {
                let class = format!("(r.compartment = '{}' and r.restriction = '{}')", compartment.as_str(), restriction.as_str());
                if allows(*compartment, *restriction, false) {
                    any.push(class);
                } else if allows(*compartment, *restriction, true) {
                    involved_only.push(class);
                }
            }
        }
        let mut sides = Vec::new();
        if !any.is_empty() {
            sides.push(format!("({})", any.join(" or ")));
        }
        if !involved_only.is_empty() {
            sides.push(format!("(({}) and {})", involved_only.join(" or "), part("involved")));
        }
        let mut masked = Vec::new();
        for compartment in Compartment::ALL {
            if allows(*compartment, Restriction::None, false) && !allows(*compartment, Restriction::Masked, false) {
                masked.push(format!("(r.compartment = '{}' and not {})", compartment.as_str(), part("involved")));
            }
        }
        // Nobody is told that there is a record about themselves or somebody close, not even how many.
        let masked = match masked.is_empty() {
            true => "1 = 0".to_owned(),
            false => format!("(({}) and not {})", masked.join(" or "), part("conflicted")),
        };
        let sql = match sides.is_empty() {
            true => "1 = 0".to_owned(),
            false => format!("({}) and not {} and {WITHIN}", sides.join(" or "), part("conflicted")),
        };
        Self {
            sql,
            masked,
            agency: format!("agency:{}", asker.agency),
            person: format!("person:{}", asker.person),
            place: format!("partnership:{}", asker.partnership),
        }
    }

    /// True where no class at all is allowed.
    pub fn none(&self) -> bool {
        self.sql == "1 = 0"
    }

    /// The condition, with its two values bound after those already in `args`.
    pub fn condition(&self, args: &mut Vec<Value>) -> String {
        self.bind(&self.sql, args)
    }

    /// The condition for masked records the asker may know of, and not see.
    pub fn masked_condition(&self, args: &mut Vec<Value>) -> String {
        self.bind(&self.masked, args)
    }

    fn bind(&self, sql: &str, args: &mut Vec<Value>) -> String {
        if sql == "1 = 0" {
            return sql.to_owned();
        }
        args.push(Value::from(&self.agency));
        let agency = args.len();
        args.push(Value::from(&self.person));
        let person = args.len();
        args.push(Value::from(&self.place));
        let place = args.len();
        sql.replace("@place", &format!("${place}")).replace("@agency", &format!("${agency}")).replace("@person", &format!("${person}"))
    }
}

/// A record of the commons that belongs to some partnerships is there for those only; one that belongs to none is everybody's.
const WITHIN: &str = "(not exists (select 1 from involvement w where w.chain = r.chain and w.record = r.id and w.stance = 'within') \
                      or exists (select 1 from involvement w where w.chain = r.chain and w.record = r.id and w.stance = 'within' \
                                 and w.party = @place))";

fn part(stance: &str) -> String {
    format!(
        "exists (select 1 from involvement i where i.chain = r.chain and i.record = r.id and i.stance = '{stance}' \
         and i.party in (@agency, @person))"
    )
}
