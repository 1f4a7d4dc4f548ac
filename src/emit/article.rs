//! The article itself → its node: headline, date, credits, what it is about and what it mentions.

use super::draft::Draft;
use super::{credits, iri};
use crate::model::{Claim, CreditKind, Entity, EntityId, EntityKind, Object, Printed, Script, Subtype};
use crate::vocabulary::{schema, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use std::collections::BTreeSet;

/// Writes the article's node.
pub fn write(draft: &mut Draft<'_>) {
    let node = draft.article.clone();
    let article = &draft.document.article;
    draft.class(&node, schema::NEWS_ARTICLE);
    printed(draft, schema::HEADLINE, article.headline.as_ref());
    article.other_headlines.iter().for_each(|h| draft.text(&node, schema::ALTERNATIVE_HEADLINE, &h.text));
    printed(draft, schema::ARTICLE_SECTION, article.section.as_ref());
    printed(draft, schema::CREDIT_TEXT, article.credit_text.as_ref());
    printed(draft, schema::DATELINE, article.dateline.as_ref());
    let language = if article.script == Script::Traditional { "zh-Hant" } else { "zh-CN" };
    draft.text(&node, schema::IN_LANGUAGE, language);
    if let Some(date) = article.published.as_ref().and_then(|p| date(&p.text)) {
        draft.add(&node, schema::DATE_PUBLISHED, date);
    }
    write_identifiers(draft, &node);
    write_addresses(draft, &node);
    write_credits(draft, &node);
    write_body(draft, &node);
    write_subjects(draft, &node);
}

fn printed(draft: &mut Draft<'_>, property: NamedNodeRef<'_>, printed: Option<&Printed>) {
    let node = draft.article.clone();
    draft.text(&node, property, printed.map_or("", |p| &p.text));
}

/// A date, or a date and time with its offset, as a typed literal; anything else would break readers of the graph.
pub fn date(text: &str) -> Option<Literal> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let datatype = match shape.as_str() {
        "0000-00-00" => xsd::DATE,
        "0000-00-00T00:00:00Z" | "0000-00-00T00:00:00+00:00" | "0000-00-00T00:00:00-00:00" => xsd::DATE_TIME,
        _ => return None,
    };
    Some(Literal::new_typed_literal(text, datatype))
}

/// The digest of the text, and what the collection it comes from calls it.
fn write_identifiers(draft: &mut Draft<'_>, node: &NamedNode) {
    let article = &draft.document.article;
    write_identifier(draft, node, "sha256", "sha256", &article.id);
    if let Some(own) = &article.stated.identifier {
        write_identifier(draft, node, &format!("id-{}", iri::hash(own, 8)), "id", own);
    }
}

fn write_identifier(draft: &mut Draft<'_>, node: &NamedNode, name: &str, of: &str, value: &str) {
    let identifier = iri::fragment(node, name);
    draft.class(&identifier, schema::PROPERTY_VALUE);
    draft.text(&identifier, schema::PROPERTY_ID, of);
    draft.text(&identifier, schema::VALUE, value);
    draft.add(node, schema::IDENTIFIER, identifier);
}

fn write_addresses(draft: &mut Draft<'_>, node: &NamedNode) {
    let stated = &draft.document.article.stated;
    if let Some(url) = &stated.url {
        draft.add(node, schema::URL, address(url));
    }
    stated.images.iter().for_each(|image| draft.add(node, schema::IMAGE, address(image)));
}

fn address(url: &str) -> Term {
    NamedNode::new(url).map_or_else(|_| Literal::new_simple_literal(url).into(), Term::from)
}

fn write_credits(draft: &mut Draft<'_>, node: &NamedNode) {
    let article = &draft.document.article;
    let mut newsroom = node.clone();
    if let Some(publisher) = article.publisher.as_ref().filter(|p| !p.text.is_empty()) {
        newsroom = credits::organization(draft, &publisher.text, publisher.span, Subtype::Media);
        draft.add(node, schema::PUBLISHER, newsroom.clone());
        write_site(draft, node, &publisher.text, &newsroom);
    }
    if let Some(source) = article.source.as_ref().filter(|s| !s.text.is_empty()) {
        let source = credits::organization(draft, &source.text, source.span, Subtype::Other);
        draft.add(node, schema::SOURCE_ORGANIZATION, source);
    }
    for author in &article.authors {
        let author = credits::credited(draft, author, &newsroom);
        draft.add(node, schema::AUTHOR, author);
    }
    for editor in &article.editors {
        // schema.org lets only people edit.
        let person = editor.kind == CreditKind::Person;
        let editor = credits::credited(draft, editor, &newsroom);
        draft.add(node, if person { schema::EDITOR } else { schema::CONTRIBUTOR }, editor);
    }
}

