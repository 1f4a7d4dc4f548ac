//! A clause → the features that speak for and against its telling a deed.

use crate::facts::Context;
use crate::facts::subjects::Actor;
use crate::language::linear::Features;
use crate::model::{MentionKind, Sentence, Span};

/// Adds the features of a clause, whose text with names masked is `masked`.
pub fn add(context: &Context<'_>, sentence: &Sentence, clause: Span, masked: &str, actor: Actor, out: &mut Features) {
    out.add(format_args!("any"));
    by_rules(context, sentence, clause, masked, out);
    by_actor(context, clause, actor, out);
    by_mentions(context, sentence, clause, out);
    let words = context.words(clause);
    out.add(format_args!("words={}", (words.len() / 3).min(6)));
    for (i, word) in words.iter().enumerate() {
        out.add(format_args!("w={word}"));
        if i == 0 {
            out.add(format_args!("first={word}"));
        }
        if i + 1 == words.len() {
            out.add(format_args!("last={word}"));
        }
    }
    out.dedup();
}

/// Which verbs and signs the clause and its sentence have.
fn by_rules(context: &Context<'_>, sentence: &Sentence, clause: Span, masked: &str, out: &mut Features) {
    let whole = context.plain(sentence.span);
    let place = sentence.clauses.iter().position(|c| *c == clause).unwrap_or(0);
    out.add(format_args!("clause={}of{}", place.min(3), sentence.clauses.len().min(4)));
    for rule in context.language.deeds.rules() {
        let verb = rule.name.contains("/verb/");
        if rule.regex.is_match(masked) {
            out.add(format_args!("rule={}", rule.name));
        } else if !verb && rule.regex.is_match(whole) {
            out.add(format_args!("near={}", rule.name));
        }
    }
}

fn by_actor(context: &Context<'_>, clause: Span, actor: Actor, out: &mut Features) {
    let entity = &context.entities[actor.entity.0];
    out.add(format_args!("actor={}", entity.kind.letter()));
    out.add(format_args!("actor={}", entity.subtype.name()));
    out.add(format_args!("here={}{}", u8::from(clause.contains(actor.span)), entity.kind.letter()));
    out.add(format_args!("sure={}", (actor.confidence * 5.0) as u32));
}

/// Which other things are named: dates, numbers, awards.
fn by_mentions(context: &Context<'_>, sentence: &Sentence, clause: Span, out: &mut Features) {
    let has =
        |span: Span, kind: MentionKind| context.mentions[context.mentions_in(span)].iter().any(|m| m.kind == kind);
    for kind in [MentionKind::Date, MentionKind::Quantity, MentionKind::Award, MentionKind::Program] {
        let here = u8::from(has(clause, kind));
        let near = u8::from(has(sentence.span, kind));
        out.add(format_args!("has={}{here}{near}", kind.letter()));
    }
}
