//! Samples → weights: AdaGrad on the likelihood of the allowed labels, with features dropped at random, and for each
//! corpus a copy of the features beside the common ones (Daumé 2007), so that guidelines may differ.

use super::config::Learning;
use super::random::Random;
use super::samples::Sample;
use crate::language::weights::{LABELS, LANES, Scores, Weights, label};
use crate::mentions::tagger::lattice::{Lattice, Transitions};

/// A number that stands for no row.
const NONE: u32 = u32::MAX;
/// Gradients smaller than this change nothing worth the time.
const NEGLIGIBLE: f32 = 0.002;

/// The rows being learned.
pub struct Optimizer<'s> {
    learning: &'s Learning,
    /// Labels of the kinds in use.
    labels: u32,
    rows: Vec<Scores>,
    squares: Vec<Scores>,
    /// For each corpus, the row of each feature's copy.
    copies: Vec<Vec<u32>>,
    /// Common transitions, then those of each corpus.
    transitions: Vec<[Scores; LABELS]>,
    transition_squares: Vec<[Scores; LABELS]>,
    random: Random,
    lattices: (Lattice, Lattice),
    scores: Vec<Scores>,
    kept: Vec<u32>,
    kept_ends: Vec<usize>,
}

impl<'s> Optimizer<'s> {
    /// The `run`th run, with random numbers of its own. Rows for `features` numbers and for those each corpus (`samples` of corpus 0, 1 …) contains.
    pub fn new(features: usize, samples: &[Vec<&Sample>], labels: u32, learning: &'s Learning, run: usize) -> Self {
        let mut next = features as u32;
        let copies: Vec<Vec<u32>> = samples
            .iter()
            .map(|samples| {
                let mut copy = vec![NONE; if samples.is_empty() { 0 } else { features }];
                for &feature in samples.iter().flat_map(|s| &s.features) {
                    if copy[feature as usize] == NONE {
                        copy[feature as usize] = next;
                        next += 1;
                    }
                }
                copy
            })
            .collect();
        let sets = samples.len() + 1;
        Self {
            learning,
            labels,
            rows: vec![[0.0; LANES]; next as usize],
            squares: vec![[learning.damping; LANES]; next as usize],
            copies,
            transitions: vec![[[0.0; LANES]; LABELS]; sets],
            transition_squares: vec![[[learning.damping; LANES]; LABELS]; sets],
            random: Random::new(learning.seed + run as u64),
            lattices: Default::default(),
            scores: Vec::new(),
            kept: Vec::new(),
            kept_ends: Vec::new(),
        }
    }

    /// One pass over `samples` (corpus number and sample) in random order.
    pub fn epoch(&mut self, samples: &mut [(usize, &Sample)]) {
        self.random.shuffle(samples);
        for (corpus, sample) in samples.iter() {
            self.learn(*corpus, sample);
        }
    }

    fn learn(&mut self, corpus: usize, sample: &Sample) {
        self.choose_features(sample);
        self.score(corpus);
        let transitions = self.transitions_of(corpus);
        let (free, bound) = &mut self.lattices;
        let all = vec![self.labels; sample.allowed.len()];
        free.fill(&self.scores, &transitions, 1.0, Some(&all));
        bound.fill(&self.scores, &transitions, 1.0, Some(&sample.allowed));
        self.update_rows(corpus);
        self.update_transitions(corpus, &transitions);
    }

    fn choose_features(&mut self, sample: &Sample) {
        let blind = self.random.chance(self.learning.blind);
        self.kept.clear();
        self.kept_ends.clear();
        for i in 0..sample.ends.len() {
            for &feature in sample.of(i, blind) {
                if !self.random.chance(self.learning.dropout) {
                    self.kept.push(feature);
                }
            }
            self.kept_ends.push(self.kept.len());
        }
    }

    fn score(&mut self, corpus: usize) {
        self.scores.clear();
        let mut start = 0;
        // Fewer features vote while learning than later: scale up by as much.
        let up = 1.0 / (1.0 - self.learning.dropout);
        for &end in &self.kept_ends {
            let mut sum = [0.0; LANES];
            for &feature in &self.kept[start..end] {
                let own = &self.rows[self.copies[corpus][feature as usize] as usize];
                for ((total, common), own) in sum.iter_mut().zip(&self.rows[feature as usize]).zip(own) {
                    *total += common + own * self.learning.own;
                }
            }
            self.scores.push(sum.map(|v| v * up));
            start = end;
        }
    }

    fn transitions_of(&self, corpus: usize) -> Transitions {
        let mut sum = self.transitions[0];
        for (row, own) in sum.iter_mut().zip(&self.transitions[corpus + 1]) {
            add(row, own);
        }
        Transitions::new(&sum, 1.0)
    }

