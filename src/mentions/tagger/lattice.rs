//! Label scores of a sentence → probabilities of labels and spans (forward-backward) and the best labels (Viterbi).

use crate::language::weights::{LABELS, LANES, Scores, label};

/// Transition scores ready for use: forbidden ones are 0 as factors, −∞ as scores.
#[derive(Debug, Clone)]
pub struct Transitions {
    factors: [Scores; LABELS],
    scores: [Scores; LABELS],
}

impl Transitions {
    /// From scores, divided by `temperature`.
    pub fn new(scores: &[Scores], temperature: f32) -> Self {
        let mut out = Self { factors: [[0.0; LANES]; LABELS], scores: [[f32::NEG_INFINITY; LANES]; LABELS] };
        for (a, row) in scores.iter().enumerate() {
            for b in (0..LABELS).filter(|&b| label::may_follow(a, b)) {
                out.scores[a][b] = row[b];
                out.factors[a][b] = exp(row[b] / temperature);
            }
        }
        out
    }
}

/// Probabilities over one sentence. Reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Lattice {
    factors: Vec<Scores>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    scale: Vec<f32>,
}

impl Lattice {
    /// Computes forward and backward values. `allowed`, one bit per label for each character, restricts the labels.
    pub fn fill(&mut self, scores: &[Scores], transitions: &Transitions, temperature: f32, allowed: Option<&[u32]>) {
        self.factors.clear();
        self.factors.extend(scores.iter().enumerate().map(|(i, row)| factors(row, temperature, allowed.map(|a| a[i]))));
        self.forwards(transitions);
        self.backwards(transitions);
    }

    fn forwards(&mut self, transitions: &Transitions) {
        self.forward.clear();
        self.scale.clear();
        let mut last = [0.0; LANES];
        last[label::OUTSIDE] = 1.0;
        for factor in &self.factors {
            let mut sum = [0.0; LANES];
            for (weight, row) in last.iter().zip(&transitions.factors) {
                for (total, value) in sum.iter_mut().zip(row) {
                    *total += weight * value;
                }
            }
            for (value, factor) in sum.iter_mut().zip(factor) {
                *value *= factor;
            }
            let scale = sum.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            last = sum.map(|v| v / scale);
            self.scale.push(scale);
            self.forward.push(last);
        }
    }

    fn backwards(&mut self, transitions: &Transitions) {
        let n = self.factors.len();
        self.backward.clear();
        self.backward.resize(n, [0.0; LANES]);
        let Some(last) = self.forward.last() else { return };
        let mut close = [0.0; LANES];
        for (value, row) in close.iter_mut().zip(&transitions.factors) {
            *value = row[label::OUTSIDE];
        }
        let total = last.iter().zip(&close).map(|(f, c)| f * c).sum::<f32>().max(f32::MIN_POSITIVE);
        self.backward[n - 1] = close.map(|v| v / total);
        for i in (0..n - 1).rev() {
            let mut ahead = self.backward[i + 1];
            for (value, factor) in ahead.iter_mut().zip(&self.factors[i + 1]) {
                *value *= factor / self.scale[i + 1];
            }
            for (value, row) in self.backward[i].iter_mut().zip(&transitions.factors) {
                *value = dot(&ahead, row);
            }
        }
    }

    /// Probability of each label of character `i`.
    pub fn marginal(&self, i: usize) -> Scores {
        let mut out = self.forward[i];
        for (value, back) in out.iter_mut().zip(&self.backward[i]) {
            *value *= back;
        }
        out
    }

    /// Adds the probability of each pair of labels of characters `i` and `i + 1` to `sums`, times `sign`.
    pub fn add_pairs(&self, i: usize, transitions: &Transitions, sign: f32, sums: &mut [Scores; LABELS]) {
        let mut ahead = self.backward[i + 1];
        for (value, factor) in ahead.iter_mut().zip(&self.factors[i + 1]) {
            *value *= sign * factor / self.scale[i + 1];
        }
        for ((sum, row), from) in sums.iter_mut().zip(&transitions.factors).zip(&self.forward[i]) {
            for ((total, factor), to) in sum.iter_mut().zip(row).zip(&ahead) {
                *total += from * factor * to;
            }
        }
    }

    /// Probability that exactly the characters `start..end` are a mention of the kind with that number.
    pub fn span(&self, start: usize, end: usize, kind: usize, transitions: &Transitions) -> f32 {
        if end == start + 1 {
            let label = label::single(kind);
            return self.forward[start][label] * self.backward[start][label];
        }
        let mut label = label::begin(kind);
        let mut probability = self.forward[start][label];
        for i in start + 1..end {
            let next = if i + 1 == end { label::end(kind) } else { label::inside(kind) };
            probability *= transitions.factors[label][next] * self.factors[i][next] / self.scale[i];
            label = next;
        }
        probability * self.backward[end - 1][label]
    }
}

