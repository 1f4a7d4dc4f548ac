//! `newsgraph completions` and `newsgraph man`: what a shell and `man` need to know of the command line.

use super::Outcome;
use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;
use std::io::{self, Write};

/// Writes a completion script for a shell to standard output
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  newsgraph completions bash > ~/.local/share/bash-completion/completions/newsgraph")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs `completions`.
pub fn completions(args: &CompletionsArgs, mut command: Command) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "newsgraph", &mut script);
    io::stdout().write_all(&script).context("writing the completion script")?;
    Ok(Outcome::Done)
}

/// Writes the manual page of the command, and after it those of its subcommands, to standard output.
pub fn man(mut command: Command) -> Result<Outcome> {
    // Building gives the subcommands the names that `man` knows them by: newsgraph-extract.
    command.build();
    let mut pages = Vec::new();
    let shown = command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help");
    for page in std::iter::once(&command).chain(shown) {
        clap_mangen::Man::new(page.clone()).render(&mut pages).context("writing the manual page")?;
    }
    io::stdout().write_all(&pages).context("writing the manual page")?;
    Ok(Outcome::Done)
}
