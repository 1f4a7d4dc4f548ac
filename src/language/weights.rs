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
const VERSION: u16 = 2;

/// What the labels of the tagger mean. Those that may begin something (outside, begin, single) come first, and those of
/// the same place in a mention stand together, by kind, so that whole groups of them are computed at once.
pub mod label {
    use super::MentionKind;

    /// Number of kinds.
    pub const KINDS: usize = 6;
    /// Not in a mention.
    pub const OUTSIDE: usize = 0;
    /// Labels below this may follow a closed one.
    pub const STARTS: usize = end(0);

    /// First of several characters.
    pub const fn begin(kind: usize) -> usize {
        1 + kind
    }
    /// The only character.
    pub const fn single(kind: usize) -> usize {
        1 + KINDS + kind
    }
    /// Last of several characters.
    pub const fn end(kind: usize) -> usize {
        1 + 2 * KINDS + kind
    }
    /// Neither first nor last.
    pub const fn inside(kind: usize) -> usize {
        1 + 3 * KINDS + kind
    }
    /// The kinds the tagger knows, by number: O P L G T A.
    pub fn kind(number: usize) -> MentionKind {
        MentionKind::ALL[number]
    }
    /// Number of the kind of a label; none outside.
    pub const fn kind_of(label: usize) -> Option<usize> {
        if label == OUTSIDE { None } else { Some((label - 1) % KINDS) }
    }
    /// The labels of a kind, one bit each.
    pub const fn bits_of(kind: usize) -> u32 {
        1 << begin(kind) | 1 << single(kind) | 1 << end(kind) | 1 << inside(kind)
    }
    /// Whether a label can stand last in a sentence, or before a new mention.
    pub const fn closed(label: usize) -> bool {
        label == OUTSIDE || single(0) <= label && label < inside(0)
    }
    /// Whether `next` may follow `label`.
    pub const fn may_follow(label: usize, next: usize) -> bool {
        if closed(label) { next < STARTS } else { next >= STARTS && (next - 1) % KINDS == (label - 1) % KINDS }
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
    /// Which leading [`PREFIX_BITS`] bits occur among the keys, and how many of them before each block.
    blocks: Vec<Block>,
    /// One row for each such prefix, in order; then those of further keys with the same prefix.
    rows: Vec<Row>,
}

/// A key's leading bits say where its row is, the others whether the row is its own.
const PREFIX_BITS: u32 = 22;
const REST_BITS: u32 = 32 - PREFIX_BITS;

/// Thirty-two prefixes.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// One bit for each that occurs.
    bits: u32,
    /// How many occur in the blocks before.
    before: u32,
}

impl Block {
    /// Index of the row of a prefix that occurs.
    const fn row(self, prefix: u32) -> usize {
        (self.before + (self.bits & ((1 << (prefix & 31)) - 1)).count_ones()) as usize
    }
}

/// Label scores in bytes, so aligned that none lies across two lines of the processor's cache. The lanes beyond the labels
/// hold the last bits of the key (two bytes) and the index of the next row with the same prefix (three bytes, 0 for none).
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Row([u8; LANES]);

impl Row {
    fn new(key: u32, scores: &[i8; LANES]) -> Self {
        let mut row = Self(scores.map(|v| v as u8));
        row.0[LABELS..].fill(0);
        row.0[LABELS..LABELS + 2].copy_from_slice(&rest_of(key).to_le_bytes());
        row
    }

    /// What follows the scores, read at once.
    fn tail(&self) -> Tail {
        Tail(u64::from_le_bytes(*self.0.last_chunk().expect("a row has more than eight bytes")) >> 8)
    }

    fn set_next(&mut self, index: usize) {
        self.0[LABELS + 2..LABELS + 5].copy_from_slice(&(index as u32).to_le_bytes()[..3]);
    }

