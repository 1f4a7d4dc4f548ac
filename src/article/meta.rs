//! A line about the article (date, source, credits) → what it says.

use super::labels::{self, Label, Segment};
use super::lines::{is_blank, trim};
use super::names;
use super::page::Page;
use super::published::{self, PrintedDate};
use crate::model::{Credit, Span};
use crate::text::characters::is_ideograph;

/// How a date is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateKind {
    /// 发布时间:
    Published,
    /// Without a label.
    Bare,
    /// 更新时间:
    Updated,
}

/// What a line says of the article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub dates: Vec<(DateKind, PrintedDate)>,
    pub source: Option<Span>,
    /// The label 来源 with its value.
    pub source_line: Option<Span>,
    pub section: Option<Span>,
    pub authors: Vec<Credit>,
    pub editors: Vec<Credit>,
    /// Label and name of credits kept apart.
    pub others: Vec<(String, Credit)>,
    /// Unlabelled pieces before the first date.
    pub before: Vec<Span>,
    /// Unlabelled pieces after it, or of a line without date.
    pub after: Vec<Span>,
    /// Number of labels for credits, source, section or publication date with a fitting or empty value.
    pub labelled: usize,
    /// Number of counters and buttons.
    pub skipped: usize,
    /// Code points that belong to none of these.
    pub unexplained: usize,
    /// Length of the longest piece without label, in code points.
    pub longest: usize,
    /// Whether the line ends with a colon.
    pub introduces: bool,
}

impl Meta {
    /// Whether the line says nothing but things about the article.
    pub fn is_about_the_article(&self) -> bool {
        if self.introduces && self.labelled == 0 {
            return false;
        }
        let dated = |timed: bool| self.dates.iter().any(|(_, d)| !d.other_day && d.timed() >= timed);
        let sure = self.labelled > 0 || dated(true);
        let brief = self.before.len() + self.after.len() <= 3 && self.longest <= 6;
        (sure && self.unexplained <= 10) || (dated(false) && (self.unexplained <= 5 || brief && self.unexplained <= 10))
    }

    /// Whether it names somebody or the source.
    pub fn is_credit(&self) -> bool {
        self.unexplained <= 10
            && !(self.authors.is_empty() && self.editors.is_empty() && self.others.is_empty() && self.source.is_none())
    }
}

/// The texts and rules a reading needs.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub page: &'a Page<'a>,
    /// As printed.
    pub text: &'a str,
    /// In simplified script.
    pub plain: &'a str,
}

/// Reads the stretch `span`. In a `byline`, names may follow their label without a space.
pub(super) fn read(sheet: Sheet, span: Span, byline: bool) -> Meta {
    let labelled = labels::read(sheet.page, sheet.plain, span, byline);
    let mut meta = Meta::default();
    meta.unlabelled(sheet, labelled.lead);
    for segment in &labelled.segments {
        meta.segment(sheet, segment);
    }
    meta.introduces = span.of(sheet.plain).ends_with([':', '：']);
    meta
}

impl Meta {
    fn segment(&mut self, sheet: Sheet, segment: &Segment) {
        match segment.label {
            Label::Skip => self.skip(sheet, segment),
            Label::Published => self.dated(sheet, segment.value, DateKind::Published),
            Label::Updated => self.dated(sheet, segment.value, DateKind::Updated),
            Label::Source => self.source(sheet, segment),
            Label::Section => self.section(sheet, segment.value),
            Label::Author | Label::Editor | Label::Other => self.credit(sheet, segment),
        }
    }

    fn skip(&mut self, sheet: Sheet, segment: &Segment) {
        self.skipped += 1;
        if !segment.marked {
            let found = published::find_all(sheet.page, sheet.plain, segment.value);
            self.dates.extend(found.into_iter().map(|d| (DateKind::Bare, d)));
        }
    }

    fn dated(&mut self, sheet: Sheet, value: Span, kind: DateKind) {
        match published::find_all(sheet.page, sheet.plain, value).into_iter().next() {
            Some(date) => {
                self.labelled += usize::from(kind == DateKind::Published);
                let rest = trim(sheet.plain, Span::new(date.span.end, value.end));
                self.dates.push((kind, date));
                self.unlabelled(sheet, rest);
            }
            None if value.is_empty() => self.labelled += 1,
            None => self.unexplained += count(sheet, value),
        }
    }

