//! A title without a body (所长, 队长) → the body it most likely refers to.

use crate::facts::{Context, subjects};
use crate::language::{Rule, script};
use crate::model::{EntityId, EntityKind, MentionKind, Span, Subtype};
use std::collections::BTreeMap;

/// How many mentions away a body may stand.
const REACH: usize = 80;

/// A score that is enough to name a title's employer; below it nothing is said.
const ENOUGH: f64 = 1.5;

/// A score that is enough to name a bare unit's body.
const ENOUGH_FOR_UNIT: f64 = 0.8;

/// A body found for a title.
#[derive(Debug, Clone, Copy)]
pub struct Employer {
    /// The body.
    pub body: EntityId,
    /// Whether the title's words or the noun before it name that kind of body.
    pub named: bool,
    /// Probability that it is the employer, 0 to 1.
    pub confidence: f64,
}

/// The body that the title at mention `title` refers to.
///
/// A title goes with the bodies its words name (所长: 派出所), with the body its sentence speaks of, and with the one the
/// article speaks of most.
pub fn of(context: &Context<'_>, title: usize) -> Option<Employer> {
    let words = context.plain(context.mentions[title].span);
    let rules = |prefix: &'static str| context.language.relations.rules_named(prefix);
    let free = |prefix| rules(prefix).any(|r| r.regex.is_match(words));
    if free("freelance/") || free("freelance-behind/") && stands_behind_its_person(context, title) {
        return None;
    }
    let party = rules("party/").any(|r| r.regex.is_match(words));
    let wanted = |body: EntityId| party || context.entities[body.0].subtype != Subtype::Party;
    let search = Search::new(context, title, words, &wanted);
    let around = || (title.saturating_sub(REACH)..title).chain(title + 1..context.mentions.len().min(title + REACH));
    let hints = hints(context, title).into_iter().map(Some).chain([None]);
    hints.into_iter().find_map(|hint| search.best(around(), hint, ENOUGH))
}

/// Whether the title at mention `title` follows a name at once (王海主席).
fn stands_behind_its_person(context: &Context<'_>, title: usize) -> bool {
    let before = title.checked_sub(1).map(|m| &context.mentions[m]);
    before.is_some_and(|m| m.kind == MentionKind::Person && m.span.end == context.mentions[title].span.start)
}

/// The body that a unit named without its own body at mention `unit` belongs to, among those wanted; `words` are
/// matched with the bodies' names like a title.
pub fn body_before(
    context: &Context<'_>,
    unit: usize,
    words: &str,
    wanted: &dyn Fn(EntityId) -> bool,
) -> Option<(EntityId, f64)> {
    let search = Search::new(context, unit, words, wanted);
    let hint = hints(context, unit).first().copied();
    search.best(unit.saturating_sub(REACH)..unit, hint, ENOUGH_FOR_UNIT).map(|e| (e.body, e.confidence))
}

/// The team whose members the person at mention `person` is named among: the last one named before.
pub fn team(context: &Context<'_>, person: usize) -> Option<EntityId> {
    let search = Search::new(context, person, "队员", &|_| true);
    let before = (person.saturating_sub(REACH)..person).rev().filter(|m| search.penalty(*m) == 0.0);
    let bodies = before.filter_map(|m| context.entity(m)).filter(|e| search.is_body(*e));
    bodies.into_iter().find(|b| search.fit(None, *b).is_some_and(|f| f > 1.0))
}

/// The nouns right before the title or at its beginning that say which kind of body is meant (公司, 社区).
fn hints<'d>(context: &Context<'d>, title: usize) -> Vec<&'d str> {
    let span = context.mentions[title].span;
    let before = context.sentence_at(span.start).map_or("", |s| context.plain(Span::new(s.span.start, span.start)));
    let whole = context.plain(span);
    let rules = context.language.relations.rules_named("hint/");
    let find = |r: &'d Rule, text: &'d str| r.regex.captures(text)?.name("hint").map(|m| m.as_str());
    rules.filter_map(|r| if r.value.as_deref() == Some("before") { find(r, before) } else { find(r, whole) }).collect()
}

struct Search<'s, 'd> {
    context: &'s Context<'d>,
    title: usize,
    words: &'s str,
    /// The rules that know the title.
    rules: Vec<&'d Rule>,
    wanted: &'s dyn Fn(EntityId) -> bool,
    topic: Option<EntityId>,
    /// Mentions of the body mentioned most.
    most: f64,
}

