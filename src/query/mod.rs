//! SPARQL over a [`GraphStore`](crate::store::GraphStore) → results as tables, CSV, JSON and more.

mod results;
mod sparql;
mod table;

pub use results::{Format, write};
pub use sparql::{QueryError, evaluate, is_query};

/// Prefixes a query may use without declaring them.
pub const PREFIXES: [(&str, &str); 6] = [
    ("schema", crate::vocabulary::schema::NAMESPACE),
    ("ng", crate::vocabulary::ng::NAMESPACE),
    ("oa", crate::vocabulary::oa::NAMESPACE),
    ("prov", crate::vocabulary::prov::NAMESPACE),
    ("rdf", crate::vocabulary::rdf::NAMESPACE),
    ("xsd", crate::vocabulary::xsd::NAMESPACE),
];
