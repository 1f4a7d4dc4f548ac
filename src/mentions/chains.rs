//! Mentions that stand directly behind one another → one: a body or place written in front of another, with nothing
//! between, belongs to its name (安徽省 + 岳西县白岩中心卫生院).

use crate::model::{Mention, MentionKind, Sentence};

/// Joins touching places and bodies of one sentence; `mentions` are in text order.
pub fn join(mentions: Vec<Mention>, sentences: &[Sentence]) -> Vec<Mention> {
    let mut joined: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        match joined.last_mut() {
            Some(last) if belongs(last, &mention) && same_sentence(last, &mention, sentences) => extend(last, mention),
            _ => joined.push(mention),
        }
    }
    joined
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
        let joined = join(mentions, &[sentence]);
        let spans: Vec<(usize, usize, char)> =
            joined.iter().map(|m| (m.span.start, m.span.end, m.kind.letter())).collect();
        assert_eq!(spans, [(0, 30, 'O'), (30, 36, 'T'), (36, 45, 'P')]);
    }
}
