//! A stretch of text with its mentions → the masked text that fact patterns read, and the way back.
//!
//! In the masked text each mention is `⟦letter⟧` and everything else stands as printed (in simplified script), so that a
//! pattern such as `⟦O⟧被⟦O⟧授予⟦A⟧` does not depend on what the names look like.

use crate::model::{Mention, MentionKind, Span};

/// A masked stretch.
#[derive(Debug, Clone)]
pub struct Masked {
    /// What patterns read.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    masked: Span,
    original: Span,
    mention: Option<usize>,
}

impl Masked {
    /// Masks the stretch `span` of `plain`; `mentions` are all of the document's, in text order.
    pub fn new(plain: &str, span: Span, mentions: &[Mention]) -> Self {
        Self::with(plain, span, mentions, |_| true)
    }

    /// Masks names, titles and awards only; dates and quantities stand as printed.
    pub fn names_only(plain: &str, span: Span, mentions: &[Mention]) -> Self {
        Self::with(plain, span, mentions, |kind| !matches!(kind, MentionKind::Date | MentionKind::Quantity))
    }

    fn with(plain: &str, span: Span, mentions: &[Mention], masks: fn(MentionKind) -> bool) -> Self {
        let mut masked = Self { text: String::with_capacity(span.len()), pieces: Vec::new() };
        let first = mentions.partition_point(|m| m.span.start < span.start);
        let mut at = span.start;
        for (offset, mention) in mentions[first..].iter().enumerate() {
            if mention.span.end > span.end {
                break;
            }
            if !masks(mention.kind) {
                continue;
            }
            masked.push(&plain[at..mention.span.start], Span::new(at, mention.span.start), None);
            masked.push(sign(mention.kind), mention.span, Some(first + offset));
            at = mention.span.end;
        }
        masked.push(&plain[at..span.end], Span::new(at, span.end), None);
        masked
    }

    fn push(&mut self, text: &str, original: Span, mention: Option<usize>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { masked: Span::new(start, self.text.len()), original, mention });
    }

    /// Indices (into the document's mentions) of the mentions inside a stretch of the masked text, in text order.
    pub fn mentions_in(&self, range: std::ops::Range<usize>) -> Vec<usize> {
        let range = Span::from(range);
        self.pieces.iter().filter(|p| range.contains(p.masked)).filter_map(|p| p.mention).collect()
    }

    /// Every mention with its range in the masked text, in text order.
    pub fn mentions(&self) -> impl Iterator<Item = (std::ops::Range<usize>, usize)> {
        self.pieces.iter().filter_map(|p| Some((p.masked.start..p.masked.end, p.mention?)))
    }

    /// The mention a captured `⟦letter⟧` stands for.
    pub fn mention_at(&self, range: std::ops::Range<usize>) -> Option<usize> {
        self.mentions_in(range).first().copied()
    }

    /// A stretch of the masked text as bytes of the article; a half-covered mention counts whole.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.original_start(range.start), self.original_end(range.end))
    }

    fn original_start(&self, at: usize) -> usize {
        match self.pieces.iter().find(|p| p.masked.start <= at && at < p.masked.end) {
            Some(p) if p.mention.is_none() => p.original.start + (at - p.masked.start),
            Some(p) => p.original.start,
            None => self.pieces.last().map_or(0, |p| p.original.end),
        }
    }

    fn original_end(&self, at: usize) -> usize {
        match self.pieces.iter().find(|p| p.masked.start < at && at <= p.masked.end) {
            Some(p) if p.mention.is_none() => p.original.start + (at - p.masked.start),
            Some(p) => p.original.end,
            None => self.original_start(at),
        }
    }
}

/// What stands for a mention: `⟦letter⟧`.
const fn sign(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Organization => "⟦O⟧",
        MentionKind::Person => "⟦P⟧",
        MentionKind::Place => "⟦L⟧",
        MentionKind::Program => "⟦G⟧",
        MentionKind::Position => "⟦T⟧",
        MentionKind::Award => "⟦A⟧",
        MentionKind::Date => "⟦D⟧",
        MentionKind::Quantity => "⟦Q⟧",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_bears_the_letter_of_its_kind() {
        for kind in MentionKind::ALL {
            assert_eq!(sign(kind), format!("⟦{}⟧", kind.letter()));
        }
    }

    #[test]
    fn spans_and_mentions_come_back() {
        let plain = "近日，清河派出所被授予奖章。";
        let start = plain.find('清').unwrap();
        let mention =
            Mention::new(Span::new(start, start + "清河派出所".len()), MentionKind::Organization, "test", 1.0);
        let masked = Masked::new(plain, Span::new(0, plain.len()), &[mention]);
        assert_eq!(masked.text, "近日，⟦O⟧被授予奖章。");
        let at = masked.text.find('⟦').unwrap();
        let end = masked.text.find("奖章").unwrap();
        assert_eq!(masked.mention_at(at..at + "⟦O⟧".len()), Some(0));
        assert_eq!(masked.span(at..end).of(plain), "清河派出所被授予");
    }
}
