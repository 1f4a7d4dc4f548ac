//! `gold/folds.tsv` (article id, fold) ↔ which of five models never saw an article.

use super::weights_files::{self, Tables};
use crate::language::Language;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// How many parts the gold articles are in.
pub const FOLDS: usize = 5;

/// The fold of each article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folds(BTreeMap<String, usize>);

impl Folds {
    /// Reads the table.
    ///
    /// # Errors
    /// If the file cannot be read or a line is not an id, a tab and 0 to 4.
    pub fn read(path: &Path) -> Result<Self> {
        let what = || format!("reading folds {}", path.display());
        let text = std::fs::read_to_string(path).with_context(what)?;
        let mut folds = BTreeMap::new();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let row = line.split_once('\t').and_then(|(id, f)| Some((id, f.trim().parse().ok()?)));
            let (id, fold) = row.filter(|(_, f)| *f < FOLDS).with_context(|| {
                format!("{}, line {}: {line:?} is not an article id, a tab and a fold from 0 to 4", what(), number + 1)
            })?;
            folds.insert(id.to_string(), fold);
        }
        Ok(Self(folds))
    }

    /// Adds articles that have no fold yet: each goes to the fold with the fewest articles of its series (the id up to
    /// the first hyphen), among equals to that with the fewest articles.
    pub fn extend<'i>(&mut self, ids: impl IntoIterator<Item = &'i str>) {
        for id in ids {
            if self.0.contains_key(id) {
                continue;
            }
            let count = |fold: usize, same: bool| {
                let rows = self.0.iter().filter(|(_, f)| **f == fold);
                rows.filter(|(other, _)| !same || series(other) == series(id)).count()
            };
            let fold = (0..FOLDS).min_by_key(|&f| (count(f, true), count(f, false), f)).unwrap_or(0);
            self.0.insert(id.to_string(), fold);
        }
    }

    /// The fold an article is held out in.
    pub fn of(&self, id: &str) -> Option<usize> {
        self.0.get(id).copied()
    }

    /// The table as text.
    pub fn to_tsv(&self) -> String {
        let rows = self.0.iter().map(|(id, fold)| format!("{id}\t{fold}\n"));
        "# article\tfold (written by `newsgraph train --assign-folds`)\n".to_string() + &rows.collect::<String>()
    }
}

fn series(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// File name of the weights that never saw fold `fold`.
pub fn file_name(fold: usize) -> String {
    format!("fold{fold}.bin")
}

/// For each fold, everything we know of the language with the tagger that never saw that fold.
pub struct FoldModels {
    folds: Folds,
    languages: Vec<Language>,
}

impl FoldModels {
    /// Reads the table of folds and `fold0.bin` to `fold4.bin` in `weights`.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn read(folds: &Path, weights: &Path) -> Result<Self> {
        Self::with(folds, weights, Tables::Needed)
    }

    /// The same with the decisions that are embedded, as those of the folds are yet to be learned.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn taggers(folds: &Path, weights: &Path) -> Result<Self> {
        Self::with(folds, weights, Tables::Embedded)
    }

    fn with(folds: &Path, weights: &Path, tables: Tables) -> Result<Self> {
        let languages = (0..FOLDS).map(|fold| {
            let read = || -> Result<Language> {
                let mut language = Language::load(&[])?;
                weights_files::put(&mut language, &weights.join(file_name(fold)), tables)?;
                Ok(language)
            };
            read().with_context(|| {
                format!("reading the weights of fold {fold} in {}; `make folds` writes them", weights.display())
            })
        });
        Ok(Self { folds: Folds::read(folds)?, languages: languages.collect::<Result<_>>()? })
    }

    /// The language whose tagger never saw the article; `None` if the article has no fold.
    pub fn language(&self, article: &str) -> Option<&Language> {
        self.languages.get(self.folds.of(article)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_series_is_spread_over_all_folds_and_old_articles_stay() {
        let mut folds = Folds::default();
        folds.extend(["a-1", "a-2", "a-3", "a-4", "a-5", "b-1", "b-2"]);
        let mut seen: Vec<usize> = (1..=5).filter_map(|i| folds.of(&format!("a-{i}"))).collect();
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 3, 4]);
        let before = folds.of("b-1");
        folds.extend(["b-0", "b-1"]);
        assert_eq!(folds.of("b-1"), before);
    }
}
