//! Names the text itself declares equal: 世界卫生组织（WHO）, 清河县公安局（以下简称“县局”）, 英特尔(Intel).

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
    opens && (word.is_empty() || called.iter().any(|w| w == word)) && after.starts_with([')', '）', ',', '，'])
}
