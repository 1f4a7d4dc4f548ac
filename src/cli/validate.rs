//! `newsgraph validate`: JSON-LD and RDF in, a list of problems out.

use super::input::Input;
use super::walk::{self, Walk};
use super::{Outcome, output};
use crate::store::{RdfFile, format_of};
use crate::validate::{Problem, check_article, check_graph};
use anyhow::{Context, Result};
use std::io::{self, Write};
use std::path::PathBuf;

/// Checks JSON-LD and RDF for mistakes
///
/// JSON-LD articles are checked against a JSON Schema of schema.org's NewsArticle; every graph is checked for properties
/// that do not exist, stand on the wrong kind of thing or lead to the wrong kind of value. Each problem is one line:
/// file, node, property, reason. The exit code is 1 if there is any.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph validate article.jsonld
  newsgraph extract articles/ --format nquads -o graphs/ && newsgraph validate graphs/")]
pub struct Args {
    /// Files or folders: .jsonld .jsonl .nq .trig .ttl .nt .rdf; - is JSON-LD on standard input
    #[arg(value_name = "FILE|FOLDER", required = true)]
    files: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    let mut out = io::stdout().lock();
    for input in Walk::new(&args.files).filter(|input| !walk::is_kept_text(input)) {
        match problems(&input) {
            Ok(problems) if problems.is_empty() => writeln!(out, "{}: no problems", input.shown())?,
            Ok(problems) => {
                outcome = Outcome::Partly;
                for problem in problems {
                    writeln!(out, "{}: {problem}", input.shown())?;
                }
            }
            Err(error) => {
                outcome = Outcome::Partly;
                output::report(&error);
            }
        }
    }
    Ok(outcome)
}

fn problems(input: &Input) -> Result<Vec<Problem>> {
    let (name, bytes) = (input.shown(), input.bytes()?);
    let file = input.path.as_deref().and_then(format_of).unwrap_or(RdfFile::JSON_LD);
    let mut problems = Vec::new();
    for document in file.json_documents(&bytes) {
        let json = serde_json::from_slice(document).with_context(|| format!("reading {name} as JSON"))?;
        problems.extend(check_article(&json));
    }
    problems.extend(check_graph(&file.read(&name, &bytes)?));
    Ok(problems)
}
