//! Files, folders and standard input → article texts with what the caller says of them.

use crate::emit::{Emitter, EvidenceLevel, Options};
use crate::language::Language;
use crate::model::{Document, Stated};
use crate::read::records::{self, Kind, Receiver, Record};
use crate::{emit, pipeline, read};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use std::io::Read;
use std::path::{Path, PathBuf};

/// What the caller knows of the articles, and how to read them.
#[derive(Debug, Args)]
pub struct ReadingArgs {
    /// Address of the page, for one article
    #[arg(long, value_name = "URL", help_heading = "What you know of the article")]
    url: Option<String>,
    /// When it was published: 2024-03-05 or 2024-03-05T09:12:00+08:00
    #[arg(long, value_name = "DATE", value_parser = parse_date, help_heading = "What you know of the article")]
    published: Option<String>,
    /// The site or paper whose page it is
    #[arg(long, value_name = "NAME", help_heading = "What you know of the article")]
    publisher: Option<String>,
    /// What the inputs hold [default: told by their first bytes and names]. Compressed files and archives are unpacked
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Reading")]
    input_format: Option<InputFormat>,
    /// Name of a field of JSON Lines or CSV: text=, html=, title=, date=, url=, id=, source=, publisher= or author=.
    /// May be given several times
    #[arg(long, value_name = "ROLE=NAME", value_parser = parse_field, help_heading = "Reading")]
    field: Vec<(String, String)>,
    /// Largest article that is read, unpacked, in MB
    #[arg(long, value_name = "MB", default_value_t = 64, help_heading = "Reading")]
    max_size: u64,
    /// Your own names, one a line: name, tab, kind (Government, Person, Project …), and the full name after another tab
    /// if there is one. They win over everything else. May be given several times
    #[arg(long, value_name = "FILE.tsv", help_heading = "Reading")]
    lexicon: Vec<PathBuf>,
    /// Encoding of the inputs where it is not UTF-8: gb18030 (also for gb2312 and gbk), big5 …
    #[arg(long, value_name = "NAME", value_parser = read::encoding::named, help_heading = "Reading")]
    encoding: Option<&'static encoding_rs::Encoding>,
}

/// `--input-format`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum InputFormat {
    /// One article as plain text
    Text,
    /// One saved page
    Html,
    /// One JSON object a line
    Jsonl,
    /// A table whose first row names the columns
    Csv,
    /// A web archive
    Warc,
}

fn parse_field(text: &str) -> Result<(String, String), String> {
    const ROLES: [&str; 9] = ["text", "html", "title", "date", "url", "id", "source", "publisher", "author"];
    let pair = text.split_once('=').filter(|(role, name)| ROLES.contains(role) && !name.is_empty());
    pair.map(|(r, n)| (r.into(), n.into()))
        .ok_or_else(|| format!("write it as text=NAME; roles are {}", ROLES.join(", ")))
}

/// What to write into graphs.
#[derive(Debug, Args)]
pub struct GraphArgs {
    /// How much to say about where each fact was read [default: spans in RDF, none in JSON-LD]
    #[arg(long, value_enum)]
    evidence: Option<EvidenceArg>,
    /// Start of the IRIs of articles, organizations, people …
    #[arg(long, value_name = "IRI", default_value = emit::DEFAULT_BASE, value_parser = parse_base)]
    base: String,
    /// Leave the article's text out of the output (articleBody)
    #[arg(long)]
    no_body: bool,
}

/// `--evidence`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum EvidenceArg {
    /// Facts alone
    None,
    /// The words behind each fact, and where each name stands first
    Spans,
    /// Also every other place that names something
    Full,
}

impl GraphArgs {
    /// What they mean.
    pub fn options(&self) -> Options {
        Options { base: self.base.clone(), evidence: self.evidence().unwrap_or_default(), body: !self.no_body }
    }

    /// What `--evidence` says, if it was given.
    pub fn evidence(&self) -> Option<EvidenceLevel> {
        self.evidence.map(|level| match level {
            EvidenceArg::None => EvidenceLevel::None,
            EvidenceArg::Spans => EvidenceLevel::Spans,
            EvidenceArg::Full => EvidenceLevel::Full,
        })
    }
}

impl ReadingArgs {
    /// What the caller says of each article.
    pub fn stated(&self) -> Stated {
        Stated {
            url: self.url.clone(),
            published: self.published.clone(),
            publisher: self.publisher.clone(),
            ..Stated::default()
        }
    }

    /// The inputs of these paths, to be read in the encoding the caller names.
    pub fn inputs(&self, paths: &[PathBuf]) -> Vec<Input> {
        list(paths).into_iter().map(|input| Input { encoding: self.encoding, ..input }).collect()
    }

    /// How inputs are read.
    pub fn options(&self) -> records::Options {
        let kind = self.input_format.map(|format| match format {
            InputFormat::Text => Kind::Text,
            InputFormat::Html => Kind::Html,
            InputFormat::Jsonl => Kind::JsonLines,
            InputFormat::Csv => Kind::Csv,
            InputFormat::Warc => Kind::Warc,
        });
        records::Options { kind, encoding: None, fields: self.field.clone(), largest: self.max_size << 20 }
    }

    /// The language data with the user's names on top.
    ///
    /// # Errors
    /// A lexicon that cannot be read, with the line at fault.
    pub fn language(&self) -> Result<Language> {
        let mut user = Vec::new();
        for path in &self.lexicon {
            let text = std::fs::read_to_string(path).with_context(|| format!("reading lexicon {}", path.display()))?;
            user.push((path.display().to_string(), text));
        }
        Ok(Language::load(&user)?)
    }
}

