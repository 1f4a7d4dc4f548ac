//! The command line: one file per command.
//!
//! Each command has its arguments as typed (a `clap` struct) and turns them into what they mean before anything runs.

mod archive_folder;
mod evaluate;
mod explain;
mod extract;
mod input;
mod merge;
mod merges;
mod output;
mod query;
mod shell;
mod train;
mod validate;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

/// Chinese news text in; schema.org NewsArticle JSON-LD and a graph of organizations, programs, people and achievements
/// out.
#[derive(Debug, Parser)]
#[command(name = "newsgraph", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Query(query::Args),
    Explain(explain::Args),
    Merge(merge::Args),
    Merges(merges::Args),
    Validate(validate::Args),
    Evaluate(evaluate::Args),
    Train(train::Args),
    Completions(shell::CompletionsArgs),
    /// Writes the manual pages to standard output
    Man,
}

/// Whether everything that was asked for was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Something failed and was reported; the rest was done.
    Partly,
}

impl Outcome {
    /// Done only when both were.
    fn and(self, other: Self) -> Self {
        if self == Self::Done { other } else { self }
    }
}

/// Runs the command line and says how it went: 0 done, 1 something failed, 2 wrong usage.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(cli.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::FAILURE,
        // Whoever reads our output has seen enough (`| head`).
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::report(&error);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<Outcome> {
    match command {
        Command::Extract(args) => extract::run(args),
        Command::Query(args) => query::run(args),
        Command::Explain(args) => explain::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Merges(args) => merges::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Completions(args) => shell::completions(&args, Cli::command()),
        Command::Man => shell::man(Cli::command()),
        Command::Evaluate(args) => evaluate::run(args),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
