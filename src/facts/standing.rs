//! Facts → facts with their standing: done, planned, denied or quoted.

use super::Context;
use crate::model::{Claim, Fact, Span, Standing};

/// Sets the standing of results and deeds from the words before and in their evidence. Readers of relations and honours
/// judge their own.
pub fn judge(context: &Context<'_>, facts: &mut [Fact]) {
    for fact in facts.iter_mut().filter(|f| matches!(f.claim, Claim::Result(_) | Claim::Deed(_))) {
        let Some(evidence) = fact.evidence.first() else { continue };
        if let Some(standing) = standing(context, evidence.span) {
            fact.standing = standing;
        }
    }
}

/// What the sentence up to the evidence's end says; `None` when nothing speaks against its having happened.
pub fn standing(context: &Context<'_>, evidence: Span) -> Option<Standing> {
    let sentence = context.sentences.partition_point(|s| s.span.start <= evidence.start).checked_sub(1)?;
    let sentence = &context.sentences[sentence];
    let end = evidence.end.min(sentence.span.end).max(evidence.start);
    let start = scope(context, sentence.span.start, evidence.start);
    let before = context.names_masked(Span::new(start, end)).text;
    let rule = context.language.standing.rules().iter().find(|r| r.regex.is_match(&before))?;
    match rule.value.as_deref()? {
        "planned" => Some(Standing::Planned),
        "denied" => Some(Standing::Denied),
        "quoted" => Some(Standing::Quoted),
        _ => None,
    }
}

/// A plan reaches to the next semicolon.
fn scope(context: &Context<'_>, sentence: usize, evidence: usize) -> usize {
    let before = &context.article.plain[sentence..evidence];
    before
        .rfind(['；', ';'])
        .map_or(sentence, |at| sentence + at + before[at..].chars().next().map_or(1, char::len_utf8))
}
