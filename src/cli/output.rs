//! What a command says on standard error, and where its output goes.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Prints an error with its causes, on one line.
pub fn report(error: &anyhow::Error) {
    let _ = writeln!(io::stderr(), "newsgraph: {error:#}");
}

/// A buffered writer to the file, or to standard output when there is none.
///
/// # Errors
/// If the file cannot be created.
pub fn writer(path: Option<&Path>) -> Result<Box<dyn Write>> {
    Ok(match path {
        None => Box::new(BufWriter::new(io::stdout().lock())),
        Some(path) => Box::new(BufWriter::new(create(path)?)),
    })
}

/// Creates the file and the folders above it.
///
/// # Errors
/// If the file system says no.
pub fn create(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("creating folder {}", folder.display()))?;
    }
    File::create(path).with_context(|| format!("creating {}", path.display()))
}
