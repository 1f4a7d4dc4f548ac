//! Sentences: the unit in which mentions are found and facts are read.

use super::Span;

/// One sentence of the headline or the body, closing punctuation included, surrounding white space excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the article's text.
    pub span: Span,
    /// Index into [`super::Article::paragraphs`]; `None` for a headline.
    pub paragraph: Option<usize>,
    /// Whether the paragraph is a heading, or this is the headline.
    pub heading: bool,
    /// Clauses in order: the stretches between commas, semicolons and the sentence end that are outside quotes and
    /// brackets, punctuation excluded. Together they cover the sentence's words.
    pub clauses: Vec<Span>,
}
