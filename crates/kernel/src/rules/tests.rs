//! The shipped rule sets, the sentences that refuse a broken one, and clocks that keep their rules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use jiff::civil::date;

use super::*;
use crate::clock::{Unit, at_london};

fn shipped() -> RuleSets {
    RuleSets::shipped().unwrap()
}

fn due(rule: &str, trigger: Date) -> Due {
    let sets = shipped();
    sets.start(rule, trigger).unwrap().due(&sets).unwrap()
}

#[test]
fn the_acceptance_vectors_come_out_of_the_shipped_rules() {
    for (rule, trigger, expected) in [
        ("SI7", date(2026, 12, 21), date(2026, 12, 30)),
        ("SI9", date(2026, 12, 21), date(2027, 1, 14)),
        ("T5", date(2027, 3, 24), date(2027, 4, 16)),
        ("T3", date(2026, 11, 2), date(2027, 1, 7)),
        ("T6", date(2027, 4, 30), date(2027, 5, 17)),
        ("T8", date(2026, 11, 30), date(2027, 2, 28)),
        ("T1", date(2026, 12, 18), date(2026, 12, 21)),
        ("T7", date(2027, 5, 17), date(2027, 6, 28)),
        ("SI13-copy", date(2027, 1, 6), date(2026, 12, 23)),
    ] {
        assert_eq!(due(rule, trigger), Due::Date(expected), "{rule}");
    }
}

#[test]
fn every_clock_is_in_every_edition() {
    let ids = [
        "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "T13", "SI6", "SI7", "SI9", "SI11-1", "SI11-4", "SI13",
        "E1", "E5",
    ];
    for set in shipped().all() {
        for id in ids {
            assert!(set.rule(id).is_some(), "{} has no {id}", set.id);
        }
        assert_eq!(set.group("escalation").iter().map(|stage| stage.limit.amount).collect::<Vec<_>>(), [2, 2, 5, 5, 10]);
        assert!(set.group("escalation").iter().all(|stage| stage.urgent.is_some()));
        assert_eq!(set.list("escalation_reasons").unwrap().values.len(), 8);
        assert_eq!(set.list("escalation_outcomes").unwrap().label("withdrawn"), Some("Withdrawn"));
    }
}

#[test]
fn the_unverified_edition_copies_the_numbers_and_says_so() {
    let sets = shipped();
    let (old, new) = (sets.by_id("wt2023").unwrap(), sets.by_id("wt2026").unwrap());
    assert!(!old.needs_verification && new.needs_verification);
    let numbers =
        |set: &RuleSet| set.rules().iter().map(|rule| (rule.id.clone(), rule.limit, rule.urgent, rule.trigger.clone())).collect::<Vec<_>>();
    assert_eq!(numbers(old), numbers(new));
    assert_eq!((sets.at(date(2025, 12, 31)).id.as_str(), sets.at(date(2026, 1, 1)).id.as_str()), ("wt2023", "wt2026"));
    assert_eq!(sets.at(date(2019, 1, 1)).id, "wt2023", "before the first edition, the first");
}

#[test]
fn every_flag_is_off_until_a_dated_decision_turns_it_on() {
    let sets = shipped();
    for flag in ["s16LA_in_force", "macpt_in_force", "cnis_register_in_force", "consistent_identifier_spec", "csa_mandatory_report"] {
        assert!(sets.all().iter().all(|set| set.flags().any(|name| name == flag) && !set.flag(flag)), "{flag}");
    }
    let text = "[[flag]]\nid = 'macpt_in_force'\non = true\neffective_from = 2027-10-01\nsource = 'Commencement regulations'";
    let sets = sets.with_local("local.toml", text).unwrap();
    assert!(!sets.flag("macpt_in_force", date(2027, 9, 30)) && sets.flag("macpt_in_force", date(2027, 10, 1)));
}

#[test]
fn an_urgent_escalation_runs_by_the_clock() {
    let sets = shipped();
    let entered = at_london(date(2026, 12, 24), 16, 0).unwrap();
    let clock = sets.start_urgently("E2", entered).unwrap();
    assert_eq!(clock.due(&sets).unwrap(), Due::Instant(at_london(date(2026, 12, 25), 16, 0).unwrap()));
    assert_eq!(sets.start("E2", entered).unwrap().due(&sets).unwrap(), Due::Date(date(2026, 12, 30)));
    // A rule without an urgent limit runs by its own.
    assert_eq!(sets.start_urgently("T1", date(2026, 12, 18)).unwrap().due(&sets).unwrap(), Due::Date(date(2026, 12, 21)));
}

