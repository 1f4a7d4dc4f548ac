//! `newsgraph extract`: articles in, JSON-LD or RDF out.

mod article;
mod failures;
mod folder;
mod names;
mod ordered;
mod progress;
mod run;

use super::archive_folder::{self, Source};
use super::merge::{Merge, WishArgs};
use super::output::Output;
use super::reading::{self, GraphArgs, ReadingArgs};
use super::walk::{self, Walk};
use super::{Outcome, interrupt};
use crate::emit::{Profile, RdfSyntax};
use anyhow::{Context, Result, bail};
use article::Job;
use clap::ValueEnum;
use failures::Report;
use folder::Folder;
use names::Names;
use progress::Progress;
use run::{Run, Sink};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads articles and writes what they say
///
/// With several inputs the results follow one another (JSON-LD: one line each), or go into one file each under
/// `-o FOLDER/`. An input that cannot be read is reported and the others are done; the exit code is then 1. Files are
/// there whole or not at all, whenever the run is stopped.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph extract article.txt
  newsgraph extract --format turtle article.txt
  newsgraph extract --format nquads articles/ -o graphs/
  newsgraph extract --format nquads articles/ -o graphs/ --resume
  newsgraph extract --format nquads archive.jsonl.gz -o all.nq.zst
  newsgraph extract --format nquads --resolve articles/ -o merged/
  newsgraph extract --format mentions articles/ -o names.jsonl
  cat article.txt | newsgraph extract --publisher 清河新闻网 --published 2024-03-05")]
pub struct Args {
    /// Article files, folders of them, or - for standard input [default: standard input]
    #[arg(value_name = "FILE|FOLDER")]
    inputs: Vec<PathBuf>,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = Format::Page)]
    format: Format,
    /// Where to write it: a file (packed if it ends in .zst or .gz), or a folder (ending in /) that gets one file for
    /// each article
    #[arg(short, long, value_name = "FILE|FOLDER/")]
    output: Option<PathBuf>,
    /// How many articles to read at the same time [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Go on with -o FOLDER/ where an earlier run stopped: articles whose files are there, and newer than their inputs,
    /// are passed over
    #[arg(long, requires = "output", help_heading = "Archives")]
    resume: bool,
    /// Stop at the first input that fails
    #[arg(long, help_heading = "Archives")]
    fail_fast: bool,
    /// Where to report inputs that failed, one JSON object each: file, doing, error, mend [default: failures.jsonl in
    /// -o FOLDER/]
    #[arg(long, value_name = "FILE.jsonl", help_heading = "Archives")]
    failures: Option<PathBuf>,
    /// Write the text that offsets point into beside each graph, as NAME.txt; with -o FOLDER/
    #[arg(long, requires = "output", help_heading = "Archives")]
    keep_text: bool,
    /// No progress bar, and no word of inputs that failed
    #[arg(short, long)]
    quiet: bool,
    /// Find out who is who across the articles, as newsgraph merge does; with --format nquads -o FOLDER/
    #[arg(long, requires = "output", help_heading = "Who is who")]
    resolve: bool,
    #[command(flatten)]
    wishes: WishArgs,
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON-LD in schema.org's terms alone, for a web page
    Page,
    /// JSON-LD with everything, for loading into a graph
    Graph,
    /// JSON-LD with everything, one line for each article
    Jsonl,
    /// RDF, one statement a line, with the article's graph
    Nquads,
    /// RDF for reading, with the article's graph
    Trig,
    /// RDF for reading
    Turtle,
    /// RDF, one statement a line
    Ntriples,
    /// Every name, date and number with its place (code points), kind and confidence: one line of JSON for each article
    Mentions,
}

/// What a format is.
enum Meaning {
    JsonLd(Profile),
    Rdf(RdfSyntax),
    Mentions,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self.meaning() {
            Meaning::Mentions => "jsonl",
            Meaning::JsonLd(_) if matches!(self, Self::Jsonl) => "jsonl",
            Meaning::JsonLd(_) => "jsonld",
            Meaning::Rdf(syntax) => syntax.extension(),
        }
    }

    /// A profile of JSON-LD, a syntax of RDF, or neither.
    const fn meaning(self) -> Meaning {
        match self {
            Self::Page => Meaning::JsonLd(Profile::Page),
            Self::Graph | Self::Jsonl => Meaning::JsonLd(Profile::Graph),
            Self::Nquads => Meaning::Rdf(RdfSyntax::NQuads),
            Self::Trig => Meaning::Rdf(RdfSyntax::TriG),
            Self::Turtle => Meaning::Rdf(RdfSyntax::Turtle),
            Self::Ntriples => Meaning::Rdf(RdfSyntax::NTriples),
            Self::Mentions => Meaning::Mentions,
        }
    }
}

