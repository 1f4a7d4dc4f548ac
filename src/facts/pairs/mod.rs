//! What the rules say of two names, and names that stand near each other → the ties that are likely enough.
//!
//! Whether a person works for a body, a body runs a program or somebody founded a body hangs on many weak signs. The rules'
//! facts are signs among others here: a likely pair becomes a fact without a rule, an unlikely one is left out in spite of it.

pub mod signs;

use super::{Context, hierarchy, subjects};
use crate::language::linear::{Features, probabilities};
use crate::model::{
    Claim, EntityId, EntityKind, Evidence, Fact, MentionKind, Object, Predicate, Relation, Span, Standing,
};
use std::collections::{BTreeMap, BTreeSet};

/// Two entities and the tie asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// worksFor, runBy, founder or parentOrganization.
    pub predicate: Predicate,
    /// Whom it is said of.
    pub subject: EntityId,
    /// To whom.
    pub object: EntityId,
}

/// What is known of a pair.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Indices of the rules' facts that say so.
    pub told: Vec<usize>,
    /// Mentions of subject and object that stand near each other.
    pub near: Vec<(usize, usize)>,
}

/// The rules' ties, looked up from either end.
#[derive(Debug)]
pub struct Told<'f> {
    facts: &'f [Fact],
    by_subject: BTreeMap<(Predicate, EntityId), BTreeSet<EntityId>>,
    by_object: BTreeMap<(Predicate, EntityId), BTreeSet<EntityId>>,
}

impl<'f> Told<'f> {
    /// Of all that the rules say.
    pub fn new(facts: &'f [Fact]) -> Self {
        let mut told = Self { facts, by_subject: BTreeMap::new(), by_object: BTreeMap::new() };
        for Pair { predicate, subject, object } in facts.iter().filter_map(of_fact) {
            told.by_subject.entry((predicate, subject)).or_default().insert(object);
            told.by_object.entry((predicate, object)).or_default().insert(subject);
        }
        told
    }

    /// How many objects the subject has.
    fn objects(&self, predicate: Predicate, subject: EntityId) -> usize {
        self.by_subject.get(&(predicate, subject)).map_or(0, BTreeSet::len)
    }

    /// How many subjects the object has.
    fn subjects(&self, predicate: Predicate, object: EntityId) -> usize {
        self.by_object.get(&(predicate, object)).map_or(0, BTreeSet::len)
    }

    fn says(&self, pair: &Pair) -> bool {
        self.by_subject.get(&(pair.predicate, pair.subject)).is_some_and(|all| all.contains(&pair.object))
    }
}

/// A pair is a fact when it is at least as likely; where precision and recall are in balance on articles that the weights
/// never saw.
const LIKELY: f64 = 0.33;
/// Rule of ties that no other rule tells.
const RULE: &str = "pairs/likely";
/// How many mentions before and after one are looked at.
const WINDOW: usize = 10;
/// How many places where two names meet are looked at.
const MEETINGS: usize = 6;

/// Which tie two kinds of mention might have: subject, object, predicate.
const TIES: [(MentionKind, &[MentionKind], Predicate); 4] = [
    (MentionKind::Person, &[MentionKind::Organization], Predicate::WorksFor),
    (MentionKind::Program, &[MentionKind::Organization, MentionKind::Person], Predicate::RunBy),
    (MentionKind::Organization, &[MentionKind::Person, MentionKind::Organization], Predicate::Founder),
    (MentionKind::Organization, &[MentionKind::Organization], Predicate::ParentOrganization),
];

/// The facts with the ties between names decided by the trained weights; unchanged where there are none.
pub fn weigh(context: &Context<'_>, facts: Vec<Fact>) -> Vec<Fact> {
    let weights = &context.language.pairs;
    if weights.is_empty() {
        return facts;
    }
    let mut shares: Vec<Option<f64>> = vec![None; facts.len()];
    let mut found = Vec::new();
    let told = Told::new(&facts);
    for (pair, known) in pairs(context, &facts) {
        let features = signs::of(context, &told, &pair, &known, &Features::default());
        let share = probabilities(&[weights.score(&features), 0.0])[0];
        known.told.iter().for_each(|i| shares[*i] = Some(share));
        if known.told.is_empty() && share >= LIKELY {
            found.extend(known.near.first().map(|near| fact(context, pair, *near, share)));
        }
    }
    let weighed = facts.into_iter().zip(shares).filter(|(_, share)| share.is_none_or(|s| s >= LIKELY));
    weighed.map(|(fact, share)| Fact { confidence: share.unwrap_or(fact.confidence), ..fact }).chain(found).collect()
}

fn fact(context: &Context<'_>, pair: Pair, near: (usize, usize), share: f64) -> Fact {
    let [subject, object] = [near.0, near.1].map(|m| context.mentions[m].span);
    let quote = |span| Evidence { span, trigger: None, rule: RULE.into() };
    let together = context.sentence_at(subject.start).is_some_and(|s| s.span.contains(object));
    let mut evidence = vec![quote(if together { subject.join(object) } else { clause(context, subject) })];
    if !together {
        evidence.push(quote(clause(context, object)));
        evidence.sort_by_key(|e| e.span);
    }
    let relation = Relation { subject: pair.subject, predicate: pair.predicate, object: Object::Entity(pair.object) };
    Fact { claim: Claim::Relation(relation), standing: Standing::Done, evidence, confidence: share }
}

/// The clause round a name.
fn clause(context: &Context<'_>, name: Span) -> Span {
    let sentence = context.sentence_at(name.start);
    let clause = sentence.and_then(|s| s.clauses.iter().rev().find(|c| c.start <= name.start));
    clause.filter(|c| c.contains(name)).copied().unwrap_or(name)
}