    fn source(&mut self, sheet: Sheet, segment: &Segment) {
        let (value, rest) = cut_source(sheet, segment.value);
        if count(sheet, value) > 40 {
            self.unexplained += count(sheet, segment.value);
            return;
        }
        self.labelled += 1;
        let named = !sheet.page.is("no_source", &spaceless(value.of(sheet.plain)));
        if named && self.source.is_none() && value.of(sheet.plain).chars().any(char::is_alphanumeric) {
            self.source = Some(value);
            self.source_line = Some(segment.name.join(value));
        }
        self.unlabelled(sheet, rest);
    }

    fn section(&mut self, sheet: Sheet, value: Span) {
        if (1..=12).contains(&count(sheet, value)) {
            self.labelled += 1;
            self.section = self.section.or(Some(value));
        } else {
            self.unexplained += count(sheet, value);
        }
    }

    fn credit(&mut self, sheet: Sheet, segment: &Segment) {
        let label = segment.name.of(sheet.plain);
        let persons_only = sheet.page.is("person", label);
        let (value, cells) = first_cell(sheet.plain, segment.value);
        let mut names = names::described(sheet.page, sheet.text, sheet.plain, value)
            .unwrap_or_else(|| names::read(sheet.page, sheet.text, sheet.plain, value, persons_only));
        let nobody = sheet.page.is("nobody", &spaceless(segment.value.of(sheet.plain)));
        self.labelled += usize::from(nobody);
        if names.is_empty() && !segment.value.is_empty() && !nobody {
            self.unexplained += count(sheet, segment.value);
            return;
        }
        self.labelled += usize::from(segment.marked || !names.is_empty());
        match segment.label {
            Label::Author => self.authors.append(&mut names.wrote),
            Label::Editor => self.editors.append(&mut names.wrote),
            _ => self.others.extend(names.wrote.drain(..).map(|c| (spaceless(segment.name.of(sheet.text)), c))),
        }
        self.editors.append(&mut names.edited);
        self.others.extend(names.pictured.drain(..).map(|c| ("摄影".to_string(), c)));
        self.unlabelled(sheet, cells);
        if let Some(rest) = names.rest {
            let dates = published::find_all(sheet.page, sheet.plain, rest);
            self.dates.extend(dates.into_iter().map(|d| (DateKind::Bare, d)));
            // A sentence behind the names is the story's: …电（记者 李蕊）5日，县长来到现场。
            let sentence = rest.of(sheet.plain).trim_end().ends_with('。');
            self.unexplained += if sentence { count(sheet, rest) } else { 0 };
        }
    }

    /// Dates and pieces without label.
    fn unlabelled(&mut self, sheet: Sheet, span: Span) {
        let mut at = span.start;
        for date in published::find_all(sheet.page, sheet.plain, span) {
            self.pieces(sheet, Span::new(at, date.span.start));
            at = date.span.end;
            self.dates.push((DateKind::Bare, date));
        }
        self.pieces(sheet, Span::new(at, span.end));
    }

    fn pieces(&mut self, sheet: Sheet, span: Span) {
        // 清政发〔2024〕1号 is a document's number.
        if span.of(sheet.plain).contains('〔') {
            return;
        }
        self.bracketed(sheet, span);
        for piece in names::pieces(sheet.page, sheet.plain, span) {
            let word = spaceless(piece.of(sheet.plain));
            if says_nothing(sheet.page, &word) {
                continue;
            }
            if let Some(writer) = names::writer(sheet.page, sheet.text, sheet.plain, piece) {
                self.authors.push(writer);
                continue;
            }
            let known = word.chars().count() <= 16
                && (sheet.page.is_person(&word) || sheet.page.is_site(&word) || sheet.page.is_body(&word));
            self.unexplained += if known { 0 } else { word.chars().count() };
            self.longest = self.longest.max(word.chars().count());
            let list = if self.dates.is_empty() { &mut self.before } else { &mut self.after };
            list.push(piece);
        }
    }

    /// Names in brackets: 本网尉犁10月30日电（李蕊 张建华）.
    fn bracketed(&mut self, sheet: Sheet, span: Span) {
        let stretch = span.of(sheet.plain);
        let Some(open) = stretch.find(['（', '(']) else { return };
        if !stretch[..open].trim_end().ends_with(['电', '讯', '稿']) {
            return;
        }
        let open = open + stretch[open..].chars().next().map_or(0, char::len_utf8);
        let Some(close) = stretch[open..].find(['）', ')']) else { return };
        let names =
            names::read(sheet.page, sheet.text, sheet.plain, Span::new(open, open + close).shift(span.start), true);
        let persons = names.wrote.iter().all(|c| c.name.chars().count() <= 4 || c.name.contains('·'));
        if persons && names.rest.is_none() {
            self.authors.extend(names.wrote);
        }
    }
}

