//! A name → its finer kind, by its last words.

use crate::language::{Class, Entry, Language};
use crate::model::{EntityKind, Subtype};

/// The subtype of an entity called `name` (simplified script): the longest lexicon word the name ends with decides.
pub fn subtype(kind: EntityKind, name: &str, language: &Language) -> Subtype {
    let name = name.trim_end_matches(['”', '"', '」', '』', '》', '）', ')']);
    match kind {
        EntityKind::Person => Subtype::Person,
        EntityKind::Organization => organization(name, language),
        EntityKind::Place => place(name, language),
        EntityKind::Program => ending(name, Class::ProgramHead, language).unwrap_or(Subtype::Campaign),
    }
}

fn organization(name: &str, language: &Language) -> Subtype {
    let whole = language
        .lexicon
        .get(name)
        .find(|e| matches!(e.class, Class::User | Class::Body) && is(e, EntityKind::Organization));
    let named = whole.and_then(|e| e.subtype);
    named.or_else(|| ending(name, Class::BodySuffix, language)).unwrap_or(Subtype::Other)
}

fn is(entry: &Entry, kind: EntityKind) -> bool {
    entry.subtype.is_some_and(|s| s.kind() == kind)
}

fn place(name: &str, language: &Language) -> Subtype {
    let known = [Class::Admin, Class::AdminShort, Class::Foreign];
    let listed = language.lexicon.find_all(name).any(|f| f.span.end == name.len() && known.contains(&f.entry.class));
    if listed || name.ends_with(['省', '市', '县', '州', '旗', '镇', '乡', '村', '国']) {
        Subtype::Admin
    } else {
        Subtype::Place
    }
}

/// The subtype of the longest word of `class` that `name` ends with.
pub fn ending(name: &str, class: Class, language: &Language) -> Option<Subtype> {
    language.lexicon.longest_ending(name, class)?.entry.subtype
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_decides() {
        let language = Language::embedded();
        let of = |kind, name| subtype(kind, name, language);
        assert_eq!(of(EntityKind::Organization, "清河县公安局清河派出所"), Subtype::PoliceStation);
        assert_eq!(of(EntityKind::Organization, "清河县消防救援大队"), Subtype::Fire);
        assert_eq!(of(EntityKind::Organization, "“红袖套”反诈宣讲队"), Subtype::VolunteerTeam);
        assert_eq!(of(EntityKind::Program, "“五个三”工作法"), Subtype::Method);
        assert_eq!(of(EntityKind::Program, "第五届省技能大赛"), Subtype::Competition);
        assert_eq!(of(EntityKind::Place, "长征源广场"), Subtype::Place);
        assert_eq!(of(EntityKind::Place, "湖南省岳阳市"), Subtype::Admin);
    }
}
