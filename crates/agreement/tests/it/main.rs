//! The shipped agreement, tried: its scenarios, its golden matrix, its invariants, and the faults that reading one must name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod invariants;
mod reading;

use std::{path::PathBuf, sync::LazyLock};

use agreement::{
    ActionSpec, Agreement, Asker, COMMONS, Class, Compartment, Decision, LimitUnit, Needed, Receipt, Requirement, Restriction, Role,
    Standing, Verb,
};

static SHIPPED: LazyLock<Agreement> = LazyLock::new(|| Agreement::shipped().unwrap());

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../agreement")
}

fn somebody(role: Role) -> Asker {
    Asker { person: "ada".into(), agency: "housing".into(), agency_type: "housing".into(), roles: vec![role], ..Asker::anybody("here") }
}

fn escalation(involved: bool) -> Class {
    Class { compartment: Compartment::FrontDoorCase, involved, ..Class::public("escalation", "here") }
}

fn allowed(decision: Decision) -> Receipt {
    match decision {
        Decision::Allowed(receipt) => receipt,
        Decision::Denied(needed) => panic!("refused: {needed:?}"),
    }
}

fn denied(decision: Decision) -> Needed {
    match decision {
        Decision::Denied(needed) => needed,
        Decision::Allowed(receipt) => panic!("allowed: {receipt:?}"),
    }
}

