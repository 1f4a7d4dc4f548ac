//! `newsgraph train --choices`: annotated articles → weights of the decisions that facts are read with.

use super::{Outcome, tell};
use crate::evaluate::gold::Gold;
use crate::language::Language;
use crate::train::choices::learn::{Choice, Learning, learn, to_tsv};
use crate::train::choices::{DECISIONS, Decision, Held, cross_validate};
use crate::train::folds::{FoldModels, Folds, file_name};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::Path;

/// Learns each decision; writes `<name>.tsv` to `output` and `fold<n>.<name>.tsv` to `fold_weights`; says how often it is
/// right on articles it never saw. Names are judged as the taggers in `fold_weights` found them, which never saw the article.
///
/// # Errors
/// If a file cannot be read or written.
pub fn run(gold: &Path, output: Option<&Path>, fold_weights: Option<&Path>, folds: &Path) -> Result<Outcome> {
    let golds = Gold::read_all(gold)?;
    let taggers = fold_weights.filter(|f| f.join(file_name(0)).exists());
    let taggers = taggers.map(|weights| FoldModels::taggers(folds, weights)).transpose()?;
    let folds = Folds::read(folds)?;
    let language = |g: &Gold| taggers.as_ref().and_then(|t| t.language(&g.id)).unwrap_or_else(|| Language::embedded());
    for decision in DECISIONS {
        let choices: Vec<Choice> = golds.par_iter().flat_map_iter(|g| (decision.choices)(g, language(g))).collect();
        let (tables, held) = cross_validate(&choices, &folds);
        report(decision, &held)?;
        if let Some(folder) = fold_weights {
            for (fold, table) in tables.iter().enumerate() {
                write(&folder.join(format!("fold{fold}.{}.tsv", decision.name)), &to_tsv(table, decision.about))?;
            }
        }
        if let Some(folder) = output {
            let table = learn(&choices, Learning::default());
            write(&folder.join(format!("{}.tsv", decision.name)), &to_tsv(&table, decision.about))?;
        }
    }
    Ok(Outcome::Done)
}

fn report(decision: &Decision, held: &Held) -> io::Result<()> {
    let share = |right: usize, all: usize| right as f64 / all.max(1) as f64;
    say!(
        "{}: {} of {} right on articles not learned from ({:.3})",
        decision.name,
        held.right,
        held.all,
        share(held.right, held.all)
    )?;
    for (tenth, (all, right)) in held.calibration.iter().enumerate().filter(|(_, (all, _))| *all > 0) {
        say!(
            "  given {:.1} to {:.1}: {right} of {all} right ({:.3})",
            tenth as f64 / 10.0,
            (tenth + 1) as f64 / 10.0,
            share(*right, *all)
        )?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("writing weights {}", path.display()))?;
    tell(&format!("{}: {} features", path.display(), text.lines().count() - 1));
    Ok(())
}
