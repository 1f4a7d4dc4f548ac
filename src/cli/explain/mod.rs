//! `newsgraph explain`: an article in, its text with every name marked, and every fact with the words behind it.

mod html;
mod terminal;

use super::Outcome;
use super::output::{self, Output};
use super::reading::{self, GraphArgs, ReadingArgs};
use super::walk::Walk;
use anyhow::{Context, Result};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Shows what was found in an article, and why
///
/// The text with organizations, people, places, programs, positions and awards marked; then every entity, and every fact
/// with its sentence, the word that triggered it, the rule that read it, and how sure it is. Colours are used on a
/// terminal only, and not when NO_COLOR is set.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph explain article.txt
  newsgraph explain article.txt --html article.html")]
pub struct Args {
    /// Article files, or - for standard input [default: standard input]
    #[arg(value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Write a web page instead
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome> {
    let language = args.reading.language()?;
    let (emitter, stated) = (reading::emitter(&language, &args.graph), args.reading.stated());
    let (mut explanations, mut outcome) = (Vec::new(), Outcome::Done);
    let options = args.reading.options();
    for input in Walk::new(&args.inputs) {
        let documents = input.documents(&options, &stated, &language, |error| {
            output::report(&error);
            outcome = Outcome::Partly;
        });
        explanations.extend(documents.iter().map(|d| (input.shown(), emitter.explain(d))));
    }
    let text = match &args.html {
        Some(_) => html::page(&explanations),
        None => {
            let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
            explanations.iter().map(|(_, e)| terminal::text(e, colours)).collect::<Vec<_>>().join("\n")
        }
    };
    let mut writer = Output::new(args.html.as_deref())?;
    writer.write_all(text.as_bytes()).context("writing the explanation")?;
    writer.finish()?;
    Ok(outcome)
}
