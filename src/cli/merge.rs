//! `newsgraph merge`: graphs of many articles in, the same graphs in which one thing has one IRI out.

use super::archive_folder::{self as folder, Source};
use super::{Outcome, output};
use crate::language::Language;
use crate::merge::{self, Builder, Names, Table, Wishes, judgements};
use crate::store::format_of;
use anyhow::{Context, Result, anyhow, bail};
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};

/// Finds out who is who across graphs made earlier, and writes them with one IRI for each thing
///
/// Bodies under full and short names, renamed bodies, people, programs and achievements that several articles speak of
/// become one; namesakes stay apart. Reprints of one story are grouped. The folder gets each graph rewritten, aliases.tsv
/// (which IRI stands for which, why, on what evidence) and aliases.nq (the same as owl:sameAs and dcterms:isReplacedBy).
/// The graphs as they were are kept in it too, so that merging again with further graphs gives what merging all at once
/// gives, and any merge can be undone: newsgraph merges.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph extract --format nquads articles/ -o graphs/
  newsgraph merge graphs/ -o merged/
  newsgraph merge merged/ more/ -o merged/ --different different.tsv
  newsgraph query -q samples/queries/cq15.rq --data merged/")]
pub struct Args {
    /// Files of RDF, or folders of them
    #[arg(value_name = "GRAPH", required = true)]
    graphs: Vec<PathBuf>,
    /// Folder to write to; it may be the one that was read
    #[arg(short, long, value_name = "FOLDER/")]
    output: PathBuf,
    #[command(flatten)]
    wishes: WishArgs,
    /// Apply this table (alias, tab, canonical IRI) as it is, and decide nothing else
    #[arg(long, value_name = "FILE.tsv", conflicts_with_all = ["same", "different"])]
    aliases: Option<PathBuf>,
}

/// What the user says of who is who.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct WishArgs {
    /// Things that are the same: two IRIs or names a line, separated by a tab
    #[arg(long, value_name = "FILE.tsv", help_heading = "Who is who")]
    pub same: Vec<PathBuf>,
    /// Things that are not the same
    #[arg(long, value_name = "FILE.tsv", help_heading = "Who is who")]
    pub different: Vec<PathBuf>,
    /// Your list of known things, one a line: name, tab, type (Government, Person …), tab, IRI (Wikidata or your own);
    /// what bears the name gets the IRI as schema:sameAs
    #[arg(long, value_name = "FILE.tsv", help_heading = "Who is who")]
    pub authority: Vec<PathBuf>,
}

impl WishArgs {
    /// Reads the files, and those an earlier merge left in the folder.
    ///
    /// # Errors
    /// The file and line at fault.
    pub fn read(&self, folder: &Path) -> Result<Wishes> {
        let mut wishes = Wishes::default();
        for (own, files, rows) in
            [(folder::SAME, &self.same, &mut wishes.same), (folder::DIFFERENT, &self.different, &mut wishes.different)]
        {
            let kept = Some(folder.join(own)).filter(|p| p.is_file());
            for path in kept.iter().chain(files) {
                rows.extend(judgements::read_pairs(&path.display().to_string(), &text(path)?).map_err(|e| anyhow!(e))?);
            }
            rows.sort_by(|a, b| (&a.a, &a.b).cmp(&(&b.a, &b.b)));
            rows.dedup_by(|a, b| (&a.a, &a.b) == (&b.a, &b.b));
        }
        for path in &self.authority {
            let rows = judgements::read_authorities(&path.display().to_string(), &text(path)?);
            wishes.authorities.extend(rows.map_err(|e| anyhow!(e))?);
        }
        Ok(wishes)
    }
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome> {
    let sources = folder::sources(&args.graphs)?;
    if sources.is_empty() {
        bail!("no file of RDF in {}; make some with newsgraph extract --format nquads", shown(&args.graphs));
    }
    if args.output.is_file() {
        bail!("{} is a file; a merge writes several files, into a folder", args.output.display());
    }
    let rows = match &args.aliases {
        Some(path) => Some(Table::from_tsv(&text(path)?).map_err(|e| anyhow!("{}: {e}", path.display()))?),
        None => None,
    };
    let wishes = if rows.is_some() { Wishes::default() } else { args.wishes.read(&args.output)? };
    Merge { sources, folder: &args.output, wishes, rows }.run()
}

fn shown(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// A merge to be done.
pub struct Merge<'m> {
    /// The graphs.
    pub sources: Vec<Source>,
    /// Where to write.
    pub folder: &'m Path,
    /// What the user says.
    pub wishes: Wishes,
    /// A table to apply instead of deciding.
    pub rows: Option<Vec<merge::Row>>,
}

/// What the graphs say.
struct ReadGraphs {
    archive: merge::Archive,
    /// Where the IRIs of graphs start.
    base: String,
    /// Aliases of merges made earlier.
    earlier: Vec<(String, String)>,
    outcome: Outcome,
}

/// Files held in memory at a time.
const BATCH: usize = 256;

impl Merge<'_> {
    /// Reads all graphs, decides, and writes them anew.
    ///
    /// # Errors
    /// If the folder cannot be written. A graph that cannot be read is reported and left out.
    pub fn run(mut self) -> Result<Outcome> {
        let ReadGraphs { archive, base, earlier, outcome } = self.read()?;
        let names = Names::new(Language::embedded());
        let (mut table, notes) = match &self.rows {
            Some(rows) => (merge::apply(&archive, &names, rows), Vec::new()),
            None => merge::resolve(&archive, &names, &self.wishes),
        };
        notes.iter().for_each(|note| output::report(&anyhow!("{note}")));
        table.keep(&archive, earlier);
        self.write(&table, &base)?;
        let (articles, things) = (archive.articles.len(), archive.nodes.len());
        let merged = things - table.rows.iter().filter(|r| archive.find(&r.alias).is_some()).count();
        let _ = writeln!(
            stderr(),
            "{articles} articles, {} of them reprints; {things} things under {merged} IRIs: {}",
            table.reprints.len(),
            self.folder.join(folder::ALIASES).display()
        );
        Ok(outcome)
    }

