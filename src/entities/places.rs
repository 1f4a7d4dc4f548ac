//! Entities → entities with the GB/T 2260 code of the administrative area they are, or are named after.

use super::grouping::Grouped;
use crate::language::{Class, Language};
use crate::model::EntityKind;
use std::collections::BTreeMap;

/// Sets the codes. A name that several areas bear is settled by the other names of the article.
pub fn link(groups: &mut [Grouped], language: &Language) {
    let readings: Vec<Vec<String>> = groups.iter().map(|g| readings(g, language)).collect();
    let mut support = BTreeMap::<&str, usize>::new();
    for reading in readings.iter().filter(|r| r.len() == 1) {
        for level in [2, 4, 6] {
            *support.entry(&reading[0][..level]).or_default() += 1;
        }
    }
    for (group, candidates) in groups.iter_mut().zip(&readings) {
        let score = |code: &&String| [2, 4, 6].map(|level| support.get(&code[..level]).copied().unwrap_or_default());
        let best = candidates.iter().max_by(|a, b| score(a).cmp(&score(b)).then(b.cmp(a)));
        let told = candidates.len() == 1 || best.is_some_and(|b| score(&b)[0] > 0);
        group.entity.code = best.filter(|_| told).cloned();
    }
}

/// The codes an entity's fullest name may mean, ascending: those of the last area of the chain of areas it begins with
/// (a place must be that chain to its end).
fn readings(group: &Grouped, language: &Language) -> Vec<String> {
    let name = &group.plain[0];
    if group.entity.kind == EntityKind::Person {
        return Vec::new();
    }
    let mut codes: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some((end, next)) = area_at(name, at, &codes, language) {
        (at, codes) = (end, next);
    }
    let whole = group.entity.kind != EntityKind::Place || at == name.len();
    if whole { codes } else { Vec::new() }
}

/// The longest area name at byte `at` whose codes fit inside one of `outer` (any, when there is none yet).
fn area_at(name: &str, at: usize, outer: &[String], language: &Language) -> Option<(usize, Vec<String>)> {
    let mut by_end = BTreeMap::<usize, Vec<String>>::new();
    for found in language.lexicon.find_all(&name[at..]).filter(|f| f.span.start == 0) {
        let code = &found.entry.detail;
        let area = matches!(found.entry.class, Class::Admin | Class::AdminShort);
        if area && code.len() == 6 && (outer.is_empty() || outer.iter().any(|o| inside(code, o))) {
            by_end.entry(at + found.span.end).or_default().push(code.clone());
        }
    }
    let (end, mut codes) = by_end.pop_last()?;
    codes.sort();
    codes.dedup();
    Some((end, codes))
}

/// Whether the area with code `inner` lies in the one with code `outer`.
fn inside(inner: &str, outer: &str) -> bool {
    let level = if outer.ends_with("0000") {
        2
    } else if outer.ends_with("00") {
        4
    } else {
        return false;
    };
    inner != outer && inner[..level] == outer[..level]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entity, Subtype};

    fn codes(names: &[(&str, Subtype)]) -> Vec<Option<String>> {
        let group = |(name, subtype): &(&str, Subtype)| Grouped {
            entity: Entity::new(*subtype, *name),
            plain: vec![name.to_string()],
        };
        let mut groups: Vec<Grouped> = names.iter().map(group).collect();
        link(&mut groups, Language::embedded());
        groups.into_iter().map(|g| g.entity.code).collect()
    }

    #[test]
    fn a_chain_of_areas_tells_which_one_is_meant() {
        assert_eq!(codes(&[("甘肃省兰州市城关区", Subtype::Admin)]), [Some("620102".into())]);
        assert_eq!(codes(&[("兰州市公安局城关分局", Subtype::Government)]), [Some("620100".into())]);
        assert_eq!(codes(&[("长征源广场", Subtype::Place)]), [None]);
    }

    #[test]
    fn the_rest_of_the_article_tells_which_of_two_namesakes_is_meant() {
        assert_eq!(codes(&[("城关区", Subtype::Admin)]), [None]);
        assert_eq!(codes(&[("城关区", Subtype::Admin), ("兰州市", Subtype::Admin)])[0], Some("620102".into()));
        assert_eq!(codes(&[("城关区", Subtype::Admin), ("拉萨市", Subtype::Admin)])[0], Some("540102".into()));
    }
}
