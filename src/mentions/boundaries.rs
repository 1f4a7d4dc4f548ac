//! Candidate mentions → the same with sound boundaries: marks in pairs, no white space or punctuation at either end.

use crate::model::{Article, Mention, MentionKind, Sentence, Span};
use crate::text::characters::closing_of;

/// Mends each candidate inside its sentence; one that cannot be mended is dropped.
pub fn mend(article: &Article, sentences: &[Sentence], candidates: Vec<Mention>) -> Vec<Mention> {
    let mut mended = Vec::with_capacity(candidates.len());
    for mut mention in candidates {
        let at = sentences.partition_point(|s| s.span.end <= mention.span.start);
        let Some(sentence) = sentences.get(at).filter(|s| s.span.contains(mention.span)) else { continue };
        let Some(span) = pair_marks(&article.plain, sentence.span, trim(&article.plain, mention.span)) else {
            continue;
        };
        mention.span = unquote(&article.plain, span, mention.kind);
        if !mention.span.is_empty() {
            mended.push(mention);
        }
    }
    mended
}

const EDGE: &[char] = &[' ', '\u{3000}', '\u{a0}', '\t', '、', '，', ',', '。', '；', ';', '：', ':', '！', '？'];

fn trim(plain: &str, span: Span) -> Span {
    let text = span.of(plain);
    let start = span.start + (text.len() - text.trim_start_matches(EDGE).len());
    Span::new(start, (span.end - (text.len() - text.trim_end_matches(EDGE).len())).max(start))
}

/// Takes in the partner of a mark that stands alone in the span, when the partner is near; else cuts the span at the mark.
fn pair_marks(plain: &str, sentence: Span, span: Span) -> Option<Span> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (offset, c) in span.of(plain).char_indices() {
        let at = span.start + offset;
        if closing_of(c).is_some() {
            open.push((at, c));
        } else if let Some(&(_, mark)) = open.last() {
            if closing_of(mark).is_some_and(|pair| pair.contains(&c)) {
                open.pop();
            }
        } else if is_closing(c) {
            return match opening_before(plain, sentence, span.start, c) {
                Some(start) => pair_marks(plain, sentence, Span::new(start, span.end)),
                None if offset == 0 => pair_marks(plain, sentence, Span::new(at + c.len_utf8(), span.end)),
                None => Some(Span::new(span.start, at)),
            };
        }
    }
    let Some(&(at, mark)) = open.first() else { return Some(span) };
    match closing_after(plain, sentence, span.end, mark) {
        Some(end) => Some(Span::new(span.start, end)),
        None if at == span.start => pair_marks(plain, sentence, Span::new(at + mark.len_utf8(), span.end)),
        None => Some(trim(plain, Span::new(span.start, at))),
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '」' | '』' | '》' | '）' | ')' | '】' | '〉')
}

/// How far a partner is looked for, in code points.
const REACH: usize = 24;

fn opening_before(plain: &str, sentence: Span, from: usize, closing: char) -> Option<usize> {
    let before = &plain[sentence.start..from];
    let near = before.char_indices().rev().take(REACH).take_while(|(_, c)| !is_closing(*c));
    near.into_iter()
        .find(|(_, c)| closing_of(*c).is_some_and(|p| p.contains(&closing)))
        .map(|(at, _)| sentence.start + at)
}

fn closing_after(plain: &str, sentence: Span, from: usize, opening: char) -> Option<usize> {
    let pair = closing_of(opening)?;
    let near = plain[from..sentence.end].char_indices().take(REACH).take_while(|(_, c)| closing_of(*c).is_none());
    near.into_iter().find(|(_, c)| pair.contains(c)).map(|(at, c)| from + at + c.len_utf8())
}

/// Marks round the whole name stay inside for programs and awards, outside for everything else.
fn unquote(plain: &str, span: Span, kind: MentionKind) -> Span {
    let text = span.of(plain);
    let mut chars = text.chars();
    let (Some(first), Some(last)) = (chars.next(), chars.next_back()) else { return span };
    let whole = closing_of(first).is_some_and(|p| p.contains(&last)) && !chars.as_str().contains([first, last]);
    let keeps = matches!(kind, MentionKind::Program | MentionKind::Award) && matches!(first, '“' | '「' | '『');
    if whole && !keeps { Span::new(span.start + first.len_utf8(), span.end - last.len_utf8()) } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, part: &str, kind: MentionKind) -> Option<String> {
        let article = Article { plain: text.into(), text: text.into(), ..Article::default() };
        let all = Span::new(0, text.len());
        let sentence = Sentence { span: all, paragraph: Some(0), heading: false, clauses: vec![all] };
        let start = text.find(part).unwrap();
        let mention = Mention::new(Span::new(start, start + part.len()), kind, "test", 0.5);
        mend(&article, &[sentence], vec![mention]).first().map(|m| m.span.of(text).to_string())
    }

    #[test]
    fn marks_come_in_pairs() {
        let text = "打造“忠诚铸警魂,平安广武门”党建品牌和“反诈联盟”，《文化报》说";
        let program = MentionKind::Program;
        assert_eq!(mended(text, "平安广武门”党建品牌", program).as_deref(), Some("“忠诚铸警魂,平安广武门”党建品牌"));
        assert_eq!(mended(text, "“忠诚铸警魂", program).as_deref(), Some("“忠诚铸警魂,平安广武门”"));
        assert_eq!(mended(text, "“反诈联盟”", MentionKind::Organization).as_deref(), Some("反诈联盟"));
        assert_eq!(mended(text, "《文化报》", MentionKind::Organization).as_deref(), Some("文化报"));
        assert_eq!(mended("平安义警”队伍", "平安义警”", MentionKind::Organization).as_deref(), Some("平安义警"));
        assert_eq!(mended("，", "，", program), None);
    }
}
