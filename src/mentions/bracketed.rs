//! A body or program with its second name in brackets (清河县育英小学（原名清河县第二小学）) → a mention of that name too.

use crate::language::Language;
use crate::model::{Article, Mention, MentionKind, Span};

/// The longest second name that is read, in code points.
const LONGEST: usize = 24;

/// Adds the second names; what was chosen inside them gives way.
pub fn add(article: &Article, mut chosen: Vec<Mention>, language: &Language) -> Vec<Mention> {
    let told: Vec<Mention> = chosen.iter().filter_map(|m| second_name(&article.plain, m, language)).collect();
    chosen.retain(|m| !told.iter().any(|t| t.span.overlaps(m.span)));
    chosen.extend(told);
    chosen.sort_by_key(|m| m.span);
    chosen
}

fn second_name(plain: &str, first: &Mention, language: &Language) -> Option<Mention> {
    if !matches!(first.kind, MentionKind::Organization | MentionKind::Program) {
        return None;
    }
    let inside = plain[first.span.end..].strip_prefix(['（', '('])?;
    let words = language.names.words("alias_words").iter();
    let name = words.filter_map(|w| inside.strip_prefix(w.as_str())).min_by_key(|rest| rest.len())?;
    let name = name.trim_start_matches(['“', '"', '「', '：', ':', ' ']);
    let length = name.chars().take(LONGEST).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let closes = name[length..].trim_start_matches(['”', '"', '」']).starts_with(['）', ')', '，', ',']);
    let start = plain.len() - name.len();
    let span = Span::new(start, start + length);
    (length > 0 && closes && name.len() <= inside.len())
        .then(|| Mention::new(span, first.kind, "names/second-name", 0.95))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_in_brackets_is_a_name_of_the_same_kind() {
        let plain = "清河县育英小学（原名清河县第二小学）坐落在县城";
        let first = Mention::new(Span::new(0, "清河县育英小学".len()), MentionKind::Organization, "test", 0.9);
        let second = second_name(plain, &first, Language::embedded()).unwrap();
        assert_eq!(second.span.of(plain), "清河县第二小学");
        assert!(second_name("清河县育英小学（校长孟凡林）", &first, Language::embedded()).is_none());
    }
}
