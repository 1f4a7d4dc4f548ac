//! Whole archives: time, articles and megabytes a second, and peak memory of the program, for archives of growing size.
//!
//! `cargo bench --bench archive -- 10000 100000` repeats the texts of `gold/articles` into one file of JSON Lines for each
//! number, extracts it to N-Quads with evidence and prints the figures; `-- html FOLDER` extracts saved pages instead.
//! Nothing is asserted. Memory is read from /proc, so it is shown on Linux only.

use newsgraph::evaluate::Gold;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if let [word, folder] = &words[..]
        && word == "html"
    {
        let pages = count(Path::new(folder));
        return measure("pages", pages, Path::new(folder), 0);
    }
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    for articles in if sizes.is_empty() { vec![1_000, 2_000] } else { sizes } {
        let (path, bytes) = archive(articles);
        measure("articles", articles, &path, bytes);
        fs::remove_file(path).expect("it was just written");
    }
}

/// A file of that many articles, and the bytes of their texts.
fn archive(articles: usize) -> (PathBuf, usize) {
    let gold = Gold::read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/articles")).expect("gold is read");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("archive-{articles}.jsonl"));
    let mut file = BufWriter::new(File::create(&path).expect("there is room"));
    let mut bytes = 0;
    for (number, article) in gold.iter().cycle().take(articles).enumerate() {
        bytes += article.text.len();
        writeln!(file, "{}", serde_json::json!({ "id": number, "text": article.text })).expect("there is room");
    }
    file.flush().expect("there is room");
    (path, bytes)
}

fn measure(what: &str, count: usize, input: &Path, bytes: usize) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsgraph"))
        .args(["extract", "--quiet", "--format", "nquads"])
        .arg(input)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut peak = 0;
    while child.try_wait().expect("it is ours").is_none() {
        peak = peak.max(resident(child.id()));
        std::thread::sleep(Duration::from_millis(20));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{count} {what}: {seconds:.1} s, {:.0} a second, {:.2} MB/s of text, peak memory {} MB",
        count as f64 / seconds,
        bytes as f64 / 1e6 / seconds,
        peak >> 10
    );
}

/// The most memory the process held so far, in kB.
fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// Files below a folder.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
}
