//! `newsgraph extract`: articles in, JSON-LD or RDF out.

use super::archive_folder::Source;
use super::input::{self, GraphArgs, Input, ReadingArgs};
use super::merge::{Merge, WishArgs};
use super::{Outcome, output};
use crate::emit::{Emitter, EvidenceLevel, Profile, RdfSyntax, write_quads};
use crate::language::Language;
use crate::model::{Document, Stated};
use crate::read::ReadError;
use crate::read::records::{self, Record};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reads articles and writes what they say
///
/// With several inputs the results follow one another (JSON-LD: one line each), or go into one file each under
/// `-o FOLDER/`. An input that cannot be read is reported and the others are done; the exit code is then 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph extract article.txt
  newsgraph extract --format turtle article.txt
  newsgraph extract --format nquads articles/ -o graphs/
  newsgraph extract --format nquads --resolve articles/ -o merged/
  cat article.txt | newsgraph extract --publisher 清河新闻网 --published 2024-03-05")]
pub struct Args {
    /// Article files, folders of them, or - for standard input [default: standard input]
    #[arg(value_name = "FILE|FOLDER")]
    inputs: Vec<PathBuf>,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = Format::Page)]
    format: Format,
    /// Where to write it: a file, or a folder (ending in /) that gets one file for each input
    #[arg(short, long, value_name = "FILE|FOLDER/")]
    output: Option<PathBuf>,
    /// How many articles to read at the same time [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
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
    /// RDF, one statement a line, with the article's graph
    Nquads,
    /// RDF for reading, with the article's graph
    Trig,
    /// RDF for reading
    Turtle,
    /// RDF, one statement a line
    Ntriples,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self.meaning() {
            Ok(_) => "jsonld",
            Err(syntax) => syntax.extension(),
        }
    }

    /// A profile of JSON-LD, or a syntax of RDF.
    const fn meaning(self) -> Result<Profile, RdfSyntax> {
        match self {
            Self::Page => Ok(Profile::Page),
            Self::Graph => Ok(Profile::Graph),
            Self::Nquads => Err(RdfSyntax::NQuads),
            Self::Trig => Err(RdfSyntax::TriG),
            Self::Turtle => Err(RdfSyntax::Turtle),
            Self::Ntriples => Err(RdfSyntax::NTriples),
        }
    }
}

struct Job<'l> {
    emitter: &'l Emitter<'l>,
    language: &'l Language,
    stated: Stated,
    format: Format,
    /// JSON-LD on one line each.
    lines: bool,
    /// Whether every article gets a file of its own.
    folder: bool,
    /// What `--evidence` says, if anything.
    evidence: Option<EvidenceLevel>,
}

impl Job<'_> {
    /// The output for one article.
    fn run(&self, piece: &Piece) -> Result<Vec<u8>> {
        let record = match &piece.record {
            Ok(record) => record,
            Err(error) => bail!("{error}"),
        };
        let document = piece.input.document(record, &self.stated, self.language)?;
        self.render(&document, !self.folder && (self.lines || piece.number.is_some()))
            .with_context(|| format!("writing {}", record.place))
    }

    fn render(&self, document: &Document, line: bool) -> Result<Vec<u8>> {
        match self.format.meaning() {
            Err(syntax) => {
                let quads = self.emitter.quads(document);
                Ok(write_quads(Vec::new(), syntax, &self.emitter.options().base, &quads)?)
            }
            Ok(profile) => {
                let json = self.emitter.json_ld(document, profile, self.evidence.unwrap_or(EvidenceLevel::None));
                Ok(format!("{}\n", if line { json.line() } else { json.pretty() }).into_bytes())
            }
        }
    }
}

/// Runs the command.
pub fn run(args: Args) -> Result<Outcome> {
    let inputs = args.reading.inputs(&args.inputs);
    let language = args.reading.language()?;
    let emitter = input::emitter(&language, &args.graph);
    let folder = args.output.as_deref().is_some_and(is_folder);
    if args.resolve && !(folder && args.format == Format::Nquads) {
        bail!("--resolve rewrites graphs in a folder: give --format nquads and -o FOLDER/");
    }
    let job = Job {
        emitter: &emitter,
        language: &language,
        stated: args.reading.stated(),
        format: args.format,
        lines: inputs.len() > 1 && !folder,
        folder,
        evidence: args.graph.evidence(),
    };
    let jobs = args.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().context("starting threads")?;
    let mut sink = Sink::new(args.output.as_deref(), args.format)?;
    let mut run = Run { pool: &pool, job: &job, sink: &mut sink, pieces: Vec::new(), outcome: Outcome::Done };
    for input in &inputs {
        let options = records::Options { encoding: input.encoding, ..args.reading.options() };
        run.take(input, &options)?;
    }
    run.flush()?;
    let outcome = run.outcome;
    let written = sink.finish()?;
    match args.output.as_deref().filter(|_| args.resolve) {
        Some(folder) => Ok(outcome.and(resolve(folder, &written, &args.wishes)?)),
        None => Ok(outcome),
    }
}

