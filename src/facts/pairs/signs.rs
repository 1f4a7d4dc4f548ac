//! A pair of names with all places where they meet → the features that speak for and against the tie.

use super::{Known, Pair, Told};
use crate::facts::{Context, subjects};
use crate::language::linear::Features;
use crate::model::{EntityId, MentionKind, Predicate, Span};

/// Words between two names that are looked at one by one; more make "far".
const BETWEEN: usize = 12;
/// Characters beside a name that are looked at.
const ROUND: usize = 8;

/// The features of a pair, added to `blank`.
pub fn of(context: &Context<'_>, told: &Told<'_>, pair: &Pair, known: &Known, blank: &Features) -> Features {
    let mut out = blank.clone();
    let signs = Signs { context, told, pair, tie: tie(pair, context) };
    signs.by_rules(known, &mut out);
    signs.by_entities(known, &mut out);
    for (i, (subject, object)) in known.near.iter().enumerate() {
        signs.by_meeting(*subject, *object, i == 0, &mut out);
    }
    out.dedup();
    out
}

/// The tie in short: predicate and kind of the object.
fn tie(pair: &Pair, context: &Context<'_>) -> String {
    let letter = match pair.predicate {
        Predicate::WorksFor => 'w',
        Predicate::RunBy => 'r',
        Predicate::ParentOrganization => 'p',
        _ => 'f',
    };
    format!("{letter}{}", context.entities[pair.object.0].kind.letter())
}

struct Signs<'s, 'd> {
    context: &'s Context<'d>,
    told: &'s Told<'s>,
    pair: &'s Pair,
    tie: String,
}

impl Signs<'_, '_> {
    /// Which rules say so, and whether they say something else of the same subject.
    fn by_rules(&self, known: &Known, out: &mut Features) {
        let tie = &self.tie;
        out.add(format_args!("{tie}"));
        out.add(format_args!("{tie} told={}", known.told.len().min(3)));
        for fact in known.told.iter().map(|i| &self.told.facts[*i]) {
            for evidence in &fact.evidence {
                out.add(format_args!("{tie} rule={}", evidence.rule));
            }
            out.add(format_args!("{tie} sure={}", (fact.confidence * 10.0) as u32));
        }
        let told = u8::from(!known.told.is_empty());
        let Pair { predicate, subject, object } = *self.pair;
        let rivals = self.told.objects(predicate, subject) - known.told.len().min(1);
        let twins = self.told.subjects(predicate, object) - known.told.len().min(1);
        out.add(format_args!("{tie} rivals={}{told}", rivals.min(3)));
        out.add(format_args!("{tie} twins={}{told}", twins.min(3)));
        let reversed = self.told.says(&Pair { predicate, subject: object, object: subject });
        out.add(format_args!("{tie} reversed={}", u8::from(reversed)));
    }

    /// What the two are, and how much the article speaks of them.
    fn by_entities(&self, known: &Known, out: &mut Features) {
        let tie = &self.tie;
        let [subject, object] = [self.pair.subject, self.pair.object].map(|e| &self.context.entities[e.0]);
        let told = u8::from(!known.told.is_empty());
        out.add(format_args!("{tie} from={}", subject.subtype.name()));
        out.add(format_args!("{tie} to={}", object.subtype.name()));
        out.add(format_args!("{tie} to={}{told}", object.subtype.name()));
        out.add(format_args!("{tie} {}>{}", subject.subtype.name(), object.subtype.name()));
        out.add(format_args!("{tie} meets={}{told}", known.near.len().min(4)));
        let count = |e: EntityId| self.context.entities[e.0].mentions.len();
        out.add(format_args!("{tie} subject-named={}", count(self.pair.subject).min(4)));
        out.add(format_args!("{tie} object-named={}", count(self.pair.object).min(4)));
        let main = self.context.subjects.main().map(|m| m.entity);
        out.add(format_args!("{tie} main={}{told}", u8::from(main == Some(self.pair.object))));
        out.add(format_args!("{tie} main-subject={}", u8::from(main == Some(self.pair.subject))));
        out.add(format_args!("{tie} named-in={}{told}", u8::from(object.name.contains(&subject.name))));
        out.add(format_args!("{tie} names-it={}{told}", u8::from(subject.name.contains(&object.name))));
        let first = object.name.chars().next();
        let same = first.is_some() && subject.name.chars().next() == first;
        out.add(format_args!("{tie} same-start={}{told}", u8::from(same)));
        let tail: String = last(&subject.name, 2).into();
        out.add(format_args!("{tie} tail={tail}"));
        let tail: String = last(&object.name, 2).into();
        out.add(format_args!("{tie} object-tail={tail}"));
    }

