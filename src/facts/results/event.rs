//! Attendance and the work of helpers → the event they belong to.

use super::view::View;
use super::what::Said;
use super::{Context, stretch};
use crate::facts::subjects::Actor;
use crate::model::{EntityKind, Span, Subtype};

/// The event whose result the nth quantity is, when people came to it or unnamed helpers worked at it.
pub fn instead(context: &Context<'_>, view: &View<'_>, nth: usize, phrase: &Said) -> Option<Actor> {
    let matches = |name, text: &str| context.language.results.rules_named(name).any(|r| r.regex.is_match(text));
    let at = view.span(nth).start;
    let sentence = context.sentences.partition_point(|s| s.span.start <= at).checked_sub(1)?;
    let helped = || {
        let clauses = context.sentences[sentence].clauses.iter().filter(|c| c.start <= at);
        clauses.into_iter().any(|c| matches("event/helpers", &context.masked(*c).text))
    };
    if !matches("event/attendance", &phrase.text) && !helped() {
        return None;
    }
    let first = context.sentences[sentence.saturating_sub(REACH)].span.start;
    latest_event(context, stretch(first, at))
}

/// How many sentences back the event may have been named.
const REACH: usize = 2;

/// The last event, contest or campaign named in a stretch.
fn latest_event(context: &Context<'_>, span: Span) -> Option<Actor> {
    let mentions = context.mentions_in(span).rev();
    let named = mentions.filter_map(|m| Some((m, context.entity_of[m]?)));
    let event = |(_, id): &(usize, crate::model::EntityId)| {
        let entity = &context.entities[id.0];
        entity.kind == EntityKind::Program
            && matches!(entity.subtype, Subtype::Competition | Subtype::Event | Subtype::Campaign)
    };
    let (mention, entity) = named.into_iter().find(event)?;
    Some(Actor { entity, span: context.mentions[mention].span, confidence: 0.75 })
}
