//! `newsgraph train`: a configuration → tagger weights, with their scores on held-out articles and test corpora.

use super::{Outcome, output};
use crate::evaluate::gold::Gold;
use crate::language::Language;
use crate::language::weights::Weights;
use crate::train::config::Config;
use crate::train::folds::{FOLDS, Folds, file_name};
use crate::train::score::Score;
use crate::train::{self, Trainer, corpus};
use anyhow::{Context, Result};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A line of results on standard output; whoever reads them may have seen enough.
macro_rules! say {
    ($($what:tt)*) => { writeln!(io::stdout(), $($what)*) };
}

mod choices;

/// How far training has come, on standard error.
fn tell(progress: &str) {
    let _ = writeln!(io::stderr(), "newsgraph: {progress}");
}

/// Trains the tagger.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Training configuration
    #[arg(long, value_name = "FILE.toml", default_value = "training/shipped.toml")]
    config: PathBuf,
    /// Folder of the corpora that are not in the repository
    #[arg(long, value_name = "DIR", default_value = "../shared/data", env = "NEWSGRAPH_DATA")]
    data: PathBuf,
    /// Where to write the weights
    #[arg(short, long, value_name = "FILE.bin")]
    output: Option<PathBuf>,
    /// Train one model for each fold of the gold articles instead, and score each on the articles it never saw
    #[arg(long)]
    folds: bool,
    /// With --folds: these folds only
    #[arg(long, value_name = "N", value_delimiter = ',')]
    only: Vec<usize>,
    /// With --folds: where to write fold0.bin to fold4.bin
    #[arg(long, value_name = "DIR")]
    fold_weights: Option<PathBuf>,
    /// Table of folds
    #[arg(long, value_name = "FILE.tsv", default_value = "gold/folds.tsv")]
    fold_table: PathBuf,
    /// Give every article of these folders that has none a fold, write the table, and stop
    #[arg(long, value_name = "DIR", num_args = 0.., default_missing_value = "gold")]
    assign_folds: Option<Vec<PathBuf>>,
    /// Learn the small decisions that facts are read with from these annotated articles instead; -o is then a folder
    #[arg(long, value_name = "GOLD")]
    choices: Option<PathBuf>,
    /// Score these weights on the configuration's test corpora instead of training
    #[arg(long, value_name = "FILE.bin")]
    test: Option<PathBuf>,
    /// Print this many wrong (+) and missed (-) mentions of each test, evenly chosen
    #[arg(long, value_name = "N", default_value_t = 0)]
    show: usize,
}

/// Runs the command.
///
/// # Errors
/// If a file cannot be read or written.
pub fn run(args: &Args) -> Result<Outcome> {
    if let Some(folders) = &args.assign_folds {
        assign_folds(folders, &args.fold_table)?;
        return Ok(Outcome::Done);
    }
    if let Some(gold) = &args.choices {
        return choices::run(gold, args.output.as_deref(), args.fold_weights.as_deref(), &args.fold_table);
    }
    let config = Config::read(&args.config)?;
    if let Some(missing) = missing_corpus(&config, args) {
        say!("skipped: corpus {} is not here; name its folder with --data", missing.display())?;
        return Ok(Outcome::Done);
    }
    let language = Language::load(&[])?;
    if let Some(path) = &args.test {
        let bytes = std::fs::read(path).with_context(|| format!("reading weights {}", path.display()))?;
        let weights = Weights::from_bytes(&path.display().to_string(), &bytes)?;
        report_tests(&weights, &config, args, &language)?;
        return Ok(Outcome::Done);
    }
    let started = Instant::now();
    let trainer = Trainer::read(&config, &args.data, &language)?;
    let (texts, sentences, features) = trainer.size();
    tell(&format!("{texts} texts, {sentences} sentences, {features} features read after {:.0?}", started.elapsed()));
    if args.folds {
        cross_validate(&trainer, args)?
    } else {
        train(&trainer, &config, args, &language)?
    }
    Ok(Outcome::Done)
}

fn missing_corpus(config: &Config, args: &Args) -> Option<PathBuf> {
    let tests = config.test.iter().filter(|_| !args.folds);
    let files = config.corpus.iter().chain(tests).flat_map(|c| &c.files);
    files.map(|f| corpus::locate(f, &args.data)).find(|p| !p.exists())
}

fn train(trainer: &Trainer, config: &Config, args: &Args, language: &Language) -> Result<()> {
    let started = Instant::now();
    let weights =
        trainer.train(|_| false, |epoch| tell(&format!("epoch {} done after {:.0?}", epoch + 1, started.elapsed())));
    if let Some(path) = &args.output {
        write(path, &weights)?;
    }
    report_tests(&weights, config, args, language)
}

fn report_tests(weights: &Weights, config: &Config, args: &Args, language: &Language) -> Result<()> {
    for test in &config.test {
        let score = train::test(weights, test, &args.data, language)?;
        say!("{}\n{score}", test.name)?;
        show_errors(&score, args.show)?;
    }
    Ok(())
}

fn cross_validate(trainer: &Trainer, args: &Args) -> Result<()> {
    let folds = Folds::read(&args.fold_table)?;
    let all: Vec<usize> = (0..FOLDS).collect();
    let which = if args.only.is_empty() { &all } else { &args.only };
    let mut written = Ok(());
    let total = trainer.cross_validate(&folds, which, |fold, weights, score| {
        tell(&format!("fold {fold}: F1 {:.1}", 100.0 * score.total().f1()));
        if let (Some(dir), Ok(())) = (&args.fold_weights, &written) {
            written = write(&dir.join(file_name(fold)), &weights);
        }
    });
    say!("held-out articles\n{total}")?;
    show_errors(&total, args.show)?;
    written
}

fn show_errors(score: &Score, number: usize) -> io::Result<()> {
    let step = score.errors.len() / number.max(1);
    for error in score.errors.iter().step_by(step.max(1)).take(number) {
        say!("    {error}")?;
    }
    Ok(())
}

fn write(path: &Path, weights: &Weights) -> Result<()> {
    let bytes = weights.to_bytes();
    output::create(path)?.write_all(&bytes).with_context(|| format!("writing weights {}", path.display()))?;
    tell(&format!("{}: {} features, {} bytes", path.display(), weights.len(), bytes.len()));
    Ok(())
}

fn assign_folds(folders: &[PathBuf], table: &Path) -> Result<()> {
    let mut folds = if table.exists() { Folds::read(table)? } else { Folds::default() };
    for folder in folders {
        folds.extend(Gold::read_all(folder)?.iter().map(|g| g.id.as_str()));
    }
    std::fs::write(table, folds.to_tsv()).with_context(|| format!("writing folds {}", table.display()))
}
