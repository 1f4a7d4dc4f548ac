//! `newsgraph merges`: the decisions in a merged folder; takes some of them back.

use super::Outcome;
use super::archive_folder as folder;
use super::merge::{Merge, WishArgs};
use super::output::Output;
use crate::merge::{Judgement, Row, Table};
use anyhow::{Context, Result, anyhow, bail};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Lists the merges in a folder, with reason and evidence, and undoes those you name
///
/// Undoing writes the pair to different.tsv in the folder and rewrites the graphs concerned from what they were.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  newsgraph merges merged/
  newsgraph merges merged/ --about 广武门派出所
  newsgraph merges merged/ --undo https://w3id.org/newsgraph/id/org/广武门派出所-1a2b3c4d")]
pub struct Args {
    /// Folder that newsgraph merge wrote
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Only those whose IRIs or evidence contain these words
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// Undo the merge of this alias (an IRI, or its end: org/…); may be given several times
    #[arg(long, value_name = "ALIAS")]
    undo: Vec<String>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Outcome> {
    let rows = table(&args.folder)?;
    if args.undo.is_empty() {
        return list(&rows, args.about.as_deref());
    }
    let mut wishes = WishArgs::default().read(&args.folder)?;
    for alias in &args.undo {
        let row = rows.iter().find(|row| row.alias == *alias || row.alias.ends_with(&format!("/id/{alias}")));
        let Some(row) = row else {
            bail!("{alias} is no alias in {}", args.folder.join(folder::ALIASES).display());
        };
        wishes.different.extend(apart(row, &rows));
    }
    // What the user once called the same is no longer.
    let undone =
        |j: &Judgement| wishes.different.iter().any(|d| (&d.a, &d.b) == (&j.a, &j.b) || (&d.a, &d.b) == (&j.b, &j.a));
    let same: Vec<Judgement> = wishes.same.iter().filter(|j| !undone(j)).cloned().collect();
    if same.len() < wishes.same.len() {
        folder::replace_same(&args.folder, &same)?;
        wishes.same = same;
    }
    let sources = folder::sources(std::slice::from_ref(&args.folder))?;
    Merge { sources, folder: &args.folder, wishes, rows: None }.run()
}

fn table(folder: &Path) -> Result<Vec<Row>> {
    let path = folder.join(folder::ALIASES);
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("reading {}; newsgraph merge writes it", path.display()))?;
    Table::from_tsv(&text).map_err(|e| anyhow!("{}: {e}", path.display()))
}

fn list(rows: &[Row], about: Option<&str>) -> Result<Outcome> {
    let shown = |row: &&Row| {
        about.is_none_or(|words| [&row.alias, &row.canonical, &row.evidence].iter().any(|text| text.contains(words)))
    };
    let mut writer = Output::new(None)?;
    for row in rows.iter().filter(shown) {
        writeln!(writer, "{}\t{}\t{}\t{}", row.alias, row.canonical, row.reason, row.evidence)?;
    }
    writer.finish()?;
    Ok(Outcome::Done)
}

/// The alias is kept apart from every other member of its cluster but those that came by way of it.
fn apart(row: &Row, rows: &[Row]) -> Vec<Judgement> {
    let by_way = format!(", as {}", row.alias);
    let others = rows.iter().filter(|r| r.canonical == row.canonical && r.alias != row.alias);
    let others = others.filter(|r| !r.evidence.ends_with(&by_way)).map(|r| &r.alias);
    let pair = |other: &String| Judgement { a: row.alias.clone(), b: other.clone(), row: folder::DIFFERENT.into() };
    std::iter::once(&row.canonical).chain(others).map(pair).collect()
}
