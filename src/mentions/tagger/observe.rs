//! A sentence and the lexicon's words in it → [`Observed`]: for every character what the features are made of.

use super::signs::{SignClass, fold};
use crate::language::words::{Pos, Segmenter};
use crate::language::{Class, Language, Words};
use crate::model::{Span, Subtype};
use std::sync::LazyLock;

mod proposals;

/// Characters before the first and after the last that features may look at.
pub const MARGIN: usize = 3;

/// One character as the features see it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sign {
    /// Folded character.
    pub code: u32,
    /// Its class.
    pub class: SignClass,
    /// First, inner, last or only character of its word: 0 to 3.
    pub place: u8,
    /// Number of its word, into [`Observed::words`].
    pub word: u32,
    /// How it stands to quotes and brackets; 0 outside.
    pub quote: u16,
    /// What follows the closing mark, or what precedes: a feature value of its own.
    pub beside: u32,
    /// Where its hints begin in [`Observed::hints`].
    pub hints: u32,
}

/// A word of the segmentation.
#[derive(Debug, Clone, Copy, Default)]
pub struct SignWord {
    /// The same for the same characters.
    pub key: u32,
    /// Part of speech.
    pub pos: Pos,
    /// Cluster of words with similar neighbours; for words without one, their part of speech.
    pub cluster: u16,
    /// Length in characters.
    pub len: u8,
}

/// A sentence ready for feature extraction. Reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Observed {
    /// Characters with [`MARGIN`] edges on both sides, and one more whose `hints` is the end.
    pub signs: Vec<Sign>,
    /// Words with two empty ones on both sides.
    pub words: Vec<SignWord>,
    /// Lexicon matches as feature values, those of one character together.
    pub hints: Vec<u32>,
    /// Byte of the text where each character begins; one more for the end.
    pub bytes: Vec<usize>,
    codes: Vec<u32>,
    segmenter: Segmenter,
    marks: Vec<Mark>,
}

/// A stretch of characters that bears a value: a word of the lexicon, or a proposed name.
#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    value: u32,
    /// Absent for proposals.
    class: Option<Class>,
}

/// A lexicon word in the text, as the tagger sees it.
#[derive(Debug, Clone, Copy)]
pub struct Hint {
    /// Bytes of the text.
    pub span: Span,
    /// Class and subtype as one number.
    pub value: u32,
    class: Class,
}

/// The lexicon's words in `plain`, per class the longest from left to right, in text order.
pub fn hints(plain: &str, language: &Language) -> Vec<Hint> {
    let mut all: Vec<Hint> = language
        .lexicon
        .find_all(plain)
        .map(|f| Hint { span: f.span, value: value_of(f.entry.class, f.entry.subtype), class: f.entry.class })
        .collect();
    all.sort_by_key(|h| (h.class, h.span.start, std::cmp::Reverse(h.span.end)));
    let mut until = (None, 0);
    all.retain(|h| {
        let free = until.0 != Some(h.class) || h.span.start >= until.1;
        if free {
            until = (Some(h.class), h.span.end);
        }
        free
    });
    all.sort_by_key(|h| (h.span.start, h.span.end, h.class));
    all
}

/// A number made of the names, so that new classes and subtypes do not change the old ones' features.
fn value_of(class: Class, subtype: Option<Subtype>) -> u32 {
    static CLASSES: LazyLock<Vec<u32>> =
        LazyLock::new(|| Class::ALL.iter().map(|c| name_hash(&format!("{c:?}"))).collect());
    static SUBTYPES: LazyLock<Vec<u32>> = LazyLock::new(|| Subtype::ALL.iter().map(|s| name_hash(s.name())).collect());
    let subtype = subtype.map_or(0, |s| SUBTYPES.get(s as usize).copied().unwrap_or(0));
    (CLASSES.get(class as usize).copied().unwrap_or(0) ^ subtype.rotate_left(5)) & VALUE_BITS
}

/// Room for the value of a hint beside its length and place.
const VALUE_BITS: u32 = (1 << 24) - 1;

fn name_hash(name: &str) -> u32 {
    name.bytes().fold(0x811C_9DC5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) >> 3
}

impl Observed {
    /// Number of characters.
    pub fn len(&self) -> usize {
        self.bytes.len().saturating_sub(1)
    }

    /// Whether the sentence has no characters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads the sentence `span` of `plain`; `hints` are those of the whole text.
    pub fn read(&mut self, plain: &str, span: Span, hints: &[Hint], words: &Words) {
        self.read_signs(plain, span);
        self.read_quotes();
        self.read_words(words);
        self.read_hints(span, hints);
    }

    fn read_signs(&mut self, plain: &str, span: Span) {
        self.signs.clear();
        self.bytes.clear();
        self.codes.clear();
        self.signs.resize(MARGIN, Sign::default());
        let mut straight = false;
        for (at, c) in span.of(plain).char_indices() {
            let (mut code, mut class) = fold(c);
            if c == '"' || c == '＂' {
                straight = !straight;
                (code, class) = if straight { fold('“') } else { fold('”') };
            }
            self.bytes.push(span.start + at);
            self.codes.push(code);
            self.signs.push(Sign { code, class, ..Sign::default() });
        }
        self.bytes.push(span.end);
        self.signs.resize(self.signs.len() + MARGIN + 1, Sign::default());
    }

