//! Chinese news text in; schema.org NewsArticle JSON-LD and an RDF graph out.

#![deny(missing_docs)]

pub mod article;
pub mod cli;
pub mod emit;
pub mod entities;
pub mod evaluate;
pub mod facts;
pub mod language;
pub mod mentions;
pub mod merge;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod read;
pub mod store;
pub mod text;
pub mod train;
pub mod validate;
pub mod vocabulary;
