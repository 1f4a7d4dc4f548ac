//! Verbs, nouns and quantities → counted results.

mod event;
pub mod judge;
mod none;
mod rates;
mod signs;
pub(super) mod times;
pub mod view;
mod what;

use super::Context;
use super::subjects::{self, Actor};
use crate::model::{Claim, Evidence, Fact, Measurement, MentionKind, Quantity, Span, Value};
use judge::{Judge, Trained};
use view::{Verdict, View};
use what::Said;

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let mut facts = judged(context, &mut Trained);
    for sentence in context.sentences.iter().filter(|s| !s.heading) {
        for &clause in &sentence.clauses {
            facts.extend(none::read(context, &View::new(context, clause)));
        }
    }
    facts.sort_by_key(|f| f.evidence.first().map_or(0, |e| e.span.start));
    without_repeats(facts)
}

/// Every quantity that `judge` takes for a result, as a fact.
pub fn judged(context: &Context<'_>, judge: &mut dyn Judge) -> Vec<Fact> {
    let mut facts = Vec::new();
    for sentence in context.sentences.iter().filter(|s| !s.heading) {
        let mut said: Vec<Said> = Vec::new();
        for &clause in &sentence.clauses {
            let view = View::new(context, clause);
            let mut previous = None;
            for nth in 0..view.quantities.len() {
                if let Some((fact, phrase)) = quantity(context, &view, nth, (previous, &said), judge) {
                    facts.push(fact);
                    said.push(phrase);
                    previous = Some(nth);
                }
            }
        }
    }
    facts
}

/// The nth quantity of a clause as a result; `before` is the result before it in the clause and those of the sentence.
fn quantity(
    context: &Context<'_>,
    view: &View<'_>,
    nth: usize,
    before: (Option<usize>, &[Said]),
    judge: &mut dyn Judge,
) -> Option<(Fact, Said)> {
    let span = view.span(nth);
    let told = subjects::told(context, span.start);
    let said_of = |actor: Option<Actor>| {
        let subject = actor.map_or(Span::new(view.clause.start, view.clause.start), |a| a.span);
        what::phrase(view, nth, subject, before.0, before.1)
    };
    let mut phrase = said_of(told);
    let told = event::instead(context, view, nth, &phrase).or(told);
    let actor = judge.actor(context, span, told)?;
    if told != Some(actor) {
        phrase = said_of(Some(actor));
    }
    let quantity = quantity_of(context, view, nth)?;
    let verdict = view.verdict(nth, &phrase, actor.entity);
    let mut signs = judge.blank();
    signs::add(view, nth, quantity, &phrase, &verdict, Some(actor), &mut signs);
    let likely = judge.accept(context, span, signs, &verdict)?;
    let fact = fact(context, view, nth, &phrase, &verdict, actor, likely)?;
    Some((fact, phrase))
}

fn quantity_of<'c>(context: &'c Context<'_>, view: &View<'_>, nth: usize) -> Option<&'c Quantity> {
    match &context.mentions[view.quantities[nth]].value {
        Some(Value::Quantity(quantity)) => Some(quantity),
        _ => None,
    }
}

fn fact(
    context: &Context<'_>,
    view: &View<'_>,
    nth: usize,
    phrase: &Said,
    verdict: &Verdict<'_>,
    actor: Actor,
    likely: f64,
) -> Option<Fact> {
    let span = view.span(nth);
    let quantity = quantity_of(context, view, nth)?;
    let none = matches!(verdict, Verdict::Zero(_));
    let quantity = Quantity { value: if none { 0.0 } else { quantity.value }, ..quantity.clone() };
    if phrase.text.is_empty() {
        return None;
    }
    let (year, time) = times::governing(context, span.start);
    let per = rates::of(context, view, nth, &quantity);
    let measurement = Measurement {
        by: vec![actor.entity],
        what: phrase.text.clone(),
        value_text: span.of(&context.article.text).to_string(),
        per,
        quantity: Quantity { per, ..quantity },
        year,
        time,
    };
    let rule = verdict.accepted().map_or("results/learned", |(rule, _)| rule).to_string().into();
    let evidence = Evidence { span: phrase.span.join(span), trigger: phrase.verb_span, rule };
    Some(Fact::new(Claim::Result(measurement), evidence, likely * actor.confidence))
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