    fn update_rows(&mut self, corpus: usize) {
        let mut start = 0;
        for (i, &end) in self.kept_ends.iter().enumerate() {
            let mut gradient = self.lattices.0.marginal(i);
            for (value, want) in gradient.iter_mut().zip(self.lattices.1.marginal(i)) {
                *value -= want;
            }
            let worth = gradient.iter().any(|g| g.abs() > NEGLIGIBLE) && gradient.iter().all(|g| g.is_finite());
            for &feature in self.kept[start..end].iter().filter(|_| worth) {
                let own = self.copies[corpus][feature as usize] as usize;
                for (row, value) in [(feature as usize, 1.0), (own, self.learning.own)] {
                    step(&mut self.rows[row], &mut self.squares[row], &gradient, value, self.learning.rate);
                }
            }
            start = end;
        }
    }

    fn update_transitions(&mut self, corpus: usize, transitions: &Transitions) {
        let mut gradient = [[0.0; LANES]; LABELS];
        let n = self.kept_ends.len();
        for i in 0..n - 1 {
            self.lattices.0.add_pairs(i, transitions, 1.0, &mut gradient);
            self.lattices.1.add_pairs(i, transitions, -1.0, &mut gradient);
        }
        let (free, bound) = (&self.lattices.0, &self.lattices.1);
        add_ends(&mut gradient, &free.marginal(0), &free.marginal(n - 1), 1.0);
        add_ends(&mut gradient, &bound.marginal(0), &bound.marginal(n - 1), -1.0);
        if gradient.iter().flatten().all(|g| g.is_finite()) {
            for set in [0, corpus + 1] {
                let rows = self.transitions[set].iter_mut().zip(&mut self.transition_squares[set]);
                for ((row, squares), gradient) in rows.zip(&gradient) {
                    step(row, squares, gradient, 1.0, self.learning.rate);
                }
            }
        }
    }

    /// What was learned in the style of corpus `target`: common rows plus its copies.
    pub fn finish(&self, target: usize) -> Learned {
        let mut transitions = self.transitions[0];
        for (row, own) in transitions.iter_mut().zip(&self.transitions[target + 1]) {
            add(row, own);
        }
        let features = self.copies.iter().map(Vec::len).max().unwrap_or_default();
        Learned { rows: (0..features).map(|i| self.merged(i, target)).collect(), transitions }
    }

    fn merged(&self, feature: usize, target: usize) -> Scores {
        let mut row = self.rows[feature];
        let copy = self.copies[target].get(feature).copied().unwrap_or(NONE);
        if copy != NONE {
            for (total, own) in row.iter_mut().zip(&self.rows[copy as usize]) {
                *total += own * self.learning.own;
            }
        }
        for (i, value) in row.iter_mut().enumerate() {
            if self.labels >> i & 1 == 0 {
                *value = 0.0;
            }
        }
        row
    }
}

/// A score for every feature and transition.
pub struct Learned {
    rows: Vec<Scores>,
    transitions: [Scores; LABELS],
}

impl Learned {
    /// The mean of several runs: what they agree on stays, their chance differences cancel out.
    pub fn mean(mut runs: Vec<Self>) -> Self {
        let count = runs.len() as f32;
        let mut sum = runs.swap_remove(0);
        for run in &runs {
            for (total, row) in
                sum.rows.iter_mut().zip(&run.rows).chain(sum.transitions.iter_mut().zip(&run.transitions))
            {
                add(total, row);
            }
        }
        sum.rows.iter_mut().chain(&mut sum.transitions).flatten().for_each(|value| *value /= count);
        sum
    }

    /// The weights: the heaviest features, as many as `learning` allows. `keys` are the features' keys.
    pub fn weights(self, keys: &[u32], learning: &Learning) -> Weights {
        let mut rows: Vec<(u32, Scores)> = keys.iter().copied().zip(self.rows).collect();
        let weight = |row: &Scores| row.iter().map(|v| v * v).sum::<f32>();
        rows.sort_by(|a, b| weight(&b.1).total_cmp(&weight(&a.1)).then(a.0.cmp(&b.0)));
        rows.truncate(learning.features);
        rows.retain(|r| weight(&r.1) > 1e-6);
        Weights::new(rows, self.transitions.to_vec(), learning.temperature)
    }
}

/// A sentence's first label follows, and its last is followed by, no mention.
fn add_ends(gradient: &mut [Scores; LABELS], first: &Scores, last: &Scores, sign: f32) {
    for (sum, p) in gradient[label::OUTSIDE].iter_mut().zip(first) {
        *sum += sign * p;
    }
    for (row, p) in gradient.iter_mut().zip(last) {
        row[label::OUTSIDE] += sign * p;
    }
}

fn add(sum: &mut Scores, row: &Scores) {
    for (total, value) in sum.iter_mut().zip(row) {
        *total += value;
    }
}

/// One step against `gradient`, for a feature of that `value`.
fn step(row: &mut Scores, squares: &mut Scores, gradient: &Scores, value: f32, rate: f32) {
    for ((weight, square), g) in row.iter_mut().zip(squares).zip(gradient) {
        let g = g * value;
        *square += g * g;
        *weight -= rate * g / square.sqrt();
    }
}
