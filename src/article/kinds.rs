//! A printed line, by itself → what kind of line it is.

use super::crumbs::{self, Crumbs};
use super::lines::Line;
use super::meta::{self, Meta, Sheet};
use crate::model::Span;
use crate::text::characters::{ends_sentence, is_ideograph};
use regex::Regex;

/// What a line looks like without regard to its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Sentences.
    Prose,
    /// A title, a heading, an item of a list.
    Short,
    /// Date, source and credits. The flag: a line of names (本报记者 …).
    Meta(Box<Meta>),
    /// A breadcrumb.
    Crumbs(Box<Crumbs>),
    /// A paper's name over its page, with date and page number.
    Masthead,
    /// Welcome and today's date.
    Visit,
    /// Navigation, buttons, counters.
    Furniture,
    /// Whose picture it is.
    Picture,
    /// 原标题: …
    OriginalTitle,
    /// What comes after the story: links to other stories, the next one, legal notices.
    Tail,
}

/// The patterns that tell kinds of lines, looked up once.
pub(super) struct Kinds<'a> {
    sheet: Sheet<'a>,
    masthead: &'a Regex,
    visit: &'a Regex,
    tail: [&'a Regex; 3],
    legal_inside: &'a Regex,
    furniture: &'a Regex,
    picture: &'a Regex,
    original_title: &'a Regex,
    byline: &'a Regex,
}

/// Longer lines, in code points, are prose whatever they say.
const LONG: usize = 300;

impl<'a> Kinds<'a> {
    pub fn new(sheet: Sheet<'a>) -> Self {
        let rule = |name| sheet.page.rule(name);
        Self {
            sheet,
            masthead: rule("paper-line"),
            visit: rule("visit-line"),
            tail: [rule("tail-next"), rule("tail-related"), rule("tail-legal")],
            legal_inside: rule("legal-inside"),
            furniture: rule("furniture-line"),
            picture: rule("picture-line"),
            original_title: rule("original-title"),
            byline: rule("agency-byline"),
        }
    }

    /// The kind of a line.
    pub fn of(&self, line: &Line) -> Kind {
        let plain = line.span.of(self.sheet.plain);
        if line.chars > LONG {
            return if is_prose(plain, line.chars) { Kind::Prose } else { Kind::Furniture };
        }
        if self.is_tail(line, plain) {
            return Kind::Tail;
        }
        let prose = is_prose(plain, line.chars);
        let telling = line.chars <= 150 && !(prose && line.chars > 60);
        let told = if telling { self.of_short(line, plain) } else { None };
        let told = told.filter(|k| match k {
            Kind::Meta(m) => !prose || m.unexplained == 0,
            Kind::Picture => !prose,
            Kind::Furniture => !prose || self.furniture.is_match(plain),
            _ => true,
        });
        told.unwrap_or_else(|| match prose {
            true => Kind::Prose,
            // A long line without a comma, or one with an address, is navigation.
            false if line.chars >= 120 || plain.contains("://") => Kind::Furniture,
            false => Kind::Short,
        })
    }

    fn is_tail(&self, line: &Line, plain: &str) -> bool {
        let [next, related, legal] = self.tail;
        let short = line.chars <= 120;
        let in_short = [next, related, self.legal_inside].iter().any(|rule| short && rule.is_match(plain));
        in_short || legal.is_match(plain)
    }

    fn of_short(&self, line: &Line, plain: &str) -> Option<Kind> {
        if self.original_title.is_match(plain) {
            return Some(Kind::OriginalTitle);
        }
        if let Some(crumbs) = crumbs::read(self.sheet, line.span) {
            return Some(Kind::Crumbs(Box::new(crumbs)));
        }
        if self.masthead.is_match(plain) {
            return Some(Kind::Masthead);
        }
        if self.visit.is_match(plain) {
            return Some(Kind::Visit);
        }
        self.of_meta(line, plain)
    }

    fn of_meta(&self, line: &Line, plain: &str) -> Option<Kind> {
        let page = self.sheet.page;
        let dated = plain.contains(|c: char| c.is_numeric()) && page.date.is_match(plain);
        let byline = self.byline.is_match(plain);
        let boxed = (plain.starts_with('□') && !byline).then(|| meta::persons(self.sheet, line.span)).flatten();
        let signed = boxed.or_else(|| self.of_reporter(line.span));
        let read = || meta::read(self.sheet, line.span, dated || byline);
        let meta = signed.unwrap_or_else(read);
        let picture = self.picture.is_match(plain)
            && (meta.authors.is_empty() || plain.contains("提供") && meta.dates.is_empty());
        if meta.is_credit() && !picture {
            return Some(Kind::Meta(Box::new(meta)));
        }
        if line.chars <= 80 && picture {
            return Some(Kind::Picture);
        }
        if meta.is_about_the_article() {
            return Some(Kind::Meta(Box::new(meta)));
        }
        let nothing = meta.unexplained == 0 && meta.before.is_empty() && meta.after.is_empty();
        let buttons = nothing && (meta.skipped > 0 || !plain.chars().any(is_ideograph) || self.words_only(plain));
        (buttons || (line.chars <= 80 && self.furniture.is_match(plain))).then_some(Kind::Furniture)
    }

    /// 石佳/中国青年报: who wrote and for whom.
    fn of_reporter(&self, span: Span) -> Option<Meta> {
        let plain = span.of(self.sheet.plain);
        let at = plain.rfind(['/', '／'])?;
        let after = at + plain[at..].chars().next().map_or(1, char::len_utf8);
        let site = plain[after..].trim();
        let wrote = self.sheet.page.is_site(site) && site.chars().count() <= 12;
        wrote.then(|| meta::persons(self.sheet, Span::new(span.start, span.start + at)))?
    }

    /// Whether the line has words of navigation and sharing only.
    fn words_only(&self, plain: &str) -> bool {
        let words = plain.split(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '-'));
        words.filter(|w| !w.is_empty()).all(|w| self.sheet.page.is("furniture", w) || w.parse::<u64>().is_ok())
    }
}

/// Whether a line is running text: it has a full stop, or is long and has commas.
pub(super) fn is_prose(plain: &str, chars: usize) -> bool {
    let mut previous = ' ';
    let (mut stops, mut commas) = (0, 0);
    let mut rest = plain.chars();
    while let Some(c) = rest.next() {
        let dots = c == '.' && rest.as_str().starts_with('.');
        let stop = c == '。'
            || c == '｡'
            || (c == '.' && !dots && (is_ideograph(previous) || matches!(previous, '”' | '"' | '%' | ')' | '）')));
        stops += usize::from(stop);
        commas += usize::from(matches!(c, '，' | ',' | '；' | ';'));
        previous = c;
    }
    let closed =
        plain.trim_end_matches(['”', '"', '」', '』', '）', ')', '’']).chars().next_back().is_some_and(ends_sentence);
    (stops > 0 && chars >= 10) || (chars >= 50 && (commas >= 2 || closed)) || (chars >= 80 && commas >= 1)
}
