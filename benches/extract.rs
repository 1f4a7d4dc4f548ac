//! Start-up, one article and throughput, with the ratio to jieba-rs `cut` on the same text in the same run.
//!
//! `cargo bench --bench extract` prints the figures; nothing is asserted.

use jieba_rs::Jieba;
use newsgraph::language::Language;
use newsgraph::model::Stated;
use newsgraph::pipeline;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 30;

fn main() {
    let text = include_str!("../samples/articles/01-police-station.txt");
    let start = Instant::now();
    let language = Language::load(&[]).expect("the embedded data is well formed");
    println!("start-up: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let extract = seconds(|| drop(black_box(pipeline::extract(text, &Stated::default(), &language))));
    let jieba = Jieba::new();
    let cut = seconds(|| drop(black_box(jieba.cut(text, true))));
    let megabytes = text.len() as f64 / 1e6;
    println!("one article of {} bytes: {:.2} ms, {:.2} MB/s", text.len(), extract * 1e3, megabytes / extract);
    println!("jieba-rs cut: {:.2} ms; ratio {:.1}", cut * 1e3, extract / cut);
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
