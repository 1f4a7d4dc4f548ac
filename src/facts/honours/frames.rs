//! A masked sentence → the frames of honouring in it: verb, awards, givers and recipients where the frame names them.

use super::group;
use crate::facts::masked::Masked;
use crate::facts::{Context, agents};
use crate::language::Rule;
use crate::model::{MentionKind, Span};
use std::collections::BTreeSet;

/// One honouring: a verb with its list of awards.
#[derive(Debug)]
pub struct Frame<'r> {
    /// The rule that found it.
    pub rule: &'r Rule,
    /// The whole match, in bytes of the article.
    pub span: Span,
    /// The trigger.
    pub verb: Span,
    /// Mentions of the awards, each with the giver named before it in the list, if one is.
    pub awards: Vec<(usize, Option<usize>)>,
    /// Mentions of the givers.
    pub givers: Vec<usize>,
    /// Mentions of the recipients that the frame itself names.
    pub by: Vec<usize>,
    /// Mention of the contest.
    pub contest: Option<usize>,
}

/// The frames of a sentence; each award stands in one at most. Awards already `taken` are left alone.
pub fn find<'r>(context: &Context<'r>, masked: &Masked, taken: &mut BTreeSet<usize>) -> Vec<Frame<'r>> {
    let grammar = &context.language.honours;
    let sifted = grammar.sift(&masked.text);
    for rule in grammar.rules_named("not/").filter(|r| sifted.may_match(r)) {
        for captures in rule.regex.captures_iter(&masked.text) {
            taken.extend(group(masked, &captures, "award"));
        }
    }
    let mut frames = Vec::new();
    for rule in grammar.rules_named("frame/").filter(|r| sifted.may_match(r)) {
        for captures in rule.regex.captures_iter(&masked.text) {
            let first = group(masked, &captures, "award");
            let awards: Vec<_> = list_from(context, first[0]).into_iter().filter(|(a, _)| !taken.contains(a)).collect();
            if taken.contains(&first[0]) || awards.is_empty() {
                continue;
            }
            taken.extend(awards.iter().map(|(a, _)| *a));
            let whole = captures.get(0).expect("group 0 always matches");
            frames.push(Frame {
                rule,
                span: masked.span(whole.range()),
                verb: captures.name("verb").map_or(masked.span(whole.range()), |m| masked.span(m.range())),
                awards,
                givers: group(masked, &captures, "giver"),
                by: agents::heads(context, &[group(masked, &captures, "by"), group(masked, &captures, "by2")].concat()),
                contest: group(masked, &captures, "in").first().copied(),
            });
        }
    }
    frames.sort_by_key(|f| f.span);
    frames
}

/// The awards that follow `first` in one list.
fn list_from(context: &Context<'_>, first: usize) -> Vec<(usize, Option<usize>)> {
    let between = |a: usize, b: usize| Span::new(context.mentions[a].span.end, context.mentions[b].span.start);
    let rule = context.language.honours.rules_named("list/between").next().expect("the grammar has it");
    let mut list = vec![(first, None)];
    let mut last = first;
    let awards = (first + 1..context.mentions.len()).filter(|m| context.mentions[*m].kind == MentionKind::Award);
    for next in awards.take(12) {
        let gap = between(last, next);
        if gap.len() > 120 {
            break;
        }
        let masked = context.names_masked(gap);
        let Some(captures) = rule.regex.captures(&masked.text) else { break };
        list.push((next, group(&masked, &captures, "giver").first().copied()));
        last = next;
    }
    list
}
