//! An annotated article → choices: which of its clauses tell a deed.

use super::learn::Choice;
use super::seen::Seen;
use crate::evaluate::gold::Gold;
use crate::facts::{self, deeds};
use crate::language::Language;
use crate::language::linear::Features;
use crate::model::Span;

/// Which clauses tell a deed: each with and without.
pub fn told(gold: &Gold, language: &Language) -> Vec<Choice> {
    let document = Seen::annotated(gold, language).document;
    let quotes: Vec<Span> =
        gold.achievements.iter().filter(|a| a.kind == "deed").filter_map(|a| quote(gold, a.get("quote"))).collect();
    facts::with_context(&document, language, |context| {
        let sentences = context.sentences.iter().filter(|s| !s.heading);
        let candidates = sentences.flat_map(|s| deeds::candidates(context, s, &Features::named()));
        let choice = |candidate: deeds::Candidate| {
            let is_deed = quotes.iter().any(|q| covers(*q, candidate.clause));
            let candidates = vec![candidate.features, Features::named()];
            Choice { article: gold.id.clone(), candidates, right: usize::from(!is_deed) }
        };
        candidates.map(choice).collect()
    })
}

fn quote(gold: &Gold, quote: &str) -> Option<Span> {
    let start = gold.text.find(quote)?;
    Some(Span::new(start, start + quote.len()))
}

/// Whether the quote holds half of the clause, or lies in it.
fn covers(quote: Span, clause: Span) -> bool {
    let common = quote.end.min(clause.end).saturating_sub(quote.start.max(clause.start));
    2 * common >= clause.len().min(quote.len())
}
