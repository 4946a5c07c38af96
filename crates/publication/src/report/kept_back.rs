//! What one figure keeps back is not to be had from others: one decision for the whole document.
//!
//! **The rule.** Every number shown is a sum over facts. A small count is given away when it is some sum and difference of what is shown: the
//! same facts counted in another figure, a total less its parts, or the difference of two larger figures. So, while a small count lies in the
//! linear span of the numbers shown, the smallest number that takes part is kept back as well.
//!
//! Small counts are those that figures keep back of themselves ([`platform::suppressed`]), and those that are the difference of two numbers
//! shown, one of a figure that keeps small counts back. Facts are the same where their ids are: a figure that counts parts of records
//! and one that counts the records are not seen to be about the same people. Medians and published numbers are no sums and are left alone.
//!
//! Source: secondary suppression in tables with totals, as in Hundepool and others, *Statistical Disclosure Control* (Wiley, 2012), chapter 4;
//! here for whole documents, and by exact linear dependence only: bounds that follow because no count is below nought are not looked for.

use std::collections::{BTreeMap, BTreeSet};

use platform::{Measured, Quantity, Suppress};

/// A figure of the document, and what is shown of it.
pub(super) struct Open<'a> {
    pub suppress: Suppress,
    pub measured: &'a Measured,
    pub whole: &'a mut Quantity,
    pub parts: &'a mut Vec<(String, Quantity)>,
}

/// How often each fact goes into a number, by the fact's id; for a sum, with what value.
type Sum<'a> = BTreeMap<&'a str, i64>;

/// Where a number stands: the figure's place in the document, and the part's in the figure; none for the whole.
type Place = (usize, Option<usize>);

/// Keeps back whatever gives a small count away.
pub(super) fn keep_back_together(figures: &mut [Open<'_>]) {
    // Ids are borrowed from what was measured, which outlives the changes made to what is shown.
    let measured: Vec<&Measured> = figures.iter().map(|figure| figure.measured).collect();
    let mut small = kept_back(&measured, figures);
    small.extend(differences(figures, &numbers(&measured, figures)));
    // Each round keeps back one more, so this ends.
    while !small.is_empty() {
        let mut shown = near(numbers(&measured, figures), &small);
        // The smallest first: where one must go, it is one of those.
        shown.sort_by_key(|number| (total(&number.sum), number.place));
        let Some(goes) = gives_away(&shown, &small) else { return };
        let Some(figure) = figures.get_mut(goes.0) else { return };
        match goes.1 {
            None => *figure.whole = Quantity::KeptBack,
            Some(part) => {
                if let Some((_, shown)) = figure.parts.get_mut(part) {
                    *shown = Quantity::KeptBack;
                }
            }
        }
    }
}

/// A number that is shown.
struct Number<'a> {
    place: Place,
    sum: Sum<'a>,
}

