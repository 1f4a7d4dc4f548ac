//! Sentences → mentions: tagger, lexicon, grammars and the document itself give evidence, [`overlaps`] chooses.

pub mod dates;
pub mod numbers;
pub mod overlaps;
pub mod quantities;
pub mod tagger;

use crate::language::Language;
use crate::model::{Article, Mention, Sentence};

/// Finds all mentions in headline and body, in text order, never overlapping.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    let mut candidates = Vec::new();
    candidates.extend(tagger::find(article, sentences, language));
    candidates.extend(dates::find(article, sentences, language));
    candidates.extend(quantities::find(article, sentences, language));
    overlaps::choose(candidates)
}
