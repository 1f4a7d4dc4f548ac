//! The tagger alone: characters a second on one core, with the ratio to jieba-rs `tag` on the same text in the same run,
//! and to the whole extraction.
//!
//! `cargo bench --bench tagging` prints the figures over the gold articles; nothing is asserted.

use jieba_rs::Jieba;
use newsgraph::article;
use newsgraph::evaluate::Gold;
use newsgraph::language::Language;
use newsgraph::mentions::tagger;
use newsgraph::model::Stated;
use newsgraph::pipeline;
use newsgraph::text::sentences;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const ROUNDS: u32 = 7;

fn main() {
    let start = Instant::now();
    let language = Language::load(&[]).expect("the embedded data is well formed");
    println!("start-up: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let golds = Gold::read_all(Path::new("gold")).expect("gold articles are here");
    let stated = Stated::default();
    let cut: Vec<_> = golds
        .iter()
        .map(|gold| {
            let article = article::recognise(&gold.text, &stated, &language);
            let sentences = sentences::split(&article);
            (article, sentences)
        })
        .collect();
    let characters = golds.iter().map(|g| g.text.chars().count()).sum::<usize>() as f64;
    if std::env::args().any(|a| a == "alone") {
        let tag = seconds(|| cut.iter().for_each(|(a, s)| drop(black_box(tagger::find(a, s, &language)))));
        println!("tagging: {:.3} M characters/s", characters / tag / 1e6);
        return;
    }
    let tag = seconds(|| cut.iter().for_each(|(a, s)| drop(black_box(tagger::find(a, s, &language)))));
    let extract =
        seconds(|| golds.iter().for_each(|g| drop(black_box(pipeline::extract(&g.text, &stated, &language)))));
    let jieba = Jieba::new();
    let peer = seconds(|| golds.iter().for_each(|g| drop(black_box(jieba.tag(&g.text, true)))));
    println!("{} articles, {characters} characters", golds.len());
    for (what, time) in [("tagging", tag), ("whole extraction", extract), ("jieba-rs tag", peer)] {
        println!("{what}: {:.3} M characters/s, {:.2} times jieba-rs tag", characters / time / 1e6, time / peer);
    }
}

/// The shortest of several rounds, in seconds.
fn seconds(mut work: impl FnMut()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(time).fold(f64::INFINITY, f64::min)
}
