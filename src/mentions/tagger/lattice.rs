//! Label scores of a sentence → probabilities of labels and spans (forward-backward) and the best labels (Viterbi).

use crate::language::weights::label::{self, KINDS};
use crate::language::weights::{LABELS, LANES, Scores};

/// Labels that may follow a closed one, rounded up for vector instructions.
const STARTS: usize = 16;
/// The closed labels: outside, and all singles and ends.
const CLOSED: [usize; 1 + 2 * KINDS] = {
    let mut closed = [label::OUTSIDE; 1 + 2 * KINDS];
    let mut i = 1;
    while i < closed.len() {
        closed[i] = label::single(0) + i - 1;
        i += 1;
    }
    closed
};

/// Transition scores ready for use: forbidden ones are 0 as factors, −∞ as scores.
#[derive(Debug, Clone)]
pub struct Transitions {
    factors: [Scores; LABELS],
    scores: [Scores; LABELS],
    /// The factors of going on inside a mention, by kind.
    within: Within,
}

/// From begin and inside to inside and end.
#[derive(Debug, Clone, Default)]
struct Within {
    begin_inside: [f32; KINDS],
    begin_end: [f32; KINDS],
    inside_inside: [f32; KINDS],
    inside_end: [f32; KINDS],
}

impl Within {
    fn of(table: &[Scores; LABELS]) -> Self {
        let pick = |from: fn(usize) -> usize, to: fn(usize) -> usize| std::array::from_fn(|k| table[from(k)][to(k)]);
        Self {
            begin_inside: pick(label::begin, label::inside),
            begin_end: pick(label::begin, label::end),
            inside_inside: pick(label::inside, label::inside),
            inside_end: pick(label::inside, label::end),
        }
    }
}

