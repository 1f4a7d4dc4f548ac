//! An article's graph and the alias table → the same graph in terms of what was merged.

use super::achievements::SLOTS;
use super::archive::Property;
use super::reading::PROPERTIES;
use super::table::{Manner, Table, is_own_graph};
use crate::emit::{evidence, rdf};
use crate::vocabulary::{ng, rdf as syntax, schema, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeSet, HashMap};

/// Rewrites quads, which may be those of several graphs. Sorted, without duplicates.
pub fn rewrite(quads: Vec<Quad>, table: &Table) -> Vec<Quad> {
    let awards = awards(&quads, table);
    let mut written = Vec::with_capacity(quads.len());
    let mut filled = BTreeSet::new();
    for quad in quads {
        if matches!(&quad.graph_name, GraphName::NamedNode(name) if is_own_graph(name.as_str())) {
            continue;
        }
        rewrite_one(quad, table, &awards, &mut filled, &mut written);
    }
    rdf::sort(&mut written);
    written
}

/// Award texts on recipients, by recipient, as they are to be written.
type Awards = HashMap<(String, String), String>;

/// What is already written in full: graph and node.
type Filled = BTreeSet<(String, String)>;

fn rewrite_one(mut quad: Quad, table: &Table, awards: &Awards, filled: &mut Filled, written: &mut Vec<Quad>) {
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return written.push(quad) };
    if let (true, Term::Literal(text)) = (quad.predicate == schema::AWARD, &quad.object)
        && let Some(award) = awards.get(&(subject.as_str().into(), text.value().into()))
    {
        quad.object = Literal::new_simple_literal(award).into();
    }
    let canonical = table.canonical(subject.as_str());
    let manner = table.manner(canonical);
    if canonical != subject.as_str() {
        quad.subject = NamedNode::new_unchecked(canonical).into();
    }
    if let Term::NamedNode(object) = &quad.object {
        let canonical = table.canonical(object.as_str());
        if canonical != object.as_str() {
            quad.object = NamedNode::new_unchecked(canonical).into();
        }
        // A part that turned out to be the whole is no part of itself.
        if is_same(&quad) && quad.predicate != schema::SAME_AS {
            return;
        }
    }
    match manner {
        None => written.push(quad),
        Some(manner) if manner.slots.is_empty() => describe(quad, manner, written),
        Some(manner) => fill(quad, manner, filled, written),
    }
}

fn is_same(quad: &Quad) -> bool {
    matches!((&quad.subject, &quad.object), (NamedOrBlankNode::NamedNode(s), Term::NamedNode(o)) if s == o)
}

/// One name, one set of classes, one parent.
fn describe(quad: Quad, manner: &Manner, written: &mut Vec<Quad>) {
    let with = |quad: &Quad, predicate: NamedNodeRef<'_>, object: Term| Quad {
        predicate: predicate.into_owned(),
        object,
        ..quad.clone()
    };
    let is_name = quad.predicate == schema::NAME;
    if let (Some(name), true) = (&manner.name, is_name || quad.predicate == schema::ALTERNATE_NAME) {
        if is_name {
            written.push(with(&quad, schema::NAME, Literal::new_simple_literal(name).into()));
        }
        if !matches!(&quad.object, Term::Literal(text) if text.value() == name) {
            written.push(with(&quad, schema::ALTERNATE_NAME, quad.object.clone()));
        }
        return;
    }
    if let (Some(classes), true, Term::NamedNode(class)) =
        (&manner.classes, quad.predicate == syntax::TYPE, &quad.object)
    {
        written.extend(classes.iter().map(|c| with(&quad, syntax::TYPE, NamedNode::new_unchecked(c).into())));
        if is_head(class.as_ref()) {
            written.push(quad);
        }
        return;
    }
    if let (Some(parent), true, Term::NamedNode(told)) =
        (&manner.parent, quad.predicate == schema::PARENT_ORGANIZATION, &quad.object)
        && told.as_str() != parent
    {
        return;
    }
    written.push(quad);
}

fn is_head(class: NamedNodeRef<'_>) -> bool {
    [schema::ORGANIZATION, schema::PERSON, schema::PLACE, ng::PROGRAM].contains(&class)
}

/// What an achievement says once is written once for each graph, the same in all.
fn fill(quad: Quad, manner: &Manner, filled: &mut Filled, written: &mut Vec<Quad>) {
    let property = PROPERTIES.iter().find(|(_, p)| *p == quad.predicate).map(|(p, _)| *p);
    if !property.is_some_and(|p| SLOTS.contains(&p)) {
        return written.push(quad);
    }
    if filled.insert((quad.graph_name.to_string(), quad.subject.to_string())) {
        for (property, predicate) in PROPERTIES.iter().filter(|(p, _)| SLOTS.contains(p)) {
            for value in manner.slots.get(property).into_iter().flatten() {
                let (predicate, object) = (predicate.into_owned(), term(*property, value));
                written.push(Quad { predicate, object, ..quad.clone() });
            }
        }
    }
}

/// A value as it is written.
fn term(property: Property, value: &str) -> Term {
    match property {
        Property::Bound => NamedNode::new_unchecked(value).into(),
        Property::Count | Property::Year => Literal::new_typed_literal(value, xsd::INTEGER).into(),
        Property::Value | Property::Least | Property::Most => {
            value.parse().map_or_else(|_| Literal::new_simple_literal(value), evidence::number).into()
        }
        Property::Per => Literal::new_typed_literal(value, xsd::DURATION).into(),
        _ => Literal::new_simple_literal(value).into(),
    }
}

/// The text on a recipient follows the honour it repeats.
fn awards(quads: &[Quad], table: &Table) -> Awards {
    let mut told = HashMap::<&str, (Option<&str>, Option<&str>, Vec<&str>)>::new();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        match &quad.object {
            Term::Literal(text) if quad.predicate == schema::NAME => {
                told.entry(subject.as_str()).or_default().0 = Some(text.value())
            }
            Term::Literal(text) if quad.predicate == ng::YEAR => {
                told.entry(subject.as_str()).or_default().1 = Some(text.value())
            }
            Term::NamedNode(actor) if quad.predicate == ng::ACHIEVED_BY => {
                told.entry(subject.as_str()).or_default().2.push(actor.as_str())
            }
            _ => {}
        }
    }
    let mut awards = Awards::new();
    for (node, (name, year, actors)) in told {
        let Some(manner) = table.manner(table.canonical(node)).filter(|m| !m.slots.is_empty()) else { continue };
        let slot = |p| manner.slots.get(&p).and_then(|values| values.first()).map(String::as_str);
        let (old, new) = (award(name, year), award(slot(Property::Name), slot(Property::Year)));
        awards.extend(actors.into_iter().map(|actor| ((actor.to_string(), old.clone()), new.clone())));
    }
    awards
}

fn award(name: Option<&str>, year: Option<&str>) -> String {
    format!("{}{}", name.unwrap_or_default(), year.map_or(String::new(), |y| format!("（{y}年）")))
}
