//! Inputs that failed → `failures.jsonl`: one object each, in the order of the inputs.

use crate::cli::output;
use crate::cli::whole_file::WholeFile;
use crate::read::ReadError;
use anyhow::{Context, Result};
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// An input that failed.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// The file, or `standard input`.
    pub file: String,
    /// What was being done, with the line, row, record or member.
    pub doing: String,
    /// What is wrong.
    pub error: String,
    /// How to mend it.
    pub mend: String,
}

impl Failure {
    /// What is to be said of an error with this file.
    pub fn new(file: String, error: &anyhow::Error) -> Self {
        if let Some(error) = error.downcast_ref::<ReadError>() {
            return Self { file, doing: error.doing(), error: error.fault(), mend: error.mend() };
        }
        let mut causes = error.chain().map(ToString::to_string);
        let doing = causes.next().unwrap_or_default();
        let rest = causes.collect::<Vec<_>>().join(": ");
        let mend = output::mend(error).unwrap_or_else(|| "run this file alone with -vv and report it".into());
        if rest.is_empty() {
            return Self { doing: format!("extracting {file}"), file, error: doing, mend };
        }
        Self { file, doing, error: rest, mend }
    }
}

/// The report. Its file is there only when something failed, and only when the run came to its end.
#[derive(Debug, Default)]
pub struct Report {
    path: Option<PathBuf>,
    file: Option<BufWriter<WholeFile>>,
    /// How many failed.
    pub count: u64,
}

impl Report {
    /// A report to this file, or to none.
    pub fn new(path: Option<PathBuf>) -> Self {
        Self { path, ..Self::default() }
    }

    /// Adds a failure.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, failure: &Failure) -> Result<()> {
        self.count += 1;
        let Some(path) = &self.path else { return Ok(()) };
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(BufWriter::new(WholeFile::beside(path)?)),
        };
        serde_json::to_writer(&mut *file, failure)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .with_context(|| format!("writing {}", path.display()))
    }

    /// Gives the file its name; removes that of an earlier run when nothing failed now.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn finish(self) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let writing = || format!("writing {}", path.display());
        match self.file {
            Some(file) => file.into_inner().map_err(io::IntoInnerError::into_error).with_context(writing)?.finish(),
            None => match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(writing),
                _ => Ok(()),
            },
        }
    }
}
