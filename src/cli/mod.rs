//! The command line: one file per command.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line and says how it went: 0 done, 1 something failed, 2 wrong usage.
pub fn run(_arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::SUCCESS
}