/// All pairs worth a decision: those that the rules tell, and names of fitting kinds near each other.
pub fn pairs(context: &Context<'_>, facts: &[Fact]) -> BTreeMap<Pair, Known> {
    let mut all: BTreeMap<Pair, Known> = BTreeMap::new();
    for (i, fact) in facts.iter().enumerate() {
        if let Some(pair) = of_fact(fact) {
            all.entry(pair).or_default().told.push(i);
        }
    }
    for at in 0..context.mentions.len() {
        for (predicate, other) in others(context, at) {
            let (Some(subject), Some(object)) = (context.entity(at), context.entity(other)) else { continue };
            let known = all.entry(Pair { predicate, subject, object }).or_default();
            if subject != object && known.near.len() < MEETINGS && !known.near.contains(&(at, other)) {
                known.near.push((at, other));
            }
        }
    }
    let placed = placed(facts);
    let told_by_name = |pair: &Pair| pair.predicate == Predicate::ParentOrganization && placed.contains(&pair.subject);
    all.retain(|pair, _| pair.subject != pair.object && !told_by_name(pair));
    let gap = |(a, b): &(usize, usize)| a.abs_diff(*b);
    all.values_mut().for_each(|known| known.near.sort_by_key(|n| (gap(n), *n)));
    all
}

/// Bodies whose names tell what is above them: that is certain.
fn placed(facts: &[Fact]) -> BTreeSet<EntityId> {
    let subject = |f: &Fact| match &f.claim {
        Claim::Relation(relation) if f.evidence[0].rule == hierarchy::BY_NAME => Some(relation.subject),
        _ => None,
    };
    facts.iter().filter_map(subject).collect()
}

/// The pair of a rule's fact; `None` for what a name tells, which is not weighed.
pub fn of_fact(fact: &Fact) -> Option<Pair> {
    if fact.evidence.first().is_some_and(|e| e.rule == hierarchy::BY_NAME) {
        return None;
    }
    let Claim::Relation(Relation { subject, predicate, object: Object::Entity(object) }) = &fact.claim else {
        return None;
    };
    let weighed = TIES.iter().any(|(_, _, p)| p == predicate);
    weighed.then_some(Pair { predicate: *predicate, subject: *subject, object: *object })
}

/// The mentions that might be tied to the mention `at`: those of its sentence near it, whoever acts there, the body named
/// last in an earlier sentence and the one the article speaks of most.
fn others(context: &Context<'_>, at: usize) -> Vec<(Predicate, usize)> {
    let mention = &context.mentions[at];
    let Some(sentence) = context.sentence_at(mention.span.start) else { return Vec::new() };
    let inside = context.mentions_in(sentence.span);
    let near = at.saturating_sub(WINDOW).max(inside.start)..(at + 1 + WINDOW).min(inside.end);
    let actor = || subjects::actor_of(context, mention.span.start).and_then(|a| mention_at(context, a.entity, a.span));
    let apart = || elsewhere(context, at, inside.start);
    let mut out = Vec::new();
    for (_, objects, predicate) in TIES.iter().filter(|(kind, _, _)| *kind == mention.kind) {
        let fits = |m: &usize| *m != at && objects.contains(&context.mentions[*m].kind);
        out.extend(near.clone().chain(actor()).chain(apart()).filter(fits).map(|m| (*predicate, m)));
    }
    out
}

/// The body named last before the sentence whose mentions begin at `start`, and the body the article speaks of most, where
/// it was named last before the mention `at`.
fn elsewhere(context: &Context<'_>, at: usize, start: usize) -> Vec<usize> {
    let body = |m: &usize| context.mentions[*m].kind == MentionKind::Organization;
    let last = (start.saturating_sub(WINDOW)..start).rev().find(body);
    let main = context.subjects.main().and_then(|actor| {
        let mentions = &context.entities[actor.entity.0].mentions;
        let before = mentions.partition_point(|m| *m < at);
        before.checked_sub(1).map_or(mentions.first(), |i| mentions.get(i)).copied()
    });
    last.into_iter().chain(main).collect()
}

/// The entity's mention at that place, or its first.
fn mention_at(context: &Context<'_>, entity: EntityId, span: Span) -> Option<usize> {
    let mentions = &context.entities[entity.0].mentions;
    let kind = context.entities[entity.0].kind;
    let at = mentions.partition_point(|m| context.mentions[*m].span.start < span.start);
    let exact = mentions.get(at).filter(|m| context.mentions[**m].span == span);
    exact.or_else(|| mentions.first()).copied().filter(|_| kind != EntityKind::Place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts;
    use crate::language::Language;
    use crate::language::linear::Linear;
    use crate::model::Stated;
    use crate::pipeline;

    /// The ties that `weights` leave of an article in which the rules tell one.
    fn ties(weights: &str) -> Vec<(Predicate, String)> {
        let mut language = Language::load(&[]).unwrap();
        language.pairs = Linear::parse("t.tsv", weights).unwrap();
        let text = "清河派出所换新颜\n2024-03-05\n清河县公安局清河派出所民警李建国说，大家都很高兴。";
        let document = pipeline::extract(text, &Stated::default(), &language);
        let told = facts::read(&document, &language).into_iter().filter_map(|f| of_fact(&f));
        let told = told.filter(|pair| pair.predicate == Predicate::WorksFor);
        told.map(|pair| (pair.predicate, document.entities[pair.subject.0].name.clone())).collect()
    }

    #[test]
    fn the_weights_decide_over_what_the_rules_tell() {
        let by_rule = vec![(Predicate::WorksFor, "李建国".to_string())];
        assert_eq!(ties(""), by_rule);
        assert_eq!(ties("wO\t3\n"), by_rule);
        assert_eq!(ties("wO\t-3\n"), []);
    }
}
