//! Quads → N-Quads, TriG, Turtle or N-Triples.

use crate::vocabulary::{ng, oa, prov, rdf, schema, xsd};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, Quad};
use std::io::{self, Write};

/// Syntaxes of RDF that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RdfSyntax {
    /// One quad a line.
    NQuads,
    /// Named graphs, readable.
    TriG,
    /// One graph, readable.
    Turtle,
    /// One triple a line.
    NTriples,
}

impl RdfSyntax {
    /// Whether it can say which graph a triple is in.
    pub const fn has_graphs(self) -> bool {
        matches!(self, Self::NQuads | Self::TriG)
    }

    /// Usual ending of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::NQuads => "nq",
            Self::TriG => "trig",
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
        }
    }

    const fn format(self) -> RdfFormat {
        match self {
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
        }
    }
}

/// Writes quads in their order. Syntaxes without graphs get all triples as one graph.
///
/// # Errors
/// Those of the writer.
pub fn write_quads<W: Write>(writer: W, syntax: RdfSyntax, base: &str, quads: &[Quad]) -> io::Result<W> {
    let mut serializer = serializer(syntax, base).for_writer(writer);
    for quad in quads {
        if syntax.has_graphs() {
            serializer.serialize_quad(quad)?;
        } else {
            let mut quad = quad.clone();
            quad.graph_name = GraphName::DefaultGraph;
            serializer.serialize_quad(&quad)?;
        }
    }
    serializer.finish()
}

/// The serializer with the prefixes that make the graph readable.
fn serializer(syntax: RdfSyntax, base: &str) -> RdfSerializer {
    let mut prefixes: Vec<(&str, String)> = [
        ("schema", schema::NAMESPACE),
        ("ng", ng::NAMESPACE),
        ("oa", oa::NAMESPACE),
        ("prov", prov::NAMESPACE),
        ("rdf", rdf::NAMESPACE),
        ("xsd", xsd::NAMESPACE),
    ]
    .map(|(prefix, iri)| (prefix, iri.to_string()))
    .into();
    for (prefix, kind) in
        [("org", "org"), ("person", "person"), ("program", "program"), ("place", "place"), ("ach", "achievement")]
    {
        prefixes.push((prefix, format!("{base}id/{kind}/")));
    }
    let plain = RdfSerializer::from_format(syntax.format());
    prefixes.into_iter().fold(plain, |serializer, (prefix, iri)| {
        let same = serializer.clone();
        serializer.with_prefix(prefix, iri).unwrap_or(same)
    })
}