    fn read(&mut self) -> Result<ReadGraphs> {
        let (mut builder, mut base, mut earlier) = (Builder::default(), None::<String>, Vec::new());
        let (mut readable, mut outcome) = (Vec::new(), Outcome::Done);
        for batch in std::mem::take(&mut self.sources).chunks(BATCH) {
            let read: Vec<_> = batch
                .par_iter()
                .map(|source| {
                    let quads = quads(source)?;
                    Ok((merge::sightings(&quads), merge::table::graphs_base(&quads), merge::table::earlier(&quads)))
                })
                .collect();
            for (source, result) in batch.iter().zip(read) {
                match result {
                    Ok((sightings, graphs, aliases)) => {
                        sightings.into_iter().for_each(|s| builder.add(s));
                        base = base.into_iter().chain(graphs).min();
                        earlier.extend(aliases);
                        readable.push(source.clone());
                    }
                    Err(error) => {
                        let error: anyhow::Error = error;
                        output::report(&error);
                        outcome = Outcome::Partly;
                    }
                }
            }
        }
        self.sources = readable;
        Ok(ReadGraphs { archive: builder.finish(), base: base.unwrap_or_default(), earlier, outcome })
    }

    fn write(&self, table: &Table, base: &str) -> Result<()> {
        folder::check_names(&self.sources)?;
        std::fs::create_dir_all(self.folder).with_context(|| format!("creating {}", self.folder.display()))?;
        for batch in self.sources.chunks(BATCH) {
            let written: Vec<Result<()>> = batch.par_iter().map(|source| self.write_one(source, table)).collect();
            written.into_iter().collect::<Result<()>>()?;
        }
        folder::write(&self.folder.join(folder::ALIASES), table.to_tsv().as_bytes())?;
        folder::write(&self.folder.join(folder::ALIAS_GRAPHS), &folder::nquads(&table.quads(base))?)?;
        folder::keep_wishes(self.folder, &self.wishes, self.rows.is_some())
    }

    fn write_one(&self, source: &Source, table: &Table) -> Result<()> {
        let original = source.bytes()?;
        let before = parse(source, &original)?;
        let as_read = folder::nquads(&before)?;
        let merged = folder::nquads(&merge::rewrite(before, table))?;
        folder::store(self.folder, source, &as_read, &merged)
    }
}

fn quads(source: &Source) -> Result<Vec<Quad>> {
    parse(source, &source.bytes()?)
}

fn parse(source: &Source, bytes: &[u8]) -> Result<Vec<Quad>> {
    let file = format_of(&source.path).with_context(|| format!("{} is no file of RDF", source.path.display()))?;
    Ok(file.read(&source.path.display().to_string(), bytes)?)
}
