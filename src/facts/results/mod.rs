//! Verbs, nouns and quantities → counted results.

mod event;
mod none;
mod rates;
mod times;
mod view;
mod what;

use super::Context;
use super::subjects::{self, Actor};
use crate::model::{Claim, Evidence, Fact, Measurement, MentionKind, Quantity, Span, Value};
use view::{Verdict, View};
use what::Said;

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for sentence in context.sentences.iter().filter(|s| !s.heading) {
        let mut said: Vec<Said> = Vec::new();
        for &clause in &sentence.clauses {
            let view = View::new(context, clause);
            read_clause(context, &view, &mut said, &mut facts);
            facts.extend(none::read(context, &view));
        }
    }
    without_repeats(facts)
}

fn read_clause(context: &Context<'_>, view: &View<'_>, said: &mut Vec<Said>, facts: &mut Vec<Fact>) {
    let mut previous = None;
    for nth in 0..view.quantities.len() {
        let span = view.span(nth);
        let Some(actor) = subjects::actor_of(context, span.start) else { continue };
        let phrase = what::phrase(view, nth, actor.span, previous, said);
        let actor = event::instead(context, view, nth, &phrase).unwrap_or(actor);
        let verdict = view.verdict(nth, &phrase, actor.entity);
        if let Some(fact) = fact(context, view, nth, &phrase, &verdict, actor) {
            facts.push(fact);
            said.push(phrase);
            previous = Some(nth);
        }
    }
}

fn fact(
    context: &Context<'_>,
    view: &View<'_>,
    nth: usize,
    phrase: &Said,
    verdict: &Verdict<'_>,
    actor: Actor,
) -> Option<Fact> {
    let (rule, weight) = verdict.accepted()?;
    let mention = &context.mentions[view.quantities[nth]];
    let Some(Value::Quantity(quantity)) = &mention.value else { return None };
    let none = matches!(verdict, Verdict::Zero(_));
    let quantity = Quantity { value: if none { 0.0 } else { quantity.value }, ..quantity.clone() };
    if phrase.text.is_empty() {
        return None;
    }
    let (year, time) = times::governing(context, mention.span.start);
    let per = rates::of(context, view, nth, &quantity);
    let measurement = Measurement {
        by: vec![actor.entity],
        what: phrase.text.clone(),
        value_text: mention.span.of(&context.article.text).to_string(),
        per,
        quantity: Quantity { per, ..quantity },
        year,
        time,
    };
    let evidence =
        Evidence { span: phrase.span.join(mention.span), trigger: phrase.verb_span, rule: rule.to_string().into() };
    Some(Fact::new(Claim::Result(measurement), evidence, weight * actor.confidence))
}

/// The same number of the same thing by the same actor counts once, where it is told first.
fn without_repeats(facts: Vec<Fact>) -> Vec<Fact> {
    let mut kept: Vec<Fact> = Vec::new();
    for fact in facts {
        if !kept.iter().any(|k| same(k, &fact)) {
            kept.push(fact);
        }
    }
    kept
}

fn same(a: &Fact, b: &Fact) -> bool {
    let (Claim::Result(a), Claim::Result(b)) = (&a.claim, &b.claim) else { return false };
    let same_number = a.quantity.value == b.quantity.value && a.quantity.unit == b.quantity.unit;
    let inside = a.what.contains(&b.what) || b.what.contains(&a.what);
    a.by == b.by && same_number && a.per == b.per && inside
}

/// Whether a mention is a quantity.
fn is_quantity(context: &Context<'_>, mention: usize) -> bool {
    context.mentions[mention].kind == MentionKind::Quantity
}

/// The stretch from `start` to `end`, empty when they are the wrong way round.
fn stretch(start: usize, end: usize) -> Span {
    Span::new(start, end.max(start))
}
