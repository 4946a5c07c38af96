//! What holds of every question that can be asked: askers, actions and classes at random.

use agreement::{Asker, COMMONS, Class, Compartment, Decision, Restriction, Role, Standing};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::SHIPPED;

fn asker() -> impl Strategy<Value = Asker> {
    (
        select(vec!["here", "there"]),
        select(vec!["council", "icb", "police", "school", "housing", ""]),
        vec(select(Role::ALL), 0..4),
        vec(select(Compartment::ALL), 0..4),
        any::<(bool, bool)>(),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(partnership, agency_type, roles, compartments, (break_glass, stepped_up), conflicted)| Asker {
            agency_type: agency_type.into(),
            roles,
            compartments,
            break_glass,
            stepped_up,
            conflicted,
            ..Asker::anybody(partnership)
        })
}

/// An action, and a class of the kind of record it is about.
fn question() -> impl Strategy<Value = (String, Class)> {
    let actions: Vec<String> = SHIPPED.actions().map(|(name, _)| name.to_owned()).collect();
    (select(actions), select(vec!["here", COMMONS]), select(Compartment::ALL), select(Restriction::ALL), any::<bool>()).prop_map(
        |(action, partnership, compartment, restriction, involved)| {
            let record = action.split('.').next().unwrap_or_default().to_owned();
            (action, Class { record, partnership: partnership.into(), compartment, restriction, involved })
        },
    )
}

fn standing(asker: &Asker, action: &str, class: &Class) -> Standing {
    SHIPPED.standing(asker, action, &format!("{}.view", class.record), class)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_crosses_partnerships(asker in asker(), (action, class) in question()) {
        prop_assume!(asker.partnership != class.partnership);
        let public_commons = class.partnership == COMMONS && class.compartment == Compartment::GovernancePublic;
        if !public_commons {
            prop_assert_eq!(standing(&asker, &action, &class), Standing::Unknown);
        }
    }

    #[test]
    fn a_system_administrator_reads_no_content(mut asker in asker(), (action, class) in question()) {
        asker.roles.push(Role::SystemAdmin);
        asker.partnership.clone_from(&class.partnership);
        if SHIPPED.decide(&asker, &action, &class).is_allowed() {
            let runs = ["account.view", "account.invite", "account.revoke", "agreement.view", "notice.view", "notice.read", "partnership.found"];
            let names = ["organisation.view", "partnership.view"];
            let public = class.compartment == Compartment::GovernancePublic;
            prop_assert!(runs.contains(&action.as_str()) || (public && names.contains(&action.as_str())), "{action}");
        }
    }

    #[test]
    fn a_hidden_record_is_never_known_to_who_may_not_see_it(asker in asker(), (action, class) in question()) {
        let class = Class { restriction: Restriction::Hidden, ..class };
        let view = format!("{}.view", class.record);
        let sees = SHIPPED.decide(&asker, &view, &class).is_allowed();
        prop_assert!(sees || !matches!(standing(&asker, &action, &class), Standing::Known(_)));
        if !(asker.compartments.contains(&class.compartment) && class.involved) {
            prop_assert_eq!(standing(&asker, &action, &class), Standing::Unknown);
        }
    }

    #[test]
    fn broken_glass_shows_and_never_changes(asker in asker(), (action, class) in question()) {
        let with = Asker { break_glass: true, stepped_up: true, ..asker.clone() };
        let without = Asker { break_glass: false, stepped_up: true, ..asker };
        if SHIPPED.decide(&without, &action, &class).is_allowed() {
            return Ok(());
        }
        if let Decision::Allowed(receipt) = SHIPPED.decide(&with, &action, &class) {
            prop_assert!(["escalation.view", "person.view"].contains(&action.as_str()), "{action}");
            prop_assert_eq!(&receipt.clause, "8.2");
            prop_assert!(class.restriction != Restriction::Hidden);
            let breakable = [Compartment::FrontDoorCase, Compartment::ReviewCase, Compartment::Cme];
            prop_assert!(breakable.contains(&class.compartment), "{action} {receipt:?}");
        }
    }

    #[test]
    fn a_person_with_an_interest_may_do_nothing(asker in asker(), (action, class) in question()) {
        let asker = Asker { conflicted: true, ..asker };
        prop_assert_eq!(standing(&asker, &action, &class), Standing::Unknown);
    }

    #[test]
    fn a_receipt_names_a_clause_that_permits_this_action(asker in asker(), (action, class) in question()) {
        if let Decision::Allowed(receipt) = SHIPPED.decide(&asker, &action, &class) {
            let clause = SHIPPED.clause(&receipt.clause).unwrap();
            prop_assert!(!clause.forbids && clause.actions.contains(&action));
        }
    }

    #[test]
    fn the_same_question_gets_the_same_answer(asker in asker(), (action, class) in question()) {
        prop_assert_eq!(SHIPPED.decide(&asker, &action, &class), SHIPPED.decide(&asker, &action, &class));
    }
}