/// One article of an input, still to be read.
struct Piece<'i> {
    input: &'i Input,
    /// Its number, where the input holds several.
    number: Option<usize>,
    record: Result<Record, ReadError>,
}

impl Piece<'_> {
    /// The file of its own in `folder`: named as the input, or inside a folder of the input's name as its container names it.
    fn path(&self, folder: &Path, extension: &str) -> PathBuf {
        let name = self.record.as_ref().ok().and_then(|r| r.name.as_ref());
        match (self.number, name) {
            (None, _) => folder.join(&self.input.name).with_extension(extension),
            (Some(_), Some(name)) => {
                let mut path = folder.join(self.input.name.with_extension("")).join(name).into_os_string();
                path.push(format!(".{extension}"));
                path.into()
            }
            (Some(_), None) => self.numbered(folder, extension),
        }
    }

    fn numbered(&self, folder: &Path, extension: &str) -> PathBuf {
        let mut path = folder.join(self.input.name.with_extension("")).into_os_string();
        path.push(format!("-{}.{extension}", self.number.unwrap_or(1)));
        path.into()
    }
}

/// A batch at a time: the output keeps the order of the inputs, and memory holds no more than a batch.
struct Run<'r, 'i> {
    pool: &'r rayon::ThreadPool,
    job: &'r Job<'r>,
    sink: &'r mut Sink,
    pieces: Vec<Piece<'i>>,
    outcome: Outcome,
}

impl<'i> Run<'_, 'i> {
    /// Adds the articles of an input.
    fn take(&mut self, input: &'i Input, options: &records::Options) -> Result<()> {
        let (shown, full) = (input.shown(), self.pool.current_num_threads() * 16);
        let (mut number, mut result) = (0, Ok(()));
        let opened = input.records(options, &mut |record| {
            number += 1;
            let whole = record.as_ref().is_ok_and(|r| shown.starts_with(&r.place));
            self.pieces.push(Piece { input, number: (!whole).then_some(number), record });
            if self.pieces.len() >= full {
                result = self.flush();
            }
            result.is_ok()
        });
        if let Err(error) = opened {
            self.fault(error)?;
        }
        result
    }

    /// Reads the articles in hand and writes what they say.
    fn flush(&mut self) -> Result<()> {
        let pieces = std::mem::take(&mut self.pieces);
        let job = self.job;
        let results: Vec<_> = self.pool.install(|| pieces.par_iter().map(|piece| job.run(piece)).collect());
        for (piece, result) in pieces.iter().zip(results) {
            if let Err(error) = result.and_then(|output| self.sink.write(piece, &output)) {
                self.fault(error)?;
            }
        }
        Ok(())
    }

    /// Reports what went wrong and goes on, unless nobody reads the output.
    fn fault(&mut self, error: anyhow::Error) -> Result<()> {
        if super::is_broken_pipe(&error) {
            return Err(error);
        }
        output::report(&error);
        self.outcome = Outcome::Partly;
        Ok(())
    }
}

/// Merges the graphs just written.
fn resolve(folder: &Path, written: &BTreeSet<PathBuf>, wishes: &WishArgs) -> Result<Outcome> {
    let source = |path: &PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
        Source { path: path.clone(), name, original: None }
    };
    Merge { sources: written.iter().map(source).collect(), folder, wishes: wishes.read(folder)?, rows: None }.run()
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', '\\'])
}

/// Where results go.
enum Sink {
    /// One after the other.
    Stream(Box<dyn Write>),
    /// One file each; names already written.
    Folder(PathBuf, &'static str, BTreeSet<PathBuf>),
}

impl Sink {
    fn new(path: Option<&Path>, format: Format) -> Result<Self> {
        match path {
            Some(path) if is_folder(path) => Ok(Self::Folder(path.into(), format.extension(), BTreeSet::new())),
            path => Ok(Self::Stream(output::writer(path)?)),
        }
    }

    fn write(&mut self, piece: &Piece, output: &[u8]) -> Result<()> {
        match self {
            Self::Stream(writer) => writer.write_all(output).context("writing the output"),
            Self::Folder(folder, extension, written) => {
                let mut path = piece.path(folder, extension);
                if piece.number.is_some() && written.contains(&path) {
                    path = piece.numbered(folder, extension);
                }
                if !written.insert(path.clone()) {
                    bail!("{}: {} was already written for another input", piece.input.shown(), path.display());
                }
                let mut file = output::create(&path)?;
                file.write_all(output).with_context(|| format!("writing {}", path.display()))
            }
        }
    }

    /// The files written, if they are files of a folder.
    fn finish(self) -> Result<BTreeSet<PathBuf>> {
        match self {
            Self::Stream(mut writer) => writer.flush().context("writing the output").map(|()| BTreeSet::new()),
            Self::Folder(_, _, written) => Ok(written),
        }
    }
}
