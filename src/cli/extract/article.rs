//! One article as it lies in its input → the bytes that are written.

use super::{Format, Meaning};
use crate::cli::input;
use crate::emit::{Emitter, EvidenceLevel, write_quads};
use crate::language::Language;
use crate::model::{Document, Stated};
use crate::read::records::Record;
use anyhow::{Context, Result, anyhow};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// Bytes that a line of N-Quads usually takes.
const LINE: usize = 256;

/// An article still to be read.
pub struct Piece {
    /// Its input, as messages give it.
    pub input: Arc<str>,
    /// Whether its input holds several.
    pub one_of_many: bool,
    /// The article.
    pub record: Record,
    /// The file of its own, in a folder.
    pub target: Option<PathBuf>,
}

/// What is written for an article.
pub struct Written {
    /// The graph or page.
    pub output: Vec<u8>,
    /// The text its offsets point into, where it is kept.
    pub text: Option<String>,
}

/// How articles are read and written.
pub struct Job<'l> {
    pub emitter: &'l Emitter<'l>,
    pub language: &'l Language,
    /// What the caller says of each.
    pub stated: Stated,
    pub format: Format,
    /// JSON-LD on one line each.
    pub lines: bool,
    /// Whether every article gets a file of its own.
    pub folder: bool,
    /// Whether its text is kept.
    pub texts: bool,
    /// What `--evidence` says.
    pub evidence: EvidenceLevel,
}

impl Job<'_> {
    /// What is written for one article. A mistake of this program that ends in a panic costs that article alone.
    ///
    /// # Errors
    /// If it is no text, or a page without an article.
    pub fn run(&self, piece: &Piece) -> Result<Written> {
        let place = &piece.record.place;
        catch_unwind(AssertUnwindSafe(|| self.article(piece))).unwrap_or_else(|panic| {
            let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            Err(anyhow!("this is a mistake of the program: {}", words.unwrap_or("no words")))
                .with_context(|| format!("extracting {place}"))
        })
    }

    fn article(&self, piece: &Piece) -> Result<Written> {
        let (start, record) = (Instant::now(), &piece.record);
        let document = input::document(record, &self.stated, self.language)?;
        let line = self.format == Format::Jsonl || !self.folder && (self.lines || piece.one_of_many);
        let output = self.render(&document, line).with_context(|| format!("writing {}", record.place))?;
        tracing::debug!(
            "{}: {} bytes, {} entities, {} facts, {:.1} ms",
            record.place,
            record.bytes.len(),
            document.entities.len(),
            document.facts.len(),
            start.elapsed().as_secs_f64() * 1e3
        );
        Ok(Written { output, text: self.texts.then_some(document.article.text) })
    }

    fn render(&self, document: &Document, line: bool) -> Result<Vec<u8>> {
        match self.format.meaning() {
            Meaning::Rdf(syntax) => {
                let quads = self.emitter.quads(document);
                Ok(write_quads(Vec::with_capacity(quads.len() * LINE), syntax, &self.emitter.options().base, &quads)?)
            }
            Meaning::Mentions => Ok(format!("{}\n", self.emitter.mentions(document).line()).into_bytes()),
            Meaning::JsonLd(profile) => {
                let json = self.emitter.json_ld(document, profile, self.evidence);
                Ok(format!("{}\n", if line { json.line() } else { json.pretty() }).into_bytes())
            }
        }
    }
}
