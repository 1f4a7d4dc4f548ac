//! Date and period expressions → mentions with a [`crate::model::DateValue`].

use crate::language::Language;
use crate::model::{Article, Mention, Sentence};

/// Finds them in every sentence.
pub fn find(_article: &Article, _sentences: &[Sentence], _language: &Language) -> Vec<Mention> {
    Vec::new()
}
