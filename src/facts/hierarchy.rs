//! Names inside names, 下设 and 所属 → parentOrganization.

use super::Context;
use crate::model::{Entity, EntityId, EntityKind, Evidence, Fact, Object, Predicate};

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let bodies: Vec<(EntityId, &Entity)> =
        (0..).map(EntityId).zip(context.entities).filter(|(_, e)| e.kind == EntityKind::Organization).collect();
    bodies.iter().filter_map(|(id, body)| by_name(context, &bodies, *id, body)).collect()
}

/// The longest other body whose name begins this one's.
fn by_name(context: &Context<'_>, bodies: &[(EntityId, &Entity)], id: EntityId, body: &Entity) -> Option<Fact> {
    let begun = |other: &Entity| {
        names(other).filter(|o| names(body).any(|n| n.len() > o.len() && n.starts_with(o))).map(str::len).max()
    };
    let others = bodies.iter().filter(|(o, _)| *o != id);
    let (_, parent) =
        others.filter_map(|(o, e)| begun(e).map(|l| (l, *o))).max_by_key(|(l, o)| (*l, std::cmp::Reverse(*o)))?;
    let mention = body.mentions.first().or(context.entities[parent.0].mentions.first())?;
    let evidence = Evidence { span: context.mentions[*mention].span, trigger: None, rule: "hierarchy/name".into() };
    Some(Fact::relation(id, Predicate::ParentOrganization, Object::Entity(parent), evidence, 0.95))
}

fn names(body: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(body.name.as_str())
        .chain(body.other_names.iter().map(String::as_str))
        .filter(|n| n.chars().count() > 2)
}
