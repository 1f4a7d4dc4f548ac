//! Entities → those that only follow from another's name: the bodies above a long name, the series of an edition.

use super::chains::parents_in_name;
use super::grouping::Grouped;
use super::names::compare_key;
use super::short_names::{Form, is_short_form};
use super::{kinds, series};
use crate::language::Language;
use crate::model::{Entity, EntityKind};
use std::collections::BTreeMap;

/// How many entities before and after one, in order of first mention, may be what its name implies under a shorter name.
const NEAR: usize = 300;

/// Adds them behind the entities that are mentioned.
pub fn add(groups: &mut Vec<Grouped>, language: &Language) {
    let mut known: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for name in &group.plain {
            known.entry((group.entity.kind, compare_key(name))).or_insert(at);
        }
    }
    let mut forms: Vec<Form> = groups.iter().map(|g| form(g, language)).collect();
    for at in 0..groups.len() {
        for implied in implied(&groups[at], language) {
            let kind = implied.entity.kind;
            let told = form(&implied, language);
            let next = groups.len();
            let same = |g: &usize| {
                *g != at && groups[*g].entity.kind == kind && is_called_so(&forms[*g], &told, kind, language)
            };
            let mut near = at.saturating_sub(NEAR)..(at + NEAR).min(next);
            let found = *known.entry((kind, told.key.clone())).or_insert_with(|| near.find(same).unwrap_or(next));
            if found == next {
                groups.push(implied);
                forms.push(told);
            } else if told.key.chars().count() > forms[found].key.chars().count() {
                adopt(&mut groups[found], implied);
                forms[found] = told;
            }
            if kind == EntityKind::Program && found != at {
                groups[found].entity.series = true;
            }
        }
    }
}

fn form(group: &Grouped, language: &Language) -> Form {
    Form::new(group.entity.kind, group.plain[0].clone(), language)
}

/// Whether a body of the article is called by a short form of the implied name (丹枫阁派出所 of 祁县公安局丹枫阁派出所), or the
/// implied name is a short form of its own (南山监狱 of 甘肃省南山监狱).
fn is_called_so(known: &Form, implied: &Form, kind: EntityKind, language: &Language) -> bool {
    let short = |a: &Form, b: &Form| is_short_form(kind, a, b, language);
    kind == EntityKind::Organization && (short(known, implied) || short(implied, known))
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