/// A small edition: T1 with the limit given, from 1 January of the first year to 31 December of the last.
fn edition(id: &str, first: i16, last: i16, limit: u32) -> String {
    format!(
        "[rule_set]\nid = '{id}'\ntitle = 'Edition {id}'\neffective_from = {first}-01-01\neffective_to = {last}-12-31\nsource = 'A book'\n\n\
         [[rule]]\nid = 'T1'\ntitle = 'Decide'\ngroup = 'g'\ntrigger = 'received'\nlimit = {limit}\nunit = 'working_day'\nstatus = 'statutory'\n\
         source = 'A book, page 1'\nprovenance = 'found'\neffective_from = {first}-01-01\n"
    )
}

#[test]
fn a_new_edition_on_1_january_does_not_change_an_open_clock() {
    let (old, new) = (edition("old", 2024, 2025, 10), edition("new", 2026, 2027, 5));
    let sets = RuleSets::parse(&[("new.toml", &new), ("old.toml", &old)]).unwrap();
    let open = sets.start("T1", date(2025, 12, 31)).unwrap();
    let later = sets.start("T1", date(2026, 1, 1)).unwrap();
    assert_eq!((open.ruleset.as_str(), open.due(&sets).unwrap()), ("old", Due::Date(date(2026, 1, 15))));
    assert_eq!((later.ruleset.as_str(), later.due(&sets).unwrap()), ("new", Due::Date(date(2026, 1, 8))));
    let kept: RunningClock = serde_json::from_str(&serde_json::to_string(&open).unwrap()).unwrap();
    assert_eq!(kept, open);
}

#[test]
fn a_rule_may_change_within_an_edition_and_an_open_clock_keeps_its_version() {
    let text = edition("one", 2024, 2027, 10).replace("provenance = 'found'\n", "provenance = 'found'\neffective_to = 2025-06-30\n")
        + &edition("x", 2025, 2027, 5).split_once("\n\n").unwrap().1.replace("2025-01-01", "2025-07-01");
    let sets = RuleSets::parse(&[("one.toml", &text)]).unwrap();
    assert_eq!(sets.start("T1", date(2025, 6, 30)).unwrap().rule(&sets).unwrap().limit, Limit::working_days(10));
    assert_eq!(sets.start("T1", date(2025, 7, 1)).unwrap().rule(&sets).unwrap().limit, Limit::working_days(5));
    assert_eq!(sets.by_id("one").unwrap().rule("T1").unwrap().limit, Limit::working_days(5));
}

#[test]
fn a_broken_rule_set_is_refused_in_one_sentence() {
    let good = edition("one", 2024, 2025, 10);
    let why = |texts: &[(&str, &str)]| RuleSets::parse(texts).unwrap_err().to_string();
    let with = |from: &str, to: &str| why(&[("one.toml", &good.replacen(from, to, 1))]);
    assert_eq!(
        with("working_day", "fortnight"),
        "one.toml: rule T1: `fortnight` is not a unit; use working_day, school_day, calendar_day, week, month or hour"
    );
    assert_eq!(with("source = 'A book, page 1'\n", ""), "one.toml: rule T1: it cites no source");
    assert_eq!(with("'A book, page 1'", "' '"), "one.toml: rule T1: it cites no source");
    assert_eq!(with("source = 'A book'\n", ""), "one.toml: rule set one: it cites no source");
    assert_eq!(with("trigger = 'received'\n", ""), "one.toml: rule T1: it has no trigger");
    assert_eq!(with("'statutory'", "'must'"), "one.toml: rule T1: `must` is not a status; use statutory, guidance or local");
    assert_eq!(with("2025-12-31", "2023-12-31"), "one.toml: rule set one: it ends before it begins");
    assert_eq!(with("[[rule]]\n", "[[rule]]\nlimt = 3\n").split_once("unknown field").unwrap().0, "one.toml: line 9: ");
    assert!(with("limit = 10", "limit = 'ten'").starts_with("one.toml: line 13: "), "{}", with("limit = 10", "limit = 'ten'"));
    let twice = format!("{good}{}", good.split_once("\n\n").unwrap().1);
    assert_eq!(why(&[("one.toml", &twice)]), "one.toml: rule T1: the id is used twice");
    let later = good.split_once("\n\n").unwrap().1.replace("2024-01-01", "2025-03-01");
    assert_eq!(why(&[("one.toml", &format!("{good}{later}"))]), "one.toml: rule T1: two versions of it are in force on 2025-03-01");
    let next = edition("two", 2025, 2026, 5);
    assert_eq!(
        why(&[("one.toml", &good), ("two.toml", &next)]),
        "two.toml: rule set two: it and one (in one.toml) are both in force on 2025-01-01"
    );
    let same = edition("one", 2026, 2027, 5);
    assert_eq!(why(&[("one.toml", &good), ("two.toml", &same)]), "two.toml: rule set one: the id is used twice (also in one.toml)");
    assert_eq!(why(&[]), "rule sets: there is none");
}

