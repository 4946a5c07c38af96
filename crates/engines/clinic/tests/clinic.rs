//! The clinic on invented campaigns: planted faults are found and put first, clean questions are left alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../examples/campaigns/simulate.rs"]
mod simulate;

use clinic::{Beside, Finding, Findings, Flag, Returns, examine};
use simulate::{Design, PLANTS, Plant, draw, seeded};

fn design() -> Design {
    Design {
        returns: 600,
        questions: 40,
        settings: 3,
        impact: 0.5,
        missing: 0.05,
        plants: Vec::new(),
        shift: 1.8,
        spread: 0.2,
        difficulty: 0.5,
    }
}

fn of<'a>(findings: &'a Findings, name: &str) -> &'a Finding {
    findings.questions.iter().find(|finding| finding.question == name).expect("a finding for every question")
}

#[test]
fn planted_questions_come_first_each_with_the_flag_of_its_fault() {
    let campaign = draw(&Design { plants: PLANTS.to_vec(), ..design() }, &mut seeded(11));
    let findings = examine(&campaign.returns, &Beside::default());
    assert_eq!(findings.questions.len(), 40);
    let first: Vec<&str> = findings.questions.iter().take(PLANTS.len()).map(|finding| finding.question.as_str()).collect();
    for (name, plant) in &campaign.planted {
        let finding = of(&findings, name);
        let expected: &[Flag] = match plant {
            Plant::Missing => &[Flag::Missing],
            Plant::Floor => &[Flag::Floor],
            Plant::Ceiling => &[Flag::Ceiling],
            Plant::Noise => &[Flag::LowDiscrimination],
            Plant::Turned => &[Flag::Contradiction],
            Plant::Uniform => &[Flag::DifUniform],
            Plant::Nonuniform => &[Flag::DifNonuniform, Flag::DifUniform, Flag::LowDiscrimination],
        };
        assert!(finding.flags.iter().any(|flag| expected.contains(flag)), "{plant:?} {name}: {:?}, {}", finding.flags, finding.why);
        assert!(first.contains(&name.as_str()), "{plant:?} {name} is not among the first: {first:?}");
        assert!(!finding.draft.is_empty());
    }
}

#[test]
fn clean_questions_are_left_alone() {
    let (mut clean, mut flagged) = (0, 0);
    for seed in 0..8 {
        let mut rng = seeded(seed);
        let campaign = draw(&Design { returns: 150, impact: 1.0, ..design() }, &mut rng);
        let findings = examine(&campaign.returns, &Beside::default());
        clean += findings.questions.len();
        flagged += findings.questions.iter().filter(|finding| !finding.flags.is_empty()).count();
    }
    assert!(flagged * 20 <= clean, "{flagged} of {clean} clean questions are flagged: more than one in twenty");
}

#[test]
fn settings_that_stand_lower_on_everything_are_no_difference_of_questions() {
    let mut returns = Returns::of_settings(&(0..400).map(|at| if at < 200 { "primary" } else { "secondary" }).collect::<Vec<_>>());
    let mut rng = seeded(5);
    let standing: Vec<f64> = (0..400).map(|at| simulate::normal(&mut rng) - if at < 200 { 0.0 } else { 1.5 }).collect();
    for question in 0..15 {
        let cut = f64::from(question % 5 - 2) / 2.0;
        let cells: Vec<&str> = standing
            .iter()
            .map(|standing| if 1.5 * (standing - cut) + simulate::normal(&mut rng) * 1.8 > 0.0 { "yes" } else { "no" })
            .collect();
        returns.ask(&format!("q{question}"), &cells);
    }
    let findings = examine(&returns, &Beside::default());
    let differing = findings.questions.iter().filter(|finding| finding.flags.contains(&Flag::DifUniform)).count();
    assert_eq!(differing, 0, "{:?}", findings.questions.iter().map(|finding| &finding.flags).collect::<Vec<_>>());
}

#[test]
fn an_answer_names_the_setting_that_differs() {
    let campaign = draw(&Design { plants: vec![Plant::Uniform], settings: 2, ..design() }, &mut seeded(3));
    let (name, _) = campaign.planted.first_key_value().expect("a planted question");
    let findings = examine(&campaign.returns, &Beside::default());
    let finding = of(&findings, name);
    let dif = finding.statistics.dif.as_ref().expect("a comparison");
    assert!(finding.why.contains(&dif.group) && dif.p_adjusted < 0.05 && dif.log_odds.abs() > 1.0, "{}", finding.why);
}

