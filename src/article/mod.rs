//! Text → [`Article`]: what the page prints about itself, and which paragraphs are the story.

mod labels;
mod lines;
mod names;
mod page;
mod published;

use crate::language::Language;
use crate::model::{Article, Paragraph, ParagraphKind, Span, Stated};
use sha2::{Digest, Sha256};

/// Recognises the article in `text`. `stated` is what the caller knows; it wins over what is printed.
pub fn recognise(text: &str, stated: &Stated, _language: &Language) -> Article {
    let mut article = Article { text: text.into(), plain: text.into(), stated: stated.clone(), ..Article::default() };
    article.id = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            article.paragraphs.push(Paragraph { span, kind: ParagraphKind::Text });
        }
        at += line.len();
    }
    article
}
