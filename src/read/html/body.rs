//! Visible lines → which of them are the article.

use super::lines::{Line, View, is_blank};
use super::patterns::Patterns;
use std::ops::Range;

/// How much a line speaks for being part of the article: characters of prose count, links and lists count against it.
pub(super) struct Weights {
    weights: Vec<f64>,
    /// Whether the line stands in a block beside the article (comments, other stories).
    pub beside: Vec<bool>,
    /// Sums of the positive weights before each line.
    prose: Vec<f64>,
}

impl Weights {
    pub fn new(view: &View, patterns: &Patterns) -> Self {
        let plain: Vec<f64> = view.lines.iter().map(|l| weight(l, patterns)).collect();
        let beside = beside(view, &sums(&plain), patterns);
        let weigh = |(w, beside): (&f64, &bool)| if *beside { -w.abs().max(5.0) * 0.6 } else { *w };
        let weights: Vec<f64> = plain.iter().zip(&beside).map(weigh).collect();
        let prose = sums(&weights);
        Self { weights, beside, prose }
    }

    /// Characters of prose in these lines.
    pub fn prose(&self, lines: &Range<usize>) -> f64 {
        self.prose[lines.end] - self.prose[lines.start]
    }
}

/// Sums of the positive weights before each line.
fn sums(weights: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let before = weights.iter().map(|w| {
        sum += w.max(0.0);
        sum
    });
    std::iter::once(0.0).chain(before).collect()
}

fn weight(line: &Line, patterns: &Patterns) -> f64 {
    let chars = line.chars as f64;
    let share = line.linked as f64 / chars.max(1.0);
    let marks = line
        .text
        .chars()
        .filter(|c| matches!(c, '，' | '。' | '、' | '；' | '！' | '？' | '：' | '”' | ',' | '｡'))
        .count();
    let ends = line.text.chars().any(|c| matches!(c, '。' | '，' | '！' | '？' | ','));
    if patterns.starts_tail(&line.plain) {
        return -120.0;
    }
    if share > 0.5 {
        return -chars.min(40.0);
    }
    // A summary cut off: the start of another story.
    if line.text.ends_with("...") || line.text.ends_with('…') && !line.text.ends_with("……") {
        return -chars * 0.5;
    }
    if marks == 0 || (!ends && line.chars < 25) {
        return if line.chars > 60 { chars * 0.2 } else { -2.0 };
    }
    (chars - 2.0 * line.linked as f64).max(0.0) * if line.chars < 25 { 0.5 } else { 1.0 }
}

/// Lines of blocks that name themselves as something beside the article, unless most of the page's prose is in them.
fn beside(view: &View, prose: &[f64], patterns: &Patterns) -> Vec<bool> {
    let total = prose.last().copied().unwrap_or_default();
    let mut beside = vec![false; view.lines.len()];
    for block in view.blocks.iter().filter(|b| patterns.is_beside(b)) {
        let own = prose[block.lines.end] - prose[block.lines.start];
        if own < 0.4 * total {
            beside[block.lines.clone()].fill(true);
        }
    }
    beside
}

/// The lines of the article's text, if the page has any prose.
pub(super) fn find(view: &View, weights: &Weights) -> Option<Range<usize>> {
    let block = densest(view, weights)?;
    let lines = view.blocks[block].lines.clone();
    let best = best_stretch(&weights.weights[lines.clone()])?;
    let best = best.start + lines.start..best.end + lines.start;
    Some(widened(view, weights, best))
}

/// A story between the title and what looked like the story: a short piece of news before long summaries of others.
/// `opening` is how the story begins, where the page tells machines.
pub(super) fn nearer(
    view: &View,
    weights: &Weights,
    title: usize,
    found: &Range<usize>,
    opening: Option<&str>,
) -> Option<Range<usize>> {
    const LEAST: f64 = 150.0;
    let between = title + 1..found.start;
    let best = best_stretch(weights.weights.get(between.clone())?)?;
    let best = best.start + between.start..best.end + between.start;
    let prose = weights.prose(&best);
    let long = prose >= 0.3 * weights.prose(found) || (best.len() >= 2 && prose >= LEAST);
    let opening: String = opening.map(letters).unwrap_or_default().chars().take(20).collect();
    let starts =
        |lines: &Range<usize>| view.lines[lines.clone()].iter().any(|l| letters(&l.text).starts_with(&opening));
    // A lone paragraph that is what machines are told is the page's own summary.
    let opens = best.len() >= 2 && opening.chars().count() >= 12 && starts(&best) && !starts(found);
    ((long && prose >= 60.0) || opens).then(|| widened(view, weights, best))
}

/// Goes down from the page to the block that still holds nearly all prose.
fn densest(view: &View, weights: &Weights) -> Option<usize> {
    const NEARLY_ALL: f64 = 0.85;
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); view.blocks.len()];
    for (at, block) in view.blocks.iter().enumerate().skip(1) {
        children[block.parent].push(at);
    }
    let of = |b: &usize| weights.prose(&view.blocks[*b].lines);
    let mut at = 0;
    if of(&at) <= 0.0 {
        return None;
    }
    while let Some(best) = children[at].iter().max_by(|a, b| of(a).total_cmp(&of(b))) {
        let paragraph = view.blocks[*best].lines.len() <= 1 && view.blocks[at].lines.len() > 1;
        if of(best) < NEARLY_ALL * of(&at) || paragraph {
            break;
        }
        at = *best;
    }
    Some(at)
}

/// The stretch with the greatest sum.
fn best_stretch(weights: &[f64]) -> Option<Range<usize>> {
    let (mut best, mut best_sum) = (None, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += weight;
        if sum > best_sum {
            (best, best_sum) = (Some(start..at + 1), sum);
        }
    }
    best
}

/// Takes in short lines at both ends that stand in the same block as the text.
fn widened(view: &View, weights: &Weights, stretch: Range<usize>) -> Range<usize> {
    let home = common_block(view, &stretch);
    let own = view.blocks[home].lines.clone();
    let fits = |at: usize| {
        let line = &view.lines[at];
        !weights.beside[at] && line.linked * 2 <= line.chars && weights.weights[at] > -100.0 && line.heading != 1
    };
    let (mut start, mut end) = (stretch.start, stretch.end);
    while start > own.start && fits(start - 1) && stretch.start - start < 6 {
        start -= 1;
    }
    while end < own.end && fits(end) && end - stretch.end < 40 {
        end += 1;
    }
    start..end
}

/// The innermost block that holds all lines of the stretch; of paragraphs, what they stand in.
pub(super) fn common_block(view: &View, stretch: &Range<usize>) -> usize {
    let holds = |b: usize| view.blocks[b].lines.start <= stretch.start && stretch.end <= view.blocks[b].lines.end;
    let mut at = view.lines[stretch.start].block;
    while at != 0 && (!holds(at) || view.blocks[at].tag == "p") {
        at = view.blocks[at].parent;
    }
    at
}

/// Letters and digits only: how titles are compared.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() && !is_blank(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stretch_leaves_navigation_at_both_ends() {
        assert_eq!(best_stretch(&[-5.0, 50.0, -2.0, 80.0, -40.0, 10.0]), Some(1..4));
        assert_eq!(best_stretch(&[-5.0]), None);
    }
}
