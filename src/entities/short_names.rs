//! Two names → whether one is a short form of the other, as newspapers shorten names inside one article.

use super::names::{compare_key, quoted_core};
use crate::language::{Class, Language};
use crate::model::EntityKind;

/// A name in the forms by which it is compared.
#[derive(Debug, Clone)]
pub struct Form {
    /// As printed, in simplified script.
    pub plain: String,
    /// [`compare_key`] of it.
    pub key: String,
    /// The key with longer ways of writing the same words made short: 县人民政府 → 县政府, 农业大学 → 农大; of a program without
    /// the 全 of 全市.
    pub common: String,
}

impl Form {
    /// Opens a name in simplified script.
    pub fn new(kind: EntityKind, plain: String, language: &Language) -> Self {
        let key = compare_key(&plain);
        let common = match kind {
            EntityKind::Organization => common_words(&key, language),
            EntityKind::Program => key.strip_prefix('全').filter(|r| r.chars().count() > 4).unwrap_or(&key).to_string(),
            EntityKind::Person | EntityKind::Place => key.clone(),
        };
        Self { plain, key, common }
    }
}

fn common_words(key: &str, language: &Language) -> String {
    let lists = ["same_body", "called_for_short"].map(|list| language.names.words(list).iter());
    let pairs = lists.into_iter().flatten().filter_map(|pair| pair.split_once('>'));
    pairs.fold(key.to_string(), |key, (long, short)| if key.contains(long) { key.replace(long, short) } else { key })
}

/// Whether `short` may stand for `long`.
pub fn is_short_form(kind: EntityKind, short: &Form, long: &Form, language: &Language) -> bool {
    let (few, many) = (short.key.chars().count(), long.key.chars().count());
    if few >= many || few < 2 {
        return false;
    }
    let name = &long.plain;
    match kind {
        EntityKind::Person => person(&short.key, name),
        EntityKind::Organization if quoted_core(name).is_some_and(|core| compare_key(core) == short.key) => true,
        EntityKind::Organization => short.common == long.common || organization(&short.common, &long.common, language),
        EntityKind::Program => {
            few >= 3 && (program(&short.common, &long.key) || same_core(&short.plain, name, language))
        }
        EntityKind::Place => long.key.ends_with(&short.key) || is_stem(&short.key, &long.key),
    }
}

/// “青苗”项目 and “青苗”助学行动: the same quotation, and behind one of them a word that says nothing.
fn same_core(short: &str, long: &str, language: &Language) -> bool {
    let core = quoted_core(short);
    let head = short.rsplit(['”', '"', '」']).next().unwrap_or_default();
    core.is_some() && core == quoted_core(long) && language.names.words("empty_heads").has(head)
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
    let mut clipped = language.names.words("clipped_ends").iter().filter_map(|end| long.strip_suffix(end.as_str()));
    if clipped.any(|rest| rest.ends_with(short)) {
        return true;
    }
    if !in_order(short, long) || names_a_parent(short, long, language) || is_another(short, long, language) {
        return false;
    }
    let long = behind_the_center(long, language);
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

/// Whether the longer name has words in the middle that the shorter one, which the lexicon knows, does without: 中华全国总工会
/// beside 中华全国铁路总工会.
fn is_another(short: &str, long: &str, language: &Language) -> bool {
    let alike = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    long.ends_with(&short[alike..])
        && long.chars().count() > short.chars().count() + 1
        && language.lexicon.is(short, Class::Body)
}

/// The name behind what is above all areas: 清河市税务局 of 国家税务总局清河市税务局.
fn behind_the_center<'n>(name: &'n str, language: &Language) -> &'n str {
    language.names.words("before_area").begins(name).map_or(name, |word| &name[word.len()..])
}

/// 省公安厅 beside 甘肃省公安厅 is a short form; 办公室 beside 市委办公室 is a bare noun, and no name.
fn is_generic(short: &str, language: &Language) -> bool {
    language.lexicon.is(short, Class::BodySuffix)
        && short.chars().count() < 3
        && !language.names.words("shortest_bodies").has(short)
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
        let language = Language::embedded();
        let form = |name: &str| Form::new(kind, name.to_string(), language);
        is_short_form(kind, &form(short), &form(long), language)
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
        assert!(!short(o, "中华全国总工会", "中华全国铁路总工会"));
    }

    #[test]
    fn long_words_have_short_ones() {
        let o = EntityKind::Organization;
        for (few, many) in [
            ("清河县妇联", "清河土家族苗族自治县妇女联合会"),
            ("县政府", "清河县人民政府"),
            ("市府", "清河市政府"),
            ("县委", "中共清河县委"),
            ("团市委", "共青团清河市委"),
            ("省政府新闻办", "安徽省人民政府新闻办公室"),
            ("清河农大", "北原清河农业大学"),
            ("北原医科大学三附院", "北原医科大学第三附属医院"),
            ("清河税务", "国家税务总局清河市税务局"),
        ] {
            assert!(short(o, few, many), "{few} {many}");
        }
    }

    #[test]
    fn people_and_programs() {
        assert!(short(EntityKind::Person, "赛义德", "奥马尔·本·赛义德"));
        assert!(short(EntityKind::Person, "阿依古丽", "阿依古丽·买买提"));
        assert!(!short(EntityKind::Person, "张伟", "张伟民"));
        assert!(short(EntityKind::Program, "粮食韧性论坛", "第三届全球粮食韧性论坛"));
        assert!(short(EntityKind::Program, "“青苗”项目", "“青苗”助学行动"));
        assert!(!short(EntityKind::Program, "“青苗”论坛", "“青苗”助学行动"));
        assert!(short(EntityKind::Program, "全市教师技能大赛", "清河市第三届教师技能大赛"));
        assert!(short(EntityKind::Place, "兰州", "兰州市"));
    }
}
