//! Text → its printed lines, without the white space around them.

use crate::model::Span;

/// One line that has something on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words, white space at both ends excluded.
    pub span: Span,
    /// Length in code points.
    pub chars: usize,
    /// Whether an empty line stands before it.
    pub gap: bool,
}

/// White space and the invisible marks web pages leave in their text.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}') || c.is_control()
}

/// The stretch without blanks at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let stretch = span.of(text);
    let rest = stretch.trim_start_matches(is_blank);
    let start = span.start + (stretch.len() - rest.len());
    Span::new(start, start + rest.trim_end_matches(is_blank).len())
}

/// The lines of `text` that are not empty, in order.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut gap) = (0, false);
    for piece in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}']) {
        let span = trim(text, Span::new(start, start + piece.len()));
        if span.is_empty() {
            gap = true;
        } else {
            lines.push(Line { span, chars: span.of(text).chars().count(), gap });
            gap = false;
        }
        let end = start + piece.len();
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_place_and_lose_their_margins() {
        let text = "\u{3000}\u{3000}首行\u{a0}\r\n\n  次行\u{200b}\n";
        let lines = split(text);
        assert_eq!(lines.iter().map(|l| l.span.of(text)).collect::<Vec<_>>(), ["首行", "次行"]);
        assert!(lines[1].gap && !lines[0].gap);
    }
}
