//! Makes two synthetic agency extracts with known truth, for measuring: `extracts FOLDER [--seed N] [--people N] [--left N] [--right N]`.
//!
//! People, households, errors and overlaps are drawn by one seed. Names are read in place from `$TREFOIL_DATA/names` (or
//! `../shared/data/names`): baby names of England and Wales by year, and United Kingdom surnames by frequency. Nothing is copied from there.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::Parser;
use jiff::{ToSpan, civil::Date};
use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

#[derive(Parser)]
struct Options {
    /// Where left.csv, right.csv and truth.csv go
    folder: PathBuf,
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    #[arg(long, default_value_t = 160_000)]
    left: usize,
    #[arg(long, default_value_t = 130_000)]
    right: usize,
    /// The share of all people who are in both
    #[arg(long, default_value_t = 0.45)]
    both: f64,
}

/// Names with running totals of their weights, to draw from.
struct Weighted {
    names: Vec<String>,
    totals: Vec<f64>,
}

impl Weighted {
    fn new(pairs: Vec<(String, f64)>) -> Self {
        let mut total = 0.0;
        let (names, totals) = pairs
            .into_iter()
            .map(|(name, weight)| {
                total += weight;
                (name, total)
            })
            .unzip();
        Self { names, totals }
    }

    fn draw(&self, chance: &mut ChaCha8Rng) -> &str {
        let last = self.totals.last().copied().unwrap_or(1.0);
        let point = chance.random::<f64>() * last;
        let place = self.totals.partition_point(|total| *total < point).min(self.names.len() - 1);
        &self.names[place]
    }
}

#[derive(Clone)]
struct Person {
    given: String,
    surname: String,
    sex: char,
    born: Date,
    street: String,
    postcode: String,
    nhs: String,
}

struct World {
    girls: Weighted,
    boys: Weighted,
    surnames: Weighted,
    streets: Vec<String>,
    postcodes: Vec<String>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut chance = ChaCha8Rng::seed_from_u64(options.seed);
    let world = World::read(&names_folder(), &mut chance)?;
    let people_count = ((options.left + options.right) as f64 / (1.0 + options.both)).round() as usize;
    let people = people(&world, people_count, &mut chance);
    // Who is in which: so many in both, the rest in one.
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.shuffle(&mut chance);
    let both = (options.left + options.right).saturating_sub(people.len());
    let mut left: Vec<usize> = order[..options.left.min(order.len())].to_vec();
    let mut right: Vec<usize> = order[..both].iter().chain(&order[options.left.min(order.len())..]).copied().collect();
    left.shuffle(&mut chance);
    right.shuffle(&mut chance);
    std::fs::create_dir_all(&options.folder)?;
    let left = write(&world, &people, &left, "L", &options.folder.join("left.csv"), &mut chance)?;
    let right = write(&world, &people, &right, "R", &options.folder.join("right.csv"), &mut chance)?;
    let mut truth = BufWriter::new(File::create(options.folder.join("truth.csv"))?);
    writeln!(truth, "left,right")?;
    for (person, id) in left.iter().enumerate() {
        if let (Some(id), Some(other)) = (id, &right[person]) {
            writeln!(truth, "{id},{other}")?;
        }
    }
    truth.flush()?;
    println!("{} people, {} left, {} right, {both} in both", people.len(), options.left, options.right);
    Ok(())
}

