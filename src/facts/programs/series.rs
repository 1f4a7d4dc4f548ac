//! Editions and their series (第五届…大赛, …大赛) → superEvent.

use crate::facts::Context;
use crate::model::{Entity, EntityId, EntityKind, Evidence, Fact, Object, Predicate};

/// An edition belongs to the program whose name is its own without the edition's mark.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let programs = || (0..).map(EntityId).zip(context.entities).filter(|(_, e)| e.kind == EntityKind::Program);
    let mut facts = Vec::new();
    for (id, edition) in programs() {
        let series = programs().find(|(other, e)| *other != id && names(e).any(|n| is_edition(context, edition, n)));
        let mention = edition.mentions.first();
        if let (Some((series, _)), Some(mention)) = (series, mention) {
            let span = context.mentions[*mention].span;
            let evidence = Evidence { span, trigger: None, rule: "programs/series".into() };
            facts.push(Fact::relation(id, Predicate::SuperEvent, Object::Entity(series), evidence, 0.95));
        }
    }
    facts
}

fn names(program: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(program.name.as_str()).chain(program.other_names.iter().map(String::as_str))
}

fn is_edition(context: &Context<'_>, edition: &Entity, series: &str) -> bool {
    let rules = || context.language.relations.rules_named("edition/");
    names(edition).any(|name| {
        let stripped = rules().fold(name.to_string(), |n, rule| rule.regex.regex().replace_all(&n, "").into_owned());
        stripped != name && stripped == series
    })
}
