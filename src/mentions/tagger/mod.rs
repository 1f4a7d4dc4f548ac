//! The trained tagger: sentences → candidate mentions of O P L G T A with their probabilities.

pub mod features;
pub mod lattice;
pub mod observe;
mod signs;

use crate::language::Language;
use crate::language::weights::{Scores, Weights, label};
use crate::model::{Article, Mention, Sentence, Span};
use features::Keys;
use lattice::{Lattice, Transitions, Viterbi};
use observe::Observed;

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
    let mut tagger = Tagger::new(weights);
    let mut found = Vec::new();
    for sentence in sentences {
        tagger.observed.read(&article.plain, sentence.span, &hints, &language.words);
        tagger.tag(sentence.heading, &mut found);
    }
    found
}

/// Weights and the working memory for one sentence.
struct Tagger<'w> {
    weights: &'w Weights,
    transitions: Transitions,
    observed: Observed,
    scores: Vec<Scores>,
    lattice: Lattice,
    viterbi: Viterbi,
}

impl<'w> Tagger<'w> {
    fn new(weights: &'w Weights) -> Self {
        Self {
            weights,
            transitions: Transitions::new(&weights.transitions, weights.temperature),
            observed: Observed::default(),
            scores: Vec::new(),
            lattice: Lattice::default(),
            viterbi: Viterbi::default(),
        }
    }

    fn tag(&mut self, heading: bool, found: &mut Vec<Mention>) {
        let mut keys = Keys::default();
        self.scores.clear();
        for i in 0..self.observed.len() {
            keys.read(&self.observed, i, heading);
            self.scores.push(self.weights.score(keys.as_slice()));
        }
        self.viterbi.run(&self.scores, &self.transitions);
        if self.viterbi.labels.iter().all(|&l| l == label::OUTSIDE) {
            return;
        }
        self.lattice.fill(&self.scores, &self.transitions, self.weights.temperature, None);
        for (start, end, kind) in self.viterbi.spans() {
            let span = Span::new(self.observed.bytes[start], self.observed.bytes[end]);
            let probability = self.lattice.span(start, end, kind, &self.transitions).clamp(0.0, 1.0);
            found.push(Mention::new(span, label::kind(kind), "tagger", probability));
        }
    }
}
