//! The pinned part of schema.org and our own vocabulary → which property may join what.

use crate::vocabulary::{ng, rdf, schema};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";

/// Classes with their superclasses, properties with what they join.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    supers: BTreeMap<String, BTreeSet<String>>,
    domains: BTreeMap<String, BTreeSet<String>>,
    ranges: BTreeMap<String, BTreeSet<String>>,
    /// Individuals of the vocabulary (ng:moreThan) and their classes.
    individuals: BTreeMap<String, BTreeSet<String>>,
}

impl Terms {
    /// The terms this program writes.
    pub fn pinned() -> &'static Self {
        static PINNED: LazyLock<Terms> = LazyLock::new(|| {
            let mut terms = Terms::default();
            terms.read(include_str!("../../schemas/schemaorg.ttl"));
            terms.read(include_str!("../../schemas/vocabulary.ttl"));
            terms
        });
        &PINNED
    }

    fn read(&mut self, turtle: &str) {
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes()) {
            let quad = quad.expect("the embedded vocabulary is Turtle");
            let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (quad.subject, quad.object) else {
                continue;
            };
            let table = match quad.predicate.as_str() {
                p if p == rdf::TYPE.as_str() => &mut self.individuals,
                p if p == format!("{RDFS}subClassOf") => &mut self.supers,
                p if p == format!("{}domainIncludes", schema::NAMESPACE) => &mut self.domains,
                p if p == format!("{}rangeIncludes", schema::NAMESPACE) || p == format!("{RDFS}range") => {
                    &mut self.ranges
                }
                _ => continue,
            };
            table.entry(subject.into_string()).or_default().insert(object.into_string());
        }
    }

    /// Whether the IRI is in a vocabulary that these terms describe in full.
    pub fn covers(&self, iri: &str) -> bool {
        iri.starts_with(schema::NAMESPACE) || iri.starts_with(ng::NAMESPACE)
    }

    /// Whether it is a class.
    pub fn is_class(&self, iri: &str) -> bool {
        self.supers.contains_key(iri)
            || self.supers.values().any(|s| s.contains(iri))
            || self.individuals.get(iri).is_some_and(|c| c.iter().any(|c| c.ends_with("Class")))
    }

    /// What a property may stand on; nothing when it is unknown.
    pub fn domain(&self, property: &str) -> Option<&BTreeSet<String>> {
        self.domains.get(property)
    }

    /// What a property may lead to.
    pub fn range(&self, property: &str) -> Option<&BTreeSet<String>> {
        self.ranges.get(property)
    }

    /// The classes, and all classes above them.
    pub fn closure<'c>(&self, classes: impl IntoIterator<Item = &'c String>) -> BTreeSet<String> {
        let (mut all, mut open) = (BTreeSet::new(), classes.into_iter().cloned().collect::<Vec<_>>());
        while let Some(class) = open.pop() {
            if all.insert(class.clone()) {
                open.extend(self.supers.get(&class).into_iter().flatten().cloned());
            }
        }
        all
    }

    /// Classes of an individual of the vocabulary itself.
    pub fn individual(&self, iri: &str) -> Option<&BTreeSet<String>> {
        self.individuals.get(iri)
    }
}

/// `schema:name` for an IRI of a known vocabulary.
pub fn short(iri: &str) -> String {
    let found = crate::query::PREFIXES.iter().find_map(|(p, start)| Some(format!("{p}:{}", iri.strip_prefix(start)?)));
    found.unwrap_or_else(|| iri.into())
}
