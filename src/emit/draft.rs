//! The graph of one article while it is being written: its nodes, the triples so far, and the evidence owed to them.

use super::evidence::{Annotations, EvidenceLevel};
use super::{Emitter, classes, identity};
use crate::model::{Claim, Document, EntityId, Fact, Object, Predicate, Relation, Standing, Subtype};
use crate::vocabulary::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

/// What the writers of entities, relations, achievements and credits share.
pub struct Draft<'d> {
    pub emitter: &'d Emitter<'d>,
    pub document: &'d Document,
    /// How much evidence is written.
    pub level: EvidenceLevel,
    /// The article's node.
    pub article: NamedNode,
    /// Facts that happened, in document order; with `all_standings` also achievements that are planned, denied or quoted.
    pub facts: Vec<&'d Fact>,
    /// For each entity its node; two entities may share one.
    pub nodes: Vec<NamedNode>,
    /// For each entity the subtype it is written as.
    pub subtypes: Vec<Subtype>,
    pub triples: Vec<Triple>,
    pub annotations: Annotations,
    /// Achievements written.
    pub achievements: Vec<NamedNode>,
}

impl<'d> Draft<'d> {
    pub fn new(emitter: &'d Emitter<'d>, document: &'d Document, level: EvidenceLevel) -> Self {
        let article = emitter.minter.node("article", document.article.key());
        let facts: Vec<&Fact> = document.facts.iter().filter(|f| written(f, emitter)).collect();
        let nodes = identity::identify(emitter, document, &facts, &article);
        let subtypes = subtypes(document, &facts);
        Self {
            emitter,
            document,
            level,
            article,
            facts,
            nodes,
            subtypes,
            triples: Vec::new(),
            annotations: Annotations::default(),
            achievements: Vec::new(),
        }
    }

    pub fn node(&self, entity: EntityId) -> &NamedNode {
        &self.nodes[entity.0]
    }

    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }

    pub fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) {
        if !text.is_empty() {
            self.add(subject, predicate, Literal::new_simple_literal(text));
        }
    }

    pub fn class(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class.into_owned());
    }
}

/// Whether a fact goes into the graph.
fn written(fact: &Fact, emitter: &Emitter<'_>) -> bool {
    let achievement = !matches!(fact.claim, Claim::Relation(_));
    fact.standing == Standing::Done || achievement && emitter.options.all_standings
}

/// Relations among facts, in document order.
pub fn relations<'f>(facts: &'f [&'f Fact]) -> impl Iterator<Item = &'f Relation> {
    facts.iter().filter_map(|f| match &f.claim {
        Claim::Relation(relation) => Some(relation),
        _ => None,
    })
}

/// A series, an edition or a part of an event is an event, whatever its name looks like: `superEvent` joins events only.
fn subtypes(document: &Document, facts: &[&Fact]) -> Vec<Subtype> {
    let mut subtypes: Vec<Subtype> = document.entities.iter().map(|e| e.subtype).collect();
    for relation in relations(facts).filter(|r| r.predicate == Predicate::SuperEvent) {
        let Object::Entity(whole) = relation.object else { continue };
        for EntityId(id) in [relation.subject, whole] {
            if document.entities[id].kind == crate::model::EntityKind::Program && !classes::is_event(subtypes[id]) {
                subtypes[id] = Subtype::Event;
            }
        }
    }
    subtypes
}
