//! Query results → table, Markdown, CSV, TSV, JSON or XML.

use super::{PREFIXES, table};
use anyhow::{Context, Result};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter};
use std::io::Write;

/// How results are written. Those of CONSTRUCT and DESCRIBE are triples: Turtle as table and Markdown, JSON-LD as JSON,
/// RDF/XML as XML, and a row for each triple as CSV and TSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns.
    Table,
    /// Comma-separated values: plain text of each value.
    Csv,
    /// Tab-separated values: each value in SPARQL's syntax.
    Tsv,
    /// SPARQL results in JSON.
    Json,
    /// SPARQL results in XML.
    Xml,
    /// A table for documents.
    Markdown,
}

/// Writes the results.
///
/// # Errors
/// Those of the evaluation and of the writer.
pub fn write(results: QueryResults<'_>, format: Format, writer: &mut dyn Write) -> Result<()> {
    match results {
        QueryResults::Boolean(answer) => boolean(answer, format, writer),
        QueryResults::Solutions(solutions) => rows(solutions, format, writer),
        QueryResults::Graph(triples) => {
            let triples: Vec<Triple> = triples.collect::<Result<_, _>>().context("answering the query")?;
            graph(&triples, format, writer)
        }
    }
}

fn standard(format: Format) -> Option<QueryResultsFormat> {
    match format {
        Format::Table | Format::Markdown => None,
        Format::Csv => Some(QueryResultsFormat::Csv),
        Format::Tsv => Some(QueryResultsFormat::Tsv),
        Format::Json => Some(QueryResultsFormat::Json),
        Format::Xml => Some(QueryResultsFormat::Xml),
    }
}

fn boolean(answer: bool, format: Format, mut writer: &mut dyn Write) -> Result<()> {
    if let Some(format @ (QueryResultsFormat::Json | QueryResultsFormat::Xml)) = standard(format) {
        QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut writer, answer)?;
    } else {
        write!(writer, "{answer}")?;
    }
    Ok(writeln!(writer)?)
}

fn rows(solutions: QuerySolutionIter<'_>, format: Format, mut writer: &mut dyn Write) -> Result<()> {
    let variables = solutions.variables().to_vec();
    if let Some(format) = standard(format) {
        let serializer = QueryResultsSerializer::from_format(format);
        let mut serializer = serializer.serialize_solutions_to_writer(&mut writer, variables)?;
        for solution in solutions {
            serializer.serialize(&solution.context("answering the query")?)?;
        }
        serializer.finish()?;
        if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
            writeln!(writer)?;
        }
        return Ok(());
    }
    let mut cells = Vec::new();
    for solution in solutions {
        let solution = solution.context("answering the query")?;
        cells.push(variables.iter().map(|v| solution.get(v).map_or(String::new(), shown)).collect::<Vec<_>>());
    }
    let head: Vec<String> = variables.iter().map(|v| v.as_str().to_string()).collect();
    let text = if format == Format::Markdown { table::markdown(&head, &cells) } else { table::aligned(&head, &cells) };
    Ok(writer.write_all(text.as_bytes())?)
}

/// A value as people read it: text without quotes, IRIs of known vocabularies by their prefix.
fn shown(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().into(),
        Term::NamedNode(node) => {
            let short =
                PREFIXES.iter().find_map(|(p, start)| Some(format!("{p}:{}", node.as_str().strip_prefix(start)?)));
            short.unwrap_or_else(|| node.as_str().into())
        }
        other => other.to_string(),
    }
}

fn graph(triples: &[Triple], format: Format, mut writer: &mut dyn Write) -> Result<()> {
    let syntax = match format {
        Format::Table | Format::Markdown => RdfFormat::Turtle,
        Format::Json => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        Format::Xml => RdfFormat::RdfXml,
        Format::Csv | Format::Tsv => return triple_rows(triples, format, writer),
    };
    let plain = RdfSerializer::from_format(syntax);
    let mut serializer = PREFIXES
        .into_iter()
        .fold(plain, |serializer, (prefix, iri)| {
            let same = serializer.clone();
            serializer.with_prefix(prefix, iri).unwrap_or(same)
        })
        .for_writer(&mut writer);
    for triple in triples {
        serializer.serialize_triple(triple)?;
    }
    serializer.finish()?;
    Ok(())
}

fn triple_rows(triples: &[Triple], format: Format, writer: &mut dyn Write) -> Result<()> {
    let names = ["subject", "predicate", "object"];
    if format == Format::Tsv {
        writeln!(writer, "?{}", names.join("\t?"))?;
        for t in triples {
            writeln!(writer, "{}\t{}\t{}", t.subject, t.predicate, t.object)?;
        }
        return Ok(());
    }
    writeln!(writer, "{}\r", names.join(","))?;
    for triple in triples {
        let cells = [triple.subject.clone().into(), triple.predicate.clone().into(), triple.object.clone()];
        let cells = cells.map(|term: Term| match term {
            Term::Literal(l) => quoted(l.value()),
            Term::NamedNode(n) => quoted(n.as_str()),
            other => quoted(&other.to_string()),
        });
        writeln!(writer, "{}\r", cells.join(","))?;
    }
    Ok(())
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::evaluate;
    use crate::store::{GraphStore, RdfFile};

    fn answer(query: &str, format: Format) -> String {
        let store = GraphStore::new().unwrap();
        let data = r#"{"@context":"https://schema.org","@id":"http://e.org/a","name":"甲,乙"}"#;
        store.insert(&RdfFile::JSON_LD.read("a", data.as_bytes()).unwrap()).unwrap();
        let mut out = Vec::new();
        write(evaluate(&store, query).unwrap(), format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_kind_of_query_answers_in_each_format() {
        let formats = [Format::Table, Format::Csv, Format::Tsv, Format::Json, Format::Xml, Format::Markdown];
        for format in formats {
            assert!(answer("SELECT ?n { ?x schema:name ?n }", format).contains("甲,乙"), "{format:?}");
            assert!(answer("ASK { ?x schema:name ?n }", format).contains("true"), "{format:?}");
            assert!(answer("CONSTRUCT { ?x ng:prize ?n } { ?x schema:name ?n }", format).contains("甲,乙"));
            assert!(answer("DESCRIBE <http://e.org/a>", format).contains("甲,乙"), "{format:?}");
        }
    }

    #[test]
    fn a_table_shows_text_and_short_iris() {
        let table = answer("SELECT ?p ?n { ?x ?p ?n }", Format::Table);
        assert_eq!(table, "p            n\n───────────  ─────\nschema:name  甲,乙\n1 row\n");
    }
}