/// Every number that is shown: for a share both of its numbers, under one place.
fn numbers<'a>(measured: &[&'a Measured], figures: &[Open<'_>]) -> Vec<Number<'a>> {
    let mut all = Vec::new();
    for (place, (measured, figure)) in measured.iter().zip(figures).enumerate() {
        let whole = std::iter::once((None, &*figure.whole));
        let parts = figure.parts.iter().enumerate().map(|(part, (_, quantity))| (Some(part), quantity));
        for (part, quantity) in whole.chain(parts) {
            let of = part.and_then(|part| measured.parts.get(part)).map(|(name, _)| name.as_str());
            let sums = match quantity {
                Quantity::Count(n) => vec![counted(measured, of, *n)],
                Quantity::Share { .. } => vec![facts(measured, of, true), facts(measured, of, false)],
                _ => Vec::new(),
            };
            all.extend(sums.into_iter().map(|sum| Number { place: (place, part), sum }));
        }
    }
    all
}

/// The small counts that figures keep back of themselves.
fn kept_back<'a>(measured: &[&'a Measured], figures: &[Open<'_>]) -> Vec<Sum<'a>> {
    let mut all = Vec::new();
    for (measured, figure) in measured.iter().zip(figures) {
        let whole = (None, &measured.quantity, &*figure.whole);
        let parts = measured.parts.iter().zip(figure.parts.iter());
        let parts = parts.map(|((name, was), (_, shown))| (Some(name.as_str()), was, shown));
        for (of, was, _) in std::iter::once(whole).chain(parts).filter(|(.., shown)| **shown == Quantity::KeptBack) {
            match was {
                Quantity::Count(n) => all.push(counted(measured, of, *n)),
                Quantity::Share { .. } => {
                    let (chosen, of_all) = (facts(measured, of, true), facts(measured, of, false));
                    all.extend(less(&of_all, &chosen));
                    all.extend([chosen, of_all]);
                }
                _ => {}
            }
        }
    }
    all.retain(is_small);
    all
}

/// The small differences of two numbers shown, where one is of a figure that keeps small counts back, and so is about people.
fn differences<'a>(figures: &[Open<'_>], shown: &[Number<'a>]) -> Vec<Sum<'a>> {
    let guarded = |number: &Number<'_>| figures.get(number.place.0).is_some_and(|figure| figure.suppress == Suppress::SmallCounts);
    let mut by_total: BTreeMap<i64, Vec<&Number<'a>>> = BTreeMap::new();
    for number in shown.iter().filter(|number| !number.sum.is_empty()) {
        by_total.entry(total(&number.sum)).or_default().push(number);
    }
    let mut all = BTreeSet::new();
    for (larger_total, larger) in &by_total {
        for smaller in (1..5).filter_map(|small| by_total.get(&(larger_total - small))).flatten() {
            for larger in larger.iter().filter(|larger| guarded(larger) || guarded(smaller)) {
                all.extend(less(&larger.sum, &smaller.sum));
            }
        }
    }
    all.retain(is_small);
    all.into_iter().collect()
}

/// A count, or, where so many facts do not make it, a sum of their values.
fn counted<'a>(measured: &'a Measured, part: Option<&str>, n: i64) -> Sum<'a> {
    let count = facts(measured, part, true);
    if total(&count) == n {
        return count;
    }
    let mut sum = Sum::new();
    for fact in measured.counted.iter().filter(|fact| fact.n && part.is_none_or(|part| fact.part == part)) {
        *sum.entry(fact.id.as_str()).or_default() += fact.value;
    }
    sum.retain(|_, times| *times != 0);
    sum
}

/// The facts chosen (`only`), or all that were looked at, of a part or of the whole.
fn facts<'a>(measured: &'a Measured, part: Option<&str>, only: bool) -> Sum<'a> {
    let mut sum = Sum::new();
    for fact in measured.counted.iter().filter(|fact| (fact.n || !only) && part.is_none_or(|part| fact.part == part)) {
        *sum.entry(fact.id.as_str()).or_default() += 1;
    }
    sum
}

fn total(sum: &Sum<'_>) -> i64 {
    sum.values().sum()
}

/// As [`platform::suppressed`] has it: one to four.
fn is_small(sum: &Sum<'_>) -> bool {
    (1..5).contains(&total(sum))
}

/// What is left of one number less another that is a part of it.
fn less<'a>(larger: &Sum<'a>, smaller: &Sum<'a>) -> Option<Sum<'a>> {
    let mut left = larger.clone();
    for (id, times) in smaller {
        let of = left.get_mut(id).filter(|of| **of >= *times)?;
        *of -= times;
    }
    left.retain(|_, times| *times != 0);
    Some(left)
}

/// The smallest number that takes part in giving a small count away; none where nothing is given away.
fn gives_away(shown: &[Number<'_>], small: &[Sum<'_>]) -> Option<Place> {
    // Facts that are in the same numbers are one unknown.
    let mut columns: BTreeMap<&str, Vec<(usize, i64)>> = BTreeMap::new();
    for (row, sum) in shown.iter().map(|number| &number.sum).chain(small).enumerate() {
        for (id, times) in sum {
            columns.entry(id).or_default().push((row, *times));
        }
    }
    let unknowns: BTreeSet<&Vec<(usize, i64)>> = columns.values().collect();
    let mut rows = vec![vec![0_u64; unknowns.len()]; shown.len() + small.len()];
    for (column, unknown) in unknowns.into_iter().enumerate() {
        for (row, times) in unknown {
            if let Some(cell) = rows.get_mut(*row).and_then(|row| row.get_mut(column)) {
                *cell = field::from(*times);
            }
        }
    }
    let targets = rows.split_off(shown.len());
    let basis = field::Basis::of(rows);
    let used = targets.into_iter().find_map(|target| basis.combination(target))?;
    used.into_iter().filter_map(|row| shown.get(row)).map(|number| number.place).next()
}

