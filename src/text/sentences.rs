//! Headline and paragraphs → sentences with their clauses.

use super::characters::{closes, ends_clause, ends_sentence, is_ideograph};
use super::quotations;
use crate::model::{Article, ParagraphKind, Sentence, Span};

/// Splits the headlines and every paragraph, in text order.
///
/// A sentence ends at 。！？ (either width, closing marks included), at …… and at a full stop that is no decimal point;
/// never inside quotes or brackets whose partner stands in the same paragraph, except where a quotation introduced by a
/// colon ends with its own full stop.
pub fn split(article: &Article) -> Vec<Sentence> {
    let mut out = Vec::new();
    let headlines = article.headline.iter().chain(&article.other_headlines).filter_map(|h| h.span);
    let mut stretches: Vec<(Span, Option<usize>, bool)> = headlines.map(|s| (s, None, true)).collect();
    let paragraphs = article.paragraphs.iter().enumerate();
    stretches.extend(paragraphs.map(|(i, p)| (p.span, Some(i), p.kind == ParagraphKind::Heading)));
    stretches.sort_by_key(|(span, ..)| *span);
    for (span, paragraph, heading) in stretches {
        for (sentence, clauses) in split_stretch(&article.text, span, heading) {
            out.push(Sentence { span: sentence, paragraph, heading, clauses });
        }
    }
    out
}

/// The sentences of one stretch of `text` with their clauses, all as bytes of `text`.
pub fn split_stretch(text: &str, span: Span, heading: bool) -> Vec<(Span, Vec<Span>)> {
    let scan = Scan::new(span.of(text), heading);
    let mut sentences = Vec::new();
    let (mut start, mut from) = (0, 0);
    let mut clauses = Vec::new();
    let mut at = 0;
    while at < scan.chars.len() {
        let boundary = scan.boundary(at, from, start);
        match boundary {
            Boundary::None => at += 1,
            Boundary::Inside(next) => at = next,
            Boundary::Clause(next) => {
                clauses.extend(scan.words(from, at));
                (at, from) = (next, next);
            }
            Boundary::Sentence { words, next } => {
                clauses.extend(scan.words(from, words));
                sentences.extend(scan.words(start, next).map(|s| (s, std::mem::take(&mut clauses))));
                clauses.clear();
                (at, from, start) = (next, next, next);
            }
        }
    }
    clauses.extend(scan.words(from, at));
    sentences.extend(scan.words(start, at).map(|s| (s, clauses)));
    let shift = |s: Span| s.shift(span.start);
    sentences.into_iter().map(|(s, c)| (shift(s), c.into_iter().map(shift).collect())).collect()
}

enum Boundary {
    None,
    /// Skip to the character with that index: a quotation or bracket.
    Inside(usize),
    /// A clause ends here; the next starts at that character.
    Clause(usize),
    /// A sentence ends here: its words before `words`, the next one's from `next`.
    Sentence {
        words: usize,
        next: usize,
    },
}

