//! Sentences, mentions and entities → facts, each with the words that say it.
//!
//! Every reader is a function from [`Context`] to facts; [`read`] lists them once. A reader never sees another's output.

pub mod agents;
pub mod deeds;
pub mod hierarchy;
pub mod honours;
pub mod masked;
#[cfg(test)]
mod measure;
#[cfg(test)]
mod measure_results;
pub mod pairs;
pub mod programs;
pub mod results;
pub mod roles;
pub mod standing;
pub mod subjects;

use crate::language::Language;
use crate::model::{
    Article, Claim, Deed, Document, Entity, EntityId, Fact, Honour, Measurement, Mention, Object, Relation, Sentence,
    Span,
};
use masked::Masked;
use std::cell::OnceCell;
use subjects::Subjects;

/// What a reader of facts may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'d> {
    /// The article; rules read `article.plain`, quotes come from `article.text` by the same spans.
    pub article: &'d Article,
    /// In text order.
    pub sentences: &'d [Sentence],
    /// In text order, never overlapping.
    pub mentions: &'d [Mention],
    /// In order of first mention.
    pub entities: &'d [Entity],
    /// For each mention, its entity.
    pub entity_of: &'d [Option<EntityId>],
    /// Grammars and lexicons.
    pub language: &'d Language,
    /// Who acts where; ask [`subjects::actor_of`].
    pub subjects: &'d Subjects,
    /// Who founded what; ask [`programs::founders`], which several readers do.
    founders: &'d OnceCell<Vec<programs::Founding>>,
}

impl<'d> Context<'d> {
    /// The stretch as rules read it (simplified script).
    pub fn plain(&self, span: Span) -> &'d str {
        span.of(&self.article.plain)
    }

    /// The stretch with its mentions masked.
    pub fn masked(&self, span: Span) -> Masked {
        Masked::new(&self.article.plain, span, self.mentions)
    }

    /// The stretch with its names, titles and awards masked; dates and quantities stand as printed.
    pub fn names_masked(&self, span: Span) -> Masked {
        Masked::names_only(&self.article.plain, span, self.mentions)
    }

    /// Where the sentence's paragraph starts, in bytes.
    pub fn paragraph_start(&self, sentence: &Sentence) -> usize {
        sentence.paragraph.map_or(sentence.span.start, |p| self.article.paragraphs[p].span.start)
    }

    /// The sentence in which byte `at` stands, or the last before it. A binary search.
    pub fn sentence_at(&self, at: usize) -> Option<&'d Sentence> {
        let count = self.sentences.partition_point(|s| s.span.start <= at);
        count.checked_sub(1).map(|i| &self.sentences[i])
    }

    /// The entity behind a mention.
    pub fn entity(&self, mention: usize) -> Option<EntityId> {
        self.entity_of[mention]
    }

    /// The words of a stretch, without blanks.
    pub fn words(&self, span: Span) -> Vec<&'d str> {
        self.language.words.split(span.of(&self.article.plain))
    }

    /// Indices of the mentions wholly inside `span`, in text order.
    pub fn mentions_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.mentions.partition_point(|m| m.span.start < span.start);
        let count = self.mentions[first..].iter().take_while(|m| m.span.end <= span.end).count();
        first..first + count
    }
}

type Reader = fn(&Context<'_>) -> Vec<Fact>;

/// The readers, in the order in which their facts are listed when they start at the same place.
const READERS: &[Reader] = &[hierarchy::read, roles::read, programs::read, honours::read, results::read, deeds::read];

/// Reads every fact of the document's sentences. `document.facts` is not looked at.
pub fn read(document: &Document, language: &Language) -> Vec<Fact> {
    with_context(document, language, |context| {
        let mut facts = pairs::weigh(context, told(context));
        facts.iter_mut().for_each(|fact| fact.confidence *= MOST * names_right(context, &fact.claim));
        facts.sort_by_key(|f| f.evidence.first().map_or(usize::MAX, |e| e.span.start));
        facts
    })
}

/// How likely a fact is that every sign speaks for: its share right on articles that the weights never saw.
const MOST: f64 = 0.97;

/// How likely it is that the names a claim stands on are names.
fn names_right(context: &Context<'_>, claim: &Claim) -> f64 {
    let sure = |id: &EntityId| {
        let scores = context.entities[id.0].mentions.iter().map(|m| f64::from(context.mentions[*m].score));
        let most = scores.fold(0.0, f64::max);
        // A name that only follows from another has no mention of its own.
        if most == 0.0 { 1.0 } else { most }
    };
    match claim {
        Claim::Relation(Relation { subject, object: Object::Entity(object), .. }) => sure(subject) * sure(object),
        Claim::Relation(Relation { subject, .. }) => sure(subject),
        Claim::Honour(Honour { by, .. }) | Claim::Deed(Deed { by, .. }) => by.iter().map(sure).product(),
        Claim::Result(Measurement { by, .. }) => by.iter().map(sure).product(),
    }
}

/// What the rules say, before pairs of names are weighed.
pub fn told(context: &Context<'_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = READERS.iter().flat_map(|reader| reader(context)).collect();
    standing::judge(context, &mut facts);
    facts
}

/// Calls `look` with what readers of facts may look at.
pub fn with_context<T>(document: &Document, language: &Language, look: impl FnOnce(&Context<'_>) -> T) -> T {
    let entity_of = document.entity_of_mention();
    let nobody = Subjects::default();
    let founders = OnceCell::new();
    let names = Context {
        article: &document.article,
        sentences: &document.sentences,
        mentions: &document.mentions,
        entities: &document.entities,
        entity_of: &entity_of,
        language,
        subjects: &nobody,
        founders: &founders,
    };
    let subjects = Subjects::read(&names);
    look(&Context { subjects: &subjects, ..names })
}