/// The numbers that hang together with a small count, through facts that they share.
fn near<'a>(mut shown: Vec<Number<'a>>, small: &[Sum<'a>]) -> Vec<Number<'a>> {
    let mut reached: BTreeSet<&str> = small.iter().flat_map(|sum| sum.keys().copied()).collect();
    let mut near = Vec::new();
    loop {
        let (met, others): (Vec<_>, Vec<_>) = shown.into_iter().partition(|number| number.sum.keys().any(|id| reached.contains(id)));
        if met.is_empty() {
            return near;
        }
        reached.extend(met.iter().flat_map(|number| number.sum.keys().copied()));
        near.extend(met);
        shown = others;
    }
}

/// Whether one row of numbers is a combination of others, by elimination over the whole numbers modulo a large prime: exact where fractions
/// of floating point are not. A combination over the fractions is one here too; that the prime makes one of its own does not happen in practice,
/// and would keep back more, not less.
mod field {
    /// 2^61 − 1, which is prime.
    const PRIME: u64 = (1 << 61) - 1;

    pub(super) fn from(number: i64) -> u64 {
        let rest = i128::from(number).rem_euclid(i128::from(PRIME));
        u64::try_from(rest).unwrap_or(0)
    }

    fn times(a: u64, b: u64) -> u64 {
        u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap_or(0)
    }

    /// One over a number that is not nought: its power to the prime less two (Fermat).
    fn inverse(number: u64) -> u64 {
        let (mut power, mut result, mut exponent) = (number, 1, PRIME - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = times(result, power);
            }
            power = times(power, power);
            exponent >>= 1;
        }
        result
    }

    /// `row` less `factor` times `other`.
    fn subtract(row: &mut [u64], other: &[u64], factor: u64) {
        for (cell, other) in row.iter_mut().zip(other).filter(|(_, other)| **other != 0) {
            *cell = (*cell + PRIME - times(factor, *other)) % PRIME;
        }
    }

    /// A row brought to begin with one, where it begins, and of which rows it is made.
    struct Reduced {
        begins: usize,
        row: Vec<u64>,
        of: Vec<u64>,
    }

    fn reduce(basis: &[Reduced], row: &mut [u64], of: &mut [u64]) {
        for reduced in basis {
            let factor = row.get(reduced.begins).copied().unwrap_or(0);
            if factor != 0 {
                subtract(row, &reduced.row, factor);
                subtract(of, &reduced.of, factor);
            }
        }
    }

    /// Rows, none of which is a combination of the others, that every given row is a combination of.
    pub(super) struct Basis {
        rows: Vec<Reduced>,
        /// How many were given.
        many: usize,
    }

    impl Basis {
        pub(super) fn of(rows: Vec<Vec<u64>>) -> Self {
            let many = rows.len();
            let mut basis: Vec<Reduced> = Vec::new();
            for (place, mut row) in rows.into_iter().enumerate() {
                let mut of = vec![0; many];
                if let Some(one) = of.get_mut(place) {
                    *one = 1;
                }
                reduce(&basis, &mut row, &mut of);
                let Some((begins, first)) = row.iter().copied().enumerate().find(|(_, cell)| *cell != 0) else { continue };
                let factor = inverse(first);
                row.iter_mut().chain(of.iter_mut()).for_each(|cell| *cell = times(*cell, factor));
                basis.push(Reduced { begins, row, of });
            }
            Self { rows: basis, many }
        }

        /// The given rows that, each some number of times, come to `target`, in their order; none where none do.
        pub(super) fn combination(&self, mut target: Vec<u64>) -> Option<Vec<usize>> {
            let mut of = vec![0; self.many];
            reduce(&self.rows, &mut target, &mut of);
            let comes_to_it = target.iter().all(|cell| *cell == 0);
            comes_to_it.then(|| of.iter().enumerate().filter(|(_, times)| **times != 0).map(|(row, _)| row).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use std::ops::Range;

    use platform::{Counted, Period, Scope, suppressed};
    use proptest::prelude::*;

    use super::*;

    const KEPT_BACK: &Quantity = &Quantity::KeptBack;

    /// A figure of a document: what it counts, what is shown, and whether it keeps small counts back.
    #[derive(Debug)]
    struct Figure {
        suppress: Suppress,
        measured: Measured,
        whole: Quantity,
        parts: Vec<(String, Quantity)>,
    }

    /// A count of facts numbered through the parts: the same numbers are the same facts.
    fn figure(suppress: Suppress, parts: &[(&str, Range<usize>)]) -> Figure {
        let facts = parts.iter().flat_map(|(part, facts)| facts.clone().map(move |id| (*part, id)));
        let counted: Vec<Counted> = facts
            .map(|(part, id)| Counted { id: id.to_string(), entry: 1, part: part.to_owned(), n: true, value: 0, shown: String::new() })
            .collect();
        let count = |n: usize| Quantity::Count(i64::try_from(n).unwrap());
        let quantity = count(counted.len());
        let named: Vec<(String, Quantity)> = parts.iter().map(|(part, facts)| ((*part).to_owned(), count(facts.len()))).collect();
        of(suppress, quantity, named, counted)
    }

    /// The share of `chosen` facts among all up to `of`.
    fn share(suppress: Suppress, chosen: usize, of_all: usize) -> Figure {
        let fact =
            |id: usize| Counted { id: id.to_string(), entry: 1, part: String::new(), n: id < chosen, value: 0, shown: String::new() };
        let quantity = Quantity::Share { n: i64::try_from(chosen).unwrap(), of: i64::try_from(of_all).unwrap() };
        of(suppress, quantity, Vec::new(), (0..of_all).map(fact).collect())
    }

    fn of(suppress: Suppress, quantity: Quantity, parts: Vec<(String, Quantity)>, counted: Vec<Counted>) -> Figure {
        let (whole, shown) = match suppress {
            Suppress::SmallCounts => suppressed(&quantity, &parts),
            Suppress::Never => (quantity.clone(), parts.clone()),
        };
        let scope = Scope { chain: "c".into(), as_of: 1, commons_as_of: 1, period: Period::financial_year(2024), arguments: vec![] };
        Figure { suppress, measured: Measured { figure: "a.b".into(), version: 1, scope, quantity, parts, counted }, whole, parts: shown }
    }

    fn open(figures: &mut [Figure]) -> Vec<Open<'_>> {
        figures.iter_mut().map(|Figure { suppress, measured, whole, parts }| Open { suppress: *suppress, measured, whole, parts }).collect()
    }

    /// Each figure's whole and parts, as the document shows them.
    fn together(mut figures: Vec<Figure>) -> Vec<Vec<Quantity>> {
        keep_back_together(&mut open(&mut figures));
        figures
            .into_iter()
            .map(|figure| std::iter::once(figure.whole).chain(figure.parts.into_iter().map(|(_, shown)| shown)).collect())
            .collect()
    }

    use Suppress::{Never, SmallCounts};

    #[test]
    fn a_count_kept_back_in_one_figure_is_kept_back_in_another_over_the_same_facts() {
        let shown = together(vec![figure(SmallCounts, &[("", 0..3)]), figure(Never, &[("All", 0..3)])]);
        assert_eq!(shown[1], [KEPT_BACK.clone(), KEPT_BACK.clone()]);
    }

    #[test]
    fn a_part_kept_back_is_not_the_whole_of_another_figure_nor_is_what_is_kept_back_for_its_sake() {
        let shown = together(vec![
            figure(SmallCounts, &[("Council", 0..20), ("Schools", 20..29), ("Police", 29..32)]),
            figure(Never, &[("", 29..32)]),
            figure(Never, &[("", 20..29)]),
            figure(Never, &[("", 0..20)]),
        ]);
        let wholes: Vec<&Quantity> = shown.iter().map(|figure| &figure[0]).collect();
        assert_eq!(wholes, [&Quantity::Count(32), KEPT_BACK, KEPT_BACK, &Quantity::Count(20)]);
    }

    #[test]
    fn a_part_kept_back_for_another_figures_sake_takes_the_next_smallest_with_it() {
        let shown = together(vec![figure(SmallCounts, &[("", 0..3)]), figure(Never, &[("A", 0..3), ("B", 3..12), ("C", 12..32)])]);
        assert_eq!(shown[1], [Quantity::Count(32), Quantity::KeptBack, Quantity::KeptBack, Quantity::Count(20)]);
    }

    #[test]
    fn a_small_count_is_not_the_difference_of_two_larger_figures() {
        // Whether the small count is a figure of its own, or of no figure at all.
        for small in [vec![figure(SmallCounts, &[("", 29..32)])], vec![]] {
            let larger = [figure(SmallCounts, &[("", 0..32)]), figure(SmallCounts, &[("", 0..29)])];
            let shown = together(larger.into_iter().chain(small).collect());
            assert_eq!((&shown[0][0], &shown[1][0]), (&Quantity::Count(32), KEPT_BACK));
        }
    }

    #[test]
    fn a_small_count_is_not_the_rest_of_a_share_taken_from_another_figure() {
        let shown = together(vec![share(SmallCounts, 38, 40), figure(Never, &[("", 0..38)]), figure(Never, &[("", 0..40)])]);
        let wholes: Vec<&Quantity> = shown.iter().map(|figure| &figure[0]).collect();
        assert_eq!(wholes, [KEPT_BACK, KEPT_BACK, &Quantity::Count(40)]);
    }

    #[test]
    fn figures_over_other_facts_or_about_nobody_are_left_as_they_are() {
        let shown = together(vec![
            figure(SmallCounts, &[("", 0..3)]),
            figure(Never, &[("A", 50..53), ("B", 60..69)]),
            figure(Never, &[("", 50..52)]),
        ]);
        assert_eq!(shown[1], [Quantity::Count(12), Quantity::Count(3), Quantity::Count(9)]);
        assert_eq!(shown[2], [Quantity::Count(2), Quantity::Count(2)]);
    }

    /// How many rows are independent, in exact whole numbers (Bareiss, 1968): another way to the same answer.
    fn rank(mut rows: Vec<Vec<i128>>) -> usize {
        let (mut rank, mut before) = (0, 1);
        for column in 0..rows.first().map_or(0, Vec::len) {
            let Some(found) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
            rows.swap(rank, found);
            for row in rank + 1..rows.len() {
                for next in column + 1..rows[row].len() {
                    rows[row][next] = (rows[row][next] * rows[rank][column] - rows[row][column] * rows[rank][next]) / before;
                }
                rows[row][column] = 0;
            }
            before = rows[rank][column];
            rank += 1;
        }
        rank
    }

    fn row(sum: &Sum<'_>, facts: usize) -> Vec<i128> {
        (0..facts).map(|id| sum.get(id.to_string().as_str()).copied().unwrap_or(0).into()).collect()
    }

    const FACTS: usize = 24;

    prop_compose! {
        fn any_figure()(guarded in any::<bool>(), cuts in prop::collection::vec(0..=FACTS, 2..5)) -> Figure {
            let mut cuts = cuts;
            cuts.sort_unstable();
            let names = ["A", "B", "C", "D"];
            let parts: Vec<(&str, Range<usize>)> = cuts.windows(2).zip(names).map(|(pair, name)| (name, pair[0]..pair[1])).collect();
            figure(if guarded { SmallCounts } else { Never }, &parts)
        }
    }

    proptest! {
        /// Whatever figures stand side by side, no sum or difference of what is shown comes to a count that was kept back for being small.
        #[test]
        fn no_small_count_is_a_combination_of_what_is_shown(figures in prop::collection::vec(any_figure(), 1..6)) {
            let mut figures = figures;
            let before: Vec<Measured> = figures.iter().map(|figure| figure.measured.clone()).collect();
            let before: Vec<&Measured> = before.iter().collect();
            let small = kept_back(&before, &open(&mut figures));
            keep_back_together(&mut open(&mut figures));
            let shown: Vec<Vec<i128>> = numbers(&before, &open(&mut figures)).iter().map(|number| row(&number.sum, FACTS)).collect();
            for target in small {
                let with: Vec<Vec<i128>> = shown.iter().cloned().chain([row(&target, FACTS)]).collect();
                prop_assert!(rank(with) > rank(shown.clone()), "{target:?} of {shown:?}");
            }
        }
    }
}
