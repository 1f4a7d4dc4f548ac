//! Mentions → entities: who is who inside the article, and the bodies and series that follow from long names.

pub mod aliases;
pub mod canonical_name;
pub mod chains;
pub mod derived;
pub mod grouping;
pub mod kinds;
pub mod listed_kinds;
#[cfg(test)]
mod measure;
pub mod names;
pub mod nicknames;
pub mod places;
pub mod series;
pub mod short_names;

use crate::language::Language;
use crate::model::{Article, Entity, Mention, Sentence};

/// Groups the mentions into entities, in order of first mention, then adds those that only follow from another name.
pub fn group(article: &Article, _sentences: &[Sentence], mentions: &[Mention], language: &Language) -> Vec<Entity> {
    let mut groups = grouping::group(article, mentions, language);
    listed_kinds::tell(&mut groups, article, mentions, language);
    derived::add(&mut groups, language);
    places::link(&mut groups, language);
    groups.into_iter().map(|g| g.entity).collect()
}
