//! Honours, results and deeds → nodes of their own, named by a hash of who achieved what.

use super::draft::Draft;
use super::evidence::number;
use super::iri::{hash, slug};
use super::{classes, evidence};
use crate::model::{Bound, Claim, Deed, EntityId, EntityKind, Fact, Honour, Measurement, Standing};
use crate::vocabulary::{ng, schema, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};
use std::collections::BTreeSet;

/// Ranks that `ng:level` may name.
const LEVELS: &[&str] = &["国际", "国家级", "省级", "市级", "县级", "单位"];

/// Writes every achievement that somebody is said to have achieved. The same one told twice is one node.
pub fn write(draft: &mut Draft<'_>) {
    let mut written = BTreeSet::new();
    for fact in draft.facts.clone() {
        let Some((node, by)) = identify(draft, fact) else { continue };
        if written.insert(node.as_str().to_string()) {
            draft.class(&node, ng::ACHIEVEMENT);
            write_actors(draft, &node, by);
            write_slots(draft, fact, &node);
            if fact.standing != Standing::Done {
                draft.text(&node, ng::STANDING, fact.standing.name());
            }
            draft.achievements.push(node.clone());
        }
        for evidence in &fact.evidence {
            draft.annotations.note(&node, evidence.span, fact.confidence);
        }
    }
}

/// The node and the actors; nothing for relations and for claims without an actor.
fn identify<'d>(draft: &Draft<'d>, fact: &'d Fact) -> Option<(NamedNode, &'d [EntityId])> {
    let (kind, by, what, rest) = match &fact.claim {
        Claim::Relation(_) => return None,
        Claim::Honour(h) => ("honour", &h.by, &h.name, [count(h.count), String::new(), String::new(), year(h.year)]),
        Claim::Deed(d) => ("deed", &d.by, &d.what, [String::new(), String::new(), String::new(), year(d.year)]),
        Claim::Result(m) => ("result", &m.by, &m.what, measured(m)),
    };
    if by.is_empty() || what.is_empty() {
        return None;
    }
    let mut who: Vec<&str> = by.iter().map(|id| draft.node(*id).as_str()).collect();
    who.sort_unstable();
    let mut key = format!("{kind}|{}|{}|{}", who.join(" "), slug(what), rest.join("|"));
    if fact.standing != Standing::Done {
        key = format!("{key}|{}", fact.standing.name());
    }
    Some((draft.emitter.minter.node("achievement", &hash(&key, 16)), by))
}

fn measured(m: &Measurement) -> [String; 4] {
    let per = m.per.or(m.quantity.per).map_or("", |p| p.duration());
    [number(m.quantity.value).value().into(), m.quantity.unit.clone(), per.into(), year(m.year)]
}

fn count(count: Option<u32>) -> String {
    count.map_or(String::new(), |n| n.to_string())
}

fn year(year: Option<i32>) -> String {
    year.map_or(String::new(), |y| y.to_string())
}

fn write_actors(draft: &mut Draft<'_>, node: &NamedNode, by: &[EntityId]) {
    for id in by {
        let actor = draft.node(*id).clone();
        draft.add(node, ng::ACHIEVED_BY, actor);
    }
}

/// schema.org's own words for who acted; places and programs that are no projects cannot act there.
fn write_agents(draft: &mut Draft<'_>, node: &NamedNode, by: &[EntityId]) {
    for id in by.iter().filter(|id| classes::can_act(draft.subtypes[id.0])).copied().collect::<Vec<_>>() {
        let actor = draft.node(id).clone();
        draft.add(node, schema::AGENT, actor);
    }
}

fn write_slots(draft: &mut Draft<'_>, fact: &Fact, node: &NamedNode) {
    match &fact.claim {
        Claim::Relation(_) => {}
        Claim::Honour(honour) => write_honour(draft, honour, node),
        Claim::Result(result) => write_result(draft, result, node),
        Claim::Deed(deed) => write_deed(draft, deed, node),
    }
}

