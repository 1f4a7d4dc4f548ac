//! Files of trained weights → the language's tagger and decisions: `x.bin`, and beside it `x.named.tsv`, `x.actors.tsv` …

use super::choices::{DECISIONS, Decision};
use crate::language::weights::Weights;
use crate::language::{Language, Linear};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// What becomes of the decisions when the tagger is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tables {
    /// Each has a table beside the tagger.
    Needed,
    /// Those that have a table beside the tagger are replaced.
    IfThere,
    /// Those embedded stay.
    Embedded,
}

/// Replaces the tagger by that of `path`, and the decisions by the tables beside it.
///
/// # Errors
/// Names the file that cannot be read.
pub fn put(language: &mut Language, path: &Path, tables: Tables) -> Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("reading weights {}", path.display()))?;
    language.tagger = Weights::from_bytes(&path.display().to_string(), &bytes)?;
    for (name, decision) in language.decisions() {
        let table = beside(path, name);
        if tables == Tables::Needed || tables == Tables::IfThere && table.exists() {
            let text =
                std::fs::read_to_string(&table).with_context(|| format!("reading weights {}", table.display()))?;
            *decision = Linear::parse(&table.display().to_string(), &text)?;
        }
    }
    Ok(())
}

/// 16 hexadecimal digits that change with the contents of these files.
///
/// # Errors
/// If the tagger cannot be read.
pub fn fingerprint(path: &Path) -> Result<String> {
    let mut contents = Sha256::new();
    contents.update(std::fs::read(path).with_context(|| format!("reading weights {}", path.display()))?);
    for Decision { name, .. } in DECISIONS {
        contents.update(name);
        contents.update(std::fs::read(beside(path, name)).unwrap_or_default());
    }
    Ok(contents.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// The table of a decision beside a tagger.
fn beside(tagger: &Path, decision: &str) -> PathBuf {
    tagger.with_extension(format!("{decision}.tsv"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_beside_the_tagger_replace_what_is_embedded_where_they_are() {
        let folder = tempfile();
        let tagger = folder.join("x.bin");
        let missing = put(&mut Language::load(&[]).unwrap(), &tagger, Tables::IfThere).unwrap_err();
        assert!(missing.to_string().contains("x.bin"), "{missing}");
        std::fs::write(&tagger, Weights::default().to_bytes()).unwrap();
        let mut language = Language::load(&[]).unwrap();
        assert!(put(&mut language, &tagger, Tables::Needed).unwrap_err().to_string().contains("x.actors.tsv"));
        put(&mut language, &tagger, Tables::IfThere).unwrap();
        assert_eq!((language.tagger.len(), language.named == Language::embedded().named), (0, true));
        std::fs::write(beside(&tagger, "named"), "").unwrap();
        put(&mut language, &tagger, Tables::IfThere).unwrap();
        assert_ne!(language.named, Language::embedded().named);
        assert_eq!(language.actors, Language::embedded().actors);
    }

    #[test]
    fn weights_are_known_by_their_contents() {
        let tagger = tempfile().join("y.bin");
        std::fs::write(&tagger, "one").unwrap();
        let one = fingerprint(&tagger).unwrap();
        std::fs::write(beside(&tagger, "named"), "two").unwrap();
        assert_ne!(fingerprint(&tagger).unwrap(), one);
        assert!(fingerprint(Path::new("missing.bin")).is_err());
    }

    fn tempfile() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("newsgraph-weights-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }
}
