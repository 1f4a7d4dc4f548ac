//! The way of an article: text in, [`Document`] out. The stages are listed here, in order, and nowhere else.

use crate::language::Language;
use crate::model::{Document, Stated};
use crate::{article, entities, facts, mentions, text};

/// Extracts everything from one article's text. Cannot fail on valid text; what could not be read is in the notes.
pub fn extract(input: &str, stated: &Stated, language: &Language) -> Document {
    let mut document = Document { article: article::recognise(input, stated, language), ..Document::default() };
    document.sentences = text::sentences::split(&document.article);
    document.mentions = mentions::find(&document.article, &document.sentences, language);
    document.entities = entities::group(&document.article, &document.sentences, &document.mentions, language);
    document.facts = facts::read(&document, language);
    document
}
