//! Chosen mentions → the same names wherever else the article says them: a name seen whole once is found everywhere.

use crate::language::Language;
use crate::model::{Article, Mention, MentionKind, Sentence, Span};
use aho_corasick::{AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use std::collections::BTreeMap;

/// A name must have been found with at least this probability before it is looked for elsewhere.
const SURE: f32 = 0.8;

/// Adds the missing mentions; the chosen ones stay as they are.
pub fn spread(article: &Article, sentences: &[Sentence], chosen: Vec<Mention>, language: &Language) -> Vec<Mention> {
    let names = names(article, &chosen, language);
    let surfaces: Vec<&str> = names.keys().copied().collect();
    // Quick to build, as it is built for every article.
    let mut builder = AhoCorasickBuilder::new();
    builder.kind(Some(AhoCorasickKind::NoncontiguousNFA)).match_kind(MatchKind::LeftmostLongest);
    let Ok(automaton) = builder.build(&surfaces) else { return chosen };
    let mut more = Vec::new();
    for sentence in sentences {
        for found in automaton.find_iter(sentence.span.of(&article.plain)) {
            let span = Span::new(found.start(), found.end()).shift(sentence.span.start);
            let source = names[surfaces[found.pattern().as_usize()]];
            if is_free(span, &chosen) {
                let mut mention = Mention::new(span, source.kind, "document", source.score * 0.95);
                mention.subtype = source.subtype;
                more.push(mention);
            }
        }
    }
    let mut all = chosen;
    all.extend(more);
    all.sort_by_key(|m| m.span);
    all
}

/// Adds those of `more` that overlap nothing found; both in text order.
pub fn fill_gaps(mut found: Vec<Mention>, more: Vec<Mention>) -> Vec<Mention> {
    let free: Vec<Mention> = more.into_iter().filter(|m| is_free(m.span, &found)).collect();
    found.extend(free);
    found.sort_by_key(|m| m.span);
    found
}

fn is_free(span: Span, chosen: &[Mention]) -> bool {
    let at = chosen.partition_point(|m| m.span.end <= span.start);
    chosen.get(at).is_none_or(|m| !m.span.overlaps(span))
}

/// The names to look for, each with the surest mention that says it.
fn names<'a>(article: &'a Article, chosen: &'a [Mention], language: &Language) -> BTreeMap<&'a str, &'a Mention> {
    let mut names = BTreeMap::<&str, &Mention>::new();
    for mention in chosen.iter().filter(|m| m.score >= SURE) {
        let surface = mention.span.of(&article.plain);
        if is_telling(surface, mention.kind, language) {
            let known = names.entry(surface).or_insert(mention);
            if mention.score > known.score {
                *known = mention;
            }
        }
    }
    names
}

/// Whether a name is long enough not to be found by chance inside other words.
fn is_telling(surface: &str, kind: MentionKind, language: &Language) -> bool {
    let length = surface.chars().count();
    let common = language.names.words("common_words").has(surface);
    !common
        && match kind {
            MentionKind::Organization | MentionKind::Program => length >= 3,
            MentionKind::Person => length >= 3 || length == 2 && surface.contains('老'),
            MentionKind::Place => length >= 2,
            _ => false,
        }
}
