//! Reading an agreement: every fault is named in one sentence, with its file and clause.

use agreement::Agreement;

use crate::{SHIPPED, folder};

fn schema() -> String {
    std::fs::read_to_string(folder().join("trefoil.cedarschema")).unwrap()
}

/// A clause that is right, to be made wrong.
const RIGHT: &str = r#"@clause("1.1") @title("t") @gateway("g") @purpose("p")
permit (principal in Role::"analyst", action == Action::"figure.view", resource);"#;

fn fault(text: &str) -> String {
    Agreement::from_texts(&[("a.cedar", text)], &schema()).unwrap_err().to_string()
}

#[test]
fn the_folder_is_what_ships() {
    assert_eq!(Agreement::from_dir(&folder()).unwrap().version(), SHIPPED.version());
}

#[test]
fn any_change_of_a_text_is_another_version() {
    let first = Agreement::from_texts(&[("a.cedar", RIGHT)], &schema()).unwrap();
    let second = Agreement::from_texts(&[("a.cedar", RIGHT.replace("\"p\"", "\"q\""))], &schema()).unwrap();
    assert_ne!(first.version(), second.version());
}

#[test]
fn the_order_of_files_does_not_matter() {
    let other = RIGHT.replace("1.1", "1.2");
    let one = Agreement::from_texts(&[("a.cedar", RIGHT), ("b.cedar", &other)], &schema()).unwrap();
    let two = Agreement::from_texts(&[("b.cedar", other.as_str()), ("a.cedar", RIGHT)], &schema()).unwrap();
    assert_eq!(one.version(), two.version());
}

#[test]
fn clause_4_10_comes_after_clause_4_9() {
    let numbers: Vec<&str> = SHIPPED.clauses().iter().map(|clause| clause.number.as_str()).collect();
    let place = |number| numbers.iter().position(|one| *one == number).unwrap();
    assert!(place("4.9") < place("4.10"));
}

#[test]
fn a_clause_without_its_annotations_is_refused() {
    assert_eq!(fault(&RIGHT.replace(r#"@gateway("g")"#, "")), r#"a.cedar, clause 1.1: it has no @gateway("…")"#);
    assert_eq!(fault(&RIGHT.replace(r#"@clause("1.1")"#, "")), r#"a.cedar cannot be read: a policy in it has no @clause("…")"#);
    assert_eq!(fault(&RIGHT.replace("1.1", "one")), "a.cedar, clause one: its number is not two numbers and a point, as in 4.2");
    assert_eq!(
        fault(&RIGHT.replace("@purpose(\"p\")", "@purpose(\"p\") @dutty(\"x\")")),
        "a.cedar, clause 1.1: @dutty is not one of @clause, @title, @gateway, @purpose, @ask, @duty"
    );
}

#[test]
fn a_number_that_is_taken_is_refused() {
    assert_eq!(fault(&format!("{RIGHT}\n{RIGHT}")), "clause 1.1 is there twice, in a.cedar and in a.cedar");
}

#[test]
fn a_role_or_an_action_that_the_schema_does_not_know_is_refused() {
    assert!(fault(&RIGHT.replace("Role::\"analyst\"", "Role::\"analist\"")).starts_with("a.cedar, clause 1.1: "));
    assert!(fault(&RIGHT.replace("figure.view", "figure.vew")).contains("figure.vew"));
}

#[test]
fn a_text_that_is_not_cedar_is_refused_by_its_file() {
    assert!(fault("permit everything").starts_with("a.cedar cannot be read: "));
}

#[test]
fn a_policy_with_a_gap_is_refused_rather_than_passed_over() {
    let gap = RIGHT.replace("principal in Role::\"analyst\"", "principal == ?principal");
    assert!(fault(&gap).contains("a policy in it has a gap"));
}

#[test]
fn a_schema_that_lacks_a_word_of_the_program_is_refused() {
    let short = schema().replace(", \"voice_raw\"", "");
    let error = Agreement::from_texts(&[("a.cedar", RIGHT)], &short).unwrap_err().to_string();
    assert!(error.contains("voice_raw"), "{error}");
}

#[test]
fn a_duty_that_cannot_be_read_or_kept_is_refused() {
    let for_the_council = RIGHT.replace("resource);", "resource) when { principal.agency_type == \"council\" };");
    let duty = |text: &str| fault(&for_the_council.replace("@purpose", &format!("@duty(\"{text}\") @purpose")));
    assert!(duty("soon").contains("should read"));
    assert_eq!(
        duty("a.b in action to police within 1 working_day"),
        "a.cedar, clause 1.1: it obliges to share with police, which it does not let see the compartment action"
    );
}
