//! The names of a group → the fullest one.

use super::grouping::Name;
use super::nicknames::name_in;
use crate::language::Language;
use crate::model::EntityKind;

/// Index (into `names`) of the fullest name of `group`: most Han characters, then longest, then earliest; a person's
/// own name rather than a nickname or surname and title.
pub fn choose(names: &[Name], group: &[usize], language: &Language) -> usize {
    let score = |&at: &usize| {
        let name = &names[at];
        let nickname = name.kind == EntityKind::Person && name_in(&name.form.plain, language).is_some();
        let han = name.form.plain.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
        (!nickname, han, name.form.plain.chars().count(), std::cmp::Reverse(name.first()))
    };
    group.iter().copied().max_by_key(score).expect("a group has at least one name")
}
