//! A title without a body (所长, 队长) → the body it most likely refers to.

use crate::facts::{Context, subjects};
use crate::model::{EntityId, EntityKind, Span, Subtype};
use std::collections::BTreeMap;

/// How many mentions back a body may stand.
const REACH: usize = 80;

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
    if context.language.relations.rules_named("freelance/").any(|r| r.regex.is_match(words)) {
        return None;
    }
    let hint = hint(context, title);
    let topic = subjects::actor_of(context, context.mentions[title].span.start).map(|a| a.entity);
    let mut scores: BTreeMap<EntityId, (f64, bool)> = BTreeMap::new();
    let around = (0..title).rev().take(REACH).chain((title + 1..context.mentions.len()).take(REACH));
    for mention in around {
        let Some(body) = context.entity(mention).filter(|e| is_body(context, *e)) else { continue };
        let Some(fit) = fit(context, words, hint, body).filter(|_| may_employ(context, words, body)) else { continue };
        let spoken_of = if topic == Some(body) { 0.4 } else { 0.0 };
        let near = nearness(context, mention, title) - penalty(context, mention);
        let score = fit + near + prominence(context, body) + spoken_of;
        let best = scores.entry(body).or_insert((f64::MIN, fit > 1.0));
        best.0 = best.0.max(score);
    }
    let (body, (score, named)) = scores.into_iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.0.cmp(&a.0)))?;
    (score > 0.8).then_some(Employer { body, named, confidence: (0.4 + 0.12 * score).min(0.9) })
}

/// The body that a unit named without its own body at mention `unit` belongs to, among those wanted.
pub fn body_before(context: &Context<'_>, unit: usize, wanted: &dyn Fn(EntityId) -> bool) -> Option<(EntityId, f64)> {
    let hint = hint(context, unit);
    let mut best: Option<(f64, EntityId)> = None;
    for mention in (unit.saturating_sub(REACH)..unit).rev() {
        let Some(body) = context.entity(mention).filter(|e| is_body(context, *e) && wanted(*e)) else { continue };
        let Some(fit) = fit(context, "", hint, body) else { continue };
        let score = fit + nearness(context, mention, unit) + prominence(context, body) - penalty(context, mention);
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, body));
        }
    }
    best.filter(|(score, _)| *score > 0.8).map(|(score, body)| (body, (0.4 + 0.12 * score).min(0.9)))
}

/// The team whose members the person at mention `person` is named among: the last one named before.
pub fn team(context: &Context<'_>, person: usize) -> Option<EntityId> {
    let before = (0..person).rev().take(REACH).filter(|m| penalty(context, *m) == 0.0);
    let bodies = before.filter_map(|m| context.entity(m)).filter(|e| is_body(context, *e));
    bodies.map(|b| (b, fit(context, "队员", None, b))).find(|(_, f)| f.is_some_and(|f| f > 1.0)).map(|(b, _)| b)
}

/// A party branch employs its secretary, not the constable.
fn may_employ(context: &Context<'_>, title: &str, body: EntityId) -> bool {
    let party = context.entities[body.0].subtype == Subtype::Party;
    !party || context.language.relations.rules_named("party/").any(|r| r.regex.is_match(title))
}

fn is_body(context: &Context<'_>, id: EntityId) -> bool {
    context.entities[id.0].kind == EntityKind::Organization
}

/// The short noun right before the title or at its beginning that says which kind of body is meant (公司, 社区).
fn hint<'d>(context: &Context<'d>, title: usize) -> Option<&'d str> {
    let span = context.mentions[title].span;
    let sentence = context.sentences.iter().rev().find(|s| s.span.start <= span.start)?;
    let before = context.plain(Span::new(sentence.span.start, span.start));
    let whole = context.plain(span);
    let rules = context.language.relations.rules_named("hint/");
    let find = |r: &'d crate::language::Rule, text: &'d str| r.regex.captures(text)?.name("hint").map(|m| m.as_str());
    rules.filter_map(|r| if r.value.as_deref() == Some("before") { find(r, before) } else { find(r, whole) }).next()
}

/// 2 when title and body go together, 0 when the title does not tell, nothing when they cannot.
fn fit(context: &Context<'_>, title: &str, hint: Option<&str>, body: EntityId) -> Option<f64> {
    let entity = &context.entities[body.0];
    let names = || std::iter::once(entity.name.as_str()).chain(entity.other_names.iter().map(String::as_str));
    if let Some(hint) = hint {
        return names().any(|n| n.contains(hint)).then_some(2.0);
    }
    let mut judged = Some(0.0);
    for name in names() {
        let pair = format!("{title}@{name}");
        for captures in context.language.relations.rules_named("fit/").filter_map(|r| r.regex.captures(&pair)) {
            if captures.name("fits").is_some() {
                return Some(2.0);
            }
            judged = None;
        }
    }
    judged
}

/// Up to 1.5, less with every mention between; a body of the same sentence counts most.
fn nearness(context: &Context<'_>, mention: usize, title: usize) -> f64 {
    if mention > title {
        return -0.5 - 0.02 * (mention - title) as f64;
    }
    let between = context.plain(Span::new(context.mentions[mention].span.end, context.mentions[title].span.start));
    let distance = (title - mention) as f64;
    let broken = if between.contains('\n') { 0.5 } else { 0.0 };
    (1.2 - 0.06 * distance - broken).max(-0.5)
}

/// 0 to 1.5: how much of the article is about the body.
fn prominence(context: &Context<'_>, body: EntityId) -> f64 {
    let count = |id: usize| context.entities[id].mentions.len() as f64;
    let bodies = (0..context.entities.len()).filter(|id| context.entities[*id].kind == EntityKind::Organization);
    let most = bodies.map(count).fold(1.0, f64::max);
    1.5 * count(body.0) / most
}

/// Bodies that give, host or are only spoken to are seldom the employer.
fn penalty(context: &Context<'_>, mention: usize) -> f64 {
    let start = context.mentions[mention].span.start;
    let before = &context.article.plain[..start];
    let governed = context.language.relations.words("prepositions").iter().any(|w| before.ends_with(w.as_str()));
    if governed { 1.0 } else { 0.0 }
}
