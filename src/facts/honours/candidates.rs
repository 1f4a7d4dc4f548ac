//! A frame without a named recipient → who might have received, each with the features that speak for and against it.

use super::frames::Frame;
use super::recipients::{Share, meant_for};
use crate::facts::Context;
use crate::facts::subjects::candidates::{Candidate, candidates};
use crate::facts::subjects::{Actor, Purpose};
use crate::language::linear::Features;
use crate::model::{EntityId, Subtype};

/// The candidates; `last` is what the frame before it in the sentence said, `told` whom the rules find.
pub fn of(
    context: &Context<'_>,
    frame: &Frame<'_>,
    last: &[Share],
    told: &[EntityId],
    blank: &Features,
) -> Vec<Candidate> {
    let at = frame.verb.start;
    let told =
        told.first().map(|entity| Actor { entity: *entity, span: nearest(context, *entity, at), confidence: 0.8 });
    let all = candidates(context, at, Purpose::Honour, told, blank);
    let gives = |id: EntityId| frame.givers.iter().any(|g| context.entity(*g) == Some(id));
    let contest = frame.contest.and_then(|c| context.entity(c));
    let may = |c: &Candidate| !gives(c.actor.entity) && contest != Some(c.actor.entity);
    let mut all: Vec<Candidate> = all.into_iter().filter(may).collect();
    all.iter_mut().for_each(|candidate| describe(context, frame, last, candidate));
    all
}

/// The entity's last mention before `at`, or its first.
fn nearest(context: &Context<'_>, entity: EntityId, at: usize) -> crate::model::Span {
    let mentions = &context.entities[entity.0].mentions;
    let before = mentions.partition_point(|m| context.mentions[*m].span.start < at);
    let index = mentions.get(before.saturating_sub(1));
    index.map_or(crate::model::Span::new(at, at), |m| context.mentions[*m].span)
}

/// Adds what the honour says of its recipients.
fn describe(context: &Context<'_>, frame: &Frame<'_>, last: &[Share], candidate: &mut Candidate) {
    let entity = &context.entities[candidate.actor.entity.0];
    let (kind, out) = (entity.kind.letter(), &mut candidate.features);
    let meant = meant_for(context, frame.awards[0].0).map_or('-', crate::model::EntityKind::letter);
    out.add(format_args!("meant={meant}{kind}"));
    out.add(format_args!("rule={}{kind}", frame.rule.name));
    let chained = last.iter().any(|(recipient, _, _)| *recipient == candidate.actor.entity);
    out.add(format_args!("chained={}{kind}{}", u8::from(chained), u8::from(last.is_empty())));
    out.add(format_args!("contest={}{kind}", u8::from(entity.subtype == Subtype::Competition)));
    let verb: String = context.plain(frame.verb).chars().take(2).collect();
    out.add(format_args!("verb={verb}{kind}"));
    let award = context.plain(context.mentions[frame.awards[0].0].span);
    let bare = award.trim_end_matches(['”', '"', '」', '》']);
    for length in [1, 2] {
        let at = bare.char_indices().rev().nth(length - 1).map_or(0, |(i, _)| i);
        out.add(format_args!("award={}{kind}", &bare[at..]));
    }
    out.add(format_args!("giver={}{kind}", u8::from(!frame.givers.is_empty())));
    out.add(format_args!("in={}{kind}", u8::from(frame.contest.is_some())));
    out.add(format_args!("award={}{}", meant, entity.subtype.name()));
}
