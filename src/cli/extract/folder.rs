//! The folder of an archive run: one whole file for each article, and what `--resume` needs to go on.
//!
//! `.run/options.json` says how the graphs were made, `.run/lock` is held while a run writes, `.run/NAME.part` is the file
//! being written.

use crate::cli::{packed, whole_file};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where the run keeps its own files.
const RUN: &str = ".run";

/// A folder that gets a file for each article.
pub struct Folder {
    path: PathBuf,
    /// Whether the texts are kept beside the graphs.
    texts: bool,
    /// Held until the end.
    _lock: Option<File>,
}

impl Folder {
    /// Opens the folder for one run with these options.
    ///
    /// # Errors
    /// If it cannot be written, another run writes into it, or `resume` and its graphs were made with other options.
    pub fn open(path: &Path, texts: bool, options: &Map<String, Value>, resume: bool) -> Result<Self> {
        let run = path.join(RUN);
        fs::create_dir_all(&run).with_context(|| format!("creating folder {}", path.display()))?;
        let lock = lock(path, &run.join("lock"))?;
        remove_left(&run);
        let file = run.join("options.json");
        if resume && file.exists() {
            compare(&file, options)?;
        }
        let text = format!("{:#}\n", Value::Object(options.clone()));
        if fs::read(&file).ok().as_deref() != Some(text.as_bytes()) {
            whole_file::write(run.join("options.json.part"), &file, text.as_bytes())?;
        }
        Ok(Self { path: path.into(), texts, _lock: lock })
    }

    /// Whether the article was done by an earlier run, after `changed`.
    pub fn is_done(&self, target: &Path, changed: Option<SystemTime>) -> bool {
        let time = |path: &Path| path.metadata().and_then(|m| m.modified()).ok();
        let fresh = time(target).is_some_and(|done| changed.is_none_or(|changed| changed <= done));
        fresh && (!self.texts || text_path(target).exists())
    }

    /// Writes the graph, and before it the text.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn write(&self, target: &Path, graph: &[u8], text: Option<&str>) -> Result<()> {
        let part = |name: &str| self.path.join(RUN).join(name);
        if let Some(text) = text {
            whole_file::write(part("text.part"), &text_path(target), text.as_bytes())?;
        }
        whole_file::write(part("graph.part"), target, graph)
    }
}

/// The text beside a graph.
fn text_path(graph: &Path) -> PathBuf {
    graph.with_extension("txt")
}

/// Two runs at once would write over each other.
fn lock(folder: &Path, path: &Path) -> Result<Option<File>> {
    let file = File::create(path).with_context(|| format!("creating {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            bail!("another newsgraph writes into {}; wait for it, or give another folder with -o", folder.display())
        }
        // Some network disks know no locks.
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Removes what a killed run was writing.
fn remove_left(run: &Path) {
    for entry in fs::read_dir(run).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|e| e == "part") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Graphs made in two ways would stand side by side.
fn compare(file: &Path, options: &Map<String, Value>) -> Result<()> {
    let text = fs::read(file).and_then(packed::unpacked).with_context(|| format!("reading {}", file.display()))?;
    let earlier: Map<String, Value> =
        serde_json::from_slice(&text).with_context(|| format!("reading {}", file.display()))?;
    let differing: Vec<&str> = options.iter().filter(|(k, v)| earlier.get(*k) != Some(v)).map(|(k, _)| &**k).collect();
    if differing.is_empty() {
        return Ok(());
    }
    bail!(
        "going on with {}: its graphs were made with other options ({}); give the same ones, or leave --resume out to make \
         all anew",
        file.parent().and_then(Path::parent).unwrap_or(file).display(),
        differing.join(", ")
    )
}
