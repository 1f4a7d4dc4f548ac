//! A place in the text → the date words that govern it.

use super::{Context, stretch};
use crate::model::{MentionKind, Value};

/// Year (only when printed as a year) and time words that govern what is told at byte `at`: the nearest date before it in
/// the sentence.
pub fn governing(context: &Context<'_>, at: usize) -> (Option<i32>, Option<String>) {
    let sentence = context.sentences.partition_point(|s| s.span.start <= at).checked_sub(1);
    let Some(sentence) = sentence.map(|n| &context.sentences[n]) else { return (None, None) };
    let before = context.mentions_in(stretch(sentence.span.start, at));
    let date = context.mentions[before].iter().rev().find(|m| m.kind == MentionKind::Date);
    let Some(date) = date else { return (None, None) };
    let year = match &date.value {
        Some(Value::Date(d)) if d.printed_year && !d.edtf.as_deref().is_some_and(|e| e.contains('/')) => d.year,
        _ => None,
    };
    (year, Some(date.span.of(&context.article.text).to_string()))
}
