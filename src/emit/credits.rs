//! Names of the credit lines → nodes: the article's own entity where it speaks of the same name, a new one otherwise.

use super::draft::Draft;
use super::{classes, entities, identity};
use crate::language::{Class, Lexicon};
use crate::model::{Credit, CreditKind, EntityId, EntityKind, Span, Subtype};
use crate::vocabulary::schema;
use oxigraph::model::NamedNode;

/// Probability that a name of a credit line is right: of the publishers, sources, authors and editors of the annotated
/// test articles, 561 of 568 are.
const CONFIDENCE: f64 = 0.98;

/// The publisher, source or a body among authors. `usual` is what such a body is when its name does not tell.
pub fn organization(draft: &mut Draft<'_>, name: &str, span: Option<Span>, usual: Subtype) -> NamedNode {
    let node = match known(draft, name, EntityKind::Organization) {
        Some(id) => draft.node(id).clone(),
        None => new_organization(draft, name, usual),
    };
    annotate(draft, &node, span);
    node
}

fn new_organization(draft: &mut Draft<'_>, name: &str, usual: Subtype) -> NamedNode {
    let subtype = subtype_of(&draft.emitter.language.lexicon, name).unwrap_or(usual);
    let near: Vec<String> = identity::near(draft.emitter, draft.document).into_iter().map(String::from).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let area = draft.emitter.gazetteer.leading(name, &near);
    let bare = area.is_none() && identity::is_bare(draft.emitter.language, name);
    let scope = area.filter(|a| !a.settled).map(|a| draft.emitter.minter.node("place", a.code));
    let scope = scope.or_else(|| bare.then(|| draft.article.clone()));
    let node = draft.emitter.minter.named("org", name, scope.as_ref());
    classes::specific(subtype).iter().for_each(|c| draft.class(&node, *c));
    draft.class(&node, schema::ORGANIZATION);
    draft.text(&node, schema::NAME, name);
    entities::write_area(draft, subtype, &node, area.map(|a| a.code.to_string()), false);
    node
}

/// What the longest suffix the lexicon knows makes of a body's name.
fn subtype_of(lexicon: &Lexicon, name: &str) -> Option<Subtype> {
    let ends = lexicon.find_all(name).filter(|f| f.span.end == name.len());
    let suffixes = ends.filter(|f| matches!(f.entry.class, Class::BodySuffix | Class::Body | Class::User));
    let longest = suffixes.max_by_key(|f| f.span.len())?;
    longest.entry.subtype.filter(|s| s.kind() == EntityKind::Organization)
}

/// An author or editor. `newsroom` tells namesakes of different papers apart.
pub fn credited(draft: &mut Draft<'_>, credit: &Credit, newsroom: &NamedNode) -> NamedNode {
    if credit.kind == CreditKind::Organization {
        return organization(draft, &credit.name, credit.span, Subtype::Other);
    }
    let node = match known(draft, &credit.name, EntityKind::Person) {
        Some(id) => draft.node(id).clone(),
        None => {
            let node = draft.emitter.minter.named("person", &credit.name, Some(newsroom));
            draft.class(&node, schema::PERSON);
            draft.text(&node, schema::NAME, &credit.name);
            node
        }
    };
    annotate(draft, &node, credit.span);
    node
}

fn known(draft: &Draft<'_>, name: &str, kind: EntityKind) -> Option<EntityId> {
    draft.document.entities.iter().position(|e| e.kind == kind && e.is_called(name)).map(EntityId)
}

fn annotate(draft: &mut Draft<'_>, node: &NamedNode, span: Option<Span>) {
    if let Some(span) = span.filter(|s| !s.is_empty()) {
        draft.annotations.note(node, span, CONFIDENCE);
    }
}
