//! An annotated article → choices: whose results its quantities are, and which quantities are results.

use super::learn::Choice;
use super::seen::Seen;
use crate::evaluate::gold::{Gold, GoldAchievement};
use crate::facts::results::judge::Judge;
use crate::facts::results::view::Verdict;
use crate::facts::subjects::candidates::candidates;
use crate::facts::subjects::{Actor, Purpose};
use crate::facts::{self, Context, results};
use crate::language::Language;
use crate::language::linear::Features;
use crate::model::{EntityId, MentionKind, Span, Value};
use std::collections::BTreeMap;

/// Who acts: the candidates of each annotated result.
pub fn actors(gold: &Gold, language: &Language) -> Vec<Choice> {
    Seen::both(gold, language).iter().flat_map(|seen| listen(seen, gold, language).actors).collect()
}

/// Which quantities are results: each with and without.
pub fn counted(gold: &Gold, language: &Language) -> Vec<Choice> {
    listen(&Seen::annotated(gold, language), gold, language).counted
}

/// Decides as the annotators did and notes what it was asked.
struct Listener<'g> {
    article: &'g str,
    /// The annotated results: quantity, and whose it is.
    wanted: BTreeMap<Span, Option<EntityId>>,
    actors: Vec<Choice>,
    counted: Vec<Choice>,
}

fn listen<'g>(seen: &Seen, gold: &'g Gold, language: &Language) -> Listener<'g> {
    facts::with_context(&seen.document, language, |context| {
        let rows = gold.achievements.iter().filter(|a| a.kind == "result");
        let wanted = rows.filter_map(|row| Some((quantity_of(row, context)?, whose(seen, row)))).collect();
        let mut listener = Listener { article: &gold.id, wanted, actors: Vec::new(), counted: Vec::new() };
        results::judged(context, &mut listener);
        listener
    })
}

fn whose(seen: &Seen, row: &GoldAchievement) -> Option<EntityId> {
    seen.id(row.get("by").split(';').next()?)
}

impl Judge for Listener<'_> {
    fn blank(&self) -> Features {
        Features::named()
    }

    fn actor(&mut self, context: &Context<'_>, quantity: Span, told: Option<Actor>) -> Option<Actor> {
        let all = candidates(context, quantity.start, Purpose::Result, told, &Features::named());
        let wanted = self.wanted.get(&quantity).copied().flatten();
        let Some(right) = all.iter().position(|c| Some(c.actor.entity) == wanted) else {
            return told.or(all.first().map(|c| c.actor));
        };
        let actor = all[right].actor;
        let candidates = all.into_iter().map(|c| c.features).collect();
        self.actors.push(Choice { article: self.article.into(), candidates, right });
        Some(actor)
    }

    fn accept(&mut self, _: &Context<'_>, quantity: Span, signs: Features, _: &Verdict<'_>) -> Option<f64> {
        let is_result = self.wanted.contains_key(&quantity);
        let candidates = vec![signs, Features::named()];
        self.counted.push(Choice { article: self.article.into(), candidates, right: usize::from(!is_result) });
        is_result.then_some(1.0)
    }
}

/// The quantity in the row's quote that has the row's number; 0 is told by a number, too (一起也未发生).
fn quantity_of(row: &GoldAchievement, context: &Context<'_>) -> Option<Span> {
    let quote = row.get("quote");
    let start = context.article.text.find(quote)?;
    let value: f64 = row.get("value").parse().ok()?;
    let inside = context.mentions[context.mentions_in(Span::new(start, start + quote.len()))].iter();
    let fits = |v: &Option<Value>| match v {
        Some(Value::Quantity(q)) => (q.value - value).abs() < 1e-6 || value == 0.0 && q.value == 1.0,
        _ => false,
    };
    inside.filter(|m| m.kind == MentionKind::Quantity && fits(&m.value)).map(|m| m.span).next()
}
