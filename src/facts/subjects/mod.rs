//! A place in the text → who acts there: the subject of its clause, or of an earlier one when it is dropped.
//!
//! One pass over the clauses notes where the actor changes ([`Subjects`]); a query is a binary search.

mod anaphora;
pub mod candidates;
mod ranked;

use super::Context;
use super::masked::Masked;
use crate::language::Rule;
use crate::model::{Entity, EntityId, EntityKind, MentionKind, Sentence, Span};
use anaphora::{Link, Pointers};
pub use candidates::Purpose;
pub use ranked::likeliest;
use std::collections::BTreeMap;
use std::ops::Range;

/// Who acts, and where the text names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Actor {
    /// The acting entity.
    pub entity: EntityId,
    /// The mention or anaphor (该所) that names it.
    pub span: Span,
    /// Probability that it is the actor, 0 to 1.
    pub confidence: f64,
}

/// Where the actor changes, in text order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subjects {
    changes: Vec<Change>,
    /// Whom the article speaks of most: who acts where nobody is named.
    main: Option<Actor>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Change {
    at: usize,
    actor: Option<Actor>,
}

/// The actor of the verb at byte `at`, if one can be told. A binary search.
pub fn actor_of(context: &Context<'_>, at: usize) -> Option<Actor> {
    told(context, at)
}

/// Whom the rules of the subject find at byte `at`.
pub fn told(context: &Context<'_>, at: usize) -> Option<Actor> {
    let changes = &context.subjects.changes;
    let before = changes.partition_point(|c| c.at <= at);
    let Some(actor) = changes[..before].last().and_then(|c| c.actor) else { return context.subjects.main };
    let sentence = |byte: usize| context.sentences.partition_point(|s| s.span.start <= byte);
    let (here, there) = (sentence(at), sentence(actor.span.start));
    let paragraph = |n: usize| n.checked_sub(1).and_then(|n| context.sentences[n].paragraph);
    let distance = match here.saturating_sub(there) {
        0 => 1.0,
        _ if paragraph(here) != paragraph(there) => 0.75,
        _ => 0.9,
    };
    Some(Actor { confidence: actor.confidence * distance, ..actor })
}

impl Subjects {
    /// Whom the article is about.
    pub fn main(&self) -> Option<Actor> {
        self.main
    }

    /// Notes the actors of the whole document. `context.subjects` is not looked at.
    pub fn read(context: &Context<'_>) -> Self {
        let mut walk = Walk::new(context);
        walk.subjects.main = main_actor(context);
        for sentence in context.sentences {
            walk.sentence(sentence);
        }
        walk.subjects
    }
}

/// The body or person mentioned most often, if more than once.
fn main_actor(context: &Context<'_>) -> Option<Actor> {
    let acting = |(_, e): &(usize, &Entity)| matches!(e.kind, EntityKind::Organization | EntityKind::Person);
    let all = context.entities.iter().enumerate().filter(acting);
    let (id, entity) = all.max_by_key(|(id, e)| (e.mentions.len(), std::cmp::Reverse(*id)))?;
    let first = entity.mentions.first().filter(|_| entity.mentions.len() > 1)?;
    Some(Actor { entity: EntityId(id), span: context.mentions[*first].span, confidence: MAIN })
}

/// How often the main actor is right where nobody is named.
const MAIN: f64 = 0.4;

struct Walk<'c, 'd> {
    context: &'c Context<'d>,
    subjects: Subjects,
    pointers: Pointers<'c, 'd>,
    subject_rule: Option<&'d Rule>,
    topic: Option<Actor>,
    body: Option<Actor>,
    /// The body a person was named with: figures told by a speaker are of that body.
    employer: BTreeMap<EntityId, Actor>,
}

/// What a clause says of its subject.
struct Found {
    actor: Actor,
    /// The organization that stood in the same chain (清河派出所所长张三).
    body: Option<Actor>,
    speaks: bool,
    /// Whether it is only one of those spoken of (其中张三…): the topic stays.
    aside: bool,
}

impl<'c, 'd> Walk<'c, 'd> {
    fn new(context: &'c Context<'d>) -> Self {
        Self {
            context,
            subjects: Subjects::default(),
            pointers: Pointers::new(context),
            subject_rule: context.language.subjects.rules_named("subject").next(),
            topic: None,
            body: None,
            employer: BTreeMap::new(),
        }
    }

    fn change(&mut self, at: usize, actor: Option<Actor>) {
        self.subjects.changes.push(Change { at, actor });
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let before = self.topic;
        let mut founded = false;
        self.back_to_body(sentence);
        for &clause in &sentence.clauses {
            founded |= self.clause(clause);
            if founded && self.context.article.plain[clause.end..].starts_with(['；', ';']) {
                self.change(clause.end, self.topic);
                founded = false;
            }
        }
        if sentence.heading || founded {
            self.topic = if sentence.heading { before } else { self.topic };
            self.change(sentence.span.end, self.topic);
        }
    }

