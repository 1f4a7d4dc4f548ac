//! SPARQL over a store → results.
