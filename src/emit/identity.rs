//! Entities → IRIs: by name where the name tells the thing apart, otherwise with a hash of what it belongs to.

use super::draft::relations;
use super::iri::Minter;
use super::{Emitter, classes};
use crate::language::{Class, Language};
use crate::model::{Document, Entity, EntityId, EntityKind, Fact, Object, Predicate, Subtype};
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;

/// How far scopes may nest (窗口 of a 派出所 of a 分局 …) before the article itself is taken.
const DEEPEST: usize = 16;

/// The node of each entity.
pub fn identify(emitter: &Emitter<'_>, document: &Document, facts: &[&Fact], article: &NamedNode) -> Vec<NamedNode> {
    let identifier = Identifier { emitter, document, owners: owners(facts), near: near(emitter, document), article };
    (0..document.entities.len()).map(|id| identifier.node(EntityId(id), 0)).collect()
}

/// Codes of the areas the article speaks of: by their own names, and by those that begin the names of bodies.
pub fn near<'d>(emitter: &'d Emitter<'_>, document: &'d Document) -> Vec<&'d str> {
    let code = |entity: &'d Entity| match entity.kind {
        EntityKind::Organization => emitter.gazetteer.leading(&entity.name, &[]).map(|area| area.code),
        _ if entity.subtype != Subtype::Admin => None,
        _ => entity.code.as_deref().or_else(|| emitter.gazetteer.exactly(&entity.name, &[])),
    };
    document.entities.iter().filter_map(code).collect()
}

/// For each entity and predicate, the first thing it leads to.
pub type Owners = BTreeMap<(EntityId, Predicate), EntityId>;

/// Who employs, contains, founded or runs whom, first statement first.
pub fn owners(facts: &[&Fact]) -> Owners {
    let mut owners = Owners::new();
    for relation in relations(facts) {
        if let Object::Entity(object) = relation.object {
            owners.entry((relation.subject, relation.predicate)).or_insert(object);
        }
    }
    owners
}

struct Identifier<'i> {
    emitter: &'i Emitter<'i>,
    document: &'i Document,
    owners: Owners,
    near: Vec<&'i str>,
    article: &'i NamedNode,
}

impl Identifier<'_> {
    fn node(&self, id: EntityId, depth: usize) -> NamedNode {
        let entity = self.document.entity(id);
        let mint = &self.emitter.minter;
        match entity.kind {
            EntityKind::Place => place(self.emitter, entity, &self.near, self.article),
            EntityKind::Person => mint.named("person", &entity.name, Some(&self.person_scope(id, depth))),
            EntityKind::Organization => self.scoped("org", id, entity, self.organization_scope(id, entity, depth)),
            EntityKind::Program => self.scoped("program", id, entity, self.program_scope(id, entity, depth)),
        }
    }

    fn scoped(&self, kind: &str, _id: EntityId, entity: &Entity, scope: Option<NamedNode>) -> NamedNode {
        self.emitter.minter.named(kind, &entity.name, scope.as_ref())
    }

    fn owner(&self, id: EntityId, predicates: &[Predicate], depth: usize) -> Option<NamedNode> {
        let owner = predicates.iter().find_map(|p| self.owners.get(&(id, *p)))?;
        (depth < DEEPEST).then(|| self.node(*owner, depth + 1))
    }

    fn person_scope(&self, id: EntityId, depth: usize) -> NamedNode {
        self.owner(id, &[Predicate::WorksFor], depth).unwrap_or_else(|| self.article.clone())
    }

    fn organization_scope(&self, id: EntityId, entity: &Entity, depth: usize) -> Option<NamedNode> {
        if let Some(area) = self.emitter.gazetteer.leading(&entity.name, &self.near) {
            return (!area.settled).then(|| self.emitter.minter.node("place", area.code));
        }
        let named = classes::names_itself(entity.subtype) && !is_bare(self.emitter.language, &entity.name);
        if named || !entity.same_as.is_empty() || self.known(&entity.name) {
            return None;
        }
        let owner = self.owner(id, &[Predicate::ParentOrganization, Predicate::Founder], depth);
        Some(owner.unwrap_or_else(|| self.article.clone()))
    }

    fn program_scope(&self, id: EntityId, entity: &Entity, depth: usize) -> Option<NamedNode> {
        let settled = |name: &str| self.emitter.gazetteer.leading(name, &self.near).is_some_and(|a| a.settled);
        let edition = entity.name.starts_with('第').then(|| entity.name.split_once('届')).flatten();
        let numbered = edition.is_some_and(|(_, rest)| settled(rest) || self.is_wide(rest));
        if numbered || settled(&entity.name) || !entity.same_as.is_empty() || self.known(&entity.name) {
            return None;
        }
        Some(self.owner(id, &[Predicate::RunBy], depth).unwrap_or_else(|| self.article.clone()))
    }

    /// Whether the name says that there is one of it in the country or in the world: 全国…, 国际….
    fn is_wide(&self, name: &str) -> bool {
        self.emitter.language.names.words("wide_words").iter().any(|word| name.contains(word.as_str()))
    }

    fn known(&self, name: &str) -> bool {
        let lexicon = &self.emitter.language.lexicon;
        lexicon.is(name, Class::Body) || lexicon.is(name, Class::User)
    }
}

/// Whether a body's name is nothing but its kind, or that with the rank of its area: 供电公司, 县融媒体中心. Every county has
/// one, so that such a name alone is nobody's.
pub fn is_bare(language: &Language, name: &str) -> bool {
    let ends = language.lexicon.find_all(name).filter(|f| f.span.end == name.len());
    let kind = ends.filter(|f| f.entry.class == Class::BodySuffix).map(|f| f.span.start).min();
    kind.is_some_and(|start| {
        start == 0 || matches!(&name[..start], "省" | "市" | "县" | "区" | "州" | "旗" | "镇" | "乡")
    })
}

/// A place's node: by code; by name when the lexicon knows it; otherwise told apart by the article.
fn place(emitter: &Emitter<'_>, entity: &Entity, near: &[&str], article: &NamedNode) -> NamedNode {
    let mint: &Minter = &emitter.minter;
    if let Some(code) = code(emitter, entity, near) {
        return mint.node("place", code);
    }
    let lexicon = &emitter.language.lexicon;
    let known = [Class::Foreign, Class::Landmark, Class::User].iter().any(|c| lexicon.is(&entity.name, *c));
    mint.named("place", &entity.name, (!known && entity.same_as.is_empty()).then_some(article))
}

/// Code of an administrative area: the entity's own, or the gazetteer's for its name.
pub fn code<'e>(emitter: &'e Emitter<'_>, entity: &'e Entity, near: &[&str]) -> Option<&'e str> {
    let own = entity.code.as_deref().filter(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit()));
    own.or_else(|| (entity.subtype == Subtype::Admin).then(|| emitter.gazetteer.exactly(&entity.name, near)).flatten())
}
