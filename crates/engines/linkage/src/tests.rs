//! Plants a truth and asks for it back: people with brothers, sisters and twins, in two extracts with errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use crate::{Config, Decision, Decisions, Error, Linkage, Role, Table, Truth, Variants, Verdict, config::Headings, read};

const GIVEN: &[&str] = &[
    "Olivia",
    "Amelia",
    "Isla",
    "Ava",
    "Mia",
    "Grace",
    "Freya",
    "Lily",
    "Florence",
    "Ivy",
    "Oliver",
    "George",
    "Noah",
    "Arthur",
    "Harry",
    "Leo",
    "Muhammad",
    "Jack",
    "Charlie",
    "Oscar",
    "Jacob",
    "Henry",
    "Thomas",
    "Freddie",
    "Alfie",
    "Theodore",
    "William",
    "Archie",
    "Joshua",
    "Alexander",
    "Evie",
    "Daisy",
    "Poppy",
    "Phoebe",
    "Sienna",
    "Harper",
    "Charlotte",
    "Rosie",
    "Elsie",
    "Willow",
    "Zara",
    "Hannah",
    "Imogen",
    "Martha",
    "Nancy",
    "Ruby",
    "Samuel",
    "Joseph",
    "Adam",
    "Finley",
];
const SURNAME_STARTS: &[&str] = &[
    "Har", "Wil", "Bar", "Ash", "Cal", "Den", "Ed", "Fen", "Gar", "Hol", "Ken", "Lam", "Mar", "Nor", "Oak", "Pen", "Ray", "Sut", "Tal",
    "Whit",
];
const SURNAME_ENDS: &[&str] =
    &["ton", "ley", "field", "ford", "worth", "man", "son", "by", "well", "combe", "ridge", "shaw", "den", "more", "wick"];

struct Child {
    given: String,
    surname: String,
    born: (u16, u8, u8),
    street: String,
    postcode: String,
}

