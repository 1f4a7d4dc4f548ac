//! Entities → nodes with classes, names, places and first mentions.

use super::draft::Draft;
use super::evidence::EvidenceLevel;
use super::{classes, identity, iri};
use crate::model::{Entity, EntityId, EntityKind, Predicate, Subtype};
use crate::vocabulary::{ng, schema};
use oxigraph::model::{Literal, NamedNode};
use std::collections::HashMap;

/// Writes every entity. Entities that share a node are written as one: the later ones' names are other names.
pub fn write(draft: &mut Draft<'_>) {
    let document = draft.document;
    let owners = identity::owners(&draft.facts);
    let near: Vec<String> = identity::near(draft.emitter, document).into_iter().map(String::from).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let mut first = HashMap::new();
    for (id, entity) in document.entities.iter().enumerate() {
        let node = draft.nodes[id].clone();
        let main = *first.entry(node.as_str().to_string()).or_insert(id);
        if main == id {
            write_one(draft, id, entity, &node, &near);
            if entity.kind == EntityKind::Organization {
                let area = area_of(draft, EntityId(id), &owners, &near);
                write_area(
                    draft,
                    entity.subtype,
                    &node,
                    area,
                    owners.contains_key(&(EntityId(id), Predicate::Location)),
                );
            }
        } else {
            let main = &document.entities[main];
            other_names(draft, main, &node, std::iter::once(&entity.name).chain(&entity.other_names));
        }
        annotate(draft, entity, &node);
    }
}

fn write_one(draft: &mut Draft<'_>, id: usize, entity: &Entity, node: &NamedNode, near: &[&str]) {
    if entity.kind == EntityKind::Place {
        write_place(draft, id, entity, node, near);
    } else {
        write_classes(draft, id, entity, node);
        draft.text(node, schema::NAME, &entity.name);
        other_names(draft, entity, node, entity.other_names.iter());
    }
    for same in &entity.same_as {
        if let Ok(same) = NamedNode::new(same) {
            draft.add(node, schema::SAME_AS, same);
        }
    }
    if entity.kind == EntityKind::Program {
        write_year(draft, entity, node);
        if let Some(area) = draft.emitter.gazetteer.leading(&entity.name, near).map(|a| a.code)
            && classes::is_event(draft.subtypes[id])
        {
            let place = write_code(draft, area);
            draft.add(node, schema::LOCATION, place);
        }
    }
}

fn write_classes(draft: &mut Draft<'_>, id: usize, entity: &Entity, node: &NamedNode) {
    let subtype = draft.subtypes[id];
    if entity.series && classes::is_event(subtype) {
        draft.class(node, schema::EVENT_SERIES);
    } else {
        classes::specific(subtype).iter().for_each(|c| draft.class(node, *c));
    }
    draft.class(node, classes::head(entity.kind));
}

fn other_names<'n>(draft: &mut Draft<'_>, main: &Entity, node: &NamedNode, names: impl Iterator<Item = &'n String>) {
    names.filter(|n| **n != main.name).for_each(|name| draft.text(node, schema::ALTERNATE_NAME, name));
}

/// 2023年全国大学生… names its own year.
fn write_year(draft: &mut Draft<'_>, entity: &Entity, node: &NamedNode) {
    let year = entity.name.get(..4).and_then(|y| y.parse::<i32>().ok()).filter(|y| (1900..=2100).contains(y));
    if let Some(year) = year.filter(|_| entity.name[4..].starts_with('年')) {
        draft.add(node, ng::YEAR, Literal::from(year));
    }
}

fn write_place(draft: &mut Draft<'_>, id: usize, entity: &Entity, node: &NamedNode, near: &[&str]) {
    let code = identity::code(draft.emitter, entity, near).map(String::from);
    let Some(code) = code else {
        write_classes(draft, id, entity, node);
        draft.text(node, schema::NAME, &entity.name);
        return other_names(draft, entity, node, entity.other_names.iter());
    };
    write_code(draft, &code);
    // The name of a coded area is the gazetteer's, so that all articles give it the same one.
    let official = draft.emitter.gazetteer.name(&code);
    if official.is_none() {
        write_classes(draft, id, entity, node);
        draft.text(node, schema::NAME, &entity.name);
    }
    let names = std::iter::once(&entity.name).chain(&entity.other_names);
    for name in names.filter(|n| official.is_some_and(|o| o != *n)) {
        draft.text(node, schema::ALTERNATE_NAME, name);
    }
}

/// Writes the area and all that contain it, as far as the gazetteer knows them; returns its node.
pub fn write_code(draft: &mut Draft<'_>, code: &str) -> NamedNode {
    let (emitter, innermost) = (draft.emitter, draft.emitter.minter.node("place", code));
    let mut area = Some(code);
    while let Some(code) = area {
        let node = emitter.minter.node("place", code);
        let identifier = iri::fragment(&node, "gbt2260");
        draft.class(&identifier, schema::PROPERTY_VALUE);
        draft.text(&identifier, schema::PROPERTY_ID, "GB/T 2260");
        draft.text(&identifier, schema::VALUE, code);
        draft.add(&node, schema::IDENTIFIER, identifier);
        area = emitter.gazetteer.parent(code);
        if let Some(name) = emitter.gazetteer.name(code) {
            write_official(draft, &node, name, area);
        }
    }
    innermost
}

fn write_official(draft: &mut Draft<'_>, node: &NamedNode, name: &str, parent: Option<&str>) {
    if name.ends_with('市') {
        draft.class(node, schema::CITY);
    }
    draft.class(node, schema::ADMINISTRATIVE_AREA);
    draft.class(node, schema::PLACE);
    draft.text(node, schema::NAME, name);
    if let Some(parent) = parent {
        let parent = draft.emitter.minter.node("place", parent);
        draft.add(node, schema::CONTAINED_IN_PLACE, parent);
    }
}

/// The area a body's name tells, or that of the body it belongs to.
pub fn area_of(draft: &Draft<'_>, id: EntityId, owners: &identity::Owners, near: &[&str]) -> Option<String> {
    let mut at = id;
    for _ in 0..8 {
        let entity = draft.document.entity(at);
        if entity.kind != EntityKind::Organization {
            return None;
        }
        if let Some(area) = draft.emitter.gazetteer.leading(&entity.name, near) {
            return Some(area.code.into());
        }
        let next = [Predicate::ParentOrganization, Predicate::Founder].iter().find_map(|p| owners.get(&(at, *p)));
        at = *next?;
    }
    None
}

/// Joins a body to its area: a governing body serves it, any other one stands in it.
pub fn write_area(draft: &mut Draft<'_>, subtype: Subtype, node: &NamedNode, area: Option<String>, located: bool) {
    let Some(area) = area else { return };
    if classes::serves_area(subtype) {
        let place = write_code(draft, &area);
        draft.add(node, schema::AREA_SERVED, place);
    } else if !located {
        let place = write_code(draft, &area);
        draft.add(node, schema::LOCATION, place);
    }
}

fn annotate(draft: &mut Draft<'_>, entity: &Entity, node: &NamedNode) {
    let all = draft.level == EvidenceLevel::Mentions;
    for &mention in entity.mentions.iter().take(if all { usize::MAX } else { 1 }) {
        let mention = &draft.document.mentions[mention];
        draft.annotations.note(node, mention.span, f64::from(mention.score));
    }
}
