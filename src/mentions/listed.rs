//! Well-known bodies and places of the lexicon → mentions where nothing else was found.

use crate::language::{Class, Found, Language};
use crate::model::{Article, Mention, MentionKind, Sentence, Span};

/// Adds the longest listed names that touch no chosen mention.
pub fn fill(article: &Article, sentences: &[Sentence], mut chosen: Vec<Mention>, language: &Language) -> Vec<Mention> {
    let mut more: Vec<Mention> = Vec::new();
    for sentence in sentences {
        let mut words: Vec<(Span, MentionKind, f32)> = language
            .lexicon
            .find_all(sentence.span.of(&article.plain))
            .filter_map(|f| reading(&f, language).map(|(kind, score)| (f.span.shift(sentence.span.start), kind, score)))
            .collect();
        words.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
        let mut end = sentence.span.start;
        for (span, kind, score) in words {
            if span.start >= end && is_free(span, &chosen) && !inside_a_word(span, &article.plain) {
                more.push(Mention::new(span, kind, "lexicon/listed", score));
                end = span.end;
            }
        }
    }
    chosen.extend(more);
    chosen.sort_by_key(|m| m.span);
    chosen
}

/// What a listed name names, with the share of its occurrences in the gold articles that named it.
fn reading(found: &Found<'_>, language: &Language) -> Option<(MentionKind, f32)> {
    let word = found.entry.surface.as_str();
    if language.names.words("common_words").has(word) {
        return None;
    }
    let length = word.chars().count();
    match found.entry.class {
        Class::Body => Some((MentionKind::Organization, 0.9)),
        Class::Foreign => Some((MentionKind::Place, 0.88)),
        Class::Admin if length >= 3 => Some((MentionKind::Place, 0.7)),
        Class::AdminShort if found.entry.detail.ends_with("00") => Some((MentionKind::Place, 0.75)),
        _ => None,
    }
}

fn is_free(span: Span, chosen: &[Mention]) -> bool {
    let at = chosen.partition_point(|m| m.span.end <= span.start);
    chosen.get(at).is_none_or(|m| !m.span.overlaps(span))
}

/// Whether a Latin name is only a part of a longer word (AMD in AMDGPU).
fn inside_a_word(span: Span, plain: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let text = span.of(plain);
    latin(text.chars().next()) && latin(plain[..span.start].chars().next_back())
        || latin(text.chars().next_back()) && latin(plain[span.end..].chars().next())
}
