//! The trained tagger: sentences → candidate mentions of O P L G T A with their probabilities.

mod document;
pub mod features;
pub mod lattice;
pub mod observe;
mod signs;

use crate::language::Language;
use crate::language::weights::{Scores, Weights, label};
use crate::mentions::doubt::SUSPECTED;
use crate::model::{Article, Mention, Sentence, Span};
use features::Keys;
use lattice::{Lattice, Transitions, Viterbi};
use observe::Observed;

/// Sentences are remembered for the second look until they have this many characters together.
const REMEMBERED: usize = 20_000;

/// What a name may score less than ordinary words and still be suspected.
const SUSPICION: f32 = 2.0;
/// What is less probable is not even suspected.
const SUSPECTED_FROM: f32 = 0.1;

/// Finds them in every sentence. A mention's score is the probability that exactly this span is of this kind.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    tag(article, sentences, language, &language.tagger)
}

/// The same with other weights than those embedded.
pub fn tag(article: &Article, sentences: &[Sentence], language: &Language, weights: &Weights) -> Vec<Mention> {
    if weights.is_empty() {
        return Vec::new();
    }
    let hints = observe::hints(&article.plain, language);
    let mut tagger = Tagger::new(&article.plain, weights);
    for sentence in sentences {
        tagger.observed.read(&article.plain, sentence.span, &hints, &language.words);
        tagger.tag(sentence.heading);
    }
    tagger.finish()
}

/// A sentence as the second look needs it.
struct Tagged {
    /// Byte of the text where each character begins; one more for the end.
    bytes: Vec<usize>,
    scores: Vec<Scores>,
}

/// Weights, the working memory for one sentence, and what was found so far.
struct Tagger<'w> {
    plain: &'w str,
    weights: &'w Weights,
    transitions: Transitions,
    observed: Observed,
    lattice: Lattice,
    viterbi: Viterbi,
    tagged: Vec<Tagged>,
    remembered: usize,
    found: Vec<Mention>,
    done: Vec<Mention>,
    suspected: Vec<Mention>,
}

impl<'w> Tagger<'w> {
    fn new(plain: &'w str, weights: &'w Weights) -> Self {
        Self {
            plain,
            weights,
            transitions: Transitions::new(&weights.transitions, weights.temperature),
            observed: Observed::default(),
            lattice: Lattice::default(),
            viterbi: Viterbi::default(),
            tagged: Vec::new(),
            remembered: 0,
            found: Vec::new(),
            done: Vec::new(),
            suspected: Vec::new(),
        }
    }

    fn tag(&mut self, heading: bool) {
        let mut keys = Keys::default();
        let mut scores = Vec::with_capacity(self.observed.len());
        for i in 0..self.observed.len() {
            keys.read(&self.observed, i, heading);
            scores.push(self.weights.score(keys.as_slice()));
        }
        self.viterbi.run(&scores, &self.transitions);
        if self.viterbi.labels.iter().any(|&l| l != label::OUTSIDE) {
            self.lattice.fill(&scores, &self.transitions, self.weights.temperature, None);
            for (start, end, kind) in self.viterbi.spans() {
                let span = Span::new(self.observed.bytes[start], self.observed.bytes[end]);
                let probability = self.lattice.span(start, end, kind, &self.transitions).clamp(0.0, 1.0);
                self.found.push(Mention::new(span, label::kind(kind), "tagger", probability));
            }
        }
        self.suspect(&scores);
        self.remembered += scores.len();
        self.tagged.push(Tagged { bytes: self.observed.bytes.clone(), scores });
        if self.remembered > REMEMBERED {
            self.look_again();
        }
    }

    /// Notes what would be a name if names were likelier.
    fn suspect(&mut self, scores: &[Scores]) {
        let sure: Vec<usize> = self.viterbi.labels.clone();
        let mut eager = scores.to_vec();
        eager.iter_mut().for_each(|row| row[label::OUTSIDE] -= SUSPICION);
        self.viterbi.run(&eager, &self.transitions);
        let free = |start: usize, end: usize| sure[start..end].iter().all(|l| *l == label::OUTSIDE);
        let spans: Vec<_> = self.viterbi.spans().filter(|(start, end, _)| free(*start, *end)).collect();
        if spans.is_empty() {
            return;
        }
        self.lattice.fill(scores, &self.transitions, self.weights.temperature, None);
        for (start, end, kind) in spans {
            let probability = self.lattice.span(start, end, kind, &self.transitions).clamp(0.0, 1.0);
            if probability >= SUSPECTED_FROM {
                let span = Span::new(self.observed.bytes[start], self.observed.bytes[end]);
                self.suspected.push(Mention::new(span, label::kind(kind), SUSPECTED, probability));
            }
        }
    }

    fn look_again(&mut self) {
        let temperature = self.weights.temperature;
        document::agree(self.plain, &self.tagged, &self.transitions, temperature, &mut self.found);
        self.done.append(&mut self.found);
        self.tagged.clear();
        self.remembered = 0;
    }

    fn finish(mut self) -> Vec<Mention> {
        self.look_again();
        self.done.append(&mut self.suspected);
        self.done
    }
}
