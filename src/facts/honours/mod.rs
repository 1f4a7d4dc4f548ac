//! Awards, givers and recipients → honours.

mod frames;
mod level;
mod names;
mod recipients;

use super::Context;
use super::masked::Masked;
use crate::language::Rule;
use crate::model::{Claim, EntityId, Evidence, Fact, Honour, Span};
use frames::Frame;

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        if !masked.text.contains("⟦A⟧") {
            continue;
        }
        for frame in frames::find(context, &masked) {
            for (recipient, award, givers) in recipients::share(context, &frame) {
                facts.push(honour(context, &frame, recipient, award, &givers));
            }
        }
    }
    merge(facts)
}

fn honour(context: &Context<'_>, frame: &Frame<'_>, recipient: EntityId, award: usize, givers: &[EntityId]) -> Fact {
    let name = names::name(context, frame, award);
    let level = level::of(context, givers, &name.full, name.contest);
    let honour = Honour {
        by: vec![recipient],
        prize: Some(name.prize),
        in_program: name.contest,
        conferred_by: givers.to_vec(),
        level,
        year: None,
        time: None,
        count: None,
        name: name.full,
    };
    let span = Span::new(frame.span.start, context.mentions[award].span.end.max(frame.span.end));
    let rule: &Rule = frame.rule;
    let evidence = Evidence { span, trigger: Some(frame.verb), rule: rule.name.clone().into() };
    Fact::new(Claim::Honour(honour), evidence, rule.weight.unwrap_or(0.9))
}

/// Drops a second telling of the same honour (the headline's) and keeps its evidence.
fn merge(facts: Vec<Fact>) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    for fact in facts {
        let Claim::Honour(new) = &fact.claim else { continue };
        let same = out.iter_mut().find(|f| matches!(&f.claim, Claim::Honour(old) if names::same(old, new)));
        match same {
            Some(old) => old.evidence.extend(fact.evidence),
            None => out.push(fact),
        }
    }
    out
}

/// The stretch of a masked sentence as the mention indices of one named group.
fn group(masked: &Masked, captures: &regex::Captures<'_>, name: &str) -> Vec<usize> {
    captures.name(name).map_or(Vec::new(), |m| masked.mentions_in(m.range()))
}
