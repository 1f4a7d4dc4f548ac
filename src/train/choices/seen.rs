//! An annotated article → the documents its choices are learned from: the one the annotators would make, and the one that is
//! made of the text, with names missed and names that are none.

use crate::entities::names::compare_key;
use crate::evaluate::gold::{Gold, GoldEntity};
use crate::language::{Language, script};
use crate::model::{Document, Entity, EntityId, Stated};
use crate::pipeline;
use std::collections::BTreeMap;

/// A document and who is who in it.
#[derive(Debug)]
pub struct Seen {
    /// The document.
    pub document: Document,
    /// Entities of the document by the annotators' ids.
    ids: BTreeMap<String, EntityId>,
}

impl Seen {
    /// The article with its annotated names and entities.
    pub fn annotated(gold: &Gold, language: &Language) -> Self {
        let mut document = pipeline::extract(&gold.text, &Stated::default(), language);
        gold.perfect(&mut document);
        let ids = gold.entities.iter().enumerate().map(|(at, e)| (e.id.clone(), EntityId(at))).collect();
        Self { document, ids }
    }

    /// The article as `language` reads it, which should hold a tagger that never saw it.
    pub fn found(gold: &Gold, language: &Language) -> Self {
        let document = pipeline::extract(&gold.text, &Stated::default(), language);
        let mut ids = BTreeMap::new();
        let mut taken = vec![false; document.entities.len()];
        for full in [true, false] {
            for row in gold.entities.iter() {
                let free = |at: &usize| !taken[*at] && is_same(row, &document.entities[*at], full);
                if !ids.contains_key(&row.id)
                    && let Some(at) = (0..taken.len()).find(free)
                {
                    taken[at] = true;
                    ids.insert(row.id.clone(), EntityId(at));
                }
            }
        }
        Self { document, ids }
    }

    /// Both.
    pub fn both(gold: &Gold, language: &Language) -> [Self; 2] {
        [Self::annotated(gold, language), Self::found(gold, language)]
    }

    /// The document's entity for an id of the annotators.
    pub fn id(&self, id: &str) -> Option<EntityId> {
        self.ids.get(id).copied()
    }
}

/// Whether the two have a name in common: their full one, or any.
fn is_same(row: &GoldEntity, entity: &Entity, full: bool) -> bool {
    let key = |name: &String| compare_key(&script::simplified(name));
    let mine: Vec<String> = std::iter::once(&entity.name).chain(&entity.other_names).map(key).collect();
    let mut theirs = row.names.iter().take(if full { 1 } else { usize::MAX }).map(key);
    row.subtype.kind() == entity.kind && theirs.any(|name| mine[..if full { 1 } else { mine.len() }].contains(&name))
}
