//! Candidate mentions that run two names together, or take in the words before a quoted one → the single names.

use crate::language::{Class, Language};
use crate::model::{Article, Mention, MentionKind, Span};

/// Splits each candidate where its marks or joining words show that it is more than one name.
pub fn split(article: &Article, candidates: Vec<Mention>, language: &Language) -> Vec<Mention> {
    let plain = &article.plain;
    let parts = |mention: Mention| {
        let spans = parts_of(plain, mention.span, mention.kind, language);
        spans.into_iter().map(move |span| Mention { span, ..mention.clone() })
    };
    candidates.into_iter().flat_map(parts).collect()
}

fn parts_of(plain: &str, span: Span, kind: MentionKind, language: &Language) -> Vec<Span> {
    let quoted = quotations(plain, span);
    let text = span.of(plain);
    let ends_quoted = quoted.last().is_some_and(|q| q.end == span.end);
    let only_quoted =
        quoted.iter().map(|q| q.len()).sum::<usize>() + text.matches('、').count() * '、'.len_utf8() == span.len();
    let listed = quoted.len() > 1 && quoted.last().is_some_and(|q| plain[q.end..span.end].starts_with('等'));
    match kind {
        MentionKind::Program if listed => from_start(span.start, quoted),
        MentionKind::Organization if ends_quoted => quoted.iter().map(|q| inside(plain, *q)).collect(),
        MentionKind::Award | MentionKind::Program if quoted.len() > 1 && only_quoted => quoted,
        MentionKind::Program => clauses(plain, span, language),
        MentionKind::Person => vec![without_preposition(plain, span, language)],
        MentionKind::Organization => joined_bodies(plain, span, language),
        _ => vec![span],
    }
}

/// 同特朗普 → 特朗普.
fn without_preposition(plain: &str, span: Span, language: &Language) -> Span {
    let text = span.of(plain);
    let word = language.names.words("before_people").begins(text).filter(|_| text.chars().count() >= 4);
    Span::new(span.start + word.map_or(0, str::len), span.end)
}

/// “青苗课堂”获省青年项目大赛 → the quotation and what stands behind the verb; 文学奖颁奖典礼 → without the ceremony.
fn clauses(plain: &str, span: Span, language: &Language) -> Vec<Span> {
    let text = span.of(plain);
    for rule in language.names.rules_named("program-clause") {
        let Some(found) = rule.regex.captures(text) else { continue };
        let part = |name| found.name(name).map(|m| Span::new(span.start + m.start(), span.start + m.end()));
        return [part("first"), part("name")].into_iter().flatten().collect();
    }
    vec![span]
}

/// The words before the first quotation belong to it: 民族团结进步创建“七进”.
fn from_start(start: usize, mut quoted: Vec<Span>) -> Vec<Span> {
    quoted[0].start = start;
    quoted
}

/// The “…” stretches inside a span, marks included.
fn quotations(plain: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    for (offset, c) in span.of(plain).char_indices() {
        let at = span.start + offset;
        match c {
            '“' | '「' => open = Some(at),
            '”' | '」' => found.extend(open.take().map(|start| Span::new(start, at + c.len_utf8()))),
            _ => {}
        }
    }
    found
}

fn inside(plain: &str, quotation: Span) -> Span {
    let text = quotation.of(plain);
    let mark = |c: Option<char>| c.map_or(0, char::len_utf8);
    Span::new(quotation.start + mark(text.chars().next()), quotation.end - mark(text.chars().next_back()))
}

/// 民生救援队和山地救援队 → two bodies; 文化和旅游局 and 工会联合会 stay one, for there a listed word goes over the joint.
fn joined_bodies(plain: &str, span: Span, language: &Language) -> Vec<Span> {
    let text = span.of(plain);
    for word in language.names.words("joins_bodies").iter() {
        for (at, _) in text.match_indices(word.as_str()).filter(|(at, _)| *at > 0) {
            let (left, right) = (&text[..at], &text[at + word.len()..]);
            if is_body(left, language) && is_body(right, language) && !goes_over(text, at, word.len(), language) {
                let mut parts = vec![Span::new(span.start, span.start + at)];
                parts.extend(joined_bodies(plain, Span::new(span.start + at + word.len(), span.end), language));
                return parts;
            }
        }
    }
    vec![span]
}

fn is_body(name: &str, language: &Language) -> bool {
    let ending = language.lexicon.longest_ending(name, Class::BodySuffix);
    ending.is_some_and(|f| f.span.len() >= "支队".len() && f.span.start > 0 || f.span.len() >= "户籍窗口".len())
        || language.lexicon.is(name, Class::Body)
}

fn goes_over(text: &str, at: usize, length: usize, language: &Language) -> bool {
    let joint = Span::new(at, at + length);
    let whole = |f: Span| f.end == text.len() || text[f.start..f.end].chars().count() >= 4;
    language.lexicon.find_all(text).any(|f| f.span.contains(joint) && f.span.len() > length && whole(f.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, kind: MentionKind) -> Vec<&str> {
        let spans = parts_of(text, Span::new(0, text.len()), kind, Language::embedded());
        spans.into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn names_run_together_are_split() {
        let body = MentionKind::Organization;
        assert_eq!(parts("“反诈联盟”“蓝盾志愿服务队”", body), ["反诈联盟", "蓝盾志愿服务队"]);
        assert_eq!(parts("充分发挥“老程调解室”", body), ["老程调解室"]);
        assert_eq!(parts("户籍窗口联合社区民警大队", body), ["户籍窗口", "社区民警大队"]);
        assert_eq!(parts("民生救援队和山地救援队", body), ["民生救援队", "山地救援队"]);
        assert_eq!(parts("“宣传月”“宣传周”", MentionKind::Program), ["“宣传月”", "“宣传周”"]);
        assert_eq!(parts("创建“七进”“宣传周”等活动", MentionKind::Program), ["创建“七进”", "“宣传周”"]);
        assert_eq!(
            parts("“青苗课堂”获第五届省青年项目大赛", MentionKind::Program),
            ["“青苗课堂”", "第五届省青年项目大赛"]
        );
        assert_eq!(parts("代表清河市出战第七届造纸技能竞赛", MentionKind::Program), ["第七届造纸技能竞赛"]);
        assert_eq!(parts("“清河”文学奖颁奖典礼", MentionKind::Program), ["“清河”文学奖"]);
    }

    #[test]
    fn a_preposition_is_no_part_of_a_foreigners_name() {
        assert_eq!(parts("同卡洛斯", MentionKind::Person), ["卡洛斯"]);
        assert_eq!(parts("同春和", MentionKind::Person), ["同春和"]);
    }

    #[test]
    fn one_name_stays_one() {
        for name in ["平城区文化和旅游局", "县妇女联合会", "子昂社区“红袖套”反诈宣讲队", "国家发展和改革委员会"]
        {
            assert_eq!(parts(name, MentionKind::Organization), [name]);
        }
        assert_eq!(parts("“常态”“固定”化解机制", MentionKind::Program), ["“常态”“固定”化解机制"]);
    }
}