fn write_honour(draft: &mut Draft<'_>, honour: &Honour, node: &NamedNode) {
    draft.class(node, ng::HONOUR);
    draft.class(node, schema::ACHIEVE_ACTION);
    write_agents(draft, node, &honour.by);
    draft.text(node, schema::NAME, &honour.name);
    draft.text(node, ng::PRIZE, honour.prize.as_deref().unwrap_or(&honour.name));
    write_when(draft, node, honour.year, honour.time.as_deref());
    if let Some(level) = honour.level.as_deref().filter(|l| LEVELS.contains(l)) {
        draft.text(node, ng::LEVEL, level);
    }
    if let Some(count) = honour.count {
        draft.add(node, ng::COUNT, Literal::from(i64::from(count)));
    }
    link(draft, node, &[ng::IN_PROGRAM, schema::OBJECT], EntityKind::Program, honour.in_program.as_slice());
    link(draft, node, &[ng::CONFERRED_BY], EntityKind::Organization, &honour.conferred_by);
    write_awards(draft, honour);
}

fn link(draft: &mut Draft<'_>, node: &NamedNode, by: &[NamedNodeRef<'_>], kind: EntityKind, to: &[EntityId]) {
    for id in to.iter().filter(|id| draft.document.entity(**id).kind == kind) {
        let to = draft.node(*id).clone();
        by.iter().for_each(|property| draft.add(node, *property, to.clone()));
    }
}

/// The honour as text on whoever received it, for readers that know schema.org alone.
fn write_awards(draft: &mut Draft<'_>, honour: &Honour) {
    let year = honour.year.map_or(String::new(), |y| format!("（{y}年）"));
    let text = format!("{}{year}", honour.name);
    for id in &honour.by {
        if classes::takes_award(draft.subtypes[id.0]) {
            let recipient = draft.node(*id).clone();
            draft.text(&recipient, schema::AWARD, &text);
        }
    }
}

fn write_result(draft: &mut Draft<'_>, result: &Measurement, node: &NamedNode) {
    let quantity = &result.quantity;
    draft.class(node, ng::RESULT);
    draft.class(node, schema::OBSERVATION);
    for id in &result.by {
        let about = draft.node(*id).clone();
        draft.add(node, schema::OBSERVATION_ABOUT, about);
    }
    draft.text(node, schema::NAME, &format!("{}{}", result.what, result.value_text));
    draft.text(node, schema::VARIABLE_MEASURED, &result.what);
    draft.add(node, schema::VALUE, number(quantity.value));
    draft.text(node, schema::UNIT_TEXT, &quantity.unit);
    draft.text(node, ng::VALUE_TEXT, &result.value_text);
    write_bounds(draft, result, node);
    if let Some(per) = result.per.or(quantity.per) {
        draft.add(node, ng::PER, Literal::new_typed_literal(per.duration(), xsd::DURATION));
    }
    write_when(draft, node, result.year, result.time.as_deref());
}

/// 3至5次 is at least 3 and at most 5; 500余起 is at least 500; 近百人 is at most 100.
fn write_bounds(draft: &mut Draft<'_>, result: &Measurement, node: &NamedNode) {
    let (quantity, range) = (&result.quantity, result.quantity.max.is_some());
    let bound = if range { Bound::AtLeast } else { quantity.bound };
    let term = NamedNode::new_unchecked(format!("{}{}", ng::NAMESPACE, bound.name()));
    draft.add(node, ng::BOUND, term);
    if matches!(bound, Bound::MoreThan | Bound::AtLeast) {
        draft.add(node, schema::MIN_VALUE, evidence::number(quantity.value));
    }
    if let Some(most) = quantity.max {
        draft.add(node, schema::MAX_VALUE, evidence::number(most));
    } else if matches!(bound, Bound::LessThan | Bound::AtMost) {
        draft.add(node, schema::MAX_VALUE, evidence::number(quantity.value));
    }
}

fn write_deed(draft: &mut Draft<'_>, deed: &Deed, node: &NamedNode) {
    draft.class(node, ng::DEED);
    draft.class(node, schema::ACHIEVE_ACTION);
    write_agents(draft, node, &deed.by);
    draft.text(node, schema::NAME, &deed.what);
    write_when(draft, node, deed.year, deed.time.as_deref());
}

fn write_when(draft: &mut Draft<'_>, node: &NamedNode, year: Option<i32>, time: Option<&str>) {
    if let Some(year) = year.filter(|y| (1900..=2100).contains(y)) {
        draft.add(node, ng::YEAR, Literal::from(year));
    }
    draft.text(node, ng::TIME_TEXT, time.unwrap_or_default());
}
