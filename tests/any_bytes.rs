//! The functions that `fuzz/` calls, on its seeds and on seeds that were damaged: a short run of what it does for long.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use proptest::prelude::*;
use std::path::Path;

/// A seed with pieces cut out, doubled, moved and overwritten.
fn damaged(target: &str) -> BoxedStrategy<Vec<u8>> {
    let seeds = seeds(target);
    let pieces = proptest::collection::vec((any::<u16>(), any::<u16>(), 0..5_u8, any::<u8>()), 0..12);
    let one = (proptest::sample::select(seeds.clone()), proptest::sample::select(seeds), pieces);
    one.prop_map(|(mut bytes, other, damages)| {
        damages.into_iter().for_each(|damage| apply(&mut bytes, &other, damage));
        bytes
    })
    .boxed()
}

fn apply(bytes: &mut Vec<u8>, other: &[u8], (at, long, how, byte): (u16, u16, u8, u8)) {
    const LONGEST: usize = 1 << 16;
    let at = usize::from(at) % (bytes.len() + 1);
    let end = (at + usize::from(long) % 200).min(bytes.len());
    match how {
        0 => drop(bytes.drain(at..end)),
        1 if bytes.len() < LONGEST => bytes.extend_from_within(at..end),
        2 => drop(bytes.splice(at..end, other.iter().copied().skip(at).take(usize::from(byte)))),
        3 => bytes.insert(at, byte),
        _ => bytes.get_mut(at).into_iter().for_each(|b| *b ^= byte),
    }
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn any_or_damaged(target: &str) -> BoxedStrategy<Vec<u8>> {
    let any = proptest::collection::vec(any::<u8>(), 0..300);
    prop_oneof![1 => any, 4 => damaged(target)].boxed()
}

macro_rules! survives {
    ($($target:ident: $cases:literal),*) => {$(
        #[test]
        fn $target() {
            seeds(stringify!($target)).iter().for_each(|seed| targets::$target(seed));
            proptest!(ProptestConfig { cases: $cases, failure_persistence: None, ..ProptestConfig::default() },
                |(bytes in any_or_damaged(stringify!($target)))| targets::$target(&bytes));
        }
    )*};
}

survives! { html: 150, text: 100, jsonl: 200, csv: 200, warc: 200, packed: 200, query: 200 }
