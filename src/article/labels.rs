//! A stretch of a page → its labelled values: 来源:…, 作者:…, 责任编辑 …

use super::lines::{Line, is_blank, trim};
use super::page::Page;
use crate::model::Span;
use crate::text::characters::is_ideograph;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Credits kept apart (校对, 摄影).
    Other,
    /// Counters, buttons, addresses: ends the value before it.
    Skip,
    /// Date of a later version.
    Updated,
    Editor,
    Published,
    Source,
    Section,
    Author,
}

/// A label and what follows it up to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub label: Label,
    pub name: Span,
    pub value: Span,
    /// Whether a colon or slash stands behind the label.
    pub marked: bool,
}

/// A stretch taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    /// What stands before the first label.
    pub lead: Span,
    pub segments: Vec<Segment>,
}

/// The word list of each label; a word of two lists belongs to the first.
const LISTS: [(&str, Label); 8] = [
    ("other", Label::Other),
    ("skip", Label::Skip),
    ("updated", Label::Updated),
    ("editor", Label::Editor),
    ("published", Label::Published),
    ("source", Label::Source),
    ("section", Label::Section),
    ("author", Label::Author),
];

/// Takes the stretch `span` of `plain` apart. In a `byline`, names may follow their label without a space.
pub(super) fn read(page: &Page, plain: &str, span: Span, byline: bool) -> Labelled {
    let text = &plain[..span.end];
    let mut out = Labelled { lead: span, segments: Vec::new() };
    let mut at = span.start;
    while let Some(found) = page.label.find_at(text, at) {
        let name = Span::from(found.range());
        let Some((_, label)) = LISTS.into_iter().find(|(list, _)| page.is(list, found.as_str())) else { break };
        let scene = Scene { page, text, start: span.start, byline, first: out.segments.is_empty() };
        match scene.accept(label, name) {
            Some((value_start, marked)) => {
                out.close(plain, scene.agency(label, name.start));
                out.segments.push(Segment { label, name, value: Span::new(value_start, span.end), marked });
                at = value_start;
            }
            None => at = name.start + text[name.start..].chars().next().map_or(1, char::len_utf8),
        }
    }
    out.close(plain, span.end);
    out
}

/// Puts a label that stands on a line of its own together with the short line under it, its value.
pub(super) fn with_values(page: &Page, plain: &str, lines: Vec<Line>) -> Vec<Line> {
    const LONGEST: usize = 40;
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let value = line.chars <= LONGEST && !line.gap && !line.span.of(plain).ends_with([':', '：', '。']);
        match out.last_mut().filter(|l| value && is_label(page, l.span.of(plain))) {
            Some(label) => {
                label.span = label.span.join(line.span);
                label.chars += 1 + line.chars;
            }
            None => out.push(line),
        }
    }
    out
}

/// Whether a line is nothing but a label with its colon.
fn is_label(page: &Page, line: &str) -> bool {
    let sharing = page.furniture.is_match(line);
    let Some(word) = line.strip_suffix([':', '：']).filter(|w| w.len() <= 30 && !sharing) else { return false };
    let word: String = word.chars().filter(|c| !is_blank(*c)).collect();
    LISTS.iter().any(|(list, _)| page.is(list, &word))
}

impl Labelled {
    /// Ends the value in hand, or the lead, at `end`.
    fn close(&mut self, plain: &str, end: usize) {
        let open = self.segments.last_mut().map_or(&mut self.lead, |s| &mut s.value);
        *open = trim(plain, Span::new(open.start, end.max(open.start)));
    }
}

struct Scene<'a> {
    page: &'a Page<'a>,
    text: &'a str,
    start: usize,
    byline: bool,
    first: bool,
}

impl Scene<'_> {
    /// Where the value of the label at `name` starts and whether a mark stands between, if it is a label at all.
    fn accept(&self, label: Label, name: Span) -> Option<(usize, bool)> {
        let word = name.of(self.text);
        let after = &self.text[name.end..];
        let behind = after.trim_start();
        let mark =
            behind.chars().next().filter(|c| matches!(c, ':' | '：' | '/' | '／' | '∕' | '丨' | '｜' | '|' | '︰'));
        let short = word.chars().count() < 2;
        let bounded = self.bounded(label, name.start);
        if let Some(mark) = mark {
            let glued = !self.first && !short && !matches!(label, Label::Published | Label::Updated);
            let value = self.text.len() - behind.len() + mark.len_utf8();
            // 2023年|记者|: a bar parts cells, it is a mark only for credits.
            let cell = mark == '|' && matches!(label, Label::Skip | Label::Published);
            let credit = matches!(label, Label::Author | Label::Editor | Label::Source);
            let dated = !short && (self.byline && credit || self.text[..name.start].ends_with(char::is_numeric));
            return (bounded || glued || dated).then_some((value, !cell));
        }
        let next = after.chars().next();
        let blank = next.is_none_or(char::is_whitespace);
        let fits = match label {
            Label::Skip => !next.is_some_and(is_ideograph),
            Label::Published | Label::Updated => blank || next.is_some_and(|c| c.is_ascii_digit()),
            Label::Source => next.is_some() && (blank || self.byline && word.contains("来源")),
            Label::Section => blank && next.is_some(),
            Label::Author | Label::Editor | Label::Other => blank || self.byline,
        };
        (bounded && fits && !short).then_some((name.end, false))
    }

    /// Whether a word may start here: after a space or a mark, or for credits after the name of an agency (本报记者).
    fn bounded(&self, label: Label, at: usize) -> bool {
        let before = &self.text[self.start..at];
        let Some(last) = before.chars().next_back() else { return true };
        let role = self.agency(label, at) < at;
        let known = self.page.tail("agency_tail", before).is_some() || self.byline;
        !last.is_alphanumeric() || (role && known) || (last.is_ascii_digit() && !self.first)
    }

    /// Whether 记者, 通讯员 or the like starts at that byte.
    fn role_follows(&self, at: usize) -> bool {
        self.page.language.page.words("person").begins(&self.text[at..]).is_some()
    }

    /// Where the agency's name before a writer's role starts: at 中青报 in 中青报·中青网记者; the role itself if there is none.
    fn agency(&self, label: Label, role: usize) -> usize {
        const LONGEST: usize = 36;
        let before = &self.text[self.start..role];
        let whole = before.trim_end_matches(|c: char| (c.is_alphanumeric() && !c.is_numeric()) || c == '·');
        let long = before.len() - whole.len() > LONGEST;
        if label == Label::Author && !long && self.role_follows(role) { self.start + whole.len() } else { role }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn values(text: &str, byline: bool) -> Vec<(Label, String)> {
        let page = Page::new(Language::embedded());
        let read = read(&page, text, Span::new(0, text.len()), byline);
        read.segments.iter().map(|s| (s.label, s.value.of(text).to_string())).collect()
    }

    #[test]
    fn labels_part_a_line_even_without_spaces() {
        let line = "发布日期:2022-11-08点击量:1306作者: 责任编辑:秦 桑";
        let expected =
            [(Label::Published, "2022-11-08"), (Label::Skip, "1306"), (Label::Author, ""), (Label::Editor, "秦 桑")];
        assert_eq!(values(line, false), expected.map(|(l, v)| (l, v.to_string())));
    }

    #[test]
    fn names_may_follow_a_role_directly_in_a_byline_only() {
        let expected = vec![(Label::Author, "韦春兰".into()), (Label::Author, "莫 凡".into())];
        assert_eq!(values("本报记者韦春兰 通讯员莫 凡", true), expected);
        assert_eq!(values("文化来源广泛，图书编辑部", false), []);
    }
}