    fn scores(&self) -> [i8; LANES] {
        let mut scores = self.0.map(|v| v as i8);
        scores[LABELS..].fill(0);
        scores
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Tail(u64);

impl Tail {
    const fn rest(self) -> u16 {
        self.0 as u16
    }

    const fn next(self) -> usize {
        (self.0 >> 16 & 0xFF_FFFF) as usize
    }
}

const _: () = assert!(LABELS == LANES - 7, "the tail of a row takes its last seven bytes");

const fn rest_of(key: u32) -> u16 {
    (key & ((1 << REST_BITS) - 1)) as u16
}

/// Most rows a model can have: their indices take three bytes.
const MOST_ROWS: usize = (1 << 24) - 1;

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

    /// `rows` in order of their keys.
    fn assemble(mut rows: Vec<(u32, [i8; LANES])>, transitions: Vec<Scores>, scale: f32, temperature: f32) -> Self {
        rows.truncate(MOST_ROWS);
        let mut blocks = vec![Block::default(); 1 << (PREFIX_BITS - 5)];
        let (mut first, mut further) = (Vec::with_capacity(rows.len()), Vec::new());
        let mut last = None;
        for (key, scores) in &rows {
            let prefix = key >> REST_BITS;
            if last == Some(prefix) {
                further.push((first.len() - 1, Row::new(*key, scores)));
            } else {
                blocks[prefix as usize >> 5].bits |= 1 << (prefix & 31);
                first.push(Row::new(*key, scores));
            }
            last = Some(prefix);
        }
        let mut before = 0;
        for block in &mut blocks {
            block.before = before;
            before += block.bits.count_ones();
        }
        for (mut at, row) in further {
            while first[at].tail().next() != 0 {
                at = first[at].tail().next();
            }
            let next = first.len();
            first[at].set_next(next);
            first.push(row);
        }
        Self { scale, temperature, transitions, blocks, rows: first }
    }

    /// Keys and their scores, in order of the keys.
    fn in_order(&self) -> Vec<(u32, [i8; LANES])> {
        let mut out = Vec::with_capacity(self.rows.len());
        for prefix in 0..1u32 << PREFIX_BITS {
            let block = self.blocks[prefix as usize >> 5];
            if block.bits >> (prefix & 31) & 1 == 0 {
                continue;
            }
            let mut at = block.row(prefix);
            loop {
                let row = self.rows[at];
                out.push((prefix << REST_BITS | u32::from(row.tail().rest()), row.scores()));
                at = row.tail().next();
                if at == 0 {
                    break;
                }
            }
        }
        out
    }

    /// Number of features with a row.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the tagger knows nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The sum of the rows of `keys`: each label's score.
    pub fn score(&self, keys: &[u32]) -> Scores {
        // Whether a key is known cannot be foretold. Sifting without a branch, and reading rows only when all are located,
        // lets the processor wait for many places of memory at once: that is what makes this fast.
        let mut known = [0u32; MOST_FEATURES];
        let mut count = 0;
        for &key in keys.iter().take(MOST_FEATURES) {
            let prefix = key >> REST_BITS;
            known[count] = key;
            count += (self.blocks[prefix as usize >> 5].bits >> (prefix & 31) & 1) as usize;
        }
        let (mut located, mut tails) = ([0u32; MOST_FEATURES], [Tail(0); MOST_FEATURES]);
        for (at, key) in located.iter_mut().zip(&known[..count]) {
            let prefix = key >> REST_BITS;
            *at = self.blocks[prefix as usize >> 5].row(prefix) as u32;
        }
        for (tail, &at) in tails.iter_mut().zip(&located[..count]) {
            *tail = self.rows[at as usize].tail();
        }
        let mut sum = [0i16; LANES];
        for ((&at, &tail), &key) in located.iter().zip(&tails).zip(&known[..count]) {
            if let Some(row) = self.own_row(at as usize, tail, rest_of(key)) {
                for (total, value) in sum.iter_mut().zip(&row.0) {
                    *total += i16::from(*value as i8);
                }
            }
        }
        let mut scores = sum.map(|v| f32::from(v) * self.scale);
        scores[LABELS..].fill(0.0);
        scores
    }

    /// The row with that rest of the key among those that begin at `at`, whose tail is known already.
    fn own_row(&self, at: usize, tail: Tail, rest: u16) -> Option<&Row> {
        if tail.rest() == rest {
            return self.rows.get(at);
        }
        let mut next = tail.next();
        while next != 0 {
            let row = self.rows.get(next)?;
            if row.tail().rest() == rest {
                return Some(row);
            }
            next = row.tail().next();
        }
        None
    }

    /// The model file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(self.scale.to_le_bytes());
        body.extend(self.temperature.to_le_bytes());
        body.extend(self.transitions.iter().flat_map(|row| &row[..LABELS]).flat_map(|v| v.to_le_bytes()));
        let rows = self.in_order();
        body.extend((rows.len() as u32).to_le_bytes());
        let mut last = 0;
        for (key, _) in &rows {
            push_varint(&mut body, key - last);
            last = *key;
        }
        for (_, row) in &rows {
            let present = row.iter().enumerate().fold(0u32, |bits, (i, v)| bits | u32::from(*v != 0) << i);
            body.extend(present.to_le_bytes());
        }
        body.extend(rows.iter().flat_map(|(_, r)| r).filter(|v| **v != 0).map(|v| *v as u8));
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
