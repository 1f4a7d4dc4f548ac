//! A frame → who received which award from whom.

use super::frames::Frame;
use crate::facts::{Context, agents};
use crate::model::{EntityId, EntityKind, Span};

/// Each recipient with an award and its givers.
pub fn share(context: &Context<'_>, frame: &Frame<'_>) -> Vec<(EntityId, usize, Vec<EntityId>)> {
    let recipients = recipients(context, frame);
    let givers: Vec<EntityId> = frame.givers.iter().filter_map(|g| context.entity(*g)).collect();
    let mut own = givers.clone();
    let mut out = Vec::new();
    let pairwise = frame.awards.len() > 1 && frame.awards.len() == recipients.len() && shared_out(context, frame);
    for (i, (award, giver)) in frame.awards.iter().enumerate() {
        if let Some(giver) = giver.and_then(|g| context.entity(g)) {
            own = vec![giver];
        }
        let chosen = if pairwise { &recipients[i..=i] } else { &recipients[..] };
        out.extend(chosen.iter().map(|r| (*r, *award, own.clone())));
    }
    out
}

fn recipients(context: &Context<'_>, frame: &Frame<'_>) -> Vec<EntityId> {
    if !frame.by.is_empty() {
        return frame.by.iter().filter_map(|m| context.entity(*m)).collect();
    }
    let kinds = [EntityKind::Organization, EntityKind::Person, EntityKind::Program, EntityKind::Place];
    agents::of_verb(context, frame.verb.start, &kinds).unwrap_or_default()
}

/// Whether the words before the awards share them out (分别, 分获).
fn shared_out(context: &Context<'_>, frame: &Frame<'_>) -> bool {
    let first = context.mentions[frame.awards[0].0].span.start;
    let from = context.sentences.iter().rev().find(|s| s.span.start <= first).map_or(0, |s| s.span.start);
    context.plain(Span::new(from, first)).contains('分')
}