/// `YYYY-MM-DD`, or with a time and its offset; a time without one is China's.
fn parse_date(text: &str) -> Result<String, String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000-00-00" | "0000-00-00T00:00:00Z" | "0000-00-00T00:00:00+00:00" | "0000-00-00T00:00:00-00:00" => {
            Ok(text.into())
        }
        "0000-00-00T00:00:00" => Ok(format!("{text}+08:00")),
        _ => Err("write it as 2024-03-05 or 2024-03-05T09:12:00+08:00".into()),
    }
}

fn parse_base(text: &str) -> Result<String, String> {
    oxigraph::model::NamedNode::new(text).map_err(|e| format!("{e}; an IRI looks like https://example.org/news/"))?;
    Ok(if text.ends_with(['/', '#']) { text.into() } else { format!("{text}/") })
}

/// One input: where its bytes come from, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file, or `None` for standard input.
    pub path: Option<PathBuf>,
    /// The path below the folder that was named on the command line; the file's own name otherwise.
    pub name: PathBuf,
    /// What its bytes are in; UTF-8 where nothing is said.
    pub encoding: Option<&'static encoding_rs::Encoding>,
}

impl Input {
    fn standard() -> Self {
        Self { path: None, name: "stdin".into(), encoding: None }
    }

    /// The name as messages give it.
    pub fn shown(&self) -> String {
        self.path.as_ref().map_or_else(|| "standard input".into(), |p| p.display().to_string())
    }

    /// Reads all bytes.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let Some(path) = &self.path else {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("reading standard input")?;
            return Ok(bytes);
        };
        std::fs::read(path).with_context(|| format!("reading {}", path.display()))
    }

    /// Extracts every article of the input.
    ///
    /// # Errors
    /// If the input cannot be read or is not text.
    pub fn documents(&self, stated: &Stated, language: &Language) -> Result<Vec<Document>> {
        let mut documents = Vec::new();
        let mut fault = None;
        self.records(&records::Options { encoding: self.encoding, ..records::Options::default() }, &mut |record| {
            match record.map_err(Into::into).and_then(|r| self.document(&r, stated, language)) {
                Ok(document) => documents.push(document),
                Err(error) => fault = fault.take().or(Some(error)),
            }
            true
        })?;
        fault.map_or(Ok(documents), Err)
    }

    /// The input's article that `record` holds, with what the caller and its container say of it.
    ///
    /// # Errors
    /// If it is not text, or a page without an article.
    pub fn document(&self, record: &Record, stated: &Stated, language: &Language) -> Result<Document> {
        let source = record.source(stated.url.as_deref(), language)?;
        Ok(pipeline::extract(&source.text, &stated.clone().or(source.stated), language))
    }

    /// Hands every article of the input on, as it lies in its container.
    ///
    /// # Errors
    /// If the input cannot be opened.
    pub fn records(&self, options: &records::Options, receive: &mut Receiver) -> Result<()> {
        let input = match &self.path {
            Some(path) => {
                let file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
                records::Input::File(file)
            }
            None => records::Input::Stream(Box::new(std::io::stdin())),
        };
        records::each(&self.shown(), input, options, receive);
        Ok(())
    }
}

/// Files as named, folders replaced by the files in them (by path, hidden ones left out), `-` or nothing by standard
/// input. A path that is not there stays in the list and is reported when it is read.
pub fn list(paths: &[PathBuf]) -> Vec<Input> {
    if paths.is_empty() {
        return vec![Input::standard()];
    }
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::standard());
        } else if path.is_dir() {
            walk(path, path, &mut inputs);
        } else {
            let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            inputs.push(Input { path: Some(path.clone()), name, encoding: None });
        }
    }
    inputs
}

/// Whether a link leads back to a folder it lies in.
fn is_loop(path: &Path, folder: &Path) -> bool {
    let real = |p: &Path| std::fs::canonicalize(p).ok();
    path.is_symlink() && real(path).zip(real(folder)).is_none_or(|(to, from)| from.starts_with(to))
}

fn walk(root: &Path, folder: &Path, inputs: &mut Vec<Input>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        // Reported when it is read, like any other path that cannot be.
        return inputs.push(Input { path: Some(folder.into()), name: folder.into(), encoding: None });
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    let hidden = |p: &PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
    // Tables (aliases, names) lie beside articles and graphs; they are neither.
    let table = |p: &PathBuf| p.extension().is_some_and(|e| e == "tsv");
    for path in paths.into_iter().filter(|p| !hidden(p) && !table(p)) {
        if path.is_dir() && !is_loop(&path, folder) {
            walk(root, &path, inputs);
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
            inputs.push(Input { path: Some(path), name, encoding: None });
        }
    }
}

/// An emitter for these arguments.
pub fn emitter<'l>(language: &'l Language, graph: &GraphArgs) -> Emitter<'l> {
    Emitter::new(language, graph.options())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_offset_is_chinas() {
        assert_eq!(parse_date("2024-03-05T09:12:00").unwrap(), "2024-03-05T09:12:00+08:00");
        assert!(parse_date("5 March").is_err());
    }

    #[test]
    fn a_base_ends_in_a_slash() {
        assert_eq!(parse_base("https://example.org").unwrap(), "https://example.org/");
        assert!(parse_base("not an iri").is_err());
    }
}