/// Runs the command.
pub fn run(args: Args) -> Result<Outcome> {
    let folder = args.output.as_deref().filter(|path| is_folder(path));
    check(&args, folder)?;
    let language = args.reading.language()?;
    let emitter = reading::emitter(&language, &args.graph);
    let opened = folder.map(|path| Folder::open(path, args.keep_text, &settings(&args)?, args.resume)).transpose()?;
    let walk = || Walk::new(&args.inputs).of_articles().without(args.output.as_deref());
    let mut inputs = walk();
    let first: Vec<_> = inputs.by_ref().take(2).collect();
    let job = Job {
        emitter: &emitter,
        language: &language,
        stated: args.reading.stated(),
        format: args.format,
        lines: first.len() > 1,
        folder: folder.is_some(),
        texts: args.keep_text,
        evidence: args.graph.evidence(),
    };
    let progress = Progress::new(!args.quiet && !tracing::enabled!(tracing::Level::INFO), walk());
    let run = Run {
        pool: &pool(args.jobs)?,
        job: &job,
        options: &args.reading.options(),
        progress: &progress,
        folder: opened.as_ref().map(|folder| (folder, args.resume)),
        fail_fast: args.fail_fast,
        quiet: args.quiet,
    };
    interrupt::watch();
    let sink = match &opened {
        Some(folder) => Sink::Folder(folder),
        None => Sink::Stream(Output::new(args.output.as_deref())?),
    };
    let names = folder.map(|path| Names::new(path, args.format.extension()));
    let report = Report::new(args.failures.clone().or_else(|| folder.map(|f| f.join(walk::FAILURES))));
    let mut graphs = BTreeSet::new();
    let remember = |path: &PathBuf| {
        if args.resolve {
            graphs.insert(path.clone());
        }
    };
    let outcome = run.all(first.into_iter().chain(inputs), names, sink, report, remember)?;
    match folder.filter(|_| args.resolve && outcome != Outcome::Stopped) {
        Some(folder) => Ok(outcome.and(resolve(folder, &graphs, &args.wishes)?)),
        None => Ok(outcome),
    }
}

/// Options that only make sense together.
fn check(args: &Args, folder: Option<&Path>) -> Result<()> {
    if args.resolve && !(folder.is_some() && args.format == Format::Nquads) {
        bail!("--resolve rewrites graphs in a folder: give --format nquads and -o FOLDER/");
    }
    if folder.is_none() && (args.resume || args.keep_text) {
        let option = if args.resume { "--resume" } else { "--keep-text" };
        bail!("{option} needs a file for each article: give -o FOLDER/, ending in /");
    }
    let real = |path: &Path| fs::canonicalize(path).ok();
    let Some(out) = folder.and_then(real).filter(|_| args.keep_text) else { return Ok(()) };
    let own = |input: &&PathBuf| {
        let within = if input.is_dir() { Some(input.as_path()) } else { input.parent() };
        within.and_then(|path| real(if path.as_os_str().is_empty() { Path::new(".") } else { path }))
            == Some(out.clone())
    };
    match args.inputs.iter().find(own) {
        Some(input) => bail!("--keep-text would write over {}: give another folder with -o", input.display()),
        None => Ok(()),
    }
}

/// Everything the graphs depend on but the articles themselves.
fn settings(args: &Args) -> Result<Map<String, Value>> {
    let mut settings = args.reading.settings()?;
    settings.extend(args.graph.settings());
    let format = args.format.to_possible_value().map(|v| v.get_name().to_string());
    settings.insert("format".into(), format.into());
    settings.insert("keep-text".into(), args.keep_text.into());
    settings.insert("newsgraph".into(), env!("CARGO_PKG_VERSION").into());
    Ok(settings)
}

fn pool(jobs: Option<u16>) -> Result<rayon::ThreadPool> {
    // Pages are trees, and walking a deep one takes some stack.
    const STACK: usize = 16 << 20;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, usize::from)).stack_size(STACK);
    threads.build().context("starting threads")
}

/// Merges the graphs that are there now.
fn resolve(folder: &Path, graphs: &BTreeSet<PathBuf>, wishes: &WishArgs) -> Result<Outcome> {
    let source = |path: &PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
        Source { path: path.clone(), original: Some(archive_folder::unmerged(folder, &name)), name }
    };
    let sources = graphs.iter().filter(|path| path.is_file()).map(source).collect();
    Merge { sources, folder, wishes: wishes.read(folder)?, rows: None }.run()
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', '\\'])
}
