//! Word list (`words.tsv`: word, count, part of speech, cluster) → the likeliest segmentation of a sentence.

use super::LanguageError;

/// Part of speech: an index into [`Words::POS`].
pub type Pos = u8;

/// One word of a segmented sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First character, counted within the sentence.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Part of speech.
    pub pos: Pos,
    /// Words with similar neighbours have the same; 0 for the rarer ones.
    pub cluster: u16,
    /// The same for the same characters.
    pub key: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    /// Negative logarithm of the word's share, in 1/64; [`PREFIX`] when it is only the beginning of words.
    cost: u16,
    cluster: u16,
    pos: Pos,
}

const PREFIX: u16 = u16::MAX;
/// What a character outside the list costs: dearer than any two listed words.
const UNKNOWN: u32 = 20 * 64;

/// The word list: all words and all their beginnings in one hash table.
pub struct Words {
    slots: Vec<Slot>,
    mask: usize,
    filled: usize,
}

impl Default for Words {
    /// A list without words.
    fn default() -> Self {
        Self { slots: vec![Slot::default()], mask: 0, filled: 0 }
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({} words and beginnings)", self.filled)
    }
}

impl Words {
    /// Parts of speech of the word list (PFR's tags, folded), then: digits and letters, punctuation, unlisted.
    pub const POS: [&str; 29] = [
        "n", "v", "ns", "i", "a", "l", "vn", "d", "j", "b", "nz", "m", "t", "nr", "r", "z", "s", "q", "f", "c", "nt",
        "p", "o", "y", "u", "e", "0", "w", "?",
    ];
    /// Digits and Latin letters.
    pub const POS_ASCII: Pos = 26;
    /// Punctuation and white space.
    pub const POS_MARK: Pos = 27;
    /// Not in the list.
    pub const POS_UNLISTED: Pos = 28;

    /// Reads rows of word, count, part of speech and cluster, separated by tabs.
    ///
    /// # Errors
    /// [`LanguageError::LexiconRow`] with file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, LanguageError> {
        let rows = text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        let mut parsed = Vec::new();
        for (number, line) in rows {
            parsed.push(row(line).ok_or_else(|| LanguageError::LexiconRow {
                file: file.into(),
                line: number + 1,
                row: line.into(),
                reason: "a row needs word, count, part of speech and cluster, separated by tabs".into(),
            })?);
        }
        let total: f32 = parsed.iter().map(|row| row.count as f32).sum();
        let slots = (parsed.len() * 4).next_power_of_two();
        let mut words = Self { slots: vec![Slot::default(); slots], mask: slots - 1, filled: 0 };
        for Row { word, count, pos, cluster } in parsed {
            let cost = ((total / count as f32).ln() * 64.0) as u16;
            words.insert(word, Slot { key: 0, cost, cluster, pos });
        }
        Ok(words)
    }

    fn insert(&mut self, word: &str, slot: Slot) {
        let mut roll = Roll::default();
        let mut characters = word.chars().peekable();
        while let Some(c) = characters.next() {
            let key = roll.push(c as u32);
            let at = self.seek(key);
            self.filled += usize::from(self.slots[at].key == 0);
            if characters.peek().is_none() {
                self.slots[at] = Slot { key, ..slot };
            } else if self.slots[at].key == 0 {
                self.slots[at] = Slot { key, cost: PREFIX, ..Slot::default() };
            }
        }
    }

    fn seek(&self, key: u32) -> usize {
        let mut at = (key as usize).wrapping_mul(0x9E37_79B1) >> 7 & self.mask;
        while self.slots[at].key != key && self.slots[at].key != 0 {
            at = (at + 1) & self.mask;
        }
        at
    }

    /// Length in bytes of the longest listed word that a text begins with; 0 if there is none.
    pub fn longest_at_start(&self, text: &str) -> usize {
        let (mut roll, mut longest) = (Roll::default(), 0);
        for (at, c) in text.char_indices() {
            let slot = self.slots[self.seek(roll.push(c as u32))];
            if slot.key == 0 {
                break;
            }
            if slot.cost != PREFIX {
                longest = at + c.len_utf8();
            }
        }
        longest
    }

    /// The words of a text, without blanks.
    pub fn split<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let codes: Vec<u32> = text.chars().map(u32::from).collect();
        let offsets: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut segmenter = Segmenter::default();
        self.segment(&codes, |_| None, &mut segmenter);
        let words = segmenter.words.iter().map(|w| &text[offsets[w.start]..offsets[w.end]]);
        words.filter(|w| !w.trim().is_empty()).collect()
    }

    /// Cuts a sentence, given as folded characters, into its likeliest words. `together(i)` tells of characters that are
    /// no ideographs what they are, and whether they belong to the same word as the one before.
    pub fn segment(&self, codes: &[u32], other: impl Fn(usize) -> Option<(Pos, bool)>, scratch: &mut Segmenter) {
        let n = codes.len();
        scratch.best.clear();
        scratch.best.resize(n + 1, Best { cost: u32::MAX, start: 0, pos: Self::POS_UNLISTED, cluster: 0 });
        scratch.best[0].cost = 0;
        for start in 0..n {
            let from = scratch.best[start].cost;
            if from == u32::MAX {
                continue;
            }
            if let Some((pos, _)) = other(start) {
                let end = (start + 1..n).find(|&i| !matches!(other(i), Some((_, true)))).unwrap_or(n);
                scratch.relax(end, Best { cost: from + 64, start, pos, cluster: 0 });
                continue;
            }
            let unlisted = Best { cost: from + UNKNOWN, start, pos: Self::POS_UNLISTED, cluster: 0 };
            scratch.relax(start + 1, unlisted);
            let mut roll = Roll::default();
            for end in start + 1..=n {
                let slot = self.slots[self.seek(roll.push(codes[end - 1]))];
                if slot.key == 0 {
                    break;
                }
                if slot.cost != PREFIX {
                    let cost = from + u32::from(slot.cost);
                    scratch.relax(end, Best { cost, start, pos: slot.pos, cluster: slot.cluster });
                }
            }
        }
        scratch.trace(codes);
    }
}