    /// A sentence about a person is over: one that begins with a period and has no subject of its own (今年以来，共受理…)
    /// is about the body again.
    fn back_to_body(&mut self, sentence: &Sentence) {
        let main = self.subjects.main.map(|m| m.entity);
        let person = |t: Actor| self.kind(t.entity) == EntityKind::Person && Some(t.entity) != main;
        let (Some(body), Some(first)) = (self.body, sentence.clauses.first()) else { return };
        if !self.topic.is_some_and(person) {
            return;
        }
        let masked = self.context.masked(*first);
        if self.matches("period-first", &masked.text) && self.subject(&masked, *first).is_none() {
            self.topic = Some(Actor { confidence: body.confidence * 0.9, ..body });
            self.change(sentence.span.start, self.topic);
        }
    }

    /// Notes the changes of one clause; whether a body was founded in it, which then acts to the sentence's end.
    fn clause(&mut self, clause: Span) -> bool {
        let masked = self.context.masked(clause);
        self.pointers.topic = self.topic.map(|t| t.entity);
        self.launched(&masked, clause);
        if let Some(found) = self.subject(&masked, clause) {
            self.settle(found, clause);
        }
        self.agent(&masked, clause);
        self.founded(&masked, clause)
    }

    /// …研发X，去年上线: X acts from there.
    fn launched(&mut self, masked: &Masked, clause: Span) {
        if !self.matches("launched", &masked.text) {
            return;
        }
        let before = self.context.mentions.partition_point(|m| m.span.end <= clause.start).checked_sub(1);
        let Some(index) = before else { return };
        let mention = &self.context.mentions[index];
        let touches = self.context.article.plain[mention.span.end..clause.start].chars().count() <= 2;
        let kind = matches!(mention.kind, MentionKind::Program | MentionKind::Organization);
        if let Some(entity) = self.context.entity_of[index].filter(|_| touches && kind) {
            let actor = Actor { entity, span: mention.span, confidence: 0.75 };
            self.topic = Some(actor);
            self.change(clause.start, Some(actor));
        }
    }

    fn settle(&mut self, found: Found, clause: Span) {
        let Found { actor, body, speaks, aside } = found;
        if let Some(body) = body.filter(|b| b.entity != actor.entity) {
            self.employer.insert(actor.entity, body);
        }
        self.change(actor.span.start, Some(actor));
        self.pointers.acted.push(actor.entity);
        if self.kind(actor.entity) == EntityKind::Person {
            self.pointers.person = Some(actor.entity);
        }
        if self.kind(actor.entity) == EntityKind::Organization {
            self.body = Some(actor);
        } else if body.is_some() {
            self.body = body;
        }
        self.pointers.body = self.body.map(|b| b.entity);
        if aside {
            self.change(clause.end, self.topic);
        } else if speaks {
            let spoken_for = body.or_else(|| self.employer.get(&actor.entity).copied());
            self.topic =
                spoken_for.map(|b| Actor { confidence: b.confidence * 0.9, ..b }).or(self.topic).or(Some(actor));
            self.change(clause.end, self.topic);
        } else {
            self.topic = Some(actor);
        }
    }

    fn kind(&self, entity: EntityId) -> EntityKind {
        self.context.entities[entity.0].kind
    }

    /// The subject that stands at the clause's beginning.
    fn subject(&self, masked: &Masked, clause: Span) -> Option<Found> {
        let Some(captures) = self.subject_rule?.regex.captures(&masked.text) else {
            return self.by_tail(masked, clause);
        };
        let (open, chain) = (captures.name("open")?, captures.name("chain")?);
        let mut rest = captures.name("rest")?.range();
        let mut links = self.first_of(masked, chain.range());
        while let Some((chain, after)) = self.of_which(&masked.text, rest.clone(), &links) {
            links = self.pointers.links(masked, chain);
            rest = after;
        }
        let rest = &masked.text[rest];
        let person = self.pointers.person.filter(|_| self.ends_with_title(&links) && open.as_str().ends_with("这位"));
        if let Some(entity) = person {
            let span = links.last()?.span;
            let actor = Actor { entity, span, confidence: 0.85 };
            return Some(Found { actor, body: None, speaks: false, aside: false });
        }
        let head = links.iter().rev().find(|l| l.kind != MentionKind::Position)?;
        let body = links.iter().rev().find(|l| l.kind == MentionKind::Organization);
        self.acts(head.kind, open.as_str(), rest).then_some(())?;
        let confidence = if open.as_str().is_empty() { 0.95 } else { 0.9 };
        let actor = |l: &Link| Some(Actor { entity: l.entity?, span: l.span, confidence: confidence * l.confidence });
        Some(Found {
            actor: actor(head)?,
            body: body.and_then(actor),
            speaks: self.matches("speech", rest),
            aside: head.kind == MentionKind::Person && open.as_str().contains("其中"),
        })
    }

