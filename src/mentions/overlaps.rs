//! Candidate mentions → the chosen ones: in text order, never overlapping.

use crate::model::Mention;

/// Chooses among candidates: higher score first, then longer, then earlier.
pub fn choose(mut candidates: Vec<Mention>) -> Vec<Mention> {
    candidates.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(b.span.len().cmp(&a.span.len()))
            .then(a.span.cmp(&b.span))
            .then(a.kind.cmp(&b.kind))
    });
    let mut chosen: Vec<Mention> = Vec::new();
    for candidate in candidates {
        let at = chosen.partition_point(|m| m.span.start < candidate.span.start);
        let clear_left = at == 0 || !chosen[at - 1].span.overlaps(candidate.span);
        let clear_right = at == chosen.len() || !chosen[at].span.overlaps(candidate.span);
        if clear_left && clear_right {
            chosen.insert(at, candidate);
        }
    }
    chosen
}
