//! Mentions that stand directly behind one another → one: a body or place written in front of another, with nothing
//! between, belongs to its name (安徽省 + 岳西县白岩中心卫生院), and so it does to the edition of a program
//! (清河市公安局 + 第三届民警技能大比武).

use crate::language::Language;
use crate::model::{Article, Mention, MentionKind, Sentence, Span};

/// Joins touching places, bodies and editions of one sentence; `mentions` are in text order.
pub fn join(article: &Article, mentions: Vec<Mention>, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    let mut joined: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mut mention in mentions {
        if mention.kind == MentionKind::Program {
            let free = joined.last().map_or(0, |last| last.span.end);
            mention.span.start = edition_start(article, mention.span, free, sentences, language);
        }
        let edition = || mention.kind == MentionKind::Program && is_edition(article, mention.span, language);
        match joined.last_mut() {
            Some(last)
                if (belongs(last, &mention) || touches(last, &mention) && edition())
                    && same_sentence(last, &mention, sentences) =>
            {
                extend(last, mention);
            }
            _ => joined.push(mention),
        }
    }
    joined
}

/// Where a program's name begins when 第三届 or 全省 stand before it, not before byte `free`.
fn edition_start(article: &Article, span: Span, free: usize, sentences: &[Sentence], language: &Language) -> usize {
    let at = sentences.partition_point(|s| s.span.end <= span.start);
    let from = sentences.get(at).map_or(span.start, |s| s.span.start).max(free).min(span.start);
    let before = &article.plain[from..span.start];
    let name = if is_edition(article, span, language) { "edition/area" } else { "edition/before" };
    let mut rules = language.names.rules_named(name);
    rules.find_map(|r| r.regex.find(before)).map_or(span.start, |found| from + found.start())
}

fn is_edition(article: &Article, span: Span, language: &Language) -> bool {
    language.names.rules_named("edition/begins").any(|r| r.regex.is_match(span.of(&article.plain)))
}

fn touches(first: &Mention, second: &Mention) -> bool {
    matches!(first.kind, MentionKind::Place | MentionKind::Organization) && first.span.end == second.span.start
}

fn belongs(first: &Mention, second: &Mention) -> bool {
    use MentionKind::{Organization, Place};
    let chain = matches!((first.kind, second.kind), (Place, Place | Organization) | (Organization, Organization));
    let own = |m: &Mention| m.rule.starts_with("lexicon/") && m.score >= 1.0;
    chain && first.span.end == second.span.start && !own(first) && !own(second)
}

fn same_sentence(first: &Mention, second: &Mention, sentences: &[Sentence]) -> bool {
    let at = sentences.partition_point(|s| s.span.end <= first.span.start);
    sentences.get(at).is_some_and(|s| s.span.contains(first.span.join(second.span)))
}

fn extend(first: &mut Mention, second: Mention) {
    first.span = first.span.join(second.span);
    first.kind = second.kind;
    first.subtype = second.subtype;
    first.score = first.score.min(second.score);
    if first.rule != second.rule {
        first.rule = "chain".into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn touching_names_are_one_name() {
        let sentence = Sentence { span: Span::new(0, 60), paragraph: Some(0), heading: false, clauses: Vec::new() };
        let mention = |start, end, kind| Mention::new(Span::new(start, end), kind, "tagger", 0.9);
        let mentions = vec![
            mention(0, 9, MentionKind::Place),
            mention(9, 30, MentionKind::Organization),
            mention(30, 36, MentionKind::Position),
            mention(36, 45, MentionKind::Person),
        ];
        let text = "安徽省岳西县白岩中心卫生院主任李医生。";
        let article = Article { plain: text.repeat(2), text: text.repeat(2), ..Article::default() };
        let joined = join(&article, mentions, &[sentence], Language::embedded());
        let spans: Vec<(usize, usize, char)> =
            joined.iter().map(|m| (m.span.start, m.span.end, m.kind.letter())).collect();
        assert_eq!(spans, [(0, 30, 'O'), (30, 36, 'T'), (36, 45, 'P')]);
    }
}