    /// The first name of a joint subject; a title alone goes on to the next: 副组长、清河派出所所长张三.
    fn first_of(&self, masked: &Masked, chain: Range<usize>) -> Vec<Link> {
        let mut links = Vec::new();
        let mut at = chain.start;
        for part in masked.text[chain].split(['、', '和', '与', '及']) {
            links = self.pointers.links(masked, at..at + part.len());
            if links.iter().any(|l| l.kind != MentionKind::Position) && !self.ends_with_title(&links) {
                break;
            }
            at += part.len() + '、'.len_utf8();
        }
        links
    }

    /// 县妇联创办的X: X is the subject; so is the person after a title that is no mention (凤凰志工X).
    fn of_which(&self, text: &str, rest: Range<usize>, links: &[Link]) -> Option<(Range<usize>, Range<usize>)> {
        let grammar = &self.context.language.subjects;
        let after_body = links.last().is_some_and(|l| l.kind == MentionKind::Organization);
        let title = |c: &regex::Captures<'_>| c.name("gap").is_none_or(|gap| after_body && !self.is_verb(gap.as_str()));
        let rules = grammar.rules_named("of-which").chain(grammar.rules_named("unlisted-title"));
        let captures = rules.filter_map(|r| r.regex.captures(&text[rest.clone()])).find(title)?;
        let shift = |m: regex::Match<'_>| rest.start + m.start()..rest.start + m.end();
        Some((shift(captures.name("chain")?), shift(captures.name("rest")?)))
    }

    /// Whether a word between two names is a verb or preposition.
    fn is_verb(&self, word: &str) -> bool {
        let prepositions = self.context.language.subjects.words("preposition");
        let verbs = self.context.language.results.words("verb");
        prepositions.iter().chain(verbs.iter()).any(|w| word.contains(w.as_str()))
    }

    /// A subject that is the end of a name said before: 宣讲队.
    fn by_tail(&self, masked: &Masked, clause: Span) -> Option<Found> {
        let opening = self.context.language.subjects.rules_named("opening").find_map(|r| r.regex.find(&masked.text));
        let start = opening.map_or(0, |m| m.end());
        let (entity, length) = self.pointers.tail(&masked.text[start..], clause.start)?;
        let rest = &masked.text[start + length..];
        self.acts(MentionKind::Organization, "", rest).then_some(())?;
        let actor = Actor { entity, span: masked.span(start..start + length), confidence: 0.8 };
        Some(Found { actor, body: Some(actor), speaks: self.matches("speech", rest), aside: false })
    }

    fn ends_with_title(&self, links: &[Link]) -> bool {
        links.last().is_some_and(|l| l.kind == MentionKind::Position)
    }

    fn matches(&self, rule: &str, text: &str) -> bool {
        self.context.language.subjects.rules_named(rule).any(|r| r.regex.is_match(text))
    }

    /// Whether a name between `open` and `rest` can be a subject.
    fn acts(&self, kind: MentionKind, open: &str, rest: &str) -> bool {
        if open.ends_with('据') && !self.matches("speech", rest) {
            return false;
        }
        let words = self.context.language.subjects.words("preposition");
        let led = words.ends(open).is_some();
        !led && !self.matches("only-place", rest)
            && !self.matches("lends-hand", rest)
            && (kind != MentionKind::Place || self.matches("place-acts", rest) || self.starts_with_verb(rest))
    }

    fn starts_with_verb(&self, rest: &str) -> bool {
        self.context.language.results.words("verb").begins(rest).is_some()
    }

    /// 由X, 被X: X acts to the clause's end.
    fn agent(&mut self, masked: &Masked, clause: Span) {
        let rules = self.context.language.subjects.rules_named("agent");
        for rule in rules {
            let Some(chain) = rule.regex.captures(&masked.text).and_then(|c| c.name("chain")) else { continue };
            let links = self.pointers.links(masked, chain.range());
            let head = links.iter().rev().find(|l| l.kind != MentionKind::Position);
            let Some((entity, span)) = head.and_then(|l| Some((l.entity?, l.span))) else { continue };
            if self.matches("made-by", &masked.text) {
                self.topic = Some(Actor { entity, span, confidence: 0.7 });
            }
            let topic = self.topic;
            self.change(span.start, Some(Actor { entity, span, confidence: 0.85 }));
            self.change(clause.end, topic);
        }
    }

    /// 成立X at the clause's end: X acts in what follows.
    fn founded(&mut self, masked: &Masked, clause: Span) -> bool {
        let rules = self.context.language.subjects.rules_named("founded");
        if self.matches("joint-founding", &masked.text) {
            return false;
        }
        for rule in rules {
            let Some(chain) = rule.regex.captures(&masked.text).and_then(|c| c.name("chain")) else { continue };
            let links = self.pointers.links(masked, chain.range());
            let Some((entity, span)) = links.last().and_then(|l| Some((l.entity?, l.span))) else { continue };
            self.change(clause.end, Some(Actor { entity, span, confidence: 0.8 }));
            return true;
        }
        false
    }
}
