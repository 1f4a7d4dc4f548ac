//! Articles → the files of their own in a folder, no two the same.

use anyhow::{Result, bail};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Gives names in a folder.
pub struct Names {
    folder: PathBuf,
    extension: &'static str,
    /// Names given so far, as digests: a name takes 16 bytes, however long it is.
    given: HashSet<[u8; 16]>,
}

/// How an article is called in its input.
pub struct Name<'n> {
    /// The input's.
    pub input: &'n Path,
    /// Its number, where the input holds several.
    pub number: Option<usize>,
    /// Its own, inside the input.
    pub own: Option<&'n Path>,
}

impl Names {
    /// Names in this folder, with this ending.
    pub fn new(folder: &Path, extension: &'static str) -> Self {
        Self { folder: folder.into(), extension, given: HashSet::new() }
    }

    /// The file of an article: named as its input; or in a folder of the input's name as it is called there, or by its
    /// number. A name that is taken gets what tells the two apart.
    ///
    /// # Errors
    /// If all of these are taken.
    pub fn claim(&mut self, name: &Name) -> Result<PathBuf> {
        let stem = self.folder.join(name.input.with_extension(""));
        let candidates = match (name.number, name.own.filter(|own| is_short(own))) {
            (None, _) => [stem, self.folder.join(name.input)],
            (Some(number), Some(own)) => [stem.join(own), with(stem, &format!("-{number}"))],
            (Some(number), None) => {
                [with(stem, &format!("-{number}")), with(self.folder.join(name.input), &format!("-{number}"))]
            }
        };
        for candidate in candidates {
            let path = with(candidate, &format!(".{}", self.extension));
            if self.given.insert(digest(&path)) {
                return Ok(path);
            }
        }
        bail!("naming the graph of {}: an earlier input has taken its name; rename one of them", name.input.display())
    }
}

/// Whether file systems take it for a name, with an ending.
fn is_short(name: &Path) -> bool {
    name.iter().all(|part| part.len() <= 200)
}

fn with(path: PathBuf, ending: &str) -> PathBuf {
    let mut path = path.into_os_string();
    path.push(ending);
    path.into()
}

fn digest(path: &Path) -> [u8; 16] {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    std::array::from_fn(|at| digest[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_named_as_in_their_input_and_no_name_is_given_twice() {
        let mut names = Names::new(Path::new("out"), "nq");
        let mut claim = |input: &str, number: Option<usize>, own: Option<&str>| {
            let name = Name { input: Path::new(input), number, own: own.map(Path::new) };
            names.claim(&name).map(|path| path.display().to_string()).ok()
        };
        assert_eq!(claim("below/a.txt", None, None).unwrap(), "out/below/a.nq");
        assert_eq!(claim("below/a.html", None, None).unwrap(), "out/below/a.html.nq");
        assert_eq!(claim("b.jsonl", Some(1), Some("x.1")).unwrap(), "out/b/x.1.nq");
        assert_eq!(claim("b.jsonl", Some(2), Some("x.1")).unwrap(), "out/b-2.nq");
        assert_eq!(claim("b.csv", Some(2), None).unwrap(), "out/b.csv-2.nq");
        assert_eq!(claim("b.jsonl", Some(3), Some(&"x".repeat(300))).unwrap(), "out/b-3.nq");
        assert_eq!(claim("below/a.html", None, None), None);
    }
}
