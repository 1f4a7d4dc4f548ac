//! Graphs and JSON-LD → a list of problems: node, property, reason.

mod json_schema;
mod terms;
mod vocabulary_lint;

pub use json_schema::check_article;
pub use terms::Terms;
pub use vocabulary_lint::check_graph;

use std::fmt;

/// Something that does not follow the rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// IRI of the node, or the place in the JSON (`/author/0`).
    pub node: String,
    /// The property at fault, with its prefix; empty when the node itself is.
    pub property: String,
    /// What is wrong, and what would be right.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.property.as_str() {
            "" => write!(f, "{}: {}", self.node, self.reason),
            property => write!(f, "{} {property}: {}", self.node, self.reason),
        }
    }
}
