//! Paths as named → inputs, folder by folder, so that an archive of any size is never held in memory.

use super::input::Input;
use crate::store::format_of;
use std::fs;
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

/// What `extract` writes beside the graphs when inputs failed; it is no input itself.
pub const FAILURES: &str = "failures.jsonl";

/// Files as named, folders replaced by the files in them (by path, hidden ones left out), `-` or nothing by standard
/// input. A path that is not there stays an input and is reported when it is read.
pub struct Walk {
    named: IntoIter<PathBuf>,
    levels: Vec<Level>,
    /// A folder or file that is being written, in its real place.
    left_out: Option<PathBuf>,
    /// Whether graphs in folders are left out.
    articles: bool,
    standard: bool,
}

/// A folder being walked.
struct Level {
    /// The folder named on the command line.
    root: PathBuf,
    /// Where the folder really is, links resolved.
    real: PathBuf,
    paths: IntoIter<PathBuf>,
}

impl Walk {
    /// Walks these paths.
    pub fn new(paths: &[PathBuf]) -> Self {
        Self {
            named: Vec::from(paths).into_iter(),
            levels: Vec::new(),
            left_out: None,
            articles: false,
            standard: paths.is_empty(),
        }
    }

    /// Leaves out what lies at `output`, unless it is a folder that was named.
    #[must_use]
    pub fn without(mut self, output: Option<&Path>) -> Self {
        self.left_out = output.map(real);
        self
    }

    /// Leaves out the graphs in folders: a folder may hold articles and what was made of them.
    #[must_use]
    pub fn of_articles(mut self) -> Self {
        self.articles = true;
        self
    }

    fn named(&mut self, path: PathBuf) -> Option<Input> {
        if path.as_os_str() == "-" {
            return Some(Input::standard());
        }
        if path.is_dir() {
            return self.enter(path.clone(), path);
        }
        let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
        Some(Input::file(path, name))
    }

    /// Goes into a folder; one that cannot be listed is an input that cannot be read.
    fn enter(&mut self, root: PathBuf, folder: PathBuf) -> Option<Input> {
        let Ok(entries) = fs::read_dir(&folder) else { return Some(Input::file(folder.clone(), folder)) };
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.retain(|p| !is_passed_over(p));
        paths.sort();
        self.levels.push(Level { root, real: real(&folder), paths: paths.into_iter() });
        None
    }

    fn found(&mut self, path: PathBuf) -> Option<Input> {
        let root = self.levels.last()?.root.clone();
        if self.left_out.as_ref().is_some_and(|out| *out == real(&path)) {
            return None;
        }
        if self.articles && format_of(&path).is_some_and(|file| !file.is_lines()) {
            return None;
        }
        let to = fs::canonicalize(&path).ok().filter(|_| path.is_symlink());
        let is_loop = to.is_some_and(|to| self.levels.iter().any(|level| level.real.starts_with(&to)));
        if path.is_dir() && !is_loop {
            return self.enter(root, path);
        }
        let special = path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir());
        let refused = is_loop.then_some(LOOP).or(special.then_some(SPECIAL));
        let name = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
        Some(Input { refused, ..Input::file(path, name) })
    }
}

const LOOP: (&str, &str) =
    ("it is a link that leads back to a folder it lies in, and was not followed", "remove the link, or leave it");
/// Opening a pipe nobody writes to would wait for ever.
const SPECIAL: (&str, &str) = ("it is a pipe, a socket or a device", "to read it, name it on the command line");

impl Iterator for Walk {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        if std::mem::take(&mut self.standard) {
            return Some(Input::standard());
        }
        loop {
            let found = match self.levels.last_mut() {
                Some(level) => match level.paths.next() {
                    Some(path) => self.found(path),
                    None => {
                        self.levels.pop();
                        None
                    }
                },
                None => {
                    let path = self.named.next()?;
                    self.named(path)
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// Whether it is the text that `extract --keep-text` left beside a graph, which says the same.
pub fn is_kept_text(input: &Input) -> bool {
    let Some(path) = input.path.as_deref().filter(|p| p.extension().is_some_and(|e| e == "txt")) else { return false };
    let endings = ["nq", "trig", "ttl", "nt", "jsonld", "jsonl"];
    endings.iter().any(|ending| path.with_extension(ending).is_file())
}

/// Hidden files; tables (aliases, names), which lie beside articles and graphs; the report of failures.
fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with(".tsv") || name == FAILURES
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_are_found_whatever_way_they_take() {
        let folder = std::env::temp_dir().join(format!("newsgraph-walk-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for name in ["a", "b"] {
            fs::create_dir_all(folder.join(name)).unwrap();
            fs::write(folder.join(name).join("z.txt"), name).unwrap();
        }
        // Two folders that lead into each other, and one into itself.
        for (from, to) in [("a/b", "../b"), ("b/a", "../a"), ("a/self", "."), ("a/gone", "nowhere")] {
            std::os::unix::fs::symlink(to, folder.join(from)).unwrap();
        }
        let found: Vec<Input> = Walk::new(std::slice::from_ref(&folder)).collect();
        let names = |is_loop: bool| {
            let some = found.iter().filter(|i| i.refused.is_some() == is_loop);
            some.map(|i| i.name.display().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names(false), ["a/b/z.txt", "a/gone", "a/z.txt", "b/a/gone", "b/a/z.txt", "b/z.txt"]);
        assert_eq!(names(true), ["a/b/a", "a/self", "b/a/b", "b/a/self"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
