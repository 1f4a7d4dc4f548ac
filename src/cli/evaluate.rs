//! `newsgraph evaluate`: annotated articles in, precision, recall and F1 out.

use super::reading::ReadingArgs;
use super::{Outcome, output};
use crate::emit::{Emitter, Options};
use crate::evaluate::floors::Floors;
use crate::evaluate::{Gold, Scores, check};
use crate::language::Language;
use crate::model::{Document, Stated};
use crate::train::folds::FoldModels;
use crate::{facts, pipeline};
use anyhow::{Context, Result};
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Measures the extractor on annotated articles (*.gold.txt)
///
/// Every article is extracted and its graph is compared with what its annotators say: precision (P), recall (R) and
/// their mean (F1) of entities, relations, honours, results and deeds, and of the names marked in the text.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An annotated article, or a folder of them
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Give the extractor the annotated names and entities, so that the readers of facts are measured alone
    #[arg(long, conflicts_with = "perfect")]
    oracle: bool,
    /// Give everything that is annotated: what the graph can say at best
    #[arg(long)]
    perfect: bool,
    /// List what is wrong, at most N missed and N extra of each kind
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
    /// Extract each article with the tagger that never saw it: this table gives every article its fold
    #[arg(long, value_name = "FILE.tsv")]
    folds: Option<PathBuf>,
    /// Folder of fold0.bin to fold4.bin, written by `newsgraph train --folds --fold-weights FOLDER`
    #[arg(long, value_name = "FOLDER", default_value = "target/folds")]
    fold_weights: PathBuf,
    /// Fail when a figure is below its floor in this file
    #[arg(long, value_name = "FILE.toml")]
    floors: Option<PathBuf>,
    /// Raise the floors that have been passed, and add new figures; none is lowered
    #[arg(long, requires = "floors")]
    raise_floors: bool,
    /// Only check that the annotated articles follow the guide
    #[arg(long, conflicts_with_all = ["oracle", "perfect", "text"])]
    check: bool,
    /// Only print the bare text of the article
    #[arg(long)]
    text: bool,
    /// Write the graph of each article to this folder, as N-Quads
    #[arg(long, value_name = "FOLDER")]
    graphs: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// Runs the command.
pub fn run(args: Args) -> Result<Outcome> {
    if args.check {
        return check_all(&args.gold);
    }
    let golds = Gold::read_all(&args.gold)?;
    if args.text {
        for gold in &golds {
            io::stdout().write_all(gold.text.as_bytes())?;
        }
        return Ok(Outcome::Done);
    }
    let results = extract_all(&args, &golds)?;
    if let Some(folder) = &args.graphs {
        write_graphs(folder, &golds, &results)?;
    }
    let scores = score(golds.iter().zip(&results));
    print(&args, &scores)?;
    match &args.floors {
        Some(path) => hold(path, &scores, args.raise_floors),
        None => Ok(Outcome::Done),
    }
}

fn check_all(path: &Path) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    for file in Gold::files(path)? {
        let faults = match Gold::read(&file) {
            Ok(gold) => check::faults(&gold),
            Err(error) => vec![error.to_string()],
        };
        for fault in faults {
            outcome = Outcome::Partly;
            writeln!(io::stdout(), "{}: {fault}", file.display())?;
        }
    }
    Ok(outcome)
}

fn extract_all(args: &Args, golds: &[Gold]) -> Result<Vec<(Document, Vec<Quad>)>> {
    let (language, stated) = (args.reading.language()?, args.reading.stated());
    let emitter = Emitter::new(&language, Options { body: false, ..Options::default() });
    let folds = fold_models(args)?;
    let extract = |gold: &Gold| {
        let held_out = folds.as_ref().and_then(|f| f.language(&gold.id));
        let document = document(args, gold, &stated, held_out.unwrap_or(&language));
        let quads = emitter.quads(&document);
        (document, quads)
    };
    Ok(golds.par_iter().map(extract).collect())
}

fn document(args: &Args, gold: &Gold, stated: &Stated, language: &Language) -> Document {
    let mut document = pipeline::extract(&gold.text, stated, language);
    if args.perfect {
        gold.perfect_document(&mut document);
    } else if args.oracle {
        gold.perfect(&mut document);
        document.facts = facts::read(&document, language);
    }
    document
}

fn write_graphs(folder: &Path, golds: &[Gold], results: &[(Document, Vec<Quad>)]) -> Result<()> {
    for (gold, (_, quads)) in golds.iter().zip(results) {
        let path = folder.join(format!("{}.nq", gold.id));
        let file = io::BufWriter::new(output::create(&path)?);
        crate::emit::write_quads(file, crate::emit::RdfSyntax::NQuads, "", quads)
            .and_then(|mut file| file.flush())
            .with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

fn score<'a>(articles: impl Iterator<Item = (&'a Gold, &'a (Document, Vec<Quad>))>) -> Scores {
    let mut scores = Scores::default();
    for (gold, (document, quads)) in articles {
        scores.add_graph(gold, quads);
        scores.add_mentions(gold, document);
    }
    scores
}

fn print(args: &Args, scores: &Scores) -> Result<()> {
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", scores.json())?;
    } else {
        write!(out, "{}", scores.table())?;
    }
    if args.errors > 0 {
        write!(out, "{}", scores.errors(args.errors))?;
    }
    Ok(())
}

/// The taggers that never saw an article, if their weights are here.
fn fold_models(args: &Args) -> Result<Option<FoldModels>> {
    let Some(folds) = &args.folds else { return Ok(None) };
    if !args.fold_weights.exists() {
        let folder = args.fold_weights.display();
        let notice = "measured with the shipped tagger, which has seen these articles";
        let mend = "`newsgraph train --folds --fold-weights` writes it";
        writeln!(io::stderr(), "newsgraph: {folder} is not here ({mend}): {notice}")?;
        return Ok(None);
    }
    FoldModels::read(folds, &args.fold_weights).map(Some)
}

fn hold(path: &Path, scores: &Scores, raise: bool) -> Result<Outcome> {
    let text = if path.exists() {
        fs::read_to_string(path).with_context(|| format!("reading floors {}", path.display()))?
    } else {
        String::new()
    };
    let mut floors = Floors::parse(&path.display().to_string(), &text)?;
    let figures = scores.figures();
    let broken = floors.broken(&figures);
    broken.iter().for_each(|b| output::report(&anyhow::anyhow!("{b}")));
    if raise {
        floors.raise(&figures);
        fs::write(path, floors.text()).with_context(|| format!("writing floors {}", path.display()))?;
    }
    Ok(if broken.is_empty() { Outcome::Done } else { Outcome::Partly })
}