    /// Marks stretches between quotes or brackets of at most 40 characters: kind of mark, distance from the opening one
    /// and to the closing one; on the opening mark and inside, what follows; after the closing one, that it was there.
    fn read_quotes(&mut self) {
        let n = self.len();
        let mut open: Vec<usize> = Vec::new();
        for i in 0..n {
            match self.signs[MARGIN + i].class {
                SignClass::Open => open.push(i),
                SignClass::Close => {
                    let partner = open.iter().rposition(|&o| closes(self.codes[o], self.codes[i]));
                    if let Some(at) = partner {
                        let start = open[at];
                        open.truncate(at);
                        self.mark_quote(start, i);
                    }
                }
                _ => {}
            }
        }
    }

    fn mark_quote(&mut self, open: usize, close: usize) {
        if close - open > 40 {
            return;
        }
        let kind = match char::from_u32(self.codes[open]) {
            Some('“') => 1,
            Some('‘') => 2,
            Some('《') => 3,
            Some('(') => 4,
            _ => 5,
        };
        let after = MARGIN + close + 1;
        let follow = mix(self.signs[after].code, self.signs[after + 1].code);
        let inside = (close - open - 1).min(12) as u16;
        for i in open..=close {
            let sign = &mut self.signs[MARGIN + i];
            if sign.quote == 0 {
                let (from, to) = ((i - open).min(3) as u16, (close - i).min(3) as u16);
                sign.quote = 1 + kind * 256 + from * 64 + to * 16 + inside;
                sign.beside = follow;
            }
        }
        for d in 0..MARGIN {
            let sign = &mut self.signs[after + d];
            if sign.class == SignClass::Edge || sign.quote != 0 {
                break;
            }
            sign.quote = 1 + (8 + kind) * 256 + d as u16 * 64 + inside;
        }
    }

    fn read_words(&mut self, words: &Words) {
        let signs = &self.signs;
        let other = |i: usize| {
            let class = signs[MARGIN + i].class;
            if class.is_ideographic() {
                None
            } else if class.is_ascii() {
                Some((Words::POS_ASCII, i > 0 && signs[MARGIN + i - 1].class.is_ascii()))
            } else {
                Some((Words::POS_MARK, false))
            }
        };
        words.segment(&self.codes, other, &mut self.segmenter);
        self.words.clear();
        self.words.resize(2, SignWord::default());
        for word in &self.segmenter.words {
            let number = self.words.len() as u32;
            let len = (word.end - word.start).min(255);
            let cluster = if word.cluster == 0 { 10_000 + u16::from(word.pos) } else { word.cluster };
            self.words.push(SignWord { key: word.key, pos: word.pos + 1, cluster, len: len as u8 });
            for i in word.start..word.end {
                let sign = &mut self.signs[MARGIN + i];
                sign.word = number;
                sign.place = place(i, word.start, word.end);
            }
        }
        self.words.resize(self.words.len() + 2, SignWord::default());
    }

    fn read_hints(&mut self, span: Span, hints: &[Hint]) {
        self.marks.clear();
        let from = hints.partition_point(|h| h.span.start < span.start);
        let mut at = 0;
        for hint in hints[from..].iter().take_while(|h| h.span.start < span.end).filter(|h| h.span.end <= span.end) {
            at += self.bytes[at..].partition_point(|&b| b < hint.span.start);
            let end = at + self.bytes[at..].partition_point(|&b| b < hint.span.end);
            self.marks.push(Mark { start: at, end, value: hint.value, class: Some(hint.class) });
        }
        proposals::propose(self);
        self.marks.sort_by_key(|m| m.start);
        self.spread_marks();
    }

    /// Turns marks on stretches into hints on characters.
    fn spread_marks(&mut self) {
        self.hints.clear();
        let n = self.len();
        let (mut active, mut next): (Vec<Mark>, usize) = (Vec::new(), 0);
        for i in 0..n {
            active.retain(|m| m.end > i);
            while let Some(mark) = self.marks.get(next).filter(|m| m.start == i) {
                active.push(*mark);
                next += 1;
            }
            self.signs[MARGIN + i].hints = self.hints.len() as u32;
            for mark in &active {
                let len = (mark.end - mark.start).min(5) as u32 - 1;
                self.hints.push((mark.value * 8 + len) * 4 + u32::from(place(i, mark.start, mark.end)));
            }
        }
        for sign in &mut self.signs[MARGIN + n..] {
            sign.hints = self.hints.len() as u32;
        }
    }

    /// The hints of the character `at`, an index into `signs`.
    pub fn hints_at(&self, at: usize) -> &[u32] {
        &self.hints[self.signs[at].hints as usize..self.signs[at + 1].hints as usize]
    }
}

/// First, inner, last, only.
fn place(i: usize, start: usize, end: usize) -> u8 {
    match (i == start, i + 1 == end) {
        (true, false) => 0,
        (false, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    }
}

fn mix(a: u32, b: u32) -> u32 {
    a.wrapping_mul(0x9E37_79B1) ^ b
}

fn closes(open: u32, close: u32) -> bool {
    const PAIRS: [(char, char); 8] =
        [('“', '”'), ('‘', '’'), ('《', '》'), ('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('“', '“')];
    PAIRS.iter().any(|(o, c)| *o as u32 == open && *c as u32 == close)
}
