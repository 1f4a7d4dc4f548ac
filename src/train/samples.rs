//! Texts → [`Sample`]s: for each sentence the feature numbers of its characters and the labels each may have.

use super::config::CorpusConfig;
use super::corpus::Text;
use crate::language::Language;
use crate::language::weights::label;
use crate::mentions::tagger::features::Keys;
use crate::mentions::tagger::observe::{self, Observed};
use crate::model::{MentionKind, Span};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// One sentence to learn from.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// Feature numbers of all characters, one after the other.
    pub features: Vec<u32>,
    /// For each character, one past its last feature; and how many of its features, the last ones, are lexicon hints.
    pub ends: Vec<(u32, u8)>,
    /// For each character, one bit per label it may have.
    pub allowed: Vec<u32>,
}

impl Sample {
    /// The features of character `i`; the lexicon's words come last and are left out on request.
    pub fn of(&self, i: usize, blind: bool) -> &[u32] {
        let start = if i == 0 { 0 } else { self.ends[i - 1].0 as usize };
        let (end, hints) = self.ends[i];
        &self.features[start..end as usize - if blind { usize::from(hints) } else { 0 }]
    }
}

/// Keys are hashes already.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// Feature keys that occur often enough, numbered.
pub struct Index {
    numbers: HashMap<u32, u32, BuildHasherDefault<Identity>>,
    /// The key of each number.
    pub keys: Vec<u32>,
}

const COUNTER_SHIFT: u32 = 5;

impl Index {
    /// Counts the keys of all texts. Counters are shared by keys that differ in their lowest bits only, so that a few
    /// rarer ones are kept as well.
    pub fn count<'t>(texts: impl Iterator<Item = &'t Text>, cutoff: u8, language: &Language) -> Self {
        let mut counts = vec![0u8; 1 << (32 - COUNTER_SHIFT)];
        let mut index = Self { numbers: HashMap::default(), keys: Vec::new() };
        for text in texts {
            each_character(text, language, |_, _, keys| {
                for &key in keys.as_slice() {
                    let count = &mut counts[(key >> COUNTER_SHIFT) as usize];
                    *count = count.saturating_add(1);
                    if *count >= cutoff {
                        index.number(key);
                    }
                }
            });
        }
        index
    }

    fn number(&mut self, key: u32) {
        let next = self.keys.len() as u32;
        if *self.numbers.entry(key).or_insert(next) == next {
            self.keys.push(key);
        }
    }

    /// The samples of a text: one for each sentence.
    pub fn samples(&self, text: &Text, corpus: &CorpusConfig, kinds: &str, language: &Language) -> Vec<Sample> {
        let mut samples: Vec<Sample> = text.sentences.iter().map(|_| Sample::default()).collect();
        let unknown = labels_of(|letter| kinds.contains(letter) && !corpus.complete.contains(letter));
        let free = unknown | 1 << label::OUTSIDE;
        each_character(text, language, |sentence, span, keys| {
            let sample = &mut samples[sentence];
            let mut hints = 0;
            for (place, key) in keys.as_slice().iter().enumerate() {
                if let Some(&number) = self.numbers.get(key) {
                    sample.features.push(number);
                    hints += u8::from(place >= keys.hints_from());
                }
            }
            sample.ends.push((sample.features.len() as u32, hints));
            let labels = match label_of(text, text.sentences[sentence].span, span) {
                Labelled::As(label) => 1 << label,
                Labelled::Not => free,
                Labelled::Unknown => u32::MAX,
            };
            sample.allowed.push(labels);
        });
        samples.retain(|s| !s.ends.is_empty());
        samples
    }
}

/// One bit for each label of the kinds whose letter is wanted.
fn labels_of(wanted: impl Fn(char) -> bool) -> u32 {
    (0..6).filter(|&k| wanted(label::kind(k).letter())).fold(0, |bits, k| bits | label::bits_of(k))
}

enum Labelled {
    As(usize),
    Not,
    Unknown,
}

/// How the character at `span` is labelled; unknown if its mention runs over the end of the sentence.
fn label_of(text: &Text, sentence: Span, span: Span) -> Labelled {
    let at = text.mentions.partition_point(|m| m.0.end <= span.start);
    let Some(&(mention, kind)) = text.mentions.get(at).filter(|m| m.0.start <= span.start) else {
        return if text.unknown.iter().any(|u| u.overlaps(span)) { Labelled::Unknown } else { Labelled::Not };
    };
    if !sentence.contains(mention) {
        return Labelled::Unknown;
    }
    let kind = MentionKind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
    Labelled::As(match (mention.start == span.start, mention.end == span.end) {
        (true, true) => label::single(kind),
        (true, false) => label::begin(kind),
        (false, true) => label::end(kind),
        (false, false) => label::inside(kind),
    })
}

fn each_character(text: &Text, language: &Language, mut visit: impl FnMut(usize, Span, &Keys)) {
    let hints = observe::hints(&text.article.plain, language);
    let (mut observed, mut keys) = (Observed::default(), Keys::default());
    for (number, sentence) in text.sentences.iter().enumerate() {
        observed.read(&text.article.plain, sentence.span, &hints, &language.words);
        for i in 0..observed.len() {
            keys.read(&observed, i, sentence.heading);
            visit(number, Span::new(observed.bytes[i], observed.bytes[i + 1]), &keys);
        }
    }
}
