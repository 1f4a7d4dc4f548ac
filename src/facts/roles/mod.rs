//! People beside titles and bodies → worksFor, jobTitle.

mod employer;

pub use employer::body_before;

use super::masked::Masked;
use super::programs::founders;
use super::{Context, agents};
use crate::language::Rule;
use crate::model::{
    Claim, Entity, EntityId, EntityKind, Evidence, Fact, MentionKind, Object, Predicate, Relation, Span, Subtype,
};
use regex::Captures;
use std::collections::BTreeSet;

/// Someone's post as one match tells it.
#[derive(Debug)]
struct Post<'r> {
    person: EntityId,
    /// Mentions of titles, each with the body named before it, if one is.
    titles: Vec<(usize, Option<EntityId>)>,
    /// Bodies said without a title.
    bodies: Vec<EntityId>,
    span: Span,
    rule: &'r Rule,
}

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let grammar = &context.language.relations;
    let mut posts = Vec::new();
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        let sifted = grammar.sift(&masked.text);
        let rules = grammar.rules_named("roles/").chain(grammar.rules_named("team/"));
        for rule in rules.filter(|r| sifted.may_match(r)) {
            for captures in rule.regex.captures_iter(&masked.text) {
                posts.extend(read_match(context, &masked, rule, &captures));
            }
        }
    }
    posts.sort_by_key(|p| p.span);
    let mut facts = Vec::new();
    let known = Known::new(context, &posts);
    for post in &posts {
        post.facts(context, &mut facts);
        facts.extend(known.employers(context, post));
    }
    facts.extend(named_after(context));
    let placed = facts.iter().filter_map(placed).collect();
    facts.extend(founding_members(context, &placed));
    facts
}

/// The person of a worksFor.
fn placed(fact: &Fact) -> Option<EntityId> {
    match &fact.claim {
        Claim::Relation(Relation { subject, predicate: Predicate::WorksFor, .. }) => Some(*subject),
        _ => None,
    }
}

/// People who founded a body and are placed nowhere else work in it.
fn founding_members(context: &Context<'_>, placed: &BTreeSet<EntityId>) -> Vec<Fact> {
    let is_person = |id: EntityId| context.entities[id.0].kind == EntityKind::Person;
    let founders = founders(context).iter().copied().filter(|(_, who, _)| is_person(*who) && !placed.contains(who));
    let member = |(body, who, span)| {
        let evidence = Evidence { span, trigger: None, rule: "relations/roles/founder".into() };
        Fact::relation(who, Predicate::WorksFor, Object::Entity(body), evidence, 0.7)
    };
    founders.map(member).collect()
}

/// 李海云 works in 李海云创新工作室, when the room is at work.
fn named_after(context: &Context<'_>) -> Vec<Fact> {
    let entities = || (0..).map(EntityId).zip(context.entities);
    let people = || entities().filter(|(_, e)| e.kind == EntityKind::Person && e.name.chars().count() > 1);
    let is_room = |e: &Entity| {
        let fits = context.language.relations.rules_named("named-after/").any(|r| r.regex.is_match(&e.name));
        fits && matches!(e.subtype, Subtype::WorkRoom | Subtype::Department | Subtype::Other)
    };
    let mut facts = Vec::new();
    for (room, entity) in entities().filter(|(_, e)| e.kind == EntityKind::Organization && is_room(e)) {
        let given = |name: &str| name.chars().skip(1).collect::<String>();
        let named =
            |p: &str| entity.name.starts_with(p) || given(p).chars().count() == 2 && entity.name.starts_with(&given(p));
        let person = people().find(|(_, p)| named(&p.name));
        let acts = entity.mentions.iter().find(|m| !planned(context, **m));
        if let (Some((person, _)), Some(mention)) = (person, acts) {
            let span = context.mentions[*mention].span;
            let evidence = Evidence { span, trigger: None, rule: "relations/roles/named-after".into() };
            facts.push(Fact::relation(person, Predicate::WorksFor, Object::Entity(room), evidence, 0.8));
        }
    }
    facts
}

/// Whether the words before a mention put it into the future.
fn planned(context: &Context<'_>, mention: usize) -> bool {
    let start = context.mentions[mention].span.start;
    let sentence = context.sentence_at(start);
    let before = sentence.map_or("", |s| context.plain(Span::new(s.span.start, start)));
    context.language.relations.rules_named("planned/").any(|r| r.regex.is_match(before))
}