/// The value up to a bar between blanks, and what follows: 小圆 | 星闻娱乐.
fn first_cell(plain: &str, value: Span) -> (Span, Span) {
    let stretch = value.of(plain);
    let bar = [" | ", " ｜ ", "\u{3000}|", "\u{3000}｜"].iter().filter_map(|b| stretch.find(b)).min();
    let at = value.start + bar.unwrap_or(stretch.len());
    let rest = plain[at..value.end].trim_start_matches(|c: char| is_blank(c) || matches!(c, '|' | '｜'));
    (trim(plain, Span::new(value.start, at)), Span::new(value.end - rest.len(), value.end))
}

/// Names alone: 李蕊 张建华, all but one shaped like a person's by their surname.
pub(super) fn persons(sheet: Sheet, span: Span) -> Option<Meta> {
    let Sheet { page, text, plain } = sheet;
    let read = names::read(page, text, plain, span, true);
    let names: Vec<String> = read.wrote.iter().filter_map(|c| c.span).map(|s| spaceless(s.of(plain))).collect();
    let shaped = names.iter().filter(|n| page.is_person(n)).count();
    let short = names.iter().all(|n| (2..=4).contains(&n.chars().count()) || n.contains('·'));
    let persons = (1..=6).contains(&names.len()) && shaped > 0 && short && shaped + 1 >= names.len();
    let only = read.rest.is_none() && read.pictured.is_empty();
    (persons && only).then(|| Meta { authors: read.wrote, ..Meta::default() })
}

/// A word of buttons, a weekday, a number, a page number.
fn says_nothing(page: &Page, word: &str) -> bool {
    const DAY: &[&str] = &["星期", "周", "礼拜", "农历"];
    let lettered = word.chars().any(|c| c.is_alphabetic());
    let sheet = word.ends_with('版') && word.chars().count() <= 6;
    let dateline = word.contains('日') && (word.ends_with('电') || word.ends_with('讯'));
    let address = word.contains('.') && !word.chars().any(is_ideograph);
    let single = word.chars().count() == 1;
    let from = ["来自", "发自", "发布于", "发表于"].iter().any(|w| word.starts_with(w));
    let button = word.chars().count() <= 12 && page.furniture.is_match(word);
    let listed = page.is("furniture", word) || page.is("wrote", word) || DAY.iter().any(|d| word.starts_with(d));
    !lettered || single || sheet || dateline || address || button || from || listed
}

fn count(sheet: Sheet, span: Span) -> usize {
    span.of(sheet.plain).chars().count()
}

/// A word without the blanks inside.
pub(super) fn spaceless(word: &str) -> String {
    word.chars().filter(|c| !is_blank(*c)).collect()
}

/// The source's name, and what follows it on the line.
fn cut_source(sheet: Sheet, value: Span) -> (Span, Span) {
    let stretch = value.of(sheet.plain);
    let opening =
        stretch.len() - stretch.trim_start_matches(|c| is_blank(c) || matches!(c, '[' | '【' | '（' | '(')).len();
    let start = value.start + opening;
    let prefix = ["本文来源于", "文章来源于", "来源于", "转自", "来自"]
        .into_iter()
        .find(|p| sheet.plain[start..].starts_with(p));
    let start = (start + prefix.map_or(0, str::len)).min(value.end);
    let stretch = &sheet.plain[start..value.end];
    let date = published::find_all(sheet.page, sheet.plain, Span::new(start, value.end));
    let limit = date.first().map_or(stretch.len(), |d| d.span.start - start);
    let chars: Vec<(usize, char)> = stretch[..limit].char_indices().collect();
    let end = chars.iter().enumerate().find(|(i, _)| ends_source(&chars, *i)).map_or(limit, |(_, (at, _))| *at);
    let name = trim(sheet.plain, Span::new(start, start + end));
    (name, trim(sheet.plain, Span::new(name.end, value.end)))
}

fn ends_source(chars: &[(usize, char)], at: usize) -> bool {
    let c = chars[at].1;
    let before = at.checked_sub(1).map_or(' ', |i| chars[i].1);
    let after = chars.get(at + 1).map_or(' ', |(_, c)| *c);
    match c {
        '|' | '｜' | '【' | '】' | '[' | ']' | '）' | '>' | '_' | '\t' | '。' | '，' | ',' | '；' | ';'
        | '\u{3000}' => true,
        ')' => !chars[..at].iter().any(|(_, c)| *c == '('),
        '（' | '(' => after.is_numeric() || after == '记' || after == '作' || after == '责' || after == '编',
        c if is_blank(c) => !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()),
        _ => false,
    }
}
