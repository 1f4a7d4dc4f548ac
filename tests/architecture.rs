//! The source tree against ARCHITECTURE.md: which part may use which, and that the tree it draws is the tree there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each part with those it may use; anything else is the wrong direction.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("vocabulary", &[]),
    ("language", &["model"]),
    ("read", &["model", "language", "text", "article"]),
    ("text", &["model", "language"]),
    ("article", &["model", "language", "text"]),
    ("mentions", &["model", "language", "text", "article"]),
    ("entities", &["model", "language", "text", "article", "mentions"]),
    ("facts", &["model", "language", "text", "article", "mentions", "entities"]),
    ("pipeline", &["model", "language", "text", "article", "mentions", "entities", "facts"]),
    ("emit", &["model", "language", "vocabulary"]),
    ("merge", &["model", "language", "entities", "emit", "vocabulary"]),
    ("store", &["emit", "vocabulary"]),
    ("query", &["store", "vocabulary"]),
    ("validate", &["query", "vocabulary"]),
    ("train", &["model", "language", "text", "article", "mentions", "entities", "facts", "pipeline", "evaluate"]),
    (
        "evaluate",
        &["model", "language", "text", "article", "mentions", "entities", "facts", "pipeline", "emit", "vocabulary"],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The part of the tree a file belongs to: `src/facts/roles.rs` → `facts`.
fn part(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    below.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_string()
}

/// Parts named by `crate::part` outside comments and tests.
fn uses(source: &str) -> BTreeSet<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
    let mut found = BTreeSet::new();
    for piece in lines.flat_map(|line| line.split("crate::").skip(1)) {
        match piece.strip_prefix('{') {
            Some(list) => found.extend(list.split(',').map(|p| name(p.trim()))),
            None => drop(found.insert(name(piece))),
        }
    }
    found.remove("");
    found
}

fn name(piece: &str) -> String {
    piece.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
}

#[test]
fn every_part_uses_only_what_lies_below_it() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in files
        .iter()
        .filter(|f| !f.file_stem().unwrap().to_string_lossy().starts_with("measure") && !f.ends_with("tests.rs"))
    {
        let part = part(file);
        let Some((_, allowed)) = MAY_USE.iter().find(|(p, _)| *p == part) else { continue };
        for used in uses(&fs::read_to_string(file).unwrap()) {
            let known = MAY_USE.iter().any(|(p, _)| *p == used) || used == "cli";
            if known && used != part && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_tree_in_the_document_is_the_tree_there_is() {
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let part = part(&entry.unwrap().path());
        if !["lib", "main"].contains(&part.as_str()) {
            assert!(document.contains(&format!("`{part}`")), "ARCHITECTURE.md does not name src/{part}");
        }
    }
}