struct Row<'t> {
    word: &'t str,
    count: u32,
    pos: Pos,
    cluster: u16,
}

fn row(line: &str) -> Option<Row<'_>> {
    let mut cells = line.split('\t');
    let (word, count) = (cells.next()?, cells.next()?.parse().ok()?);
    let (pos, cluster) = (cells.next()?, cells.next()?.parse().ok()?);
    let pos = Words::POS.iter().position(|p| *p == pos).unwrap_or(usize::from(Words::POS_UNLISTED));
    (!word.is_empty() && count > 0).then_some(Row { word, count, pos: pos as Pos, cluster })
}

/// The hash of a growing word.
#[derive(Default)]
struct Roll(u64);

impl Roll {
    fn push(&mut self, code: u32) -> u32 {
        self.0 = (self.0 ^ u64::from(code)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 29;
        (self.0 >> 32) as u32 | 1
    }
}

/// Working memory of [`Words::segment`], and its result.
#[derive(Debug, Default)]
pub struct Segmenter {
    best: Vec<Best>,
    /// The words in order.
    pub words: Vec<Word>,
}

/// The cheapest way to a place in the sentence, and its last word.
#[derive(Debug, Clone, Copy)]
struct Best {
    cost: u32,
    start: usize,
    pos: Pos,
    cluster: u16,
}

impl Segmenter {
    fn relax(&mut self, end: usize, best: Best) {
        if best.cost < self.best[end].cost {
            self.best[end] = best;
        }
    }

    fn trace(&mut self, codes: &[u32]) {
        self.words.clear();
        let mut end = codes.len();
        while end > 0 {
            let Best { start, pos, cluster, .. } = self.best[end];
            let mut roll = Roll::default();
            let key = codes[start..end].iter().fold(0, |_, &c| roll.push(c));
            self.words.push(Word { start, end, pos, cluster, key });
            end = start;
        }
        self.words.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_words_are_chosen_and_digits_stay_together() {
        let words =
            Words::parse("t", "研究\t50\tv\t1\n研究生\t9\tn\t1\n生命\t40\tn\t0\n命\t9\tn\t0\n起源\t9\tn\t2\n").unwrap();
        let text: Vec<u32> = "研究生命起源12".chars().map(|c| c as u32).collect();
        let mut scratch = Segmenter::default();
        let other = |i: usize| (i >= 6).then_some((Words::POS_ASCII, i > 6));
        words.segment(&text, other, &mut scratch);
        let cut: Vec<(usize, usize)> = scratch.words.iter().map(|w| (w.start, w.end)).collect();
        assert_eq!(cut, [(0, 2), (2, 4), (4, 6), (6, 8)]);
        assert_eq!((scratch.words[3].pos, scratch.words[2].cluster), (Words::POS_ASCII, 2));
    }

    #[test]
    fn a_bad_row_is_reported_with_its_line() {
        let error = Words::parse("words.tsv", "研究\t50\tv\t1\n生命\n").unwrap_err();
        assert!(error.to_string().contains("words.tsv, line 2"), "{error}");
    }
}
