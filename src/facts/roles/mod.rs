//! People beside titles and bodies → worksFor, jobTitle.

mod employer;

pub use employer::body_before;

use super::masked::Masked;
use super::{Context, agents};
use crate::language::Rule;
use crate::model::{EntityId, EntityKind, Evidence, Fact, MentionKind, Object, Predicate, Span};
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
    let mut posts = Vec::new();
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        for rule in
            context.language.relations.rules_named("roles/").chain(context.language.relations.rules_named("team/"))
        {
            for captures in rule.regex.captures_iter(&masked.text) {
                posts.extend(read_match(context, &masked, rule, &captures));
            }
        }
    }
    posts.sort_by_key(|p| p.span);
    let mut facts = Vec::new();
    let placed: BTreeSet<EntityId> = posts.iter().filter(|p| p.bodies().next().is_some()).map(|p| p.person).collect();
    for post in &posts {
        post.facts(context, &mut facts);
        facts.extend(second_employer(context, post));
        if post.bodies().next().is_none() && !placed.contains(&post.person) {
            facts.extend(employer_fact(context, post));
        }
    }
    facts
}

impl Post<'_> {
    fn bodies(&self) -> impl Iterator<Item = EntityId> {
        self.bodies.iter().copied().chain(self.titles.iter().filter_map(|(_, b)| *b))
    }

    fn facts(&self, context: &Context<'_>, facts: &mut Vec<Fact>) {
        for (title, _) in &self.titles {
            let printed = context.mentions[*title].span.of(&context.article.text);
            facts.push(self.fact(Predicate::JobTitle, Object::Text(printed.to_string()), 0.95));
        }
        facts.extend(self.bodies().map(|b| self.fact(Predicate::WorksFor, Object::Entity(b), 0.95)));
    }

    fn fact(&self, predicate: Predicate, object: Object, confidence: f64) -> Fact {
        let evidence = Evidence { span: self.span, trigger: None, rule: self.rule.name.clone().into() };
        Fact::relation(self.person, predicate, object, evidence, self.rule.weight.unwrap_or(confidence))
    }
}

/// In 副指挥长、县应急管理局局长 the first title's body is the one spoken of before.
fn second_employer(context: &Context<'_>, post: &Post<'_>) -> Option<Fact> {
    let (title, _) = post.titles.first().filter(|(_, body)| body.is_none())?;
    let later = post.titles.iter().find_map(|(_, b)| *b)?;
    let (body, confidence) = employer::of(context, *title).filter(|(b, _)| *b != later)?;
    Some(post.fact(Predicate::WorksFor, Object::Entity(body), confidence))
}

/// The body a title without one refers to.
fn employer_fact(context: &Context<'_>, post: &Post<'_>) -> Option<Fact> {
    let (body, confidence) = post.titles.iter().find_map(|(title, _)| employer::of(context, *title))?;
    let evidence = Evidence { span: post.span, trigger: None, rule: "relations/roles/employer".into() };
    Some(Fact::relation(post.person, Predicate::WorksFor, Object::Entity(body), evidence, confidence))
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
