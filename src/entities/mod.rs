//! Mentions → entities: who is who inside the article, and the bodies that follow from long names.

use crate::language::Language;
use crate::model::{Article, Entity, EntityKind, Mention, Sentence, Subtype};

/// Groups the mentions into entities.
pub fn group(article: &Article, _sentences: &[Sentence], mentions: &[Mention], _language: &Language) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let Some(kind) = EntityKind::of(mention.kind) else { continue };
        let name = mention.span.of(&article.text);
        let known = entities.iter().position(|e| e.kind == kind && e.is_called(name));
        let at = known.unwrap_or_else(|| {
            let subtype = mention.subtype.unwrap_or(match kind {
                EntityKind::Organization => Subtype::Other,
                EntityKind::Person => Subtype::Person,
                EntityKind::Program => Subtype::Project,
                EntityKind::Place => Subtype::Admin,
            });
            entities.push(Entity::new(subtype, name));
            entities.len() - 1
        });
        entities[at].mentions.push(index);
    }
    entities
}