/// A stretch as characters, with its quotations.
struct Scan<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    /// Index of the character after the quotation that starts at this character; 0 when none does.
    skip: Vec<usize>,
    heading: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, heading: bool) -> Self {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut skip = vec![0; chars.len()];
        let index = |byte: usize| chars.partition_point(|(at, _)| *at < byte);
        for pair in quotations::outermost(text) {
            skip[index(pair.start)] = index(pair.end);
        }
        Self { text, chars, skip, heading }
    }

    fn char(&self, at: usize) -> char {
        self.chars.get(at).map_or('\0', |(_, c)| *c)
    }

    fn before(&self, at: usize) -> char {
        if at == 0 { '\0' } else { self.char(at - 1) }
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |(byte, _)| *byte)
    }

    /// The stretch between two characters without white space at its ends and without marks that belong to no word.
    fn words(&self, from: usize, to: usize) -> Option<Span> {
        let (start, end) = (self.byte(from), self.byte(to.max(from)));
        let stretch = &self.text[start..end];
        let left = stretch.len() - stretch.trim_start().len();
        let trimmed = stretch.trim();
        trimmed.chars().any(char::is_alphanumeric).then(|| Span::new(start + left, start + left + trimmed.len()))
    }

    fn boundary(&self, at: usize, from: usize, start: usize) -> Boundary {
        let c = self.char(at);
        if self.skip[at] > 0 {
            return self.quotation(at, self.skip[at], start);
        }
        if c == '\n' || c == '\r' {
            return self.sentence(at, at + 1);
        }
        if self.is_sentence_end(at) {
            return self.sentence(at, self.after_marks(at + 1));
        }
        if self.is_clause_end(at) || (self.heading && self.is_heading_gap(at, from)) {
            return Boundary::Clause(at + 1);
        }
        Boundary::None
    }

    /// What the quotation from `at` to before `next` does: 他说：“……。” ends the sentence, anything else is passed over.
    fn quotation(&self, at: usize, next: usize, start: usize) -> Boundary {
        let complete = next >= 2 && (ends_sentence(self.char(next - 2)) || self.char(next - 2) == '.');
        let introduced = at > start && matches!(self.before(at), '：' | ':');
        let goes_on = ends_clause(self.char(next)) || ends_sentence(self.char(next)) || self.char(next) == '、';
        match complete && introduced && !goes_on && next < self.chars.len() {
            true => self.sentence(next, next),
            false => Boundary::Inside(next),
        }
    }

    fn sentence(&self, words: usize, next: usize) -> Boundary {
        Boundary::Sentence { words, next }
    }

    /// The character after a run of sentence ends and closing marks without partner.
    fn after_marks(&self, mut at: usize) -> usize {
        while ends_sentence(self.char(at)) || closes(self.char(at)) || matches!(self.char(at), '…' | '.' | '~') {
            at += 1;
        }
        at
    }

    fn is_sentence_end(&self, at: usize) -> bool {
        let (c, before, after) = (self.char(at), self.before(at), self.char(at + 1));
        match c {
            // The ? and ! of an address.
            '!' | '?' => !((before == '/' || before.is_ascii_alphanumeric()) && after.is_ascii_alphanumeric()),
            '…' => before == '…' && (is_ideograph(after) || self.skip.get(at + 1).is_some_and(|s| *s > 0)),
            '.' | '．' => self.is_full_stop(at, before, after),
            _ => ends_sentence(c),
        }
    }

    /// A full stop follows a Chinese word, a closing mark or a whole Latin word; a decimal point, an initial (J.K.罗琳)
    /// and a list number (1.加强) do not.
    fn is_full_stop(&self, at: usize, before: char, after: char) -> bool {
        let ends = after == '\0' || after.is_whitespace() || is_ideograph(after) || closing_or_quote(after);
        if is_ideograph(before) || closes(before) || matches!(before, '%' | '"' | '％') {
            return ends || after.is_alphanumeric();
        }
        let word = at >= 2 && before.is_ascii_alphabetic() && self.before(at - 1).is_ascii_alphabetic();
        word && ends && !after.is_whitespace()
    }

    fn is_clause_end(&self, at: usize) -> bool {
        let (c, before, after) = (self.char(at), self.before(at), self.char(at + 1));
        let in_number = before.is_ascii_digit() && after.is_ascii_digit();
        let in_address = c == ':' && after == '/';
        ends_clause(c) && !in_address && !(in_number && matches!(c, ',' | ':' | '：'))
    }

    /// In a heading a blank or a dash between two longer parts does the work of a comma.
    fn is_heading_gap(&self, at: usize, from: usize) -> bool {
        const LONG: usize = 4;
        let gap = |c: &char| c.is_whitespace() || matches!(c, '—' | '｜' | '|');
        if !gap(&self.char(at)) {
            return false;
        }
        let ahead = self.chars[at..].iter().take(32).map(|(_, c)| c);
        let right = ahead.skip_while(|c| gap(c)).take_while(|c| !gap(c)).count();
        let left = self.chars[from..at].iter().rev().take(32).filter(|(_, c)| !gap(c)).count();
        left >= LONG && right >= LONG
    }
}

fn closing_or_quote(c: char) -> bool {
    closes(c) || super::characters::closing_of(c).is_some() || c == '"'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split_stretch(text, Span::new(0, text.len()), false).into_iter().map(|(s, _)| s.of(text)).collect()
    }

    fn clauses(text: &str, heading: bool) -> Vec<&str> {
        let all = split_stretch(text, Span::new(0, text.len()), heading);
        all.into_iter().flat_map(|(_, c)| c).map(|s| s.of(text)).collect()
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        assert_eq!(sentences("他来了。”她走了！？好；再见"), ["他来了。”", "她走了！？", "好；再见"]);
    }

    #[test]
    fn quotes_and_brackets_are_not_split() {
        let text = "“先转人。后保圩！”局长喊。他读《你好！中国》（见图。）很久。";
        assert_eq!(sentences(text), ["“先转人。后保圩！”局长喊。", "他读《你好！中国》（见图。）很久。"]);
    }

    #[test]
    fn a_quotation_after_a_colon_ends_its_sentence() {
        assert_eq!(sentences("他说：“好。不错。”随后他走了。"), ["他说：“好。不错。”", "随后他走了。"]);
        assert_eq!(sentences("口号：“加油！”、“努力！”。"), ["口号：“加油！”、“努力！”。"]);
    }

    #[test]
    fn a_decimal_point_is_no_full_stop() {
        let text = "喊他李伯伯.2023年增长3.5%.下一步装APP.他见了J.K.罗琳.";
        assert_eq!(sentences(text), ["喊他李伯伯.", "2023年增长3.5%.", "下一步装APP.", "他见了J.K.罗琳."]);
        assert_eq!(sentences("1.加强巡逻。见http://a.cn/?b=1"), ["1.加强巡逻。", "见http://a.cn/?b=1"]);
    }

    #[test]
    fn clauses_end_at_commas_outside_quotes_but_not_in_numbers() {
        let text = "10:26,他说“来,快来”;共1,234人（男,女）：好。";
        assert_eq!(clauses(text, false), ["10:26", "他说“来,快来”", "共1,234人（男,女）", "好"]);
    }

    #[test]
    fn a_gap_in_a_heading_parts_clauses() {
        assert_eq!(clauses("新县举行发布仪式 老兵再“出征”", true), ["新县举行发布仪式", "老兵再“出征”"]);
        assert_eq!(clauses("李 蕊荣立三等功", true), ["李 蕊荣立三等功"]);
    }
}