#[test]
fn a_question_that_moved_since_last_year_has_drifted() {
    let mut moved = Returns::of_settings(&["all"; 600]);
    let mut before = moved.clone();
    // The same returns answer alike in both years, but for one question: half of those who said no now say yes.
    let mut rng = seeded(4);
    let standing: Vec<f64> = (0..600).map(|_| simulate::normal(&mut rng)).collect();
    for question in 0..12 {
        let mut answers = || -> Vec<bool> { standing.iter().map(|standing| standing + simulate::normal(&mut rng) > 0.0).collect() };
        let (one, other) = (answers(), answers());
        let words = |answers: &[bool], lift: bool| -> Vec<&'static str> {
            answers.iter().enumerate().map(|(at, yes)| if *yes || (lift && at % 2 == 0) { "yes" } else { "no" }).collect()
        };
        before.ask(&format!("q{question}"), &words(&one, false));
        moved.ask(&format!("q{question}"), &words(&other, question == 7));
    }
    let findings = examine(&moved, &Beside { last_year: Some(&before), links: &[] });
    let drifted: Vec<&str> =
        findings.questions.iter().filter(|finding| finding.flags.contains(&Flag::Drift)).map(|finding| finding.question.as_str()).collect();
    assert_eq!(drifted, ["q7"]);
    assert!(of(&findings, "q7").why.contains("higher than last year"), "{}", of(&findings, "q7").why);
}

#[test]
fn evidence_and_comments_that_speak_against_a_question_are_heard() {
    let mut text = String::from("id,setting");
    for question in 0..8 {
        text += &format!(",q{question},q{question}:evidence,q{question}:comment");
    }
    let mut rng = seeded(8);
    for at in 0..80 {
        let standing = simulate::normal(&mut rng);
        text += &format!("\n{at},{}", if at % 2 == 0 { "a" } else { "b" });
        for question in 0..8 {
            let answer = if standing + simulate::normal(&mut rng) > 0.0 { "3" } else { "1" };
            let evidence = if question == 2 && at % 4 != 0 { "no" } else { "yes" };
            let comment = if question == 5 && at % 5 == 0 { "not clear what this means" } else { "" };
            text += &format!(",{answer},{evidence},{comment}");
        }
    }
    let findings = examine(&Returns::from_csv(text.as_bytes(), "setting").expect("a table"), &Beside::default());
    assert_eq!(of(&findings, "q2").flags, [Flag::ClaimWithoutEvidence]);
    assert_eq!(of(&findings, "q5").flags, [Flag::Comments]);
    assert_eq!(of(&findings, "q5").statistics.comments_troubled, 16);
    assert!(of(&findings, "q1").flags.is_empty());
}

#[test]
fn a_number_that_depends_on_the_setting_alone_is_no_fault_of_its_question() {
    let mut returns = Returns::of_settings(&(0..300).map(|at| if at % 2 == 0 { "primary" } else { "secondary" }).collect::<Vec<_>>());
    let mut rng = seeded(6);
    let standing: Vec<f64> = (0..300).map(|_| simulate::normal(&mut rng)).collect();
    for question in 0..8 {
        let cells: Vec<&str> =
            standing.iter().map(|standing| if standing + simulate::normal(&mut rng) > 0.0 { "yes" } else { "no" }).collect();
        returns.ask(&format!("q{question}"), &cells);
    }
    let roll: Vec<String> = (0..300).map(|at| (if at % 2 == 0 { 200 } else { 900 } + at % 97).to_string()).collect();
    returns.ask("children on roll", &roll.iter().map(String::as_str).collect::<Vec<_>>());
    let findings = examine(&returns, &Beside::default());
    assert!(of(&findings, "children on roll").flags.is_empty(), "{}", of(&findings, "children on roll").why);
}

#[test]
fn a_campaign_too_small_to_judge_raises_no_flag() {
    let mut returns = Returns::of_settings(&["a", "b", "a", "b", "a"]);
    returns.ask("q1", &["yes", "yes", "yes", "yes", "yes"]);
    returns.ask("q2", &["no", "yes", "", "no", "3 or so"]);
    let findings = examine(&returns, &Beside::default());
    assert!(findings.questions.iter().all(|finding| finding.flags.is_empty()), "{findings:?}");
    assert!(examine(&Returns::of_settings(&[]), &Beside::default()).questions.is_empty());
}
