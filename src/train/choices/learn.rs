//! Choices with the right candidate marked → a weight for each feature: AdaGrad on the logarithm of its probability.

use crate::language::linear::{Features, escaped, probabilities};
use crate::train::random::Random;
use std::collections::BTreeMap;

/// Candidates, one of which is right.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The article's id.
    pub article: String,
    /// What each is described by; an empty set is "none of them".
    pub candidates: Vec<Features>,
    /// Index of the right one.
    pub right: usize,
}

/// How learning goes.
#[derive(Debug, Clone, Copy)]
pub struct Learning {
    /// Times that all choices are seen.
    pub epochs: usize,
    /// Length of a step.
    pub rate: f32,
    /// Pull of every weight towards 0.
    pub decay: f32,
    /// Features seen in fewer choices are left out.
    pub cutoff: usize,
}

impl Default for Learning {
    fn default() -> Self {
        Self { epochs: 30, rate: 0.1, decay: 0.03, cutoff: 8 }
    }
}

/// Weights by name of feature.
pub type Table = BTreeMap<String, f32>;

struct Row {
    candidates: Vec<Vec<usize>>,
    right: usize,
}

/// Learns the weights of all features.
pub fn learn(choices: &[Choice], learning: Learning) -> Table {
    let index = index(choices, learning.cutoff);
    let numbers = |f: &Features| f.names().iter().filter_map(|n| index.get(n.as_str()).copied()).collect();
    let row = |c: &Choice| Row { candidates: c.candidates.iter().map(numbers).collect(), right: c.right };
    let mut rows: Vec<Row> = choices.iter().map(row).collect();
    let mut weights = vec![0.0_f32; index.len()];
    let mut squares = vec![1.0_f32; index.len()];
    let mut random = Random::new(1);
    for _ in 0..learning.epochs {
        random.shuffle(&mut rows);
        for row in &rows {
            step(row, &mut weights, &mut squares, learning);
        }
    }
    let kept = index.into_iter().map(|(name, i)| (name.to_string(), weights[i]));
    kept.filter(|(_, w)| w.abs() >= 0.005).collect()
}

fn step(row: &Row, weights: &mut [f32], squares: &mut [f32], learning: Learning) {
    let score = |features: &Vec<usize>| features.iter().map(|f| f64::from(weights[*f])).sum();
    let scores: Vec<f64> = row.candidates.iter().map(score).collect();
    let shares = probabilities(&scores);
    for (candidate, features) in row.candidates.iter().enumerate() {
        let wanted = if candidate == row.right { 1.0 } else { 0.0 };
        let gradient = (shares[candidate] - wanted) as f32;
        for &feature in features {
            let slope = gradient + learning.decay * weights[feature];
            squares[feature] += slope * slope;
            weights[feature] -= learning.rate * slope / squares[feature].sqrt();
        }
    }
}

/// A number for each feature seen often enough.
fn index(choices: &[Choice], cutoff: usize) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for choice in choices {
        let mut names: Vec<&str> = choice.candidates.iter().flat_map(|f| f.names()).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().for_each(|n| *counts.entry(n).or_default() += 1);
    }
    let kept = counts.into_iter().filter(|(_, n)| *n >= cutoff).map(|(name, _)| name);
    kept.enumerate().map(|(i, name)| (name, i)).collect()
}

/// Probability of each candidate by the weights of a table.
pub fn shares(choice: &Choice, table: &Table) -> Vec<f64> {
    let weight = |n: &String| f64::from(table.get(n).copied().unwrap_or(0.0));
    let scores: Vec<f64> = choice.candidates.iter().map(|f| f.names().iter().map(weight).sum()).collect();
    probabilities(&scores)
}

/// The table as text, one feature a line.
pub fn to_tsv(table: &Table, about: &str) -> String {
    let rows: String = table.iter().map(|(name, weight)| format!("{}\t{weight:.3}\n", escaped(name))).collect();
    format!("# {about} (written by `newsgraph train --choices`)\n{rows}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(names: &[&str]) -> Features {
        let mut features = Features::named();
        names.iter().for_each(|n| features.add(format_args!("{n}")));
        features
    }

    #[test]
    fn what_marks_the_right_one_gets_weight() {
        let choice = |right| Choice {
            article: String::new(),
            candidates: (0..3).map(|i| features(&[if i == right { "subject" } else { "object" }, "any"])).collect(),
            right,
        };
        let choices: Vec<Choice> = (0..30).map(|i| choice(i % 3)).collect();
        let table = learn(&choices, Learning::default());
        assert!(table["subject"] > 0.5 && table["object"] < -0.5, "{table:?}");
        assert!(shares(&choice(2), &table)[2] > 0.8);
        assert_eq!(to_tsv(&table, "who acts").lines().count(), 1 + table.len());
    }
}
