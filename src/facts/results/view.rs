//! A clause with one of its quantities marked → what result patterns read, and their verdict.

use super::what::Said;
use super::{Context, is_quantity};
use crate::facts::masked::Masked;
use crate::model::Span;

/// A clause and its quantities.
pub struct View<'c> {
    /// The document.
    pub context: &'c Context<'c>,
    /// Bytes of the clause.
    pub clause: Span,
    /// All mentions masked.
    pub masked: Masked,
    /// Indices of the document's mentions that are quantities of this clause, in text order.
    pub quantities: Vec<usize>,
    ranges: Vec<std::ops::Range<usize>>,
}

/// What the patterns say of a quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict<'l> {
    /// A result, by which rule, how surely.
    Yes(&'l str, f64),
    /// Said to be none.
    Zero(&'l str),
    /// No result, by which rule.
    No(&'l str),
}

impl<'l> Verdict<'l> {
    /// Rule and weight of a result.
    pub fn accepted(&self) -> Option<(&'l str, f64)> {
        match *self {
            Self::Yes(rule, weight) => Some((rule, weight)),
            Self::Zero(rule) => Some((rule, 0.9)),
            Self::No(_) => None,
        }
    }
}

impl<'c> View<'c> {
    /// The clause at `clause`.
    pub fn new(context: &'c Context<'c>, clause: Span) -> Self {
        let masked = context.masked(clause);
        let (ranges, quantities) = masked.mentions().filter(|(_, m)| is_quantity(context, *m)).unzip();
        Self { context, clause, masked, quantities, ranges }
    }

    /// Bytes of the nth quantity.
    pub fn span(&self, nth: usize) -> Span {
        self.context.mentions[self.quantities[nth]].span
    }

    /// The masked clause with the nth quantity as ⟨printed⟩.
    pub fn marked(&self, nth: usize) -> String {
        let range = &self.ranges[nth];
        let text = &self.masked.text;
        format!("{}⟨{}⟩{}", &text[..range.start], self.context.plain(self.span(nth)), &text[range.end..])
    }

    /// Whether the nth quantity is a result.
    pub fn verdict(&self, nth: usize, phrase: &Said) -> Verdict<'c> {
        let marked = self.marked(nth);
        let rules = self
            .context
            .language
            .results
            .rules()
            .iter()
            .filter(|r| r.value.as_deref().is_some_and(|v| asks(v, phrase)));
        let Some(rule) = rules.into_iter().find(|r| r.regex.is_match(&marked)) else {
            return Verdict::No("results/none");
        };
        match rule.value.as_deref() {
            Some("no" | "no-unless-verb") => Verdict::No(&rule.name),
            Some("zero") => Verdict::Zero(&rule.name),
            _ => Verdict::Yes(&rule.name, rule.weight.unwrap_or(0.7)),
        }
    }
}

/// Whether a rule with that value is asked about the phrase.
fn asks(value: &str, phrase: &Said) -> bool {
    match value {
        "no" | "yes" | "zero" => true,
        "no-unless-verb" => phrase.verb.is_empty(),
        "verb" => phrase.done(),
        "unlisted" => phrase.plain_length >= UNLISTED,
        _ => false,
    }
}

/// Shortest phrase, in characters, that is taken for verb and noun when its verb is not listed.
const UNLISTED: usize = 4;