/// The best labels of a sentence. Reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Viterbi {
    from: Vec<[u8; LABELS]>,
    /// The labels, one per character.
    pub labels: Vec<usize>,
}

impl Viterbi {
    /// Finds them.
    pub fn run(&mut self, scores: &[Scores], transitions: &Transitions) {
        self.from.clear();
        let mut last = [f32::NEG_INFINITY; LABELS];
        last[label::OUTSIDE] = 0.0;
        for row in scores {
            let (mut next, mut from) = ([f32::NEG_INFINITY; LABELS], [0u8; LABELS]);
            for (a, score) in last.iter().enumerate().filter(|(_, s)| s.is_finite()) {
                for (b, step) in transitions.scores[a][..LABELS].iter().enumerate() {
                    let total = score + step;
                    if total > next[b] {
                        (next[b], from[b]) = (total, a as u8);
                    }
                }
            }
            for (value, score) in next.iter_mut().zip(row) {
                *value += score;
            }
            last = next;
            self.from.push(from);
        }
        self.trace(&last, transitions);
    }

    fn trace(&mut self, last: &[f32; LABELS], transitions: &Transitions) {
        self.labels.clear();
        let closing = |a: usize| last[a] + transitions.scores[a][label::OUTSIDE];
        let mut at = (0..LABELS).max_by(|&a, &b| closing(a).total_cmp(&closing(b)).then(b.cmp(&a))).unwrap_or(0);
        for from in self.from.iter().rev() {
            self.labels.push(at);
            at = from[at] as usize;
        }
        self.labels.reverse();
    }

    /// The mentions the labels spell: first character, one past the last, number of the kind.
    pub fn spans(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let mut start = 0;
        self.labels.iter().enumerate().filter_map(move |(i, &label)| {
            let (kind, place) = (label.checked_sub(1)? / 4, (label - 1) % 4);
            if place == 0 || place == 3 {
                start = i;
            }
            (place >= 2).then_some((start, i + 1, kind))
        })
    }
}

fn factors(row: &Scores, temperature: f32, allowed: Option<u32>) -> Scores {
    let most = row[..LABELS].iter().fold(f32::NEG_INFINITY, |m, &v| m.max(v));
    let mut out = row.map(|v| exp((v - most) / temperature));
    let allowed = allowed.unwrap_or(u32::MAX) & ((1 << LABELS) - 1);
    for (i, value) in out.iter_mut().enumerate() {
        *value *= (allowed >> i & 1) as f32;
    }
    out
}

fn dot(a: &Scores, b: &Scores) -> f32 {
    let mut sums = [0.0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

/// e to the power of `x`, to six digits, with the same result on every machine.
pub fn exp(x: f32) -> f32 {
    let scaled = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = scaled.floor();
    let f = scaled - whole;
    let fraction =
        1.0 + f * (0.693_153_1 + f * (0.240_153_6 + f * (0.055_826_32 + f * (0.008_989_34 + f * 0.001_877_58))));
    f32::from_bits(((whole as i32 + 127) as u32) << 23) * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores() -> Vec<Scores> {
        let mut rows = vec![[0.0; LANES]; 3];
        rows[0][label::begin(1)] = 2.0;
        rows[1][label::end(1)] = 2.0;
        rows[2][label::OUTSIDE] = 1.0;
        rows
    }

    #[test]
    fn probabilities_of_labels_sum_to_one_and_agree_with_spans() {
        let transitions = Transitions::new(&vec![[0.0; LANES]; LABELS], 1.0);
        let mut lattice = Lattice::default();
        lattice.fill(&scores(), &transitions, 1.0, None);
        for i in 0..3 {
            assert!((lattice.marginal(i).iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
        let begins = lattice.marginal(0)[label::begin(1)];
        let spans = lattice.span(0, 2, 1, &transitions) + lattice.span(0, 3, 1, &transitions);
        assert!((begins - spans).abs() < 1e-4, "{begins} {spans}");
    }

    #[test]
    fn the_best_labels_spell_the_span() {
        let transitions = Transitions::new(&vec![[0.0; LANES]; LABELS], 1.0);
        let mut viterbi = Viterbi::default();
        viterbi.run(&scores(), &transitions);
        assert_eq!(viterbi.spans().collect::<Vec<_>>(), [(0, 2, 1)]);
    }

    #[test]
    fn restricted_labels_take_all_the_probability() {
        let transitions = Transitions::new(&vec![[0.0; LANES]; LABELS], 1.0);
        let mut lattice = Lattice::default();
        lattice.fill(&scores(), &transitions, 1.0, Some(&[1, 1, 1 | 1 << label::single(2)]));
        assert!((lattice.marginal(1)[label::OUTSIDE] - 1.0).abs() < 1e-4);
        assert!(lattice.marginal(2)[label::single(2)] > 0.2);
    }

    #[test]
    fn the_exponential_is_close() {
        for x in [-80.0f32, -3.3, -0.1, 0.0, 0.7, 20.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 2e-5, "{x}");
        }
    }
}