fn chance(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn children(count: usize, chance: &mut ChaCha8Rng) -> Vec<Child> {
    let mut all: Vec<Child> = Vec::new();
    let born = |chance: &mut ChaCha8Rng| (chance.random_range(2006..2024), chance.random_range(1..=12), chance.random_range(1..=28));
    while all.len() < count {
        let given = (*GIVEN.choose(chance).unwrap()).to_owned();
        if !all.is_empty() && chance.random_bool(0.25) {
            let other = &all[chance.random_range(0..all.len())];
            let twins = chance.random_bool(0.06);
            let date = if twins { other.born } else { born(chance) };
            if other.given != given {
                let child = Child {
                    given,
                    surname: other.surname.clone(),
                    born: date,
                    street: other.street.clone(),
                    postcode: other.postcode.clone(),
                };
                all.push(child);
            }
            continue;
        }
        let surname = format!("{}{}", SURNAME_STARTS.choose(chance).unwrap(), SURNAME_ENDS.choose(chance).unwrap());
        let street = format!("{} {} Road", chance.random_range(1..150), SURNAME_STARTS.choose(chance).unwrap());
        let letter = |chance: &mut ChaCha8Rng| char::from(b'A' + chance.random_range(0..20_u8));
        let postcode = format!("ZZ{} {}{}{}", chance.random_range(1..20), chance.random_range(0..10), letter(chance), letter(chance));
        all.push(Child { given, surname, born: born(chance), street, postcode });
    }
    all
}

fn slip(text: &str, chance: &mut ChaCha8Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let place = chance.random_range(0..letters.len());
    letters[place] = char::from(b'a' + chance.random_range(0..26_u8));
    letters.into_iter().collect()
}

/// A file of some of the children, errors in one field of ten.
fn extract(heading: &str, prefix: &str, children: &[Child], who: std::ops::Range<usize>, chance: &mut ChaCha8Rng) -> String {
    let mut text = format!("{heading}\n");
    for number in who {
        let child = &children[number];
        let given = if chance.random_bool(0.1) { slip(&child.given, chance) } else { child.given.clone() };
        let surname = if chance.random_bool(0.1) { slip(&child.surname, chance) } else { child.surname.clone() };
        let (year, mut month, mut day) = child.born;
        if day <= 12 && chance.random_bool(0.05) {
            std::mem::swap(&mut month, &mut day);
        }
        let born = if chance.random_bool(0.03) { String::new() } else { format!("{day:02}/{month:02}/{year}") };
        let (street, postcode) = if chance.random_bool(0.1) {
            ("1 Elsewhere Lane".to_owned(), "YY1 1AA".to_owned())
        } else {
            (child.street.clone(), child.postcode.clone())
        };
        text.push_str(&format!("{prefix}{number},{given},{surname},{born},{street},{postcode}\n"));
    }
    text
}

fn source(name: &str, text: &str) -> read::Source {
    read::Source::new(name, Box::new(std::io::Cursor::new(text.to_owned()))).unwrap()
}

fn linked(left: &str, right: &str) -> (Table, Config) {
    let (left, right) = (source("left.csv", left), source("right.csv", right));
    let config = Config::default().complete(left.headings(), right.headings()).unwrap();
    (read::link(left, right, &config, None).unwrap(), config)
}

const LEFT: &str = "id,forename,surname,dob,street,postcode";
const RIGHT: &str = "record_id,first_name,family_name,date_of_birth,address_1,post_code";

/// Two extracts of 2,000 children each, half of them the same.
fn two_extracts(seed: u64) -> (String, String, Vec<Child>) {
    let mut chance = chance(seed);
    let children = children(3_000, &mut chance);
    let left = extract(LEFT, "L", &children, 0..2_000, &mut chance);
    let right = extract(RIGHT, "R", &children, 1_000..3_000, &mut chance);
    (left, right, children)
}

fn truth(table: &Table) -> Truth {
    let rows: String = (1_000..2_000).map(|number| format!("L{number},R{number}\n")).collect();
    Truth::from_csv("truth.csv", rows.as_bytes(), table).unwrap()
}

fn joined(linkage: &Linkage<'_>, table: &Table) -> Vec<(String, String)> {
    linkage
        .pairs
        .iter()
        .filter(|pair| pair.verdict == Verdict::Join)
        .map(|pair| (table.id(pair.left).into(), table.id(pair.right).into()))
        .collect()
}

#[test]
fn planted_pairs_are_found_again_under_other_headings_and_another_way_to_write_dates() {
    let (left, right, _) = two_extracts(1);
    let (table, config) = linked(&left, &right);
    let variants = Variants::shipped();
    let linkage = crate::run(&table, &config, &variants, &Decisions::default());
    let accuracy = truth(&table).judge(&linkage.pairs);
    assert!(linkage.one_to_one, "nobody is in either file twice");
    assert!(accuracy.f1 > 0.97, "{accuracy:?}");
}

#[test]
fn brothers_sisters_and_twins_are_not_joined_although_they_share_surname_street_and_postcode() {
    let (left, right, children) = two_extracts(2);
    let (table, config) = linked(&left, &right);
    let variants = Variants::shipped();
    let linkage = crate::run(&table, &config, &variants, &Decisions::default());
    let number = |id: &str| id[1..].parse::<usize>().unwrap();
    let household =
        |one: &Child, other: &Child| one.surname == other.surname && one.street == other.street && one.postcode == other.postcode;
    let pairs = joined(&linkage, &table);
    let wrong = pairs.iter().map(|(one, other)| (number(one), number(other))).filter(|(one, other)| one != other);
    let wrong: Vec<(usize, usize)> = wrong.filter(|(one, other)| household(&children[*one], &children[*other])).collect();
    let mut possible = 0;
    for one in 0..2_000 {
        possible += (1_000..3_000).filter(|other| one != *other && household(&children[one], &children[*other])).count();
    }
    assert!(possible > 300, "the test has brothers and sisters across the files: {possible}");
    assert!(wrong.len() * 100 <= possible, "{} of {possible} were joined: {wrong:?}", wrong.len());
}

#[test]
fn the_error_rates_that_were_planted_are_learnt() {
    let (left, right, _) = two_extracts(3);
    let (table, config) = linked(&left, &right);
    let variants = Variants::shipped();
    let linkage = crate::run(&table, &config, &variants, &Decisions::default());
    // Both given names are untouched in 0.9 x 0.9 of the true pairs, and a thousand pairs of four million are true.
    let same = f64::from(linkage.model.fields[0].one_person[2]).exp();
    assert!((same - 0.81).abs() < 0.04, "given names agree in {same}");
    let share = linkage.model.one_person * 4e6;
    assert!((share - 1_000.0).abs() < 60.0, "{share} pairs are taken for true");
}

#[test]
fn one_core_and_two_give_the_same_pairs_to_the_last_digit() {
    let (left, right, _) = two_extracts(4);
    let (table, config) = linked(&left, &right);
    let variants = Variants::shipped();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| crate::run(&table, &config, &variants, &Decisions::default()).pairs)
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn a_missing_value_is_neither_match_nor_mismatch() {
    let (left, right, _) = two_extracts(5);
    let left = format!("{left}X,Olivia,Harton,,,\n");
    let right = format!("{right}Y,Olivia,Harton,01/02/2010,1 Ash Road,ZZ1 1AA\n");
    let (table, config) = linked(&left, &right);
    let variants = Variants::shipped();
    let linkage = crate::run(&table, &config, &variants, &Decisions::default());
    let told = linkage.explain(2_000, 4_001);
    assert_eq!((told.left.as_str(), told.right.as_str()), ("X", "Y"));
    let missing: Vec<_> = told.steps.iter().filter(|step| step.level == "not-known").collect();
    assert_eq!(missing.len(), 2, "birth date and address: {:?}", told.steps);
    assert!(missing.iter().all(|step| step.weight == 0.0));
}

#[test]
fn the_steps_of_an_explanation_add_up_to_the_weight() {
    let (left, right, _) = two_extracts(6);
    let (table, config) = linked(&left, &right);
    let variants = Variants::shipped();
    let linkage = crate::run(&table, &config, &variants, &Decisions::default());
    for pair in linkage.pairs.iter().take(200) {
        let told = linkage.explain(pair.left, pair.right);
        let sum: f64 = told.steps.iter().map(|step| step.weight).sum();
        assert!((sum - pair.weight).abs() < 0.01, "{sum} is not {}: {:?}", pair.weight, told.steps);
    }
}

#[test]
fn what_a_person_decided_holds_in_every_run() {
    let (left, right, _) = two_extracts(7);
    let (table, config) = linked(&left, &right);
    let variants = Variants::shipped();
    let mut decisions = Decisions::default();
    decisions.add("L1500", "R1500", Decision::NeverTheSame);
    decisions.add("L3", "R2900", Decision::Same);
    decisions.add("L1600", "R1600", Decision::NotSure);
    let linkage = crate::run(&table, &config, &variants, &decisions);
    let pairs = joined(&linkage, &table);
    let has = |one: &str, other: &str| pairs.contains(&(one.into(), other.into()));
    assert!(!has("L1500", "R1500"), "never the same");
    assert!(has("L3", "R2900"), "the same, although nothing agrees");
    assert!(!has("L1600", "R1600"), "not sure is not joined");
    let review = linkage.pairs.iter().find(|pair| table.id(pair.left) == "L1600" && table.id(pair.right) == "R1600").unwrap();
    assert_eq!(review.verdict, Verdict::Review);
}

#[test]
fn never_the_same_holds_in_clusters_over_a_third_record_too() {
    let mut chance = chance(8);
    let children = children(600, &mut chance);
    let mut text = extract(LEFT, "A", &children, 0..600, &mut chance);
    for prefix in ["B", "C"] {
        text.extend(extract(LEFT, prefix, &children, 0..300, &mut chance).lines().skip(1).map(|line| format!("{line}\n")));
    }
    let config = Config::default().complete(source("f", &text).headings(), source("f", &text).headings()).unwrap();
    let table = read::dedupe(source("f", &text), &config, None).unwrap();
    let variants = Variants::shipped();
    let mut decisions = Decisions::default();
    decisions.add("A7", "B7", Decision::NeverTheSame);
    let linkage = crate::run(&table, &config, &variants, &decisions);
    let pairs = joined(&linkage, &table);
    let has = |one: &str, other: &str| pairs.contains(&(one.into(), other.into()));
    assert!(!has("A7", "B7"));
    assert!(!(has("A7", "C7") && has("B7", "C7")), "not over C7 either");
    let found = (0..300).filter(|number| has(&format!("B{number}"), &format!("C{number}"))).count();
    assert!(found > 280, "{found} of 300 threefold people are found");
}

#[test]
fn a_row_that_does_not_fit_its_headings_is_named_by_file_and_line() {
    let text = format!("{LEFT}\n1,Ann,Lee,2010-01-01,1 Ash Road,ZZ1 1AA\n2,Bea\n");
    let config = Config::default().complete(source("a.csv", &text).headings(), source("a.csv", &text).headings()).unwrap();
    let error = read::dedupe(source("a.csv", &text), &config, None).unwrap_err();
    assert_eq!(error.to_string(), "a.csv, line 3: has 2 values where the headings are 6");
    let twice = format!("{LEFT}\n1,Ann,Lee,,,\n1,Bea,Lee,,,\n");
    let error = read::dedupe(source("a.csv", &twice), &config, None).unwrap_err();
    assert_eq!(error.to_string(), "a.csv, line 3: has the id `1`, which an earlier line has too");
}

#[test]
fn a_configuration_with_a_mistake_is_refused_with_its_line() {
    let error = Config::from_toml("link.toml", "seed = 1\njoin = 0.2\nreview = 0.5\n").unwrap_err();
    assert!(error.to_string().contains("`review` is not above `join`"), "{error}");
    let error = Config::from_toml("link.toml", "seed = 1\njoyn = 0.9\n").unwrap_err();
    assert!(matches!(error, Error::Config { line: 2, .. }), "{error}");
    let headings =
        |columns: &[&str]| Headings { file: "x.csv".into(), columns: columns.iter().map(|column| (*column).to_owned()).collect() };
    let error = Config::default().complete(&headings(&["id", "colour"]), &headings(&["id", "shape"])).unwrap_err();
    assert!(error.to_string().starts_with("x.csv and x.csv have no two columns"), "{error}");
}

#[test]
fn a_configuration_can_be_written_down_and_read_again() {
    let headings =
        Headings { file: "x.csv".into(), columns: ["id", "Forename", "Family name", "DOB", "NHS no", "UPN"].map(String::from).to_vec() };
    let config = Config::default().complete(&headings, &headings).unwrap();
    assert_eq!(Config::from_toml("again", &config.to_toml()).unwrap(), config);
}

#[test]
fn headings_of_many_kinds_say_what_they_hold() {
    let cases = [
        ("given_name", Role::GivenName),
        ("First Name", Role::GivenName),
        ("forename1", Role::GivenName),
        ("child_forename", Role::GivenName),
        ("last_name", Role::Surname),
        ("FAMILY NAME", Role::Surname),
        ("DateOfBirth", Role::BirthDate),
        ("birth_date", Role::BirthDate),
        ("d.o.b.", Role::BirthDate),
        ("post code", Role::Postcode),
        ("address_line_1", Role::Street),
        ("house_no", Role::HouseNumber),
        ("town", Role::Locality),
        ("gender", Role::Sex),
        ("NHS Number", Role::Identifier),
        ("upn", Role::Identifier),
        ("mobile", Role::Phone),
        ("e-mail", Role::Email),
        ("UPRN", Role::HouseholdIdentifier),
    ];
    for (heading, role) in cases {
        assert_eq!(Role::of_heading(heading), Some(role), "{heading}");
    }
    for heading in ["cluster", "notes", "last_updated", "mother's surname", "source", "person_id"] {
        assert_eq!(Role::of_heading(heading), None, "{heading}");
    }
}

#[test]
fn truth_may_be_pairs_or_clusters_with_or_without_headings() {
    let (left, right, _) = two_extracts(9);
    let (table, _) = linked(&left, &right);
    let count = |text: &str| Truth::from_csv("truth.csv", text.as_bytes(), &table).unwrap().pairs().len();
    assert_eq!(count("left,right\nL1000,R1000\nL1001,R1001\n"), 2);
    assert_eq!(count("L1000,R1000\n"), 1);
    assert_eq!(count("id,cluster\nL1000,a\nR1000,a\nL1001,b\n"), 1);
    assert_eq!(count("id,cluster\nL1000,R1000\nR1001,R1000\n"), 1, "names of clusters may look like ids");
    let error = Truth::from_csv("truth.csv", "L1000,R1000\nL1001,R1001\nL1,Q9\n".as_bytes(), &table).unwrap_err();
    assert_eq!(error.to_string(), "truth.csv, line 3: names the record `Q9`, which is not in the file it should be in");
}
