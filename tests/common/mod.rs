//! What tests of the command share.

#![allow(dead_code, reason = "every test file uses a part of it")]

use newsgraph::evaluate::Gold;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub const ARTICLE: &str = "清河派出所获评全省示范派出所\n\n2024-03-05 09:12:00  来源:清河县融媒体中心  编辑:王新\n\n\
    近日,清河县公安局清河派出所被省公安厅授予“全省示范派出所”称号。2023年,该所化解矛盾纠纷500余起。\n";

pub fn newsgraph(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn run(arguments: &[&str]) -> Output {
    newsgraph(arguments).output().unwrap()
}

/// The output of a run that must do everything.
pub fn good(arguments: &[&str]) -> Vec<u8> {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    output.stdout
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Bare texts of gold articles, every `step`th.
pub fn articles(step: usize) -> Vec<(String, String)> {
    let gold = Gold::read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/articles")).unwrap();
    gold.into_iter().step_by(step).map(|article| (article.id, article.text)).collect()
}

/// Writes them as files into a folder, the first of them into a folder below.
pub fn write_articles(folder: &Path, articles: &[(String, String)]) {
    fs::create_dir_all(folder.join("below")).unwrap();
    for (number, (id, text)) in articles.iter().enumerate() {
        let place = if number == 0 { folder.join("below") } else { folder.into() };
        fs::write(place.join(format!("{id}.txt")), text).unwrap();
    }
}

/// They as lines of JSON.
pub fn json_lines(articles: &[(String, String)]) -> String {
    let line = |(id, text): &(String, String)| format!("{}\n", serde_json::json!({ "id": id, "text": text }));
    articles.iter().map(line).collect()
}

/// All files below a folder, hidden ones too, with their bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(below).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                files.insert(path.strip_prefix(folder).unwrap().display().to_string(), bytes);
            }
        }
    }
    files
}

/// The graphs among them.
pub fn graphs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    tree(folder).into_iter().filter(|(name, _)| name.ends_with(".nq") && !name.starts_with('.')).collect()
}

/// The objects of a report of failures.
pub fn failures(path: &Path) -> Vec<serde_json::Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// `path` as an argument; a folder to write to ends in a slash.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

pub fn out(path: &Path) -> String {
    format!("{}/", path.display())
}
