//! Quads of articles' graphs → sightings: what each article says of each node that might be merged.

use super::archive::{Kind, Property};
use super::reprints::Sketch;
use crate::vocabulary::{ng, rdf, schema};
use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which property of the graph is read as what.
pub const PROPERTIES: &[(Property, NamedNodeRef<'static>)] = &[
    (Property::Name, schema::NAME),
    (Property::Alternate, schema::ALTERNATE_NAME),
    (Property::Parent, schema::PARENT_ORGANIZATION),
    (Property::Founder, schema::FOUNDER),
    (Property::Area, schema::LOCATION),
    (Property::Area, schema::AREA_SERVED),
    (Property::Within, schema::CONTAINED_IN_PLACE),
    (Property::WorksFor, schema::WORKS_FOR),
    (Property::Title, schema::JOB_TITLE),
    (Property::RunBy, ng::RUN_BY),
    (Property::SameAs, schema::SAME_AS),
    (Property::By, ng::ACHIEVED_BY),
    (Property::In, ng::IN_PROGRAM),
    (Property::ConferredBy, ng::CONFERRED_BY),
    (Property::Prize, ng::PRIZE),
    (Property::Level, ng::LEVEL),
    (Property::Count, ng::COUNT),
    (Property::Year, ng::YEAR),
    (Property::Time, ng::TIME_TEXT),
    (Property::What, schema::VARIABLE_MEASURED),
    (Property::Value, schema::VALUE),
    (Property::Unit, schema::UNIT_TEXT),
    (Property::Per, ng::PER),
    (Property::ValueText, ng::VALUE_TEXT),
    (Property::Bound, ng::BOUND),
    (Property::Least, schema::MIN_VALUE),
    (Property::Most, schema::MAX_VALUE),
];

/// What one article says of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: Kind,
    /// Properties with their values, no duplicates.
    pub facts: BTreeSet<(Property, String)>,
}

/// What one article says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The article's IRI.
    pub article: String,
    /// Publication date as written; empty when it gives none.
    pub date: String,
    /// Codes of areas.
    pub codes: BTreeSet<String>,
    /// Nodes by IRI.
    pub nodes: BTreeMap<String, Seen>,
    /// What its body looks like.
    pub sketch: Option<Sketch>,
}

/// Reads all articles' graphs among the quads. Graphs without an article (runs, aliases) are passed over.
pub fn sightings(quads: &[Quad]) -> Vec<Sighting> {
    let mut graphs = BTreeMap::<String, Draft<'_>>::new();
    for quad in quads {
        let name = match &quad.graph_name {
            GraphName::NamedNode(name) => name.as_str(),
            _ => "",
        };
        // Most quads are about where something is said, and follow one another in the same graph.
        if !graphs.contains_key(name) {
            graphs.insert(name.to_string(), Draft::default());
        }
        graphs.get_mut(name).expect("inserted above").read(quad);
    }
    graphs.into_values().filter_map(Draft::finish).collect()
}

#[derive(Default)]
struct Draft<'q> {
    article: Option<&'q str>,
    date: &'q str,
    body: &'q str,
    publisher: Option<&'q str>,
    people: Vec<&'q str>,
    classes: HashMap<&'q str, BTreeSet<&'q str>>,
    facts: HashMap<&'q str, Vec<(Property, &'q str)>>,
}

impl<'q> Draft<'q> {
    fn read(&mut self, quad: &'q Quad) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return };
        let (subject, value) = (subject.as_str(), text(&quad.object));
        let predicate = quad.predicate.as_ref();
        if predicate == rdf::TYPE {
            if value == schema::NEWS_ARTICLE.as_str() {
                self.article = Some(subject);
            }
            self.classes.entry(subject).or_default().insert(value);
        } else if predicate == schema::DATE_PUBLISHED {
            self.date = value;
        } else if predicate == schema::ARTICLE_BODY {
            self.body = value;
        } else if predicate == schema::PUBLISHER {
            // A site has a publisher too; the article's is the same.
            self.publisher = Some(value);
        } else if predicate == schema::AUTHOR || predicate == schema::EDITOR {
            self.people.push(value);
        } else if let Some((property, _)) = PROPERTIES.iter().find(|(_, p)| *p == predicate) {
            self.facts.entry(subject).or_default().push((*property, value));
        }
    }

    fn finish(mut self) -> Option<Sighting> {
        let article = self.article?.to_string();
        if let Some(publisher) = self.publisher {
            for person in self.people {
                self.facts.entry(person).or_default().push((Property::Newsroom, publisher));
            }
        }
        let (mut codes, mut nodes) = (BTreeSet::new(), BTreeMap::new());
        for (iri, classes) in &self.classes {
            let Some(kind) = kind(classes) else { continue };
            if let Some(code) = code(iri).filter(|_| kind == Kind::Place) {
                codes.insert(code.to_string());
                continue;
            }
            let facts = self.facts.remove(iri).unwrap_or_default();
            let mut facts: BTreeSet<_> = facts.into_iter().map(|(p, value)| (p, value.to_string())).collect();
            facts.insert((Property::Classes, specific(classes)));
            nodes.insert(iri.to_string(), Seen { kind, facts });
        }
        Some(Sighting { article, date: self.date.into(), codes, nodes, sketch: Sketch::of(self.body) })
    }
}

/// Words of a literal, or an IRI.
fn text(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        _ => "",
    }
}

/// What a node with these classes is; nothing when it is none of what may be merged.
pub fn kind(classes: &BTreeSet<&str>) -> Option<Kind> {
    let heads = [
        (ng::ACHIEVEMENT, Kind::Achievement),
        (schema::PERSON, Kind::Person),
        (ng::PROGRAM, Kind::Program),
        (schema::ORGANIZATION, Kind::Organization),
        (schema::PLACE, Kind::Place),
    ];
    heads.into_iter().find(|(class, _)| classes.contains(class.as_str())).map(|(_, kind)| kind)
}

/// Classes beside the head classes, joined by spaces.
fn specific(classes: &BTreeSet<&str>) -> String {
    let heads = [schema::PERSON, ng::PROGRAM, schema::ORGANIZATION, schema::PLACE, ng::ACHIEVEMENT];
    let rest = classes.iter().filter(|c| !heads.iter().any(|h| h.as_str() == **c));
    rest.copied().collect::<Vec<_>>().join(" ")
}

/// The GB/T 2260 code at the end of an area's IRI.
pub fn code(iri: &str) -> Option<&str> {
    let tail = iri.rsplit('/').next()?;
    (matches!(tail.len(), 6 | 9 | 12) && tail.bytes().all(|b| b.is_ascii_digit())).then_some(tail)
}
