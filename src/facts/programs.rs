//! Bodies, programs and verbs of running → runBy, founder, superEvent, location.

use super::masked::Masked;
use super::{Context, agents};
use crate::language::Rule;
use crate::model::{EntityId, EntityKind, Evidence, Fact, Object, Predicate};
use regex::Captures;

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        for (prefix, predicate) in [("runBy/", Predicate::RunBy), ("founder/", Predicate::Founder)] {
            for rule in context.language.relations.rules_named(prefix) {
                for captures in rule.regex.captures_iter(&masked.text) {
                    read_match(context, &masked, rule, &captures, predicate, &mut facts);
                }
            }
        }
    }
    facts
}

fn read_match(
    context: &Context<'_>,
    masked: &Masked,
    rule: &Rule,
    captures: &Captures<'_>,
    predicate: Predicate,
    facts: &mut Vec<Fact>,
) {
    let group = |name: &str| captures.name(name).map_or(Vec::new(), |m| masked.mentions_in(m.range()));
    let span = captures.get(0).map(|m| masked.span(m.range())).expect("group 0 always matches");
    let mut who: Vec<_> = group("who").into_iter().filter_map(|m| context.entity(m)).collect();
    if who.is_empty() {
        let fits = |id: EntityId| matches!(context.entities[id.0].kind, EntityKind::Organization | EntityKind::Person);
        who = agents::of_verb(context, span.start, &fits).unwrap_or_default();
    }
    for what in group("what").into_iter().filter_map(|m| context.entity(m)) {
        for &agent in who.iter().filter(|a| **a != what) {
            let evidence = Evidence { span, trigger: None, rule: rule.name.clone().into() };
            facts.push(Fact::relation(what, predicate, Object::Entity(agent), evidence, rule.weight.unwrap_or(0.8)));
        }
    }
}
