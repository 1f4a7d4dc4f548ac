//! Entities → those that only follow from another's name: the bodies above a long name, the series of an edition.

use super::chains::parents_in_name;
use super::grouping::Grouped;
use super::names::compare_key;
use super::{kinds, series};
use crate::language::Language;
use crate::model::{Entity, EntityKind};
use std::collections::BTreeMap;

/// Adds them behind the entities that are mentioned.
pub fn add(groups: &mut Vec<Grouped>, language: &Language) {
    let mut known: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for name in &group.plain {
            known.entry((group.entity.kind, compare_key(name))).or_insert(at);
        }
    }
    for at in 0..groups.len() {
        for implied in implied(&groups[at], language) {
            let kind = implied.entity.kind;
            let key = compare_key(&implied.plain[0]);
            let next = groups.len();
            let found =
                *known.entry((kind, key.clone())).or_insert_with(|| shortened(groups, at, &key).unwrap_or(next));
            if found == next {
                groups.push(implied);
            } else if key.chars().count() > compare_key(&groups[found].plain[0]).chars().count() {
                adopt(&mut groups[found], implied);
            }
            if kind == EntityKind::Program && found != at {
                groups[found].entity.series = true;
            }
        }
    }
}

/// The body that the article names only by the last words of `key`: 丹枫阁派出所 of 祁县公安局丹枫阁派出所.
fn shortened(groups: &[Grouped], child: usize, key: &str) -> Option<usize> {
    let is_tail = |g: &Grouped| {
        let name = compare_key(&g.plain[0]);
        g.entity.kind == EntityKind::Organization && name.chars().count() >= 4 && name != key && key.ends_with(&name)
    };
    (0..groups.len()).find(|&g| g != child && is_tail(&groups[g]))
}

/// Gives a body the fuller name that another's name told.
fn adopt(group: &mut Grouped, fuller: Grouped) {
    let shorter = std::mem::replace(&mut group.entity.name, fuller.entity.name);
    group.entity.other_names.insert(0, shorter);
    group.plain.insert(0, fuller.plain[0].clone());
}

/// What an entity's fullest name implies.
fn implied(group: &Grouped, language: &Language) -> Vec<Grouped> {
    let (name, plain) = (&group.entity.name, &group.plain[0]);
    match group.entity.kind {
        EntityKind::Organization if name.len() == plain.len() => {
            let prefix = |end: usize| grouped(EntityKind::Organization, name.get(..end)?, &plain[..end], language);
            parents_in_name(plain, language).into_iter().filter_map(prefix).collect()
        }
        EntityKind::Program => {
            let series = series::series_name(name).zip(series::series_name(plain));
            series.and_then(|(name, plain)| grouped(EntityKind::Program, &name, &plain, language)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn grouped(kind: EntityKind, name: &str, plain: &str, language: &Language) -> Option<Grouped> {
    let entity = Entity::new(kinds::subtype(kind, plain, language), name);
    Some(Grouped { entity, plain: vec![plain.to_string()] })
}