impl<'s, 'd> Search<'s, 'd> {
    fn new(context: &'s Context<'d>, title: usize, words: &'s str, wanted: &'s dyn Fn(EntityId) -> bool) -> Self {
        let pair = format!("{words}@");
        let rules = context.language.relations.rules_named("fit/").filter(|r| r.regex.is_match(&pair)).collect();
        let topic = subjects::actor_of(context, context.mentions[title].span.start).map(|a| a.entity);
        let bodies = context.entities.iter().filter(|e| e.kind == EntityKind::Organization);
        let most = bodies.map(|e| e.mentions.len()).max().unwrap_or(1).max(1) as f64;
        Self { context, title, words, rules, wanted, topic, most }
    }

    fn best(&self, mentions: impl Iterator<Item = usize>, hint: Option<&str>, enough: f64) -> Option<Employer> {
        let mut nearest: BTreeMap<EntityId, f64> = BTreeMap::new();
        for mention in mentions {
            let Some(body) = self.context.entity(mention).filter(|e| self.is_body(*e)) else { continue };
            let near = self.nearness(mention) - self.penalty(mention);
            let best = nearest.entry(body).or_insert(f64::MIN);
            *best = best.max(near);
        }
        let score = |(body, near): (EntityId, f64)| {
            let fit = self.fit(hint, body)?;
            let spoken_of = if self.topic == Some(body) { 1.0 } else { 0.0 };
            Some((fit + near + spoken_of + self.prominence(body), fit, body))
        };
        let scored = nearest.into_iter().filter_map(score);
        let (score, fit, body) = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.cmp(&a.2)))?;
        let confidence = (0.4 + 0.12 * score).min(0.9);
        (score > enough).then_some(Employer { body, named: fit > 1.0, confidence })
    }

    fn is_body(&self, id: EntityId) -> bool {
        self.context.entities[id.0].kind == EntityKind::Organization && (self.wanted)(id)
    }

    /// 2 when title and body go together, 0 when the title does not tell, nothing when they cannot.
    fn fit(&self, hint: Option<&str>, body: EntityId) -> Option<f64> {
        let entity = &self.context.entities[body.0];
        let names = || std::iter::once(&entity.name).chain(&entity.other_names).map(|n| script::simplified(n));
        if let Some(hint) = hint {
            let ends = names().any(|n| n.ends_with(hint));
            return names().any(|n| n.contains(hint)).then_some(if ends { 2.4 } else { 2.0 });
        }
        if self.rules.is_empty() {
            return Some(0.0);
        }
        let pairs: Vec<String> = names().map(|n| format!("{}@{n}", self.words)).collect();
        let fits =
            |rule: &&Rule| pairs.iter().any(|p| rule.regex.captures(p).is_some_and(|c| c.name("fits").is_some()));
        self.rules.iter().any(fits).then_some(2.0)
    }

    /// Up to 1.2, less with every mention between and in another paragraph.
    fn nearness(&self, mention: usize) -> f64 {
        if mention > self.title {
            return -0.5 - 0.02 * (mention - self.title) as f64;
        }
        let paragraph = |m: usize| self.context.sentence_at(self.context.mentions[m].span.start).map(|s| s.paragraph);
        let elsewhere = if paragraph(mention) == paragraph(self.title) { 0.0 } else { 0.8 };
        (1.2 - 0.06 * (self.title - mention) as f64 - elsewhere).max(-0.5)
    }

    /// 0 to 1.5: how much of the article is about the body.
    fn prominence(&self, body: EntityId) -> f64 {
        1.5 * self.context.entities[body.0].mentions.len() as f64 / self.most
    }

    /// Bodies that give, host or are only spoken to are seldom the employer.
    fn penalty(&self, mention: usize) -> f64 {
        let before = &self.context.article.plain[..self.context.mentions[mention].span.start];
        let words = self.context.language.relations.words("prepositions");
        if words.ends(before).is_some() { 1.0 } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts;
    use crate::language::Language;
    use crate::model::{Claim, Predicate, Relation, Stated};
    use crate::pipeline;

    /// How many employers the rules find for the person of a sentence.
    fn employers(said: &str) -> usize {
        let text = format!("清河县工商联调研\n2024-03-05\n清河县工商联5日召开会议。{said}");
        let language = Language::embedded();
        let document = pipeline::extract(&text, &Stated::default(), language);
        let works = |claim: &Claim| matches!(claim, Claim::Relation(Relation { predicate: Predicate::WorksFor, .. }));
        facts::read(&document, language).iter().filter(|f| works(&f.claim)).count()
    }

    #[test]
    fn heads_of_states_belong_to_no_body_that_happens_to_stand_near() {
        assert_eq!(employers("会议学习李建国主席讲话。"), 0);
        assert_eq!(employers("会议学习李建国总书记讲话。"), 0);
        assert!(employers("清河县工商联主席李建国讲话。") > 0);
    }
}
