//! `newsgraph query`: SPARQL over files of RDF and over articles extracted on the fly.

use super::input::Input;
use super::output::{self, Output};
use super::reading::{self, GraphArgs, ReadingArgs};
use super::walk::{self, Walk};
use super::{Outcome, packed};
use crate::emit::Emitter;
use crate::language::Language;
use crate::model::Stated;
use crate::query::{self, Format};
use crate::read::records::Options;
use crate::store::{GraphStore, RdfFile, format_of};
use anyhow::{Context, Result};
use clap::ValueEnum;
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::io::Read;
use std::path::PathBuf;

/// Asks articles and graphs a question in SPARQL
///
/// Data are files of RDF (N-Quads, TriG, Turtle, N-Triples, RDF/XML, JSON-LD) or articles, which are extracted first.
/// A query sees the facts of all of them together; GRAPH ?g asks which article says what. The prefixes schema, ng, oa,
/// prov, rdf and xsd need no declaration.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph query 'SELECT ?name { ?o a schema:Organization ; schema:name ?name }' --data articles/
  newsgraph query --data articles/ 'ASK { ?person a schema:Person }'
  newsgraph query -q samples/queries/cq02.rq --data graphs/ --format csv
  newsgraph query 'SELECT ?g ?name { GRAPH ?g { ?a a ng:Honour ; schema:name ?name } }' --data a.txt b.txt")]
pub struct Args {
    /// The question: SELECT, ASK, CONSTRUCT or DESCRIBE
    #[arg(value_name = "QUERY", conflicts_with = "query_file")]
    query: Option<String>,
    /// Read the question from a file
    #[arg(short, long, value_name = "FILE.rq")]
    query_file: Option<PathBuf>,
    /// Files or folders to ask; - is an article on standard input
    #[arg(short, long, value_name = "FILE|FOLDER", num_args = 1.., required = true)]
    data: Vec<PathBuf>,
    /// How to write the answer
    #[arg(short, long, value_enum, default_value_t = FormatArg::Table)]
    format: FormatArg,
    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// `--format`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    /// Aligned columns for reading
    Table,
    /// Comma-separated values for spreadsheets
    Csv,
    /// Tab-separated values in SPARQL's syntax
    Tsv,
    /// SPARQL results in JSON
    Json,
    /// SPARQL results in XML
    Xml,
    /// A Markdown table
    Markdown,
}

impl FormatArg {
    const fn meaning(self) -> Format {
        match self {
            Self::Table => Format::Table,
            Self::Csv => Format::Csv,
            Self::Tsv => Format::Tsv,
            Self::Json => Format::Json,
            Self::Xml => Format::Xml,
            Self::Markdown => Format::Markdown,
        }
    }
}

/// Runs the command.
pub fn run(mut args: Args) -> Result<Outcome> {
    let question = question(&mut args)?;
    let (store, outcome) = load(&args)?;
    let results = query::evaluate(&store, &question)?;
    let mut writer = Output::new(args.output.as_deref())?;
    query::write(results, args.format.meaning(), &mut writer)?;
    writer.finish()?;
    Ok(outcome)
}

/// The question: on its own, in a file, or after the last file of `--data`, which takes everything that follows it.
fn question(args: &mut Args) -> Result<String> {
    if let Some(path) = &args.query_file {
        return std::fs::read_to_string(path).with_context(|| format!("reading query {}", path.display()));
    }
    if let Some(query) = args.query.take() {
        return Ok(query);
    }
    let last = args.data.last().filter(|p| args.data.len() > 1 && !p.exists()).and_then(|p| p.to_str());
    match last.filter(|text| text.contains('{') || query::is_query(text)).map(str::to_string) {
        Some(query) => {
            args.data.pop();
            Ok(query)
        }
        None => Err(super::usage("query", "no question: give it after the data, or in a file with -q FILE.rq")),
    }
}

/// Files read at the same time.
const BATCH: usize = 64;

/// Loads all data; what cannot be read is reported and left out.
fn load(args: &Args) -> Result<(GraphStore, Outcome)> {
    let language = args.reading.language()?;
    let loader = Loader {
        emitter: &reading::emitter(&language, &args.graph),
        language: &language,
        stated: args.reading.stated(),
        options: args.reading.options(),
    };
    let (store, mut outcome) = (GraphStore::new()?, Outcome::Done);
    let mut inputs = Walk::new(&args.data).filter(|input| !walk::is_kept_text(input)).peekable();
    while inputs.peek().is_some() {
        let batch: Vec<Input> = inputs.by_ref().take(BATCH).collect();
        let loaded: Vec<_> = batch.par_iter().map(|input| loader.quads(input)).collect();
        for (quads, faults) in loaded {
            store.insert(&quads)?;
            for error in faults {
                output::report(&error);
                outcome = Outcome::Partly;
            }
        }
    }
    Ok((store, outcome))
}

/// Inputs → quads.
struct Loader<'l> {
    emitter: &'l Emitter<'l>,
    language: &'l Language,
    stated: Stated,
    options: Options,
}

impl Loader<'_> {
    /// The quads of a graph or of every article of an input, and what could not be read.
    fn quads(&self, input: &Input) -> (Vec<Quad>, Vec<anyhow::Error>) {
        if let Some(file) = self.graph(input) {
            let read = input.bytes().and_then(|bytes| Ok(file.read(&input.shown(), &bytes)?));
            return read.map_or_else(|error| (Vec::new(), vec![error]), |quads| (quads, Vec::new()));
        }
        let mut faults = Vec::new();
        let documents = input.documents(&self.options, &self.stated, self.language, |error| faults.push(error));
        (documents.iter().flat_map(|document| self.emitter.quads(document)).collect(), faults)
    }

    /// The syntax of a file of RDF. Lines of JSON are as often articles as JSON-LD: the first line tells.
    fn graph(&self, input: &Input) -> Option<RdfFile> {
        let file = input.path.as_deref().and_then(format_of)?;
        if file.is_lines() && (self.options.kind.is_some() || !starts_json_ld(input)) {
            return None;
        }
        Some(file)
    }
}

/// Whether the first line is JSON-LD. A file that cannot be read is left to whoever reads it.
fn starts_json_ld(input: &Input) -> bool {
    const HEAD: u64 = 1 << 16;
    let Ok(Some(file)) = input.open() else { return false };
    let mut head = Vec::new();
    if packed::reader(file).and_then(|reader| reader.take(HEAD).read_to_end(&mut head)).is_err() {
        return false;
    }
    let head = String::from_utf8_lossy(&head);
    let line = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    ["\"@context\"", "\"@id\"", "\"@graph\""].iter().any(|key| line.contains(key))
}
