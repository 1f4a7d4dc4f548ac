//! Tagger weights: the model file's bytes ↔ [`Weights`], rows of label scores found by feature.
//!
//! File: `NGTW`, version (u16), checksum of the rest (u32, FNV-1a), then deflated: scale, temperature (f32), transitions
//! (f32, [`LABELS`]²), number of rows (u32), then per column all rows: key differences (varint), which labels are not
//! zero (u32), their values (i8). Integers and floats are little-endian.

use super::LanguageError;
use crate::model::MentionKind;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use std::io::{Read, Write};

/// Number of labels: outside, and begin, inside, end, single of six kinds.
pub const LABELS: usize = 25;
/// [`LABELS`] rounded up for vector instructions; the lanes beyond stay zero.
pub const LANES: usize = 32;
/// Most features a character can have.
pub const MOST_FEATURES: usize = 96;
/// One score per label.
pub type Scores = [f32; LANES];

const MAGIC: &[u8; 4] = b"NGTW";
const VERSION: u16 = 1;

/// What the labels of the tagger mean.
pub mod label {
    use super::MentionKind;

    /// Not in a mention.
    pub const OUTSIDE: usize = 0;

    /// First of several characters.
    pub const fn begin(kind: usize) -> usize {
        1 + kind * 4
    }
    /// Neither first nor last.
    pub const fn inside(kind: usize) -> usize {
        2 + kind * 4
    }
    /// Last of several characters.
    pub const fn end(kind: usize) -> usize {
        3 + kind * 4
    }
    /// The only character.
    pub const fn single(kind: usize) -> usize {
        4 + kind * 4
    }
    /// The kinds the tagger knows, by number: O P L G T A.
    pub fn kind(number: usize) -> MentionKind {
        MentionKind::ALL[number]
    }
    /// Whether a label can stand last in a sentence, or before a new mention.
    pub const fn closed(label: usize) -> bool {
        label == OUTSIDE || (label - 1) % 4 >= 2
    }
    /// Whether `next` may follow `label`.
    pub const fn may_follow(label: usize, next: usize) -> bool {
        if closed(label) {
            next == OUTSIDE || (next - 1).is_multiple_of(4) || (next - 1) % 4 == 3
        } else {
            next != OUTSIDE && (next - 1) / 4 == (label - 1) / 4 && ((next - 1) % 4 == 1 || (next - 1) % 4 == 2)
        }
    }
}

/// A trained tagger.
#[derive(Clone)]
pub struct Weights {
    scale: f32,
    /// Divides all scores before they become probabilities, so that these mean what they say.
    pub temperature: f32,
    /// `transitions[a][b]`: score of label `b` after `a`.
    pub transitions: Vec<Scores>,
    /// In order; the row of a key has the same index.
    keys: Vec<u32>,
    rows: Vec<Row>,
    /// One bit for the leading [`SIEVE_BITS`] bits of each key: tells most absent keys without touching the slots.
    sieve: Vec<u64>,
    /// Key and index, beginning at the key's trailing bits; an index of `u32::MAX` ends the search.
    slots: Vec<(u32, u32)>,
}

const SIEVE_BITS: u32 = 22;

/// Label scores in bytes, so aligned that none lies across two lines of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Row([i8; LANES]);

impl std::fmt::Debug for Weights {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Weights({} features)", self.rows.len())
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self::new(Vec::new(), vec![[0.0; LANES]; LABELS], 1.0)
    }
}

impl Weights {
    /// Quantises `rows` (feature key and scores) to a byte each.
    pub fn new(mut rows: Vec<(u32, Scores)>, transitions: Vec<Scores>, temperature: f32) -> Self {
        rows.sort_unstable_by_key(|(key, _)| *key);
        let largest = rows.iter().flat_map(|(_, r)| r).fold(0.0f32, |m, v| m.max(v.abs())).max(1e-6);
        let scale = largest.min(6.0) / 127.0;
        let byte = |v: f32| (v / scale).round().clamp(-127.0, 127.0) as i8;
        let quantised = rows.iter().map(|(key, row)| (*key, row.map(byte))).collect();
        Self::assemble(quantised, transitions, scale, temperature)
    }

