//! A quantity in its clause → the features that speak for and against its being a result.

use super::view::{Verdict, View};
use super::what::Said;
use crate::facts::subjects::Actor;
use crate::language::linear::Features;
use crate::model::{MentionKind, Quantity};

/// Words before and after the quantity that are looked at.
const WORDS: usize = 3;

/// Adds the features of the nth quantity.
pub fn add(
    view: &View<'_>,
    nth: usize,
    quantity: &Quantity,
    phrase: &Said,
    verdict: &Verdict<'_>,
    actor: Option<Actor>,
    out: &mut Features,
) {
    out.add(format_args!("any"));
    by_rule(phrase, verdict, out);
    by_number(quantity, phrase, out);
    by_actor(view, actor, out);
    by_mentions(view, nth, out);
    by_words(view, nth, quantity, out);
}

fn by_rule(phrase: &Said, verdict: &Verdict<'_>, out: &mut Features) {
    let (answer, rule) = match verdict {
        Verdict::Yes(rule, _) => ("yes", *rule),
        Verdict::Zero(rule) => ("zero", *rule),
        Verdict::No(rule) => ("no", *rule),
    };
    out.add(format_args!("rule={answer}"));
    out.add(format_args!("rule={rule}"));
    out.add(format_args!("verb={}", u8::from(!phrase.verb.is_empty())));
    out.add(format_args!("done={}{answer}", u8::from(phrase.done())));
    let verb: String = phrase.verb.chars().rev().take(2).collect();
    out.add(format_args!("verb={verb}"));
    out.add(format_args!("plain={}", (phrase.plain_length / 3).min(5)));
    let length = phrase.text.chars().count();
    out.add(format_args!("length={}{answer}", (length / 4).min(6)));
}

fn by_number(quantity: &Quantity, phrase: &Said, out: &mut Features) {
    let unit = &quantity.unit;
    let size = if quantity.value < 1.0 { 0 } else { quantity.value.log10() as u32 + 1 };
    out.add(format_args!("unit={unit}"));
    out.add(format_args!("unit={unit}{}", u8::from(phrase.done())));
    out.add(format_args!("size={}", size.min(6)));
    out.add(format_args!("bound={}", quantity.bound.name()));
    out.add(format_args!("per={}", u8::from(quantity.per.is_some())));
    if quantity.value <= 3.0 {
        out.add(format_args!("few={}{unit}", quantity.value));
    }
    if let Some(last) = unit.chars().next_back() {
        out.add(format_args!("measure={last}"));
        out.add(format_args!("measure={last}{}", size.min(3)));
    }
}

fn by_actor(view: &View<'_>, actor: Option<Actor>, out: &mut Features) {
    let Some(actor) = actor else { return out.add(format_args!("actor=none")) };
    let entity = &view.context.entities[actor.entity.0];
    out.add(format_args!("actor={}", entity.kind.letter()));
    out.add(format_args!("actor={}", entity.subtype.name()));
    out.add(format_args!("here={}{}", u8::from(view.clause.contains(actor.span)), entity.kind.letter()));
    out.add(format_args!("sure={}", (actor.confidence * 10.0) as u32));
}

/// Which mentions stand round it in its clause.
fn by_mentions(view: &View<'_>, nth: usize, out: &mut Features) {
    let at = view.span(nth);
    let letters = |range: std::ops::Range<usize>| -> Vec<char> {
        view.context.mentions[range].iter().map(|m| m.kind.letter()).collect()
    };
    let before = letters(view.context.mentions_in(super::stretch(view.clause.start, at.start)));
    let after = letters(view.context.mentions_in(super::stretch(at.end, view.clause.end)));
    out.add(format_args!("left={}", before.last().copied().unwrap_or('-')));
    out.add(format_args!("right={}", after.first().copied().unwrap_or('-')));
    for award in [MentionKind::Award.letter(), MentionKind::Program.letter(), MentionKind::Person.letter()] {
        out.add(format_args!("has={award}{}{}", u8::from(before.contains(&award)), u8::from(after.contains(&award))));
    }
    out.add(format_args!("nth={}of{}", nth.min(3), view.quantities.len().min(4)));
}

/// The words round it.
fn by_words(view: &View<'_>, nth: usize, quantity: &Quantity, out: &mut Features) {
    let at = view.span(nth);
    let unit = quantity.unit.chars().next_back().unwrap_or('-');
    let left = view.context.words(super::stretch(view.clause.start, at.start));
    for (i, word) in left.iter().rev().take(WORDS).enumerate() {
        out.add(format_args!("l{i}={word}"));
        out.add(format_args!("l={word}"));
        if i == 0 {
            out.add(format_args!("l0={word}{unit}"));
        }
    }
    for word in left.iter().rev().skip(WORDS).take(6) {
        out.add(format_args!("far={word}"));
    }
    if let Some(first) = left.first() {
        out.add(format_args!("first={first}"));
    }
    let right = view.context.words(super::stretch(at.end, view.clause.end));
    for (i, word) in right.iter().take(WORDS).enumerate() {
        out.add(format_args!("r{i}={word}"));
        out.add(format_args!("r={word}"));
    }
    out.add(format_args!("r0={}{unit}", right.first().map_or("-", |w| w)));
    out.add(format_args!("ends={}{}", u8::from(right.is_empty()), u8::from(left.is_empty())));
    let plain = &view.context.article.plain;
    let mark = plain[view.clause.end..].chars().next().unwrap_or('-');
    out.add(format_args!("mark={mark}"));
}
