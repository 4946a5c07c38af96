//! Numbers to positions: round axis marks, the words on them, and labels moved apart until none covers another.

/// Round marks (1, 2 or 5 times a power of ten apart) that cover `low` to `high`, about `wanted` of them. Never empty.
pub fn ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let (low, high) = match (low.is_finite(), high.is_finite()) {
        (true, true) => (low.min(high), low.max(high)),
        _ => (0.0, 1.0),
    };
    let span = high - low;
    // A single value still needs an axis around it.
    let (low, high) = if span > low.abs().max(high.abs()) * 1e-9 && span.is_finite() { (low, high) } else { widened(low, high) };
    let step = nice_step((high - low) / wanted.max(1) as f64);
    let first = (low / step).floor();
    let mut marks = Vec::new();
    // The steps are round, so twice the wanted marks always cover the range; the bound only guards the last bits of a float.
    for index in 0..=(wanted.max(1) * 3) {
        let mark = (first + index as f64) * step;
        marks.push(mark);
        if mark >= high - step * 1e-9 {
            break;
        }
    }
    marks
}

fn widened(low: f64, high: f64) -> (f64, f64) {
    let centre = low / 2.0 + high / 2.0;
    match centre {
        0.0 => (0.0, 1.0),
        c if c > 0.0 => (0.0, c),
        c => (c, 0.0),
    }
}

fn nice_step(rough: f64) -> f64 {
    if !rough.is_finite() || rough < f64::MIN_POSITIVE * 1e3 {
        return 1.0;
    }
    let power = 10f64.powf(rough.log10().floor());
    let times = match rough / power {
        r if r <= 1.0 + 1e-9 => 1.0,
        r if r <= 2.0 + 1e-9 => 2.0,
        r if r <= 5.0 + 1e-9 => 5.0,
        _ => 10.0,
    };
    times * power
}

/// The words of an axis mark: as many decimal places as the distance between marks needs, commas between thousands.
pub fn tick_label(mark: f64, step: f64) -> String {
    if !mark.is_finite() {
        return String::new();
    }
    if mark.abs() >= 1e15 || (step > 0.0 && step < 1e-6) {
        return format!("{mark:e}");
    }
    let places = if step > 0.0 && step.is_finite() { (-(step + step * 1e-9).log10().floor()).clamp(0.0, 6.0) as usize } else { 0 };
    let plain = format!("{:.places$}", mark.abs());
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    let nought = text.chars().all(|c| matches!(c, '0' | '.' | ','));
    if mark < 0.0 && !nought { format!("\u{2212}{text}") } else { text }
}

/// Tops for labels that would like to be centred at `wish` and are `height` tall: as near to their wishes as they can be with none
/// covering another, between `top` and `bottom` if they fit. Answers in the order given.
///
/// Labels that would touch are pooled and move as one block to the mean of their wishes, so no label is favoured.
pub(crate) fn spread(labels: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    struct Block {
        top: f64,
        height: f64,
        /// Sum over members of (wished top minus offset within the block).
        wishes: f64,
        members: Vec<usize>,
    }
    let mut order: Vec<usize> = (0..labels.len()).collect();
    let wish = |index: usize| labels.get(index).map_or((top, 0.0), |(centre, height)| (centre - height / 2.0, *height));
    let centre = |index: usize| labels.get(index).map_or(top, |(centre, _)| *centre);
    // A stable sort: labels that wish for the same place keep the order given.
    order.sort_by(|a, b| centre(*a).total_cmp(&centre(*b)));
    let settle = |block: &mut Block| {
        let free = block.wishes / block.members.len() as f64;
        block.top = free.min(bottom - block.height).max(top);
    };
    let mut blocks: Vec<Block> = Vec::new();
    for index in order {
        let (wished, height) = wish(index);
        let mut block = Block { top: wished, height, wishes: wished, members: vec![index] };
        settle(&mut block);
        while let Some(above) = blocks.pop_if(|above| above.top + above.height > block.top) {
            let shift = above.height * block.members.len() as f64;
            block = Block {
                top: above.top,
                height: above.height + block.height,
                wishes: above.wishes + block.wishes - shift,
                members: above.members.into_iter().chain(block.members).collect(),
            };
            settle(&mut block);
        }
        blocks.push(block);
    }
    let mut tops = vec![top; labels.len()];
    for block in blocks {
        let mut y = block.top;
        for member in block.members {
            if let Some(slot) = tops.get_mut(member) {
                *slot = y;
            }
            y += wish(member).1;
        }
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn axis_marks_are_round_and_cover_the_range() {
        assert_eq!(ticks(0.0, 97.0, 5), vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(3.0, 3.0, 4), vec![0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(-4.0, 11.0, 4), vec![-5.0, 0.0, 5.0, 10.0, 15.0]);
        assert_eq!(ticks(f64::NAN, 3.0, 2), vec![0.0, 0.5, 1.0]);
    }

    #[test]
    fn axis_words_have_the_places_they_need_and_commas() {
        assert_eq!(tick_label(12500.0, 500.0), "12,500");
        assert_eq!(tick_label(0.25, 0.05), "0.25");
        assert_eq!(tick_label(-2.0, 1.0), "\u{2212}2");
        assert_eq!(tick_label(-0.0, 1.0), "0");
        assert_eq!(tick_label(1.0, 0.5), "1.0");
    }

    #[test]
    fn labels_that_would_touch_move_apart_by_the_same_amount() {
        assert_eq!(spread(&[(50.0, 20.0), (50.0, 20.0)], 0.0, 100.0), vec![30.0, 50.0]);
        assert_eq!(spread(&[(90.0, 20.0), (10.0, 20.0)], 0.0, 100.0), vec![80.0, 0.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn axis_marks_always_cover_the_range(low in -1e9..1e9f64, span in 0.0..1e9f64, wanted in 1usize..9) {
            let marks = ticks(low, low + span, wanted);
            prop_assert!(marks.iter().all(|mark| mark.is_finite()));
            prop_assert!(marks.first().is_some_and(|first| *first <= low + 1e-6));
            prop_assert!(marks.last().is_some_and(|last| *last >= low + span - span * 1e-6 - 1e-6));
        }

        #[test]
        fn no_label_covers_another(wishes in prop::collection::vec((0.0..200.0f64, 10.0..40.0f64), 0..12)) {
            let total: f64 = wishes.iter().map(|w| w.1).sum();
            let tops = spread(&wishes, 0.0, total.max(200.0));
            let mut placed: Vec<(f64, f64)> = tops.iter().zip(&wishes).map(|(top, wish)| (*top, *top + wish.1)).collect();
            placed.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in placed.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0 + 0.001);
            }
            prop_assert!(placed.iter().all(|(top, bottom)| *top >= -0.001 && *bottom <= total.max(200.0) + 0.001));
        }
    }
}