impl Transitions {
    /// From scores, divided by `temperature`.
    pub fn new(scores: &[Scores], temperature: f32) -> Self {
        let mut factors = [[0.0; LANES]; LABELS];
        let mut allowed = [[f32::NEG_INFINITY; LANES]; LABELS];
        for (a, row) in scores.iter().enumerate() {
            for b in (0..LABELS).filter(|&b| label::may_follow(a, b)) {
                allowed[a][b] = row[b];
                factors[a][b] = exp(row[b] / temperature);
            }
        }
        Self { within: Within::of(&factors), factors, scores: allowed }
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
            let mut sum = step_forward(&last, transitions);
            for (value, factor) in sum.iter_mut().zip(factor) {
                *value *= factor;
            }
            let scale = sum.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            let share = 1.0 / scale;
            last = sum.map(|v| v * share);
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
            let share = 1.0 / self.scale[i + 1];
            for (value, factor) in ahead.iter_mut().zip(&self.factors[i + 1]) {
                *value *= factor * share;
            }
            self.backward[i] = step_backward(&ahead, transitions);
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
        let from = &self.forward[i];
        for a in CLOSED {
            let row = sums[a][..STARTS].iter_mut().zip(&transitions.factors[a][..STARTS]);
            for ((total, factor), to) in row.zip(&ahead[..STARTS]) {
                *total += from[a] * factor * to;
            }
        }
        for kind in 0..KINDS {
            for (a, b) in WITHIN.map(|(a, b)| (a(kind), b(kind))) {
                sums[a][b] += from[a] * transitions.factors[a][b] * ahead[b];
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

/// Label → label inside a mention.
type Places = (fn(usize) -> usize, fn(usize) -> usize);
const WITHIN: [Places; 4] = [
    (label::begin, label::inside),
    (label::begin, label::end),
    (label::inside, label::inside),
    (label::inside, label::end),
];

fn part<const N: usize>(row: &Scores, from: usize) -> &[f32; N] {
    row[from..].first_chunk().expect("the groups of labels lie inside a row")
}

/// The sum over all labels before, for each label.
fn step_forward(last: &Scores, transitions: &Transitions) -> Scores {
    let mut sum = [0.0; LANES];
    let mut starts = [0.0; STARTS];
    for a in CLOSED {
        for (total, value) in starts.iter_mut().zip(part::<STARTS>(&transitions.factors[a], 0)) {
            *total += last[a] * value;
        }
    }
    sum[..STARTS].copy_from_slice(&starts);
    let within = &transitions.within;
    for k in 0..KINDS {
        let (begin, inside) = (last[label::begin(k)], last[label::inside(k)]);
        sum[label::inside(k)] = begin * within.begin_inside[k] + inside * within.inside_inside[k];
        sum[label::end(k)] = begin * within.begin_end[k] + inside * within.inside_end[k];
    }
    sum
}

/// The sum over all labels after, for each label.
fn step_backward(ahead: &Scores, transitions: &Transitions) -> Scores {
    let mut sum = [0.0; LANES];
    for a in CLOSED {
        sum[a] = dot(part(ahead, 0), part(&transitions.factors[a], 0));
    }
    let within = &transitions.within;
    for k in 0..KINDS {
        let (inside, end) = (ahead[label::inside(k)], ahead[label::end(k)]);
        sum[label::begin(k)] = inside * within.begin_inside[k] + end * within.begin_end[k];
        sum[label::inside(k)] = inside * within.inside_inside[k] + end * within.inside_end[k];
    }
    sum
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
        let mut last = [f32::NEG_INFINITY; LANES];
        last[label::OUTSIDE] = 0.0;
        for row in scores {
            let (mut next, mut from) = ([f32::NEG_INFINITY; LANES], [0u8; LABELS]);
            best_starts(&last, transitions, &mut next, &mut from);
            best_within(&last, transitions, &mut next, &mut from);
            for (value, score) in next.iter_mut().zip(row) {
                *value += score;
            }
            last = next;
            self.from.push(from);
        }
        self.trace(&last, transitions);
    }

    fn trace(&mut self, last: &Scores, transitions: &Transitions) {
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
            let kind = label::kind_of(label)?;
            if label < label::STARTS {
                start = i;
            }
            label::closed(label).then_some((start, i + 1, kind))
        })
    }
}

/// For each label that may begin something, the best closed label before.
fn best_starts(last: &Scores, transitions: &Transitions, next: &mut Scores, from: &mut [u8; LABELS]) {
    // Numbers of labels as floats: chosen by the same vector instructions as the scores.
    let (mut best, mut choice) = ([f32::NEG_INFINITY; STARTS], [0.0f32; STARTS]);
    for a in CLOSED {
        let steps = part::<STARTS>(&transitions.scores[a], 0);
        for ((best, choice), step) in best.iter_mut().zip(&mut choice).zip(steps) {
            let total = last[a] + step;
            let better = total > *best;
            *choice = if better { a as f32 } else { *choice };
            *best = if better { total } else { *best };
        }
    }
    next[..STARTS].copy_from_slice(&best);
    for (to, choice) in from.iter_mut().zip(&choice) {
        *to = *choice as u8;
    }
}

/// For each inside and end, the better of begin and inside before.
fn best_within(last: &Scores, transitions: &Transitions, next: &mut Scores, from: &mut [u8; LABELS]) {
    for kind in 0..KINDS {
        for to in [label::inside(kind), label::end(kind)] {
            let total = |a: usize| last[a] + transitions.scores[a][to];
            let (begin, inside) = (label::begin(kind), label::inside(kind));
            let best = if total(inside) > total(begin) { inside } else { begin };
            (next[to], from[to]) = (total(best), best as u8);
        }
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

fn dot(a: &[f32; STARTS], b: &[f32; STARTS]) -> f32 {
    let mut sums = [0.0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

/// e to the power of `x`, to five digits, with the same result on every machine.
pub fn exp(x: f32) -> f32 {
    /// Added to a small number, it leaves the nearest whole one in the last bits.
    const ROUND: f32 = 12_582_912.0;
    let scaled = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let rounded = scaled + ROUND;
    let f = scaled - (rounded - ROUND);
    let fraction = 1.0
        + f * (std::f32::consts::LN_2 + f * (0.240_226_5 + f * (0.055_504_1 + f * (0.009_618_1 + f * 0.001_333_4))));
    let exponent = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127);
    f32::from_bits(exponent << 23) * fraction
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
