//! Observed characters → feature keys: 32-bit hashes of template number and values, alike for the same evidence.

use super::observe::{MARGIN, Observed, SignWord};
use crate::language::weights::MOST_FEATURES;

/// The keys of one character, without allocation.
pub struct Keys {
    keys: [u32; MOST_FEATURES],
    len: usize,
    hints_from: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Self { keys: [0; MOST_FEATURES], len: 0, hints_from: 0 }
    }
}

impl Keys {
    /// The keys of the character last read.
    pub fn as_slice(&self) -> &[u32] {
        &self.keys[..self.len]
    }

    /// Where in the slice the keys made of the lexicon's words begin.
    pub fn hints_from(&self) -> usize {
        self.hints_from
    }

    fn push(&mut self, template: u64, value: u64) {
        if self.len < MOST_FEATURES {
            let mut x = (value ^ template << 57).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            x ^= x >> 32;
            x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93).wrapping_add(template);
            self.keys[self.len] = (x >> 32) as u32;
            self.len += 1;
        }
    }

    /// Reads the keys of character `i` of the sentence.
    pub fn read(&mut self, observed: &Observed, i: usize, heading: bool) {
        self.len = 0;
        self.push(0, u64::from(heading));
        self.characters(observed, i + MARGIN);
        self.words(observed, i + MARGIN);
        self.surroundings(observed, i + MARGIN);
        self.hints_from = self.len;
        self.hints(observed, i + MARGIN);
    }

    fn characters(&mut self, observed: &Observed, at: usize) {
        let signs = &observed.signs[at - MARGIN..=at + MARGIN];
        let c = |k: usize| u64::from(signs[k].code);
        for (k, sign) in signs.iter().enumerate() {
            self.push(1 + k as u64, u64::from(sign.code));
        }
        for (k, pair) in [(1, 2), (2, 3), (3, 4), (4, 5), (2, 4)].into_iter().enumerate() {
            self.push(8 + k as u64, c(pair.0) << 21 | c(pair.1));
        }
        for k in 0..3 {
            self.push(13 + k as u64, c(1 + k) << 42 | c(2 + k) << 21 | c(3 + k));
        }
        let classes = signs[1..6].iter().fold(0u64, |v, s| v << 4 | s.class as u64);
        self.push(16, classes);
        self.push(17, classes >> 4 & 0xFFF);
    }

    fn words(&mut self, observed: &Observed, at: usize) {
        let sign = observed.signs[at];
        let number = sign.word as usize;
        let place = u64::from(sign.place);
        let [before2, before, word, after, after2]: &[SignWord; 5] =
            observed.words[number - 2..=number + 2].try_into().expect("two words on each side");
        let key = |w: &SignWord| u64::from(w.key) << 2 | place;
        self.push(20, key(word));
        self.push(21, key(before));
        self.push(22, key(after));
        self.push(23, key(word) ^ u64::from(before.key) << 24);
        self.push(24, key(word) ^ u64::from(after.key) << 24);
        self.push(25, key(before2));
        self.push(26, key(after2));
        let len = u64::from(word.len.min(4));
        let pos = |w: &SignWord| u64::from(w.pos);
        self.push(27, pos(word) << 8 | len << 2 | place);
        self.push(28, (pos(before) << 8 | pos(word)) << 8 | place);
        self.push(29, (pos(word) << 8 | pos(after)) << 8 | place);
        self.push(30, (pos(before) << 16 | pos(word) << 8 | pos(after)) << 8 | place);
        self.push(31, (pos(before2) << 16 | pos(before) << 8 | pos(word)) << 8 | place);
        self.push(32, (pos(word) << 16 | pos(after) << 8 | pos(after2)) << 8 | place);
        let cluster = |w: &SignWord| u64::from(w.cluster);
        self.push(33, cluster(word) << 8 | place);
        self.push(34, cluster(before) << 8 | place);
        self.push(35, cluster(after) << 8 | place);
        self.push(36, (cluster(before) << 16 | cluster(word)) << 8 | place);
        self.push(37, (cluster(word) << 16 | cluster(after)) << 8 | place);
        self.push(38, cluster(before2) << 8 | place);
        self.push(39, cluster(after2) << 8 | place);
    }

    fn surroundings(&mut self, observed: &Observed, at: usize) {
        let sign = observed.signs[at];
        if sign.quote != 0 {
            self.push(40, u64::from(sign.quote));
            self.push(41, u64::from(sign.quote >> 4));
            if sign.beside != 0 {
                self.push(42, u64::from(sign.beside) << 16 | u64::from(sign.quote >> 8));
            }
        }
    }

    fn hints(&mut self, observed: &Observed, at: usize) {
        let here = observed.hints_at(at);
        for &hint in here.iter().take(10) {
            self.push(50, u64::from(hint));
            self.push(51, u64::from(hint >> 5 << 2 | hint & 3));
        }
        // Only words that end just before or begin just after bear on this character's label.
        for &hint in observed.hints_at(at - 1).iter().filter(|h| **h & 3 >= 2).take(4) {
            self.push(52, u64::from(hint));
        }
        for &hint in observed.hints_at(at + 1).iter().filter(|h| matches!(**h & 3, 0 | 3)).take(4) {
            self.push(53, u64::from(hint));
        }
    }
}
