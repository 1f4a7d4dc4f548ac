//! Document → JSON-LD, RDF, tables.
