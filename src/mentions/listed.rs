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
            if span.start >= end && is_free(span, &chosen) && !inside_a_word(span, &article.plain, language) {
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

/// Whether a name is only a part of a longer word (AMD in AMDGPU, 长治 in 长治久安).
fn inside_a_word(span: Span, plain: &str, language: &Language) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (before, text, after) = (&plain[..span.start], span.of(plain), &plain[span.end..]);
    let inside = |word: &String| {
        let around = |(at, _)| before.ends_with(&word[..at]) && after.starts_with(&word[at + text.len()..]);
        word.match_indices(text).any(around)
    };
    latin(text.chars().next()) && latin(before.chars().next_back())
        || latin(text.chars().next_back()) && latin(after.chars().next())
        || language.names.words("words_over_names").iter().any(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_inside_words_are_none() {
        let inside = |plain: &str, name: &str| {
            let start = plain.find(name).unwrap();
            inside_a_word(Span::new(start, start + name.len()), plain, Language::embedded())
        };
        assert!(inside("事关国家长治久安", "长治"));
        assert!(inside("远离出海口", "海口"));
        assert!(inside("显卡AMDGPU", "AMD"));
        assert!(!inside("山西长治，久安路", "长治"));
        assert!(!inside("出差到海口", "海口"));
    }
}