fn write_site(draft: &mut Draft<'_>, node: &NamedNode, name: &str, publisher: &NamedNode) {
    let site = draft.emitter.minter.named("website", name, None);
    draft.class(&site, schema::WEB_SITE);
    draft.text(&site, schema::NAME, name);
    draft.add(&site, schema::PUBLISHER, publisher.clone());
    draft.add(node, schema::IS_PART_OF, site);
}

fn write_body(draft: &mut Draft<'_>, node: &NamedNode) {
    let body = draft.document.article.body();
    let characters = body.chars().filter(|c| !c.is_whitespace()).count();
    if characters > 0 {
        draft.add(node, schema::WORD_COUNT, Literal::from(characters as i64));
    }
    if draft.emitter.options.body {
        draft.text(node, schema::ARTICLE_BODY, &body);
    }
}

/// `about` the main actors, `mentions` every other entity and every achievement.
fn write_subjects(draft: &mut Draft<'_>, node: &NamedNode) {
    let main: Vec<NamedNode> = main_actors(draft).into_iter().map(|id| draft.node(id).clone()).collect();
    for actor in &main {
        draft.add(node, schema::ABOUT, actor.clone());
    }
    let mentioned: Vec<NamedNode> = draft.nodes.iter().chain(&draft.achievements).cloned().collect();
    for other in mentioned.into_iter().filter(|n| !main.contains(n)) {
        draft.add(node, schema::MENTIONS, other);
    }
    if let Some(place) = main.first().and_then(|actor| place_of(draft, actor)) {
        draft.add(node, schema::CONTENT_LOCATION, place);
    }
}

/// The place the main actor serves or stands in is where the story plays.
fn place_of(draft: &Draft<'_>, actor: &NamedNode) -> Option<Term> {
    let stands = |p: &NamedNode| *p == schema::LOCATION || *p == schema::AREA_SERVED;
    let subject = actor.clone().into();
    let mut places = draft.triples.iter().filter(|t| t.subject == subject && stands(&t.predicate));
    places.next().map(|t| t.object.clone())
}

/// The one or two entities that most is said of: acting in a fact, standing in the headline and being named often count.
fn main_actors(draft: &Draft<'_>) -> Vec<EntityId> {
    let weights = weights(draft);
    let mut ranked: Vec<EntityId> = (0..weights.len())
        .map(EntityId)
        .filter(|id| draft.document.entity(*id).kind != EntityKind::Place && weights[id.0] > 0)
        .collect();
    ranked.sort_by_key(|id| std::cmp::Reverse(weights[id.0]));
    let most = ranked.first().map_or(0, |id| weights[id.0]);
    let mut seen = BTreeSet::new();
    let main = ranked.into_iter().filter(|id| weights[id.0] * 3 >= most * 2);
    main.filter(|id| seen.insert(draft.node(*id).as_str().to_string())).take(2).collect()
}

fn weights(draft: &Draft<'_>) -> Vec<usize> {
    let headline = draft.document.article.headline.as_ref().and_then(|h| h.span);
    let weight = |entity: &Entity| {
        let mut spans = entity.mentions.iter().map(|m| draft.document.mentions[*m].span);
        let in_headline = spans.any(|s| headline.is_some_and(|h| h.contains(s)));
        entity.mentions.len() + if in_headline { 5 } else { 0 }
    };
    let mut weights: Vec<usize> = draft.document.entities.iter().map(weight).collect();
    for EntityId(id) in draft.facts.iter().flat_map(|fact| actors(&fact.claim)) {
        weights[id] += 3;
    }
    weights
}

fn actors(claim: &Claim) -> Vec<EntityId> {
    match claim {
        Claim::Relation(relation) => match relation.object {
            Object::Entity(id) => vec![id],
            Object::Text(_) => Vec::new(),
        },
        Claim::Honour(honour) => honour.by.clone(),
        Claim::Result(result) => result.by.clone(),
        Claim::Deed(deed) => deed.by.clone(),
    }
}
