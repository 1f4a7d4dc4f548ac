//! The command: arguments in, exit code out.

/// Extraction makes many small pieces of text, which this allocator hands out faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    newsgraph::cli::run(std::env::args_os())
}
