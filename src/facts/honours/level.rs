//! Giver, contest or name → 国家级 省级 市级 县级.

use crate::facts::Context;
use crate::language::{Class, script};
use crate::model::EntityId;

/// The level of the first giver that tells it, else of the honour's name, else of its contest.
pub fn of(context: &Context<'_>, givers: &[EntityId], name: &str, contest: Option<EntityId>) -> Option<String> {
    let entity = |id: &EntityId| context.entities[id.0].name.as_str();
    let given = givers.iter().find_map(|g| of_body(context, &script::simplified(entity(g))));
    let named = || of_name(context, &script::simplified(name));
    let contested = || contest.and_then(|c| of_name(context, &script::simplified(entity(&c))));
    given.or_else(named).or_else(contested).map(String::from)
}

/// A body's level: of the last place in its name (国家税务总局霍山县税务局), else of the word it begins with.
fn of_body<'d>(context: &Context<'d>, name: &str) -> Option<&'d str> {
    let rules = context.language.honours.rules_named("body-level/");
    if let Some(level) = rules.filter(|r| r.regex.is_match(name)).find_map(|r| r.value.as_deref()) {
        return Some(level);
    }
    let places = context.language.lexicon.find_all(name).filter(|f| f.entry.class == Class::Admin);
    let last = places.max_by_key(|f| (f.span.end, f.span.len()));
    last.and_then(|f| of_code(&f.entry.detail)).or_else(|| of_name(context, name))
}

/// What a name says by the place or word it begins with, ordinals and years passed over.
fn of_name<'d>(context: &Context<'d>, name: &str) -> Option<&'d str> {
    let editions = context.language.relations.rules_named("edition/");
    let name = editions.fold(unquoted(name).to_string(), |n, r| match r.regex.find(&n) {
        Some(found) if found.start() == 0 => n[found.end()..].to_string(),
        _ => n,
    });
    let name = unquoted(&name);
    let places = context.language.lexicon.find_all(name).filter(|f| f.span.start == 0);
    let place =
        places.filter(|f| matches!(f.entry.class, Class::Admin | Class::AdminShort)).max_by_key(|f| f.span.len());
    let rules = context.language.honours.rules_named("level/");
    let said = rules.filter(|r| r.regex.is_match(name)).find_map(|r| r.value.as_deref());
    said.or_else(|| place.and_then(|p| of_code(&p.entry.detail)))
}

fn unquoted(name: &str) -> &str {
    name.trim_start_matches(['“', '"', '‘', '「', '《', '『'])
}

/// The level of a GB/T 2260 code: provinces end in 0000, prefectures in 00.
fn of_code(code: &str) -> Option<&'static str> {
    match code {
        c if c.len() != 6 => None,
        c if c.ends_with("0000") => Some("省级"),
        c if c.ends_with("00") => Some("市级"),
        _ => Some("县级"),
    }
}
