//! Names inside names, 下设 and 所属, units formed from the own staff → parentOrganization.

use super::masked::Masked;
use super::programs::founders;
use super::{Context, agents};
use crate::language::{Class, Rule, Sifted, script};
use crate::model::{
    Claim, Entity, EntityId, EntityKind, Evidence, Fact, Object, Predicate, Relation, Sentence, Span, Subtype,
};
use regex::Captures;
use std::collections::{BTreeMap, BTreeSet};

/// Rule of parents that a name contains.
pub const BY_NAME: &str = "hierarchy/name";

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let bodies: Vec<(EntityId, &Entity)> =
        (0..).map(EntityId).zip(context.entities).filter(|(_, e)| e.kind == EntityKind::Organization).collect();
    let mut named: BTreeMap<&str, Vec<EntityId>> = BTreeMap::new();
    for (id, body) in &bodies {
        names(body).for_each(|name| named.entry(name).or_default().push(*id));
    }
    let by_name = |(id, body): &(EntityId, &Entity)| by_name(context, &bodies, &named, *id, body);
    let mut facts: Vec<Fact> = bodies.iter().filter_map(by_name).collect();
    let mut placed: BTreeSet<EntityId> = facts.iter().filter_map(subject).collect();
    for fact in said(context) {
        if subject(&fact).is_some_and(|unit| placed.insert(unit)) {
            facts.push(fact);
        }
    }
    facts.extend(
        bodies.iter().filter(|(id, _)| !placed.contains(id)).filter_map(|(id, body)| bare_unit(context, *id, body)),
    );
    facts.extend(rooms_of_teams(context, &facts));
    facts
}

/// A body that founds a team named after a room (李海云调解室志愿服务队) has the room, too, where nobody else is said to.
fn rooms_of_teams(context: &Context<'_>, facts: &[Fact]) -> Vec<Fact> {
    let placed: BTreeSet<EntityId> = facts.iter().filter_map(subject).collect();
    let room_of = |team: EntityId| {
        let named = facts.iter().find(|f| subject(f) == Some(team) && f.evidence[0].rule == BY_NAME)?;
        let Claim::Relation(Relation { object: Object::Entity(room), .. }) = named.claim else { return None };
        let free = context.entities[room.0].subtype == Subtype::WorkRoom && !placed.contains(&room);
        free.then_some(room)
    };
    let founded = founders(context).iter().copied().filter(|(_, founder, _)| is_body(context, *founder));
    let mut rooms: Vec<(EntityId, EntityId, Span)> =
        founded.filter_map(|(team, founder, span)| Some((room_of(team)?, founder, span))).collect();
    rooms.dedup_by_key(|(room, _, _)| *room);
    rooms.into_iter().map(|(room, founder, span)| fact(room, founder, span, "hierarchy/team-of-room", 0.7)).collect()
}

fn subject(fact: &Fact) -> Option<EntityId> {
    match &fact.claim {
        Claim::Relation(relation) => Some(relation.subject),
        _ => None,
    }
}

fn fact(unit: EntityId, parent: EntityId, span: Span, rule: &str, confidence: f64) -> Fact {
    let evidence = Evidence { span, trigger: None, rule: rule.to_string().into() };
    Fact::relation(unit, Predicate::ParentOrganization, Object::Entity(parent), evidence, confidence)
}

/// The longest other body whose name begins this one's; `named` are the bodies by name.
fn by_name(
    context: &Context<'_>,
    bodies: &[(EntityId, &Entity)],
    named: &BTreeMap<&str, Vec<EntityId>>,
    id: EntityId,
    body: &Entity,
) -> Option<Fact> {
    let starts = names(body).flat_map(|name| name.char_indices().skip(1).map(|(end, _)| &name[..end]));
    let others = starts.filter_map(|start| Some((start.len(), named.get(start)?)));
    let others = others.flat_map(|(length, all)| all.iter().map(move |other| (length, *other)));
    let (_, parent) = others.filter(|(_, o)| *o != id).max_by_key(|(l, o)| (*l, std::cmp::Reverse(*o)))?;
    // Both may follow only from the name of a body below them.
    let below = || bodies.iter().find(|(_, e)| !e.mentions.is_empty() && names(e).any(|n| n.starts_with(&body.name)));
    let mention = body.mentions.first().or(context.entities[parent.0].mentions.first());
    let mention = mention.or_else(|| below().and_then(|(_, e)| e.mentions.first()))?;
    Some(fact(id, parent, context.mentions[*mention].span, BY_NAME, 0.95))
}

fn names(body: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(body.name.as_str())
        .chain(body.other_names.iter().map(String::as_str))
        .filter(|n| n.chars().count() > 2)
}

/// What the text says with 下设, 隶属 and the like.
fn said(context: &Context<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        let sifted = context.language.relations.sift(&masked.text);
        for rule in context.language.relations.rules_named("parent/").filter(|r| sifted.may_match(r)) {
            for captures in rule.regex.captures_iter(&masked.text) {
                facts.extend(said_in(context, &masked, rule, &captures));
            }
        }
        facts.extend(own_staff(context, sentence, &masked, &sifted));
    }
    facts
}

