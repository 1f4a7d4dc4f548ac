//! A list of names before a counted noun → their finer kind: “晨曦”“暖阳”三支志愿服务队 are volunteer teams.

use super::grouping::Grouped;
use super::kinds;
use crate::language::{Class, Language};
use crate::model::{Article, EntityKind, Mention, Span, Subtype};

/// How many names of a list are looked past.
const LONGEST_LIST: usize = 12;
/// How many bytes behind the list are looked at.
const TAIL: usize = 60;

/// Sets the kind of names that do not tell it themselves but stand in such a list.
pub fn tell(groups: &mut [Grouped], article: &Article, mentions: &[Mention], language: &Language) {
    for group in groups.iter_mut() {
        let class = match group.entity.kind {
            EntityKind::Organization => Class::BodySuffix,
            EntityKind::Program => Class::ProgramHead,
            _ => continue,
        };
        if group.plain.iter().any(|name| tells_itself(name, class, language)) {
            continue;
        }
        let told = group.entity.mentions.iter().find_map(|m| head_of_list(article, mentions, *m, class, language));
        group.entity.subtype = told.unwrap_or(group.entity.subtype);
    }
}

/// Whether the name ends in a word that says what it is; in quotation marks a word like 联盟 may be part of a nickname only.
fn tells_itself(name: &str, class: Class, language: &Language) -> bool {
    let sure = name.chars().count() > SHORT;
    sure && kinds::ending(name.trim_end_matches(['”', '"', '」', '』']), class, language).is_some()
}

/// Names up to this many characters are nicknames as often as not.
const SHORT: usize = 4;

/// The kind of the counted noun behind the list in which mention `at` stands.
fn head_of_list(
    article: &Article,
    mentions: &[Mention],
    at: usize,
    class: Class,
    language: &Language,
) -> Option<Subtype> {
    let mut end = mentions[at].span.end;
    for next in mentions[at + 1..].iter().take(LONGEST_LIST) {
        let gap = Span::new(end, next.span.start.max(end)).of(&article.plain);
        let listed = gap.chars().all(|c| matches!(c, '、' | '“' | '”' | '"' | '和' | '与' | '及' | '《' | '》'));
        if !listed || next.kind != mentions[at].kind {
            break;
        }
        end = next.span.end;
    }
    let plain = &article.plain;
    let stop = (end + TAIL).min(plain.len());
    let stop = (stop..=plain.len()).find(|i| plain.is_char_boundary(*i))?;
    let found = language.names.rules_named("list/").find_map(|r| r.regex.captures(&plain[end..stop]))?;
    let head = found.name("head")?.as_str();
    // Three 队伍 of a newspaper are no sports teams.
    if class == Class::BodySuffix && language.names.words("counted_teams").begins(head).is_some() {
        return Some(Subtype::VolunteerTeam);
    }
    let ends: Vec<usize> = head.char_indices().map(|(i, c)| i + c.len_utf8()).collect();
    ends.into_iter().rev().find_map(|end| kinds::ending(&head[..end], class, language))
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::model::{Mention, MentionKind, Span, Stated, Subtype};
    use crate::{article, entities};

    fn subtypes(text: &str, names: &[&str]) -> Vec<Subtype> {
        let language = Language::embedded();
        let article = article::recognise(text, &Stated::default(), language);
        let mention = |name: &&str| {
            let at = article.plain.find(name).unwrap();
            Mention::new(Span::new(at, at + name.len()), MentionKind::Organization, "test", 0.9)
        };
        let mentions: Vec<Mention> = names.iter().map(mention).collect();
        entities::group(&article, &[], &mentions, language).into_iter().map(|e| e.subtype).collect()
    }

    #[test]
    fn the_counted_noun_behind_a_list_tells_the_kind() {
        let text = "清河县组建“晨曦”“暖阳”两支志愿服务队，常年值守。";
        assert_eq!(subtypes(text, &["晨曦", "暖阳"]), [Subtype::VolunteerTeam; 2]);
        let text = "清河县组建“晨曦”“暖阳”两支队伍，常年值守。";
        assert_eq!(subtypes(text, &["晨曦", "暖阳"]), [Subtype::VolunteerTeam; 2]);
        let text = "清河县的“晨曦”“暖阳”常年值守，两支志愿服务队来自邻县。";
        assert_eq!(subtypes(text, &["晨曦", "暖阳"]), [Subtype::Other; 2]);
    }
}
