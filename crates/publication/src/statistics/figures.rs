//! Published numbers as figures, so that a report can cite them, freeze them and say why they changed.
//!
//! `area`: a GSS code, or own, region, england, or neighbours (their median). `period`: as printed, or newest: the latest that ends by the last
//! day of the scope. What one of these figures counts is said by its measure: [`words`] gives it the measure's title, meaning and unit.

use platform::{Figure, FigureWords, Measure, Polarity, Suppress};

use super::catalogue::{measure, rate_of};

const ONE: &[&str] = &["measure", "area", "period"];
const SIDE_BY_SIDE: &[&str] = &["measure", "period"];
const BY_ITS_MEASURE: &str = "What it counts and does not mean is said with each measure, under Published statistics";
const RATED: &str = "for each 10,000 children (worked out here)";

/// Rows of a table as they were known at the instant of the commons.
macro_rules! known {
    ($table:literal) => {
        concat!(
            $table,
            ".chain = 'commons' and ",
            $table,
            ".known_from <= $5 and (",
            $table,
            ".known_to is null or ",
            $table,
            ".known_to > $5)"
        )
    };
}

/// The partnership, its areas as their numbers know them, and its statistical neighbours.
macro_rules! places {
    () => {
        concat!(
            "with who as (select p.areas from partnership p where ",
            known!("p"),
            " and p.slug = $1 and $2 >= 0 and $3 <= $4),
             own as (select a.code, a.number, a.region from local_authority a, who
                      where ",
            known!("a"),
            " and ' ' || who.areas || ' ' like '% ' || a.code || ' %'),
             near as (select distinct a.code from statistical_neighbour n
                        join own on own.number = n.of_number
                        join local_authority a on a.number = n.number
                       where ",
            known!("n"),
            " and ",
            known!("a"),
            " and a.code not in (select code from own)),"
        )
    };
}

/// Thousandths as they are shown: thousands parted by commas; one decimal (`tenths`), or none where they are whole (`short`).
macro_rules! shown {
    ($n:literal, "tenths") => {
        concat!(shown!($n, "whole"), " || '.' || cast((", $n, " + 50) / 100 % 10 as text)")
    };
    ($n:literal, "short") => {
        concat!(
            shown!($n, "whole"),
            " || case when (",
            $n,
            " + 50) / 100 % 10 = 0 then '' else '.' || cast((",
            $n,
            " + 50) / 100 % 10 as text) end"
        )
    };
    ($n:literal, "whole") => {
        concat!(
            "case when (",
            $n,
            " + 50) / 1000 >= 1000000 then cast((",
            $n,
            " + 50) / 1000000000 as text) || ',' || substr(cast(1000 + (",
            $n,
            " + 50) / 1000000 % 1000 as text), 2, 3) || ',' || substr(cast(1000 + (",
            $n,
            " + 50) / 1000 % 1000 as text), 2, 3)
                  when (",
            $n,
            " + 50) / 1000 >= 1000 then cast((",
            $n,
            " + 50) / 1000000 as text) || ',' || substr(cast(1000 + (",
            $n,
            " + 50) / 1000 % 1000 as text), 2, 3)
                  else cast((",
            $n,
            " + 50) / 1000 as text) end"
        )
    };
}

/// Whether a row is of the period asked for.
macro_rules! newest {
    ($period:literal, $row:literal, $of:literal) => {
        concat!(
            "(",
            $row,
            ".period = ",
            $period,
            " or (",
            $period,
            " in ('', 'newest') and ",
            $row,
            ".ends_on = (select max(x.ends_on) from cell x where x.ends_on <= $4 and ",
            $of,
            ")))"
        )
    };
}

/// The numbers of a measure as they were printed.
macro_rules! printed {
    () => {
        concat!(
            " cell as (select s.id, s.known_from as entry, s.area, s.area_name, s.period, s.ends_on, s.thousandths, s.shown
                         from statistic s where ",
            known!("s"),
            " and s.measure = $6),"
        )
    };
}

/// The rate of a number: in tenths, a half rounded up, as number * 10,000 * 10 / children, in whole numbers on both engines.
macro_rules! rated {
    () => {
        concat!(
            " tenths as (select s.id, s.known_from as entry, s.area, s.area_name, s.period, s.ends_on, s.thousandths as number, s.symbol,
                                case when c.thousandths > 0 then (s.thousandths * 200000 + c.thousandths) / (2 * c.thousandths) end as rate
                           from statistic s
                           left join statistic c on c.measure = 'population.children' and c.area = s.area and c.period = s.before and ",
            known!("c"),
            " where ",
            known!("s"),
            " and s.measure = $6),
              cell as (select id, entry, area, area_name, period, ends_on, rate * 100 as thousandths,
                              case when number is null then symbol when rate is null then 'x' else ",
            shown!("(rate * 100)", "tenths"),
            " end as shown from tenths),"
        )
    };
}

/// The median of the neighbours in the period that `$period` names, by the rule of [`super::series::median`]: of three at least, and where
/// at least two in three have a number.
macro_rules! middle {
    ($period:literal) => {
        concat!(
            " ranked as (select c.id, c.entry, c.thousandths, row_number() over (order by c.thousandths, c.id) as place, count(*) over () as many
                           from cell c where c.area in (select code from near) and c.thousandths is not null and ",
            newest!($period, "c", "x.area in (select code from near)"),
            "),
              between_two as (select min(r.id) as id, max(r.entry) as entry, (min(r.thousandths) + max(r.thousandths)) / 2 as thousandths
                                from ranked r
                               where r.place in ((r.many + 1) / 2, (r.many + 2) / 2) and r.many >= 3
                                 and r.many * 3 >= 2 * (select count(*) from near)),
              middle as (select id, entry, ",
            shown!("thousandths", "short"),
            " as shown from between_two where id is not null)"
        )
    };
}

/// One area's number, or the neighbours' median.
macro_rules! one {
    ($cells:ident) => {
        concat!(
            places!(),
            $cells!(),
            middle!("$8"),
            " select c.id, c.entry, '' as part, 1 as n, 0 as value, c.shown
                from cell c
               where (c.area = $7
                      or ($7 = 'england' and c.area = 'E92000001')
                      or ($7 in ('', 'own') and exists (select 1 from who where ' ' || who.areas || ' ' like '% ' || c.area || ' %'))
                      or ($7 = 'region' and c.area in (select region from own)))
                 and ",
            newest!("$8", "c", "x.area = c.area"),
            " union all select m.id, m.entry, '' as part, 1 as n, 0 as value, m.shown from middle m where $7 = 'neighbours'"
        )
    };
}

/// The area, its neighbours and their median, its region and England.
macro_rules! side_by_side {
    ($cells:ident) => {
        concat!(
            places!(),
            $cells!(),
            middle!("$7"),
            " select c.id, c.entry, c.area_name as part, 1 as n, 0 as value, c.shown
                from cell c
               where (c.area = 'E92000001' or c.area in (select code from near) or c.area in (select region from own)
                      or exists (select 1 from who where ' ' || who.areas || ' ' like '% ' || c.area || ' %'))
                 and ",
            newest!("$7", "c", "1 = 1"),
            " union all select m.id, m.entry, 'Median of neighbours (worked out here)' as part, 1 as n, 0 as value, m.shown from middle m"
        )
    };
}

pub(super) const FIGURES: &[Figure] = &[
    figure(
        "statistic.value",
        "A published statistic",
        "A number as the publisher printed it, for a measure, an area (its code, or own, region, england, or neighbours for their median) and a period (as printed, or newest)",
        "as published",
        one!(printed),
    ),
    figure(
        "statistic.rate",
        "A rate worked out of published statistics",
        "A published number of a year, for each 10,000 children aged 0 to 17 estimated for the June before: worked out here",
        RATED,
        one!(rated),
    ),
    compared(
        "statistic.compared",
        "A published statistic, by area",
        "The numbers of one measure for one period, of the area, its statistical neighbours, its region and England, as the publisher printed them, and the neighbours' median, worked out here",
        "as published",
        side_by_side!(printed),
    ),
    compared(
        "statistic.rate-compared",
        "A rate worked out of published statistics, by area",
        "A published number of a year, for each 10,000 children aged 0 to 17 estimated for the June before, of the area, its statistical neighbours, its region and England, and the neighbours' median: worked out here",
        RATED,
        side_by_side!(rated),
    ),
];

const fn figure(id: &'static str, title: &'static str, counts: &'static str, unit: &'static str, sql: &'static str) -> Figure {
    Figure {
        id,
        version: 1,
        title,
        counts,
        does_not_mean: BY_ITS_MEASURE,
        unit,
        by: None,
        polarity: Polarity::Context,
        measure: Measure::AsPublished,
        suppress: Suppress::Never,
        arguments: ONE,
        sql,
    }
}

const fn compared(id: &'static str, title: &'static str, counts: &'static str, unit: &'static str, sql: &'static str) -> Figure {
    Figure { by: Some("area"), arguments: SIDE_BY_SIDE, ..figure(id, title, counts, unit, sql) }
}

/// The measure's own title, meaning and unit, with the period and the publisher, where one of these figures is asked for a known measure.
pub(super) fn words(figure: &Figure, arguments: &[String]) -> Option<FigureWords> {
    let figure = FIGURES.iter().find(|ours| ours.id == figure.id)?;
    let of = measure(arguments.first()?)?;
    let is_rate = figure.unit == RATED;
    let known = if is_rate { rate_of(of.id).unwrap_or(of) } else { of };
    let period = match arguments.last().map(String::as_str) {
        None | Some("" | "newest") => "the newest period".to_owned(),
        Some(period) => of.source.periods.words(period),
    };
    let title = if is_rate && known.id == of.id { format!("{}, rate", of.title) } else { known.title.to_owned() };
    let unit = if is_rate { RATED.to_owned() } else { super::web::unit(&known) };
    // The median of numbers that were printed was not printed.
    let (title, unit) = match arguments {
        [_, area, _] if area == "neighbours" && is_rate => (format!("{title}, median of neighbours"), unit),
        [_, area, _] if area == "neighbours" => (format!("{title}, median of neighbours"), format!("{} (worked out here)", known.unit)),
        _ => (title, unit),
    };
    Some(FigureWords {
        title,
        counts: format!("{} ({}, {period})", known.counts, of.source.publisher),
        does_not_mean: known.does_not_mean.to_owned(),
        unit,
    })
}
