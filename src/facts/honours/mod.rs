//! Awards, givers and recipients → honours.

pub mod candidates;
mod counts;
pub mod frames;
pub mod judge;
mod level;
mod lists;
mod names;
mod recipients;
mod times;

use super::Context;
use super::masked::Masked;
use crate::language::Rule;
use crate::model::{Claim, EntityId, Evidence, Fact, Honour, Span};
use frames::Frame;
use std::collections::BTreeSet;

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    judged(context, &mut judge::Trained)
}

/// The same with another judge of who receives.
pub fn judged(context: &Context<'_>, judge: &mut dyn judge::Judge) -> Vec<Fact> {
    let mut facts: Vec<(Fact, bool)> = Vec::new();
    let mut taken = BTreeSet::new();
    for frame in lists::find(context) {
        taken.extend(frame.awards.iter().map(|(a, _)| *a));
        let shares = recipients::share(context, &frame, &[], judge);
        facts.extend(honours(context, &frame, &shares).into_iter().map(|f| (f, false)));
    }
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        if !masked.text.contains("⟦A⟧") {
            continue;
        }
        let mut last = Vec::new();
        for frame in frames::find(context, &masked, &mut taken) {
            let shares = recipients::share(context, &frame, &last, judge);
            facts.extend(honours(context, &frame, &shares).into_iter().map(|f| (f, sentence.heading)));
            last = shares;
        }
    }
    merge(facts)
}

fn honours(context: &Context<'_>, frame: &Frame<'_>, shares: &[recipients::Share]) -> Vec<Fact> {
    shares.iter().map(|(recipient, award, givers)| honour(context, frame, *recipient, *award, givers)).collect()
}

fn honour(context: &Context<'_>, frame: &Frame<'_>, recipient: EntityId, award: usize, givers: &[EntityId]) -> Fact {
    let name = names::name(context, frame, award);
    let when = times::of(context, frame, award, name.contest);
    let honour = Honour {
        by: vec![recipient],
        prize: Some(name.prize),
        in_program: name.contest,
        conferred_by: givers.to_vec(),
        level: level::of(context, givers, &name.full, name.contest),
        year: when.year.or_else(|| listed(frame).then(|| times::year_in(&name.full)).flatten()),
        time: when.words,
        count: counts::of(context, frame, award).or((when.listed > 1).then_some(when.listed)),
        name: name.full,
    };
    let span = Span::new(frame.span.start, context.mentions[award].span.end.max(frame.span.end));
    let rule: &Rule = frame.rule;
    let evidence = Evidence { span, trigger: Some(frame.verb), rule: rule.name.clone().into() };
    Fact::new(Claim::Honour(honour), evidence, rule.weight.unwrap_or(0.9))
}

fn listed(frame: &Frame<'_>) -> bool {
    frame.rule.name.starts_with("honours/list/")
}

/// One fact for each honour: a second telling only adds its evidence. What a heading tells in short is dropped when the
/// body tells it of somebody.
fn merge(facts: Vec<(Fact, bool)>) -> Vec<Fact> {
    let (heads, bodies): (Vec<_>, Vec<_>) = facts.into_iter().partition(|(_, heading)| *heading);
    let mut out: Vec<Fact> = Vec::new();
    for (fact, heading) in bodies.into_iter().chain(heads) {
        let Claim::Honour(new) = &fact.claim else { continue };
        let same = |f: &Fact| matches!(&f.claim, Claim::Honour(old) if names::same(old, new, heading));
        match out.iter_mut().find(|f| same(f)) {
            Some(old) => old.evidence.extend(fact.evidence),
            None => out.push(fact),
        }
    }
    out
}

/// The mention indices of one named group of a match.
fn group(masked: &Masked, captures: &regex::Captures<'_>, name: &str) -> Vec<usize> {
    captures.name(name).map_or(Vec::new(), |m| masked.mentions_in(m.range()))
}
