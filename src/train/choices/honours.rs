//! An annotated article → choices: who received the honours that name nobody beside them.

use super::learn::Choice;
use super::seen::Seen;
use crate::evaluate::gold::Gold;
use crate::facts::honours::frames::Frame;
use crate::facts::honours::judge::Judge;
use crate::facts::subjects::candidates::Candidate;
use crate::facts::{self, Context, honours};
use crate::language::Language;
use crate::language::linear::Features;
use crate::model::{EntityId, Span};

/// Who received: the candidates of each annotated honour.
pub fn recipients(gold: &Gold, language: &Language) -> Vec<Choice> {
    let choices = |seen: &Seen| {
        facts::with_context(&seen.document, language, |context| {
            let mut listener = Listener { article: &gold.id, wanted: wanted(gold, seen), choices: Vec::new() };
            honours::judged(context, &mut listener);
            listener.choices
        })
    };
    Seen::both(gold, language).iter().flat_map(choices).collect()
}

/// The annotated honours: quote, and who received.
fn wanted(gold: &Gold, seen: &Seen) -> Vec<(Span, Vec<EntityId>)> {
    let rows = gold.achievements.iter().filter(|a| a.kind == "honour");
    let row = |a: &crate::evaluate::gold::GoldAchievement| {
        let quote = a.get("quote");
        let start = gold.text.find(quote)?;
        let by = a.get("by").split(';').filter_map(|id| seen.id(id.trim()));
        Some((Span::new(start, start + quote.len()), by.collect()))
    };
    rows.filter_map(row).collect()
}

/// Decides as the annotators did and notes what it was asked.
struct Listener<'g> {
    article: &'g str,
    wanted: Vec<(Span, Vec<EntityId>)>,
    choices: Vec<Choice>,
}

impl Judge for Listener<'_> {
    fn blank(&self) -> Features {
        Features::named()
    }

    fn recipient(&mut self, context: &Context<'_>, frame: &Frame<'_>, all: Vec<Candidate>) -> Option<EntityId> {
        let award = context.mentions[frame.awards[0].0].span;
        let told: Vec<EntityId> =
            self.wanted.iter().filter(|(quote, _)| quote.overlaps(award)).flat_map(|(_, by)| by.clone()).collect();
        let right = all.iter().position(|c| told.contains(&c.actor.entity))?;
        let recipient = all[right].actor.entity;
        let candidates = all.into_iter().map(|c| c.features).collect();
        self.choices.push(Choice { article: self.article.into(), candidates, right });
        Some(recipient)
    }
}