fn said_in(context: &Context<'_>, masked: &Masked, rule: &Rule, captures: &Captures<'_>) -> Vec<Fact> {
    let group = |name: &str| captures.name(name).map_or(Vec::new(), |m| masked.mentions_in(m.range()));
    let span = captures.get(0).map(|m| masked.span(m.range())).expect("group 0 always matches");
    let units: Vec<EntityId> = group("units").into_iter().filter_map(|m| context.entity(m)).collect();
    let mut parent = group("parent").first().and_then(|m| context.entity(*m));
    if rule.value.as_deref() == Some("subject") {
        let fits = |id: EntityId| context.entities[id.0].kind == EntityKind::Organization && !units.contains(&id);
        let named = agents::in_clause(context, span.start, &fits).and_then(|a| a.first().copied());
        parent = named.or_else(|| agents::topic(context, &fits));
    }
    let weight = rule.weight.unwrap_or(0.85);
    let parents = units.into_iter().filter_map(|unit| Some((unit, parent.filter(|p| *p != unit)?)));
    parents.map(|(unit, parent)| fact(unit, parent, span, &rule.name, weight)).collect()
}

/// One body alone founds a room or department, or forms a team from its own staff.
fn own_staff(context: &Context<'_>, sentence: &Sentence, masked: &Masked, sifted: &Sifted) -> Vec<Fact> {
    let relations = &context.language.relations;
    let rules = relations.rules_named("founder/active").chain(relations.rules_named("founder/is-founded"));
    let mut facts = Vec::new();
    for rule in rules.filter(|r| sifted.may_match(r)) {
        for captures in rule.regex.captures_iter(&masked.text) {
            let whole = captures.get(0).expect("group 0 always matches");
            let span = masked.span(whole.range());
            let (Some(what), Some(verb)) = (captures.name("what"), captures.name("verb")) else { continue };
            let before = &masked.text[..verb.start()];
            if relations.rules_named("planned/").any(|r| r.regex.is_match(before)) {
                continue;
            }
            let staffed = relations.rules_named("staff/").any(|r| r.regex.is_match(before));
            let who = captures.name("who").map(|m| masked.mentions_in(m.range()));
            let named: Option<Vec<EntityId>> = who.map(|w| w.into_iter().filter_map(|m| context.entity(m)).collect());
            let fits = |id: EntityId| context.entities[id.0].kind != EntityKind::Place;
            let at = masked.span(verb.range()).start.max(sentence.span.start);
            let founders = named.or_else(|| agents::of_verb(context, at, &fits)).unwrap_or_default();
            let [founder] = founders[..] else { continue };
            let units = masked.mentions_in(what.range()).into_iter().filter_map(|m| context.entity(m));
            let own = |unit: &EntityId| staffed || is_inner(context, *unit) && !sponsors(context, founder);
            facts.extend(
                units
                    .filter(|u| *u != founder && own(u))
                    .filter(|_| is_body(context, founder))
                    .map(|unit| fact(unit, founder, span, "hierarchy/own-staff", 0.7)),
            );
        }
    }
    facts
}

fn is_body(context: &Context<'_>, id: EntityId) -> bool {
    context.entities[id.0].kind == EntityKind::Organization
}

fn is_inner(context: &Context<'_>, id: EntityId) -> bool {
    matches!(context.entities[id.0].subtype, Subtype::Department | Subtype::WorkRoom | Subtype::Fire)
}

/// Unions and foundations set up rooms elsewhere.
fn sponsors(context: &Context<'_>, id: EntityId) -> bool {
    matches!(context.entities[id.0].subtype, Subtype::MassOrganization | Subtype::Association)
}

/// A room is named freely, so that only a body close by counts as its own.
const SURE_OF_A_ROOM: f64 = 0.6;

/// A unit named without its body (第四检察部, 公司党委, 柳江支行): the body spoken of.
fn bare_unit(context: &Context<'_>, id: EntityId, unit: &Entity) -> Option<Fact> {
    let mention = *unit.mentions.first()?;
    let name = script::simplified(&unit.name);
    let is = |rules| context.language.relations.rules_named(rules).any(|r| r.regex.is_match(&name));
    let branch = is("unit/branch");
    let kinds = [Subtype::Department, Subtype::Party, Subtype::MassOrganization, Subtype::Company];
    let bare = is("unit/bare") && !is("unit/free") && !placed(context, &name) && kinds.contains(&unit.subtype);
    let room = unit.subtype == Subtype::WorkRoom && !placed(context, &name);
    if !bare && !branch && !room {
        return None;
    }
    let words = if branch { name.as_str() } else { "" };
    let body = |body: EntityId| {
        let subtype = context.entities[body.0].subtype;
        body != id && !matches!(subtype, Subtype::Department | Subtype::WorkRoom | Subtype::VolunteerTeam)
    };
    let (parent, confidence) = super::roles::body_before(context, mention, words, &body)?;
    if room && confidence < SURE_OF_A_ROOM {
        return None;
    }
    Some(fact(id, parent, context.mentions[mention].span, "hierarchy/bare-unit", confidence * 0.9))
}

/// Whether a name begins with an administrative area.
fn placed(context: &Context<'_>, name: &str) -> bool {
    let places = context.language.lexicon.find_all(name).filter(|f| f.span.start == 0);
    places.into_iter().any(|f| matches!(f.entry.class, Class::Admin | Class::AdminShort))
}
