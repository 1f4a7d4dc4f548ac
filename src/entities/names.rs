//! What a mention says → the name an entity carries, and the key by which names are compared.

use crate::model::MentionKind;
use unicode_normalization::UnicodeNormalization;

const PAIRS: &[(char, char)] =
    &[('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"'), ('‘', '’'), ('〈', '〉'), ('【', '】')];

/// The entity's name as read off a mention: marks round the whole name are dropped, and so is white space where it only
/// spreads a short name (李 蕊).
pub fn entity_name(kind: MentionKind, surface: &str) -> String {
    let name = strip_outer_marks(surface.trim());
    let latin = name.chars().any(|c| c.is_ascii_alphabetic());
    if kind == MentionKind::Person && !latin {
        return name.chars().filter(|c| !c.is_whitespace()).collect();
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strip_outer_marks(name: &str) -> &str {
    let mut chars = name.chars();
    let (Some(first), Some(last)) = (chars.next(), chars.next_back()) else { return name };
    let inside = chars.as_str();
    let paired = PAIRS.contains(&(first, last));
    if paired && !inside.is_empty() && !inside.contains([first, last]) { inside } else { name }
}

/// Names with the same key are the same name: NFKC, without white space, punctuation, brackets and symbols; simplified
/// script is the caller's concern.
pub fn compare_key(name: &str) -> String {
    name.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The quoted core of a program's name: “五个三”工作法 → 五个三. `None` unless exactly one quoted part and words beside it.
pub fn quoted_core(name: &str) -> Option<&str> {
    let (open, close) = PAIRS.iter().find(|(open, _)| name.contains(*open))?;
    let start = name.find(*open)? + open.len_utf8();
    let end = start + name[start..].find(*close)?;
    let rest = &name[end + close.len_utf8()..];
    let beside = start > open.len_utf8() || !rest.is_empty();
    (beside && !rest.contains(*open) && end > start).then(|| &name[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_round_the_whole_name_are_no_part_of_it() {
        assert_eq!(entity_name(MentionKind::Program, "“枫桥式公安派出所”"), "枫桥式公安派出所");
        assert_eq!(entity_name(MentionKind::Program, "“五个三”工作法"), "“五个三”工作法");
        assert_eq!(entity_name(MentionKind::Program, "“常态”“固定”"), "“常态”“固定”");
        assert_eq!(entity_name(MentionKind::Person, "李　蕊"), "李蕊");
        assert_eq!(entity_name(MentionKind::Person, "Margaret  Oyo"), "Margaret Oyo");
    }

    #[test]
    fn the_quoted_core_is_one_part_of_a_longer_name() {
        assert_eq!(quoted_core("“五个三”工作法"), Some("五个三"));
        assert_eq!(quoted_core("平凉市“安康杯”竞赛"), Some("安康杯"));
        assert_eq!(quoted_core("“常态+定制”“固定+流动”机制"), None);
        assert_eq!(quoted_core("“枫桥式公安派出所”"), None);
    }
}
