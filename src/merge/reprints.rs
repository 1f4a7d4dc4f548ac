//! Bodies of articles → groups of reprints: stories of which the same words were printed again elsewhere.
//!
//! A body is known by its smallest hashes of five characters in a row (a bottom-k sketch); how many of them two bodies
//! share estimates how much of their text they share. Bands of minimum hashes bring likely pairs together, so that no
//! two articles are compared that have nothing in common.

use super::archive::Archive;
use std::collections::HashMap;

/// Characters in a row that make a shingle.
const SHINGLE: usize = 5;
/// Smallest hashes kept of a body.
const KEPT: usize = 200;
/// Bands, and minimum hashes in each: two bodies that share 70 % of their shingles meet in a band in 99 of 100 cases.
const BANDS: usize = 12;
const ROWS: usize = 3;
/// Share of the shingles that makes a reprint.
const ALIKE: f64 = 0.7;
/// Bodies with fewer shingles than this are too short to tell.
const SHORTEST: usize = 40;
/// Bodies in a band that a new one is compared with, at most.
const COMPARED: usize = 32;

/// What a body looks like.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sketch {
    /// The smallest hashes, ascending.
    smallest: Vec<u32>,
    bands: [u64; BANDS],
}

impl Sketch {
    /// Reads a body; nothing when it is too short to tell.
    pub fn of(body: &str) -> Option<Self> {
        let characters: Vec<u32> = body.chars().filter(|c| c.is_alphanumeric()).map(u32::from).collect();
        let mut hashes: Vec<u64> = characters.windows(SHINGLE).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() < SHORTEST {
            return None;
        }
        let bands = std::array::from_fn(|band| {
            let least = |row: usize| {
                let seed = (band * ROWS + row + 1) as u64;
                hashes.iter().map(|h| mix(h ^ seed.wrapping_mul(0xA076_1D64_78BD_642F))).min().unwrap_or_default()
            };
            (0..ROWS).fold(band as u64, |key, row| mix(key ^ least(row)))
        });
        let smallest = hashes.iter().take(KEPT).map(|h| (h >> 32) as u32).collect();
        Some(Self { smallest, bands })
    }

    /// The share of shingles that two bodies have in common, 0 to 1, as far as the sketches tell.
    pub fn likeness(&self, other: &Self) -> f64 {
        let (mut i, mut j, mut shared, mut all) = (0, 0, 0, 0);
        let (a, b) = (&self.smallest, &other.smallest);
        while i < a.len() && j < b.len() && all < KEPT {
            let order = a[i].cmp(&b[j]);
            shared += usize::from(order.is_eq());
            i += usize::from(order.is_le());
            j += usize::from(order.is_ge());
            all += 1;
        }
        let rest = (a.len() - i).max(b.len() - j).min(KEPT - all);
        if all == 0 { 0.0 } else { shared as f64 / (all + rest) as f64 }
    }
}

fn hash(characters: &[u32]) -> u64 {
    characters.iter().fold(0, |h, &c| mix(h ^ u64::from(c)))
}

/// Spreads the bits (the finisher of splitmix64).
const fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// For each article the first printing of its story: itself when it is no reprint.
pub fn originals(archive: &Archive) -> Vec<u32> {
    let mut order: Vec<u32> = (0..archive.articles.len() as u32).collect();
    order.sort_by(|a, b| archive.articles[*a as usize].order().cmp(&archive.articles[*b as usize].order()));
    let mut first: Vec<u32> = (0..archive.articles.len() as u32).collect();
    let mut bands = HashMap::<(usize, u64), Vec<u32>>::new();
    for article in order {
        let Some(sketch) = &archive.articles[article as usize].sketch else { continue };
        let met = sketch.bands.iter().enumerate().filter_map(|key| bands.get(&(key.0, *key.1))).flatten();
        let like =
            |a: &&u32| archive.articles[**a as usize].sketch.as_ref().is_some_and(|s| s.likeness(sketch) >= ALIKE);
        // Earlier printings stand first, and the story's first printing is the one to name.
        if let Some(earlier) = met.filter(like).map(|a| first[*a as usize]).min_by_key(|a| {
            let (date, iri) = archive.articles[*a as usize].order();
            (date.to_string(), iri.to_string())
        }) {
            first[article as usize] = earlier;
        }
        for key in sketch.bands.iter().enumerate() {
            let band = bands.entry((key.0, *key.1)).or_default();
            if band.len() < COMPARED {
                band.push(article);
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "清河县公安局清河派出所近日传来喜讯，该所老马警务室被省公安厅授予全省示范警务室称号。警务室自成立以来\
        化解矛盾纠纷五百余起，帮助群众找回走失老人十二名，深受辖区居民好评。县公安局相关负责人表示，将继续推广这一经验。";

    #[test]
    fn a_story_with_another_byline_is_alike_and_another_story_is_not() {
        let story = Sketch::of(STORY).unwrap();
        let reprint = Sketch::of(&format!("本报讯 {STORY}（记者 李蕊）")).unwrap();
        assert!(story.likeness(&reprint) > 0.8);
        assert!(story.bands.iter().zip(&reprint.bands).any(|(a, b)| a == b));
        let other = Sketch::of(&STORY.chars().rev().collect::<String>()).unwrap();
        assert!(story.likeness(&other) < 0.1);
        assert!((story.likeness(&story) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_body_of_a_few_words_tells_nothing() {
        assert_eq!(Sketch::of("图片新闻"), None);
    }
}