/// What the posts say of bodies in so many words.
struct Known<'d> {
    placed: BTreeSet<EntityId>,
    titles: BTreeSet<(EntityId, &'d str)>,
}

impl<'d> Known<'d> {
    fn new(context: &Context<'d>, posts: &[Post<'_>]) -> Self {
        let placed = posts.iter().filter(|p| p.bodies().next().is_some()).map(|p| p.person).collect();
        let bound = |p: &Post<'_>| p.titles.clone().into_iter().filter(|(_, b)| b.is_some()).collect::<Vec<_>>();
        let titles = posts.iter().flat_map(|p| bound(p).into_iter().map(|(t, _)| (p.person, title(context, t))));
        Self { placed, titles: titles.collect() }
    }

    /// The bodies that titles without one refer to: any for a person placed nowhere, else only one that the title's own
    /// words name (队长 and 服务队).
    fn employers(&self, context: &Context<'d>, post: &Post<'_>) -> Vec<Fact> {
        let mut facts = Vec::new();
        let unbound = post
            .titles
            .iter()
            .filter(|(t, b)| b.is_none() && !self.titles.contains(&(post.person, title(context, *t))));
        let mut placed = self.placed.contains(&post.person);
        for (mention, _) in unbound {
            let Some(employer) = employer::of(context, *mention) else { continue };
            if placed && !employer.named {
                continue;
            }
            placed = true;
            let evidence = Evidence { span: post.span, trigger: None, rule: "relations/roles/employer".into() };
            let object = Object::Entity(employer.body);
            facts.push(Fact::relation(post.person, Predicate::WorksFor, object, evidence, employer.confidence));
        }
        facts
    }
}

fn title<'d>(context: &Context<'d>, mention: usize) -> &'d str {
    context.mentions[mention].span.of(&context.article.text)
}

impl Post<'_> {
    fn bodies(&self) -> impl Iterator<Item = EntityId> {
        self.bodies.iter().copied().chain(self.titles.iter().filter_map(|(_, b)| *b))
    }

    fn facts(&self, context: &Context<'_>, facts: &mut Vec<Fact>) {
        for (title, _) in &self.titles {
            let mention = &context.mentions[*title];
            let printed = mention.span.of(&context.article.text).to_string();
            let fact = self.fact(Predicate::JobTitle, Object::Text(printed), 0.95);
            // A title that was cut wrongly makes a wrong fact of a right rule.
            facts.push(Fact { confidence: fact.confidence * f64::from(mention.score), ..fact });
        }
        facts.extend(self.bodies().map(|b| self.fact(Predicate::WorksFor, Object::Entity(b), 0.95)));
    }

    fn fact(&self, predicate: Predicate, object: Object, confidence: f64) -> Fact {
        let evidence = Evidence { span: self.span, trigger: None, rule: self.rule.name.clone().into() };
        Fact::relation(self.person, predicate, object, evidence, self.rule.weight.unwrap_or(confidence))
    }
}

fn read_match<'r>(context: &Context<'r>, masked: &Masked, rule: &'r Rule, captures: &Captures<'_>) -> Vec<Post<'r>> {
    let group = |name: &str| captures.name(name).map_or(Vec::new(), |m| masked.mentions_in(m.range()));
    let span = captures.get(0).map(|m| masked.span(m.range())).expect("group 0 always matches");
    let mut titles = Vec::new();
    let mut body = None;
    for mention in group("posts") {
        match context.mentions[mention].kind {
            MentionKind::Organization => body = context.entity(mention),
            MentionKind::Position => titles.push((mention, body)),
            _ => {}
        }
    }
    let mut bodies: Vec<EntityId> = group("body").into_iter().filter_map(|m| context.entity(m)).collect();
    if rule.name.starts_with("relations/team/") {
        bodies.extend(group("people").first().and_then(|p| employer::team(context, *p)));
    }
    let mut people = group("people");
    people.retain(|m| context.mentions[*m].kind == MentionKind::Person);
    let mut people: Vec<EntityId> = people.into_iter().filter_map(|m| context.entity(m)).collect();
    if rule.value.as_deref() == Some("subject") {
        let at = captures.name("verb").map_or(span.start, |m| masked.span(m.range()).start);
        people =
            agents::of_verb(context, at, &|id| context.entities[id.0].kind == EntityKind::Person).unwrap_or_default();
        people.truncate(1);
    }
    people
        .into_iter()
        .map(|person| Post { person, titles: titles.clone(), bodies: bodies.clone(), span, rule })
        .collect()
}
