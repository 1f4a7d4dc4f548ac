//! A frame → who received which award from whom.

use super::frames::Frame;
use super::judge::Judge;
use super::{candidates, group};
use crate::facts::{Context, agents};
use crate::model::{EntityId, EntityKind, Span, Subtype};

/// A recipient, an award and its givers.
pub type Share = (EntityId, usize, Vec<EntityId>);

/// Each recipient with an award and its givers. `last` is what the frame before it in the sentence said.
pub fn share(context: &Context<'_>, frame: &Frame<'_>, last: &[Share], judge: &mut dyn Judge) -> Vec<Share> {
    let recipients = recipients(context, frame, last, judge);
    let mut givers = givers(context, frame, &recipients);
    if says(frame, "again") && givers.is_empty() {
        givers = last.first().map_or(Vec::new(), |(_, _, g)| g.clone());
    }
    let mut own = givers.clone();
    let mut out = Vec::new();
    let pairwise = frame.awards.len() > 1 && frame.awards.len() == recipients.len() && shared_out(context, frame);
    for (i, (award, giver)) in frame.awards.iter().enumerate() {
        if let Some(giver) = giver.and_then(|g| context.entity(g)) {
            own = vec![giver];
        }
        if pairwise && givers.len() == recipients.len() {
            own = vec![givers[i]];
        }
        let chosen = if pairwise { &recipients[i..=i] } else { &recipients[..] };
        out.extend(chosen.iter().map(|r| (*r, *award, own.clone())));
    }
    out
}

fn says(frame: &Frame<'_>, value: &str) -> bool {
    frame.rule.value.as_deref() == Some(value)
}

/// Who gives: named by the frame; the subject of a verb of giving; whoever announces the honours in the sentence.
fn givers(context: &Context<'_>, frame: &Frame<'_>, recipients: &[EntityId]) -> Vec<EntityId> {
    let is_body = |id: &EntityId| context.entities[id.0].kind == EntityKind::Organization && !recipients.contains(id);
    let mut named = agents::entities(context, &frame.givers);
    named.retain(is_body);
    if !named.is_empty() || !frame.givers.is_empty() {
        return named;
    }
    if says(frame, "gives") {
        return agents::of_verb(context, frame.verb.start, &|id| is_body(&id)).unwrap_or_default();
    }
    let mut announced = announced(context, frame);
    announced.retain(is_body);
    announced
}

/// 省总工会下发表彰决定，…; …，均由省护理协会颁发。
fn announced(context: &Context<'_>, frame: &Frame<'_>) -> Vec<EntityId> {
    let sentence = context.sentence_at(frame.verb.start);
    let Some(sentence) = sentence.filter(|s| !s.heading && s.span.contains(frame.verb)) else { return Vec::new() };
    let masked = context.names_masked(sentence.span);
    let rules = context.language.honours.rules_named("giver/");
    let mut found = rules.filter_map(|r| Some(group(&masked, &r.regex.captures(&masked.text)?, "giver")));
    found.next().map_or(Vec::new(), |mentions| agents::entities(context, &mentions))
}

/// Who receives: named by the frame; the subject; whoever received in the sentence just before; the article's topic.
fn recipients(context: &Context<'_>, frame: &Frame<'_>, last: &[Share], judge: &mut dyn Judge) -> Vec<EntityId> {
    if !frame.by.is_empty() {
        return agents::entities(context, &frame.by);
    }
    let told = told(context, frame, last);
    if says(frame, "again") || told.len() > 1 {
        return told;
    }
    let chosen = judge.recipient(context, frame, candidates::of(context, frame, last, &told, &judge.blank()));
    chosen.map_or(told, |recipient| vec![recipient])
}

/// Whom the rules say to receive.
fn told(context: &Context<'_>, frame: &Frame<'_>, last: &[Share]) -> Vec<EntityId> {
    let givers = agents::entities(context, &frame.givers);
    let contest = frame.contest.and_then(|c| context.entity(c));
    let may = |id: EntityId| {
        let subtype = context.entities[id.0].subtype;
        !givers.contains(&id) && contest != Some(id) && !matches!(subtype, Subtype::Competition)
    };
    let meant = meant_for(context, frame.awards[0].0);
    let fits = |id: EntityId| {
        let kind = context.entities[id.0].kind;
        may(id) && kind != EntityKind::Place && meant.is_none_or(|k| k == kind)
    };
    let at = frame.verb.start;
    let chained = || {
        let before: Vec<EntityId> = last.iter().map(|(r, _, _)| *r).filter(|r| fits(*r)).collect();
        (!before.is_empty()).then_some(before)
    };
    let topic = || agents::topic(context, &fits).map(|t| vec![t]);
    let found = if says(frame, "again") {
        chained()
    } else if says(frame, "topic") {
        topic()
    } else {
        let adjacent = agents::adjacent(context, at, &may);
        adjacent
            .or_else(|| agents::in_clause(context, at, &fits))
            .or_else(chained)
            .or_else(|| agents::of_verb(context, at, &fits))
    };
    found.or_else(|| agents::of_verb(context, at, &may)).unwrap_or_default()
}

/// The kind of recipient that an award's name tells (个人三等功: a person).
pub(super) fn meant_for(context: &Context<'_>, award: usize) -> Option<EntityKind> {
    let plain = context.plain(context.mentions[award].span);
    let name = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let rule = context.language.honours.rules_named("for/").find(|r| r.regex.is_match(name))?;
    match rule.value.as_deref() {
        Some("person") => Some(EntityKind::Person),
        Some("body") => Some(EntityKind::Organization),
        Some("program") => Some(EntityKind::Program),
        _ => None,
    }
}

/// Whether the words round the awards share them out (分别, 分获).
fn shared_out(context: &Context<'_>, frame: &Frame<'_>) -> bool {
    let first = context.mentions[frame.awards[0].0].span.start;
    let from = context.sentence_at(first).map_or(0, |s| s.span.start);
    context.plain(Span::new(from, first.max(frame.span.end))).contains('分')
}