#[test]
fn every_scenario_that_ships_comes_out_as_it_says() {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for (name, text) in Agreement::shipped_scenarios() {
        let results = SHIPPED.run_scenarios(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!results.is_empty(), "{name} has no scenario");
        tried += results.len();
        for one in results.iter().filter(|one| !one.passed) {
            wrong.push(format!("{name}:{}: {}: expected {}, got {}", one.line, one.row, one.expected, one.got));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 40, "only {tried} scenarios");
}

#[test]
fn every_table_of_scenarios_in_the_folder_ships() {
    let in_folder = std::fs::read_dir(folder().join("scenarios")).unwrap();
    let mut names: Vec<String> = in_folder.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    assert_eq!(names, Agreement::shipped_scenarios().iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn every_clause_has_a_scenario() {
    let tables: String = Agreement::shipped_scenarios().iter().map(|(_, text)| *text).collect();
    // A guard that hides is met by "told nothing", which names no clause: `guards.md` holds those.
    let hides = ["9.1", "9.2", "9.5"];
    let without: Vec<&str> = SHIPPED
        .clauses()
        .iter()
        .map(|clause| clause.number.as_str())
        .filter(|number| !hides.contains(number))
        .filter(|number| !tables.contains(&format!("allowed by {number} |")) && !tables.contains(&format!("needs {number} |")))
        .collect();
    assert!(without.is_empty(), "no scenario for {}", without.join(", "));
}

#[test]
fn the_matrix_is_the_golden_one() {
    let actions: Vec<&str> = SHIPPED.actions().map(|(name, _)| name).collect();
    let matrix = SHIPPED.matrix(&actions).unwrap();
    let path = folder().join("matrix.txt");
    if std::env::var_os("TREFOIL_GEN").is_some() {
        std::fs::write(&path, &matrix).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some((line, (was, is))) = golden.lines().zip(matrix.lines()).enumerate().find(|(_, (was, is))| was != is) {
        panic!("agreement/matrix.txt, line {}: was\n{was}\nis\n{is}\nIf the change is meant, run `cargo xtask gen`.", line + 1);
    }
    assert_eq!(golden.len(), matrix.len(), "agreement/matrix.txt is shorter or longer than the matrix; run `cargo xtask gen`");
}

#[test]
fn a_receipt_names_clause_gateway_purpose_and_version() {
    let receipt = allowed(SHIPPED.decide(&somebody(Role::AgencyAuthor), "escalation.view", &escalation(true)));
    assert_eq!((receipt.clause.as_str(), receipt.title.as_str()), ("4.2", "An agency sees the disagreements it is part of"));
    assert!(receipt.gateway.contains("Children Act 2004") && receipt.purpose.starts_with("To settle"));
    assert!(SHIPPED.version().starts_with(&receipt.policy_version) && receipt.policy_version.len() == 12);
}

#[test]
fn a_refusal_names_the_clauses_that_would_be_needed_and_whom_to_ask() {
    let scrutineer = somebody(Role::IndependentScrutineer);
    let Standing::Known(needed) = agreement::standing(&SHIPPED, &scrutineer, "escalation.advance", "escalation.view", &escalation(false))
    else {
        panic!("the scrutineer knows of it")
    };
    let numbers: Vec<&str> = needed.clauses.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(numbers, ["2.8", "3.4", "4.4", "5.2"]);
    assert_eq!(needed.ask, "Ask a business manager or a delegated safeguarding partner.");
    let contribution = Class { compartment: Compartment::Action, ..Class::public("contribution", "here") };
    let needed = denied(SHIPPED.decide(&somebody(Role::DelegatedPartner), "contribution.write", &contribution));
    assert_eq!(needed.ask, "Ask an agency author, an agency approver or an independent scrutineer of an agency that is part of it.");
}

#[test]
fn a_guard_names_itself_where_it_stands_in_the_way() {
    let masked = Class { restriction: Restriction::Masked, ..escalation(true) };
    let needed = denied(SHIPPED.decide(&somebody(Role::AgencyAuthor), "escalation.view", &masked));
    assert_eq!(needed.clauses.first().map(|(number, _)| number.as_str()), Some("9.6"));
    assert!(needed.ask.starts_with("Ask the business manager to make you a member"));
}

#[test]
fn who_has_only_to_prove_who_they_are_is_told_so() {
    let needed = denied(SHIPPED.decide(&somebody(Role::MashPartner), "breakglass.open", &escalation(true)));
    assert_eq!((needed.clauses.len(), needed.ask.as_str()), (1, "Prove again who you are, and try again."));
}

#[test]
fn an_action_that_the_agreement_does_not_know_is_refused() {
    let needed = denied(SHIPPED.decide(&somebody(Role::BusinessManager), "escalation.burn", &escalation(true)));
    assert_eq!(needed.ask, "No clause of the agreement speaks of escalation.burn. Ask the business manager.");
}

#[test]
fn agencies_stand_in_the_commons_and_cases_do_not() {
    let manager = somebody(Role::BusinessManager);
    assert!(SHIPPED.decide(&manager, "organisation.amend", &Class::public("organisation", COMMONS)).is_allowed());
    assert!(!SHIPPED.decide(&manager, "escalation.view", &Class { partnership: COMMONS.into(), ..escalation(true) }).is_allowed());
    assert!(!SHIPPED.decide(&manager, "report.view", &Class::public("report", COMMONS)).is_allowed());
}

#[test]
fn what_clause_4_2_would_have_let_housing_see_is_their_own_disagreements() {
    let would = SHIPPED.what_would("4.2", Some(Role::AgencyAuthor), Some("housing")).unwrap();
    let seen: Vec<(&str, Compartment, &[Requirement])> =
        would.iter().map(|one| (one.action.as_str(), one.compartment, one.needs.as_slice())).collect();
    let involved: &[Requirement] = &[Requirement::Involved];
    assert_eq!(seen, [("escalation.view", Compartment::Action, involved), ("escalation.view", Compartment::FrontDoorCase, involved)]);
    assert!(SHIPPED.what_would("4.12", None, Some("housing")).unwrap().is_empty());
    assert!(!SHIPPED.what_would("4.12", None, Some("police")).unwrap().is_empty());
    assert_eq!(SHIPPED.what_would("4.99", None, None).unwrap_err().to_string(), "there is no clause 4.99 in the agreement");
    let author = somebody(Role::AgencyAuthor);
    assert!(SHIPPED.by_clause("4.2", &author, "escalation.view", &escalation(true)).unwrap());
    assert!(!SHIPPED.by_clause("4.4", &author, "escalation.view", &escalation(true)).unwrap());
}

#[test]
fn duties_say_what_with_whom_how_soon_and_by_which_clause() {
    let duty = SHIPPED.duties().iter().find(|duty| duty.clause == "7.4").unwrap();
    assert_eq!((duty.fact.as_str(), duty.compartment), ("death.suspected_suicide", Compartment::Suicide));
    assert_eq!((duty.limit, duty.unit), (72, LimitUnit::Hour));
    assert_eq!(duty.agency_types, ["council", "icb"]);
    assert_eq!(SHIPPED.duties().len(), SHIPPED.clauses().iter().filter(|clause| clause.duty).count());
}

#[test]
fn actions_declared_and_actions_granted_are_held_against_each_other() {
    let view = ActionSpec::new("statistics.view", Verb::View, "see published statistics");
    let import = ActionSpec::new("statistics.import", Verb::Write, "bring in published statistics");
    let waiting = SHIPPED.check(&[view, import]).unwrap();
    assert!(waiting.contains(&"person".to_owned()) && !waiting.contains(&"statistics".to_owned()));
    let fault = |specs: &[ActionSpec]| SHIPPED.check(specs).unwrap_err().to_string();
    assert_eq!(fault(&[view]), "The agreement names the action `statistics.import` (clauses 2.10), but no capability declares it.");
    assert_eq!(
        fault(&[view, import, ActionSpec::new("statistics.burn", Verb::Write, "burn")]),
        "The action `statistics.burn` is declared, but the agreement's schema does not know it."
    );
    assert_eq!(
        fault(&[view, ActionSpec::new("statistics.import", Verb::View, "look")]),
        "The action `statistics.import` is declared as view, but the agreement's schema says write."
    );
}

#[test]
fn a_scenario_that_is_wrong_does_not_pass_and_one_that_cannot_be_read_names_its_line() {
    let tab = "who\tdoes\tcompartment\texpected\nAgency author\tescalation.view\tfront_door_case\tallowed by 4.2\n";
    let results = SHIPPED.run_scenarios(tab).unwrap();
    assert_eq!((results[0].passed, results[0].got.as_str(), results[0].line), (false, "told nothing", 2));
    for (wrong, says) in [
        (tab.replace("4.2", "4.99"), "line 2 of the scenarios: there is no clause 4.99 in the agreement"),
        (tab.replace("Agency author", "Wizard"), "line 2 of the scenarios: `Wizard` is not a role"),
        (
            tab.replace("escalation.view", "escalation.burn"),
            "line 2 of the scenarios: the agreement does not know the action `escalation.burn`",
        ),
        (
            tab.replace("expected", "outcome"),
            "line 1 of the scenarios: `outcome` is not a column; the columns are who, agency_type, does, to, \
          compartment, involved, restriction, and, expected",
        ),
    ] {
        assert_eq!(SHIPPED.run_scenarios(&wrong).unwrap_err().to_string(), says);
    }
}

#[test]
fn words_are_the_same_in_clauses_in_facts_and_in_code() {
    fn same<T: std::fmt::Display + serde::Serialize>(all: &[T]) {
        for one in all {
            assert_eq!(serde_json::to_string(one).unwrap(), format!("\"{one}\""));
        }
    }
    same(Role::ALL);
    same(Compartment::ALL);
    same(Restriction::ALL);
    same(Verb::ALL);
    assert_eq!((Role::ALL.len(), Compartment::ALL.len()), (21, 12));
    assert_eq!("QA officer".parse(), Ok(Role::QaOfficer));
    assert_eq!((Role::QaOfficer.phrase(), Role::AgencyAuthor.phrase()), ("a QA officer".to_owned(), "an agency author".to_owned()));
}
