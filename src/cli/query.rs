//! `newsgraph query`: SPARQL over files of RDF and over articles extracted on the fly.

use super::input::{self, GraphArgs, Input, ReadingArgs};
use super::{Outcome, output};
use crate::query::{self, Format};
use crate::store::{GraphStore, format_of};
use anyhow::{Context, Result};
use clap::ValueEnum;
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::path::PathBuf;

/// Asks articles and graphs a question in SPARQL
///
/// Data are files of RDF (N-Quads, TriG, Turtle, N-Triples, RDF/XML, JSON-LD) or articles, which are extracted first.
/// A query sees the facts of all of them together; GRAPH ?g asks which article says what. The prefixes schema, ng, oa,
/// prov, rdf and xsd need no declaration.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph query 'SELECT ?name { ?o a schema:Organization ; schema:name ?name }' --data articles/
  newsgraph query -q samples/queries/cq02.rq --data graphs/ --format csv
  newsgraph query 'SELECT ?g ?name { GRAPH ?g { ?a a ng:Honour ; schema:name ?name } }' --data a.txt b.txt")]
pub struct Args {
    /// The question: SELECT, ASK, CONSTRUCT or DESCRIBE
    #[arg(value_name = "QUERY", required_unless_present = "query_file", conflicts_with = "query_file")]
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
pub fn run(args: Args) -> Result<Outcome> {
    let question = match (&args.query, &args.query_file) {
        (_, Some(path)) => {
            std::fs::read_to_string(path).with_context(|| format!("reading query {}", path.display()))?
        }
        (query, None) => query.clone().unwrap_or_default(),
    };
    let (store, outcome) = load(&args)?;
    let results = query::evaluate(&store, &question)?;
    let mut writer = output::writer(args.output.as_deref())?;
    query::write(results, args.format.meaning(), &mut *writer)?;
    writer.flush().context("writing the answer")?;
    Ok(outcome)
}

/// Loads all data; what cannot be read is reported and left out.
fn load(args: &Args) -> Result<(GraphStore, Outcome)> {
    let inputs = args.reading.inputs(&args.data);
    let language = args.reading.language()?;
    let (emitter, stated) = (input::emitter(&language, &args.graph), args.reading.stated());
    let quads = |input: &Input| -> Result<Vec<Quad>> {
        if let Some(file) = input.path.as_deref().and_then(format_of) {
            return Ok(file.read(&input.shown(), &input.bytes()?)?);
        }
        Ok(input.documents(&stated, &language)?.iter().flat_map(|d| emitter.quads(d)).collect())
    };
    let (store, mut outcome) = (GraphStore::new()?, Outcome::Done);
    let loaded: Vec<_> = inputs.par_iter().map(quads).collect();
    for result in loaded {
        match result {
            Ok(quads) => store.insert(&quads)?,
            Err(error) => {
                output::report(&error);
                outcome = Outcome::Partly;
            }
        }
    }
    Ok((store, outcome))
}
