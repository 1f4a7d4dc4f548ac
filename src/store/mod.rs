//! Quads → an Oxigraph store: one named graph for each article, and a default graph that holds the merged set of all.
//!
//! The loader keeps the default graph: a plain query asks it, `GRAPH ?g` asks who says so. (A union default graph would
//! give a fact once for every article that tells it.)

mod rdf_file;

pub use rdf_file::{RdfFile, format_of};

use crate::vocabulary::prov;
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::sparql::{SparqlEvaluator, UpdateEvaluationError};
use oxigraph::store::{StorageError, Store};
use thiserror::Error;

/// What can go wrong with a store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The store itself failed.
    #[error("storing quads: {0}")]
    Storage(#[from] StorageError),
    /// An update failed.
    #[error("updating the store: {0}")]
    Update(#[from] UpdateEvaluationError),
    /// A file that is not the RDF it is said to be.
    #[error("reading {file}: {reason}")]
    Rdf {
        /// Path as given.
        file: String,
        /// The parser's message, with line and column.
        reason: String,
    },
}

/// Articles' graphs, and their merged default graph.
#[derive(Clone)]
pub struct GraphStore {
    store: Store,
}

impl GraphStore {
    /// An empty store in memory.
    ///
    /// # Errors
    /// If Oxigraph cannot make one.
    pub fn new() -> Result<Self, StoreError> {
        Ok(Self { store: Store::new()? })
    }

    /// The store to query.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Adds quads to the graphs they name and to the merged default graph.
    ///
    /// # Errors
    /// Those of the store.
    pub fn insert(&self, quads: &[Quad]) -> Result<(), StoreError> {
        let merged = quads.iter().map(|q| Quad { graph_name: GraphName::DefaultGraph, ..q.clone() });
        Ok(self.store.extend(quads.iter().cloned().chain(merged))?)
    }

    /// Takes a graph out, out of the default graph whatever no other graph says, and the record of its making.
    ///
    /// # Errors
    /// Those of the store.
    pub fn remove(&self, graph: &NamedNode) -> Result<(), StoreError> {
        let update = format!(
            "DELETE {{ ?s ?p ?o . GRAPH ?runs {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?runs {{
               {graph} {generated} ?run . ?s ?p ?o FILTER(?s = {graph} || ?s = ?run) }} }} ;
             DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }}
               FILTER NOT EXISTS {{ GRAPH ?h {{ ?s ?p ?o }} FILTER(?h != {graph}) }} }} ;
             DROP SILENT GRAPH {graph}",
            generated = prov::WAS_GENERATED_BY
        );
        let parsed = SparqlEvaluator::new()
            .parse_update(&update)
            .map_err(|e| StoreError::Rdf { file: graph.to_string(), reason: e.to_string() })?;
        Ok(parsed.on_store(&self.store).execute()?)
    }

    /// Puts an article in the place of its earlier version, which is removed first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn replace(&self, graph: &NamedNode, quads: &[Quad]) -> Result<(), StoreError> {
        self.remove(graph)?;
        self.insert(quads)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{Emitter, Options};
    use crate::evaluate::Gold;
    use crate::language::Language;
    use crate::model::{Document, Stated};
    use std::collections::BTreeSet;

    const TEXT: &str = "headline: 清河派出所获评示范单位\n---text\n清河派出所获评示范单位\n\n⟦O1|清河派出所⟧获评⟦A|示范单位⟧。\n\
        ---entities\nO1\tPoliceStation\t清河派出所\n---achievements\nhonour\tby=O1\tname=示范单位\tquote=获评示范单位\n";

    fn document(text: &str) -> Document {
        let gold = Gold::parse("a", text).unwrap();
        let mut document = crate::pipeline::extract(&gold.text, &Stated::default(), Language::embedded());
        gold.perfect_document(&mut document);
        document
    }

    fn default_graph(store: &GraphStore) -> BTreeSet<String> {
        let quads = store.store().quads_for_pattern(None, None, None, Some((&GraphName::DefaultGraph).into()));
        quads.map(|q| q.unwrap().to_string()).collect()
    }

    #[test]
    fn a_removed_article_takes_out_only_what_no_other_says() {
        let emitter = Emitter::new(Language::embedded(), Options::default());
        let (first, second) = (document(TEXT), document(&TEXT.replace("。", "。今年。")));
        let store = GraphStore::new().unwrap();
        store.insert(&emitter.quads(&first)).unwrap();
        let before = default_graph(&store);
        store.insert(&emitter.quads(&second)).unwrap();
        assert_ne!(default_graph(&store), before);
        store.remove(&emitter.graph(&second)).unwrap();
        assert_eq!(default_graph(&store), before);
    }

    #[test]
    fn a_replaced_article_leaves_nothing_of_its_earlier_version() {
        let emitter = Emitter::new(Language::embedded(), Options::default());
        let mut version = document(TEXT);
        let store = GraphStore::new().unwrap();
        store.insert(&emitter.quads(&version)).unwrap();
        version.facts.clear();
        store.replace(&emitter.graph(&version), &emitter.quads(&version)).unwrap();
        let fresh = GraphStore::new().unwrap();
        fresh.insert(&emitter.quads(&version)).unwrap();
        assert_eq!(default_graph(&store), default_graph(&fresh));
    }
}
