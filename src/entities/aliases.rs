//! Names the text itself declares equal: 世界卫生组织（WHO）, 清河县公安局（以下简称“县局”）, 英特尔(Intel), and names of
//! before and after: 清河县第二小学更名为清河县育英小学.

use super::grouping::{Name, mention_kind};
use crate::language::Language;
use crate::model::{Article, Mention, Span};
use std::collections::BTreeMap;

/// Pairs of names (short, long) of which one stands in brackets directly behind the other.
pub fn stated(article: &Article, mentions: &[Mention], names: &[Name], language: &Language) -> Vec<(usize, usize)> {
    let name_of: BTreeMap<usize, usize> =
        names.iter().enumerate().flat_map(|(n, name)| name.mentions.iter().map(move |&m| (m, n))).collect();
    let pairs = mentions.windows(2).enumerate().filter(|(_, pair)| declares(article, pair, language));
    pairs
        .filter_map(|(at, _)| Some((*name_of.get(&(at + 1))?, *name_of.get(&at)?)))
        .filter(|(a, b)| {
            names[*a].kind == names[*b].kind && mention_kind(names[*a].kind) == mentions[names[*a].first()].kind
        })
        .collect()
}

/// Whether the words between two neighbours are an opening bracket, with or without 简称, and the bracket closes after.
fn declares(article: &Article, pair: &[Mention], language: &Language) -> bool {
    let (first, second) = (&pair[0], &pair[1]);
    if first.kind != second.kind || first.span.end > second.span.start {
        return false;
    }
    let between = Span::new(first.span.end, second.span.start).of(&article.plain).trim();
    let after = article.plain[second.span.end..].trim_start_matches(['”', '"', '」', '』', ' ']);
    let introduced = between.trim_end_matches(['“', '"', '「', '『', ' ', ':', '：', ',', '，']);
    let called = language.names.words("alias_words");
    let opens = introduced.starts_with(['(', '（']);
    let word = introduced.trim_start_matches(['(', '（']).trim();
    renamed(introduced, language)
        || opens && (word.is_empty() || called.iter().any(|w| w == word)) && after.starts_with([')', '）', ',', '，'])
}

/// Whether the words between two names say that the one became the other: at most a date and 正式 before 更名为.
fn renamed(between: &str, language: &Language) -> bool {
    let words = language.names.words("renaming_words").iter();
    let before = words.filter_map(|w| between.strip_suffix(w.as_str())).min_by_key(|rest| rest.len());
    before.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || "年月日于正式已现后又，,的 ".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_renamed_is_told_by_the_words_between() {
        let language = Language::embedded();
        for between in ["更名为", "于2019年正式更名为", "的前身是", "，原名"] {
            assert!(renamed(between, language), "{between}");
        }
        for between in ["将更名为", "拟于2025年更名为", "和", "的下属单位是", ""] {
            assert!(!renamed(between, language), "{between}");
        }
    }
}
