//! “Quoted name” + head noun (工作法, 专项行动, 大赛) → candidate mentions of programs.

use crate::language::{Class, Language};
use crate::model::{Article, Mention, MentionKind, Sentence, Span};
use crate::text::characters::{closing_of, is_ideograph};

/// How far behind the closing mark the head noun may end, in code points: most, and those that long names have.
const NEAR: usize = 12;
const REACH: usize = 20;

/// Finds them in every sentence. The score is the share of such stretches that were programs in the gold articles.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    sentences.iter().flat_map(|s| in_sentence(&article.plain, s.span, language)).collect()
}

fn in_sentence(plain: &str, sentence: Span, language: &Language) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while let Some((open, close)) = next_quotation(plain, at, sentence.end) {
        at = close;
        let close = last_of_list(plain, close, sentence.end);
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

/// “传统”+“科技”… → where the last of quotations joined by + or nothing ends.
fn last_of_list(plain: &str, close: usize, to: usize) -> usize {
    let rest = &plain[close..to];
    let joint = rest.len() - rest.trim_start_matches(['+', '＋']).len();
    match next_quotation(plain, close, to) {
        Some((open, next)) if joint > 0 && open == close + joint => last_of_list(plain, next, to),
        _ => close,
    }
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
    let strong = heads.filter(|f| !language.names.words("loose_heads").has(&f.entry.surface));
    let good = |end: usize, word: &str| {
        let far = language.names.words("far_heads").has(word);
        let near = run[..end].chars().count() <= NEAR;
        ends_here(&tail[end..], language) && (far || near) && !has_boundary(&run[..end], far, language)
    };
    strong.filter(|f| good(f.span.end, &f.entry.surface)).map(|f| f.span.end).min().map(|end| from + end)
}

/// Whether a name may end before this text: no ideograph follows, or a word that joins or governs.
fn ends_here(rest: &str, language: &Language) -> bool {
    !rest.starts_with(is_ideograph) || language.names.words("after_names").begins(rest).is_some()
}

/// Whether a word stands there that no name contains; 和 may stand before the head nouns that long names have.
fn has_boundary(words: &str, far: bool, language: &Language) -> bool {
    let joins = |w: &str| far && matches!(w, "和" | "与" | "为");
    language.names.words("not_in_names").iter().any(|w| words.contains(w.as_str()) && !joins(w))
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
        assert_eq!(
            programs("“公安蓝”+“志愿红”创建平安社区和提升社会治理计划在省里获奖"),
            ["“公安蓝”+“志愿红”创建平安社区和提升社会治理计划"]
        );
        assert!(programs("用“公安蓝”描绘最美画卷，所谓“最后一公里”的做法").is_empty());
        assert!(programs("“没有收尾").is_empty());
    }
}
