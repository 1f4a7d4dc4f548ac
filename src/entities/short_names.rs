//! Two names → whether one is a short form of the other, as newspapers shorten names inside one article.

use super::names::{compare_key, quoted_core};
use crate::language::{Class, Language};
use crate::model::EntityKind;

/// A name in simplified script with its compare key.
#[derive(Debug, Clone, Copy)]
pub struct Form<'n> {
    /// As printed, in simplified script.
    pub plain: &'n str,
    /// [`super::names::compare_key`] of it.
    pub key: &'n str,
}

/// Whether `short` may stand for `long`.
pub fn is_short_form(kind: EntityKind, short: Form<'_>, long: Form<'_>, language: &Language) -> bool {
    let (few, many) = (short.key.chars().count(), long.key.chars().count());
    if few >= many || few < 2 {
        return false;
    }
    let (name, short, long) = (long.plain, short.key, long.key);
    match kind {
        EntityKind::Person => person(short, name),
        EntityKind::Organization if quoted_core(name).is_some_and(|core| compare_key(core) == short) => true,
        EntityKind::Organization => organization(short, long, language),
        EntityKind::Program => few >= 3 && program(short, long),
        EntityKind::Place => long.ends_with(short) || is_stem(short, long),
    }
}

/// 兰州 of 兰州市.
fn is_stem(short: &str, long: &str) -> bool {
    long.strip_prefix(short)
        .is_some_and(|rest| matches!(rest, "省" | "市" | "县" | "区" | "州" | "旗" | "镇" | "乡" | "村" | "自治区"))
}

/// A foreigner's first or last name (阿依古丽 of 阿依古丽·买买提), or a given name of two characters (裔涵 of 彭裔涵).
fn person(short: &str, long: &str) -> bool {
    let mut parts = long.split(['·', '•', '・', '.', ' ']).map(compare_key);
    parts.any(|part| part == short) || !long.contains('·') && long.ends_with(short)
}

fn organization(short: &str, long: &str, language: &Language) -> bool {
    if long.ends_with(short) {
        return !is_generic(short, language);
    }
    if language.names.words("clipped_ends").iter().any(|end| long.strip_suffix(end.as_str()) == Some(short)) {
        return true;
    }
    if !in_order(short, long) || names_a_parent(short, long, language) {
        return false;
    }
    let same_end = short.chars().next_back() == long.chars().next_back();
    let company = ["公司", "集团", "厂", "银行"].iter().any(|end| long.ends_with(end));
    let core = long.contains(&short[..first_two(short)]);
    let brand = long.contains(short) || short.chars().count() >= 4;
    same_end && (starts_alike(short, long) || core)
        || company && core && brand && !is_place(short, language)
        || starts_alike(short, long) && language.names.words("trade_names").ends(short).is_some()
}

/// Whether `short` names a body above `long`: 霍山县税务局 and 国家税务总局霍山县税务局第一税务分局.
fn names_a_parent(short: &str, long: &str, language: &Language) -> bool {
    super::chains::parents_in_name(long, language).into_iter().any(|end| long[..end].ends_with(short))
}

/// 省公安厅 beside 甘肃省公安厅 is a short form; 办公室 beside 市委办公室 is a bare noun, and no name.
fn is_generic(short: &str, language: &Language) -> bool {
    language.lexicon.is(short, Class::BodySuffix) && short.chars().count() < 3
}

fn is_place(name: &str, language: &Language) -> bool {
    language.lexicon.get(name).any(|e| matches!(e.class, Class::Admin | Class::AdminShort | Class::Foreign))
}

fn program(short: &str, long: &str) -> bool {
    long.contains(short) || (short.chars().count() >= 4 && in_order(short, long) && last_two(short) == last_two(long))
}

/// Whether the characters of `short` occur in `long` in the same order.
fn in_order(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|d| d == c))
}

fn starts_alike(short: &str, long: &str) -> bool {
    short.chars().next() == long.chars().next()
}

fn first_two(name: &str) -> usize {
    name.char_indices().nth(2).map_or(name.len(), |(at, _)| at)
}

fn last_two(name: &str) -> &str {
    let at = name.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    &name[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(kind: EntityKind, short: &str, long: &str) -> bool {
        let keys = (compare_key(short), compare_key(long));
        let form = |plain, key| Form { plain, key };
        is_short_form(kind, form(short, &keys.0), form(long, &keys.1), Language::embedded())
    }

    #[test]
    fn bodies_are_shortened_from_the_left_and_in_the_middle() {
        let o = EntityKind::Organization;
        assert!(short(o, "广武门派出所", "兰州市公安局城关分局广武门派出所"));
        assert!(short(o, "溆浦桐木溪派出所", "溆浦县公安局桐木溪派出所"));
        assert!(short(o, "斗龙所", "盐城市公安局大丰分局斗龙派出所"));
        assert!(short(o, "中科院", "中国科学院"));
        assert!(short(o, "清河县信访办", "清河县信访办公室"));
        assert!(short(o, "清江土家酒业", "湖北清江土家酒业股份有限公司"));
        assert!(!short(o, "霍山县税务局", "国家税务总局霍山县税务局第一税务分局"));
        assert!(!short(o, "高桥人民法庭", "沂水县人民法院"));
        assert!(!short(o, "县公安局", "县公安局交警大队"));
    }

    #[test]
    fn people_and_programs() {
        assert!(short(EntityKind::Person, "赛义德", "奥马尔·本·赛义德"));
        assert!(short(EntityKind::Person, "阿依古丽", "阿依古丽·买买提"));
        assert!(!short(EntityKind::Person, "张伟", "张伟民"));
        assert!(short(EntityKind::Program, "粮食韧性论坛", "第三届全球粮食韧性论坛"));
        assert!(short(EntityKind::Place, "兰州", "兰州市"));
    }
}
