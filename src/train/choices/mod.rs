//! Annotated articles → weights of the small decisions that facts are read with.

pub mod deeds;
pub mod honours;
pub mod learn;
pub mod named;
pub mod pairs;
pub mod results;
pub mod seen;

use super::folds::{FOLDS, Folds};
use crate::evaluate::gold::Gold;
use crate::language::Language;
use learn::{Choice, Learning, Table};

/// A decision that is learned.
#[derive(Debug)]
pub struct Decision {
    /// File stem of its weights.
    pub name: &'static str,
    /// What the weights are, for the head of their file.
    pub about: &'static str,
    /// The choices of an article.
    pub choices: fn(&Gold, &Language) -> Vec<Choice>,
}

/// All of them.
pub const DECISIONS: &[Decision] = &[
    Decision { name: "actors", about: "who acts where a result is told", choices: results::actors },
    Decision { name: "counted", about: "which quantities are results", choices: results::counted },
    Decision { name: "pairs", about: "which pairs of names are tied", choices: pairs::tied },
    Decision { name: "named", about: "which names found or suspected are names", choices: named::found },
    Decision { name: "recipients", about: "who received an honour", choices: honours::recipients },
    Decision { name: "deeds", about: "which clauses tell a deed", choices: deeds::told },
];

/// How often a decision is right on articles its weights never saw.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// Choices, and those decided rightly.
    pub all: usize,
    /// Decided rightly.
    pub right: usize,
    /// By tenths of the probability given: how many, and how many of them right.
    pub calibration: [(usize, usize); 10],
}

impl Held {
    fn add(&mut self, choice: &Choice, table: &Table) {
        let shares = learn::shares(choice, table);
        let best = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]).then(b.cmp(a))).unwrap_or(0);
        let right = best == choice.right;
        let cell = &mut self.calibration[((shares[best] * 10.0) as usize).min(9)];
        self.all += 1;
        cell.0 += 1;
        if right {
            self.right += 1;
            cell.1 += 1;
        }
    }
}

/// Weights learned without each fold in turn, and how they do on it.
pub fn cross_validate(choices: &[Choice], folds: &Folds) -> (Vec<Table>, Held) {
    let mut held = Held::default();
    let tables = (0..FOLDS).map(|fold| {
        let (out, rest): (Vec<_>, Vec<_>) = choices.iter().cloned().partition(|c| folds.of(&c.article) == Some(fold));
        let table = learn::learn(&rest, Learning::default());
        out.iter().for_each(|c| held.add(c, &table));
        table
    });
    (tables.collect(), held)
}