fn names_folder() -> PathBuf {
    std::env::var_os("TREFOIL_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from).join("names")
}

impl World {
    fn read(folder: &Path, chance: &mut ChaCha8Rng) -> Result<Self> {
        let file = folder.join("ukbabynames_england_wales_1996_2020_n10plus.csv.gz");
        let open = File::open(&file)
            .with_context(|| format!("{}: cannot be read; say where the shared data is with TREFOIL_DATA", file.display()))?;
        let mut text = String::new();
        flate2::read::GzDecoder::new(BufReader::new(open)).read_to_string(&mut text)?;
        let (mut girls, mut boys) = (std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
        for line in text.lines().skip(1) {
            let parts: Vec<&str> = line.split(',').collect();
            let [year, sex, name, count] = parts.as_slice() else { continue };
            if year.parse::<i32>().unwrap_or(0) >= 2003 {
                let of = if *sex == "F" { &mut girls } else { &mut boys };
                *of.entry((*name).to_owned()).or_insert(0.0) += count.parse::<f64>().unwrap_or(0.0);
            }
        }
        let file = folder.join("sdglinkage_lastname_uk.csv");
        let text = std::fs::read_to_string(&file).with_context(|| format!("{}: cannot be read", file.display()))?;
        let surname = |line: &str| {
            let (name, share) = line.split_once(',')?;
            Some((name.trim_matches('"').to_uppercase(), share.parse().ok()?))
        };
        let surnames = text.lines().skip(1).filter_map(surname).collect();
        let first = [
            "Mill",
            "Church",
            "Station",
            "Park",
            "Victoria",
            "Albert",
            "Queens",
            "Kings",
            "Manor",
            "Grange",
            "Oak",
            "Elm",
            "Ash",
            "Beech",
            "Maple",
            "Cedar",
            "Willow",
            "Rose",
            "Holly",
            "Ivy",
            "North",
            "South",
            "West",
            "East",
            "High",
            "Low",
            "Green",
            "Moor",
            "Hill",
            "Dale",
            "Brook",
            "River",
            "Bridge",
            "Abbey",
            "Priory",
            "Castle",
            "Market",
            "School",
            "Chapel",
            "Windsor",
            "Clarence",
            "Nelson",
            "Wellington",
            "Alma",
            "Cromwell",
            "Milton",
            "Tennyson",
            "Byron",
        ];
        let middle = ["", "", "", "field", "wood", "view", "side", "bank", "croft", "lands"];
        let kinds =
            ["Road", "Street", "Avenue", "Close", "Lane", "Drive", "Crescent", "Grove", "Terrace", "Way", "Court", "Place", "Gardens"];
        let mut streets = Vec::new();
        for first in first {
            for middle in middle {
                streets.extend(kinds.iter().map(|kind| format!("{first}{middle} {kind}")));
            }
        }
        let letters = b"ABDEFGHJLNPQRSTUWXYZ";
        let postcodes = (0..24_000)
            .map(|_| {
                let area = ["ZL", "ZN", "ZF", "ZH"][chance.random_range(0..4)];
                let [one, two] = [(); 2].map(|()| char::from(letters[chance.random_range(0..letters.len())]));
                format!("{area}{} {}{one}{two}", chance.random_range(1..=24), chance.random_range(0..=9))
            })
            .collect();
        Ok(Self {
            girls: Weighted::new(girls.into_iter().collect()),
            boys: Weighted::new(boys.into_iter().collect()),
            surnames: Weighted::new(surnames),
            streets,
            postcodes,
        })
    }

    fn address(&self, chance: &mut ChaCha8Rng) -> (String, String) {
        let postcode = chance.random_range(0..self.postcodes.len());
        // A postcode is a stretch of one street.
        let street = &self.streets[(postcode * 7_919) % self.streets.len()];
        (format!("{} {street}", chance.random_range(1..=120)), self.postcodes[postcode].clone())
    }

    fn given(&self, sex: char, chance: &mut ChaCha8Rng) -> String {
        if sex == 'F' { self.girls.draw(chance).to_owned() } else { self.boys.draw(chance).to_owned() }
    }
}

/// Of every hundred people eighteen are somebody's brother or sister, one in twenty of these a twin.
fn people(world: &World, count: usize, chance: &mut ChaCha8Rng) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::with_capacity(count);
    let first = Date::constant(2006, 1, 1);
    for number in 0..count {
        let sex = if chance.random_bool(0.5) { 'F' } else { 'M' };
        let given = world.given(sex, chance);
        let nhs = format!("{:010}", 4_000_000_000_u64 + (number as u64 * 7_368_787 + chance.random_range(0..7_000_000)) % 5_999_999_999);
        let sibling = (number > 0 && chance.random_bool(0.18)).then(|| people[chance.random_range(0..number)].clone());
        let person = match sibling {
            Some(other) => {
                let born = if chance.random_bool(0.05) {
                    other.born
                } else {
                    let days = chance.random_range(330..2_500) * if chance.random_bool(0.5) { 1 } else { -1 };
                    other.born.checked_add(days.days()).unwrap_or(other.born)
                };
                Person { given, sex, born, nhs, ..other }
            }
            None => {
                let (street, postcode) = world.address(chance);
                let born = first.checked_add(chance.random_range(0..6_570_i64).days()).unwrap_or(first);
                Person { given, surname: world.surnames.draw(chance).to_owned(), sex, born, street, postcode, nhs }
            }
        };
        people.push(person);
    }
    people
}

/// One slip: a letter changed, left out, put in twice, or two the other way round.
fn slip(text: &str, chance: &mut ChaCha8Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 2 {
        return text.to_owned();
    }
    let place = chance.random_range(0..letters.len());
    match chance.random_range(0..4) {
        0 => letters[place] = char::from(b'A' + chance.random_range(0..26_u8)),
        1 => drop(letters.remove(place)),
        2 => letters.insert(place, char::from(b'A' + chance.random_range(0..26_u8))),
        _ => {
            let place = place.min(letters.len() - 2);
            letters.swap(place, place + 1);
        }
    }
    letters.into_iter().collect()
}

/// Writes the records of some people, each with errors of its own, and tells which id each person has.
fn write(
    world: &World,
    people: &[Person],
    who: &[usize],
    prefix: &str,
    path: &Path,
    chance: &mut ChaCha8Rng,
) -> Result<Vec<Option<String>>> {
    let mut ids = vec![None; people.len()];
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "id,forename,surname,dob,sex,street,postcode,nhs_number")?;
    for (row, number) in who.iter().enumerate() {
        let person = &people[*number];
        let id = format!("{prefix}{row:06}");
        let (mut given, mut surname) = (person.given.clone(), person.surname.clone());
        if chance.random_bool(0.07) {
            surname = world.surnames.draw(chance).to_owned();
        }
        if chance.random_bool(0.12) {
            given = slip(&given, chance);
        }
        if chance.random_bool(0.10) {
            surname = slip(&surname, chance);
        }
        if chance.random_bool(0.06) {
            given.truncate(given.chars().next().map_or(0, char::len_utf8));
        }
        if chance.random_bool(0.03) {
            std::mem::swap(&mut given, &mut surname);
        }
        let (year, mut month, mut day) = (person.born.year(), person.born.month(), person.born.day());
        if chance.random_bool(0.05) && day <= 12 {
            std::mem::swap(&mut month, &mut day);
        } else if chance.random_bool(0.04) {
            day = chance.random_range(1..=28);
        }
        let born = if chance.random_bool(0.03) { String::new() } else { format!("{year:04}-{month:02}-{day:02}") };
        // Half of those who moved between the two did so before each.
        let (street, postcode) =
            if chance.random_bool(0.134) { world.address(chance) } else { (person.street.clone(), person.postcode.clone()) };
        let postcode = if chance.random_bool(0.08) { slip(&postcode, chance) } else { postcode };
        let nhs = if chance.random_bool(0.7) { "" } else { &person.nhs };
        writeln!(out, "{id},{given},{surname},{born},{},{street},{postcode},{nhs}", person.sex)?;
        ids[*number] = Some(id);
    }
    out.flush()?;
    Ok(ids)
}
