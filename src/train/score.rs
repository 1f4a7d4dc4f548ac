//! Found and true mentions → precision, recall and F1 by kind, and how far scores are from being probabilities.

use crate::model::{Mention, MentionKind, Span};
use std::fmt;

/// Counts of one kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Found and true: same span, same kind.
    pub right: usize,
    /// All found.
    pub found: usize,
    /// All true.
    pub gold: usize,
}

impl Count {
    /// Share of the found that are true.
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }
    /// Share of the true that are found.
    pub fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }
    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// Counts by kind and by score.
#[derive(Debug, Clone, Default)]
pub struct Score {
    kinds: [Count; 6],
    bins: [(usize, usize, f64); 10],
    /// Wrong (`+`) and missed (`-`) mentions with their surroundings.
    pub errors: Vec<String>,
}

impl Score {
    /// Counts one text; kinds outside `letters` are ignored on both sides.
    pub fn add(&mut self, found: &[Mention], gold: &[(Span, MentionKind)], letters: &str) {
        for (index, kind) in
            MentionKind::ALL.into_iter().take(6).enumerate().filter(|(_, k)| letters.contains(k.letter()))
        {
            let count = &mut self.kinds[index];
            count.gold += gold.iter().filter(|g| g.1 == kind).count();
            for mention in found.iter().filter(|m| m.kind == kind) {
                let right = gold.contains(&(mention.span, kind));
                count.found += 1;
                count.right += usize::from(right);
                let bin = &mut self.bins[((mention.score * 10.0) as usize).min(9)];
                *bin = (bin.0 + 1, bin.1 + usize::from(right), bin.2 + f64::from(mention.score));
            }
        }
    }

    /// Notes the wrong and the missed mentions of one text.
    pub fn note_errors(&mut self, text: &str, found: &[Mention], gold: &[(Span, MentionKind)], letters: &str) {
        let wrong = found.iter().filter(|m| !gold.contains(&(m.span, m.kind)));
        let wrong = wrong.map(|m| (m.span, m.kind, format!("+ {:.2}", m.score)));
        let missed = gold.iter().filter(|g| !found.iter().any(|m| (m.span, m.kind) == **g));
        let missed = missed.map(|g| (g.0, g.1, "-     ".to_string()));
        let mut all: Vec<_> = wrong.chain(missed).filter(|e| letters.contains(e.1.letter())).collect();
        all.sort_by_key(|e| e.0);
        for (span, kind, sign) in all {
            let before: String =
                text[..span.start].chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
            let after: String = text[span.end..].chars().take(12).collect();
            let line = format!("{sign} {} {before}⟦{}⟧{after}", kind.letter(), span.of(text));
            self.errors.push(line.replace('\n', "⏎"));
        }
    }

    /// Sum over all kinds.
    pub fn total(&self) -> Count {
        self.kinds.iter().fold(Count::default(), |a, b| Count {
            right: a.right + b.right,
            found: a.found + b.found,
            gold: a.gold + b.gold,
        })
    }

    /// Expected calibration error: mean distance between score and share of right mentions over ten bins.
    pub fn calibration_error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|b| b.0).sum();
        let gaps = self.bins.iter().map(|&(_, right, score)| (right as f64 - score).abs());
        gaps.sum::<f64>() / all.max(1) as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = MentionKind::ALL.iter().zip(&self.kinds).map(|(k, c)| (k.letter().to_string(), *c));
        for (name, c) in kinds.chain([("all".to_string(), self.total())]).filter(|(_, c)| c.found + c.gold > 0) {
            let (p, r, f1) = (100.0 * c.precision(), 100.0 * c.recall(), 100.0 * c.f1());
            writeln!(f, "  {name:<3} P {p:5.1}  R {r:5.1}  F1 {f1:5.1}  ({} true, {} found)", c.gold, c.found)?;
        }
        write!(f, "  expected calibration error {:.3}", self.calibration_error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_span_and_kind_is_right() {
        let mention = |a, b, kind| Mention::new(Span::new(a, b), kind, "tagger", 0.9);
        let found = [mention(0, 6, MentionKind::Person), mention(9, 12, MentionKind::Place)];
        let gold = [(Span::new(0, 6), MentionKind::Person), (Span::new(9, 15), MentionKind::Place)];
        let mut score = Score::default();
        score.add(&found, &gold, "OPLGTA");
        assert_eq!((score.total().right, score.total().found, score.total().gold), (1, 2, 2));
        assert!((score.calibration_error() - 0.4).abs() < 1e-6);
        let mut persons = Score::default();
        persons.add(&found, &gold, "P");
        assert!((persons.total().f1() - 1.0).abs() < 1e-9);
    }
}
