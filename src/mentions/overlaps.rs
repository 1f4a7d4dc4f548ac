//! Candidate mentions → the chosen ones: in text order, never overlapping.
//!
//! Every candidate carries the probability that it is right (the tagger's marginal, a rule's share on gold). The surer
//! one wins, except that a name inside a longer one gives way when the longer one is nearly as sure: the annotation
//! guide knows outermost names only.

use crate::model::Mention;
use std::collections::BTreeMap;

/// A longer candidate wins over those inside it when it is at least this sure, and at least this share as sure as they.
const OUTER: f32 = 0.6;
const SHARE: f32 = 0.8;

/// Chooses among candidates: outermost first where it is sure enough, then higher score, then longer, then earlier.
pub fn choose(candidates: Vec<Mention>) -> Vec<Mention> {
    let mut candidates = without_inner(candidates);
    candidates.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(b.span.len().cmp(&a.span.len()))
            .then(a.span.cmp(&b.span))
            .then(a.kind.cmp(&b.kind))
    });
    // By their first bytes: an archive in one text has a hundred thousand of them.
    let mut chosen = BTreeMap::<usize, Mention>::new();
    for candidate in candidates {
        let start = candidate.span.start;
        let left = chosen.range(..start).next_back();
        let right = chosen.range(start..).next();
        if left.into_iter().chain(right).all(|(_, m)| !m.span.overlaps(candidate.span)) {
            chosen.insert(start, candidate);
        }
    }
    chosen.into_values().collect()
}

/// Drops the candidates that lie inside a longer one which is sure enough; what the user named always stays.
fn without_inner(mut candidates: Vec<Mention>) -> Vec<Mention> {
    candidates.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut kept: Vec<Mention> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let inside = |outer: &&Mention| outer.span.contains(candidate.span) && outer.span.len() > candidate.span.len();
        let near =
            kept.iter().rev().take_while(|m| m.span.end > candidate.span.start || m.span.start == candidate.span.start);
        let gives_way =
            near.take(LOOK_BACK).filter(inside).any(|o| o.score >= OUTER && o.score >= SHARE * candidate.score);
        if candidate.score >= 1.0 || !gives_way {
            kept.push(candidate);
        }
    }
    kept
}

/// How many earlier candidates may be looked at: they nest only a few deep.
const LOOK_BACK: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MentionKind, Span};

    fn mention(start: usize, end: usize, score: f32) -> Mention {
        Mention::new(Span::new(start, end), MentionKind::Organization, "test", score)
    }

    fn chosen(candidates: Vec<Mention>) -> Vec<(usize, usize)> {
        choose(candidates).into_iter().map(|m| (m.span.start, m.span.end)).collect()
    }

    #[test]
    fn the_outermost_wins_when_it_is_sure_enough() {
        assert_eq!(chosen(vec![mention(3, 6, 0.95), mention(0, 9, 0.8)]), [(0, 9)]);
        assert_eq!(chosen(vec![mention(3, 6, 0.95), mention(0, 9, 0.5)]), [(3, 6)]);
        assert_eq!(chosen(vec![mention(3, 6, 1.0), mention(0, 9, 0.9)]), [(3, 6)]);
    }

    #[test]
    fn of_two_that_cross_the_surer_wins() {
        assert_eq!(chosen(vec![mention(0, 6, 0.7), mention(3, 9, 0.8), mention(9, 12, 0.2)]), [(3, 9), (9, 12)]);
    }
}
