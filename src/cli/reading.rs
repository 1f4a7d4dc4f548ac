//! Options of reading and of graphs, as typed → what they mean.

use crate::emit::{Emitter, EvidenceLevel, Options};
use crate::language::Language;
use crate::model::Stated;
use crate::read::records::{self, Kind};
use crate::train::weights_files::{self, Tables};
use crate::{emit, read};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value};
use std::path::PathBuf;

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
    /// Most that one packed file may unpack to, in MB [default: 300 times its size, and at least 1024]
    #[arg(long, value_name = "MB", help_heading = "Reading")]
    max_unpacked: Option<u64>,
    /// Your own names, one a line: name, tab, kind (Government, Person, Project …), and the full name after another tab
    /// if there is one. They win over everything else. May be given several times
    #[arg(long, value_name = "FILE.tsv", help_heading = "Reading")]
    lexicon: Vec<PathBuf>,
    /// Tagger weights of your own, written by `newsgraph train -o FILE.bin`; tables of decisions beside it (FILE.named.tsv …)
    /// are used too
    #[arg(long, value_name = "FILE.bin", help_heading = "Reading")]
    weights: Option<PathBuf>,
    /// Encoding of the inputs: gb18030 (also for gb2312 and gbk), big5 … [default: what a page declares; UTF-8, or GB18030
    /// or Big5 where a text surely is that]
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
    /// How much to say about where each fact was read; pages of JSON-LD say nothing
    #[arg(long, value_enum, default_value = "full")]
    evidence: EvidenceArg,
    /// Start of the IRIs of articles, organizations, people …
    #[arg(long, value_name = "IRI", default_value = emit::DEFAULT_BASE, value_parser = parse_base)]
    base: String,
    /// Write also what is planned, denied or only quoted, with ng:standing
    #[arg(long)]
    all_standings: bool,
    /// Leave the article's text out of the output (articleBody)
    #[arg(long)]
    no_body: bool,
}

/// `--evidence`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum EvidenceArg {
    /// Facts alone
    None,
    /// Positions of the words behind each fact, and of where each name stands first
    Spans,
    /// The same with the words quoted
    Full,
    /// Also every other place that names something
    Mentions,
}

impl GraphArgs {
    /// What they mean.
    pub fn options(&self) -> Options {
        Options {
            base: self.base.clone(),
            evidence: self.evidence(),
            body: !self.no_body,
            all_standings: self.all_standings,
        }
    }

    /// What graphs depend on, by the names of the options.
    pub fn settings(&self) -> Map<String, Value> {
        let evidence = self.evidence.to_possible_value().map(|v| v.get_name().to_string());
        [
            ("base", Value::from(&*self.base)),
            ("no-body", self.no_body.into()),
            ("evidence", evidence.into()),
            ("all-standings", self.all_standings.into()),
        ]
        .map(|(name, value)| (name.to_string(), value))
        .into_iter()
        .collect()
    }

    /// What `--evidence` says.
    pub fn evidence(&self) -> EvidenceLevel {
        match self.evidence {
            EvidenceArg::None => EvidenceLevel::None,
            EvidenceArg::Spans => EvidenceLevel::Spans,
            EvidenceArg::Full => EvidenceLevel::Full,
            EvidenceArg::Mentions => EvidenceLevel::Mentions,
        }
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

    /// What graphs depend on, by the names of the options; lexicons by their contents.
    ///
    /// # Errors
    /// A lexicon that cannot be read.
    pub fn settings(&self) -> Result<Map<String, Value>> {
        let format = self.input_format.and_then(|f| f.to_possible_value()).map(|v| v.get_name().to_string());
        let fields: Vec<String> = self.field.iter().map(|(role, name)| format!("{role}={name}")).collect();
        let lexicons: Vec<String> = self.lexicons()?.iter().map(|(_, text)| emit::iri::hash(text, 16)).collect();
        let weights = self.weights.as_deref().map(weights_files::fingerprint).transpose()?;
        let settings = [
            ("url", Value::from(self.url.clone())),
            ("published", self.published.clone().into()),
            ("publisher", self.publisher.clone().into()),
            ("input-format", format.into()),
            ("field", fields.into()),
            ("max-size", self.max_size.into()),
            ("max-unpacked", self.max_unpacked.into()),
            ("lexicon", lexicons.into()),
            ("weights", weights.into()),
            ("encoding", self.encoding.map(|e| e.name().to_lowercase()).into()),
        ];
        Ok(settings.map(|(name, value)| (name.to_string(), value)).into_iter().collect())
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
        records::Options {
            kind,
            encoding: self.encoding,
            fields: self.field.clone(),
            largest: self.max_size.saturating_mul(1 << 20),
            most_unpacked: self.max_unpacked.map(|mb| mb.saturating_mul(1 << 20)),
        }
    }

    /// The language data with the user's names on top, and the user's weights.
    ///
    /// # Errors
    /// A lexicon or weights that cannot be read, with the line at fault.
    pub fn language(&self) -> Result<Language> {
        let mut language = Language::load(&self.lexicons()?)?;
        if let Some(path) = &self.weights {
            weights_files::put(&mut language, path, Tables::IfThere)?;
        }
        Ok(language)
    }

    /// Paths and texts of the user's lexicons.
    fn lexicons(&self) -> Result<Vec<(String, String)>> {
        let read = |path: &PathBuf| {
            let text = std::fs::read_to_string(path).with_context(|| format!("reading lexicon {}", path.display()))?;
            Ok((path.display().to_string(), text))
        };
        self.lexicon.iter().map(read).collect()
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