    fn assemble(rows: Vec<(u32, [i8; LANES])>, transitions: Vec<Scores>, scale: f32, temperature: f32) -> Self {
        let (keys, rows): (Vec<u32>, Vec<Row>) = rows.into_iter().map(|(key, row)| (key, Row(row))).unzip();
        let size = (keys.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0u32, u32::MAX); size];
        let mut sieve = vec![0u64; 1 << (SIEVE_BITS - 6)];
        for (index, &key) in keys.iter().enumerate() {
            let mut at = key as usize & (size - 1);
            while slots[at].1 != u32::MAX {
                at = (at + 1) & (size - 1);
            }
            slots[at] = (key, index as u32);
            let bit = key >> (32 - SIEVE_BITS);
            sieve[bit as usize >> 6] |= 1 << (bit & 63);
        }
        Self { scale, temperature, transitions, keys, rows, sieve, slots }
    }

    /// Number of features with a row.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the tagger knows nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn find(&self, key: u32) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let (found, row) = self.slots[at & mask];
            if row == u32::MAX {
                return None;
            }
            if found == key {
                return Some(row as usize);
            }
            at += 1;
        }
    }

    /// The sum of the rows of `keys`: each label's score.
    pub fn score(&self, keys: &[u32]) -> Scores {
        // Whether a key is known cannot be foretold: sifting without a branch, and reading rows only when all are
        // located, lets the processor wait for many places of memory at once. That is what makes this fast.
        let mut known = [0u32; MOST_FEATURES];
        let mut count = 0;
        for &key in keys.iter().take(MOST_FEATURES) {
            let bit = key >> (32 - SIEVE_BITS);
            known[count] = key;
            count += (self.sieve[bit as usize >> 6] >> (bit & 63) & 1) as usize;
        }
        let mut located = 0;
        for i in 0..count {
            let row = self.find(known[i]);
            known[located] = row.unwrap_or(0) as u32;
            located += usize::from(row.is_some());
        }
        let mut sum = [0i16; LANES];
        for row in known[..located].iter().map(|&row| row as usize) {
            for (total, value) in sum.iter_mut().zip(&self.rows[row].0) {
                *total += i16::from(*value);
            }
        }
        sum.map(|v| f32::from(v) * self.scale)
    }

    /// The model file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(self.scale.to_le_bytes());
        body.extend(self.temperature.to_le_bytes());
        body.extend(self.transitions.iter().flat_map(|row| &row[..LABELS]).flat_map(|v| v.to_le_bytes()));
        body.extend((self.keys.len() as u32).to_le_bytes());
        let mut last = 0;
        for key in &self.keys {
            push_varint(&mut body, key - last);
            last = *key;
        }
        for Row(row) in &self.rows {
            let present = row.iter().enumerate().fold(0u32, |bits, (i, v)| bits | u32::from(*v != 0) << i);
            body.extend(present.to_le_bytes());
        }
        body.extend(self.rows.iter().flat_map(|r| &r.0).filter(|v| **v != 0).map(|v| *v as u8));
        let packed = deflate(&body);
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(fnv(&packed).to_le_bytes());
        file.extend(packed);
        file
    }

    /// Reads a model file; `file` is its name, for the message.
    ///
    /// # Errors
    /// [`LanguageError::Weights`] if the bytes are no model, of another version, cut short or damaged.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, LanguageError> {
        Self::decode(bytes).map_err(|reason| LanguageError::Weights { file: file.into(), reason })
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let rest = bytes.strip_prefix(MAGIC).ok_or("it does not begin with NGTW; train one with `newsgraph train`")?;
        let (version, rest) = rest.split_first_chunk().ok_or("it is cut short")?;
        let version = u16::from_le_bytes(*version);
        if version != VERSION {
            return Err(format!("it has version {version}, this program reads version {VERSION}; train it anew"));
        }
        let (sum, packed) = rest.split_first_chunk().ok_or("it is cut short")?;
        if u32::from_le_bytes(*sum) != fnv(packed) {
            return Err("its checksum is wrong; copy or train it anew".into());
        }
        let mut body = Vec::with_capacity(packed.len() * 3);
        DeflateDecoder::new(packed).read_to_end(&mut body).map_err(|e| format!("it cannot be unpacked: {e}"))?;
        Self::decode_body(&mut Bytes(&body)).ok_or_else(|| "its inside is not of the expected length".into())
    }

    fn decode_body(body: &mut Bytes) -> Option<Self> {
        let (scale, temperature) = (body.float()?, body.float()?);
        let mut transitions = vec![[0.0; LANES]; LABELS];
        for row in &mut transitions {
            for value in &mut row[..LABELS] {
                *value = body.float()?;
            }
        }
        let count = u32::from_le_bytes(body.take()?) as usize;
        let mut rows = Vec::with_capacity(count.min(body.0.len()));
        let mut key = 0u32;
        for _ in 0..count {
            key = key.checked_add(body.varint()?)?;
            rows.push((key, [0i8; LANES]));
        }
        let present = body.0.get(..count * 4)?.as_chunks().0;
        let mut values = body.0.get(count * 4..)?.iter();
        for ((_, row), bits) in rows.iter_mut().zip(present) {
            let mut bits = u32::from_le_bytes(*bits);
            while bits != 0 {
                row[bits.trailing_zeros() as usize] = *values.next()? as i8;
                bits &= bits - 1;
            }
        }
        values.next().is_none().then(|| Self::assemble(rows, transitions, scale, temperature))
    }
}

struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn float(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes).filter(|v| v.is_finite())
    }

    fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let [byte] = self.take()?;
            value |= u32::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn deflate(body: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Weights {
        let mut row = [0.0; LANES];
        (row[0], row[7]) = (1.5, -3.0);
        Weights::new(vec![(u32::MAX, row), (5, row), (0, row)], vec![[0.25; LANES]; LABELS], 1.5)
    }

    #[test]
    fn a_model_file_gives_back_the_weights() {
        let back = Weights::from_bytes("w", &small().to_bytes()).unwrap();
        assert_eq!(back.len(), 3);
        let scores = back.score(&[5, 6, u32::MAX, 0]);
        assert!((scores[7] + 9.0).abs() < 0.1 && (scores[0] - 4.5).abs() < 0.1 && scores[1] == 0.0);
        assert_eq!((back.temperature, back.transitions[3][4]), (1.5, 0.25));
    }

    #[test]
    fn damage_is_reported_not_believed() {
        let good = small().to_bytes();
        for at in [0, 4, 8, good.len() - 1] {
            let mut bad = good.clone();
            bad[at] ^= 0x55;
            assert!(Weights::from_bytes("w", &bad).is_err(), "byte {at}");
        }
        assert!(Weights::from_bytes("w", &good[..good.len() - 1]).is_err());
        assert!(Weights::from_bytes("w", b"").is_err());
    }

    #[test]
    fn labels_follow_each_other_as_spans_do() {
        assert!(
            label::may_follow(label::OUTSIDE, label::begin(2)) && !label::may_follow(label::OUTSIDE, label::end(2))
        );
        assert!(
            label::may_follow(label::begin(2), label::end(2)) && !label::may_follow(label::begin(2), label::end(1))
        );
        assert!(label::may_follow(label::end(2), label::single(0)) && !label::closed(label::inside(5)));
    }
}