const LOCAL: &str = "[[limit]]\nid = 'L1'\nrule = 'T2'\nlimit = 2\nunit = 'working_day'\neffective_from = 2026-03-01\neffective_to = 2026-08-31\nsource = 'Board, 3 February 2026'\n";

#[test]
fn a_local_limit_stands_over_the_shipped_one_on_its_days_and_an_open_clock_keeps_it() {
    let sets = shipped().with_local("local.toml", LOCAL).unwrap();
    let limit = |day| sets.start("T2", day).unwrap().rule(&sets).unwrap().limit.amount;
    assert_eq!((limit(date(2026, 2, 28)), limit(date(2026, 3, 1)), limit(date(2026, 8, 31)), limit(date(2026, 9, 1))), (3, 2, 2, 3));
    assert_eq!(sets.rule_at("T2", date(2026, 3, 1)).unwrap().source, "Board, 3 February 2026, over Local custom");
    // A limit that is added later, effective from an earlier day, does not reach a clock that was already running.
    let before = shipped();
    let open = before.start("T2", date(2026, 3, 2)).unwrap();
    assert_eq!(open.due(&sets).unwrap(), Due::Date(date(2026, 3, 5)));
    assert_eq!(sets.start("T2", date(2026, 3, 2)).unwrap().due(&sets).unwrap(), Due::Date(date(2026, 3, 4)));
}

#[test]
fn a_local_limit_that_cannot_stand_is_refused_in_one_sentence() {
    let why = |from: &str, to: &str| shipped().with_local("local.toml", &LOCAL.replace(from, to)).unwrap_err().to_string();
    assert_eq!(why("'T2'", "'T99'"), "local.toml: limit L1: there is no rule `T99` to stand over");
    assert_eq!(why("'Board, 3 February 2026'", "''"), "local.toml: limit L1: it cites no source");
    assert_eq!(
        why("'working_day'", "'days'"),
        "local.toml: limit L1: `days` is not a unit; use working_day, school_day, calendar_day, week, month or hour"
    );
    assert_eq!(
        why("'T2'\nlimit = 2", "'DSAR-1'\nlimit = 2"),
        "local.toml: limit L1: rule DSAR-1 is statutory, so a local limit cannot be longer than its 1 month or in another unit"
    );
    assert_eq!(why("source", "anchor = 'moon'\nsource"), "local.toml: limit L1: rule T2 cannot be counted from `moon`");
    let both = format!("{LOCAL}{}", LOCAL.replace("L1", "L2").replace("2026-03-01", "2026-08-31"));
    assert_eq!(
        shipped().with_local("local.toml", &both).unwrap_err().to_string(),
        "local.toml: limit L2: it holds on the same days as limit L1 of rule T2"
    );
    let flag = "[[flag]]\nid = 'x'\non = true\neffective_from = 2027-10-01\nsource = 'y'";
    assert_eq!(shipped().with_local("local.toml", flag).unwrap_err().to_string(), "local.toml: there is no flag `x`");
}

#[test]
fn the_anchor_of_the_rapid_review_can_be_chosen() {
    let text = LOCAL.replace("'T2'\nlimit = 2", "'SI9'\nlimit = 15").replace("source", "anchor = 'became_aware_at'\nsource");
    let sets = shipped().with_local("local.toml", &text).unwrap();
    assert_eq!(sets.rule_at("SI9", date(2026, 2, 1)).unwrap().anchor.as_deref(), Some("sin_submitted_at"));
    assert_eq!(sets.rule_at("SI9", date(2026, 4, 1)).unwrap().anchor.as_deref(), Some("became_aware_at"));
}

#[test]
fn a_clock_that_cannot_be_read_says_why() {
    let sets = shipped();
    assert_eq!(sets.start("T99", date(2026, 3, 2)).unwrap_err().to_string(), "Rule set ‘wt2026’ has no rule ‘T99’");
    let school = sets.start("CME-10", date(2026, 10, 15)).unwrap();
    assert_eq!(school.due(&sets), Err(ClockError::NotCountable(NotCountable::NoSchoolCalendar)));
    assert_eq!(school.rule(&sets).unwrap().limit, Limit::new(10, Unit::SchoolDay));
    let calendar = SchoolCalendar::new([crate::calendar::Term::new(date(2026, 9, 1), date(2026, 12, 18))]);
    assert_eq!(school.due_at_school(&sets, &calendar).unwrap(), Due::Date(date(2026, 10, 29)));
}
