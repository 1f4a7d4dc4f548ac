//! The words round an award → how many times it was received.

use super::frames::Frame;
use crate::facts::Context;
use crate::language::Rule;
use crate::mentions::numbers;
use crate::model::Span;

/// 集体三等功6次, 金牌4枚, 3金, 两次荣立, 连续三年被评为.
pub fn of(context: &Context<'_>, frame: &Frame<'_>, award: usize) -> Option<u32> {
    let span = context.mentions[award].span;
    let sentence = context.sentence_at(span.start)?;
    let after = context.plain(Span::new(span.end, sentence.span.end.max(span.end)));
    let before = context.plain(Span::new(sentence.span.start, span.start));
    let lead = context.plain(Span::new(sentence.span.start, frame.verb.start.max(sentence.span.start)));
    let rules = || context.language.honours.rules_named("count/");
    let read = |rule: &Rule, text: &str| rule.regex.captures(text)?.name("n").and_then(|n| number(n.as_str()));
    rules().find_map(|rule| match rule.value.as_deref() {
        Some("after") => read(rule, after),
        Some("before") => read(rule, before),
        _ => read(rule, lead),
    })
}

fn number(words: &str) -> Option<u32> {
    if words == "两" || words == "双" {
        return Some(2);
    }
    numbers::find(words).first().filter(|n| n.value >= 1.0).map(|n| n.value as u32)
}
