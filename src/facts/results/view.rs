//! A clause with one of its quantities marked → what result patterns read, and their verdict.

use super::what::Said;
use super::{Context, is_quantity};
use crate::facts::masked::Masked;
use crate::model::{EntityId, Span, Subtype};

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

    /// Whether the clause speaks of everybody in the area that the actor, a public body, answers for.
    fn own_area(&self, actor: EntityId) -> bool {
        let entity = &self.context.entities[actor.0];
        let public = matches!(
            entity.subtype,
            Subtype::Government
                | Subtype::Party
                | Subtype::MassOrganization
                | Subtype::PublicInstitution
                | Subtype::Admin
        );
        let clause = self.context.plain(self.clause);
        let name = entity.mentions.iter().map(|m| self.context.plain(self.context.mentions[*m].span));
        public && AREAS.iter().any(|(all, unit)| clause.starts_with(all) && name.clone().any(|n| n.contains(unit)))
    }

    /// Whether the nth quantity is a result.
    pub fn verdict(&self, nth: usize, phrase: &Said, actor: EntityId) -> Verdict<'c> {
        let marked = self.marked(nth);
        let own_area = self.own_area(actor);
        let grammar = &self.context.language.results;
        let sifted = grammar.sift(&marked);
        let asked = |value: &str| asks(value, phrase) && !(value == "no-for-others" && own_area);
        let mut rules = grammar.rules().iter().filter(|r| r.value.as_deref().is_some_and(asked));
        let Some(rule) = rules.find(|r| sifted.may_match(r) && r.regex.is_match(&marked)) else {
            return Verdict::No("results/none");
        };
        match rule.value.as_deref() {
            Some("no" | "no-unless-verb" | "no-for-others") => Verdict::No(&rule.name),
            Some("zero") => Verdict::Zero(&rule.name),
            _ => Verdict::Yes(&rule.name, rule.weight.unwrap_or(0.7)),
        }
    }
}

/// The letter of the area a figure of everybody is about, with the names of bodies that answer for it.
const AREAS: [(&str, &str); 6] =
    [("全县", "县"), ("全市", "市"), ("全区", "区"), ("全省", "省"), ("全旗", "旗"), ("全镇", "镇")];

/// Whether a rule with that value is asked about the phrase.
fn asks(value: &str, phrase: &Said) -> bool {
    match value {
        "no" | "no-for-others" | "yes" | "zero" => true,
        "no-unless-verb" => phrase.verb.is_empty(),
        "verb" => phrase.done(),
        "unlisted" => phrase.plain_length >= UNLISTED,
        _ => false,
    }
}

/// Shortest phrase, in characters, that is taken for verb and noun when its verb is not listed.
const UNLISTED: usize = 4;
