//! The command line: one file per command.
//!
//! Each command has its arguments as typed (a `clap` struct) and turns them into what they mean before anything runs.

mod archive_folder;
mod evaluate;
mod explain;
mod extract;
mod input;
mod interrupt;
mod merge;
mod merges;
mod output;
mod packed;
mod query;
mod reading;
mod shell;
mod trace;
mod train;
mod validate;
mod walk;
mod whole_file;

use anyhow::Result;
use clap::error::ErrorKind;
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
    /// Say on standard error what is being done; -vv also each article
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
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
    /// The user stopped it; what was done is whole.
    Stopped,
}

impl Outcome {
    /// Done only when both were.
    fn and(self, other: Self) -> Self {
        if self == Self::Done { other } else { self }
    }

    /// 0 done, 1 something failed, 130 stopped by the user, as shells have it.
    fn exit_code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Partly => ExitCode::FAILURE,
            Self::Stopped => ExitCode::from(interrupt::EXIT_CODE),
        }
    }
}

/// Wrong usage that only shows once the arguments are looked at together.
fn usage(command: &str, message: &str) -> anyhow::Error {
    let mut cli = Cli::command();
    cli.build();
    let command = cli.find_subcommand_mut(command).expect("the command is there");
    command.error(ErrorKind::MissingRequiredArgument, message).into()
}

/// Runs the command line and says how it went: 0 done, 1 something failed, 2 wrong usage, 130 stopped by the user.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return wrong_usage(&error),
    };
    trace::start(cli.verbose);
    match dispatch(cli.command) {
        Ok(outcome) => outcome.exit_code(),
        // Whoever reads our output has seen enough (`| head`).
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<clap::Error>() {
            Some(error) => wrong_usage(error),
            None => {
                output::report(&error);
                ExitCode::FAILURE
            }
        },
    }
}

fn wrong_usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
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
