//! The command: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    newsgraph::cli::run(std::env::args_os())
}
