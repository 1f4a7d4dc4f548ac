//! Lists of winners (一、金奖(2个) and the lines below it; table rows) → frames.

use super::frames::Frame;
use super::group;
use crate::facts::Context;
use crate::language::Rule;
use crate::model::{MentionKind, Span};

/// A heading that names the award of the lines below it.
#[derive(Clone, Copy)]
struct Heading<'r> {
    rule: &'r Rule,
    award: usize,
    span: Span,
    lines: usize,
}

/// How many lines a heading may govern.
const LONGEST: usize = 40;

/// The frames of all lists, in text order.
pub fn find<'r>(context: &Context<'r>) -> Vec<Frame<'r>> {
    let mut frames = Vec::new();
    let mut heading: Option<Heading<'r>> = None;
    for paragraph in &context.article.paragraphs {
        let masked = context.names_masked(paragraph.span);
        if !masked.text.contains('⟦') {
            heading = heading.filter(|h| h.lines == 0);
            continue;
        }
        let rules = |prefix: &'static str| context.language.honours.rules_named(prefix);
        let found = rules("list/heading").find_map(|rule| Some((rule, rule.regex.captures(&masked.text)?)));
        if let Some((rule, captures)) = found {
            let award = group(&masked, &captures, "award")[0];
            heading = Some(Heading { rule, award, span: context.mentions[award].span, lines: 0 });
            continue;
        }
        for rule in rules("list/row") {
            for captures in rule.regex.captures_iter(&masked.text) {
                let awards = group(&masked, &captures, "award").into_iter().map(|a| (a, None)).collect();
                let span = masked.span(captures.get(0).expect("group 0 always matches").range());
                frames.push(frame(rule, span, awards, group(&masked, &captures, "by")));
            }
        }
        let Some(open) = heading.as_mut() else { continue };
        let item = rules("list/item").next().is_some_and(|r| r.regex.is_match(&masked.text));
        if !item || open.lines >= LONGEST {
            heading = None;
            continue;
        }
        open.lines += 1;
        let by = winners(context, paragraph.span);
        frames.push(frame(open.rule, open.span.join(paragraph.span), vec![(open.award, None)], by));
    }
    frames
}

fn frame(rule: &Rule, span: Span, awards: Vec<(usize, Option<usize>)>, by: Vec<usize>) -> Frame<'_> {
    Frame { rule, span, verb: Span::new(span.start, span.start), awards, givers: Vec::new(), by, contest: None }
}

/// The winners of a line: the mentions of the kind that comes first; people before their bodies.
fn winners(context: &Context<'_>, line: Span) -> Vec<usize> {
    let range = context.mentions_in(line);
    let of = |kind| range.clone().filter(|m| context.mentions[*m].kind == kind).collect::<Vec<usize>>();
    let kinds = [MentionKind::Program, MentionKind::Person, MentionKind::Organization];
    kinds.into_iter().map(of).find(|found| !found.is_empty()).unwrap_or_default()
}
