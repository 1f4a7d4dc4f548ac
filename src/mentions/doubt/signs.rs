//! A name with all its places in the article → the features that speak for and against its being one.

use super::{Name, SUSPECTED};
use crate::language::linear::Features;
use crate::language::{Class, Language};
use crate::model::{Article, Mention, MentionKind, Sentence, Span};

/// How many places of a name are looked at.
const PLACES: usize = 6;
/// How many bytes round a name are looked at.
const ROUND: usize = 36;

/// The features of a name, added to `blank`; `places` are the indices of its mentions.
pub fn of(
    article: &Article,
    sentences: &[Sentence],
    mentions: &[Mention],
    name: Name<'_>,
    places: &[usize],
    language: &Language,
    blank: &Features,
) -> Features {
    let mut out = blank.clone();
    let signs = Signs { article, sentences, mentions, language, kind: name.0.letter() };
    signs.by_sureness(places, &mut out);
    signs.by_name(name, &mut out);
    places.iter().take(PLACES).for_each(|i| signs.by_place(*i, &mut out));
    out.dedup();
    out
}

struct Signs<'s> {
    article: &'s Article,
    sentences: &'s [Sentence],
    mentions: &'s [Mention],
    language: &'s Language,
    kind: char,
}

impl Signs<'_> {
    /// How sure the finders are, and how often they found it.
    fn by_sureness(&self, places: &[usize], out: &mut Features) {
        let kind = self.kind;
        let scores = || places.iter().map(|i| self.mentions[*i].score);
        let most = scores().fold(0.0, f32::max);
        let least = scores().fold(1.0, f32::min);
        let suspected = places.iter().all(|i| self.mentions[*i].rule == SUSPECTED);
        let count = places.len().min(4);
        out.add(format_args!("any"));
        out.add(format_args!("{kind}"));
        out.add(format_args!("most={}", tenth(most)));
        out.add(format_args!("{kind} most={}", tenth(most)));
        out.add(format_args!("{kind} least={}", tenth(least)));
        out.add(format_args!("{kind} most={}x{count}", tenth(most) / 2));
        out.add(format_args!("{kind} count={count}"));
        out.add(format_args!("{kind} suspected={}", u8::from(suspected)));
        for place in places.iter().take(PLACES) {
            out.add(format_args!("{kind} by={}", self.mentions[*place].rule));
        }
        let headings = places.iter().filter(|i| self.heading(self.mentions[**i].span)).count();
        out.add(format_args!("{kind} headings={}of{count}", headings.min(2)));
    }

    fn heading(&self, span: Span) -> bool {
        let at = self.sentences.partition_point(|s| s.span.start <= span.start);
        at.checked_sub(1).is_some_and(|i| self.sentences[i].heading)
    }

    /// What the name itself looks like.
    fn by_name(&self, (kind, name): Name<'_>, out: &mut Features) {
        let letter = self.kind;
        let chars: Vec<char> = name.chars().collect();
        out.add(format_args!("{letter} length={}", if chars.len() < 9 { chars.len() } else { 9 + chars.len() / 8 }));
        let tail = |n: usize| chars[chars.len().saturating_sub(n)..].iter().collect::<String>();
        out.add(format_args!("{letter} tail={}", tail(1)));
        out.add(format_args!("{letter} tail={}", tail(2)));
        out.add(format_args!("{letter} head={}", chars[0]));
        let quoted = chars.iter().any(|c| matches!(c, '“' | '”' | '「' | '」' | '《'));
        out.add(format_args!("{letter} quoted-inside={}", u8::from(quoted)));
        for sign in ['、', '的', '，', ' ', '和', '与', '·', '+'] {
            if chars.contains(&sign) {
                out.add(format_args!("{letter} contains={sign}"));
            }
        }
        if chars.iter().any(char::is_ascii_alphanumeric) {
            out.add(format_args!("{letter} ascii={}", u8::from(name.is_ascii())));
        }
        self.by_lexicon(kind, name, out);
        let words = self.language.words.split(name);
        out.add(format_args!("{letter} words={}", words.len().min(6)));
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            out.add(format_args!("{letter} first={first}"));
            out.add(format_args!("{letter} last={last}"));
        }
        words.iter().take(8).for_each(|word| out.add(format_args!("{letter} word={word}")));
    }

    /// Whether it ends as such names do.
    fn by_lexicon(&self, kind: MentionKind, name: &str, out: &mut Features) {
        let letter = self.kind;
        let class = match kind {
            MentionKind::Organization => Class::BodySuffix,
            MentionKind::Program => Class::ProgramHead,
            MentionKind::Place => Class::PlaceSuffix,
            MentionKind::Position => Class::Position,
            _ => Class::AwardHead,
        };
        let bare = name.trim_end_matches(['”', '"', '」', '』', '》']);
        let ending = self.language.lexicon.longest_ending(bare, class).map_or(0, |f| f.span.of(bare).chars().count());
        out.add(format_args!("{letter} ending={}", ending.min(4)));
        let admin = self.language.lexicon.find_all(name).any(|f| f.span.start == 0 && f.entry.class == Class::Admin);
        out.add(format_args!("{letter} admin={}", u8::from(admin)));
        let surname =
            self.language.lexicon.find_all(name).any(|f| f.span.start == 0 && f.entry.class == Class::Surname);
        out.add(format_args!("{letter} surname={}", u8::from(surname)));
    }

    /// What stands round one of its mentions.
    fn by_place(&self, index: usize, out: &mut Features) {
        let kind = self.kind;
        let plain = &self.article.plain;
        let span = self.mentions[index].span;
        let sentence = self.sentences.partition_point(|s| s.span.start <= span.start).checked_sub(1);
        let whole = sentence.map_or(span, |i| self.sentences[i].span);
        let from = boundary(plain, whole.start.min(span.start).max(span.start.saturating_sub(ROUND)));
        let to = boundary(plain, whole.end.max(span.end).min(span.end + ROUND));
        let (before, after) = (&plain[from..span.start], &plain[span.end..to]);
        let left = before.chars().next_back().unwrap_or('^');
        let right = after.chars().next().unwrap_or('$');
        out.add(format_args!("{kind} left={left}"));
        out.add(format_args!("{kind} right={right}"));
        out.add(format_args!("{kind} round={left}{right}"));
        let outside = |c: char| !matches!(c, '“' | '”' | '"' | '「' | '」' | '《' | '》');
        let words = self.language.words.split(before);
        let mut nearest = words.iter().rev().filter(|w| w.chars().any(outside));
        if let Some(word) = nearest.next() {
            out.add(format_args!("{kind} after={word}"));
        }
        if let Some(word) = nearest.next() {
            out.add(format_args!("{kind} after2={word}"));
        }
        let words = self.language.words.split(after);
        let mut nearest = words.iter().filter(|w| w.chars().any(outside));
        if let Some(word) = nearest.next() {
            out.add(format_args!("{kind} before={word}"));
        }
        if let Some(word) = nearest.next() {
            out.add(format_args!("{kind} before2={word}"));
        }
        self.by_neighbours(index, out);
    }

    /// Which mentions touch it.
    fn by_neighbours(&self, index: usize, out: &mut Features) {
        let kind = self.kind;
        let span = self.mentions[index].span;
        let touching = |other: Option<&Mention>, gap: fn(Span, Span) -> usize| {
            other.filter(|m| gap(m.span, span) <= 6).map_or('-', |m| m.kind.letter())
        };
        let previous = index.checked_sub(1).and_then(|i| self.mentions.get(i));
        let previous = touching(previous, |other, own| own.start.saturating_sub(other.end));
        let next = touching(self.mentions.get(index + 1), |other, own| other.start.saturating_sub(own.end));
        out.add(format_args!("{kind} previous={previous}"));
        out.add(format_args!("{kind} next={next}"));
    }
}

fn tenth(score: f32) -> u32 {
    (score * 10.0) as u32
}

/// The nearest start of a character at or after `at`.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}
