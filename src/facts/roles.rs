//! People beside titles and bodies → worksFor, jobTitle.

use super::Context;
use super::masked::Masked;
use crate::language::Rule;
use crate::model::{EntityId, Evidence, Fact, MentionKind, Object, Predicate, Span};
use regex::Captures;

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        for rule in context.language.relations.rules_named("roles/") {
            for captures in rule.regex.captures_iter(&masked.text) {
                read_match(context, &masked, rule, &captures, &mut facts);
            }
        }
    }
    facts
}

fn read_match(context: &Context<'_>, masked: &Masked, rule: &Rule, captures: &Captures<'_>, facts: &mut Vec<Fact>) {
    let group = |name: &str| captures.name(name).map_or(Vec::new(), |m| masked.mentions_in(m.range()));
    let whole = captures.get(0).map_or(Span::new(0, 0), |m| masked.span(m.range()));
    let mut say = |person: EntityId, predicate: Predicate, object: Object| {
        let evidence = Evidence { span: whole, trigger: None, rule: rule.name.clone().into() };
        facts.push(Fact::relation(person, predicate, object, evidence, rule.weight.unwrap_or(0.9)));
    };
    let people = group("people").into_iter().filter_map(|m| context.entity(m));
    for person in people {
        let mut body = None;
        for mention in group("body").into_iter().chain(group("posts")) {
            match context.mentions[mention].kind {
                MentionKind::Organization => body = context.entity(mention),
                MentionKind::Position => {
                    let title = context.mentions[mention].span.of(&context.article.text);
                    say(person, Predicate::JobTitle, Object::Text(title.to_string()));
                }
                _ => {}
            }
            if let Some(body) = body {
                say(person, Predicate::WorksFor, Object::Entity(body));
            }
        }
    }
}
