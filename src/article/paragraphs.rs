//! The lines of the story → paragraphs and headings, without bylines and credits.

use super::kinds::is_prose;
use super::meta::Sheet;
use crate::model::{Paragraph, ParagraphKind, Span};
use crate::text::characters::{closes, ends_clause, ends_sentence};

/// Paragraphs of the given stretches, in order; a heading is a short line without closing mark before running text.
pub(super) fn make(sheet: Sheet, stretches: &[Span]) -> Vec<Paragraph> {
    let kinds = stretches.iter().enumerate().map(|(i, span)| match is_heading(sheet, *span, stretches.get(i + 1)) {
        true => ParagraphKind::Heading,
        false => ParagraphKind::Text,
    });
    stretches.iter().zip(kinds).map(|(span, kind)| Paragraph { span: *span, kind }).collect()
}

fn is_heading(sheet: Sheet, span: Span, next: Option<&Span>) -> bool {
    const LONGEST: usize = 40;
    let text = span.of(sheet.plain);
    let chars = text.chars().count();
    let last = text.trim_end_matches(closes).chars().next_back().unwrap_or(' ');
    let closed = ends_sentence(last) && !matches!(last, '！' | '？' | '!' | '?')
        || ends_clause(last)
        || last == '.'
        || last == '、';
    let before_text = next.is_some_and(|n| is_prose(n.of(sheet.plain), n.of(sheet.plain).chars().count()));
    chars <= LONGEST && !closed && before_text && !is_prose(text, chars)
}
