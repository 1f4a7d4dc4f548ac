//! Relations read from the text → plain triples, their schema.org twins, and a statement that evidence can point at.

use super::classes;
use super::draft::Draft;
use super::iri::{fragment, hash};
use crate::model::{Claim, EntityId, EntityKind, Fact, Object, Predicate, Relation, Subtype};
use crate::vocabulary::{ng, rdf, schema};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use std::collections::HashMap;

/// The property a relation is written with.
pub const fn property(predicate: Predicate) -> NamedNodeRef<'static> {
    match predicate {
        Predicate::WorksFor => schema::WORKS_FOR,
        Predicate::JobTitle => schema::JOB_TITLE,
        Predicate::ParentOrganization => schema::PARENT_ORGANIZATION,
        Predicate::Founder => schema::FOUNDER,
        Predicate::RunBy => ng::RUN_BY,
        Predicate::SuperEvent => schema::SUPER_EVENT,
        Predicate::Location => schema::LOCATION,
    }
}

/// Writes all relations that schema.org and our vocabulary allow between such things.
pub fn write(draft: &mut Draft<'_>) {
    let mut parents = HashMap::new();
    for fact in draft.facts.clone() {
        let Claim::Relation(relation) = &fact.claim else { continue };
        let Some(object) = object_of(draft, relation) else { continue };
        let subject = draft.node(relation.subject).clone();
        // An organization has one direct parent: the first that the text names.
        if relation.predicate == Predicate::ParentOrganization
            && *parents.entry(subject.clone()).or_insert_with(|| object.clone()) != object
        {
            continue;
        }
        draft.add(&subject, property(relation.predicate), object.clone());
        if let Object::Entity(by) = relation.object {
            write_twin(draft, relation, by, &subject);
        }
        annotate(draft, fact, &subject, property(relation.predicate), object);
    }
}

/// The object as a term, if the relation may join these two.
fn object_of(draft: &Draft<'_>, relation: &Relation) -> Option<Term> {
    let from = draft.document.entity(relation.subject).kind;
    match &relation.object {
        Object::Text(text) => (relation.predicate == Predicate::JobTitle && from == EntityKind::Person)
            .then(|| Literal::new_simple_literal(text).into()),
        Object::Entity(to) => {
            let distinct = draft.node(*to) != draft.node(relation.subject);
            (distinct && joins(draft, relation, *to)).then(|| draft.node(*to).clone().into())
        }
    }
}

fn joins(draft: &Draft<'_>, relation: &Relation, to: EntityId) -> bool {
    use EntityKind::{Organization, Person, Place, Program};
    let (from, subtype) = (draft.document.entity(relation.subject).kind, draft.subtypes[relation.subject.0]);
    let to = draft.document.entity(to).kind;
    match relation.predicate {
        Predicate::JobTitle => false,
        Predicate::WorksFor => (from, to) == (Person, Organization),
        Predicate::ParentOrganization => (from, to) == (Organization, Organization),
        Predicate::Founder => from == Organization && matches!(to, Organization | Person),
        Predicate::RunBy => from == Program && matches!(to, Organization | Person),
        Predicate::SuperEvent => (from, to) == (Program, Program),
        Predicate::Location => {
            to == Place && (from == Organization || classes::is_event(subtype) || classes::can_act(subtype))
        }
    }
}

/// `runBy` in schema.org's words, where it has one for the kind of program.
fn write_twin(draft: &mut Draft<'_>, relation: &Relation, by: EntityId, program: &NamedNode) {
    if relation.predicate != Predicate::RunBy {
        return;
    }
    let by = draft.node(by).clone();
    match draft.subtypes[relation.subject.0] {
        Subtype::Brand => draft.add(&by, schema::BRAND, program.clone()),
        Subtype::Competition | Subtype::Event => draft.add(program, schema::ORGANIZER, by),
        Subtype::Service => draft.add(program, schema::PROVIDER, by),
        _ => {}
    }
}

fn annotate(draft: &mut Draft<'_>, fact: &Fact, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term) {
    if draft.level == super::EvidenceLevel::None {
        return;
    }
    let key = format!("{}|{}|{object}", subject.as_str(), predicate.as_str());
    let statement = fragment(&draft.article, &format!("st-{}", hash(&key, 8)));
    draft.class(&statement, rdf::STATEMENT);
    draft.add(&statement, rdf::SUBJECT, subject.clone());
    draft.add(&statement, rdf::PREDICATE, predicate.into_owned());
    draft.add(&statement, rdf::OBJECT, object);
    for evidence in &fact.evidence {
        draft.annotations.note(&statement, evidence.span, fact.confidence);
    }
}
