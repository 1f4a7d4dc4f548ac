//! “Quoted name” + head noun (工作法, 专项行动, 大赛) → candidate mentions of programs.

use crate::language::{Class, Language};
use crate::model::{Article, Mention, MentionKind, Sentence, Span};
use crate::text::characters::{closing_of, is_ideograph};

/// How far behind the closing mark the head noun may end, in code points.
const REACH: usize = 12;

/// Finds them in every sentence. The score is the share of such stretches that were programs in the gold articles.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    sentences.iter().flat_map(|s| in_sentence(&article.plain, s.span, language)).collect()
}

fn in_sentence(plain: &str, sentence: Span, language: &Language) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while let Some((open, close)) = next_quotation(plain, at, sentence.end) {
        at = close;
        if let Some(end) = head_after(plain, close, sentence.end, language) {
            found.push(Mention::new(Span::new(open, end), MentionKind::Program, "names/quoted-program", 0.9));
            at = end;
        }
    }
    found
}

/// The next “…” without another quotation inside, as bytes: where the opening mark begins and the closing one ends.
fn next_quotation(plain: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut open: Option<(usize, char)> = None;
    for (offset, c) in plain[from..to].char_indices() {
        match open {
            Some((start, mark)) if closes(mark, c) => return Some((start, from + offset + c.len_utf8())),
            _ if matches!(c, '“' | '「' | '『') || c == '"' && open.is_none() => open = Some((from + offset, c)),
            _ => {}
        }
    }
    None
}

fn closes(open: char, c: char) -> bool {
    if open == '"' { c == '"' } else { closing_of(open).is_some_and(|pair| pair.contains(&c)) }
}

/// Where the head noun ends that follows at once, or behind a few characters that belong to the name.
fn head_after(plain: &str, from: usize, to: usize, language: &Language) -> Option<usize> {
    let tail = &plain[from..to];
    let run = tail.char_indices().take_while(|(_, c)| is_ideograph(*c)).take(REACH).last();
    let run = &tail[..run.map_or(0, |(at, c)| at + c.len_utf8())];
    let heads = language.lexicon.find_all(run).filter(|f| f.entry.class == Class::ProgramHead);
    let strong = heads.filter(|f| !language.names.words("loose_heads").contains(&f.entry.surface));
    let ends: Vec<usize> = strong.map(|f| f.span.end).collect();
    let good = |end: &usize| ends_here(&tail[*end..], language) && !has_boundary(&run[..*end], language);
    ends.into_iter().filter(good).min().map(|end| from + end)
}

/// Whether a name may end before this text: no ideograph follows, or a word that joins or governs.
fn ends_here(rest: &str, language: &Language) -> bool {
    !rest.starts_with(is_ideograph) || language.names.words("after_names").iter().any(|w| rest.starts_with(w.as_str()))
}

fn has_boundary(words: &str, language: &Language) -> bool {
    language.names.words("not_in_names").iter().any(|w| words.contains(w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(text: &str) -> Vec<&str> {
        in_sentence(text, Span::new(0, text.len()), Language::embedded()).iter().map(|m| m.span.of(text)).collect()
    }

    #[test]
    fn a_quotation_with_a_head_noun_is_a_program() {
        assert_eq!(programs("推行“五个三”工作法，开展“五廉”廉政教育活动。"), ["“五个三”工作法", "“五廉”廉政教育活动"]);
        assert_eq!(
            programs("组织“红袖套”反诈宣讲队上门，参加“青苗杯”全国乡村支教项目大赛"),
            ["“青苗杯”全国乡村支教项目大赛"]
        );
        assert!(programs("用“公安蓝”描绘最美画卷，所谓“最后一公里”的做法").is_empty());
        assert!(programs("“没有收尾").is_empty());
    }
}
