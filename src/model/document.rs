//! The travelling value: an article and all that was found in it.

use super::{Article, Entity, EntityId, Fact, Mention, Sentence, Span};

/// Something that could not be read, or was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where, in bytes, if anywhere.
    pub span: Option<Span>,
    /// What a reader should know.
    pub text: String,
}

/// An article with its sentences, mentions, entities and facts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// Sentences of headline and body, in text order.
    pub sentences: Vec<Sentence>,
    /// Mentions, in text order, never overlapping.
    pub mentions: Vec<Mention>,
    /// Entities, in order of first mention; those that only follow from a name come after.
    pub entities: Vec<Entity>,
    /// Facts, in text order of their first evidence.
    pub facts: Vec<Fact>,
    /// What could not be read and why.
    pub notes: Vec<Note>,
}

impl Document {
    /// The entity with that id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0]
    }

    /// For each mention, the entity it refers to.
    pub fn entity_of_mention(&self) -> Vec<Option<EntityId>> {
        let mut of = vec![None; self.mentions.len()];
        for (id, entity) in self.entities.iter().enumerate() {
            for &mention in &entity.mentions {
                of[mention] = Some(EntityId(id));
            }
        }
        of
    }
}
