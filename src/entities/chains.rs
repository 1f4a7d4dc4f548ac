//! The long name of a body → the bodies it names on the way: 兰州市公安局城关分局广武门派出所 → 兰州市公安局, 兰州市公安局城关分局.

use crate::language::{Class, Found, Language};
use crate::model::Subtype;

/// The names of the bodies above `name` (as read by rules: simplified script), outermost first, as byte lengths of its
/// prefixes. A prefix counts when it ends like a body that has parts, no longer word goes on across its end, and what
/// follows is itself a body of a kind that such a body has.
pub fn parents_in_name(name: &str, language: &Language) -> Vec<usize> {
    let words: Vec<Found<'_>> = language.lexicon.find_all(name).filter(|f| is_body_word(f)).collect();
    let mut ends: Vec<(usize, Subtype)> = words
        .iter()
        .filter(|f| f.span.end < name.len() && is_parent_end(f, name, language))
        .filter(|f| !words.iter().any(|w| w.span.start < f.span.end && f.span.end < w.span.end))
        .filter_map(|f| f.entry.subtype.map(|s| (f.span.end, s)))
        .collect();
    ends.sort_by_key(|(end, _)| *end);
    ends.dedup_by_key(|(end, _)| *end);
    ends.into_iter().filter(|&(end, kind)| is_part_of(kind, &name[end..], language)).map(|(end, _)| end).collect()
}

fn is_body_word(found: &Found<'_>) -> bool {
    matches!(found.entry.class, Class::Body | Class::BodySuffix)
}

/// Whether a body whose name ends with this word may have parts, and is named more than by that word.
fn is_parent_end(found: &Found<'_>, name: &str, language: &Language) -> bool {
    let before = &name[..found.span.start];
    let open = |c: char| matches!(c, '(' | '（' | '“' | '"');
    let close = |c: char| matches!(c, ')' | '）' | '”' | '"');
    if before.matches(open).count() != before.matches(close).count() {
        return false;
    }
    let list = if found.entry.class == Class::Body { "bodies_without_parts" } else { "parent_ends" };
    let listed = language.names.words(list).ends(&found.entry.surface).is_some();
    match found.entry.class {
        Class::Body => !listed && (before.is_empty() || found.entry.surface.chars().count() >= 3),
        _ => listed && before.chars().count() + found.entry.surface.chars().count() >= 3,
    }
}

/// Whether the rest of a name is a part of a body of that kind: 街道 have 社区, companies have 分公司, but no town has a
/// school as its part.
fn is_part_of(parent: Subtype, rest: &str, language: &Language) -> bool {
    if rest.chars().count() < 2 || language.names.words("word_goes_on").begins(rest).is_some() {
        return false;
    }
    let Some(part) = super::kinds::ending(rest.trim_end_matches(['”', '"', '」']), Class::BodySuffix, language)
    else {
        return false;
    };
    use Subtype as S;
    let organs = [S::Party, S::MassOrganization, S::VolunteerTeam, S::WorkRoom, S::Department];
    match parent {
        S::Committee => {
            part == S::Committee || organs.contains(&part) || rest == "文化站" || rest.ends_with("管理中心")
        }
        S::Association | S::VolunteerTeam | S::SportsTeam | S::WorkRoom => {
            organs.contains(&part) || part == S::SportsTeam
        }
        S::Party => matches!(part, S::Party | S::Department | S::Government | S::PublicInstitution | S::WorkRoom),
        S::Company | S::Cooperative => part != S::School && part != S::Committee,
        S::School => organs.contains(&part) || part == S::SportsTeam || part == S::School,
        _ => !matches!(part, S::Committee | S::Association),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parents(name: &str) -> Vec<&str> {
        parents_in_name(name, Language::embedded()).into_iter().map(|end| &name[..end]).collect()
    }

    #[test]
    fn a_long_name_opens_into_its_chain() {
        assert_eq!(parents("兰州市公安局城关分局广武门派出所"), ["兰州市公安局", "兰州市公安局城关分局"]);
        assert_eq!(parents("毕节市委宣传部"), ["毕节市委"]);
        assert_eq!(parents("公安部刑事侦查局"), ["公安部"]);
        assert_eq!(parents("吐木秀克镇胡杨村"), ["吐木秀克镇"]);
        assert_eq!(parents("琅琊区人民检察院“未来蓝”工作室"), ["琅琊区人民检察院"]);
        assert_eq!(parents("兰州陇塬大学第二附属医院"), ["兰州陇塬大学"]);
    }

    #[test]
    fn names_without_a_body_inside_stay_whole() {
        for name in [
            "中国人民银行",
            "绵阳市涪城区青年志愿者协会",
            "扶沟县柳陂镇育才小学",
            "全国大学生创业协会",
            "人民日报社",
            "湖北清江土家酒业股份有限公司",
            "望狐乡中心小学",
            "于都县卫生健康委员会",
            "浙江恒瑞特种纸（集团）有限公司",
            "中共青海省委",
        ] {
            assert_eq!(parents(name), Vec::<&str>::new(), "{name}");
        }
    }
}
