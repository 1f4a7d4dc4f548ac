//! Quads → properties that stand on the wrong kind of thing, lead to the wrong kind of value, or do not exist.

use super::Problem;
use super::terms::{Terms, short};
use crate::vocabulary::{rdf, schema, xsd};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every triple of the graphs together, against schema.org's and our own vocabulary.
pub fn check_graph(quads: &[Quad]) -> Vec<Problem> {
    let lint = Lint { terms: Terms::pinned(), types: types(quads) };
    let problems: BTreeSet<Problem> = quads.iter().flat_map(|quad| lint.check(quad)).collect();
    problems.into_iter().collect()
}

fn types(quads: &[Quad]) -> BTreeMap<String, BTreeSet<String>> {
    let mut types = BTreeMap::<String, BTreeSet<String>>::new();
    for quad in quads.iter().filter(|q| q.predicate == rdf::TYPE) {
        if let Term::NamedNode(class) = &quad.object {
            types.entry(subject(quad)).or_default().insert(class.as_str().into());
        }
    }
    types
}

fn subject(quad: &Quad) -> String {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().into(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

struct Lint<'t> {
    terms: &'t Terms,
    types: BTreeMap<String, BTreeSet<String>>,
}

impl Lint<'_> {
    fn check(&self, quad: &Quad) -> Vec<Problem> {
        let (node, property) = (subject(quad), quad.predicate.as_str());
        let problem = |reason: String| Problem { node: node.clone(), property: short(property), reason };
        if quad.predicate == rdf::TYPE {
            return self.unknown_class(&quad.object).map(problem).into_iter().collect();
        }
        if !self.terms.covers(property) {
            return Vec::new();
        }
        let Some(domain) = self.terms.domain(property) else {
            return vec![problem("is no property of schema.org or newsgraph that this version knows".into())];
        };
        let on = self.stands_on(&node, domain).map(problem);
        let to = self.leads_to(property, &quad.object).map(problem);
        on.into_iter().chain(to).collect()
    }

    fn unknown_class(&self, class: &Term) -> Option<String> {
        let Term::NamedNode(class) = class else { return Some("a type is an IRI".into()) };
        let iri = class.as_str();
        (self.terms.covers(iri) && !self.terms.is_class(iri))
            .then(|| format!("{} is no class of schema.org or newsgraph that this version knows", short(iri)))
    }

    fn stands_on(&self, node: &str, domain: &BTreeSet<String>) -> Option<String> {
        let Some(types) = self.types.get(node) else { return Some("its node has no type".into()) };
        let all = self.terms.closure(types);
        (all.is_disjoint(domain) && !domain.contains(&thing()))
            .then(|| format!("stands on {}; it may stand on {}", names(types), names(domain)))
    }

    fn leads_to(&self, property: &str, object: &Term) -> Option<String> {
        let range = self.terms.range(property)?;
        match object {
            Term::Literal(literal) => {
                let wanted = datatypes(range);
                let known = wanted.contains(literal.datatype().as_str());
                (!known).then(|| format!("is {}; it may be {}", literal_kind(literal), names(range)))
            }
            Term::NamedNode(node) => self.leads_to_node(node.as_str(), range),
            other => Some(format!("leads to {other}, a node without a name")),
        }
    }

    fn leads_to_node(&self, node: &str, range: &BTreeSet<String>) -> Option<String> {
        if range.contains(&format!("{}URL", schema::NAMESPACE)) {
            return None;
        }
        let Some(types) = self.types.get(node).or_else(|| self.terms.individual(node)) else {
            return Some(format!("leads to {node}, which is not described"));
        };
        (self.terms.closure(types).is_disjoint(range) && !range.contains(&thing()))
            .then(|| format!("leads to {} {node}; it may lead to {}", names(types), names(range)))
    }
}

fn thing() -> String {
    format!("{}Thing", schema::NAMESPACE)
}

fn names(iris: &BTreeSet<String>) -> String {
    iris.iter().map(|i| short(i)).collect::<Vec<_>>().join(", ")
}

fn literal_kind(literal: &Literal) -> String {
    let text: String = literal.value().chars().take(40).collect();
    format!("{} {text:?}", short(literal.datatype().as_str()))
}

/// XSD's types for schema.org's.
fn datatypes(range: &BTreeSet<String>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for iri in range {
        let types: &[_] = match iri.strip_prefix(schema::NAMESPACE) {
            Some("Text" | "URL") => &[xsd::STRING],
            Some("Integer") => &[xsd::INTEGER],
            Some("Number") => &[xsd::INTEGER, xsd::DOUBLE, xsd::DECIMAL],
            Some("Date") => &[xsd::DATE],
            Some("DateTime") => &[xsd::DATE_TIME],
            _ => &[],
        };
        all.extend(types.iter().map(|t| t.as_str().to_string()));
        if iri.starts_with(xsd::NAMESPACE) {
            all.insert(iri.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{Emitter, EvidenceLevel, Options};
    use crate::evaluate::samples;
    use crate::language::Language;
    use crate::model::Stated;
    use crate::store::format_of;
    use std::path::Path;

    fn problems(turtle: &str) -> Vec<String> {
        let prefixes = "@prefix schema: <http://schema.org/> . @prefix ng: <https://w3id.org/newsgraph/ns#> .\n";
        let file = format_of(Path::new("x.ttl")).unwrap();
        let quads = file.read("x.ttl", format!("{prefixes}{turtle}").as_bytes()).unwrap();
        check_graph(&quads).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn everything_we_write_follows_both_vocabularies() {
        let options = Options { evidence: EvidenceLevel::Full, ..Options::default() };
        let emitter = Emitter::new(Language::embedded(), options);
        for gold in samples::articles() {
            let mut document = crate::pipeline::extract(&gold.text, &Stated::default(), Language::embedded());
            assert_eq!(check_graph(&emitter.quads(&document)), [], "{}", gold.id);
            gold.perfect_document(&mut document);
            assert_eq!(check_graph(&emitter.quads(&document)), [], "{}", gold.id);
        }
    }

    #[test]
    fn each_misuse_is_told_with_node_property_and_reason() {
        for (turtle, reason) in [
            ("<u:a> a schema:Person ; schema:headline \"x\" .", "u:a schema:headline: stands on schema:Person"),
            (
                "<u:a> a schema:NewsArticle ; schema:editor <u:b> . <u:b> a schema:Organization .",
                "may lead to schema:Person",
            ),
            ("<u:a> a schema:NewsArticle ; schema:wordCount \"12\" .", "schema:wordCount: is xsd:string"),
            ("<u:a> a schema:NewsArticle ; schema:headlin \"x\" .", "no property"),
            ("<u:a> a schema:NewsArticel .", "no class"),
            ("<u:a> a schema:NewsArticle ; schema:about <u:b> .", "not described"),
            ("<u:a> schema:headline \"x\" .", "no type"),
            ("<u:a> a ng:Result ; ng:bound ng:atmost .", "not described"),
        ] {
            let told = problems(turtle);
            assert!(told.len() == 1 && told[0].contains(reason), "{reason}: {told:?}");
        }
        assert_eq!(problems("<u:a> a ng:Result ; ng:bound ng:atMost ; schema:value 5 ."), Vec::<String>::new());
    }
}
