//! A folder of merged graphs: the graphs, the tables, and the graphs as they were before.
//!
//! `NAME.nq` are the graphs, `aliases.tsv` and `aliases.nq` the decisions, `same.tsv` and `different.tsv` what the user
//! said. `.unmerged/NAME.nq.gz` keeps a graph as it was read, with the hash of what it was rewritten to: when the graph
//! was replaced since by a newer one, the hash no longer fits and the newer graph counts.

use super::walk::Walk;
use super::{packed, whole_file};
use crate::emit::{DEFAULT_BASE, RdfSyntax, iri, write_quads};
use crate::merge::{Judgement, Wishes};
use crate::store::format_of;
use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use oxigraph::model::Quad;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The alias table.
pub const ALIASES: &str = "aliases.tsv";
/// The same as graphs.
pub const ALIAS_GRAPHS: &str = "aliases.nq";
/// The user's rows, kept.
pub const SAME: &str = "same.tsv";
/// The user's rows and undone merges, kept.
pub const DIFFERENT: &str = "different.tsv";
const UNMERGED: &str = ".unmerged";

/// A graph to be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub path: PathBuf,
    /// Its path below the folder named on the command line.
    pub name: PathBuf,
    /// Where the graph as it was before an earlier merge may be.
    pub original: Option<PathBuf>,
}

impl Source {
    /// The graph as it was before any merge.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = std::fs::read(&self.path).with_context(|| format!("reading {}", self.path.display()))?;
        let bytes = packed::unpacked(bytes).with_context(|| format!("unpacking {}", self.path.display()))?;
        let Some(path) = self.original.as_ref().filter(|p| p.is_file()) else { return Ok(bytes) };
        let kept = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        let mut reader = GzDecoder::new(&kept[..]);
        let current = reader.header().and_then(|h| h.comment()).is_some_and(|c| c == digest(&bytes).as_bytes());
        if !current {
            return Ok(bytes);
        }
        let mut original = Vec::new();
        reader.read_to_end(&mut original).with_context(|| format!("unpacking {}", path.display()))?;
        Ok(original)
    }
}

fn digest(bytes: &[u8]) -> String {
    iri::hash(&String::from_utf8_lossy(bytes), 64)
}

/// Files of RDF, and those in folders. What a merge writes beside the graphs is left out.
///
/// # Errors
/// A path that is not there, or a file that is no RDF.
pub fn sources(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        if path.is_dir() {
            let root = path;
            for input in Walk::new(std::slice::from_ref(path)) {
                let Some(path) = input.path.filter(|p| format_of(p).is_some()) else { continue };
                let original = Some(unmerged(root, &input.name));
                sources.push(Source { path, name: input.name, original });
            }
        } else if !path.exists() {
            bail!("{} is not there", path.display());
        } else if format_of(path).is_none() {
            bail!("{} is no file of RDF; newsgraph extract --format nquads makes them of articles", path.display());
        } else {
            let name = PathBuf::from(path.file_name().unwrap_or_default());
            let original = path.parent().map(|folder| unmerged(folder, &name));
            sources.push(Source { path: path.clone(), name, original });
        }
    }
    let own = |s: &Source| s.name == Path::new(ALIAS_GRAPHS) && s.path.with_file_name(UNMERGED).is_dir();
    sources.retain(|s| !own(s));
    sources.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    sources.dedup();
    Ok(sources)
}

/// Where a graph is kept as it was before a merge.
pub fn unmerged(folder: &Path, name: &Path) -> PathBuf {
    let mut path = folder.join(UNMERGED).join(name).into_os_string();
    path.push(".gz");
    path.into()
}

/// Two graphs of the same name would overwrite each other.
///
/// # Errors
/// Names the two.
pub fn check_names(sources: &[Source]) -> Result<()> {
    for pair in sources.windows(2) {
        let same = |s: &Source| s.name.with_extension("nq");
        if same(&pair[0]) == same(&pair[1]) {
            bail!("{} and {} would be written to one file; rename one", pair[0].path.display(), pair[1].path.display());
        }
    }
    Ok(())
}

/// Writes a rewritten graph, and keeps what it was when it differs.
///
/// # Errors
/// If the file system says no.
pub fn store(folder: &Path, source: &Source, before: &[u8], merged: &[u8]) -> Result<()> {
    let name = source.name.with_extension("nq");
    let kept = unmerged(folder, &name);
    if before == merged {
        if kept.is_file() {
            std::fs::remove_file(&kept).with_context(|| format!("removing {}", kept.display()))?;
        }
    } else {
        let mut packed = GzBuilder::new().comment(digest(merged)).write(Vec::new(), Compression::fast());
        packed.write_all(before).context("packing")?;
        write(&kept, &packed.finish().context("packing")?)?;
    }
    write(&folder.join(name), merged)
}

/// Writes a file unless it already holds these bytes.
///
/// # Errors
/// If the file system says no.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    whole_file::write(path.with_file_name(whole_file::hidden(path, "")), path, bytes)
}

/// Quads as N-Quads.
///
/// # Errors
/// Never for memory; those of the serializer.
pub fn nquads(quads: &[Quad]) -> Result<Vec<u8>> {
    Ok(write_quads(Vec::new(), RdfSyntax::NQuads, DEFAULT_BASE, quads)?)
}

/// Keeps the user's rows in the folder for the next merge.
///
/// # Errors
/// If the file system says no.
pub fn keep_wishes(folder: &Path, wishes: &Wishes, by_table: bool) -> Result<()> {
    for (name, rows) in [(SAME, &wishes.same), (DIFFERENT, &wishes.different)] {
        if !rows.is_empty() && !by_table {
            write(&folder.join(name), lines(rows).as_bytes())?;
        }
    }
    Ok(())
}

/// Replaces the kept rows of things that are the same.
///
/// # Errors
/// If the file system says no.
pub fn replace_same(folder: &Path, rows: &[Judgement]) -> Result<()> {
    write(&folder.join(SAME), lines(rows).as_bytes())
}

fn lines(rows: &[Judgement]) -> String {
    let rows: BTreeSet<String> = rows.iter().map(|row| format!("{}\t{}\n", row.a, row.b)).collect();
    rows.into_iter().collect()
}
