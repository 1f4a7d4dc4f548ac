//! SPARQL text → results, or where the text is wrong.

use super::PREFIXES;
use crate::store::GraphStore;
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use thiserror::Error;

/// A query that cannot be answered.
#[derive(Debug, Error)]
pub enum QueryError {
    /// The text is not SPARQL.
    #[error("reading the query, line {line}, column {column}: {reason}\n  {text}\n  {marker}^")]
    Syntax {
        /// 1-based.
        line: usize,
        /// 1-based, in characters.
        column: usize,
        /// What was expected.
        reason: String,
        /// The line at fault.
        text: String,
        /// White space up to the fault.
        marker: String,
    },
    /// The text is SPARQL but cannot be answered.
    #[error("answering the query: {0}")]
    Evaluation(#[from] QueryEvaluationError),
    /// The text is not SPARQL, and no place can be told.
    #[error("reading the query: {0}")]
    Other(String),
}

/// Answers a query (SELECT, ASK, CONSTRUCT or DESCRIBE) over the merged default graph; `GRAPH` asks single articles.
///
/// # Errors
/// [`QueryError::Syntax`] with line and column, or what stopped the evaluation.
pub fn evaluate(store: &GraphStore, query: &str) -> Result<QueryResults<'static>, QueryError> {
    let parsed = evaluator().parse_query(query).map_err(|e| syntax_error(query, &e.to_string()))?;
    Ok(parsed.on_store(store.store()).execute()?)
}

/// Whether the text is SPARQL.
pub fn is_query(text: &str) -> bool {
    evaluator().parse_query(text).is_ok()
}

/// Knows the usual prefixes.
fn evaluator() -> SparqlEvaluator {
    PREFIXES.into_iter().fold(SparqlEvaluator::new(), |evaluator, (prefix, iri)| {
        let same = evaluator.clone();
        evaluator.with_prefix(prefix, iri).unwrap_or(same)
    })
}

/// The parser says `error at 3:14: expected …`.
fn syntax_error(query: &str, message: &str) -> QueryError {
    let placed = || {
        let (place, reason) = message.strip_prefix("error at ")?.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?, reason))
    };
    let Some((line, column, reason)) = placed() else { return QueryError::Other(message.into()) };
    let text = query.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let blank = |c: char| match (c, super::table::width_of(c)) {
        ('\t', _) => '\t',
        (_, 2) => '\u{3000}',
        _ => ' ',
    };
    let marker = text.chars().take(column.saturating_sub(1)).map(blank).collect();
    QueryError::Syntax { line, column, reason: shortened(reason), text: text.into(), marker }
}

/// A list of everything that could stand there helps nobody past a dozen.
fn shortened(reason: &str) -> String {
    let Some(list) = reason.strip_prefix("expected one of ") else { return reason.into() };
    let words: Vec<&str> = list.split(", ").collect();
    if words.len() <= 12 { reason.into() } else { format!("expected one of {}, …", words[..12].join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_points_at_line_and_column() {
        let store = GraphStore::new().unwrap();
        let error =
            evaluate(&store, "SELECT ?x WHERE {\n  ?x schema:name \"甲\" ; ; ng: }}").err().unwrap().to_string();
        assert!(error.contains("line 2, column "), "{error}");
        assert!(error.lines().nth(1).unwrap().contains("?x schema:name"), "{error}");
    }

    #[test]
    fn prefixes_need_no_declaration_and_services_are_never_called() {
        let store = GraphStore::new().unwrap();
        assert!(evaluate(&store, "SELECT ?x { ?x a ng:Program ; schema:name ?n }").is_ok());
        let called = evaluate(&store, "SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?x a ng:Program } }");
        let refused = match called {
            Ok(QueryResults::Solutions(mut rows)) => rows.next().is_some_and(|r| r.is_err()),
            _ => true,
        };
        assert!(refused);
    }
}
