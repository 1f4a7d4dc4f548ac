//! Numbers with units, bounds and rates → mentions with a [`crate::model::Quantity`].

use crate::language::Language;
use crate::model::{Article, Mention, Sentence};

/// Finds them in every sentence.
pub fn find(_article: &Article, _sentences: &[Sentence], _language: &Language) -> Vec<Mention> {
    Vec::new()
}
