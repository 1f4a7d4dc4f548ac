//! An annotated text → the same text with other places and other people, so that contexts count for more than names.

use super::corpus::Text;
use super::random::Random;
use crate::language::{Class, Language};
use crate::model::{Article, MentionKind, Sentence, Span};
use std::collections::BTreeMap;

/// Names to put in place of others.
pub struct Names<'l> {
    language: &'l Language,
    people: Vec<String>,
    /// Areas by class and last character, so that a county becomes a county.
    areas: BTreeMap<(Class, char), Vec<&'l str>>,
}

impl<'l> Names<'l> {
    /// Takes people from the corpora's own annotations and areas from the lexicon.
    pub fn collect<'t>(texts: impl Iterator<Item = &'t Text>, language: &'l Language) -> Self {
        let mut people: Vec<String> = texts
            .flat_map(|t| t.mentions.iter().filter(|m| m.1 == MentionKind::Person).map(|m| m.0.of(&t.article.plain)))
            .filter(|name| is_full_name(name, language))
            .map(String::from)
            .collect();
        people.sort_unstable();
        people.dedup();
        let mut areas: BTreeMap<(Class, char), Vec<&str>> = BTreeMap::new();
        for class in [Class::Admin, Class::AdminShort] {
            for entry in language.lexicon.of_class(class) {
                if let Some(key) = area_key(class, &entry.surface) {
                    areas.entry(key).or_default().push(&entry.surface);
                }
            }
        }
        Self { language, people, areas }
    }

    /// A made-up variant of `text`; the same name becomes the same other name everywhere.
    pub fn vary(&self, text: &Text, random: &mut Random) -> Text {
        let plain = &text.article.plain;
        let mut swaps: Vec<(Span, String)> = Vec::new();
        let mut chosen: BTreeMap<&str, String> = BTreeMap::new();
        for span in self.swappable(text) {
            let old = span.of(plain);
            if !chosen.contains_key(old) {
                let Some(new) = self.other(old, random) else { continue };
                chosen.insert(old, new);
            }
            swaps.push((span, chosen[old].clone()));
        }
        apply(text, &swaps)
    }

    /// Full names of people, and areas anywhere, in text order without overlaps.
    fn swappable(&self, text: &Text) -> Vec<Span> {
        let plain = &text.article.plain;
        let people = text.mentions.iter().filter(|m| m.1 == MentionKind::Person).map(|m| m.0);
        let people = people.filter(|s| is_full_name(s.of(plain), self.language));
        let areas =
            self.language.lexicon.find_all(plain).filter(|f| area_key(f.entry.class, &f.entry.surface).is_some());
        let mut spans: Vec<Span> = people.chain(areas.map(|f| f.span)).collect();
        spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
        spans.dedup_by(|next, last| next.start < last.end);
        // An area that only begins or ends inside another mention's person would break it.
        let broken = |s: &Span| text.mentions.iter().any(|m| m.0.overlaps(*s) && !m.0.contains(*s) && !s.contains(m.0));
        spans.retain(|s| !broken(s));
        spans
    }

    fn other(&self, old: &str, random: &mut Random) -> Option<String> {
        for class in [Class::Admin, Class::AdminShort] {
            if self.language.lexicon.is(old, class) {
                let pool = self.areas.get(&area_key(class, old)?)?;
                return Some(pool[random.below(pool.len())].to_string());
            }
        }
        (!self.people.is_empty()).then(|| self.people[random.below(self.people.len())].clone())
    }
}

/// Two or three ideographs that begin with a family name.
fn is_full_name(name: &str, language: &Language) -> bool {
    let count = name.chars().count();
    let ideographs = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let first = name.chars().next().map_or(0, char::len_utf8);
    (2..=3).contains(&count) && ideographs && language.lexicon.is(&name[..first], Class::Surname)
}

/// Areas of the same key may stand for each other; none for those that would not look alike.
fn area_key(class: Class, surface: &str) -> Option<(Class, char)> {
    let count = surface.chars().count();
    match class {
        Class::Admin if count >= 3 => surface.chars().last().map(|c| (class, c)),
        Class::AdminShort if count == 2 => Some((class, ' ')),
        _ => None,
    }
}

/// The text with `swaps` made, its sentences and mentions moved along.
fn apply(text: &Text, swaps: &[(Span, String)]) -> Text {
    let plain = &text.article.plain;
    let (mut out, mut last) = (String::with_capacity(plain.len()), 0);
    let mut moved: Vec<(usize, usize)> = vec![(0, 0)];
    for (span, new) in swaps {
        out.push_str(&plain[last..span.start]);
        moved.push((span.start, out.len()));
        out.push_str(new);
        moved.push((span.end, out.len()));
        last = span.end;
    }
    out.push_str(&plain[last..]);
    let at = |byte: usize| {
        let (old, new) = moved[moved.partition_point(|m| m.0 <= byte) - 1];
        new + (byte - old)
    };
    let map = |s: Span| Span::new(at(s.start), at(s.end));
    let sentence = |s: &Sentence| Sentence {
        span: map(s.span),
        paragraph: s.paragraph,
        heading: s.heading,
        clauses: s.clauses.iter().map(|c| map(*c)).collect(),
    };
    Text {
        id: text.id.clone(),
        sentences: text.sentences.iter().map(sentence).collect(),
        mentions: text.mentions.iter().map(|m| (map(m.0), m.1)).collect(),
        unknown: text.unknown.iter().map(|s| map(*s)).collect(),
        made_up: true,
        article: Article { text: out.clone(), plain: out, ..Article::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_names_keep_their_tags_and_everything_else() {
        let plain = "泗阳县的王建国和兰州的王建国。";
        let span = |of: &str| plain.find(of).map(|at| Span::new(at, at + of.len())).unwrap();
        let text = Text {
            id: "t".into(),
            article: Article { plain: plain.into(), ..Article::default() },
            sentences: vec![Sentence {
                span: Span::new(0, plain.len()),
                paragraph: None,
                heading: false,
                clauses: vec![],
            }],
            mentions: vec![(span("泗阳县"), MentionKind::Place), (span("王建国"), MentionKind::Person)],
            unknown: Vec::new(),
            made_up: false,
        };
        let people = Text { article: Article { plain: "李小兰".into(), ..Article::default() }, ..text.clone() };
        let people = Text { mentions: vec![(Span::new(0, 9), MentionKind::Person)], ..people };
        let names = Names::collect([&people].into_iter(), Language::embedded());
        let varied = names.vary(&text, &mut Random::new(3));
        assert_eq!(varied.mentions[1].0.of(&varied.article.plain), "李小兰");
        assert!(varied.mentions[0].0.of(&varied.article.plain).ends_with('县'));
        assert!(varied.article.plain.ends_with("的王建国。"), "untagged names stay: {}", varied.article.plain);
        assert_eq!(varied.sentences[0].span.end, varied.article.plain.len());
    }
}