    /// How the two stand to each other where they meet.
    fn by_meeting(&self, subject: usize, object: usize, nearest: bool, out: &mut Features) {
        let (context, tie) = (self.context, &self.tie);
        let [a, b] = [subject.min(object), subject.max(object)].map(|m| context.mentions[m].span);
        let Some(sentence) = context.sentence_at(b.start) else { return };
        if a.start < sentence.span.start || a.end > b.start {
            return self.by_distance(subject, object, nearest, out);
        }
        let side = if subject < object { '>' } else { '<' };
        let between = Span::new(a.end, b.start);
        let masked = context.names_masked(between).text;
        let near = if nearest { "near" } else { "also" };
        if masked.chars().count() <= BETWEEN {
            out.add(format_args!("{tie}{side} [{masked}]"));
        }
        let words = context.words(between);
        out.add(format_args!("{tie}{side}{near} words={}", bucket(words.len())));
        for word in words.iter().take(BETWEEN).filter(|_| words.len() <= 2 * BETWEEN) {
            out.add(format_args!("{tie}{side} {word}"));
        }
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            out.add(format_args!("{tie}{side} first={first}"));
            out.add(format_args!("{tie}{side} last={last}"));
        }
        self.by_names_between(subject, object, side, out);
        self.by_surroundings(a, b, side, out);
        let clauses = sentence.clauses.iter().filter(|c| c.start >= a.end && c.start <= b.start).count();
        out.add(format_args!("{tie}{side}{near} clauses={}", clauses.min(3)));
        out.add(format_args!("{tie}{side} heading={}", u8::from(sentence.heading)));
        let actor = subjects::actor_of(context, context.mentions[subject].span.start);
        out.add(format_args!("{tie}{side} actor={}", u8::from(actor.is_some_and(|a| a.entity == self.pair.object))));
    }

    /// How two stand to each other that meet in no sentence: how far apart, who acts where the subject is named, and what
    /// stands beside it.
    fn by_distance(&self, subject: usize, object: usize, nearest: bool, out: &mut Features) {
        let (context, tie) = (self.context, &self.tie);
        let [own, other] = [subject, object].map(|m| context.mentions[m].span);
        let acts = subjects::actor_of(context, own.start).is_some_and(|a| a.entity == self.pair.object);
        let near = if nearest { "near" } else { "also" };
        if acts {
            out.add(format_args!("{tie} acts-there"));
        }
        let number = |at: usize| context.sentences.partition_point(|s| s.span.start <= at);
        let side = if other.start < own.start { '<' } else { '>' };
        let back = bucket(number(own.start).abs_diff(number(other.start)));
        out.add(format_args!("{tie} apart{side}{near} back={back}{}", u8::from(acts)));
        let paragraph = |at: usize| context.sentence_at(at).and_then(|s| s.paragraph);
        let same = paragraph(own.start) == paragraph(other.start);
        out.add(format_args!("{tie} apart{near} paragraph={}{}", u8::from(same), u8::from(acts)));
        let main = context.subjects.main().is_some_and(|m| m.entity == self.pair.object);
        out.add(format_args!("{tie} apart{near} main={}{}", u8::from(main), u8::from(acts)));
        let Some(sentence) = context.sentence_at(own.start) else { return };
        let plain = &context.article.plain;
        let before = last(&plain[sentence.span.start.min(own.start)..own.start], ROUND);
        for word in context.language.words.split(before).iter().rev().take(3) {
            out.add(format_args!("{tie} apart before {word}"));
        }
        let after: String = plain[own.end..sentence.span.end.max(own.end)].chars().take(ROUND).collect();
        for word in context.language.words.split(&after).iter().take(2) {
            out.add(format_args!("{tie} apart then {word}"));
        }
        let bodies = context.mentions[context.mentions_in(sentence.span)].iter();
        let bodies = bodies.filter(|m| m.kind == MentionKind::Organization).count();
        out.add(format_args!("{tie} apart bodies={}{}", bodies.min(3), u8::from(main)));
    }

    /// Which names stand between, and whether a nearer one of the object's kind does.
    fn by_names_between(&self, subject: usize, object: usize, side: char, out: &mut Features) {
        let tie = &self.tie;
        let between = &self.context.mentions[subject.min(object) + 1..subject.max(object)];
        for kind in [MentionKind::Organization, MentionKind::Person, MentionKind::Program, MentionKind::Position] {
            let count = between.iter().filter(|m| m.kind == kind).count();
            out.add(format_args!("{tie}{side} {}={}", kind.letter(), count.min(3)));
        }
        let letters: String = between.iter().take(4).map(|m| m.kind.letter()).collect();
        out.add(format_args!("{tie}{side} row={letters}"));
    }

    /// The words before the first and after the second.
    fn by_surroundings(&self, a: Span, b: Span, side: char, out: &mut Features) {
        let tie = &self.tie;
        let plain = &self.context.article.plain;
        let before: String = last(&plain[..a.start], 1).into();
        let after: String = plain[b.end..].chars().take(2).collect();
        out.add(format_args!("{tie}{side} before={before}"));
        out.add(format_args!("{tie}{side} after={after}"));
        out.add(format_args!("{tie}{side} after={}", after.chars().next().unwrap_or('-')));
        let next = self.context.mentions.partition_point(|m| m.span.start < b.end);
        let next = self.context.mentions.get(next).filter(|m| m.span.start == b.end);
        out.add(format_args!("{tie}{side} next={}", next.map_or('-', |m| m.kind.letter())));
        let end = self.context.sentence_at(b.start).map_or(b.end, |s| s.span.end).max(b.end);
        let clause = plain[b.end..end].find(['，', ',', '。', '；']).map_or(end, |i| b.end + i);
        for word in self.context.words(Span::new(b.end, clause)).iter().take(4) {
            out.add(format_args!("{tie}{side} then {word}"));
        }
    }
}

fn bucket(count: usize) -> usize {
    match count {
        0..=3 => count,
        4..=5 => 4,
        6..=9 => 6,
        10..=16 => 10,
        _ => 17,
    }
}

/// The last characters.
fn last(text: &str, count: usize) -> &str {
    let at = text.char_indices().rev().nth(count - 1).map_or(0, |(i, _)| i);
    &text[at..]
}
