//! Sentences → mentions: tagger, lexicon, grammars and the document itself give evidence, [`overlaps`] chooses.

pub mod boundaries;
pub mod bracketed;
pub mod chains;
pub mod dates;
pub mod document;
pub mod doubt;
pub mod enumerated;
pub mod known;
pub mod listed;
pub mod numbers;
pub mod overlaps;
pub mod plausible;
pub mod programs;
pub mod quantities;
pub mod splits;
pub mod tagger;

use crate::language::Language;
use crate::model::{Article, Mention, Sentence};

/// Finds all mentions in headline and body, in text order, never overlapping.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    decide(article, sentences, tagger::find(article, sentences, language), language)
}

/// The same with the tagger's candidates given: they may come from other weights than those embedded.
pub fn decide(article: &Article, sentences: &[Sentence], tagged: Vec<Mention>, language: &Language) -> Vec<Mention> {
    doubt::keep(article, sentences, candidates(article, sentences, tagged, language), language)
}

/// All that might be a mention, never overlapping: what every finder is sure of and, in the gaps, what the tagger only
/// suspects.
pub fn candidates(
    article: &Article,
    sentences: &[Sentence],
    tagged: Vec<Mention>,
    language: &Language,
) -> Vec<Mention> {
    let (suspected, mut candidates): (Vec<_>, Vec<_>) = tagged.into_iter().partition(|m| m.rule == doubt::SUSPECTED);
    candidates.extend(programs::find(article, sentences, language));
    candidates = splits::split(article, boundaries::mend(article, sentences, candidates), language);
    candidates = plausible::keep(article, candidates, language);
    candidates.extend(known::find(article, sentences, language));
    candidates.extend(dates::find(article, sentences, language));
    candidates.extend(quantities::find(article, sentences, language));
    let chosen = bracketed::add(article, overlaps::choose(candidates), language);
    let chosen = enumerated::fill(article, sentences, chosen, language);
    let spread = document::spread(article, sentences, chosen, language);
    let found = chains::join(article, listed::fill(article, sentences, spread, language), sentences, language);
    document::fill_gaps(found, plausible::keep(article, suspected, language))
}
