//! [`Document`](crate::model::Document) → RDF quads and JSON-LD.
//!
//! [`Emitter`] is built once and shared by all threads; the same document always gives the same bytes.

mod achievements;
mod article;
pub mod classes;
mod credits;
mod draft;
mod entities;
pub mod evidence;
pub mod explanation;
mod identity;
pub mod iri;
pub mod json;
pub mod json_ld;
mod mentions;
pub mod places;
pub mod rdf;
mod relations;
#[cfg(test)]
mod tests;
pub mod write;

pub use article::date;
pub use evidence::EvidenceLevel;
pub use json_ld::Profile;
pub use rdf::Emitter;
pub use write::{RdfSyntax, write_quads};

/// Where IRIs start when the caller names no base of their own.
pub const DEFAULT_BASE: &str = "https://w3id.org/newsgraph/";

/// What to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Start of all IRIs that are minted, ending in `/` or `#`.
    pub base: String,
    /// How much evidence to write beside the facts.
    pub evidence: EvidenceLevel,
    /// Whether the article's text goes into the graph as `schema:articleBody`.
    pub body: bool,
    /// Whether achievements that are planned, denied or only quoted are written too, with `ng:standing`.
    pub all_standings: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.into(), evidence: EvidenceLevel::default(), body: true, all_standings: false }
    }
}
