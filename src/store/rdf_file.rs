//! Files of RDF → quads: any syntax Oxigraph reads, and JSON-LD that names schema.org's context, without a network.

use super::StoreError;
use crate::vocabulary::schema;
use oxigraph::io::{JsonLdProfileSet, LoadedDocument, RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use std::path::Path;

/// schema.org's own context types some values; what is read here must equal what is written here.
const SCHEMA_ORG: &[u8] = br#"{"@context":{"@vocab":"http://schema.org/","schema":"http://schema.org/"}}"#;

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

/// Syntax of a file of RDF, and whether every line is a document of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RdfFile {
    format: RdfFormat,
    lines: bool,
}

/// The syntax a file's name promises, packed (`.gz`, `.zst`) or not; nothing when it is not RDF.
pub fn format_of(path: &Path) -> Option<RdfFile> {
    let plain = path.with_extension("");
    let packed = path.extension().is_some_and(|e| e == "gz" || e == "zst");
    let path = if packed { &plain } else { path };
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let (format, lines) = match extension.as_str() {
        "jsonld" => (JSON_LD, false),
        "jsonl" | "ndjson" => (JSON_LD, true),
        // Plain .json and .xml are as often articles.
        "json" | "xml" | "txt" | "html" | "htm" => return None,
        other => (RdfFormat::from_extension(other)?, false),
    };
    Some(RdfFile { format, lines })
}

impl RdfFile {
    /// JSON-LD, whatever the file is called.
    pub const JSON_LD: Self = Self { format: JSON_LD, lines: false };

    /// Whether every line is a document of its own, as in JSON Lines.
    pub const fn is_lines(self) -> bool {
        self.lines
    }

    /// Reads all quads. Blank nodes are renamed, so that those of two files never meet.
    ///
    /// # Errors
    /// [`StoreError::Rdf`] with file, line and column.
    pub fn read(self, file: &str, bytes: &[u8]) -> Result<Vec<Quad>, StoreError> {
        if !self.lines {
            return self.read_one(file, bytes);
        }
        let mut quads = Vec::new();
        for (number, line) in bytes.split(|b| *b == b'\n').enumerate().filter(|(_, l)| !l.trim_ascii().is_empty()) {
            quads.extend(self.read_one(&format!("{file}, line {}", number + 1), line)?);
        }
        Ok(quads)
    }

    /// The JSON documents of a JSON-LD file: the whole of it, or each line; none when it is not JSON-LD.
    pub fn json_documents(self, bytes: &[u8]) -> Vec<&[u8]> {
        match (matches!(self.format, RdfFormat::JsonLd { .. }), self.lines) {
            (false, _) => Vec::new(),
            (true, false) => vec![bytes],
            (true, true) => bytes.split(|b| *b == b'\n').filter(|l| !l.trim_ascii().is_empty()).collect(),
        }
    }

    fn read_one(self, file: &str, bytes: &[u8]) -> Result<Vec<Quad>, StoreError> {
        let parser = RdfParser::from_format(self.format).rename_blank_nodes();
        let parser = match parser.clone().with_base_iri(format!("file:///{}", file.replace([' ', '\\'], "_"))) {
            Ok(based) => based,
            Err(_) => parser,
        };
        let quads = parser.for_slice(bytes).with_document_loader(|iri| load_context(iri).map_err(Into::into));
        let fault = |e: &dyn std::fmt::Display| StoreError::Rdf { file: file.into(), reason: e.to_string() };
        quads.map(|quad| quad.map(typed_date).map_err(|e| fault(&e))).collect()
    }
}

/// Pages give dates as plain text, and schema.org's context types them as its own Date: `YEAR()` reads neither.
fn typed_date(mut quad: Quad) -> Quad {
    if quad.predicate == schema::DATE_PUBLISHED
        && let Term::Literal(literal) = &quad.object
        && let Some(date) = crate::emit::date(literal.value())
    {
        quad.object = date.into();
    }
    quad
}

fn load_context(iri: &str) -> Result<LoadedDocument, String> {
    let name = iri.trim_start_matches("http://").trim_start_matches("https://").trim_end_matches('/');
    if !matches!(name, "schema.org" | "schema.org/docs/jsonldcontext.jsonld" | "schema.org/docs/jsonldcontext.json") {
        return Err(format!("the context {iri} is on the network, which is never used; put it into the file"));
    }
    Ok(LoadedDocument { url: iri.into(), content: SCHEMA_ORG.to_vec(), format: JSON_LD })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_names_schema_orgs_context_is_read_without_a_network() {
        let page = br#"{"@context":"https://schema.org","@id":"http://example.org/a","headline":"x"}"#;
        let quads = RdfFile::JSON_LD.read("a.jsonld", page).unwrap();
        assert_eq!(quads[0].predicate.as_str(), "http://schema.org/headline");
        let other = br#"{"@context":"https://example.org/context","name":"x"}"#;
        assert!(RdfFile::JSON_LD.read("b.jsonld", other).unwrap_err().to_string().contains("b.jsonld"));
    }

    #[test]
    fn a_broken_file_is_reported_with_line_and_column() {
        let error =
            format_of(Path::new("x.ttl")).unwrap().read("x.ttl", b"<a:b> <a:c> <a:d> .\n<a:b> oops").unwrap_err();
        assert!(error.to_string().contains("x.ttl") && error.to_string().contains("line 2"), "{error}");
    }

    #[test]
    fn article_files_are_not_taken_for_rdf() {
        for name in ["a.txt", "a.html", "a.json", "a"] {
            assert_eq!(format_of(Path::new(name)), None);
        }
    }
}
